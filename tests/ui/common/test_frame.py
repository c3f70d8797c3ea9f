"""The frame reaches every place by key, makes screens when they are needed, and says how safe the work is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.chips import Chip
from mdt_app.ui.common.dialogs import FinalDialog
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.hits import Hit
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.text import SectionTitle
from mdt_app.ui.common.topbar import initials
from mdt_app.ui.main_window import MainWindow


class Screen(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.times_shown = 0

    def shown(self) -> None:
        self.times_shown += 1

    def search_text(self) -> str:
        return "Find a patient"


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, made: list[str]) -> MainWindow:
    themes.apply(qapp, themes.LIGHT)

    def make() -> QWidget:
        made.append("patients")
        return Screen()

    def find(text: str, answer) -> None:
        answer([Hit("patient", "p1", f"{text}, Anna", "12-03-1951"), Hit("patient", "p2", f"{text}, Jan")])

    window = MainWindow({"patients": make}, user_name="Dr. Katrien Claes", find=find)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_a_screen_is_made_only_when_it_is_first_shown(window: MainWindow, made: list[str]) -> None:
    assert made == []
    window.go("patients")
    window.go("patients")
    assert made == ["patients"]


def test_a_refurnished_window_makes_its_screens_anew(window: MainWindow, made: list[str]) -> None:
    first = window.go("patients")
    window.furnish({"patients": Screen}, user_name="Lore Hermans")
    second = window.go("patients")
    assert second is not first
    assert window.workspace.currentWidget().isAncestorOf(second)


def test_a_screen_is_told_each_time_it_comes_up(window: MainWindow) -> None:
    screen = window.go("patients")
    window.go("today")
    window.go("patients")
    assert screen.times_shown == 2
    assert window.top_bar.search.placeholderText() == "Find a patient"


def test_alt_and_a_number_goes_to_a_place(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.place_changed) as changed:
        qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert changed.args == ["patients"]
    assert window.place() == "patients"


def test_a_place_without_a_screen_says_so_in_words(window: MainWindow) -> None:
    assert isinstance(window.go("letters"), EmptyState)


def test_control_k_and_two_keys_jump_to_a_find(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.top_bar.search
    assert field.hasFocus()
    with qtbot.waitSignal(field.asked):
        qtbot.keyClicks(field, "Peeters")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.hit_chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args[0].key == "p2"
    assert field.text() == ""


def test_an_answer_to_older_words_is_dropped(window: MainWindow) -> None:
    field = window.top_bar.search
    field.setText("Maes")
    field.show_hits("Ma", [Hit("patient", "p1", "Maas")])
    assert not [hits for hits in window.findChildren(QWidget, "hits") if hits.isVisible()]


def test_every_control_of_the_frame_is_reached_with_tab(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.item("today").setFocus()
    reached = set()
    for _ in range(20):
        widget = QApplication.focusWidget()
        reached.add(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert {*(window.rail.item(key) for key in ("today", "meetings", "patients", "settings"))} <= reached
    assert window.top_bar.search in reached
    assert window.top_bar.user in reached


def test_every_control_of_the_frame_has_an_accessible_name_and_a_height_of_32(window: MainWindow) -> None:
    from mdt_app.ui.common.buttons import Button

    for button in window.findChildren(Button):
        assert button.accessibleName(), button
        assert button.sizeHint().height() >= 32, button.accessibleName()
    assert all(field.accessibleName() for field in window.findChildren(QLineEdit))


def test_only_what_applies_is_said_about_saving(window: MainWindow) -> None:
    words = window.top_bar.save_words
    window.set_saving(True)
    assert [word.isVisible() for word in words.words] == [True, False, False]
    window.set_saving(True, True, False, "14:04:38")
    assert words.accessibleName() == "Kept, Sent, not yet: On server"


def test_what_was_refused_stands_in_the_head_with_its_reason_and_nothing_is_called_kept(
    window: MainWindow,
) -> None:
    words = window.top_bar.save_words
    window.set_saving(False, True, False, refused="A board needs a name.")
    assert [word.isVisible() for word in words.words] == [False, False, False]
    assert words.accessibleName() == "Not kept: A board needs a name."
    assert words.reason.isVisible()
    window.set_saving(True, at="14:04:38")
    assert (words.words[0].isVisible(), words.reason.isVisible()) == (True, False)
    assert words.accessibleName() == "Kept"


def test_an_undo_is_called_once_and_the_message_goes(window: MainWindow, qtbot: QtBot) -> None:
    taken_back: list[int] = []
    window.say("Maes, Jozef taken off the agenda", undo=lambda: taken_back.append(1))
    qtbot.mouseClick(window.messages.undo, Qt.MouseButton.LeftButton)
    assert taken_back == [1]
    assert not window.messages.isVisible()


def test_making_the_frame_flashes_no_other_window(qtbot: QtBot, qapp: QApplication) -> None:
    before = {widget for widget in qapp.topLevelWidgets() if widget.isVisible()}
    window = MainWindow({}, user_name="Dr. Katrien Claes", demo=True)
    qtbot.addWidget(window)
    title = SectionTitle("Question", "Alt+Q", "asked by Dr. Claes", note="2 said")
    qtbot.addWidget(title)
    flow = Flow([Chip("Choice")])
    qtbot.addWidget(flow)
    shown = {widget for widget in qapp.topLevelWidgets() if widget.isVisible()} - before
    assert not shown


def test_a_demo_says_that_it_is_one(qtbot: QtBot, qapp: QApplication) -> None:
    window = MainWindow({}, demo=True)
    qtbot.addWidget(window)
    window.show()
    assert window.top_bar.demo.isVisible()


def test_the_window_fits_a_small_screen_at_double_text_size(qtbot: QtBot, qapp: QApplication) -> None:
    themes.apply(qapp, themes.chosen("light", 2.0))
    window = MainWindow({}, user_name="Dr. Katrien Claes")
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    themes.apply(qapp, themes.LIGHT)
    assert (window.width(), window.height()) == (1366, 768)


def test_the_rail_is_as_wide_as_its_longest_word(qtbot: QtBot, qapp: QApplication) -> None:
    from mdt_app.ui.common.rail import Rail
    from mdt_app.ui.common.text import width

    themes.apply(qapp, themes.LIGHT)
    rail = Rail([("settings", "Einstellungen", "settings")])
    qtbot.addWidget(rail)
    assert rail.width() == width("Einstellungen", 12, True) + 16


def test_a_final_dialog_starts_on_cancel(qtbot: QtBot, window: MainWindow) -> None:
    dialog = FinalDialog(
        window, "Close the meeting?", ["31 cases are frozen.", "124 letters become drafts."], "Close meeting"
    )
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.focusWidget() is dialog.cancel
    dialog.reject()


def test_a_reason_is_needed_where_one_is_asked(qtbot: QtBot, window: MainWindow) -> None:
    dialog = FinalDialog(window, "Reopen the meeting?", ["The letters stay."], "Reopen", reason="Reason")
    qtbot.addWidget(dialog)
    assert not dialog.verb.isEnabled()
    qtbot.keyClicks(dialog.reason, "wrong date")
    assert dialog.verb.isEnabled()


def test_initials_leave_out_titles() -> None:
    assert initials("Dr. Katrien Claes") == "KC"
    assert initials("Lore") == "L"


def test_before_there_is_a_database_no_key_and_no_click_leads_away(qtbot: QtBot, window: MainWindow) -> None:
    page = QWidget()
    window.welcome(page)
    window.show()
    qtbot.mouseClick(window.rail.item("patients"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.workspace.currentWidget() is page
    window.furnish({"patients": Screen})
    qtbot.mouseClick(window.rail.item("patients"), Qt.MouseButton.LeftButton)
    assert window.place() == "patients"


def test_a_place_chosen_again_goes_back_to_its_beginning(qtbot: QtBot, window: MainWindow) -> None:
    homes: list[str] = []

    class Nested(Screen):
        def home(self) -> None:
            homes.append("home")

    window.furnish({"meetings": Nested})
    window.show()
    for expected in (0, 1):
        qtbot.mouseClick(window.rail.item("meetings"), Qt.MouseButton.LeftButton)
        assert len(homes) == expected
