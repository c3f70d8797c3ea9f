"""Nobody answers for what nobody saw: each page lay on the screen, large enough to be read, before it is approved."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.letters.conftest import LetterDesk
from ui.letters.test_differences import pdf
from ui.letters.test_preview import NEW, OLD, shown
from ui.letters.test_reviewing import at, of, said

from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.operations.letter_life import SetLetter
from mdt_app.ui.letters.letters_screen import LettersScreen
from mdt_app.ui.letters.page_drawing import page_prints
from mdt_app.ui.letters.preview import Preview
from mdt_app.ui.letters.seen_pages import LEGIBLE, SeenPages

WHOLE = (0.0, 0.0, 1.0, 1.0)
TWO = pdf("We stop the drip", "See you in May")


def approve(desk: LetterDesk, screen: LettersScreen) -> None:
    """By key, as from a keyboard."""
    screen.activateWindow()
    desk.qtbot.waitUntil(screen.isActiveWindow)
    QTest.keySequence(QApplication.focusWidget() or screen, QKeySequence("Ctrl+Return"))
    desk.rest()
    desk.settle()


def drawn(desk: LetterDesk, preview: Preview, letter: bytes, *, anew: bool = True) -> Preview:
    preview.show_pdf(letter, "version 1, draft", anew=anew)
    desk.until(lambda: preview.shows(letter))
    desk.rest()
    return preview


def there(desk: LetterDesk, screen: LettersScreen, level: str) -> Letter:
    letter = at(desk, screen, level)
    desk.until(lambda: (page := screen.page()) is not None and screen.preview.shows(page.pdf))
    desk.rest()
    return letter


def large(desk: LetterDesk) -> LettersScreen:
    """A meeting whose patient's letter has several pages."""
    case = desk.ready()
    desk.team.act(SetLetter, letter_id=of(desk, "patient").id, large_print=True)
    screen = desk.letters(case.meeting_id)
    there(desk, screen, "patient")
    assert screen.preview.page.whole_text() == "Page 1 of 3"
    return screen


def test_the_first_press_turns_to_the_page_that_was_not_shown_and_the_second_approves(
    desk: LetterDesk,
) -> None:
    screen = large(desk)
    letter = of(desk, "patient")
    for page in ("Page 2 of 3", "Page 3 of 3"):
        approve(desk, screen)
        assert desk.team.get(Letter, letter.id).state == LetterState.DRAFT
        assert f"{page} has not been shown yet. Approve again after reading." in said(screen.acts)
        assert screen.preview.page.whole_text() == page
    approve(desk, screen)
    assert desk.team.get(Letter, letter.id).state == LetterState.REVIEWED


def test_who_turned_every_page_approves_at_once(desk: LetterDesk) -> None:
    screen = large(desk)
    letter = of(desk, "patient")
    for _ in range(2):
        screen.preview.turn(1)
        desk.rest()
    approve(desk, screen)
    assert desk.team.get(Letter, letter.id).state == LetterState.REVIEWED


