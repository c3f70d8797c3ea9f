"""A letter that is printed here is recorded as sent once its pages were handed over, and not before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from mdt_app.domain.errors import Refused
from mdt_app.operations.letter_batch import Item, Options
from mdt_app.sending.folder import Exported, Step, told
from mdt_app.sending.papers import Desk, papers_of, record

STANDS = " It was printed all the same: take it out of the printer."


class Printer(Protocol):
    """Takes letters, each with its pages in order. `file` names the one file that it prints into, and is "" for paper:
    then each letter is a job of its own, so that staples, trays and both sides of a sheet never join two."""

    @property
    def file(self) -> str: ...

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
    """Print what is due, in the order of the envelopes; stopped, what was handed over is recorded and the rest due."""
    return _Printing(options, desk, printer).done(found, step)


@dataclass(frozen=True, slots=True)
class _Printing:
    """`handed` waits for the file to be whole; paper is recorded letter by letter."""

    options: Options
    desk: Desk
    printer: Printer
    refused: list[str] = field(default_factory=list)
    handed: list[Item] = field(default_factory=list)
    recorded: list[Item] = field(default_factory=list)

    def done(self, found: Sequence[Item], step: Step) -> Exported:
        try:
            came_to = self.came_to(found, step)
        except BaseException:
            self.printer.drop()
            raise
        if self.printer.file and self.handed:
            came_to = came_to if self.file_is_kept() else came_to - len(self.handed)
        return Exported(refused=tuple(self.refused), left=len(found) - came_to, printed=len(self.recorded))

    def came_to(self, found: Sequence[Item], step: Step) -> int:
        """Print one letter after the other; gives how many were dealt with until somebody or something stopped it."""
        for done, item in enumerate(found):
            if not step(done, len(found)):
                return done
            try:
                papers = papers_of(item, self.options, self.desk)
            except Refused as problem:
                self.refused.append(told(item, str(problem)))
                continue
            try:
                self.printer.hand_over(f"{item.line.case_number} {item.letter.number}", papers.all)
            except Refused as problem:
                self.refused.append(told(item, f"{problem} This letter is not recorded as sent."))
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
            record(item, self.options, self.desk, self.printer.file)
        except Refused as problem:
            self.refused.append(told(item, f"{problem}{more}"))
            return problem.__cause__ is None
        self.recorded.append(item)
        return True
