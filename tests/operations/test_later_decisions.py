"""Where a later meeting decided anew, no letter of the older decision goes out without saying so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from operations.kit import press
from operations.letters_kit import LATER_DAY, Decided, decide_again, decided
from operations.test_letter_life import kept_account

from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import SecondaryContent, TertiaryContent
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.later import Later
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.letters.parts import CriterionRow
from mdt_app.domain.letters.referring import criteria, met_criteria
from mdt_app.domain.payloads import Answer
from mdt_app.domain.people import CareLevel
from mdt_app.domain.team_need import Asked, TeamNeed
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import Due, SendLetter, due_list
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_batch import Options, items, require_in_batch
from mdt_app.operations.letter_life import CorrectLetter, IssueLetter, WithdrawLetter
from mdt_app.operations.letter_stages import DeskLine, Stage, stage_of, with_need
from mdt_app.operations.letters import TakeUpLetter
from mdt_app.store.audit import verify
from mdt_app.store.checks import problems


@pytest.fixture
def case(both) -> Decided:  # type: ignore[no-untyped-def]
    return decided(both)


def lines(case: Decided) -> dict[str, Due]:
    """The list of all boards: letters of this decision by number."""
    with case.team.database.reader() as reader:
        found = due_list(reader, press().guidance)
        mine = due_list(reader, press().guidance, case.meeting_id)
    here = [one for one in found if one.letter.listing_id == case.listing_id]
    assert sorted(one.letter.id for one in here) == sorted(one.letter.id for one in mine)
    return {one.letter.number: one for one in here}


def stage(case: Decided, number: str) -> Stage:
    return stage_of(lines(case)[number])


def text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(said.split())


def send(case: Decided, letter: Letter, *, once: bool = True) -> None:
    case.team.act(
        SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=letter.recipient.name,
        address=letter.recipient.lines, how=Way.POST, once=once,
    )  # fmt: skip


@pytest.mark.parametrize("level", list(CareLevel))
def test_a_letter_of_the_older_decision_says_at_its_head_that_it_was_decided_again(
    case: Decided, level: CareLevel
) -> None:
    said = {
        CareLevel.PATIENT: "On 5 November 2026, after this meeting, your care team talked about you again.",
    }.get(level, "Discussed again on 5 November 2026 (Thoracic oncology board): what was decided then")
    assert said not in text(press().printed(case.record(), case.letter(level)).pdf)
    decide_again(case)
    assert case.record().later == Later(day=LATER_DAY, board="Thoracic oncology board")
    printed = text(press().printed(case.record(), case.letter(level)).pdf)
    assert said in printed
    assert printed.index(said) < printed.index(
        "Who does what" if level == "patient" else "Who is in charge of what"
    )


def test_a_letter_made_for_no_team_leaves_the_need_to_the_newer_one(both) -> None:  # type: ignore[no-untyped-def]
    case = decided(both, tertiary=False)
    decide_again(case)
    line = DeskLine(due=lines(case)["T1"], stage=stage(case, "T1"))
    assert line.stage == Stage.TEAM
    need = TeamNeed(asked=Asked.REFERRED, since=LATER_DAY)
    assert need.pressing
    assert with_need(line, {case.patient_id: need}).stage == Stage.TEAM
    older = replace(line, due=replace(line.due, later=None))
    assert with_need(older, {case.patient_id: need}).stage == Stage.NEEDED


def test_the_newest_decision_says_nothing_of_older_ones(case: Decided) -> None:
    meeting_id = decide_again(case)
    with case.team.database.reader() as reader:
        newer = due_list(reader, press().guidance, meeting_id)
        assert len(newer) == 4
        for one in newer:
            record = press().record(reader, one.letter.listing_id, LATER_DAY)
            assert record.later is None
            assert one.later is None


def test_an_older_draft_waits_apart_until_somebody_approved_it_as_overtaken(case: Decided) -> None:
    assert stage(case, "P1") == Stage.REVIEW
    decide_again(case)
    assert {stage(case, number) for number in ("P1", "S1", "T1", "F1")} == {Stage.OVERTAKEN}
    case.review()
    assert stage(case, "P1") == Stage.ISSUE
    issued = case.issue_reviewed()
    assert stage(case, "P1") == Stage.SEND
    send(case, issued)
    assert stage(case, "P1") == Stage.OUT


def test_what_was_approved_before_is_issued_only_after_it_was_read_again(case: Decided) -> None:
    letter = case.review()
    assert stage(case, "P1") == Stage.ISSUE
    decide_again(case)
    assert stage(case, "P1") == Stage.OVERTAKEN
    with pytest.raises(Refused, match="changed since it was reviewed"):
        case.team.act(IssueLetter, letter_id=letter.id)
    case.review()
    assert case.issue_reviewed().state == LetterState.ISSUED


def test_what_was_issued_before_and_not_sent_is_sent_only_corrected(case: Decided) -> None:
    first = case.issue()
    decide_again(case)
    line = lines(case)["P1"]
    assert stage_of(line) == Stage.OVERTAKEN
    sentence = "P1 was issued before Thoracic oncology board decided again on 2026-11-05. Correct it"
    for item in items([line]):
        with pytest.raises(Refused, match=sentence):
            require_in_batch(item, Options(how=Way.POST))
    with pytest.raises(Refused, match=sentence):
        send(case, first)
    assert case.team.find(Dispatch) == ()
    case.team.act(CorrectLetter, letter_id=first.id, new_letter_id=new_id(), changed="It was decided again.")
    case.review()
    second = case.issue_reviewed()
    assert stage(case, "P1") == Stage.SEND
    send(case, second)
    assert stage(case, "P1") == Stage.OUT


def test_what_went_out_before_stays_as_it_is(case: Decided) -> None:
    letter = case.issue()
    send(case, letter)
    decide_again(case)
    assert stage(case, "P1") == Stage.OUT
    assert lines(case)["P1"].later is None


def test_what_was_put_in_the_post_by_hand_may_still_be_recorded(case: Decided) -> None:
    letter = case.issue()
    decide_again(case)
    send(case, letter, once=False)
    assert stage(case, "P1") == Stage.OUT


def test_a_meeting_that_is_not_closed_decides_nothing_yet_and_one_opened_again_still_did(
    case: Decided,
) -> None:
    meeting_id = decide_again(case, close=False)
    assert case.record().later is None
    case.team.close(meeting_id)
    case.team.reopen(meeting_id)
    assert case.record().later is not None
    assert stage(case, "P1") == Stage.OVERTAKEN


def test_a_case_put_off_later_decides_nothing_anew(case: Decided) -> None:
    team = case.team
    meeting_id = team.meeting(case.board_id, LATER_DAY)
    team.listed(meeting_id, patient_id=case.patient_id)
    team.clock += timedelta(days=35)
    team.close(meeting_id)
    assert case.record().later is None
    assert stage(case, "P1") == Stage.REVIEW


def test_of_several_later_decisions_the_newest_is_to_be_named(case: Decided) -> None:
    decide_again(case)
    case.review()
    assert stage(case, "P1") == Stage.ISSUE
    issued = case.issue_reviewed()
    assert stage(case, "P1") == Stage.SEND
    decide_again(case, day=date(2026, 11, 19))
    later = case.record().later
    assert later is not None
    assert later.day == date(2026, 11, 19)
    assert stage(case, "P1") == Stage.OVERTAKEN
    with pytest.raises(Refused, match="decided again on 2026-11-19"):
        send(case, issued)
    case.team.act(CorrectLetter, letter_id=issued.id, new_letter_id=new_id(), changed="Decided again.")
    case.review()
    send(case, case.issue_reviewed())
    assert stage(case, "P1") == Stage.OUT


def test_an_older_letter_is_withdrawn_with_a_reason_and_may_be_written_after_all(case: Decided) -> None:
    first = case.letter("patient")
    with pytest.raises(Refused, match="is no correction"):
        case.team.act(WithdrawLetter, letter_id=first.id, reason="The newer letter is enough.")
    decide_again(case)
    with pytest.raises(Refused, match="why F1 is withdrawn"):
        case.team.act(WithdrawLetter, letter_id=first.id, reason=" ")
    case.team.act(WithdrawLetter, letter_id=first.id, reason="The newer letter is enough.")
    gone = case.team.get(Letter, first.id)
    assert (gone.state, gone.remark) == (LetterState.WITHDRAWN, "The newer letter is enough.")
    line = lines(case)["F1"]
    assert stage_of(line) == Stage.GIVEN_UP
    assert not line.is_late(date(2027, 1, 1))
    with pytest.raises(Refused, match=r"F1 was withdrawn\. Write it after all"):
        case.team.act(WithdrawLetter, letter_id=first.id, reason="Again.")

    again = new_id()
    case.team.act(TakeUpLetter, letter_id=first.id, new_letter_id=again)
    draft = case.team.get(Letter, again)
    assert (draft.number, draft.state, draft.version) == ("F2", LetterState.DRAFT, 1)
    assert "F1" not in lines(case)
    assert stage(case, "F2") == Stage.OVERTAKEN
    with pytest.raises(Refused, match="F2 is written in place of F1 already"):
        case.team.act(TakeUpLetter, letter_id=first.id, new_letter_id=new_id())
    assert problems(case.team.database) == ()
    assert verify(case.team.database).intact


def test_an_older_meeting_closed_anew_writes_a_letter_again_that_was_withdrawn(case: Decided) -> None:
    first = case.letter("patient")
    decide_again(case)
    case.team.act(WithdrawLetter, letter_id=first.id, reason="The newer letter is enough.")
    case.team.reopen(case.meeting_id)
    case.team.close(case.meeting_id)
    assert stage(case, "F2") == Stage.OVERTAKEN


def test_only_what_was_given_up_is_taken_up_again_and_by_who_may_write_letters(case: Decided) -> None:
    letter = case.letter("patient")
    with pytest.raises(Refused, match="nothing to take up"):
        case.team.act(TakeUpLetter, letter_id=letter.id, new_letter_id=new_id())
    decide_again(case)
    case.team.act(WithdrawLetter, letter_id=letter.id, reason="The newer letter is enough.")
    owner = case.team.account
    case.team.account = kept_account(case.team, "guest")
    with pytest.raises(Refused, match="right"):
        case.team.act(TakeUpLetter, letter_id=letter.id, new_letter_id=new_id())
    case.team.account = owner


def test_what_came_after_the_meeting_is_no_reason_of_what_it_decided(case: Decided) -> None:
    """A criterion that is met only since then stands in the palliative team's letter, which says how it is now."""
    team = case.team
    team.clock = team.clock.replace(month=11, day=21)
    team.act(
        RecordFact, fact_id=new_id(), patient_id=case.patient_id, kind=Kind.SPIRITUAL_CRISIS,
        payload=Answer(value=True, note="since the funeral"), true_from=team.clock.date(),
    )  # fmt: skip
    record = case.record()
    assert "since the funeral" not in noted(met_criteria(record))
    assert "since the funeral" in noted(criteria(record))
    secondary, tertiary = compose("secondary", record), compose("tertiary", record)
    assert isinstance(secondary, SecondaryContent)
    assert isinstance(tertiary, TertiaryContent)
    assert secondary.criteria == met_criteria(record)
    assert tertiary.criteria == criteria(record)


def noted(rows: tuple[CriterionRow, ...]) -> str:
    return " ".join(str(fact) for row in rows for fact in row.facts)