def test_a_letter_of_one_page_is_approved_at_once(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    letter = there(desk, screen, "primary")
    approve(desk, screen)
    assert desk.team.get(Letter, letter.id).state == LetterState.REVIEWED


def test_pages_that_were_read_stay_read_while_other_letters_are_looked_at(desk: LetterDesk) -> None:
    screen = large(desk)
    for _ in range(2):
        screen.preview.turn(1)
        desk.rest()
    there(desk, screen, "primary")
    letter = there(desk, screen, "patient")
    approve(desk, screen)
    assert desk.team.get(Letter, letter.id).state == LetterState.REVIEWED


def test_the_button_leads_to_the_unseen_page_too(desk: LetterDesk) -> None:
    screen = large(desk)
    screen.acts.approve.click()
    desk.rest()
    assert of(desk, "patient").state == LetterState.DRAFT
    assert "Page 2 of 3" in said(screen.acts)


def test_where_one_part_of_the_screen_is_seen_at_a_time_the_page_is_brought_into_sight(
    desk: LetterDesk,
) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    screen.resize(620, 800)
    desk.rest()
    assert screen.split.shows_one()
    letter = at(desk, screen, "secondary")
    desk.rest()
    assert not screen.preview.isVisible()
    approve(desk, screen)
    assert desk.team.get(Letter, letter.id).state == LetterState.DRAFT
    assert screen.preview.isVisible()
    assert any("has not been shown yet" in words for words, *_ in desk.said)
    for _ in range(screen.preview._sheets.new.pages if screen.preview._sheets else 0):
        approve(desk, screen)
    assert desk.team.get(Letter, letter.id).state == LetterState.REVIEWED


def test_bytes_that_say_the_same_keep_what_was_seen_and_a_page_that_changed_is_unseen_again(
    desk: LetterDesk,
) -> None:
    preview = drawn(desk, shown(desk), TWO)
    assert preview.unseen(TWO) == 2
    preview.turn(1)
    desk.rest()
    assert preview.unseen(TWO) == 0
    again = bytes(bytearray(TWO))
    assert again is not TWO
    drawn(desk, preview, again, anew=False)
    assert preview.unseen(again) == 0
    mended = pdf("We stop the drip now", "See you in May")
    drawn(desk, preview, mended, anew=False)
    assert preview.page.whole_text() == "Page 2 of 2"
    assert preview.unseen(mended) == 1


def test_the_part_of_a_large_page_that_was_never_scrolled_into_view_is_unseen(desk: LetterDesk) -> None:
    preview = shown(desk)
    preview._zoom = 1.6
    drawn(desk, preview, pdf("one page"))
    letter = preview._drawn
    assert preview.unseen(letter) == 1
    words = preview.turn_to_unseen(1)
    assert "Part of page 1 of 1 has not been shown yet" in words
    bar, side = preview.desk.desk.verticalScrollBar(), preview.desk.desk.horizontalScrollBar()
    for down in range(0, bar.maximum() + 200, 200):
        for across in (0, side.maximum()):
            bar.setValue(down)
            side.setValue(across)
            desk.qtbot.wait(5)
    assert preview.unseen(letter) == 0


def test_each_press_shows_more_of_a_large_page_until_all_was_shown(desk: LetterDesk) -> None:
    preview = shown(desk)
    preview._zoom = 1.0
    drawn(desk, preview, pdf("one page"))
    for _ in range(6):
        if not preview.unseen(preview._drawn):
            break
        preview.turn_to_unseen(1)
        desk.rest()
    assert preview.unseen(preview._drawn) == 0


def test_a_page_too_small_to_be_read_was_not_shown(desk: LetterDesk) -> None:
    preview = shown(desk)
    preview._zoom = 0.45
    drawn(desk, preview, pdf("one page"))
    assert preview.unseen(preview._drawn) == 1
    assert "Page 1 of 1 was too small to be read." in preview.turn_to_unseen(1)
    desk.rest()
    assert preview._sheets is not None
    assert preview._sheets.new.zoom >= LEGIBLE
    assert not preview.desk.desk.horizontalScrollBar().isVisible()


def test_beside_the_version_before_the_whole_page_is_shown_by_itself_once(desk: LetterDesk) -> None:
    preview = shown(desk)
    preview.resize(700, 900)
    preview.show_pdf(NEW, "version 2, draft", anew=True, before=OLD, older=1, newer=2, at_once=True)
    desk.until(lambda: preview.shows(NEW))
    desk.rest()
    assert preview.unseen(NEW) == 1
    preview.turn_to_unseen(1)
    desk.rest()
    assert not preview.desk.old_paper.isVisible()
    assert preview.unseen(NEW) == 2


def test_what_is_not_drawn_is_unseen(desk: LetterDesk) -> None:
    preview = drawn(desk, shown(desk), TWO)
    assert preview.unseen(OLD) == 1
    preview.clear()
    assert preview.unseen(TWO) == 1


def test_a_key_that_is_held_down_approves_nothing_twice(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    repeats = {one.key().toString(): one.autoRepeat() for one in screen.findChildren(QShortcut)}
    assert not repeats["Ctrl+Return"]
    assert not repeats["Ctrl+Enter"]
    assert repeats["Ctrl+Down"]


def test_the_prints_of_pages_differ_where_a_letter_of_a_word_does() -> None:
    one, other = page_prints(pdf("drip", "May")), page_prints(pdf("drop", "May"))
    assert one[0] != other[0]
    assert one[1] == other[1]


def test_parts_add_up_and_only_a_whole_page_counts() -> None:
    seen = SeenPages()
    assert seen.first_unseen(("a", "b")) == 1
    seen.look("a", (0.0, 0.0, 1.0, 0.5), 1.0)
    assert seen.is_begun("a")
    assert seen.first_unseen(("a", "b")) == 1
    gap = seen.gap("a")
    assert gap is not None
    assert gap[1] == 0.5
    seen.look("a", (0.0, 0.5, 1.0, 1.0), 1.0)
    assert seen.first_unseen(("a", "b")) == 2
    seen.look("b", WHOLE, LEGIBLE - 0.01)
    assert seen.first_unseen(("a", "b")) == 2
    seen.look("b", WHOLE, LEGIBLE)
    assert seen.first_unseen(("a", "b")) == 0
