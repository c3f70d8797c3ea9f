"""Every sending of a letter is kept: when, how, by whom, to which address, and which bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, ClassVar

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.errors import Refused
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.dispatch import (
    Addressee,
    Dispatch,
    Way,
    day_at,
    due_to,
    late_from,
    require_address,
    versions_before,
    way_of,
    workday_before,
    workdays_between,
)
from mdt_app.domain.letters.later import Later
from mdt_app.domain.letters.letter import GONE, OPEN, Letter, LetterPart, LetterState, Missing
from mdt_app.domain.letters.wanted import NoLetter, no_patient_letter, why_none
from mdt_app.domain.people import CareLevel, Patient
from mdt_app.domain.record import Record
from mdt_app.operations.commands import Command
from mdt_app.operations.held import all_as_held
from mdt_app.operations.later_decisions import later_decisions, require_newest
from mdt_app.operations.letter_mended import require_unmended
from mdt_app.operations.letters import letter_to_change
from mdt_app.operations.work import Change, OpenWork, Reader, Work

NEWEST = 2000
"""Letters of all boards that are out already and still listed, the newest; what is not out is read however old."""


Part = Callable[[str, str], bytes]
"""(letter id, part) -> the stored bytes. Raises `Missing`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendLetter(Command):
    """An issued letter left the house. `signed` says that it was the signed file; `file` is the name it was given.

    `once`: not where it went to the same addressee already, as from another desk a moment ago.
    """

    offline: ClassVar[bool] = False
    dispatch_id: str
    letter_id: str
    to_name: str
    address: tuple[str, ...]
    how: Way
    signed: bool = False
    file: str = ""
    once: bool = False


def send_letter(
    command: SendLetter, open_work: OpenWork, guidance: Callable[[], Guidance]
) -> tuple[Change, ...]:
    """Raises `Refused` for a letter that is not issued, not signed, or goes to nobody or nowhere."""
    with open_work(command) as work:
        work.require(Right.LETTERS)
        letter = letter_to_change(work, command.letter_id)
        letter.require_issued()
        if not command.to_name.strip():
            raise Refused(f"Say to whom {letter.number} was sent.")
        require_address(letter, command.to_name.strip(), command.address, command.how)
        if command.signed and not letter.signed_by:
            raise Refused(f"{letter.number} is not signed.")
        _require_wanted(work, letter)
        if command.once:
            _require_uncorrected(work, letter)
            require_newest(work, letter)
            require_unmended(work, guidance, letter)
            _require_first(work, letter, command.to_name.strip())
        digest = letter.sha256
        if command.signed:
            digest = sha256(work.letter_file(letter.id, LetterPart.SIGNED)).hexdigest()
        work.put(
            Dispatch(
                id=command.dispatch_id,
                letter_id=letter.id,
                case_id=letter.case_id,
                patient_id=letter.patient_id,
                to_name=command.to_name.strip(),
                address=command.address,
                how=command.how,
                at=command.at,
                by=command.actor,
                sha256=digest,
                signed=command.signed,
                file=command.file,
            )
        )
        return work.commit()


def outgoing(letter: Letter, part: Part) -> bytes:
    """What was issued: the signed file where there is one. Raises `Refused` where it is not what was stored."""
    pdf = part(letter.id, LetterPart.PDF)
    if sha256(pdf).hexdigest() != letter.sha256:
        raise Refused(
            "The stored letter is not the one that was issued. Do not send it; run `mdt database check`."
        )
    return part(letter.id, LetterPart.SIGNED) if letter.signed_by else pdf


def _require_uncorrected(work: Work, letter: Letter) -> None:
    """What somebody is correcting is not sent with many others; by hand a person may still record it."""
    for one in work.find(Letter, replaces=letter.id, state=OPEN):
        raise Refused(correction_begun(letter, one.version))


def correction_begun(letter: Letter, version: int) -> str:
    """Why a letter that is being corrected waits."""
    return (
        f"Version {version} of {letter.number}, which corrects this one, is begun. Issue or withdraw it; then send "
        "what stands."
    )


def _require_first(work: Work, letter: Letter, to_name: str) -> None:
    had = work.find(Dispatch, letter_id=letter.id, to_name=to_name, order=("at",), limit=1)
    if had:
        raise Refused(f"{letter.number} went to {to_name} already, sent by {had[0].by}.")


