"""The attendance list says of every member, every person invited and everybody marked what was recorded of him."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from mdt_app.domain.agenda import Listing, MeetingState, Outcome, zone_of
from mdt_app.domain.attendance import Attendance, Contribution, Presence, quorum
from mdt_app.domain.attendance_list import AttendanceList, Attender, CaseAttendance, Part, by_level, not_held
from mdt_app.domain.decisions import Discussion
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.language import boards_language
from mdt_app.domain.moc import Here, MocCase, moc_case
from mdt_app.domain.people import Person
from mdt_app.domain.requests import Request
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.rows import AgendaView, Invited, ListingRow
from mdt_app.operations.settling import was_talked_about
from mdt_app.operations.work import Reader


def attendance_list(
    reader: Reader, guidance: Guidance, meeting_id: str, *, demo: bool = False, signatures: bool = False
) -> AttendanceList:
    """A meeting's attendance as recorded; withdrawn cases are left out. Raises `Missing`."""
    view = agenda_view(reader, guidance, meeting_id)
    room = _Room.of(reader, view)
    rows = [one for one in view.rows if one.outcome != Outcome.WITHDRAWN]
    held = _held(reader, view)
    parts = {one.listing.id: room.parts(one, held=one.listing.id in held) for one in rows}
    return AttendanceList(
        meeting_id=view.meeting.id,
        board=view.board.name,
        hospital=view.board.letterhead.hospital,
        starts_at=view.meeting.starts_at,
        began=_first(room.zone, [one.listing.began_at for one in rows]),
        ended=_last(room.zone, [one.listing.ended_at for one in rows]),
        place=view.meeting.place,
        video_link=view.meeting.video_link,
        closed=view.meeting.state == MeetingState.CLOSED,
        chair=room.name(view.meeting.chair_id),
        moderator=room.name(view.meeting.moderator_id),
        quorum=view.quorum,
        people=room.attenders([part for found in parts.values() for part in found]),
        cases=tuple(
            _case(
                one,
                parts[one.listing.id],
                room,
                _moc(one, parts[one.listing.id], room, guidance),
                held=one.listing.id in held,
            )
            for one in rows
        ),
        moc=view.board.moc,
        language=boards_language(view.board),
        signatures=signatures,
        demo=demo,
        sexes=room.sexes(),
    )


@dataclass(frozen=True, slots=True)
class _Room:
    """What is read once for the whole meeting."""

    view: AgendaView
    people: Mapping[str, Person]
    attended: Mapping[str, Sequence[Attendance]]
    requests: Mapping[str, Request]
    zone: tzinfo

    @classmethod
    def of(cls, reader: Reader, view: AgendaView) -> _Room:
        attended: dict[str, list[Attendance]] = {}
        for one in reader.find(Attendance, listing_id=[row.listing.id for row in view.rows], order=("id",)):
            attended.setdefault(one.listing_id, []).append(one)
        requests = reader.find(Request, id=[row.case.id for row in view.rows])
        ids = {row.person_id for found in attended.values() for row in found}
        ids |= {who.person_id for row in view.rows for who in row.invited}
        ids |= {view.meeting.chair_id, view.meeting.moderator_id} | {one.requester_id for one in requests}
        people = {one.id: one for one in reader.find(Person, id=sorted(ids - {""}))}
        people |= {one.person.id: one.person for one in view.members}
        found = {one.case_id: one for one in requests}
        return cls(view, people, attended, found, zone_of(view.board))

    def name(self, person_id: str) -> str:
        person = self.people.get(person_id)
        return person.name if person else ""

    def sexes(self) -> Mapping[str, str]:
        """By name; two of one name and not of one sex are left out."""
        found: dict[str, set[str]] = {}
        for one in self.people.values():
            found.setdefault(one.name, set()).add(one.sex)
        return {name: next(iter(sexes)) for name, sexes in found.items() if len(sexes) == 1}

    def parts(self, row: ListingRow, *, held: bool) -> tuple[Part, ...]:
        """Everybody marked at a case, then whoever it called and nobody marked; nobody was at one that was not held."""
        called = {one.person_id: one for one in row.invited if one.person_id}
        marked = self.attended.get(row.listing.id, ())
        found = [self._marked(one, called.get(one.person_id)) for one in marked]
        there = {one.person_id for one in marked}
        found += [_called(one, self.people) for one in row.invited if one.person_id not in there]
        found = found if held else [not_held(one) for one in found]
        return tuple(sorted(found, key=lambda one: (one.name == "", one.name)))

    def _marked(self, one: Attendance, called: Invited | None) -> Part:
        return Part(
            person_id=one.person_id,
            name=self.name(one.person_id),
            level=one.level or (called.level if called else ""),
            discipline=one.discipline,
            presence=one.presence,
            contribution=one.contribution,
            joined=_local(self.zone, one.joined_at),
            left=_local(self.zone, one.left_at),
            invited=called is not None,
            why=called.why if called else "",
        )

    def attenders(self, parts: Sequence[Part]) -> tuple[Attender, ...]:
        """The board's members, then everybody else marked or invited, each once; whom nobody named is left out."""
        by_person: dict[str, list[Part]] = {one.person.id: [] for one in self.view.members}
        for part in parts:
            key = part.person_id or part.name
            if key:
                by_person.setdefault(key, []).append(part)
        found = [self._attender(id, of_person) for id, of_person in by_person.items()]
        return tuple(sorted(found, key=lambda one: (not one.chair, not one.member, one.name)))

    def _attender(self, id: str, parts: Sequence[Part]) -> Attender:
        seat = next((one for one in self.view.members if one.person.id == id), None)
        person = self.people.get(id)
        live = [one for one in parts if one.presence.live]
        said = next((one for one in parts if one.discipline), None)
        return Attender(
            person_id=person.id if person else "",
            name=person.name if person else id,
            discipline=next((one.discipline for one in (seat, said, person) if one is not None), ""),
            level=seat.level if seat else next((one.level for one in parts if one.level), ""),
            organisation=person.organisation if person else "",
            number=person.number if person else "",
            member=seat is not None,
            chair=bool(id) and id == self.view.meeting.chair_id,
            present=len(live),
            contributed=sum(one.contribution != Contribution.NONE for one in parts),
            absent=sum(one.presence == Presence.ABSENT for one in parts),
            invited=sum(one.invited for one in parts),
            ways=tuple(dict.fromkeys(one.presence for one in live)),
            joined=_first(None, [one.joined for one in live]),
            left=_last(None, [one.left for one in live]),
        )


