"""Into an envelope goes the letter as it was issued, under a page with the address where it bears another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mdt_app.domain.letters.contents import LetterContent
from mdt_app.domain.letters.letter import Letter, LetterPart
from mdt_app.domain.letters.sending_list import OnRecord
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import Part, SendLetter, outgoing
from mdt_app.operations.letter_batch import Item, Options, require_in_batch

Records = Callable[[Sequence[str], str], OnRecord | None]
"""(names, "file") -> what is on record as sent under files of these names; (ids, "id") -> those of these sendings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What sending asks of the house: stored bytes, whether nothing in them was corrected since, what they say, what is
    on record, and a command carried out.

    `at` is the moment by the desk's own clock (aware); the day of a file's name is that of the desk, beside which it is
    printed. Each callable raises `Refused`. Batches are noted in the folder `notes` for the `database` with this id;
    the list of what was printed is kept in `lists` where it was not printed with it.
    """

    part: Part
    require_right: Callable[[Letter], None]
    content: Callable[[Letter, bytes], LetterContent]
    records: Records
    command: Callable[..., SendLetter]
    send: Callable[[SendLetter], object]
    at: datetime
    database: str
    notes: Path
    lists: Path
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Papers:
    """What goes out of one letter: `sheet` is b"" where its own page shows the address."""

    letter: bytes
    sheet: bytes = b""

    @property
    def all(self) -> tuple[bytes, ...]:
        """In the order in which they lie in the envelope."""
        return (self.sheet, self.letter) if self.sheet else (self.letter,)


def papers_of(item: Item, options: Options, desk: Desk) -> Papers:
    """Raises `Refused` for what is not to go out in a batch."""
    require_in_batch(item, options)
    desk.require_right(item.letter)
    letter = outgoing(item.letter, desk.part)
    if not item.needs_sheet(options):
        return Papers(letter)
    from mdt_app.content.letter_texts import letter_texts
    from mdt_app.letters.address_sheet import render_address_sheet

    said = desk.content(item.letter, desk.part(item.letter.id, LetterPart.CONTENT))
    texts = letter_texts(said.shared.language)
    return Papers(letter, render_address_sheet(said.shared, item.to, texts))


def record(
    item: Item, options: Options, desk: Desk, file: str = "", note: Callable[[str], None] = lambda _: None
) -> None:
    """Record a sending, under the name of its file where it has one; `note` gets its id before. Raises `Refused`."""
    dispatch_id = new_id()
    note(dispatch_id)
    desk.send(
        desk.command(
            SendLetter,
            dispatch_id=dispatch_id,
            letter_id=item.letter.id,
            to_name=item.to.name,
            address=item.address(options),
            how=item.way(options),
            signed=bool(item.letter.signed_by),
            file=file,
            once=True,
        )
    )
