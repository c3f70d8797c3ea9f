"""The list of a batch names what is on record as sent, by way and in the order of the envelopes, and no patient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.people import CareLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A sending on record, with the letter that went out and the number of its case; `professional_number` finds the
    addressee's eHealthBox, "" where the directory has none; `replaces` is the version before, 0 for a first one."""

    dispatch: Dispatch
    letter: Letter
    case_number: str
    professional_number: str = ""
    replaces: int = 0

    @property
    def has_sheet(self) -> bool:
        """Whether it went by post to somebody whose address does not stand on the letter."""
        return self.dispatch.how is Way.POST and self.dispatch.to_name != self.letter.recipient.name


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """Sendings in the order of their envelopes, the house that sent them, and the names of people by account."""

    head: Letterhead
    sendings: tuple[Sending, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLine:
    """One letter as the list names it: `to` is "" for the patient, `pages` include an address sheet, `recorded_on` is
    told where it is another day than the list's, as after a batch that was killed. By eHealthBox it goes to a number,
    `professional_number`, and to no `address`. `replaces` is the version whose place it takes, 0 for a first one."""

    to: str
    address: tuple[str, ...]
    case_number: str
    number: str
    version: int
    way: Way
    file: str
    pages: int
    has_sheet: bool = False
    recorded_on: date | None = None
    professional_number: str = ""
    replaces: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """A letter that was refused, and why; the sentence names no patient."""

    case_number: str
    number: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingList:
    """The whole list; `starts_at` is when it was made by the desk's clock, `left` how many letters were not come to;
    `printed` here, by this program, and so no file that anybody has to print."""

    hospital: str
    language: str
    starts_at: datetime
    by: tuple[str, ...]
    demo: bool
    lines: tuple[SentLine, ...]
    not_sent: tuple[NotSent, ...] = ()
    left: int = 0
    both_sides: bool = False
    locked: bool = False
    printed: bool = False


def tells_who(letter: Letter) -> bool:
    """Whether its addressees tell whom it is about: the patient, under an older name too, and family."""
    return letter.level == CareLevel.PATIENT


def in_order(sendings: Iterable[Sending]) -> tuple[Sending, ...]:
    """By way, then in the order of the envelopes."""
    ways = list(Way)

    def place(one: Sending) -> tuple[int, str, tuple[str, ...], str, str]:
        sent = one.dispatch
        return ways.index(sent.how), sent.to_name.casefold(), sent.address, one.case_number, one.letter.number

    return tuple(sorted(sendings, key=place))


def line_of(one: Sending, pages: int, made: datetime) -> SentLine:
    """A letter of so many pages on a list made at a moment by the desk's clock.

    A patient's address tells who it is, and stays on the letter.
    """
    sent, own = one.dispatch, tells_who(one.letter)
    boxed = sent.how is Way.EHEALTH
    day = sent.at.astimezone(made.tzinfo).date()
    return SentLine(
        to="" if own else sent.to_name,
        address=() if own or boxed else sent.address,
        professional_number=one.professional_number if boxed and not own else "",
        replaces=one.replaces,
        case_number=one.case_number,
        number=one.letter.number,
        version=one.letter.version,
        way=sent.how,
        file=sent.file,
        pages=pages + one.has_sheet,
        has_sheet=one.has_sheet,
        recorded_on=day if day != made.date() else None,
    )
