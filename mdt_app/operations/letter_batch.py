"""What goes out together stands in the order of the envelopes, one item for each letter and each who gets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import PATTERN, named_by, safe_name
from mdt_app.domain.letters.dispatch import Addressee, Way
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.people import CareLevel
from mdt_app.operations.dispatching import Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a batch goes out. `how` None: each letter by its own way. `one_file` joins all for the printer, in the order
    of the envelopes; `password` locks each file; `folders` gives each recipient a folder."""

    how: Way | None = None
    pattern: str = PATTERN
    folders: bool = False
    password: str = field(default="", repr=False)
    one_file: bool = False
    both_sides: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One letter for one addressee."""

    line: Due
    to: Addressee

    @property
    def letter(self) -> Letter:
        return self.line.letter

    def way(self, options: Options) -> Way:
        return options.how or self.line.how


def items(lines: Iterable[Due]) -> tuple[Item, ...]:
    """All that is due, in the order of the envelopes: by addressee, then by case and letter."""
    found = [Item(line, to) for line in lines for to in line.due]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.to.name.casefold(), one.to.lines, one.line.case_number, one.letter.number),
        )
    )


def require_in_batch(item: Item, options: Options) -> None:
    """Raises `Refused` for what somebody has to look at first, or to put into an envelope by hand."""
    if item.line.outdated:
        raise Refused(
            "The meeting was opened and closed again after this letter was issued. Read it; then correct it, or record "
            "its sending by hand."
        )
    if item.to.earlier and item.way(options) is Way.POST:
        raise Refused(
            f"{item.to.name} had an older version, but this page bears the address of {item.letter.recipient.name}. "
            "Send it in an envelope with its own address, and record that by hand."
        )


def file_of(item: Item, options: Options) -> tuple[str, str]:
    """(folder, "" for none; file name) of one letter. Raises `Refused` for a pattern with an unknown gap."""
    line, letter = item.line, item.letter
    who = _named(item)
    name = named_by(
        options.pattern,
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
    name = name if not item.to.earlier else safe_name(name.removesuffix(".pdf"), who, suffix=".pdf")
    return (safe_name(who, suffix="") if options.folders else "", name)


def _named(item: Item) -> str:
    """The addressee in names of files and folders; the patient by the case's number: a list names nobody ill."""
    own = item.letter.level == CareLevel.PATIENT and item.to.name == item.letter.recipient.name
    return f"patient {item.line.case_number}" if own else item.to.name
