"""What goes out together stands in the order of the envelopes, one item for each letter and each who gets it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Letterhead, Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import PATTERN, named_by, safe_name
from mdt_app.domain.letters.dispatch import Addressee, Dispatch, Way, address_by, require_address
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.letters.sending_list import OnRecord, Sending, in_order, tells_who
from mdt_app.domain.people import Person
from mdt_app.operations.dispatching import Due, SendLetter, correction_begun
from mdt_app.operations.later_decisions import overtaken_unsaid
from mdt_app.operations.work import Reader

AT_ONCE = 500
"""Names of files that are looked for in one question to the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a batch goes out. `how` None: each letter by its own way. `one_file` joins all for the printer, in the order
    of the envelopes; `password` locks each file; `folders` gives each recipient a folder. `list_too`: where letters are
    printed their list is printed after them, else it is kept as a file."""

    how: Way | None = None
    pattern: str = PATTERN
    folders: bool = False
    password: str = field(default="", repr=False)
    one_file: bool = False
    both_sides: bool = False
    list_too: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One letter for one addressee."""

    line: Due
    to: Addressee

    @property
    def letter(self) -> Letter:
        return self.line.letter

    def way(self, options: Options) -> Way:
        """As chosen; else as the letter usually goes there, or went to somebody who had an older version."""
        return options.how or (self.to.how if self.to.earlier and self.to.how else self.line.how)

    def address(self, options: Options) -> tuple[str, ...]:
        """The lines of the envelope, or the electronic address."""
        return self.to.lines if self.to.earlier else address_by(self.letter.recipient, self.way(options))

    def needs_sheet(self, options: Options) -> bool:
        """Whether the window would show the address of somebody else: a page with this one's goes before the letter."""
        return self.to.earlier and self.way(options) is Way.POST


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What goes out together, and the desk's ways while it does: `read` gives what a reading finds, `send` carries a
    command out, `step(done, of)` says whether to go on. Signed letters are verified for the moment `at` (aware)."""

    items: Sequence[Item]
    options: Options
    read: Callable[[Callable[[Reader], Any]], Any]
    send: Callable[[SendLetter], object]
    step: Callable[[int, int], bool]
    at: datetime


def items(lines: Iterable[Due]) -> tuple[Item, ...]:
    """All that is due, in the order of the envelopes: by addressee, then by case and letter."""
    found = [Item(line, to) for line in lines for to in line.due]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.to.name.casefold(), one.to.lines, one.line.case_number, one.letter.number),
        )
    )


def on_paper(found: Iterable[Item], options: Options) -> tuple[Item, ...]:
    """What goes out on paper: by post and by hand."""
    return tuple(one for one in found if one.way(options) in (Way.POST, Way.BY_HAND))


def into_folder(found: Iterable[Item], options: Options) -> tuple[Item, ...]:
    """What a folder takes: everything, and a print file what goes out on paper, unless one way is chosen for all."""
    return on_paper(found, options) if options.one_file and options.how is None else tuple(found)


def require_in_batch(item: Item, options: Options) -> None:
    """Raises `Refused` for what somebody has to look at first, and for what has nowhere to go."""
    if item.line.correcting:
        raise Refused(correction_begun(item.letter, item.line.correcting))
    if item.line.later is not None:
        raise Refused(overtaken_unsaid(item.letter, item.line.later))
    if item.line.outdated:
        raise Refused(
            "The meeting was opened and closed again after this letter was issued. Read it; then correct it, or record "
            "its sending by hand."
        )
    require_address(item.letter, item.to.name, item.address(options), item.way(options))


def file_of(item: Item, options: Options) -> tuple[str, str]:
    """(folder, "" for none; file name) of one letter. Raises `Refused` for a pattern with an unknown gap."""
    line, letter = item.line, item.letter
    who = _named(item)
    name = named_by(
        options.pattern,
        to=who if item.to.earlier else "",
        case=line.case_number,
        letter=letter.number,
        version=str(letter.version),
        level=letter.level,
        language=letter.language,
        day=line.held_at.date().isoformat(),
        recipient=who,
        board=line.board,
        way=item.way(options),
    )
    return (safe_name(who, suffix="") if options.folders else "", name)


def _named(item: Item) -> str:
    """The addressee in names of files and folders; the patient by the case's number: a list names nobody ill."""
    if not tells_who(item.letter):
        return item.to.name
    other = f" {sha256(item.to.name.encode()).hexdigest()[:4]}" if item.to.earlier else ""
    return f"patient {item.line.case_number}{other}"


def on_record(reader: Reader, names: Sequence[str], field: str) -> OnRecord | None:
    """The sendings whose files bear these names, or whose `id` is one of them, in the order of the envelopes; None
    where nothing is on record."""
    found = [
        one
        for start in range(0, len(names), AT_ONCE)
        for one in reader.find(Dispatch, order=("at",), **_where(field, names[start : start + AT_ONCE]))
    ]
    letters = {one.id: one for one in reader.find(Letter, id=list({one.letter_id for one in found}))}
    if not found:
        return None
    numbers = {one.id: one.number for one in reader.find(Case, id=list({one.case_id for one in found}))}
    known = _professional_numbers(reader, found)
    older = reader.find(Letter, id=list({one.replaces for one in letters.values() if one.replaces}))
    version = {one.id: one.version for one in older}
    sendings = (
        Sending(
            dispatch=one,
            letter=letters[one.letter_id],
            case_number=numbers[one.case_id],
            professional_number=known.get(one.to_name, ""),
            replaces=version.get(letters[one.letter_id].replaces, 0),
        )
        for one in found
    )
    return OnRecord(
        head=_head(reader, found[-1], letters),
        sendings=in_order(sendings),
        names={one.user: one.name for one in reader.find(Account)},
    )


def _where(field: str, names: Sequence[str]) -> dict[str, Any]:
    return {field: list(names)}


def _professional_numbers(reader: Reader, found: Iterable[Dispatch]) -> dict[str, str]:
    """Name -> by which number an eHealthBox is found, of those whose name stands in the directory once."""
    wanted = {one.to_name for one in found if one.how is Way.EHEALTH}
    people = reader.find(Person) if wanted else ()
    counted = Counter(one.name for one in people)
    return {one.name: one.number for one in people if one.name in wanted and counted[one.name] == 1}


def _head(reader: Reader, sent: Dispatch, letters: Mapping[str, Letter]) -> Letterhead:
    meeting = reader.get(Meeting, reader.get(Listing, letters[sent.letter_id].listing_id).meeting_id)
    return reader.get(Board, meeting.board_id).letterhead
