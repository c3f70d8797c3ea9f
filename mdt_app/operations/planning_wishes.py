"""A meeting's day as the planner sees it: its agenda, who is invited, when they can come and where else they sit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mdt_app.domain.agenda import Board, Meeting, MeetingState, Membership, zone_of
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.inviting import Answer, Availability
from mdt_app.domain.people import Person
from mdt_app.domain.planning_day import DayCase, Invited, PlanningDay
from mdt_app.domain.when import Hours
from mdt_app.domain.windows import Window
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.clashes import Clash, clashes, overlapping
from mdt_app.operations.rows import AgendaView, ListingRow
from mdt_app.operations.rows import Invited as InvitedRow
from mdt_app.operations.work import Reader

STAYS_AWAY = frozenset({Answer.DECLINES, Answer.WRITES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another meeting at the same time that has somebody: which, and when it has him."""

    person_id: str
    name: str
    board: str
    window: Window
    member: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What people said and where else they are, by their ids. `members` sit at every case unless they gave windows.

    `clashes` are the meetings at the same time in the same room or with the same members.
    """

    members: frozenset[str] = frozenset()
    given: Mapping[str, Availability] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningView:
    """An agenda, and what planning it takes."""

    agenda: AgendaView
    wishes: Wishes

    @property
    def hours(self) -> Hours:
        """From when to when the meeting is, in its board's zone."""
        meeting = self.agenda.meeting
        return Hours.of(meeting.starts_at.astimezone(zone_of(self.agenda.board)), meeting.minutes)


def planning_view(reader: Reader, guidance: Guidance, meeting_id: str) -> PlanningView:
    """Read an agenda with everybody's times. Raises `Missing`."""
    return with_wishes(reader, guidance, agenda_view(reader, guidance, meeting_id))


def with_wishes(reader: Reader, guidance: Guidance, agenda: AgendaView) -> PlanningView:
    """An agenda that was just read, with everybody's times."""
    return PlanningView(agenda=agenda, wishes=_wishes(reader, guidance, agenda))


def day_of(agenda: AgendaView, wishes: Wishes) -> PlanningDay:
    """The day of the cases that need a slot, in the order of the agenda."""
    hours = Hours.of(agenda.meeting.starts_at.astimezone(zone_of(agenda.board)), agenda.meeting.minutes)
    people: dict[str, Invited] = {}
    cases = []
    for row in sorted(agenda.rows, key=lambda row: row.listing.position):
        if row.slot is None:
            continue
        wanted = dict.fromkeys(key for one in row.invited if (key := _asked(one, wishes)))
        for one in row.invited:
            if (key := _asked(one, wishes)) and key not in people:
                people[key] = _person(key, one, wishes, hours)
        cases.append(_case(row, tuple(wanted)))
    return PlanningDay(
        starts_at=hours.since,
        ends_at=hours.until,
        cases=tuple(cases),
        people=tuple(people.values()),
        breaks=tuple(Window(since=one.since, until=one.until) for one in agenda.meeting.breaks),
    )


def key_of(invited: InvitedRow) -> str:
    """Who somebody is to the planner: his id, or his name where he is in no directory; "" for nobody."""
    return invited.person_id or (f"name {invited.person}" if invited.person else "")


def _case(row: ListingRow, people: tuple[str, ...]) -> DayCase:
    return DayCase(
        id=row.listing.id,
        name=row.number,
        minutes=row.listing.minutes,
        people=people,
        urgency=row.listing.urgency,
        pinned_at=row.slot[0] if row.listing.pinned and row.slot else None,
    )


def _asked(invited: InvitedRow, wishes: Wishes) -> str:
    """Whom the planner has to think of: not who stays away, nor members who sit through the meeting anyway."""
    key = key_of(invited)
    if not key or invited.answer in STAYS_AWAY:
        return ""
    if key not in wishes.members:
        return key
    bound = _windows(key, wishes) or any(one.person_id == key for one in wishes.elsewhere)
    return key if bound else ""


def _person(key: str, invited: InvitedRow, wishes: Wishes, hours: Hours) -> Invited:
    given = wishes.given.get(key)
    return Invited(
        id=key,
        name=invited.person,
        level=invited.level,
        outside=key not in wishes.members,
        windows=_windows(key, wishes),
        elsewhere=tuple(one.window for one in wishes.elsewhere if one.person_id == key),
        arrives_at=given.arrives_at if given else None,
    )


def _windows(key: str, wishes: Wishes) -> tuple[Window, ...]:
    given = wishes.given.get(key)
    return given.windows if given else ()


def _wishes(reader: Reader, guidance: Guidance, agenda: AgendaView) -> Wishes:
    meeting = agenda.meeting
    given = {one.person_id: one for one in reader.find(Availability, meeting_id=meeting.id)}
    members = frozenset(one.person.id for one in agenda.members)
    closed = meeting.state == MeetingState.CLOSED
    others = () if closed else overlapping(reader, meeting.starts_at, meeting.minutes, meeting.id)
    promised = {id for id, one in given.items() if one.windows}
    concerned = members | {key_of(one) for row in agenda.rows for one in row.invited}
    found = [one for other in others for one in _at(reader, guidance, other, meeting)]
    return Wishes(
        members=members,
        given=given,
        # Who gave windows here said that he is here then, whatever board of his meets beside.
        elsewhere=tuple(
            one
            for one in found
            if one.person_id in concerned and not (one.member and one.person_id in promised)
        ),
        clashes=clashes(
            reader, meeting.board_id, meeting.starts_at, meeting.minutes, meeting.place, meeting.id
        )
        if others
        else (),
    )


def _at(reader: Reader, guidance: Guidance, other: Meeting, meeting: Meeting) -> Iterable[Elsewhere]:
    """Whom another meeting has, and when: its members all the time or in their windows, others at their own cases."""
    board = reader.get(Board, other.board_id)
    zone = zone_of(reader.get(Board, meeting.board_id))
    hours = Hours.of(other.starts_at.astimezone(zone), other.minutes)
    given = {one.person_id: one.windows for one in reader.find(Availability, meeting_id=other.id)}
    seats = reader.find(Membership, board_id=board.id)
    names = {one.id: one.name for one in reader.find(Person, id=[one.person_id for one in seats])}
    whole = (Window(since=hours.since, until=hours.until),)
    for id, name in names.items():
        for window in given.get(id) or whole:
            yield Elsewhere(
                person_id=id, name=name, board=board.name, window=window, member=not given.get(id)
            )
    yield from _guests(agenda_view(reader, guidance, other.id), frozenset(names))


def _guests(agenda: AgendaView, members: frozenset[str]) -> Iterable[Elsewhere]:
    for row in agenda.rows:
        for one in row.invited:
            key = key_of(one)
            if row.slot and key and key not in members and one.answer not in STAYS_AWAY:
                window = Window(since=row.slot[0], until=row.slot[1])
                yield Elsewhere(person_id=key, name=one.person, board=agenda.board.name, window=window)