def _require_wanted(work: Work, letter: Letter) -> None:
    """A patient's letter stays here once the patient has died or said that no letter is wanted."""
    none = _wanted_by_nobody(work, (letter,)).get(letter.patient_id)
    if none is not None:
        raise Refused(why_none(none, work.get(Patient, letter.patient_id).sex))


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One line of the secretary's list: a letter and where it stands between the meeting and its sending.

    `due` are those to whom it still goes once it is issued, `how` the way it goes unless another is chosen; `held_at`
    is in the board's own zone, `late_on` the first day on which it is late, `sent_at` when it last went out, `first_at`
    when it or a version before it first did; `asked_by` brought the case. `none` is why the patient gets no letter,
    asked of those that are not out. `outdated`: it was issued, and then its meeting was closed anew; `correcting` is
    the version of a correction that is begun, 0 where there is none. `later` is the decision that came after its own
    and that it does not name, as far as it was approved or issued.
    """

    letter: Letter
    patient: Patient
    case_number: str
    meeting_id: str
    board: str
    held_at: datetime
    how: Way
    due: tuple[Addressee, ...]
    late_on: date
    sent_at: datetime | None
    first_at: datetime | None = None
    asked_by: str = ""
    none: NoLetter | None = None
    outdated: bool = False
    correcting: int = 0
    later: Later | None = None

    @property
    def has_reader(self) -> bool:
        """False where nobody waits for it: no palliative team is named, it was given up, the patient has died or wants
        no letter."""
        if self.letter.is_given_up:
            return False
        return self.none is None and self.letter.recipient.missing != Missing.TEAM

    @property
    def is_out(self) -> bool:
        """Issued and sent to everybody to whom it is due."""
        return self.letter.state == LetterState.ISSUED and not self.due and self.sent_at is not None

    @property
    def is_erased(self) -> bool:
        """Issued, never sent, and erased since: no name is left that it could go to."""
        return not self.letter.is_open and not self.letter.recipient.name and self.sent_at is None

    def is_late(self, today: date) -> bool:
        return self.has_reader and not self.is_out and today >= self.late_on

    def late_by(self, today: date) -> int:
        """Working days since it should have been out, 1 on the first of them; 0 for one that is not late."""
        return workdays_between(self.last_day, today) if self.is_late(today) else 0

    @property
    def last_day(self) -> date:
        """The working day until which it was to be out."""
        return workday_before(self.late_on)

    def sent_on(self) -> date | None:
        """The board's day on which it last went out."""
        return day_at(self.sent_at, self.held_at) if self.sent_at is not None else None


