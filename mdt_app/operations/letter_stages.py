"""A letter stands at one stage of the desk's work, so that each list, count and button is about the same letters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from mdt_app.domain.accounts import Account
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.dispatch import workdays_between
from mdt_app.domain.letters.letter import NOBODY_NAMED, LetterState, Missing
from mdt_app.domain.letters.mended import Mended
from mdt_app.domain.people import CareLevel
from mdt_app.domain.record import Record
from mdt_app.domain.team_need import Asked, TeamNeed, named_team, team_need
from mdt_app.operations.actions import Mine
from mdt_app.operations.dispatching import NEWEST, Due, due_list
from mdt_app.operations.work import Reader


class Stage(StrEnum):
    """Where a letter waits, in the order of the work.

    `MENDED`: it was issued, and something that it says was corrected since.
    `OVERTAKEN`: something was decided anew since, which the letter as approved or issued does not name. `NAMED`: made
    for nobody, and somebody is on record by now. `UNNAMED`: no GP or oncologist is. `NEEDED`: no palliative team is,
    and the record asks for one; `TEAM`: it does not. `NONE`: its patient wants none or died. `GIVEN_UP`: it was
    withdrawn for a newer decision.
    """

    MENDED = "mended"
    OVERTAKEN = "overtaken"
    REVIEW = "review"
    ISSUE = "issue"
    SEND = "send"
    NAMED = "named"
    UNNAMED = "unnamed"
    NEEDED = "needed"
    TEAM = "team"
    NONE = "none"
    GIVEN_UP = "given-up"
    OUT = "out"


STAGES = tuple(Stage)
WAITING = (Stage.MENDED, Stage.OVERTAKEN, Stage.REVIEW, Stage.ISSUE, Stage.SEND, Stage.NAMED, Stage.UNNAMED)
"""Somebody waits for these letters."""

FOR_A_TEAM = (Stage.NAMED, Stage.NEEDED, Stage.TEAM)
"""Where a letter made for no palliative team may stand, by what the patient's record says."""

NOTHING: Mapping[str, Mended] = {}

MOST_LOOKED_AT = 200
"""Patients of whom Today looks whether a team is named by now; the list of letters looks at everybody, in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """One letter of the desk's list, and the stage at which it waits; `need` is what the record says of a palliative
    team where the letter was made for none, None until it is read. `mended` is what was corrected since it was issued.
    """

    due: Due
    stage: Stage
    need: TeamNeed | None = None
    mended: Mended | None = None

    @property
    def id(self) -> str:
        return self.due.letter.id

    @property
    def late_on(self) -> date:
        """The first day on which it is late; a team named after the agreed day waits since it was named."""
        since = self.need.since if self.stage == Stage.NAMED and self.need else None
        return max(self.due.late_on, since) if since else self.due.late_on

    def is_late(self, today: date) -> bool:
        """Whether somebody waits longer for it than was agreed."""
        return self.late_by(today) > 0

    def late_by(self, today: date) -> int:
        """For how many working days somebody waits too long, 1 on the first of them; 0 where nobody does.

        A team named after the agreed day has waited since it was named.
        """
        if self.stage == Stage.NAMED and self.need is not None and self.need.since is not None:
            return workdays_between(max(self.due.last_day, self.need.since), today)
        return self.due.late_by(today) if self.stage in WAITING else 0


def desk_lines(
    reader: Reader, guidance: Guidance, meeting_id: str = "", newest: int = NEWEST, *,
    mended: Mapping[str, Mended] = NOTHING,
) -> tuple[DeskLine, ...]:  # fmt: skip
    """The letters of a meeting, or of all boards, longest waiting first; of those that are out the `newest`, and those
    that carry an error, by the letter's id in `mended`."""
    found = due_list(reader, guidance, meeting_id, newest, mended)
    return tuple(_desk_line(one, mended.get(one.letter.id)) for one in found)


def _desk_line(due: Due, mended: Mended | None) -> DeskLine:
    """What was decided anew is corrected with the rest; while a correction is begun nothing more is to be done."""
    stage = stage_of(due)
    marked = mended is not None and stage in (Stage.SEND, Stage.OUT)
    return DeskLine(due=due, stage=Stage.MENDED if marked else stage, mended=mended)


def own_listings(reader: Reader, account: Account, lines: Collection[DeskLine]) -> frozenset[str]:
    """The listings of the reader's own cases: who is addressed as the oncologist in charge, or brought the case."""
    names = {one.casefold() for one in Mine.of(reader, account).names}
    return frozenset(
        one.due.letter.listing_id
        for one in lines
        if one.due.asked_by.strip().casefold() in names
        or (one.due.letter.level == CareLevel.SECONDARY and one.due.letter.recipient.name.casefold() in names)
    )


def team_needs(
    reader: Reader, guidance: Guidance, patient_ids: Collection[str], on: date
) -> dict[str, TeamNeed]:
    """Patient id -> what the record says of a palliative team; nobody's record counts as looked at by it."""
    facts = reader.facts(list(patient_ids))
    return {id: team_need(Record(told, on), guidance) for id, told in facts.items()}


def with_named(reader: Reader, lines: Sequence[DeskLine], on: date) -> tuple[DeskLine, ...]:
    """The lines; a letter made for no palliative team says so where one is on record by now, of the newest of them."""
    waiting = [one.due.letter.patient_id for one in reversed(lines) if one.stage == Stage.TEAM]
    told = reader.facts(list(dict.fromkeys(waiting))[:MOST_LOOKED_AT])
    named = {id: need for id, facts in told.items() if (need := named_team(Record(facts, on))) is not None}
    return tuple(with_need(one, named) for one in lines)


def with_need(line: DeskLine, needs: Mapping[str, TeamNeed]) -> DeskLine:
    """The line where its patient's record puts it, if that is read; a need is said by the newest decision's letter."""
    need = needs.get(line.due.letter.patient_id)
    if line.stage not in FOR_A_TEAM or line.due.later is not None or need is None:
        return line
    stage = Stage.NEEDED if need.pressing else Stage.TEAM
    return replace(line, need=need, stage=Stage.NAMED if need.asked is Asked.NAMED else stage)


def stage_of(line: Due) -> Stage:
    letter = line.letter
    if letter.is_given_up:
        return Stage.GIVEN_UP
    if line.is_out:
        return Stage.OUT
    if line.none is not None:
        return Stage.NONE
    if line.later is not None and letter.recipient.missing != Missing.TEAM:
        return Stage.OVERTAKEN
    if not letter.is_open:
        return Stage.SEND
    if letter.recipient.missing == Missing.TEAM:
        return Stage.TEAM
    if letter.recipient.missing in NOBODY_NAMED:
        return Stage.UNNAMED
    return Stage.ISSUE if letter.state == LetterState.REVIEWED else Stage.REVIEW
