"""A meeting's day as the planner sees it: its agenda, who is invited, when they can come and where else they sit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

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
class Proposed:
    """Somebody would rather come at another time: from when until his `cases` are over, or in words."""

    person_id: str
    name: str
    window: Window | None
    cases: frozenset[str]
    text: str = ""

    def kept(self, taken: Mapping[str, tuple[datetime, datetime]]) -> bool:
        """Whether each of the cases lies within that time, by its slot; words are for a person to judge."""
        if self.window is None:
            return False
        since, until = self.window.since.astimezone(UTC), self.window.until.astimezone(UTC)
        return all(
            id in taken and since <= taken[id][0].astimezone(UTC) and taken[id][1].astimezone(UTC) <= until
            for id in self.cases
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What people said and where else they are, by their ids. `members` sit at every case unless they gave windows.

    `clashes` are the meetings at the same time in the same room or with the same members, `phones` the numbers that the
    directory has.
    """

    members: frozenset[str] = frozenset()
    given: Mapping[str, Availability] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()
    clashes: tuple[Clash, ...] = ()
    phones: Mapping[str, str] = field(default_factory=dict)


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
    times = _times(agenda, wishes, hours)
    people: dict[str, Invited] = {}
    cases = []
    for row in sorted(agenda.rows, key=lambda row: row.listing.position):
        if row.slot is None:
            continue
        wanted = dict.fromkeys(key for one in row.invited if (key := _asked(one, wishes, times)))
        for one in row.invited:
            if (key := _asked(one, wishes, times)) and key not in people:
                people[key] = _person(key, one, wishes, times.get(key, ()))
        cases.append(_case(row, tuple(wanted)))
    return PlanningDay(
        starts_at=hours.since,
        ends_at=hours.until,
        cases=tuple(cases),
        people=tuple(people.values()),
        breaks=tuple(Window(since=one.since, until=one.until) for one in agenda.meeting.breaks),
    )


def proposals(agenda: AgendaView) -> tuple[Proposed, ...]:
    """Who proposed another time, once for each time, in the order of the agenda."""
    found: dict[tuple[str, datetime | None], list[tuple[InvitedRow, ListingRow]]] = {}
    for row in sorted(agenda.rows, key=lambda row: row.listing.position):
        for one in row.invited if row.slot else ():
            if one.answer == Answer.PROPOSES and (key := key_of(one)):
                at = one.proposed.astimezone(UTC) if one.proposed else None
                found.setdefault((key, at), []).append((one, row))
    made = []
    for (key, at), said in found.items():
        window = None
        if at is not None:
            span = Hours.of(at.astimezone(zone_of(agenda.board)), sum(row.listing.minutes for _, row in said))
            window = Window(since=span.since, until=span.until)
        cases = frozenset(row.listing.id for _, row in said)
        first = said[0][0]
        made.append(
            Proposed(
                person_id=key, name=first.person, window=window, cases=cases, text=first.answer_text.strip()
            )
        )
    return tuple(made)


def not_planned(
    agenda: AgendaView, taken: Mapping[str, tuple[datetime, datetime]] | None = None
) -> tuple[Proposed, ...]:
    """The proposed times that slots (by listing id; without them, the agenda's own) do not keep."""
    slots = {row.listing.id: row.slot for row in agenda.rows if row.slot} if taken is None else taken
    return tuple(one for one in proposals(agenda) if not one.kept(slots))


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


def _times(agenda: AgendaView, wishes: Wishes, hours: Hours) -> Mapping[str, tuple[Window, ...]]:
    """Person -> the hours that he gave, else the times that he proposed where they fit meeting and cases."""
    given = {id: one.windows for id, one in wishes.given.items() if one.windows}
    wanted: dict[str, set[str]] = {}
    for row in agenda.rows:
        for one in row.invited if row.slot else ():
            if one.answer not in STAYS_AWAY:
                wanted.setdefault(key_of(one), set()).add(row.listing.id)
    proposed: dict[str, list[Proposed]] = {}
    for said in proposals(agenda):
        proposed.setdefault(said.person_id, []).append(said)
    since, until = hours.since.astimezone(UTC), hours.until.astimezone(UTC)
    for key, all_said in proposed.items():
        windows = tuple(
            span
            for said in all_said
            if (span := said.window)
            and since <= span.since.astimezone(UTC)
            and span.until.astimezone(UTC) <= until
        )
        every = wanted[key] == {id for said in all_said for id in said.cases}
        if every and len(windows) == len(all_said):
            given.setdefault(key, windows)
    return given


def _asked(invited: InvitedRow, wishes: Wishes, times: Mapping[str, tuple[Window, ...]]) -> str:
    """Whom the planner has to think of: not who stays away, nor members who sit through the meeting anyway."""
    key = key_of(invited)
    if not key or invited.answer in STAYS_AWAY:
        return ""
    if key not in wishes.members:
        return key
    bound = times.get(key) or any(one.person_id == key for one in wishes.elsewhere)
    return key if bound else ""


def _person(key: str, invited: InvitedRow, wishes: Wishes, windows: tuple[Window, ...]) -> Invited:
    given = wishes.given.get(key)
    return Invited(
        id=key,
        name=invited.person,
        level=invited.level,
        outside=key not in wishes.members,
        windows=windows,
        elsewhere=tuple(one.window for one in wishes.elsewhere if one.person_id == key),
        arrives_at=given.arrives_at if given else None,
    )


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
        phones={one.id: one.phone for one in reader.find(Person, id=sorted(concerned)) if one.phone},
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
