"""Setting a control from data is silent; only what a person does is announced; everything works by key."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, CheckRow
from mdt_app.ui.common.charts import Trend, TrendChart, shape_of
from mdt_app.ui.common.chips import Chip
from mdt_app.ui.common.fields import Choice, Field, OtherCaret, TextArea
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape, Status
from mdt_app.ui.common.messages import MessageStrip, ProgressRow
from mdt_app.ui.common.segments import SegmentedButton

Widget = TypeVar("Widget", bound=QWidget)
CHOICES = (("refer", "Refer"), ("later", "Later"), ("no", "Not now"), ("care", "Under care"))


@pytest.fixture(autouse=True)
def dressed(qapp) -> None:
    themes.apply(qapp, themes.LIGHT)


def shown(qtbot: QtBot, widget: Widget) -> Widget:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_the_key_of_a_button_acts_at_once_and_the_next_letters_arrive(qtbot: QtBot) -> None:
    page = QWidget()
    button, field = Button("Add", shortcut="Ctrl+N"), Field(name="Name")
    box = QVBoxLayout(page)
    box.addWidget(button)
    box.addWidget(field)
    button.clicked.connect(field.setFocus)
    shown(qtbot, page)
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.focusWidget() or page, "Pee")
    assert field.text() == "Pee"


def test_the_key_of_a_hidden_or_disabled_button_does_nothing(qtbot: QtBot) -> None:
    page = QWidget()
    button = Button("Add", shortcut="Ctrl+N")
    QVBoxLayout(page).addWidget(button)
    shown(qtbot, page)
    for put in (lambda: button.setEnabled(False), lambda: (button.setEnabled(True), button.hide())):
        put()
        with qtbot.assertNotEmitted(button.clicked):
            qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_showing_a_text_from_data_announces_nothing(qtbot: QtBot) -> None:
    area = shown(qtbot, TextArea(name="Discussion"))
    with qtbot.assertNotEmitted(area.edited):
        area.set_text("CT 7 Oct\nGP: worn out")
    with qtbot.waitSignal(area.edited):
        qtbot.keyClicks(area, "x")
    assert area.text().count("\n") == 1


def test_every_paragraph_has_the_fixed_line_height_even_after_enter(qtbot: QtBot) -> None:
    area = shown(qtbot, TextArea(name="Discussion"))
    area.set_text("one\ntwo")
    qtbot.keyClick(area, Qt.Key.Key_Return)
    block = area.document().begin()
    heights = []
    while block.isValid():
        heights.append(block.blockFormat().lineHeight())
        block = block.next()
    assert heights == [20, 20, 20]


def test_a_growing_area_is_as_high_as_its_text(qtbot: QtBot) -> None:
    area = shown(qtbot, TextArea(name="Decision", rows=2, grows=True))
    low = area.sizeHint().height()
    area.set_text("line\n" * 6)
    assert area.sizeHint().height() >= low + 4 * 20


def test_the_caret_of_another_is_painted_without_touching_the_text(qtbot: QtBot) -> None:
    area = shown(qtbot, TextArea(name="Discussion"))
    area.set_text("nerve block")
    before = area.grab().toImage()
    area.set_others([OtherCaret(11, "Els Vandenbroucke")])
    assert area.grab().toImage() != before
    assert area.text() == "nerve block"


def test_a_choice_announces_only_what_the_user_takes(qtbot: QtBot) -> None:
    choice = shown(qtbot, Choice((("nl", "Dutch"), ("fr", "French")), "nl", name="Language"))
    with qtbot.assertNotEmitted(choice.chosen):
        choice.set_current("fr")
    with qtbot.waitSignal(choice.chosen) as taken:
        qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert taken.args == ["nl"]


def test_a_segmented_button_works_with_arrows_and_space(qtbot: QtBot) -> None:
    segmented = shown(qtbot, SegmentedButton(CHOICES, name="Severe physical symptom"))
    assert segmented.current() == ""
    segmented.segment("refer").setFocus()
    qtbot.keyClick(segmented.segment("refer"), Qt.Key.Key_Right)
    assert segmented.segment("later").hasFocus()
    with qtbot.waitSignal(segmented.chosen) as taken:
        qtbot.keyClick(segmented.segment("later"), Qt.Key.Key_Space)
    assert taken.args == ["later"]
    assert segmented.current() == "later"


def test_showing_a_decision_from_data_announces_nothing(qtbot: QtBot) -> None:
    segmented = shown(qtbot, SegmentedButton(CHOICES))
    with qtbot.assertNotEmitted(segmented.chosen):
        segmented.set_current("care")


def test_a_segmented_button_is_one_stop_of_the_tab_key(qtbot: QtBot) -> None:
    page = QWidget()
    before, segmented, after = Field(name="Name"), SegmentedButton(CHOICES, "later"), Field(name="Note")
    box = QVBoxLayout(page)
    for part in (before, segmented, after):
        box.addWidget(part)
    shown(qtbot, page)
    before.setFocus()

    def tab(back: bool = False) -> None:
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)

    tab()
    assert segmented.segment("later").hasFocus()
    qtbot.keyClick(segmented.segment("later"), Qt.Key.Key_Right)
    assert segmented.segment("no").hasFocus()
    tab()
    assert after.hasFocus()
    tab(back=True)
    assert segmented.segment("later").hasFocus()
    qtbot.keyClick(segmented.segment("later"), Qt.Key.Key_Up)
    tab(back=True)
    assert before.hasFocus()


def test_a_segmented_button_without_a_choice_is_entered_at_the_first_that_may_be_taken(qtbot: QtBot) -> None:
    page = QWidget()
    before, segmented, after = Field(name="Name"), SegmentedButton(CHOICES), Field(name="Note")
    box = QVBoxLayout(page)
    for part in (before, segmented, after):
        box.addWidget(part)
    segmented.segment("refer").setEnabled(False)
    shown(qtbot, page)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert segmented.segment("later").hasFocus()
    qtbot.keyClick(segmented.segment("later"), Qt.Key.Key_Left)
    assert segmented.segment("later").hasFocus()


def test_a_segmented_button_takes_more_lines_before_it_cuts_a_word(qtbot: QtBot) -> None:
    segmented = shown(qtbot, SegmentedButton(CHOICES, stretch=True))
    segmented.resize(200, segmented.heightForWidth(200))
    assert segmented.height() > 32
    assert all(
        segmented.segment(key).width() >= segmented.segment(key).sizeHint().width() for key, _ in CHOICES
    )


def test_chips_flow_to_the_next_line_and_none_is_cut(qtbot: QtBot) -> None:
    chips = [Chip(words) for words in ("Choice", "Benefit, harm", "Concerns", "Together")]
    flow = shown(qtbot, Flow(chips))
    flow.resize(180, flow.heightForWidth(180))
    assert len({chip.y() for chip in chips}) > 1
    assert all(chip.width() == chip.sizeHint().width() and chip.geometry().right() < 180 for chip in chips)


def test_a_chip_says_its_state_to_a_screen_reader(qtbot: QtBot) -> None:
    chip = shown(qtbot, Chip("Psychological", missing="not said"))
    assert chip.accessibleName() == "Psychological, not said"
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert chip.isChecked()
    assert chip.accessibleName() == "Psychological, said"


def test_a_row_to_tick_names_its_mark_and_works_with_enter(qtbot: QtBot) -> None:
    tick = shown(qtbot, CheckRow("Medication effect", mark=Mark(Shape.DIAMOND, "overdue")))
    assert tick.accessibleName() == "Medication effect, overdue"
    qtbot.keyClick(tick, Qt.Key.Key_Return)
    assert tick.isChecked()


def test_a_status_has_its_word_for_screen_readers(qtbot: QtBot) -> None:
    status = shown(qtbot, Status(Shape.TRIANGLE, "Quorum: no pathologist yet"))
    assert status.accessibleName() == "Quorum: no pathologist yet"


def test_each_shape_is_drawn_differently(qtbot: QtBot) -> None:
    pictures = [shown(qtbot, Status(shape, "word", strong=False)).grab().toImage() for shape in Shape]
    for place, one in enumerate(pictures):
        assert all(one != other for other in pictures[place + 1 :])


def side_list(qtbot: QtBot) -> SideList:
    listing = shown(qtbot, SideList(name="Letters"))
    listing.set_rows(
        [SideGroup("Back", "1"), SideRow("a", "Awa"), SideGroup("To review", "2"), SideRow("b", "Jürgen")]
    )
    listing.choose("a")
    return listing


def test_arrows_step_over_group_headers(qtbot: QtBot) -> None:
    listing = side_list(qtbot)
    with qtbot.waitSignal(listing.chosen) as chosen:
        qtbot.keyClick(listing, Qt.Key.Key_Down)
    assert chosen.args == ["b"]


def test_new_rows_keep_the_place_in_a_list_silently(qtbot: QtBot) -> None:
    listing = side_list(qtbot)
    with qtbot.assertNotEmitted(listing.chosen):
        listing.set_rows([SideRow("b", "Jürgen"), SideRow("a", "Awa, changed")])
    assert listing.current_key() == "a"


def inked(image: QImage, start: int, end: int) -> bool:
    """True when something is drawn over the plot's two grounds between two columns of pixels."""
    grounds = {themes.LIGHT.surface.lower(), themes.LIGHT.band.lower()}
    colours = {image.pixelColor(x, y).name() for x in range(start, end) for y in range(2, 34)}
    return not colours <= grounds


