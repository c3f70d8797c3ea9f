"""The page on the screen is the newest that was asked for, stays where one reads, and shows what became another."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from ui.letters.conftest import LetterDesk
from ui.letters.test_differences import pdf

from mdt_app.domain.letters.letter import Letter
from mdt_app.operations.commands import new_id
from mdt_app.operations.fields import EDITABLE, SetField
from mdt_app.operations.letter_life import CorrectLetter
from mdt_app.ui.common import theme
from mdt_app.ui.letters.paper import Kind
from mdt_app.ui.letters.preview import Preview
from mdt_app.ui.letters.side_by_side import ROOMY

OLD = pdf("We stop the drip", "See you in May", "The end")
NEW = pdf("We halt the drip", "See you soon in May", "The end")


def shown(desk: LetterDesk, width: int = 700) -> Preview:
    preview = desk.show(lambda tasks, services: Preview(tasks), width, 620)
    assert isinstance(preview, Preview)
    return preview


def compared(desk: LetterDesk, width: int = 700) -> Preview:
    preview = shown(desk, width)
    preview.show_pdf(NEW, "version 2, draft", anew=True, before=OLD, older=1, newer=2)
    desk.rest()
    desk.qtbot.keyClick(preview, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: bool(preview.compare.list.count()))
    desk.rest()
    return preview


def said(preview: Preview) -> str:
    return preview.paper.accessibleDescription()


def held(desk: LetterDesk) -> Callable[[], None]:
    """Nothing is drawn until what this gives is called, or five seconds have gone."""
    go = Event()
    desk.tasks._work.submit(go.wait, 5)
    return go.set


def test_only_the_newest_of_many_pages_asked_for_is_drawn(desk: LetterDesk) -> None:
    preview, seen = shown(desk), set()
    preview.settled.connect(lambda: seen.add(said(preview)))
    desk.rest()
    go = held(desk)
    for number in range(9):
        preview.show_pdf(pdf(f"word{number}"), "version 1, draft", anew=False)
    assert desk.tasks._under_way == 1
    go()
    desk.until(lambda: "word8" in said(preview))
    assert len(seen) == 1


def test_a_page_that_comes_late_is_never_shown_over_a_newer_one(desk: LetterDesk) -> None:
    preview, seen = shown(desk), []
    preview.settled.connect(lambda: seen.append(said(preview)))
    go = held(desk)
    preview.show_pdf(pdf("first letter"), "version 1, draft", anew=True)
    preview.show_pdf(pdf("second letter"), "version 1, draft", anew=True)
    go()
    desk.until(lambda: "second" in said(preview))
    assert not [one for one in seen if "first" in one]


def test_a_page_that_comes_after_the_letter_was_put_away_is_not_shown(desk: LetterDesk) -> None:
    preview = shown(desk)
    go = held(desk)
    preview.show_pdf(pdf("first letter"), "version 1, draft", anew=True)
    preview.clear()
    go()
    desk.rest()
    assert preview.pages.currentWidget() is preview.nothing
    assert "first" not in said(preview)


def test_a_redrawn_letter_keeps_page_zoom_and_place(desk: LetterDesk) -> None:
    preview = shown(desk)
    preview.show_pdf(OLD, "version 1, draft", anew=True)
    desk.rest()
    preview.turn(1)
    desk.rest()
    for _ in range(5):
        preview.larger.click()
    desk.rest()
    bar = preview.desk.desk.verticalScrollBar()
    assert bar.maximum() > 200
    bar.setValue(150)
    size = preview.paper.image().size()
    preview.show_pdf(NEW, "version 1, draft", anew=False)
    desk.until(lambda: "soon" in said(preview))
    assert (preview.page.text(), preview.paper.image().size(), bar.value()) == ("Page 2 of 3", size, 150)
    preview.show_pdf(OLD, "version 1, draft", anew=True)
    desk.until(lambda: "stop" in said(preview))
    assert (preview.page.text(), bar.value()) == ("Page 1 of 3", 0)


def test_zooming_keeps_the_middle_of_what_one_reads(desk: LetterDesk) -> None:
    preview = shown(desk)
    preview.show_pdf(OLD, "version 1, draft", anew=True)
    desk.rest()
    for _ in range(5):
        preview.larger.click()
    desk.rest()
    view = preview.desk.desk
    view.verticalScrollBar().setValue(400)

    def middle() -> float:
        sheet = preview.paper.sheet()
        return (
            view.verticalScrollBar().value() + view.viewport().height() / 2 - sheet.top()
        ) / sheet.height()

    before = middle()
    preview.larger.click()
    desk.rest()
    assert middle() == pytest.approx(before, abs=0.01)


def test_the_switch_is_there_only_where_there_is_a_version_before(desk: LetterDesk) -> None:
    preview = shown(desk)
    preview.show_pdf(NEW, "version 1, draft", anew=True)
    desk.rest()
    assert not preview.compare.isVisible()
    preview.show_pdf(NEW, "version 2, draft", anew=True, before=OLD, older=1, newer=2)
    desk.rest()
    assert preview.compare.switch.words() == "Compare with version 1"
    assert preview.compare.isVisible()
    assert not preview.desk.old_paper.isVisible()
    assert not preview.paper.marks()


def test_two_versions_lie_side_by_side_and_in_a_narrow_place_one_above_the_other(desk: LetterDesk) -> None:
    preview = compared(desk)
    assert preview.desk.old_side.y() < preview.desk.new_side.y()
    assert preview.compare.count.text() == "2 changes"
    preview.resize(ROOMY + 40, 620)
    desk.rest()
    old, new = preview.desk.old_side, preview.desk.new_side
    assert (old.x(), old.y()) == (0, new.y())
    assert new.x() > 300
    assert preview.paper.image().width() == preview.desk.old_paper.image().width()


def test_marks_lie_on_the_words_that_differ_with_their_own_shape(desk: LetterDesk) -> None:
    preview = compared(desk)
    (come,), (gone,) = preview.paper.marks(), preview.desk.old_paper.marks()
    assert (come.kind, gone.kind, come.current) == (Kind.ADDED, Kind.REMOVED, True)
    grey = preview.paper.grab(preview.paper.place_of(come.box).toRect()).toImage()
    plain = preview.paper.grab(preview.paper.place_of((200, 130, 240, 150)).toRect()).toImage()
    assert _colours(plain) == 1 < _colours(grey)
    assert theme.LIGHT.colour("look_mark").name() in _names(grey)


def test_keys_go_from_change_to_change_and_the_pages_follow(desk: LetterDesk) -> None:
    preview = compared(desk)
    assert preview.compare.list.currentText() == "1/2: “stop” became “halt”"
    assert not preview.compare.back.isEnabled()
    desk.qtbot.keyClick(preview, Qt.Key.Key_F7)
    desk.rest()
    assert preview.compare.list.currentText() == "2/2: “soon” added"
    assert preview.page.text() == "Page 2 of 3"
    assert "See you in May" in preview.desk.old_paper.accessibleDescription()
    assert [one.current for one in preview.paper.marks()] == [True]
    desk.qtbot.keyClick(preview, Qt.Key.Key_F7)
    desk.rest()
    assert preview.page.text() == "Page 2 of 3"
    desk.qtbot.keyClick(preview, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    desk.rest()
    assert preview.page.text() == "Page 1 of 3"


def test_both_versions_scroll_as_one(desk: LetterDesk) -> None:
    preview = compared(desk)
    bar, old_bar = preview.desk.desk.verticalScrollBar(), preview.desk.old_desk.verticalScrollBar()
    bar.setValue(200)
    assert old_bar.value() == 200
    old_bar.setValue(120)
    assert bar.value() == 120


def test_who_listens_hears_every_change_in_words(desk: LetterDesk) -> None:
    preview = compared(desk)
    words = "2 changes\n1. “stop” became “halt”\n2. “soon” added"
    assert said(preview).startswith(words + "\n")
    assert preview.compare.list.accessibleDescription() == words
    assert preview.desk.old_legend.accessibleName() == "Version 1. removed: struck through"


def test_while_one_edits_the_differences_follow_and_the_place_stays(desk: LetterDesk) -> None:
    preview = compared(desk)
    preview.desk.desk.verticalScrollBar().setValue(90)
    preview.show_pdf(
        pdf("We halt the bag", "See you soon in May", "The end"),
        "version 2, draft",
        anew=False,
        before=OLD,
        older=1,
        newer=2,
    )
    desk.until(lambda: preview.compare.count.text() == "3 changes")
    assert preview.desk.desk.verticalScrollBar().value() == 90
    preview.show_pdf(OLD, "version 2, draft", anew=False, before=OLD, older=1, newer=2)
    desk.until(lambda: preview.compare.count.text() == "No word differs")
    assert not preview.paper.marks()
    assert not preview.compare.list.isVisible()


def test_a_letter_without_a_version_before_lies_alone_and_the_wish_to_compare_stays(desk: LetterDesk) -> None:
    preview = compared(desk)
    preview.show_pdf(pdf("another letter"), "version 1, draft", anew=True)
    desk.until(lambda: "another" in said(preview))
    assert not preview.desk.old_paper.isVisible()
    assert not preview.paper.marks()
    preview.show_pdf(NEW, "version 2, draft", anew=True, before=OLD, older=1, newer=2)
    desk.until(lambda: preview.compare.count.text() == "2 changes")
    assert preview.desk.old_paper.isVisible()


def test_what_is_no_pdf_is_said_in_a_sentence(desk: LetterDesk) -> None:
    preview = shown(desk)
    preview.show_pdf(b"not a letter", "version 1, draft", anew=True)
    desk.until(lambda: preview.pages.currentWidget() is preview.problem)
    assert preview.problem.next_step.whole_text()
    preview.show_pdf(OLD, "version 1, draft", anew=True)
    desk.until(lambda: preview.pages.currentWidget() is preview.desk)


def test_a_correction_is_compared_with_what_was_issued_while_it_is_written(desk: LetterDesk) -> None:
    case = desk.ready()
    desk.issue(case, "patient")
    issued = desk.of("patient")
    later = new_id()
    desk.team.act(CorrectLetter, letter_id=issued.id, new_letter_id=later, changed="the drip")
    screen = desk.letters(case.meeting_id)
    screen.show_letter(later)
    desk.until(lambda: screen.preview.compare.isVisible())
    screen.preview.compare.switch.click()
    desk.until(lambda: screen.preview.compare.count.text() == "1 change")
    desk.tasks.write(_changed_words(desk, issued))
    desk.until(lambda: "“stop” became “halt”" in screen.preview.compare.list.accessibleDescription())
    assert screen.preview.compare.count.text() == "2 changes"


def _changed_words(desk: LetterDesk, letter: Letter) -> SetField:
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        version = reader.versions(EDITABLE["discussion"][0], letter.listing_id)["plain_short"]
    command = desk.services.command(
        SetField, entity="discussion", entity_id=letter.listing_id, field="plain_short",
        value="We advise to halt the chemotherapy.", base_version=version,
    )  # fmt: skip
    assert isinstance(command, SetField)
    return command


def _names(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def _colours(image: QImage) -> int:
    return len(_names(image))
