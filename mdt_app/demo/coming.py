"""The evening before today the next thoracic meeting gets its hours, slots and entries, as its agenda then stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from mdt_app.demo.boards import LUNG, meeting_id
from mdt_app.demo.clerk import Clerk, moment
from mdt_app.demo.directory import EVERYONE, person_id
from mdt_app.demo.next_case import GP
from mdt_app.domain.attendance import Contribution, Presence
from mdt_app.domain.errors import Refused
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.inviting import Answer
from mdt_app.domain.people import CareLevel
from mdt_app.domain.planning_day import Planned
from mdt_app.domain.windows import Window
from mdt_app.operations.commands import Command
from mdt_app.operations.hand_order import Standing, laid_out, standing_of
from mdt_app.operations.invitations import AnswerInvitations, DropInvitation, KeepInput, RecordSent
from mdt_app.operations.invitations_view import people_view
from mdt_app.operations.planning_slots import GiveAvailability, KeepPlan, places_of
from mdt_app.operations.planning_wishes import planning_view
from mdt_app.operations.rows import ListingRow
from mdt_app.operations.work import OpenReader

DESK = "demo-evening"
HOURS: tuple[tuple[str, int, int, Presence, str], ...] = (
    (GP, 20, 40, Presence.PHONE, "09 000 44 21"),
    ("pall", 0, 30, Presence.ON_SITE, ""),
    ("home", 0, 30, Presence.VIDEO, ""),
    ("radio", 0, 60, Presence.ON_SITE, ""),
)
"""Who can come from which minute of the meeting to which, how, and at which number."""

OF_THE_PHYSICIAN = 4
"""At so many cases the palliative physician sits herself: they fit into her half hour."""

WROTE = "Sleeps in a chair, eats little. The family manages until the weekend; a night nurse would help."
NOT_TOLD = "home-fr"
"""Who has not been told yet, so that something is left to do."""

PlanSlots = Callable[..., Planned]


@dataclass
class Evening:
    """Writes with the evening's clock, and reads what stands so far."""

    clerk: Clerk
    write: Callable[[Command], Any]
    open_reader: OpenReader
    guidance: Guidance
    plan_slots: PlanSlots
    number: int = field(default=0)

    @property
    def meeting_id(self) -> str:
        return meeting_id(self.clerk, LUNG, 0)

    def act(self, kind: type[Command], **said: Any) -> None:
        self.number += 1
        self.write(
            kind(
                id=self.clerk.id(f"evening/{self.number}"),
                actor=self.clerk.actor,
                desk=DESK,
                number=self.number,
                at=self.now(),
                **said,
            )
        )

    def now(self) -> datetime:
        evening = moment(self.clerk.today - timedelta(days=1), "20:00")
        return evening + timedelta(seconds=20 * self.number)

    def standing(self) -> Standing:
        with self.open_reader() as reader:
            return standing_of(planning_view(reader, self.guidance, self.meeting_id))


def spend_the_evening(evening: Evening) -> None:
    """Hours, invitations changed by hand, slots, entries and first answers; nothing where nobody is listed."""
    rows = evening.standing().view.agenda.rows
    if not rows:
        return
    _give_hours(evening)
    _share_out(evening, rows)
    _keep_what_was_written(evening, rows)
    _keep_slots(evening)
    _tell(evening)
    _answer(evening)


def _give_hours(evening: Evening) -> None:
    start = evening.standing().view.hours.since
    for key, since, until, mode, phone in HOURS:
        window = Window(
            since=start + timedelta(minutes=since), until=start + timedelta(minutes=until), mode=mode
        )
        evening.act(
            GiveAvailability,
            availability_id=evening.clerk.id(f"hours/{key}"),
            meeting_id=evening.meeting_id,
            person_id=person_id(evening.clerk, key),
            windows=(window,),
            phone=phone,
        )


def _share_out(evening: Evening, rows: tuple[ListingRow, ...]) -> None:
    """The physician comes to the first cases with a GP, the nurse of the team alone to the others."""
    physician = person_id(evening.clerk, "pall")
    hers = [row for row in rows if any(one.person_id == physician for one in row.invited)]
    hers.sort(key=lambda row: (GP not in _gps(evening, row), not _gps(evening, row), row.listing.position))
    for row in hers[OF_THE_PHYSICIAN:]:
        evening.act(
            DropInvitation,
            listing_id=row.listing.id,
            person_id=physician,
            reason=f"{EVERYONE['pall-nurse'].name} comes for the team",
        )


def _gps(evening: Evening, row: ListingRow) -> tuple[str, ...]:
    ids = {person_id(evening.clerk, key): key for key in EVERYONE}
    return tuple(
        ids[one.person_id] for one in row.invited if one.level == CareLevel.PRIMARY and one.person_id
    )


def _keep_what_was_written(evening: Evening, rows: tuple[ListingRow, ...]) -> None:
    """A GP who wrote answered so."""
    for row in rows:
        for one in row.invited:
            if one.mode == Contribution.WRITTEN and one.level == CareLevel.PRIMARY and one.person_id:
                evening.act(KeepInput, listing_id=row.listing.id, person_id=one.person_id, text=WROTE)


def _keep_slots(evening: Evening) -> None:
    """The planner's slots; where it refuses, the cases follow one another."""
    standing = evening.standing()
    try:
        planned = evening.plan_slots(standing.day, now=evening.now(), stop=lambda: False)
    except Refused:
        return
    evening.act(
        KeepPlan,
        meeting_id=evening.meeting_id,
        places=places_of(laid_out(standing, planned.plan)),
        before=places_of(row.listing for row in standing.view.agenda.rows),
    )


def _tell(evening: Evening) -> None:
    """Everybody but one hears when he is wanted."""
    with evening.open_reader() as reader:
        view = people_view(reader, evening.guidance, evening.meeting_id)
    for row in view.to_tell:
        if row.telling.entry is not None and row.key != person_id(evening.clerk, NOT_TOLD):
            evening.act(RecordSent, entry=row.telling.entry, how="e-mail")


def _answer(evening: Evening) -> None:
    """One GP and the palliative physician come."""
    for key, mode in ((GP, Presence.PHONE), ("pall", Presence.ON_SITE)):
        person = person_id(evening.clerk, key)
        listing_ids = tuple(_cases_of(evening, person))
        if listing_ids:
            evening.act(
                AnswerInvitations,
                meeting_id=evening.meeting_id,
                person_id=person,
                listing_ids=listing_ids,
                answer=Answer.ACCEPTS,
                mode=mode,
            )


def _cases_of(evening: Evening, person: str) -> Iterator[str]:
    with evening.open_reader() as reader:
        view = people_view(reader, evening.guidance, evening.meeting_id)
    row = view.row(person)
    yield from row.listing_ids if row is not None else ()
