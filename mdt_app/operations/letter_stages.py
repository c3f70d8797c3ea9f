"""A letter stands at one stage of the desk's work, so that each list, count and button is about the same letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.letter import NOBODY_NAMED, LetterState
from mdt_app.operations.dispatching import Due, due_list
from mdt_app.operations.work import Reader


class Stage(StrEnum):
    """Where a letter waits, in the order of the work; `NONE` is kept back as its patient wants none or died."""

    REVIEW = "review"
    ISSUE = "issue"
    SEND = "send"
    UNNAMED = "unnamed"
    NONE = "none"
    OUT = "out"


STAGES = tuple(Stage)
WAITING = (Stage.REVIEW, Stage.ISSUE, Stage.SEND, Stage.UNNAMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """One letter of the desk's list, and the stage at which it waits."""

    due: Due
    stage: Stage

    @property
    def id(self) -> str:
        return self.due.letter.id

    def is_late(self, today: date) -> bool:
        """Whether somebody waits longer for it than was agreed."""
        return self.stage in WAITING and self.due.is_late(today)


def desk_lines(reader: Reader, guidance: Guidance, meeting_id: str = "") -> tuple[DeskLine, ...]:
    """The letters of a meeting in agenda order, or of all boards, longest waiting first."""
    return tuple(DeskLine(due=one, stage=stage_of(one)) for one in due_list(reader, guidance, meeting_id))


def stage_of(line: Due) -> Stage:
    letter = line.letter
    if line.is_out:
        return Stage.OUT
    if line.none is not None:
        return Stage.NONE
    if not letter.is_open:
        return Stage.SEND
    if letter.recipient.missing in NOBODY_NAMED:
        return Stage.UNNAMED
    return Stage.ISSUE if letter.state == LetterState.REVIEWED else Stage.REVIEW
