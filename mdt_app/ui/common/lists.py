"""A side list shows rows of one or two lines under group headers, and one of them is where you are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import paint_focus
from mdt_app.ui.common.columns import NO_PARENT
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.side_paint import (
    lead_room,
    lines_below,
    paint_background,
    paint_group,
    paint_side_row,
    wraps,
)
from mdt_app.ui.common.text import tip, width

ONE_LINE, TWO_LINES, GROUP = 32, 52, 28
SMALL, WRAPPED = 16, 12
"""How much higher a row is with each line under the second, and with a name over two lines of 12 instead of one."""
_ROLE = Qt.ItemDataRole.UserRole + 1


class _SideModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[SideRow | SideGroup, ...] = ()

    def set_rows(self, rows: Sequence[SideRow | SideGroup]) -> bool:
        """False where only words changed: the same rows stand in the same order."""
        if [_place(row) for row in self.rows] == [_place(row) for row in rows]:
            self.rows = tuple(rows)
            if self.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))
            return False
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()
        return True

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROLE:
            return row
        words = row.spoken() if isinstance(row, SideRow) else f"{row.title} {row.right}".strip()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words
        return tip(words) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.rows[index.row()], SideGroup):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _place(row: SideRow | SideGroup) -> tuple[bool, object]:
    """What of a row decides where it stands."""
    return (True, row.title) if isinstance(row, SideGroup) else (False, row.key)


def _height(row: SideRow | SideGroup) -> tuple[object, ...]:
    """What of a row decides how high it is."""
    if isinstance(row, SideGroup):
        return ()
    under = (row.second, row.second_parts, row.third and row.third.word) if row.second_parts else None
    return bool(row.second), bool(row.extra), row.third is None, row.name and (row.first, row.right), under


class SideList(QListView):
    """A list at the side of a screen. Emits `chosen(key)` when another row becomes current, `opened(key)` on Enter.

    Padding and the width of the lead follow the data; `lines` (default true) parts two-line rows with one thin line.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows_model = _SideModel(self)
        self.lead_width = 0
        self._unfolds = False
        self.setModel(self._rows_model)
        self.setItemDelegate(_SideDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.activated.connect(self._activated)

    def set_rows(self, rows: Sequence[SideRow | SideGroup]) -> None:
        """Show other rows; the current key stays current where it still exists, and what is seen stays in sight.
        Nothing is announced."""
        kept = self.current_key()
        bar, seen = (
            self.verticalScrollBar(),
            self.viewport().rect().intersects(self.visualRect(self.currentIndex())),
        )
        scrolled = bar.value()
        heights = [_height(row) for row in self._rows_model.rows]
        leads = [width(row.lead, 14, True) for row in rows if isinstance(row, SideRow) and row.lead]
        self.lead_width = max(leads, default=0)
        self._unfolds = any(isinstance(row, SideRow) and row.extra for row in rows)
        blocked = self.blockSignals(True)
        if self._rows_model.set_rows(rows):
            if kept is not None and self.choose(kept) and not seen:
                self.executeDelayedItemsLayout()
                bar.setValue(scrolled)
        elif heights != [_height(row) for row in rows]:
            self.scheduleDelayedItemsLayout()
        self.blockSignals(blocked)

    def choose(self, key: object) -> bool:
        """Make a row current by its key; False when it is not there."""
        for place, row in enumerate(self._rows_model.rows):
            if isinstance(row, SideRow) and row.key == key:
                self._make_current(place)
                return True
        return False

    def _make_current(self, place: int) -> None:
        """By place, for one thing may stand in two groups under the same key."""
        index = self._rows_model.index(place, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def current_key(self) -> object | None:
        """The key of the current row, or None."""
        index = self.currentIndex()
        row = self._rows_model.rows[index.row()] if index.isValid() else None
        return row.key if isinstance(row, SideRow) else None

    def step(self, by: int) -> None:
        """Make the next (1) or previous (-1) row current, over group headers."""
        place = self.currentIndex().row() + by
        while 0 <= place < len(self._rows_model.rows):
            if isinstance(self._rows_model.rows[place], SideRow):
                self._make_current(place)
                return
            place += by

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step over headers, Enter opens."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.step(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activated()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Any, previous: Any) -> None:
        """Announce the row that became current."""
        super().currentChanged(current, previous)
        if self._unfolds:
            self.scheduleDelayedItemsLayout()
        if self.current_key() is not None:
            self.chosen.emit(self.current_key())

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale changes the heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _activated(self) -> None:
        if self.current_key() is not None:
            self.opened.emit(self.current_key())


class _SideDelegate(QStyledItemDelegate):
    def __init__(self, view: SideList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(_ROLE)
        if isinstance(row, SideGroup):
            height = GROUP
        elif row.second:
            below = lines_below(row, self._room())
            height = TWO_LINES + SMALL * below + (WRAPPED if row.name and wraps(row, self._room()) else 0)
        else:
            height = 48 if row.extra and index.row() == self._view.currentIndex().row() else ONE_LINE
        return QSize(80, themes.current().px(height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = themes.current()
        box: QRect = option.rect
        row = index.data(_ROLE)
        painter.save()
        if isinstance(row, SideGroup):
            paint_group(painter, box.adjusted(0, 0, 16 - self._right_room(), 0), row, theme)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            paint_background(painter, box, row, selected, theme)
            paint_side_row(
                painter,
                box.adjusted(16, 0, -self._right_room(), 0),
                row,
                selected,
                self._view.lead_width,
                theme,
            )
            if selected and self._view.hasFocus():
                paint_focus(painter, QRectF(box), theme)
        painter.restore()

    def _room(self) -> int:
        """Pixels for the words of a row."""
        return self._view.viewport().width() - 16 - self._right_room() - lead_room(self._view.lead_width)

    def _right_room(self) -> int:
        return 4 if self._view.verticalScrollBar().isVisible() else 16
