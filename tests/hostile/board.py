"""A whole board made of hostile texts: its name, its people, its patients, what is known of them and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from hostile.texts import hostile_texts
from hostile.watch import Trap

from mdt_app import application
from mdt_app.application import Application
from mdt_app.domain.agenda import Letterhead, Rhythm
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import (
    Allergy,
    CareHolder,
    Carer,
    Condition,
    Measurement,
    Medication,
    Named,
    Payload,
    Stage,
    TreatmentLine,
)
from mdt_app.notes.text import MergeText
from mdt_app.operations.agenda import ListCase, MakeBoard, OpenMeeting, PlanMeeting, SeatMember
from mdt_app.operations.attendance import MarkContribution, MarkPresent
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation, WriteNote
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import SetField
from mdt_app.operations.people import AddPatient, AddPerson

CASES = 5
NOTED = (
    "dissent",
    "reasons",
    "options",
    "knows",
    "wants",
    "told_by",
    "plain_short",
    "plain_disease",
    "red_flags",
)


@dataclass
class HostileBoard:
    """`open_id` is a meeting under way, `closed_id` one that is closed; `refused` what was not let in, in words."""

    open_id: str = ""
    closed_id: str = ""
    listings: list[str] = field(default_factory=list)
    patients: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass
class Evil:
    """A database of hostile texts, its account "owner" with the password "secret", and what they try to open."""

    path: Path
    board: HostileBoard
    caught: Trap


class Filler:
    """Writes the texts into every place that takes one, going round until every place is filled."""

    def __init__(self, app: Application, texts: Sequence[str]) -> None:
        self.app, self.made = app, HostileBoard()
        self._texts: Iterator[str] = cycle(texts)
        self._names: Iterator[str] = cycle([text for text in texts if 0 < len(text.strip()) <= 300])

    def act(self, kind: Any, /, **payload: Any) -> bool:
        """Whether it was let in."""
        try:
            self.app.write(self.app.command(kind, **payload))
        except Refused as refusal:
            self.made.refused.append(str(refusal))
            return False
        return True

    def must(self, kind: Any, key: str, **payload: Any) -> str:
        """Try with one text after the other; gives the new id."""
        id = new_id()
        while not self.act(kind, **{key: id}, **{name: say() for name, say in payload.items()}):
            pass
        return id

    def text(self) -> str:
        return next(self._texts)

    def name(self) -> str:
        return next(self._names)

    def fill(self) -> HostileBoard:
        board = self.must(
            MakeBoard, "board_id", name=self.name, prefix=lambda: "EVIL", place=self.name, video_link=self.name,
            rhythm=lambda: Rhythm(weekday=3, time="13:00"),
            letterhead=lambda: Letterhead(hospital=self.name(), unit=self.name(), address=(self.name(),), day_phone="1",
                                          night_phone="2", contact=self.name()),
        )  # fmt: skip
        people = [self.member(board) for _ in range(6)]
        for _ in range(16):
            self.patient()
        today = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
        self.made.closed_id = self.meeting(board, people, today - timedelta(days=7))
        self.act(CloseMeeting, meeting_id=self.made.closed_id)
        self.made.open_id = self.meeting(board, people, today)
        return self.made

    def member(self, board: str) -> str:
        said = ("given", "title", "organisation", "phone", "email")
        person = self.must(
            AddPerson, "person_id", family=self.name, discipline=lambda: "oncology", level=lambda: "secondary",
            address=lambda: (self.name(),), **dict.fromkeys(said, self.name),
        )  # fmt: skip
        self.act(SeatMember, membership_id=new_id(), board_id=board, person_id=person)
        return person

    def patient(self) -> str:
        number = len(self.made.patients)
        id = self.must(
            AddPatient, "patient_id", family=self.name, given=self.name, phone=self.name,
            address=lambda: (self.name(), self.name()), birth_date=lambda: date(1950, 1, 1) + timedelta(days=number),
            identifiers=lambda: (("urn:x", f"{number} {self.name()}"),),
        )  # fmt: skip
        self.made.patients.append(id)
        return id

    def meeting(self, board: str, people: Sequence[str], at: datetime) -> str:
        meeting = self.must(
            PlanMeeting,
            "meeting_id",
            board_id=lambda: board,
            starts_at=lambda: at,
            place=self.name,
            video_link=self.name,
        )
        self.act(OpenMeeting, meeting_id=meeting)
        for place in range(CASES):
            self.case(meeting, people, place)
        return meeting

    def case(self, meeting: str, people: Sequence[str], place: int) -> None:
        patient = self.patient()
        listing = self.must(
            ListCase, "listing_id", case_id=new_id, meeting_id=lambda: meeting, patient_id=lambda: patient,
            question=self.text, asked_by=self.name,
        )  # fmt: skip
        self.made.listings.append(listing)
        for kind, payload in self.facts():
            self.act(
                RecordFact,
                fact_id=new_id(),
                patient_id=patient,
                kind=kind,
                payload=payload,
                true_from=date(2026, 1, 5),
            )
        for name in ("discussion", "decision"):
            text = self.text().encode("utf-8", "ignore").decode()
            self.act(WriteNote, listing_id=listing, name=name, update=MergeText().replace(0, 0, text))
        self.act(
            AddRecommendation, recommendation_id=new_id(), listing_id=listing, what=self.text(), owner=self.name(),
            condition=self.text(), reason=self.text(), plain=self.text(), kind="talk",
        )  # fmt: skip
        for name in NOTED:
            self.act(
                SetField,
                entity="discussion",
                entity_id=listing,
                field=name,
                value=self.text(),
                base_version=0,
            )
        self.attend(listing, people[place % len(people)])

    def attend(self, listing: str, person: str) -> None:
        self.act(MarkPresent, listing_id=listing, person_id=person, presence=next(iter(Presence)))
        self.act(
            MarkContribution,
            listing_id=listing,
            person_id=person,
            contribution=Contribution.WRITTEN,
            text=self.text(),
        )

    def facts(self) -> Iterator[tuple[Kind, Payload]]:
        say = self.name
        yield Kind.DIAGNOSIS, Condition(text=say(), code="C34.1", status="active")
        yield Kind.METASTASIS, Condition(text=say(), site=say(), distant=True)
        yield Kind.PROBLEM, Condition(text=say(), status="active")
        yield Kind.STAGE, Stage(category="T", value=say(), prefix="c")
        yield Kind.MEASUREMENT, Measurement(name=say(), value=say(), unit=say())
        yield Kind.IMAGING, Named(text=say(), result=say())
        yield Kind.MEDICATION, Medication(text=say(), dose=say(), reason=say(), change="new")
        yield Kind.ALLERGY, Allergy(text=say(), reaction=say())
        yield Kind.CARER, Carer(name=say(), relation=say(), phone=say())
        yield (
            Kind.CARE_HOLDER,
            CareHolder(level="primary", name=say(), role=say(), organisation=say(), phone=say()),
        )
        yield Kind.TREATMENT_LINE, TreatmentLine(number=1, text=say(), intent="palliative")


def hostile_database(path: Path, bait: str, trap: str) -> HostileBoard:
    """A new database at `path`, account "owner", password "secret"; every text went in somewhere or was refused."""
    with application.create(str(path), "owner", "secret") as app:
        return Filler(app, hostile_texts(bait, trap)).fill()
