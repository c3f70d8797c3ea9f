"""What a meeting of the demo did with each case: listed, spoken of, decided, put off or taken off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mdt_app.demo.boards import BoardPlan, meeting_day, meeting_id, workday
from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.directory import EVERYONE, person_id
from mdt_app.demo.plain_words import PLAIN, PLAIN_KINDS, READY_FOR, RED_FLAGS
from mdt_app.demo.profile import Advice, Person, Talk
from mdt_app.domain.agenda import Outcome
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.decisions import Said
from mdt_app.operations.agenda import ListCase, OpenMeeting, SettleListing
from mdt_app.operations.attendance import MarkContribution, MarkPresent
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.decisions import AddRecommendation, WriteNote
from mdt_app.operations.fields import SetField

ASPECTS = ("physical", "comorbidity", "psychological", "social", "patient_view", "scores_used")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """How somebody of the directory took part in one case, where that differs from the rest of the meeting."""

    key: str
    presence: Presence | None = None
    contribution: Contribution | None = None
    text: str = ""


@dataclass(slots=True, kw_only=True)
class Item:
    """One case on one agenda, in the order in which it was listed."""

    key: str
    person: Person
    talk: Talk
    triage: str = "discuss"
    decided: bool = True
    standard: bool = False
    gp_joins: bool = False
    gp_writes: bool = False
    table: tuple[Seat, ...] = ()
    listing_id: str = ""
    index: int = 0


@dataclass(slots=True, kw_only=True)
class Agenda:
    """One meeting of one board with its items; `turn` 0 is the next one, -1 the last closed one."""

    plan: BoardPlan
    turn: int
    items: list[Item] = field(default_factory=list)


class Minutes:
    """Writes what happened at one meeting. Slots follow each other from its start."""

    def __init__(self, clerk: Clerk, agenda: Agenda) -> None:
        self.clerk, self.agenda, self.plan = clerk, agenda, agenda.plan
        self.day = meeting_day(self.plan, clerk.today, agenda.turn)
        self.start = moment(self.day, self.plan.clock)
        self.meeting_id = meeting_id(clerk, self.plan, agenda.turn)

    def list_all(self) -> None:
        """Every case is listed some days before, at the latest yesterday."""
        for number, item in enumerate(self.agenda.items):
            item.listing_id = self.clerk.id(f"listing/{item.key}")
            day = min(self.day - timedelta(days=3), self.clerk.today - timedelta(days=1))
            self.clerk.act(
                ListCase,
                moment(day, "17:00") + timedelta(minutes=number),
                listing_id=item.listing_id,
                case_id=self.clerk.id(f"case/{item.key}"),
                meeting_id=self.meeting_id,
                patient_id=item.person.patient_id,
                question=item.talk.question,
                asked_by=EVERYONE[self._key(item.talk.asked_by, item.person)].name,
                triage=item.triage,
            )
            if item.standard:
                self.settle(item, Outcome.STANDARD, moment(day, "18:00"))

    def settle(self, item: Item, outcome: Outcome, at: datetime) -> None:
        self.clerk.act(
            SettleListing,
            at,
            listing_id=item.listing_id,
            outcome=outcome,
            standard=self.plan.standards[0] if outcome == Outcome.STANDARD else "",
        )

    def hold(self) -> None:
        """A meeting of the past: opened, everybody marked, every case recorded, closed."""
        self.clerk.act(OpenMeeting, self.start - timedelta(minutes=2), meeting_id=self.meeting_id)
        self.mark_board(self.start - timedelta(minutes=1), absent=self.agenda.turn % 3)
        for number, item in enumerate(self.agenda.items):
            if not item.standard:
                self.record(item, self.start + timedelta(minutes=self.plan.minutes * number))
        self.clerk.act(CloseMeeting, self.start + timedelta(minutes=100), meeting_id=self.meeting_id)

    def mark_board(self, at: datetime, *, absent: int = 0, leave_out: tuple[str, ...] = ()) -> None:
        """Members from the first case onward: most on site, some by video, one absent now and then."""
        first = next((item for item in self.agenda.items if not item.standard), None)
        if first is None:
            return
        for place, key in enumerate(self.plan.seats):
            presence = Presence.VIDEO if key in ("patho", "nuclear") else Presence.ON_SITE
            if key in ("psy", "social")[:absent] or (key == "pall-nurse" and absent):
                presence = Presence.ABSENT
            if key not in leave_out:
                self.present(first, key, presence, at + timedelta(milliseconds=place), onward=True)

    def present(
        self, item: Item, key: str, presence: Presence, at: datetime, *, onward: bool = False
    ) -> None:
        self.clerk.act(
            MarkPresent,
            at,
            listing_id=item.listing_id,
            person_id=person_id(self.clerk, key),
            presence=presence,
            onward=onward,
        )

    def contributed(self, item: Item, key: str, what: Contribution, text: str, at: datetime) -> None:
        self.clerk.act(
            MarkContribution,
            at,
            listing_id=item.listing_id,
            person_id=person_id(self.clerk, key),
            contribution=what,
            text=text,
        )

    def record(self, item: Item, at: datetime) -> None:
        """Everything that was said and decided on one case."""
        self.guests(item, at)
        self.note(item, "discussion", item.talk.discussion, at + timedelta(seconds=60))
        self.aspects(item, at + timedelta(seconds=90))
        if not item.decided:
            return
        self.note(item, "decision", item.talk.decision, at + timedelta(seconds=150))
        for number, advice in enumerate(item.talk.advice):
            self.recommend(item, number, advice, at + timedelta(seconds=170 + number))
        for name, value in (self.usual(item.talk.plain) | item.talk.fields).items():
            self.write(item, name, value, at + timedelta(seconds=200))

    def usual(self, plain: str) -> dict[str, str]:
        """What is written for a patient of this board on a plan of that kind; nothing where no kind is named."""
        if not plain:
            return {}
        signs = {"red_flags": RED_FLAGS[self.plan.key], "be_ready_for": READY_FOR[self.plan.key]}
        return signs | PLAIN[plain]

    def guests(self, item: Item, at: datetime) -> None:
        gp = item.person.gp
        if gp and item.gp_joins:
            self.present(item, gp, Presence.PHONE, at)
        if gp and item.gp_writes:
            text = "Sent a short note on the situation at home."
            self.contributed(item, gp, Contribution.WRITTEN, text, at)
        for seat in item.table:
            if seat.presence is not None:
                self.present(item, seat.key, seat.presence, at + timedelta(seconds=5))
            if seat.contribution is not None:
                self.contributed(item, seat.key, seat.contribution, seat.text, at + timedelta(seconds=5))
        if item.index % 4 == 1 and not item.table:
            self.contributed(item, "psy", Contribution.WRITTEN, "Distress and how the family copes.", at)

    def aspects(self, item: Item, at: datetime) -> None:
        """Some aspects are said, some not, some not known; a few were never ticked."""
        for place, name in enumerate(ASPECTS):
            turn = (item.index * 5 + place * 3) % 9
            said = Said.NOT_SAID if turn == 4 else Said.NOT_KNOWN if turn == 7 else Said.SAID
            if turn != 8 and name not in item.talk.fields:
                self.write(item, name, said.value, at)

    def note(self, item: Item, name: str, text: str, at: datetime) -> None:
        if text:
            update = self.clerk.note_update(text)
            self.clerk.act(WriteNote, at, listing_id=item.listing_id, name=name, update=update)

    def write(self, item: Item, name: str, value: str, at: datetime) -> None:
        self.clerk.act(
            SetField,
            at,
            entity="discussion",
            entity_id=item.listing_id,
            field=name,
            value=value,
            base_version=0,
        )

    def recommend(self, item: Item, number: int, advice: Advice, at: datetime) -> None:
        key = self._key(advice.who, item.person)
        owner = EVERYONE.get(key)
        self.clerk.act(
            AddRecommendation,
            at,
            recommendation_id=self.clerk.id(f"recommendation/{item.key}/{number}"),
            listing_id=item.listing_id,
            what=advice.what,
            owner_id=person_id(self.clerk, key) if owner else "",
            owner=owner.name if owner else "",
            due=None if advice.days is None else workday(self.day + timedelta(days=advice.days)),
            condition=advice.condition,
            reason=advice.reason,
            kind=advice.kind,
            plain=advice.plain or PLAIN_KINDS.get(advice.kind, ""),
        )

    def _key(self, who: str, person: Person) -> str:
        return {"gp": person.gp, "chair": self.plan.chair, "coordinator": self.plan.coordinator}.get(who, who)
