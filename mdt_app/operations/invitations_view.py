"""One row per person of a meeting: why he comes, what he answered, what he was told, and what he must hear now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mdt_app.domain.addresses import mail_address, phone_number, web_link
from mdt_app.domain.agenda import Board, Meeting, MeetingState, Membership, Outcome, zone_of
from mdt_app.domain.attendance import Presence
from mdt_app.domain.entries import Due, Notice, Plan, Telling, form_due, in_order, telling
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.input_form import InputForm
from mdt_app.domain.inviting import Answer, Availability, Entry, ToldSlot
from mdt_app.domain.letters.language import boards_language, written_in
from mdt_app.domain.people import Person
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.rows import AgendaView, Invited, ListingRow
from mdt_app.operations.work import Reader

LEVELS = ("primary", "tertiary", "secondary", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCase:
    """One case of a person: the line of the agenda and how he is invited to it."""

    row: ListingRow
    invited: Invited


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person of a meeting with his cases in order. Without `person` nobody is on file, or only by name.

    `dropped` are cases to which he is not invited. `stale`: his answer is older than what he was told since.
    """

    key: str
    name: str
    level: str
    discipline: str
    person: Person | None
    cases: tuple[PersonCase, ...]
    dropped: tuple[PersonCase, ...]
    answer: Answer
    telling: Telling
    entry: Entry | None = None
    availability: Availability | None = None
    mode: Presence = Presence.UNKNOWN
    stale: bool = False

    @property
    def due(self) -> Due:
        return self.telling.due

    @property
    def written(self) -> bool:
        """Whether the entry that holds was written to a file, which can be written again."""
        unchanged = self.due is Due.UNCHANGED and self.telling.entry is not None
        return unchanged and self.entry is not None and self.entry.was_written

    @property
    def agreed(self) -> bool:
        """Whether he said yes to what his entry says: to all that he was told, or before the first was written."""
        first = self.telling.entry is not None and self.telling.entry.sequence == 0
        return self.answer is Answer.ACCEPTS and not self.stale and (first or self.written)

    @property
    def unknown(self) -> bool:
        """Whether he cannot be told anything: nobody holds the level, or he is not in the directory."""
        return self.person is None

    @property
    def listing_ids(self) -> tuple[str, ...]:
        return tuple(one.row.listing.id for one in self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleView:
    """Everybody of a meeting: who is not on file first, then by level of care and name. `sender` is whose account
    sends, `deadline` until when written input helps."""

    agenda: AgendaView
    rows: tuple[PersonRow, ...]
    sender: Person | None
    deadline: datetime

    @property
    def meeting(self) -> Meeting:
        return self.agenda.meeting

    @property
    def board(self) -> Board:
        return self.agenda.board

    def row(self, key: str) -> PersonRow | None:
        """The row of a person (or of a level without one)."""
        return next((one for one in self.rows if one.key == key), None)

    @property
    def to_tell(self) -> tuple[PersonRow, ...]:
        """Those who must hear something, in order."""
        return tuple(one for one in self.rows if one.due.must_hear)

    def sends_as(self) -> tuple[str, str]:
        """Name and address under which entries go out; the address is "" where none is known."""
        chair = next((one.person for one in self.agenda.members if one.chair), None)
        for one in (self.sender, chair):
            if one is not None and mail_address(one.email):
                return one.name, mail_address(one.email)
        name = self.sender.name if self.sender else self.board.name
        return name, mail_address(self.board.letterhead.contact)


def people_view(
    reader: Reader, guidance: Guidance, meeting_id: str, sender_id: str = "", view: AgendaView | None = None
) -> PeopleView:
    """Everybody of a meeting, on what is planned now. Raises `Missing`."""
    agenda = view or agenda_view(reader, guidance, meeting_id)
    entries = {one.person_id: one for one in reader.find(Entry, meeting_id=meeting_id)}
    windows = {one.person_id: one for one in reader.find(Availability, meeting_id=meeting_id)}
    grouped = _grouped(agenda)
    known = {cases[0].invited.person_id for cases in grouped.values()} | set(entries) | {sender_id}
    people = {one.id: one for one in reader.find(Person, id=sorted(known - {""}))}
    seats = {one.person_id: one for one in reader.find(Membership, board_id=agenda.board.id)}
    starts_at = agenda.meeting.starts_at.astimezone(zone_of(agenda.board))
    deadline = form_due(starts_at)
    rows = [_row(agenda, key, cases, people, entries, windows, deadline) for key, cases in grouped.items()]
    for person_id in entries.keys() - grouped.keys():
        if person_id in people:
            rows.append(_told_only(agenda, people[person_id], entries, windows, seats, deadline))
    return PeopleView(
        agenda=agenda, rows=tuple(sorted(rows, key=_order)), sender=people.get(sender_id), deadline=deadline
    )


def _grouped(agenda: AgendaView) -> Mapping[str, list[PersonCase]]:
    """Person -> his cases in order of the agenda; who is not in the directory is somebody of that case alone."""
    found: dict[str, list[PersonCase]] = defaultdict(list)
    for row in agenda.rows:
        if row.slot is None or row.outcome in (Outcome.STANDARD, Outcome.WITHDRAWN):
            continue
        for one in (*row.invited, *row.dropped):
            key = one.person_id or f"{row.listing.id}/{one.level or one.discipline}/{one.person}"
            found[key].append(PersonCase(row=row, invited=one))
    return found


def _row(
    agenda: AgendaView,
    key: str,
    all_cases: list[PersonCase],
    people: Mapping[str, Person],
    entries: Mapping[str, Entry],
    windows: Mapping[str, Availability],
    deadline: datetime,
) -> PersonRow:
    cases = tuple(one for one in all_cases if not one.invited.dropped)
    first = (cases or tuple(all_cases))[0].invited
    person, entry, free = people.get(first.person_id), entries.get(key), windows.get(key)
    mode = _mode(cases, free)
    return PersonRow(
        key=key,
        name=first.person or "",
        level=first.level,
        discipline=first.discipline or (person.discipline if person else ""),
        person=person,
        cases=cases,
        dropped=tuple(one for one in all_cases if one.invited.dropped),
        answer=_answer(cases),
        telling=_telling(agenda, person, cases, entry, mode, _phone(person, free), deadline),
        entry=entry,
        availability=free,
        mode=mode,
        stale=_is_stale(cases, entry),
    )


def _told_only(
    agenda: AgendaView,
    person: Person,
    entries: Mapping[str, Entry],
    windows: Mapping[str, Availability],
    seats: Mapping[str, Membership],
    deadline: datetime,
) -> PersonRow:
    """Somebody who was told a slot and has no case any more."""
    entry, seat = entries[person.id], seats.get(person.id)
    return PersonRow(
        key=person.id,
        name=person.name,
        level=seat.level if seat and seat.level else person.level,
        discipline=person.discipline,
        person=person,
        cases=(),
        dropped=(),
        answer=Answer.NONE,
        telling=_telling(agenda, person, (), entry, entry.mode, "", deadline),
        entry=entry,
        availability=windows.get(person.id),
        mode=entry.mode,
    )


def _order(row: PersonRow) -> tuple[bool, bool, int, str, str]:
    gone = not row.cases
    place = LEVELS.index(row.level) if row.level in LEVELS else len(LEVELS)
    family = row.person.family if row.person else row.name
    return gone, not row.unknown, place, family.casefold(), row.key


def _answer(cases: tuple[PersonCase, ...]) -> Answer:
    """One word for a person where all his cases have it; what differs shows at each case."""
    said = {one.invited.answer for one in cases}
    return said.pop() if len(said) == 1 else Answer.NONE


def _mode(cases: tuple[PersonCase, ...], free: Availability | None) -> Presence:
    """How he comes: as he answered or was invited, else as his windows say."""
    said = [one.invited.mode for one in cases if one.invited.mode] + [
        one.mode for one in (free.windows if free else ()) if one.mode
    ]
    live = [one for one in said if one in tuple(Presence) and Presence(one).live]
    return Presence(live[0]) if live else Presence.UNKNOWN


def _telling(
    agenda: AgendaView,
    person: Person | None,
    cases: tuple[PersonCase, ...],
    entry: Entry | None,
    mode: Presence,
    phone: str,
    deadline: datetime,
) -> Telling:
    """Nothing to somebody who cannot be told, at a closed meeting, or to who declined all that he was asked."""
    if person is None or agenda.meeting.state == MeetingState.CLOSED:
        return Telling(due=Due.NOTHING)
    if cases and all(one.invited.answer == Answer.DECLINES for one in cases):
        return Telling(due=Due.UNCHANGED if entry and not entry.cancelled else Due.NOTHING)
    by = min(deadline, agenda.meeting.starts_at)
    slots = in_order(slot for one in cases if (slot := _slot(one, by)) is not None)
    live = any(not one.is_deadline for one in slots)
    plan = Plan(
        meeting_id=agenda.meeting.id,
        board_id=agenda.board.id,
        person_id=person.id,
        slots=slots,
        mode=mode if live else Presence.UNKNOWN,
        where=_where(agenda.meeting, agenda.board, phone, mode) if live else "",
    )
    return telling(entry, plan)


def _slot(case: PersonCase, deadline: datetime) -> ToldSlot | None:
    if case.invited.answer == Answer.DECLINES or case.row.slot is None:
        return None
    since, until = case.row.slot
    if case.invited.answer == Answer.WRITES:
        since = until = deadline
    return ToldSlot(listing_id=case.row.listing.id, reference=case.row.number, since=since, until=until)


def _phone(person: Person | None, free: Availability | None) -> str:
    """The number at which somebody is rung: the one that he gave for this meeting, else his own."""
    return (free.phone if free else "") or (person.phone if person else "")


def _where(meeting: Meeting, board: Board, phone: str, mode: Presence) -> str:
    """Where he is told to be, in one text; a change of it is told."""
    if mode == Presence.PHONE:
        return phone_number(phone)
    link, place = web_link(meeting.video_link or board.video_link), meeting.place.strip()
    if mode == Presence.VIDEO:
        return link
    return " | ".join(part for part in (place, link if mode != Presence.ON_SITE else "") if part)


def _is_stale(cases: Iterable[PersonCase], entry: Entry | None) -> bool:
    """Whether somebody answered before he was last told something."""
    if entry is None or entry.sent_at is None or entry.sequence == 0:
        return False
    times = [one.invited.answered_at for one in cases if one.invited.answered_at is not None]
    return bool(times) and max(times) < entry.sent_at


def notice_of(view: PeopleView, row: PersonRow, now: datetime, demo: bool) -> Notice:
    """What a person's entry says now, under the same number again where nothing changed since it was written."""
    entry, person = row.entry if row.written else row.telling.entry, row.person
    assert entry is not None
    assert person is not None
    name, address = view.sends_as()
    return Notice(
        entry=replace(entry, sent_at=now),
        title=view.board.name,
        to_name=person.name,
        to_address=person.email,
        from_name=name,
        from_address=address,
        sent_at=now,
        zone=zone_of(view.board).key,
        place=view.meeting.place,
        link=view.meeting.video_link or view.board.video_link,
        phone=_phone(person, row.availability),
        asked_at=view.board.letterhead.day_phone,
        accepted=row.agreed,
        demo=demo,
        language=_language(person, view.board),
    )


def input_form(view: PeopleView, row: PersonRow, case: PersonCase, demo: bool) -> InputForm:
    """The form for one person and case, to be filled in instead of coming."""
    head = view.board.letterhead
    return InputForm(
        patient=case.row.patient.name,
        birth_date=case.row.patient.birth_date,
        case=case.row.number,
        board=view.board.name,
        starts_at=view.meeting.starts_at.astimezone(zone_of(view.board)),
        question=case.row.case.question,
        why=case.invited.why,
        to=row.name,
        return_to=(head.contact or head.unit or view.board.name, head.day_phone),
        by=view.deadline,
        demo=demo,
        language=_language(row.person, view.board),
        sex=row.person.sex if row.person else "",
    )


def _language(person: Person | None, board: Board) -> str:
    """The language in which somebody is written to, as the directory has it; else the board's."""
    return (written_in(person.language) if person else "") or boards_language(board)
