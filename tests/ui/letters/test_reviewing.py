"""Letters are reviewed by keyboard: what is done is done with the letter that is shown, and then the next comes."""

from __future__ import annotations

import pytest
from operations.letters_kit import set_field
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.letters.conftest import LetterDesk

from mdt_app.domain.accounts import Account
from mdt_app.domain.decisions import Discussion
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import Letter, LetterState, Recipient, Silence
from mdt_app.domain.payloads import Prognosis
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_life import SetLetter
from mdt_app.operations.letter_stages import Stage
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters.letter_acts import LetterActs
from mdt_app.ui.letters.letters_screen import LettersScreen

CTRL = Qt.KeyboardModifier.ControlModifier


def press(desk: LetterDesk, screen: LettersScreen, keys: str) -> None:
    """Keys go where the focus is, as from a keyboard: a field that eats them would be found. Who approves has read."""
    if keys == "Ctrl+Return":
        desk.read(screen)
    screen.activateWindow()
    desk.qtbot.waitUntil(screen.isActiveWindow)
    QTest.keySequence(QApplication.focusWidget() or screen, QKeySequence(keys))
    desk.rest()
    desk.settle()


def of(desk: LetterDesk, level: str) -> Letter:
    return max(desk.team.find(Letter, level=level), key=lambda one: one.version)


def said(part: LettersScreen | LetterActs) -> str:
    return "\n".join(one.whole_text() for one in part.findChildren(Label) if one.isVisible())


def at(desk: LetterDesk, screen: LettersScreen, level: str) -> Letter:
    """Go to a letter and wait for its page."""
    letter = of(desk, level)
    screen.letters.choose(letter.id)
    desk.until(lambda: (page := screen.page()) is not None and page.letter.id == letter.id)
    return letter


