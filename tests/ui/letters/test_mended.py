"""A letter that carries an error is seen in the list, says what was corrected, and is corrected with all like it."""

from __future__ import annotations

import pytest
from operations.letters_kit import Decided
from operations.test_letter_life import send
from operations.test_letter_mended import MG, ML, record
from PySide6.QtCore import Qt
from ui.letters.conftest import LetterDesk
from ui.letters.test_letter_list import groups, rows
from ui.letters.test_reviewing import at, of, press, said

from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.payloads import Score
from mdt_app.operations.letter_stages import Stage
from mdt_app.ui.letters.letters_screen import LettersScreen


@pytest.fixture
def case(desk: LetterDesk) -> Decided:
    """The GP's and the oncologist's letters are issued, that to the GP is sent; both print a wrong dose or score."""
    made = desk.ready()
    with desk.guard.preparing():
        wrong, worse = record(made, MG), record(made, Score(value=4), Kind.ECOG)
        for level in ("primary", "secondary"):
            made.issue(level)
        send(made, made.letter())
        record(made, ML, replaces=wrong)
        record(made, Score(value=1), Kind.ECOG, replaces=worse)
    return made


def newest(desk: LetterDesk, level: str) -> Letter:
    return of(desk, level)


def asked(desk: LetterDesk, case: Decided) -> LettersScreen:
    """The GP's letter, and what changed in it is asked for."""
    screen = desk.letters(case.meeting_id)
    at(desk, screen, "primary")
    desk.qtbot.keyClick(screen.acts.correct, Qt.Key.Key_Return)
    return screen


def test_the_list_has_a_group_of_letters_that_differ_and_says_in_what(
    desk: LetterDesk, case: Decided
) -> None:
    screen = desk.letters(case.meeting_id)
    assert groups(screen)[0] == ("Differs from the record", "2")
    first = rows(screen)[0]
    assert first.third is not None
    assert "differs from the record: medication" in first.third.word
    assert "since" in first.right
    screen.letters.stages.set_current(str(Stage.MENDED))
    screen.letters._narrow()
    assert [one.stage for one in screen.letters.shown] == [Stage.MENDED, Stage.MENDED]
    assert screen.letters.at(Stage.SEND) == (), "nothing of it goes out with the others"


def test_beside_the_letter_stand_the_old_value_the_new_one_who_mended_it_and_who_had_it(
    desk: LetterDesk, case: Decided
) -> None:
    screen = desk.letters(case.meeting_id)
    letter = at(desk, screen, "primary")
    words = said(screen.data)  # type: ignore[arg-type]
    assert "Medication: Oxycodone, 50 mg twice a day → Oxycodone, 5 mg twice a day" in words
    assert "Corrected by Lore Hermans" in words
    assert f"{letter.recipient.name} had this letter." in words
    at(desk, screen, "secondary")
    assert "Nobody had this letter yet." in said(screen.data)  # type: ignore[arg-type]
    at(desk, screen, "patient")
    assert not screen.data.mended.isVisible()


def test_a_correction_begins_those_of_all_letters_with_the_same_error_by_keyboard(
    desk: LetterDesk, case: Decided
) -> None:
    screen = asked(desk, case)
    assert screen.acts.others.tick.isVisible()
    assert screen.acts.others.tick.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "S1 to Dr. Lieve De Oncology" in said(screen.acts)
    desk.qtbot.keyClicks(screen.acts.remark, "ECOG was 1")
    press(desk, screen, "Ctrl+Return")
    for level in ("primary", "secondary"):
        begun = newest(desk, level)
        assert (begun.version, begun.state, begun.changed) == (2, LetterState.DRAFT, "ECOG was 1")
    assert groups(screen)[0][0] != "Differs from the record"


def test_without_the_tick_this_one_letter_is_corrected(desk: LetterDesk, case: Decided) -> None:
    screen = asked(desk, case)
    desk.qtbot.keyClick(screen.acts.others.tick, Qt.Key.Key_Space)
    desk.qtbot.keyClicks(screen.acts.remark, "ECOG was 1")
    press(desk, screen, "Ctrl+Return")
    assert (newest(desk, "primary").version, newest(desk, "secondary").version) == (2, 1)


def test_a_letter_corrected_alone_offers_no_other(desk: LetterDesk) -> None:
    case = desk.ready()
    desk.issue(case, "primary", "secondary")
    screen = asked(desk, case)
    assert not screen.acts.others.isVisible()


def draft(desk: LetterDesk, case: Decided) -> LettersScreen:
    """The correction of the GP's letter is begun."""
    screen = asked(desk, case)
    desk.qtbot.keyClicks(screen.acts.remark, "the dose")
    press(desk, screen, "Ctrl+Return")
    at(desk, screen, "primary")
    return screen


def test_what_changed_is_written_anew_on_the_draft_and_the_page_says_it(
    desk: LetterDesk, case: Decided
) -> None:
    screen = draft(desk, case)
    field = screen.data.changed
    assert field.isVisible()
    assert field.field.text() == "the dose"
    assert not field.keep.isVisible()
    field.field.selectAll()
    desk.qtbot.keyClicks(field.field, "oxycodone is 5 mg")
    desk.qtbot.keyClick(field.keep, Qt.Key.Key_Return)
    desk.rest()
    assert newest(desk, "primary").changed == "oxycodone is 5 mg"
    at(desk, screen, "primary")
    assert "What changed, in other words: oxycodone is 5 mg" in said(screen.data)  # type: ignore[arg-type]


def test_words_about_what_changed_are_never_empty(desk: LetterDesk, case: Decided) -> None:
    screen = draft(desk, case)
    field = screen.data.changed
    field.field.selectAll()
    desk.qtbot.keyClick(field.field, Qt.Key.Key_Delete)
    assert not field.keep.isEnabled()
    assert "A corrected letter says what changed." in said(screen.data)  # type: ignore[arg-type]
    at(desk, screen, "patient")
    assert newest(desk, "primary").changed == "the dose"


def test_who_approves_with_new_words_half_written_reads_them_first(desk: LetterDesk, case: Decided) -> None:
    screen = draft(desk, case)
    field = screen.data.changed
    field.field.selectAll()
    desk.qtbot.keyClicks(field.field, "oxycodone is 5 mg")
    press(desk, screen, "Ctrl+Return")
    letter = newest(desk, "primary")
    assert (letter.state, letter.changed) == (LetterState.DRAFT, "oxycodone is 5 mg")


def test_words_that_were_typed_are_kept_when_another_letter_is_chosen(
    desk: LetterDesk, case: Decided
) -> None:
    screen = draft(desk, case)
    field = screen.data.changed
    field.field.selectAll()
    desk.qtbot.keyClicks(field.field, "oxycodone is 5 mg")
    at(desk, screen, "patient")
    assert not field.isVisible()
    desk.until(lambda: newest(desk, "primary").changed == "oxycodone is 5 mg")
