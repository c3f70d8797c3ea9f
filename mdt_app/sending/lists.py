"""The list of a batch stands on the records of its sendings and on the files in its folder, never on memory.

It names each sending that is on record under a file of the folder, that this file holds, and that no earlier list there
names. So a batch that was killed is on the list of the one that went on, and nothing is listed twice. What was printed
is no file of a folder: its list names the sendings of one batch that are on record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import safe_name
from mdt_app.domain.letters.language import written_in
from mdt_app.domain.letters.letter import LetterPart
from mdt_app.domain.letters.sending_list import (
    NotSent,
    OnRecord,
    Sending,
    SendingList,
    line_of,
    tells_who,
)
from mdt_app.operations.letter_batch import Item
from mdt_app.sending.papers import Desk

LIST = "letters-sent"
"""How the name of every list begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a batch knows itself: what was `refused`, how many were `left`, the pages of letters by their ids, and how
    they were made; its files are `locked` also where the `password` is not known any more."""

    refused: Sequence[tuple[Item, str]] = ()
    left: int = 0
    pages: Mapping[str, int] = field(default_factory=dict)
    both_sides: bool = False
    password: str = field(default="", repr=False)
    locked: bool = False
    printed: bool = False


def write_list(folder: Path, desk: Desk, run: Run) -> Path | None:
    """The new list of a folder; None where nothing is on record that no list names yet. Raises `Refused`."""
    try:
        found = desk.records(_names(folder), "file")
        fresh = _unlisted(folder, found.sendings, run.password) if found else ()
    except OSError as error:
        raise Refused(f"The list of {folder} cannot be written: {error.strerror}.") from error
    if found is None or not fresh:
        return None
    return keep_list(folder, desk, list_of(found, fresh, desk, run))


def list_of(found: OnRecord, fresh: Sequence[Sending], desk: Desk, run: Run) -> bytes:
    """These sendings on paper, the file naming each. Raises `Refused`."""
    from mdt_app.content.letter_texts import letter_texts
    from mdt_app.letters.joining import marked
    from mdt_app.letters.sending_list import render_sending_list

    content = _content(found, fresh, desk, run)
    pdf = render_sending_list(content, letter_texts(content.language))
    return marked(pdf, [one.dispatch.id for one in fresh])


def keep_list(folder: Path, desk: Desk, pdf: bytes) -> Path:
    """Write a list into a folder, under a name of its own. Raises `Refused`."""
    made = desk.at.astimezone()
    file = folder / safe_name(LIST, f"{made:%Y-%m-%d-%H%M}", sha256(pdf).hexdigest()[:6], suffix=".pdf")
    try:
        paths.make_private(folder)
        paths.write_whole(file, pdf)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from error
    return file


def _names(folder: Path) -> list[str]:
    there = (*folder.glob("*.pdf"), *folder.glob("*/*.pdf"))  # in the folder, or in that of a recipient
    found = (one.relative_to(folder).as_posix() for one in there)
    return sorted(one for one in found if not one.startswith(f"{LIST}-"))


def _unlisted(folder: Path, sendings: Sequence[Sending], password: str) -> tuple[Sending, ...]:
    """Those that lie in the folder and are on no list there."""
    from mdt_app.letters.joining import SENDINGS, marks_in

    listed = {mark for path in folder.glob(f"{LIST}-*.pdf") for mark in marks_in(path, kind=SENDINGS)}
    joined: dict[str, frozenset[str]] = {}
    locked: set[str] = set()

    def holds(one: Sending) -> bool:
        sent, path = one.dispatch, folder / one.dispatch.file
        if sent.file not in joined:
            content = path.read_bytes()
            if sha256(content).hexdigest() == sent.sha256:
                return True
            joined[sent.file] = frozenset(marks_in(path, password))
            if not joined[sent.file] and b"/Encrypt" in content:
                locked.add(sent.file)  # known by its name alone
        return sent.file in locked or mark_of(one.letter.id, sent.sha256, sent.to_name) in joined[sent.file]

    return tuple(one for one in sendings if one.dispatch.id not in listed and holds(one))


def mark_of(letter_id: str, digest: str, to_name: str) -> str:
    """Stands in a print file for a letter with this SHA-256, for this addressee."""
    return sha256(f"{letter_id} {digest} {to_name}".encode()).hexdigest()


def _content(found: OnRecord, fresh: Sequence[Sending], desk: Desk, run: Run) -> SendingList:
    from mdt_app.letters.joining import page_count

    def pages(one: Sending) -> int:
        if one.letter.id in run.pages:
            return run.pages[one.letter.id]
        part = LetterPart.SIGNED if one.dispatch.signed else LetterPart.PDF
        return page_count(desk.part(one.letter.id, part))

    made = desk.at.astimezone()
    by = dict.fromkeys(found.names.get(one.dispatch.by, one.dispatch.by) for one in fresh)
    return SendingList(
        hospital=found.head.hospital,
        language=written_in(found.head.language) or "en",
        starts_at=made,
        by=tuple(by),
        demo=desk.demo,
        lines=tuple(line_of(one, pages(one), made) for one in fresh),
        not_sent=tuple(_not_sent(item, why) for item, why in run.refused),
        left=run.left,
        both_sides=run.both_sides,
        locked=run.locked,
        printed=run.printed,
    )


def _not_sent(item: Item, why: str) -> NotSent:
    if tells_who(item.letter):
        for name in {item.to.name, item.letter.recipient.name}:
            why = why.replace(name, f"patient {item.line.case_number}")
    return NotSent(case_number=item.line.case_number, number=item.letter.number, why=why)