def test_a_letter_is_approved_by_key_and_the_next_one_comes(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    letter = at(desk, screen, "primary")
    press(desk, screen, "Ctrl+Return")
    assert desk.team.get(Letter, letter.id).state == LetterState.REVIEWED
    assert screen.letters.current() == of(desk, "secondary").id
    desk.until(lambda: screen.page() is not None)
    press(desk, screen, "Ctrl+Return")
    assert of(desk, "secondary").state == LetterState.REVIEWED
    assert of(desk, "secondary").reviewed_by == "owner"


def test_the_keys_are_shown_on_the_buttons_and_go_from_letter_to_letter(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    at(desk, screen, "primary")
    press(desk, screen, "Ctrl+Down")
    assert screen.letters.current() == of(desk, "secondary").id
    press(desk, screen, "Ctrl+Up")
    assert screen.letters.current() == of(desk, "primary").id
    assert (screen.acts.approve._hint, screen.acts.back._hint) == ("Ctrl+↵", "Ctrl+R")


def test_a_letter_is_sent_back_with_a_remark_and_only_with_one(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    letter = at(desk, screen, "primary")
    press(desk, screen, "Ctrl+R")
    assert "Say in the remark" in said(screen.acts)
    assert desk.team.get(Letter, letter.id).remark == ""
    desk.qtbot.keyClicks(screen.acts.remark, "The dose is missing.")
    press(desk, screen, "Ctrl+R")
    kept = desk.team.get(Letter, letter.id)
    assert (kept.state, kept.remark) == (LetterState.DRAFT, "The dose is missing.")
    assert screen.acts.remark.text() == ""
    at(desk, screen, "primary")
    assert "Sent back" in said(screen)
    assert "The dose is missing." in said(screen)
    desk.until(lambda: "back with a remark" in str(screen.letters.list.model().rows))  # type: ignore[attr-defined]


def test_a_remark_that_was_typed_stays_with_its_letter(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    at(desk, screen, "primary")
    desk.qtbot.keyClicks(screen.acts.remark, "For the GP only")
    assert screen.acts.unsaved()
    at(desk, screen, "secondary")
    assert screen.acts.remark.text() == ""
    at(desk, screen, "primary")
    assert screen.acts.remark.text() == "For the GP only"


def test_nothing_is_done_before_the_page_of_the_letter_is_there(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    at(desk, screen, "primary")
    screen.letters.choose(of(desk, "secondary").id)
    assert screen.page() is None
    assert not screen.acts.approve.isEnabled()
    screen.acting._approve()
    desk.rest()
    states = {one.state for one in desk.team.find(Letter)}
    assert states == {LetterState.DRAFT}


def test_nobody_answers_for_what_came_after_the_page_was_shown(desk: LetterDesk) -> None:
    case = desk.ready()
    screen = desk.letters(case.meeting_id)
    letter = at(desk, screen, "primary")
    page = screen.page()
    assert page is not None
    with desk.guard.preparing():
        set_field(desk.team._team, "discussion", case.listing_id, "red_flags", "another sign")
    screen.acting.reviewing.approve(page)
    desk.rest()
    assert desk.team.get(Letter, letter.id).state == LetterState.DRAFT
    assert "changed while you read it" in said(screen.acts)


def test_words_just_typed_are_kept_and_not_answered_for_unread(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    letter = at(desk, screen, "patient")
    assert screen.data.words is not None
    desk.read(screen)
    editor = screen.data.words.fields["plain_feel"].editor
    editor.setFocus()
    desk.qtbot.keyClicks(editor, "Tired, too. ")
    screen.acting._approve()
    desk.until(lambda: "changed while you read it" in said(screen.acts))
    assert desk.team.get(Letter, letter.id).state == LetterState.DRAFT
    (kept,) = desk.team.find(Discussion)
    assert "Tired, too." in kept.plain_feel


def test_a_refusal_is_said_beside_the_act_and_goes_with_the_letter(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    at(desk, screen, "tertiary")
    press(desk, screen, "Ctrl+Return")
    assert "goals and fears are not recorded" in said(screen.acts)
    at(desk, screen, "primary")
    assert "goals and fears" not in said(screen)


def test_a_letter_that_changed_since_its_review_says_so_and_is_in_no_batch(desk: LetterDesk) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        case.review("primary")
        case.review("secondary")
        set_field(desk.team._team, "discussion", case.listing_id, "red_flags", "another sign")
    screen = desk.letters(case.meeting_id)
    at(desk, screen, "primary")
    desk.until(lambda: "Changed since it was reviewed" in said(screen))
    desk.until(lambda: [one.due.letter.level for one in screen.letters.at(Stage.ISSUE)] == ["secondary"])
    assert screen.acts.issue.isHidden()
    press(desk, screen, "Ctrl+I")
    assert screen.batches.dialog is None


def test_who_may_not_decide_is_told_who_reviews(qtbot: QtBot) -> None:
    acts = LetterActs(Account(id="s", user="s", name="S", roles=("secretary",)))
    qtbot.addWidget(acts)
    letter = Letter(
        id="l", case_id="c", patient_id="p", listing_id="x", level="primary", number="P1",
        recipient=Recipient(name="Dr. Maes"),
    )  # fmt: skip
    acts.show_letter(letter, Stage.REVIEW, True)
    assert not acts.approve.isVisible()
    assert "A clinician reviews this letter" in said(acts)


@pytest.mark.parametrize(("choice", "says"), [(Silence.SAID, True), (Silence.KEPT, False)])
def test_whether_the_letter_names_what_was_left_out_is_decided_before_it_is_approved(
    desk: LetterDesk, choice: Silence, says: bool
) -> None:
    case = desk.ready()
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=case.patient_id, kind=Kind.PROGNOSIS,
        payload=Prognosis(told="does-not-wish"), true_from=desk.team.clock.date(),
    )  # fmt: skip
    screen = desk.letters(case.meeting_id)
    letter = at(desk, screen, "patient")
    assert "to be decided" in screen.data.choices.asked.accessibleName()
    desk.until(lambda: screen.data.lacks.isVisible())
    press(desk, screen, "Ctrl+Return")
    assert "left out at the patient's wish" in said(screen.acts)
    screen.data.choices.silence.segment(choice).click()
    desk.until(lambda: desk.team.get(Letter, letter.id).silence == choice)
    desk.until(lambda: screen.page() is not None and screen.page().letter.silence == choice)  # type: ignore[union-attr]
    desk.rest()
    assert ("You asked us not to write" in screen.preview.paper.accessibleDescription()) == says
    press(desk, screen, "Ctrl+Return")
    assert desk.team.get(Letter, letter.id).state == LetterState.REVIEWED


def test_language_and_large_print_change_the_page(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    letter = at(desk, screen, "patient")
    before = screen.page()
    screen.data.choices.language.chosen.emit("nl")
    desk.until(lambda: desk.team.get(Letter, letter.id).language == "nl")
    desk.until(lambda: screen.page() is not None and screen.page() != before)
    screen.data.choices.large.click()
    desk.until(lambda: desk.team.get(Letter, letter.id).large_print)
    desk.team.act(SetLetter, letter_id=letter.id, language="fr")
    desk.until(lambda: screen.data.choices.language.current() == "fr")


def test_how_plainly_the_patients_letter_reads_stands_beside_it_and_beside_no_other(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    at(desk, screen, "patient")
    desk.until(lambda: "Flesch" in said(screen))
    at(desk, screen, "primary")
    assert "Flesch" not in said(screen)
