"""Letters that carry the same error are corrected together or not at all; what changed is said anew until review."""

from __future__ import annotations

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, decided, set_field
from operations.test_letter_life import send
from operations.test_letter_mended import MG, ML, again, record

from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.payloads import Score
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import due_list
from mdt_app.operations.letter_life import CorrectLetter, SetLetter
from mdt_app.operations.letter_mended import mended_letters
from mdt_app.operations.letter_stages import DeskLine, Stage, desk_lines
from mdt_app.operations.today import today_view


@pytest.fixture
def case(team: Team) -> Decided:
    return decided(team)


def wrong_twice(case: Decided) -> None:
    """The GP's and the oncologist's letters are issued and sent, and both carry an error."""
    dose, state = record(case, MG), record(case, Score(value=4), Kind.ECOG)
    for level in ("primary", "secondary"):
        send(case, case.issue(level))
    record(case, ML, replaces=dose)
    record(case, Score(value=1), Kind.ECOG, replaces=state)


def correct_both(case: Decided, changed: str = "ECOG was 1") -> None:
    case.team.act(
        CorrectLetter, letter_id=case.letter().id, new_letter_id=new_id(), changed=changed,
        also=((case.letter("secondary").id, new_id()),),
    )  # fmt: skip


def desk(case: Decided, newest: int = 2000) -> dict[str, DeskLine]:
    with case.team.database.reader() as reader:
        found = mended_letters(reader, press().guidance).by_id
        lines = desk_lines(reader, press().guidance, newest=newest, mended=found)
    return {one.id: one for one in lines}


def test_all_letters_with_the_same_error_are_begun_in_one_act_with_the_same_words(both: Team) -> None:
    case = decided(both)
    wrong_twice(case)
    correct_both(case)
    begun = [case.letter(level) for level in ("primary", "secondary")]
    assert [(one.version, one.state, one.changed) for one in begun] == [
        (2, LetterState.DRAFT, "ECOG was 1")
    ] * 2


def test_where_one_cannot_be_begun_none_is_and_each_that_cannot_is_named(both: Team) -> None:
    case = decided(both)
    wrong_twice(case)
    oncologists = case.letter("secondary")
    both.act(CorrectLetter, letter_id=oncologists.id, new_letter_id=new_id(), changed="first")
    with pytest.raises(Refused, match=r"S1 version 2 is already begun.*No correction was begun\."):
        case.team.act(
            CorrectLetter, letter_id=case.letter().id, new_letter_id=new_id(), changed="ECOG was 1",
            also=((oncologists.id, new_id()),),
        )  # fmt: skip
    assert case.letter().version == 1
    assert len(both.find(Letter, listing_id=case.listing_id)) == 5


def test_what_changed_is_said_in_other_words_and_the_old_ones_stay_on_record(both: Team) -> None:
    case = decided(both)
    wrong_twice(case)
    correct_both(case, "the dose")
    draft = case.letter()
    both.act(SetLetter, letter_id=draft.id, changed="  oxycodone is 5 mg ")
    assert case.letter().changed == "oxycodone is 5 mg"
    with both.database.reader() as reader:
        (said,) = [
            field
            for change in reader.changes(entity_id=draft.id)
            for field in change.fields
            if change.command == "SetLetter" and field.name == "changed"
        ]
    assert (said.old, said.new) == ("the dose", "oxycodone is 5 mg")
    assert press().content_now(case.record(), case.letter()).shared.changed == "oxycodone is 5 mg"


def test_what_changed_is_never_empty_nor_said_of_a_first_letter_nor_after_review(case: Decided) -> None:
    wrong_twice(case)
    correct_both(case)
    with pytest.raises(Refused, match="Say in a few words what changed"):
        case.team.act(SetLetter, letter_id=case.letter().id, changed="  ")
    with pytest.raises(Refused, match="is no correction"):
        case.team.act(SetLetter, letter_id=case.letter("patient").id, changed="the dose")
    case.review()
    with pytest.raises(Refused, match="is reviewed"):
        case.team.act(SetLetter, letter_id=case.letter().id, changed="the dose")


def test_the_desk_and_today_count_what_differs_and_no_more_once_it_is_begun(case: Decided) -> None:
    wrong_twice(case)
    first, second = case.letter(), case.letter("secondary")

    def on_today() -> dict[str, str]:
        with case.team.database.reader() as reader:
            view = today_view(reader, case.team.clock, "rules", case.team.account, press().guidance)
        return {row.place[1]: row.stage for one in view.day for row in one.rows if row.place[0] == "letters"}

    assert [desk(case)[one.id].stage for one in (first, second)] == [Stage.MENDED] * 2
    assert [on_today()[one.id] for one in (first, second)] == ["mended"] * 2
    assert desk(case)[first.id].late_by(case.team.clock.date()) == 0, "it went out in time"
    correct_both(case)
    assert desk(case)[first.id].stage == Stage.OUT
    assert first.id not in on_today()


def test_an_old_letter_that_differs_is_listed_however_many_newer_ones_are_out(case: Decided) -> None:
    wrong_twice(case)
    old = case.letter()
    send(case, again(case).issue("secondary"))
    assert old.id in desk(case, newest=1)
    with case.team.database.reader() as reader:
        assert old.id not in {one.letter.id for one in due_list(reader, press().guidance, newest=1)}


def test_a_letter_names_all_that_it_would_contradict_in_one_sentence(case: Decided) -> None:
    for level in ("secondary", "patient"):
        case.issue(level)
    set_field(case.team, "person", case.gp_id, "phone", "011 99 88 77")
    with pytest.raises(
        Refused, match=r"It differs from S1 and F1, which are issued: who is in charge of what\. "
    ):
        case.review()
