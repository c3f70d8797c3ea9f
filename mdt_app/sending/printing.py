"""A letter that is printed here is recorded as sent once its pages were handed over, and not before."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.sending_list import OnRecord
from mdt_app.operations.letter_batch import Item, Options
from mdt_app.sending.begun import Begun, Note, noted
from mdt_app.sending.folder import Exported, Refusal, Step, told
from mdt_app.sending.lists import LIST, Run, keep_list, list_of
from mdt_app.sending.papers import Desk, papers_of, record

STANDS = " It was printed all the same: take it out of the printer."


class Printer(Protocol):
    """Takes papers, each with its pages in order. `file` names the one file that it prints into, and is "" for paper:
    then each letter is a job of its own, so that staples, trays and both sides of a sheet never join two."""

    @property
    def file(self) -> str: ...

    @property
    def folder(self) -> Path | None:
        """Where that file lies."""
        ...

    def hand_over(self, title: str, papers: Sequence[bytes]) -> None:
        """Raises `Refused` where the printer did not take all pages of it."""
        ...

    def close(self) -> None:
        """Finish the file. Raises `Refused` where it is not whole."""
        ...

    def drop(self) -> None:
        """Leave no file behind."""
        ...


def print_out(found: Sequence[Item], options: Options, desk: Desk, printer: Printer, step: Step) -> Exported:
    """Print what is due, in the order of the envelopes, then the list of what is recorded; stopped, what was handed
    over is recorded and the rest due. The list is a file where it is not wanted on paper, or the printer failed."""
    begun = Begun(
        database=desk.database,
        folder=printer.folder or desk.lists,
        printed=True,
        both_sides=options.both_sides,
    )
    with noted(desk.notes, begun) as note:
        printing = _Printing(options, desk, printer, note, begun.folder)
        return printing.listed(printing.done(found, step))


@dataclass(slots=True)
class _Printing:
    """`handed` waits for the file to be whole; paper is recorded letter by letter. `asked` are the ids of sendings that
    were to be recorded; `fails` once the printer did not take something."""

    options: Options
    desk: Desk
    printer: Printer
    note: Note
    folder: Path
    refused: list[Refusal | str] = field(default_factory=list)
    handed: list[Item] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    recorded: int = 0
    fails: bool = False

    def done(self, found: Sequence[Item], step: Step) -> Exported:
        try:
            came_to = self.came_to(found, step)
        except BaseException:
            self.printer.drop()
            raise
        if self.printer.file and self.handed:
            came_to = came_to if self.file_is_kept() else came_to - len(self.handed)
        return Exported(left=len(found) - came_to, printed=self.recorded)

    def listed(self, done: Exported) -> Exported:
        """With the list of what is on record: on paper where that is wanted, else a file; it follows where neither can
        be."""
        said = tuple(one if isinstance(one, str) else told(*one) for one in self.refused)
        try:
            sent = self.desk.records(self.asked, "id") if self.asked else None
            made = self.list_made(sent, done.left) if sent is not None else None
        except Refused as problem:
            return replace(done, refused=(*said, str(problem)))
        self.note.strike()
        return replace(done, refused=said, list_file=made, list_printed=sent is not None and made is None)

    def list_made(self, sent: OnRecord, left: int) -> Path | None:
        """The file of the list; None where it was printed. Raises `Refused`."""
        refused = [one for one in self.refused if not isinstance(one, str)]
        run = Run(
            refused=refused, left=left, both_sides=self.options.both_sides, printed=not self.printer.file
        )
        pdf = list_of(sent, sent.sendings, self.desk, run)
        if self.options.list_too and not self.printer.file and not self.fails:
            with suppress(Refused):
                self.printer.hand_over(LIST, [pdf])
                return None
        return keep_list(self.folder, self.desk, pdf)

    def came_to(self, found: Sequence[Item], step: Step) -> int:
        """Print one letter after the other; gives how many were dealt with until somebody or something stopped it."""
        for done, item in enumerate(found):
            if not step(done, len(found)):
                return done
            try:
                papers = papers_of(item, self.options, self.desk)
            except Refused as problem:
                self.refused.append((item, str(problem)))
                continue
            try:
                self.printer.hand_over(f"{item.line.case_number} {item.letter.number}", papers.all)
            except Refused as problem:
                self.refused.append((item, f"{problem} This letter is not recorded as sent."))
                self.fails = True
                self.printer.drop()
                return done - len(self.drop_handed())
            if self.printer.file:
                self.handed.append(item)
            elif not self.kept(item, STANDS):
                return done
        step(len(found), len(found))
        return len(found)

    def drop_handed(self) -> list[Item]:
        """The letters of a file that is not there any more: none of them was sent."""
        lost = list(self.handed)
        self.handed.clear()
        return lost

    def file_is_kept(self) -> bool:
        """Finish the file and record what is in it; False where there is none."""
        try:
            self.printer.close()
        except Refused as problem:
            self.refused.append(str(problem))
            return False
        for item in self.handed:
            self.kept(item, f" Take it out of {self.printer.file} before that is printed.")
        return True

    def kept(self, item: Item, more: str) -> bool:
        """Record a sending; False where the database fails, and would at the next as well."""
        try:
            record(item, self.options, self.desk, self.printer.file, self.ask)
        except Refused as problem:
            self.refused.append((item, f"{problem}{more}"))
            return problem.__cause__ is None
        self.recorded += 1
        return True

    def ask(self, dispatch_id: str) -> None:
        self.asked.append(dispatch_id)
        self.note.add(dispatch_id)
