"""Each letter of the list is one row: who waits, of whom, how late, and in a line of its own what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from mdt_app.operations.letter_stages import STAGES, DeskLine, Stage
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.letters import due_words, list_words, words
from mdt_app.ui.letters.checking import Found

OF_PATIENT = (Stage.NEEDED, Stage.TEAM)
"""These letters have no reader yet: the patient stands in his place."""


class LetterRows:
    """The rows of some letters on a day; `found` is what was found of each open one, by its id."""

    def __init__(self, criterion: Callable[[str], str], today: date, found: Mapping[str, Found]) -> None:
        self._criterion, self._today, self._found = criterion, today, found
        self._several = True

    def grouped(self, lines: Sequence[DeskLine], folded: frozenset[Stage]) -> list[SideRow | SideGroup]:
        """Under each stage its letters; of a folded one nothing. The meeting's day is said where there are several."""
        self._several = len({one.due.meeting_id for one in lines}) > 1
        rows: list[SideRow | SideGroup] = []
        for stage in STAGES:
            mine = [] if stage in folded else [one for one in lines if one.stage == stage]
            if mine:
                rows.append(SideGroup(due_words.stage(stage), str(len(mine))))
                rows += [self.row(one) for one in mine]
        return rows

    def row(self, line: DeskLine) -> SideRow:
        """One letter."""
        letter = line.due.letter
        day = (list_words.held(line, self._today),) if self._several else ()
        end = (*day, letter.number)
        if line.stage in OF_PATIENT:
            said = list_words.need(line.need, self._criterion, self._today) if line.need else ""
            return SideRow(
                line.id, line.due.patient.name, second=said or line.due.case_number, second_parts=end, name=True,
                right=list_words.until(line, self._today), quiet=line.stage == Stage.TEAM,
                mark=Mark(Shape.DIAMOND) if line.stage == Stage.NEEDED else None,
            )  # fmt: skip
        return SideRow(
            line.id, self._first(line), second=line.due.patient.name, second_name=True, name=True,
            second_parts=(*end, due_words.way(line.due.how), letter.language.upper()),
            second_icon=words.level_icon(letter.level), third=self._third(line),
            right=list_words.until(line, self._today), mark=self._mark(line),
            quiet=line.stage in (Stage.OUT, Stage.NONE, Stage.GIVEN_UP),
        )  # fmt: skip

    def _first(self, line: DeskLine) -> str:
        """Who waits for it; who is not on file stands there in words."""
        recipient = line.due.letter.recipient
        if line.stage == Stage.NAMED and line.need is not None:
            return line.need.team
        return words.missing(recipient.missing) if line.stage == Stage.UNNAMED else recipient.name

    def _third(self, line: DeskLine) -> Mark | None:
        """What keeps it from going."""
        missing = line.due.letter.recipient.missing if line.stage == Stage.REVIEW else ""
        lacks = due_words.lacks(line, self._found.get(line.id))
        said = ", ".join(part for part in (missing, lacks) if part)
        return Mark(Shape.TRIANGLE, said) if said else None

    def _mark(self, line: DeskLine) -> Mark | None:
        if line.is_late(self._today):
            return Mark(Shape.TRIANGLE, list_words.late_since(line, self._today))
        return Mark(Shape.DONE, quiet=True) if line.stage == Stage.OUT else None