def due_list(
    reader: Reader, guidance: Guidance, meeting_id: str = "", newest: int = NEWEST, also: Collection[str] = ()
) -> tuple[Due, ...]:
    """The letters of a meeting, or of all boards, longest waiting first and of one meeting in agenda order.

    Of all boards' letters those that are out are the `newest` only, and those whose ids are in `also`. Those that
    another stands for are left out, and those that can go to nobody since their patient's record was erased. One that
    was given up for a newer decision is there, until another is written in its place.
    """
    letters = _listed(reader, _letters(reader, meeting_id, newest, also))
    around = _read_around(reader, letters)

    def place(one: Due) -> tuple[Any, ...]:
        return one.held_at, one.meeting_id, *_place(around.listings[one.letter.listing_id], one.letter)

    lines = (_line(one, around, guidance) for one in letters)
    return tuple(sorted((one for one in lines if not one.is_erased), key=place))


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around some letters, each by its id; `still` is to whom each letter is due yet, by the letter's id,
    `sent` the sendings of a case, `wanted` why a patient gets no letter, `correcting` the version that corrects one,
    `later` the newer decision that one does not name."""

    listings: Mapping[str, Listing]
    meetings: Mapping[str, Meeting]
    boards: Mapping[str, Board]
    patients: Mapping[str, Patient]
    cases: Mapping[str, Case]
    letters: Mapping[str, Letter]
    sent: Mapping[str, Sequence[Dispatch]]
    still: Mapping[str, tuple[Addressee, ...]]
    wanted: Mapping[str, NoLetter]
    correcting: Mapping[str, int]
    later: Mapping[str, Later]


def _read_around(reader: Reader, letters: Sequence[Letter]) -> _Around:
    listings = {one.id: one for one in reader.find(Listing, id=list({one.listing_id for one in letters}))}
    planned = reader.find(Meeting, id=list({one.meeting_id for one in listings.values()}))
    boards = {one.id: one for one in reader.find(Board)}
    by_id = _with_older(reader, letters)
    sent = _sent(reader, {one.case_id for one in letters if not one.is_open or one.replaces})
    still = {one.id: due_to(one, by_id, sent[one.case_id]) for one in letters}
    meetings = all_as_held(reader, planned, boards)
    unsent = [one for one in letters if one.is_open or still[one.id]]
    return _Around(
        listings=listings,
        meetings=meetings,
        boards=boards,
        patients={one.id: one for one in reader.find(Patient, id=list({one.patient_id for one in letters}))},
        cases={one.id: one for one in reader.find(Case, id=list({one.case_id for one in letters}))},
        letters=by_id,
        sent=sent,
        still=still,
        wanted=_wanted_by_nobody(reader, unsent),
        correcting={one.replaces: one.version for one in by_id.values() if one.replaces and one.is_open},
        later=later_decisions(reader, unsent, {id: meetings[one.meeting_id] for id, one in listings.items()}),
    )


def _line(letter: Letter, around: _Around, guidance: Guidance) -> Due:
    meeting = around.meetings[around.listings[letter.listing_id].meeting_id]
    case, dispatches = around.cases[letter.case_id], around.sent.get(letter.case_id, ())
    mine = [one.at for one in dispatches if one.letter_id == letter.id]
    none = around.wanted.get(letter.patient_id) if letter.level == CareLevel.PATIENT else None
    return Due(
        letter=letter,
        patient=around.patients[letter.patient_id],
        case_number=case.number,
        asked_by=case.asked_by,
        meeting_id=meeting.id,
        board=around.boards[meeting.board_id].name,
        held_at=meeting.starts_at,
        how=way_of(letter.recipient),
        due=() if none else around.still[letter.id],
        late_on=late_from(meeting.starts_at.date(), guidance.settings.letter_days),
        sent_at=mine[-1] if mine else None,
        first_at=_first_sent(letter, around.letters, dispatches),
        none=none,
        outdated=is_outdated(letter, meeting),
        correcting=around.correcting.get(letter.id, 0),
        later=around.later.get(letter.id),
    )


def _first_sent(
    letter: Letter, by_id: Mapping[str, Letter], dispatches: Sequence[Dispatch]
) -> datetime | None:
    """When the letter, in whichever version, first went out."""
    versions = {letter.id, *(one.id for one in versions_before(letter, by_id))}
    return next((one.at for one in dispatches if one.letter_id in versions), None)


def _sent(reader: Reader, case_ids: Collection[str]) -> dict[str, list[Dispatch]]:
    """Case id -> all sendings of its letters, oldest first."""
    found: dict[str, list[Dispatch]] = defaultdict(list)
    for one in reader.find(Dispatch, case_id=list(case_ids), order=("at",)):
        found[one.case_id].append(one)
    return found


def is_outdated(letter: Letter, meeting: Meeting) -> bool:
    """Whether the meeting was closed again after a letter of it was issued: it may have decided otherwise."""
    if letter.state != LetterState.ISSUED or letter.issued_at is None or meeting.closed_at is None:
        return False
    return meeting.closed_at > letter.issued_at


def _wanted_by_nobody(reader: Reader, letters: Sequence[Letter]) -> dict[str, NoLetter]:
    """Patient id -> why no letter goes there, of those who have a letter of their own."""
    ids = list({one.patient_id for one in letters if one.level == CareLevel.PATIENT})
    said = {id: no_patient_letter(Record(told, date.max)) for id, told in reader.facts(ids).items()}
    return {id: why for id, why in said.items() if why is not None}


def _letters(reader: Reader, meeting_id: str, newest: int, also: Collection[str]) -> tuple[Letter, ...]:
    if meeting_id:
        listings = reader.find(Listing, meeting_id=meeting_id)
        return reader.find(Letter, listing_id=[one.id for one in listings])
    waiting = (
        *reader.find(Letter, state=OPEN),
        *reader.find(Letter, id=list({*reader.letters_still_due(), *also})),
    )
    by_id = {one.id: one for one in waiting}
    if newest:
        issued = reader.find(Letter, state=LetterState.ISSUED, order=("-issued_at", "-id"), limit=newest)
        given_up = reader.find(
            Letter, state=LetterState.WITHDRAWN, replaces="", order=("-made_at", "-id"), limit=newest
        )
        by_id |= {one.id: one for one in (*issued, *given_up)}
    return tuple(by_id.values())


def _listed(reader: Reader, letters: Collection[Letter]) -> tuple[Letter, ...]:
    """Those that nothing stands in place of."""
    given_up = [one.listing_id for one in letters if one.is_given_up]
    written = {
        (one.listing_id, one.level)
        for one in reader.find(Letter, listing_id=given_up)
        if one.state not in GONE
    }
    return tuple(
        one
        for one in letters
        if one.state not in GONE or (one.is_given_up and (one.listing_id, one.level) not in written)
    )


def _with_older(reader: Reader, letters: Sequence[Letter]) -> dict[str, Letter]:
    """These letters by id, and every version that one of them replaces."""
    corrected = list({one.case_id for one in letters if one.replaces})
    return {one.id: one for one in (*reader.find(Letter, case_id=corrected), *letters)}


def _place(listing: Listing, letter: Letter) -> tuple[int, int, int]:
    return listing.position, "PSTF".find(letter.number[:1]), letter.version


def sendings(reader: Reader, letter: Letter) -> Sequence[Dispatch]:
    """How often a letter went out, oldest first."""
    return reader.find(Dispatch, letter_id=letter.id, order=("at",))
