"""A letter of a decision that a newer one followed is dealt with knowingly, by key, and never in a batch."""

from __future__ import annotations

from operations.letters_kit import Decided, decide_again
from PySide6.QtCore import Qt
from ui.letters.conftest import LetterDesk
from ui.letters.test_reviewing import said

from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.operations.letter_stages import Stage
from mdt_app.ui.letters.letters_screen import LettersScreen


def overtaken(desk: LetterDesk, level: str, *, issued: bool = False) -> tuple[Decided, LettersScreen]:
    """The letters of all boards, with the older letter of a level before somebody."""
    case = desk.ready()
    with desk.guard.preparing():
        if issued:
            case.issue(level)
        decide_again(case)
        letter = case.letter(level)
    screen = desk.letters()
    assert screen.letters.choose(letter.id)
    desk.rest()
    desk.until(lambda: screen.page() is not None)
    return case, screen


def letter(desk: LetterDesk, case: Decided, level: str) -> Letter:
    with desk.guard.preparing():
        return case.letter(level)


def test_the_list_sets_it_apart_and_the_message_leads_to_the_newer_letter(desk: LetterDesk) -> None:
    case, screen = overtaken(desk, "patient")
    line = screen.letters.line(screen.letters.current())
    assert line is not None
    assert line.stage == Stage.OVERTAKEN
    assert line not in screen.letters.at(Stage.ISSUE)
    message = screen.why.pressing
    assert message.isVisible()
    assert message.title.text() == "Decided again on 5 Nov"
    assert message.detail.text().startswith("Thoracic oncology board. The letter says so at its head.")
    assert message.link.text() == "Open the newer letter"
    desk.qtbot.keyClick(message.link, Qt.Key.Key_Return)
    older = line.due.letter.id
    desk.until(lambda: screen.letters.current() not in ("", older))
    newer = screen.letters.line(screen.letters.current())
    assert newer is not None
    assert (newer.due.letter.level, newer.due.letter.patient_id) == ("patient", case.patient_id)
    desk.until(lambda: not screen.why.isVisible())


def test_it_is_withdrawn_with_a_reason_by_key_and_taken_up_again(desk: LetterDesk) -> None:
    case, screen = overtaken(desk, "patient")
    first = screen.letters.current()
    desk.read(screen)
    assert screen.acts.withdraw.text() == "Withdraw this letter…"
    desk.qtbot.keyClick(screen.acts.withdraw, Qt.Key.Key_Return)
    desk.qtbot.keyClicks(screen.acts.remark, "The newer letter is enough.")
    desk.qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.team.get(Letter, first).state == LetterState.WITHDRAWN)
    desk.until(lambda: screen.letters.current() not in ("", first))
    desk.rest()
    assert screen.letters.list.hasFocus()
    screen.letters.stages.set_current(str(Stage.GIVEN_UP))
    screen.letters._narrow()
    assert screen.letters.choose(first)
    desk.rest()
    message = screen.why.quiet
    assert message.title.text() == "Withdrawn: The newer letter is enough."
    assert not screen.why.pressing.isVisible()
    desk.until(lambda: "Withdrawn: The newer letter is enough; " in said(screen))
    assert not screen.acts.approve.isVisible()
    assert not screen.acts.withdraw.isVisible()
    desk.qtbot.keyClick(message.link, Qt.Key.Key_Return)
    desk.until(lambda: len(desk.team.find(Letter, listing_id=case.listing_id, level="patient")) == 2)
    again = letter(desk, case, "patient")
    assert again.number == "F2"
    desk.until(lambda: screen.letters.current() == again.id)
    desk.until(lambda: screen.page() is not None)
    desk.until(lambda: "Written after all, in place of one that was withdrawn; " in said(screen))
    assert "Decided again" in screen.why.pressing.title.text()


def test_one_that_was_issued_before_is_to_be_corrected_not_sent(desk: LetterDesk) -> None:
    _, screen = overtaken(desk, "primary", issued=True)
    assert "It was issued before and does not say so" in screen.why.pressing.detail.text()
    assert not screen.acts.send.isVisible()
    assert screen.acts.correct.isVisible()
    assert not screen.acts.withdraw.isVisible()


def test_once_approved_as_overtaken_it_goes_on_like_any_other(desk: LetterDesk) -> None:
    case, screen = overtaken(desk, "primary")
    desk.read(screen)
    desk.qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: letter(desk, case, "primary").state == LetterState.REVIEWED)
    id = letter(desk, case, "primary").id

    def stage() -> Stage | None:
        line = screen.letters.line(id)
        return line.stage if line is not None else None

    desk.until(lambda: stage() == Stage.ISSUE)
