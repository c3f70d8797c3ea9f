"""A list is narrowed and put in order with keys alone, and one key puts everything back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.list_tools import ListTools, arranged_groups, first_words
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList

NAMES = ("Peeters", "Aerts", "Maes", "Özdemir")
KEYS = {"name": str.casefold}


@pytest.fixture(autouse=True)
def dressed(qapp) -> None:
    themes.apply(qapp, themes.LIGHT)


class Listed(QWidget):
    """A list with its tools, as a screen has it."""

    def __init__(self, folds: bool) -> None:
        super().__init__()
        self.list = SideList(name="People")
        orders = (("given", "As given"), ("name", "By name"))
        self.tools = ListTools("Name", orders, name="People", folds=folds, shortcut="Ctrl+F")
        self.tools.lead_to(self.list)
        self.tools.changed.connect(self.fill)
        box = QVBoxLayout(self)
        for part in (self.tools.button, self.tools, self.list):
            box.addWidget(part)
        self.fill()

    def fill(self) -> None:
        self.list.set_rows([SideRow(one, one) for one in self.tools.arranged(NAMES, str, KEYS)])

    def shown(self) -> list[str]:
        model = self.list.model()
        return [model.index(place, 0).data() for place in range(model.rowCount())]


def listed(qtbot: QtBot, folds: bool = False) -> Listed:
    made = Listed(folds)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.list.setFocus()
    return made


def test_words_narrow_the_list_and_escape_puts_it_back(qtbot: QtBot) -> None:
    one = listed(qtbot)
    qtbot.keyClicks(one.tools.query, "ES")
    assert one.shown() == ["Maes"]
    assert one.tools.at_work()
    qtbot.keyClick(one.tools.query, Qt.Key.Key_Escape)
    assert one.shown() == list(NAMES)
    assert not one.tools.at_work()


def test_the_menu_of_orders_ticks_the_present_one_and_the_button_says_it(qtbot: QtBot) -> None:
    one = listed(qtbot)
    assert [act.text() for act in one.tools.sort.menu_of_orders().actions() if act.isChecked()] == [
        "As given"
    ]
    one.tools.sort.menu_of_orders().actions()[1].trigger()
    assert one.shown() == ["Aerts", "Maes", "Peeters", "Özdemir"]
    assert one.tools.sort.accessibleName() == "Order: By name"
    one.tools.clear()
    assert one.shown() == list(NAMES)


def test_enter_goes_from_the_field_into_the_list(qtbot: QtBot) -> None:
    one = listed(qtbot)
    qtbot.keyClicks(one.tools.query, "a")
    qtbot.keyClick(one.tools.query, Qt.Key.Key_Return)
    assert one.list.hasFocus()
    assert one.list.current_key() == "Aerts"


def test_folded_tools_come_by_their_key_and_go_by_escape_with_what_they_did(qtbot: QtBot) -> None:
    one = listed(qtbot, folds=True)
    assert one.tools.isHidden()
    qtbot.keyClick(one.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert one.tools.query.hasFocus()
    qtbot.keyClicks(one.tools.query, "maes")
    one.tools.sort.choose("name")
    assert one.shown() == ["Maes"]
    qtbot.keyClick(one.tools.query, Qt.Key.Key_Escape)
    assert one.tools.isHidden()
    assert one.tools.button.hasFocus()
    assert one.shown() == list(NAMES)


def test_rows_stay_in_their_group_and_a_group_without_any_goes(qtbot: QtBot) -> None:
    one = listed(qtbot)
    rows = [
        SideGroup("A", "2"),
        SideRow(1, "Nijs"),
        SideRow(2, "Maes"),
        SideGroup("B", "1"),
        SideRow(3, "Claes"),
    ]
    one.tools.sort.choose("name")
    found = arranged_groups(one.tools, rows, {"name": first_words})
    assert [getattr(row, "first", getattr(row, "title", "")) for row in found] == [
        "A",
        "Maes",
        "Nijs",
        "B",
        "Claes",
    ]
    one.tools.query.set_text("nijs")
    assert arranged_groups(one.tools, rows, {}) == [SideGroup("A", "2"), SideRow(1, "Nijs")]
    assert arranged_groups(one.tools, [SideGroup("Nothing waits")], {}) == [SideGroup("Nothing waits")]
