"""Rows of a side list grow for what has to be read; what is beside it gives way, and the eye keeps its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import CheckRow
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.side_paint import fitting, left_over, lines_below
from mdt_app.ui.common.text import width

TEAM = "Palliative home-care team of the northern valleys"


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    themes.apply(qapp, themes.LIGHT)


def shown(qtbot: QtBot, *rows: SideRow | SideGroup, wide: int = 320, high: int = 200) -> SideList:
    found = SideList(name="Letters")
    qtbot.addWidget(found)
    found.set_rows(rows)
    found.resize(wide, high)
    found.show()
    qtbot.waitExposed(found)
    return found


def height(view: SideList, place: int) -> int:
    return view.visualRect(view.model().index(place, 0)).height()


def test_what_a_row_lacks_stands_in_a_line_of_its_own(qtbot: QtBot) -> None:
    plain = SideRow(1, "Dr Maes", second="Peeters, Anna")
    lacking = SideRow(2, "Dr Maes", second="Peeters, Anna", third=Mark(Shape.TRIANGLE, "no address on file"))
    view = shown(qtbot, plain, lacking)
    assert height(view, 1) - height(view, 0) == 16
    assert "no address on file" in lacking.spoken()


def test_a_name_that_is_too_long_takes_two_lines_and_its_row_grows(qtbot: QtBot) -> None:
    rows = [
        SideRow(one, name, second="Peeters, Anna", name=True) for one, name in enumerate(("Dr Maes", TEAM))
    ]
    narrow, wide = shown(qtbot, *rows, wide=240), shown(qtbot, *rows, wide=700)
    assert height(narrow, 1) - height(narrow, 0) == 12
    assert height(wide, 1) == height(wide, 0)


def test_of_the_facts_at_the_end_the_last_give_way_first(qtbot: QtBot) -> None:
    row = SideRow(1, "Dr Maes", second="Peeters, Anna", second_parts=("19 Oct", "P1", "post"))
    assert fitting(row, 1000) == "19 Oct · P1 · post"
    assert fitting(row, width("19 Oct · P1", 12)) == "19 Oct · P1"
    assert fitting(row, 3) == ""


def test_rows_that_come_above_do_not_take_away_what_somebody_looks_at(qtbot: QtBot) -> None:
    rows = [SideRow(one, f"Dr {one}", second="Peeters, Anna") for one in range(40)]
    view = shown(qtbot, *rows)
    view.choose(0)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    view.set_rows([SideGroup("To review", "40"), *rows])
    assert view.current_key() == 0
    assert bar.value() == before


def test_a_hidden_part_of_a_flow_takes_no_room(qtbot: QtBot) -> None:
    first, second = QPushButton("First"), QPushButton("Second")
    flow = Flow([first, second], spacing=8)
    qtbot.addWidget(flow)
    flow.resize(400, 40)
    flow.show()
    qtbot.waitExposed(flow)
    assert second.pos().x() > first.width()
    first.hide()
    qtbot.waitUntil(lambda: second.pos() == QPoint(0, 0))


def test_facts_that_find_no_room_beside_a_name_stand_on_the_next_line_and_none_is_lost(qtbot: QtBot) -> None:
    parts = ("19 Oct", "P1", "eHealthBox", "EN")
    long = "Vandenbroucke-Delacroix, Marie-Thérèse"
    short = SideRow(1, "Dr Maes", second="Peeters, Anna", second_parts=parts)
    grown = SideRow(2, "Dr Maes", second=long, second_name=True, second_parts=parts)
    beside, below = fitting(grown, 300 - width(long, 12)), left_over(grown, 300)
    assert left_over(short, 1000) == ""
    assert " · ".join(part for part in (fitting(grown, 280 - width(long, 12)), below) if part) == " · ".join(
        parts
    )
    assert beside != " · ".join(parts)
    view = shown(qtbot, short, grown, wide=360)
    assert height(view, 1) - height(view, 0) == 16


def test_facts_left_over_share_the_line_of_what_a_row_lacks_where_both_fit(qtbot: QtBot) -> None:
    long, parts = "Vandenbroucke-Delacroix, Marie-Thérèse", ("19 Oct", "P1", "eHealthBox", "EN")

    def row(lacks: str) -> SideRow:
        return SideRow(
            lacks,
            "Dr Maes",
            second=long,
            second_name=True,
            second_parts=parts,
            third=Mark(Shape.TRIANGLE, lacks),
        )

    few, many = row("1 to write"), row("not recorded what was told, 5 to write, phone missing")
    assert (lines_below(few, 328), lines_below(many, 328)) == (1, 2)
    view = shown(qtbot, few, many, wide=360)
    assert height(view, 1) - height(view, 0) == 16


def test_the_ring_of_a_focused_tick_stands_clear_of_its_box(qtbot: QtBot) -> None:
    line = CheckRow("One file")
    qtbot.addWidget(line)
    line.resize(line.sizeHint())
    line.show()
    qtbot.waitExposed(line)
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    image, accent = line.grab().toImage(), themes.LIGHT.colour("accent").name()
    ring = [x for x in range(image.width()) if image.pixelColor(x, 1).name() == accent]
    assert ring
    assert min(ring) >= 16