def test_a_missing_value_leaves_a_gap_in_the_line(qtbot: QtBot) -> None:
    days = [date(2025, month, 1) for month in range(1, 6)]
    for middle, line in ((3.0, True), (None, False)):
        chart = TrendChart()
        qtbot.addWidget(chart)
        chart.set_trends([Trend("Pain", tuple(zip(days, (3.0, 3.0, middle, 3.0, 3.0), strict=True)))])
        chart.resize(336, 40)
        assert inked(chart.grab().toImage(), 155, 175) is line


def test_a_missing_newest_value_is_shown_as_missing_not_as_nought() -> None:
    trend = Trend("Pain", ((date(2025, 1, 1), 8.0), (date(2025, 2, 1), None)))
    assert trend.last() is None
    assert shape_of(trend.last()) is Shape.DOT


@pytest.mark.parametrize(
    ("value", "shape"), [(3, Shape.DOT), (4, Shape.TRIANGLE), (6, Shape.TRIANGLE), (7, Shape.DIAMOND)]
)
def test_four_asks_to_look_and_seven_to_act(value: float, shape: Shape) -> None:
    assert shape_of(value) is shape


def test_long_work_can_be_stopped_once(qtbot: QtBot) -> None:
    work = shown(qtbot, ProgressRow("Issuing 26 letters"))
    work.set_progress(17, 26)
    assert work.right.whole_text() == "17 of 26"
    with qtbot.waitSignal(work.cancelled):
        qtbot.mouseClick(work.cancel, Qt.MouseButton.LeftButton)
    assert not work.cancel.isEnabled()


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_something_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    picture: QPixmap = icons.pixmap(name, 20, "#17617A", 2.0)
    image = picture.toImage()
    assert picture.width() == 40
    colours = {
        image.pixelColor(x, y).name()
        for x in range(40)
        for y in range(40)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#17617a"}


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_a_long_message_never_pushes_the_way_back_out_of_sight(qtbot: QtBot, qapp, scale: float) -> None:
    themes.apply(qapp, themes.chosen("light", scale))
    page = QWidget()
    page.setLayout(QVBoxLayout())
    page.layout().addStretch(1)
    strip = MessageStrip()
    page.layout().addWidget(strip)
    page.resize(460, 700)
    shown(qtbot, page)
    text = "Removed: " + "radiotherapy of the left hip and the spine, " * 8 + "the end"
    strip.say(text, lambda: None)
    qtbot.wait(20)
    label = strip.words
    assert page.width() == 460
    assert strip.undo.isVisible()
    assert strip.rect().contains(strip.undo.geometry())
    assert label.height() >= label.heightForWidth(label.width())
    assert label.text().startswith("Removed: radiotherapy")
    assert label.text().rstrip("\u200b").endswith("the end")
    assert label.accessibleName() == strip.accessibleName() == text
    assert "the end" in label.toolTip()
    strip.say("Kept.", None)
    qtbot.wait(20)
    assert label.toolTip() == ""


def test_what_stands_in_a_flow_is_never_cut_by_other_words_or_a_least_width(qtbot: QtBot) -> None:
    first, second, third = Button("One"), Button("Two"), Button("Three")
    flow = Flow([first, second, third], spacing=8)
    flow.resize(260, 100)
    shown(qtbot, flow)
    second.set_words("Words that ask for nearly the whole of the line")
    third.setMinimumWidth(200)
    flow.resize(420, 200)
    qtbot.wait(20)
    for one in (first, second, third):
        assert one.width() >= max(one.sizeHint().width(), one.minimumWidth())
        assert flow.rect().right() >= one.geometry().right()
    second.set_words("Two")
    qtbot.wait(20)
    assert second.width() == second.sizeHint().width()
    assert second.y() == first.y()
