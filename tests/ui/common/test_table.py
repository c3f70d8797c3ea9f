"""Columns are data, sorting is Python's, and what the mouse does a key does too."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.columns import Band, Cell, Column, ColumnsModel
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.table import TableView

RATIO = 2.0


@dataclass(frozen=True)
class Person:
    number: int
    name: str
    ready: bool = True


COLUMNS = [
    Column[Person]("No.", lambda one: Cell(str(one.number)), 40, key=lambda one: one.number),
    Column[Person](
        "Name",
        lambda one: Cell(one.name, "born then"),
        120,
        stretch=True,
        key=lambda one: one.name.casefold(),
    ),
    Column[Person](
        "Ready", lambda one: Cell("", "1 to do", marks=(Mark(Shape.RING, "imaging missing"),)), 80
    ),
]
PEOPLE = (Person(1, "Özkan"), Person(2, "Aerts", False), Person(3, "Maes"), Person(4, "Nijs"))


@pytest.fixture(autouse=True)
def dressed(qapp) -> None:
    themes.apply(qapp, themes.LIGHT)


def people_table(qtbot: QtBot, rows=PEOPLE) -> TableView:
    table = TableView(ColumnsModel(COLUMNS, rows, same=lambda one: one.number), name="People", movable=True)
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.setFocus()
    return table


def numbers(table: TableView) -> list[int]:
    return [row.number for row in table.columns_model().shown_rows() if isinstance(row, Person)]


def test_the_model_keeps_the_rules_that_qt_checks() -> None:
    model = ColumnsModel(COLUMNS, PEOPLE)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1)
    model.set_filter(lambda one: one.ready)
    model.set_rows(PEOPLE[:2])


def test_sorting_a_hundred_thousand_rows_costs_little_more_than_sorting_the_list() -> None:
    rows = [Person(place, f"Name{place * 7919 % 100_000}") for place in range(100_000)]
    model = ColumnsModel(COLUMNS, rows)
    start = perf_counter()
    wanted = sorted(rows, key=lambda one: one.name.casefold())
    plain = perf_counter() - start
    start = perf_counter()
    model.sort(1)
    taken = perf_counter() - start
    assert list(model.shown_rows()) == wanted
    assert taken <= RATIO * plain + 0.05


def test_a_third_click_on_a_title_restores_the_given_order(qtbot: QtBot) -> None:
    table = people_table(qtbot)
    seen = []
    for _ in range(3):
        table.horizontalHeader().sectionClicked.emit(1)
        seen.append(numbers(table))
    assert seen == [[2, 3, 4, 1], [1, 4, 3, 2], [1, 2, 3, 4]]


def test_a_column_without_a_key_cannot_be_sorted_by(qtbot: QtBot) -> None:
    table = people_table(qtbot)
    table.sort_by(2)
    assert numbers(table) == [1, 2, 3, 4]


def test_filter_and_query_narrow_the_rows_together() -> None:
    model = ColumnsModel(COLUMNS, PEOPLE)
    model.set_filter(lambda one: one.ready)
    model.set_query("ES ma")
    assert model.shown_rows() == (PEOPLE[2],)
    model.set_query("")
    model.set_filter(None)
    assert model.shown_rows() == PEOPLE


def test_a_dot_in_a_cell_has_words_for_screen_readers() -> None:
    model = ColumnsModel(COLUMNS, PEOPLE)
    spoken = model.data(model.index(0, 2), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "imaging missing, 1 to do"


def test_new_rows_keep_the_row_that_was_chosen(qtbot: QtBot) -> None:
    table = people_table(qtbot)
    table.choose(3)
    with qtbot.assertNotEmitted(table.chosen):
        table.columns_model().set_rows((PEOPLE[3], PEOPLE[2], Person(9, "New")))
    assert table.current_row() == PEOPLE[2]


def test_alt_and_an_arrow_ask_to_move_the_row(qtbot: QtBot) -> None:
    table = people_table(qtbot)
    table.choose(2)
    with qtbot.waitSignal(table.moved) as moved:
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert moved.args == [PEOPLE[1], 2]


def test_a_row_cannot_be_moved_while_the_table_is_sorted(qtbot: QtBot) -> None:
    table = people_table(qtbot)
    table.sort_by(1)
    table.choose(2)
    with qtbot.assertNotEmitted(table.moved):
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)


def drag(qtbot: QtBot, table: TableView, start: int, end: int) -> None:
    view = table.viewport()
    begin = QPoint(60, table.rowViewportPosition(start) + 20)
    goal = QPoint(60, table.rowViewportPosition(end) + 20)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
    for y in (begin.y() + 15, (begin.y() + goal.y()) // 2, goal.y()):
        qtbot.mouseMove(view, QPoint(60, y))
        table.mouseMoveEvent(_moved_to(QPoint(60, y)))


def _moved_to(point: QPoint):
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    place = QPointF(point)
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseMove, place, place, left, left, Qt.KeyboardModifier.NoModifier)


def test_a_dragged_row_tells_where_it_hangs_and_moves_when_dropped(qtbot: QtBot) -> None:
    table = people_table(qtbot)
    hung: list[int] = []
    table.dragging.connect(lambda _row, to: hung.append(to))
    drag(qtbot, table, 0, 2)
    with qtbot.waitSignal(table.moved) as moved:
        qtbot.mouseRelease(
            table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, table.rowViewportPosition(2) + 20)
        )
    assert moved.args == [PEOPLE[0], 2]
    assert hung[-1] == 2


def test_escape_puts_a_dragged_row_back(qtbot: QtBot) -> None:
    table = people_table(qtbot)
    drag(qtbot, table, 0, 2)
    with qtbot.waitSignal(table.drag_ended):
        qtbot.keyClick(table, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(table.moved):
        qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 100))


def test_the_place_of_a_moved_row_is_counted_without_bands(qtbot: QtBot) -> None:
    table = people_table(qtbot, (PEOPLE[0], Band("GP phone window"), PEOPLE[1], PEOPLE[2]))
    table.choose(2)
    with qtbot.waitSignal(table.moved) as moved:
        qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert moved.args == [PEOPLE[1], 2]


def test_enter_opens_the_row(qtbot: QtBot) -> None:
    table = people_table(qtbot)
    table.choose(4)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [PEOPLE[3]]


def test_a_column_without_room_goes_under_another_and_comes_back(qtbot: QtBot) -> None:
    columns = [*COLUMNS, Column[Person]("Where", lambda one: Cell(f"Room {one.number}"), 150, under=1)]
    table = TableView(ColumnsModel(columns, PEOPLE, same=lambda one: one.number))
    qtbot.addWidget(table)
    table.resize(340, 300)
    table.show()
    assert table.isColumnHidden(3)
    assert table.horizontalScrollBar().maximum() == 0
    name = table.model().index(0, 1)
    assert name.data(Qt.ItemDataRole.AccessibleTextRole) == "Özkan, Room 1, born then"
    table.resize(600, 300)
    assert not table.isColumnHidden(3)
    assert name.data(Qt.ItemDataRole.AccessibleTextRole) == "Özkan, born then"


def test_the_menu_key_offers_every_order_that_the_titles_give(qtbot: QtBot) -> None:
    table = people_table(qtbot)

    def take(words: str) -> None:
        next(one for one in table.sort_menu().actions() if one.text() == words).trigger()

    assert [one.text() for one in table.sort_menu().actions()] == [
        "In the order given",
        "Sort by No.",
        "Sort by Name",
    ]
    take("Sort by Name")
    assert numbers(table) == [2, 3, 4, 1]
    assert [one.text() for one in table.sort_menu().actions() if one.isChecked()] == ["Sort by Name"]
    take("Sort by Name")
    assert numbers(table) == [1, 4, 3, 2]
    take("In the order given")
    assert numbers(table) == [1, 2, 3, 4]


def test_a_mark_stays_when_the_words_after_it_take_two_lines(qtbot: QtBot) -> None:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage, QPainter

    from mdt_app.ui.common.cells import paint_cell

    picture = QImage(100, 32, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    cell = Cell(
        "Gemcitabine weekly, CT after 2 cycles", marks=(Mark(Shape.TRIANGLE, "prompt"),), two_lines=True
    )
    paint_cell(painter, QRect(0, 0, 100, 32), cell, themes.LIGHT)
    painter.end()
    colours = {picture.pixelColor(x, y).name() for x in range(14) for y in range(32)}
    assert themes.LIGHT.look_mark.lower() in colours
