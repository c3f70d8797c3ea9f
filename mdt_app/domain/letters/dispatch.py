"""A letter is due to its recipient and to everyone who had an older version of it, until it was sent to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import Letter, LetterState, Recipient
from mdt_app.domain.people import CareLevel

SATURDAY = 6


class Way(StrEnum):
    """How a letter leaves the house."""

    POST = "post"
    MAIL = "e-mail"
    EHEALTH = "eHealthBox"
    BY_HAND = "by hand"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One sending of an issued letter: when, how, by whom, to which address, and which bytes (`sha256`).

    `address` are the lines of the envelope, or the one electronic address; `file` is the name that it was written
    under, "" where none was.
    """

    id: str
    letter_id: str
    case_id: str
    patient_id: str
    to_name: str
    address: tuple[str, ...]
    how: Way
    at: datetime
    by: str
    sha256: str
    signed: bool = False
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody a letter is due to; `earlier` says that he had an older version and is not its recipient now.

    Of such a one `had` is the newest version that he got, and `how` and `lines` are how and where he got it.
    """

    name: str
    lines: tuple[str, ...]
    earlier: bool = False
    had: int = 0
    how: Way | None = None

    @classmethod
    def of(cls, recipient: Recipient) -> Addressee:
        return cls(name=recipient.name, lines=recipient.lines)


def versions_before(letter: Letter, by_id: Mapping[str, Letter]) -> tuple[Letter, ...]:
    """The older versions that a letter replaces, newest first."""
    found, before = [], by_id.get(letter.replaces)
    while before is not None:
        found.append(before)
        before = by_id.get(before.replaces)
    return tuple(found)


def due_to(
    letter: Letter, by_id: Mapping[str, Letter], dispatches: Sequence[Dispatch]
) -> tuple[Addressee, ...]:
    """To whom an issued letter still has to go: its recipient first. () for one that is not issued, or was erased.

    `by_id` holds at least the letters of its case, `dispatches` are the case's. A sending counts by the name that it
    went to.
    """
    if letter.state != LetterState.ISSUED or not letter.recipient.name:
        return ()
    older = {one.id: one.version for one in versions_before(letter, by_id)}
    wanted = {letter.recipient.name: Addressee.of(letter.recipient)}
    for sent in sorted(dispatches, key=lambda one: older.get(one.letter_id, 0)):
        if sent.letter_id in older and sent.to_name != letter.recipient.name:
            version = older[sent.letter_id]
            wanted[sent.to_name] = Addressee(
                name=sent.to_name, lines=sent.address, earlier=True, had=version, how=sent.how
            )
    had = {sent.to_name for sent in dispatches if sent.letter_id == letter.id}
    return tuple(one for name, one in wanted.items() if name not in had)


def late_from(held_on: date, working_days: int) -> date:
    """The first day on which a letter of a meeting is late: Saturdays and Sundays do not count."""
    day, left = held_on, working_days
    while left >= 0:
        day += timedelta(days=1)
        left -= day.isoweekday() < SATURDAY
    return day


def workday_before(day: date) -> date:
    """The last working day before a day: Friday before a Monday."""
    before = day - timedelta(days=1)
    return before if before.isoweekday() < SATURDAY else workday_before(before)


def workdays_between(first: date, last: date) -> int:
    """Mondays to Fridays after `first`, up to and with `last`; 0 where `last` is not later."""
    if last <= first:
        return 0
    weeks, rest = divmod((last - first).days, 7)
    return weeks * (SATURDAY - 1) + sum(
        (first + timedelta(days=day)).isoweekday() < SATURDAY for day in range(1, rest + 1)
    )


def day_at(moment: datetime, held_at: datetime) -> date:
    """The day of a moment where the meeting was held; `held_at` is in the zone of its board."""
    return moment.astimezone(held_at.tzinfo).date()


def way_of(recipient: Recipient) -> Way:
    """How a letter goes to its recipient unless somebody chooses otherwise."""
    return Way(recipient.way) if recipient.way in tuple(Way) else Way.POST


def address_by(recipient: Recipient, way: Way) -> tuple[str, ...]:
    """What is written on the envelope, or the electronic address; () where there is none."""
    if way is Way.MAIL:
        return (recipient.mail,) if recipient.mail else ()
    return recipient.lines


def require_address(letter: Letter, to_name: str, address: tuple[str, ...], how: Way) -> None:
    """Raises `Refused` where a letter by e-mail or by post has nowhere to go, and says where that is mended."""
    electronic = any("@" in line for line in address)
    postal = any(line.strip() and "@" not in line for line in address)
    if (how is Way.MAIL and electronic) or (how is Way.POST and postal) or how not in (Way.MAIL, Way.POST):
        return
    own = letter.level == CareLevel.PATIENT and to_name == letter.recipient.name
    kind = "e-mail address" if how is Way.MAIL else "postal address"
    where = "with the patient’s own data" if own else "in the directory"
    raise Refused(
        f"{letter.number} has no {kind} of {to_name} to go to. Write it {where} and correct the letter, or send it "
        "another way."
    )
