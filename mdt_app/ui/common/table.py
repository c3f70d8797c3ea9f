"""A table has fixed row heights, thin lines between rows only, and every act of the mouse also has a key."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import paint_focus
from mdt_app.ui.common.cells import GAP, START, CellDelegate, write
from mdt_app.ui.common.columns import Band, ColumnsModel
from mdt_app.ui.common.drag import RowDrag
from mdt_app.ui.common.text import elided, literal, width

ROW_HEIGHT = 44
HEADER_HEIGHT = 32
BAND_HEIGHT = 24
STRETCH_LEAST = 120


class TableHeader(QHeaderView):
    """Titles in 12/600 over one line; a click sorts, a second click turns, a third restores the given order."""

    def __init__(self, table: TableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(themes.current().px(HEADER_HEIGHT))
        self.sectionClicked.connect(self._clicked)

    def paintSection(self, painter: QPainter, rect: QRect, column_number: int) -> None:
        """Draw one title and, where the table is sorted by it, an arrow."""
        theme = themes.current()
        model = self._table.columns_model()
        column, order = model.columns[column_number], model.order()
        line = rect.adjusted(self._table.start_gap(column_number), 0, -GAP, 0)
        arrow = theme.px(12) + 4 if order.column == column_number else 0
        title = elided(column.title, max(0, line.width() - arrow), 12, True)
        painter.save()
        used = write(painter, line, title, theme, 12, True, "text" if arrow else "text2", column.right)
        if arrow:
            name = "sort-down" if order.descending else "sort-up"
            icons.draw(
                painter,
                name,
                line.left() + used + 4,
                line.center().y() + 1,
                theme.px(12),
                theme.colour("text2"),
            )
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("field"))
        painter.restore()

    def _clicked(self, section: int) -> None:
        order = self._table.columns_model().order()
        if order.column == section and order.descending:
            self._table.sort_by(-1)
        else:
            self._table.turn_to(section)


class TableView(QTableView):
    """Shows a ColumnsModel; `flush` starts at the very left, for a table inside a page.

    Rows are chosen, opened with Enter or a double click, and moved where that is allowed. Signals: `chosen(row)` when
    another row becomes current, `opened(row)`, `moved(row, to)` with the place that the row should take among all rows,
    `dragging(row, to)` while a row hangs over a place, `drag_ended()`.
    """

    chosen = Signal(object)
    opened = Signal(object)
    moved = Signal(object, int)
    dragging = Signal(object, int)
    drag_ended = Signal()

    def __init__(
        self, model: ColumnsModel[Any], *, name: str = "", movable: bool = False, row_height: int = ROW_HEIGHT,
        header_height: int = HEADER_HEIGHT, flush: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._row_height, self._header_height, self._flush = row_height, header_height, flush
        self._movable = movable
        self._drag = RowDrag(self)
        self._kept: object = None
        self._low: list[int] = []
        self._laid_for: themes.Theme | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("The menu key offers other orders."))
        self._set_up()
        self.setHorizontalHeader(TableHeader(self))
        self.setItemDelegate(CellDelegate(self))
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self._lay_out()

    def columns_model(self) -> ColumnsModel[Any]:
        """The model, typed."""
        model = self.model()
        assert isinstance(model, ColumnsModel)
        return model

    def current_row(self) -> Any:
        """The row that is current, or None."""
        row = self.columns_model().row_at(self.currentIndex().row())
        return None if isinstance(row, Band) else row

    def choose(self, identity: object) -> bool:
        """Make the row with this identity current and visible; False when it is not shown."""
        place = self.columns_model().place_of(identity)
        if place < 0:
            return False
        self._select(place)
        return True

    def sort_by(self, column: int, descending: bool = False) -> None:
        """Sort by a column; -1 restores the order in which the rows came."""
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.columns_model().sort(column, way)
        self.horizontalHeader().viewport().update()

    def turn_to(self, column: int) -> None:
        """Sort by a column, the other way round where it is sorted by that already."""
        order = self.columns_model().order()
        self.sort_by(column, descending=order.column == column and not order.descending)

    def sort_menu(self) -> QMenu:
        """Every order that the titles give, for hands without a mouse; the menu key and a right click open it."""
        menu, model = QMenu(self), self.columns_model()
        by = self.tr("Sort by {title}")
        orders = [
            (n, by.format(title=one.title)) for n, one in enumerate(model.columns) if one.key and one.title
        ]
        for number, words in [(-1, self.tr("In the order given")), *orders]:
            act = menu.addAction(literal(words))
            act.setCheckable(True)
            act.setChecked(model.order().column == number)
            act.triggered.connect(lambda _=False, number=number: self.turn_to(number))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the orders."""
        menu = self.sort_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def start_gap(self, column: int) -> int:
        """Room before the words of a column: the first stands under the page title, in a `flush` table at the edge."""
        if column or self._flush:
            return 0
        return GAP if self._movable else START

    def fit_rows(self) -> None:
        """Be exactly as high as the rows, for a short table inside a page; call after new rows."""
        theme = themes.current()
        rows = sum(self.rowHeight(place) for place in range(self.model().rowCount()))
        self.setFixedHeight(theme.px(self._header_height) + rows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def can_move(self) -> bool:
        """Rows move only while they are shown in the order in which they came."""
        return self._movable and self.columns_model().order().column < 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Alt+Up and Alt+Down move the row, Escape puts a dragged row back."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if alt and step:
            self._move_by(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() is not None:
            self.opened.emit(self.current_row())
        elif event.key() == Qt.Key.Key_Escape and self._drag.carried >= 0:
            self._end_drag()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Any, previous: Any) -> None:
        """Announce the row that became current."""
        super().currentChanged(current, previous)
        row = self.columns_model().row_at(current.row())
        if row is not None and not isinstance(row, Band) and current.row() != previous.row():
            self.chosen.emit(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, and remember where a drag may begin."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.can_move():
            self._drag.press(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the row once the mouse has gone far enough."""
        here = event.position().toPoint()
        if self._drag.wants_to_start(here) and self.current_row() is not None:
            self._drag.start()
        if self._drag.carried >= 0 and self._drag.move(here.y()):
            row = self.columns_model().row_at(self._drag.carried)
            self.dragging.emit(row, self._among_rows(self._drag.target))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the row."""
        carried, to = self._drag.carried, self._drag.target
        row = self.columns_model().row_at(carried)
        self._end_drag()
        if row is not None and to not in (-1, carried):
            self.moved.emit(row, self._among_rows(to))
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row."""
        super().mouseDoubleClickEvent(event)
        if self.current_row() is not None:
            self.opened.emit(self.current_row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the free width to the columns that stretch."""
        super().resizeEvent(event)
        self._share_width()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming in by key makes the first row current."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self._select(
                next(
                    (
                        n
                        for n, row in enumerate(self.columns_model().shown_rows())
                        if not isinstance(row, Band)
                    ),
                    0,
                )
            )

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text scale changes the heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._laid_for not in (None, themes.current()):
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, the focus ring of the current one, and the row that is being carried."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._drag.carried >= 0:
            self._drag.paint(painter)
        elif self.hasFocus() and self.currentIndex().isValid():
            paint_focus(painter, QRectF(self._drag.row_box(self.currentIndex().row())), themes.current())

    def _set_up(self) -> None:
        self.setViewport(_ground())
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(16)

    def _lay_out(self) -> None:
        self._laid_for = theme = themes.current()
        self.verticalHeader().setDefaultSectionSize(theme.px(self._row_height))
        self.horizontalHeader().setFixedHeight(theme.px(self._header_height))
        self.horizontalHeader().setMinimumSectionSize(16)
        self._lay_bands()
        self._share_width()

    def _lay_bands(self) -> None:
        self.clearSpans()
        model, rows = self.columns_model(), self.columns_model().shown_rows()
        for place in (place for place in self._low if place < len(rows)):
            self.setRowHeight(place, themes.current().px(self._row_height))
        self._low = (
            [place for place, row in enumerate(rows) if isinstance(row, Band)] if model.has_bands() else []
        )
        for place in self._low:
            self.setRowHeight(place, themes.current().px(BAND_HEIGHT))
            if len(model.columns) > 1:
                self.setSpan(place, 0, 1, len(model.columns))

    def _share_width(self) -> None:
        columns = self.columns_model().columns
        room, folded = self.viewport().width(), frozenset[int]()
        for number in reversed(range(len(columns))):
            if columns[number].under >= 0 and sum(self._least(folded).values()) > room:
                folded |= {number}
        self.columns_model().fold(folded)
        for number in range(len(columns)):
            self.setColumnHidden(number, number in folded)
        stretching = [
            number for number, column in enumerate(columns) if column.stretch and number not in folded
        ]
        for number, wide in _shared(self._widths(folded), self._least(folded), stretching, room).items():
            self.setColumnWidth(number, wide)

    def _widths(self, folded: frozenset[int]) -> dict[int, int]:
        """What the columns that are not folded would like, in pixels; one takes the room of those under it."""
        theme, columns = themes.current(), self.columns_model().columns
        wanted: dict[int, int] = {}
        for number, column in enumerate(columns):
            if number not in folded:
                guests = [columns[one].width for one in folded if columns[one].under == number]
                asked = theme.px(max(column.width, *guests, 0))
                wanted[number] = max(asked, width(column.title, 12, True) + GAP + self.start_gap(number))
        return wanted

    def _least(self, folded: frozenset[int]) -> dict[int, int]:
        """How narrow each may become."""
        columns, least = self.columns_model().columns, themes.current().px(STRETCH_LEAST)
        return {
            number: min(wide, least) if columns[number].stretch else wide
            for number, wide in self._widths(folded).items()
        }

    def _select(self, place: int) -> None:
        index = self.model().index(place, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _remember(self) -> None:
        row = self.current_row()
        self._kept = None if row is None else self.columns_model().identity(row)

    def _restore(self) -> None:
        self._lay_bands()
        self._share_width()
        place = self.columns_model().place_of(self._kept) if self._kept is not None else -1
        if place >= 0:
            blocked = self.blockSignals(True)
            self._select(place)
            self.blockSignals(blocked)

    def _move_by(self, step: int) -> None:
        place, row = self.currentIndex().row(), self.current_row()
        to = place + step
        while isinstance(self.columns_model().row_at(to), Band):
            to += step
        if self.can_move() and row is not None and 0 <= to < self.model().rowCount():
            self.moved.emit(row, self._among_rows(to))

    def _among_rows(self, place: int) -> int:
        """A place counted without the bands above it."""
        model = self.columns_model()
        bands = sum(isinstance(model.row_at(above), Band) for above in range(place + 1))
        return max(0, place - bands)

    def _end_drag(self) -> None:
        was_carrying = self._drag.carried >= 0
        self._drag.end()
        if was_carrying:
            self.drag_ended.emit()


def _shared(
    wanted: dict[int, int], least: dict[int, int], stretching: list[int], room: int
) -> dict[int, int]:
    """The widths with the free room shared out, or with what is lacking taken from those that can still give."""
    widths, open_ones = dict(wanted), list(stretching)
    while open_ones and (free := room - sum(widths.values())):
        share = free // len(open_ones)
        for number in open_ones:
            widths[number] = max(least[number], widths[number] + share)
        open_ones = [number for number in open_ones if free < 0 and widths[number] > least[number]]
    return widths


def _ground() -> QWidget:
    """A viewport as Qt would make it. Of one that Qt did make, PySide has to find out what it is, and builds every kind
    of widget in Python for that: the first table on the screen would wait for all of them."""
    ground = QWidget()
    ground.setObjectName("qt_scrollarea_viewport")
    ground.setBackgroundRole(QPalette.ColorRole.Base)
    ground.setAutoFillBackground(True)
    return ground