def _called(one: Invited, people: Mapping[str, Person]) -> Part:
    """Somebody invited of whom nothing was noted."""
    person = people.get(one.person_id)
    return Part(
        person_id=one.person_id,
        name=person.name if person else one.person,
        level=one.level,
        discipline=one.discipline or (person.discipline if person else ""),
        invited=True,
        why=one.why,
    )


def _held(reader: Reader, view: AgendaView) -> frozenset[str]:
    """Listings that the meeting came to: all of them while it is not closed, else those begun, talked about or decided.

    Presence may be marked for a whole agenda at once; closing tells which cases it was for.
    """
    ids = [one.listing.id for one in view.rows]
    if view.meeting.state != MeetingState.CLOSED:
        return frozenset(ids)
    texts = reader.notes(ids)
    talks = {one.listing_id: one for one in reader.find(Discussion, listing_id=ids)}
    return frozenset(
        one.listing.id
        for one in view.rows
        if one.outcome == Outcome.DISCUSSED
        or one.listing.began_at is not None
        or was_talked_about(texts.get((one.listing.id, "discussion"), ""), talks.get(one.listing.id))
    )


def _case(
    row: ListingRow, parts: Sequence[Part], room: _Room, moc: MocCase | None, *, held: bool
) -> CaseAttendance:
    listing: Listing = row.listing
    attended = room.attended.get(listing.id, ())
    return CaseAttendance(
        listing_id=listing.id,
        case_id=row.case.id,
        position=listing.position,
        number=row.number,
        patient=row.patient.name,
        birth_date=row.patient.birth_date,
        outcome=row.outcome,
        slot=row.slot,
        began=_local(room.zone, listing.began_at),
        ended=_local(room.zone, listing.ended_at),
        levels=by_level(parts),
        held=held,
        quorum=quorum(room.view.board.quorum, attended) if row.decided else None,
        moc=moc,
    )


def _moc(row: ListingRow, parts: Sequence[Part], room: _Room, guidance: Guidance) -> MocCase | None:
    """The Belgian kind and its codes, where the board has them switched on and the case was discussed."""
    if not room.view.board.moc:
        return None
    request = room.requests.get(row.case.id)
    requester = request.requester if request else row.case.asked_by
    person = room.people.get(request.requester_id) if request else _named(room.people, requester)
    chair = room.view.meeting.chair_id
    here = [
        Here(name=one.name, discipline=one.discipline, presence=one.presence, chair=one.person_id == chair)
        for one in parts
    ]
    on = room.view.meeting.starts_at.date()
    discipline = person.discipline if person else ""
    return moc_case(guidance.moc, row.case.moc_kind, requester, discipline, here, on)


def _named(people: Mapping[str, Person], name: str) -> Person | None:
    """The one person of that name among those known here."""
    found = [one for one in people.values() if name and one.name.casefold() == name.strip().casefold()]
    return found[0] if len(found) == 1 else None


def _local(zone: tzinfo | None, at: datetime | None) -> datetime | None:
    return at.astimezone(zone) if at is not None and zone is not None else at


def _first(zone: tzinfo | None, moments: Iterable[datetime | None]) -> datetime | None:
    return _local(zone, min((one for one in moments if one is not None), default=None))


def _last(zone: tzinfo | None, moments: Iterable[datetime | None]) -> datetime | None:
    return _local(zone, max((one for one in moments if one is not None), default=None))
