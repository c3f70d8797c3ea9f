"""A letter stands at one stage of the desk's work, from its review to its last sending."""

from __future__ import annotations

from datetime import timedelta

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, decided
from operations.test_letter_life import correct, send

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Answer
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_life import ReturnLetter
from mdt_app.operations.letter_stages import DeskLine, Stage, desk_lines


@pytest.fixture
def case(team: Team) -> Decided:
    return decided(team)


def line(case: Decided, level: str = "primary") -> DeskLine:
    with case.team.database.reader() as reader:
        found = desk_lines(reader, press().guidance, case.meeting_id)
    newest = case.letter(level).id
    return next(one for one in found if one.id == newest)


def test_a_letter_goes_from_review_to_sent_and_a_correction_begins_anew(case: Decided) -> None:
    assert line(case).stage == Stage.REVIEW
    case.review()
    assert line(case).stage == Stage.ISSUE
    case.team.act(ReturnLetter, letter_id=case.letter().id, remark="the dose")
    assert line(case).stage == Stage.REVIEW
    letter = case.issue()
    assert line(case).stage == Stage.SEND
    send(case, letter)
    assert line(case).stage == Stage.OUT
    correct(case, letter)
    assert line(case).stage == Stage.REVIEW


def test_a_letter_to_nobody_waits_for_a_name(team: Team) -> None:
    meeting = team.meeting(team.board())
    team.write(team.listed(meeting), "Third line.")
    team.close(meeting)
    with team.database.reader() as reader:
        stages = {one.due.letter.level: one.stage for one in desk_lines(reader, press().guidance)}
    assert stages == {
        "primary": Stage.UNNAMED, "secondary": Stage.UNNAMED, "tertiary": Stage.UNNAMED, "patient": Stage.REVIEW,
    }  # fmt: skip


def test_only_the_patients_own_letter_is_kept_back_and_a_later_yes_brings_it_back(case: Decided) -> None:
    for wants, stage in ((False, Stage.NONE), (True, Stage.REVIEW)):
        case.team.act(
            RecordFact, fact_id=new_id(), patient_id=case.patient_id, kind=Kind.PATIENT_LETTER,
            payload=Answer(value=wants), true_from=case.team.clock.date(),
        )  # fmt: skip
        case.team.clock += timedelta(days=1)
        assert line(case, "patient").stage == stage
        assert line(case, "primary").stage == Stage.REVIEW
