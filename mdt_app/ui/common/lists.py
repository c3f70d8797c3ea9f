"""A side list shows rows of one or two lines under group headers, and one of them is where you are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

from mdt_app.ui.common import icons, marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import paint_focus
from mdt_app.ui.common.cells import EDGE, write
from mdt_app.ui.common.columns import NO_PARENT
from mdt_app.ui.common.marks import Mark, Tone
from mdt_app.ui.common.text import elided, fitted_name, name_lines, tip, width
from mdt_app.ui.common.theme import Theme

ONE_LINE, TWO_LINES, GROUP = 32, 52, 28
_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class SideGroup:
    """A group header, 28 px: a title and, at the right, a count or remark."""

    title: str
    right: str = ""


@dataclass(frozen=True)
class SideRow:
    """One row. `lead` stands before it (a time), `first` is 14/20, `second` 12/16 under it, `right` in 12 at the end.

    `struck` is what the lead was before, struck out under it (a time that does not hold any more). `quiet` greys what
    is done; `extra` opens a second line only in the current row (height 48).
    """

    key: object
    first: str
    second: str = ""
    lead: str = ""
    right: str = ""
    right_icon: str = ""
    mark: Mark | None = None
    second_right: str = ""
    second_icon: str = ""
    extra: str = ""
    extra_icon: str = ""
    quiet: bool = False
    name: bool = False
    struck: str = ""

    def spoken(self) -> str:
        """The row in words."""
        mark = self.mark.word if self.mark else ""
        lead = f"{self.lead} ({self.struck})" if self.struck else self.lead
        parts = (lead, self.first, self.second, self.second_right, self.extra, mark, self.right)
        return ", ".join(part for part in parts if part)


class _SideModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[SideRow | SideGroup, ...] = ()

    def set_rows(self, rows: Sequence[SideRow | SideGroup]) -> bool:
        """False where only words changed: the same rows in the same order, each as high as before."""
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


def _place(row: SideRow | SideGroup) -> tuple[object, bool, bool]:
    """What of a row decides where everything stands."""
    if isinstance(row, SideGroup):
        return row.title, False, False
    return row.key, bool(row.second), bool(row.extra)


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
        self.setModel(self._rows_model)
        self.setItemDelegate(_SideDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.activated.connect(self._activated)

    def set_rows(self, rows: Sequence[SideRow | SideGroup]) -> None:
        """Show other rows; the current key stays current where it still exists. Nothing is announced."""
        kept = self.current_key()
        leads = [width(row.lead, 14, True) for row in rows if isinstance(row, SideRow) and row.lead]
        self.lead_width = max(leads, default=0)
        blocked = self.blockSignals(True)
        if self._rows_model.set_rows(rows) and kept is not None:
            self.choose(kept)
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
            height = TWO_LINES
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
            _paint_group(painter, box.adjusted(0, 0, 16 - self._right_room(), 0), row, theme)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint_background(painter, box, row, selected, theme)
            _paint_side_row(
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

    def _right_room(self) -> int:
        return 4 if self._view.verticalScrollBar().isVisible() else 16


def _paint_group(painter: QPainter, box: QRect, group: SideGroup, theme: Theme) -> None:
    painter.fillRect(box, theme.colour("sunk"))
    inner = box.adjusted(16, 0, -16, 0)
    used = write(painter, inner, group.right, theme, 12, True, "text2", right=True) + 12 if group.right else 0
    title = fitted_name(group.title, inner.width() - used, 12, True)
    write(painter, inner, elided(title, inner.width() - used, 12, True), theme, 12, True, "text2")


def _paint_background(painter: QPainter, box: QRect, row: SideRow, selected: bool, theme: Theme) -> None:
    if selected:
        painter.fillRect(box, theme.colour("accent_soft"))
        painter.fillRect(QRect(box.left(), box.top(), EDGE, box.height()), theme.colour("accent"))
    if row.second:
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))


def _paint_side_row(
    painter: QPainter, box: QRect, row: SideRow, selected: bool, lead: int, theme: Theme
) -> None:
    first, second = theme.line_height(14), theme.line_height(12)
    under = row.second or (row.extra if selected else "")
    top = box.top() + (box.height() - first - (second if under else 0)) // 2
    if lead:
        _paint_lead(painter, QRect(box.left(), box.top(), lead + 4, box.height()), row, selected, theme)
        box = box.adjusted(lead + 8, 0, 0, 0)
    line = QRect(box.left(), top, box.width(), first)
    used = _paint_right(painter, line, row, theme)
    room = line.width() - used
    token = "text2" if row.quiet and not selected else "text"
    if row.name:
        _paint_name(painter, QRect(box.left(), top, room, first), box, row.first, selected, token, theme)
    else:
        write(painter, line, elided(row.first, room, 14, selected), theme, 14, selected, token)
    if under:
        _paint_second(painter, QRect(box.left(), top + first, box.width(), second), row, under, theme)


def _paint_lead(painter: QPainter, box: QRect, row: SideRow, selected: bool, theme: Theme) -> None:
    token = "accent" if selected else ("text3" if row.quiet else "text2")
    if not row.struck:
        write(painter, box, row.lead, theme, 14 if selected else 12, selected, token)
        return
    high = min(theme.line_height(12), box.height() // 2)
    top = box.top() + (box.height() - 2 * high) // 2
    write(painter, QRect(box.left(), top, box.width(), high), row.lead, theme, 12, True, token)
    under = QRect(box.left(), top + high, box.width(), high)
    used = write(painter, under, row.struck, theme, 12, False, "text3")
    middle = under.center().y() + 1
    painter.fillRect(QRect(under.left(), middle, used, 1), theme.colour("text3"))


def _paint_name(
    painter: QPainter, line: QRect, box: QRect, name: str, strong: bool, token: str, theme: Theme
) -> None:  # fmt: skip
    size, lines = name_lines(name, line.width(), strong)
    height = line.height() if len(lines) == 1 else min(theme.line_height(12), box.height() // 2)
    top = line.top() if len(lines) == 1 else line.center().y() - height + 1
    for number, text in enumerate(lines):
        place = QRect(line.left(), top + number * height, line.width(), height)
        write(painter, place, text, theme, size, strong, token)


def _paint_right(painter: QPainter, line: QRect, row: SideRow, theme: Theme) -> int:
    used = 0
    tone = marks.WORD_TONE.get(row.mark.shape, Tone.SECOND) if row.mark else Tone.SECOND
    if row.right:
        strong = tone is not Tone.SECOND
        used += write(painter, line, row.right, theme, 12, strong, tone.value, right=True) + 4
    middle = line.top() + line.height() / 2
    if row.mark:
        used += theme.px(marks.SIZE)
        marks.draw_mark(painter, row.mark.shape, line.right() + 1 - used, middle, theme, row.mark.quiet)
        used += 4
    if row.right_icon:
        used += theme.px(14)
        icons.draw(
            painter, row.right_icon, line.right() + 1 - used, middle, theme.px(14), theme.colour("text2")
        )
        used += 4
    return used + (4 if used else 0)


def _paint_second(painter: QPainter, line: QRect, row: SideRow, under: str, theme: Theme) -> None:
    middle = line.top() + line.height() / 2
    room = line.width()
    if row.second_right:
        words = elided(row.second_right, room * 2 // 3, 12)
        used = write(painter, line, words, theme, 12, False, "text2", right=True) + 6
        if row.second_icon:
            used += theme.px(14)
            icons.draw(
                painter, row.second_icon, line.right() + 1 - used, middle, theme.px(14), theme.colour("text2")
            )
        room -= used + 8
    x = line.left()
    if row.extra_icon and under == row.extra:
        icons.draw(painter, row.extra_icon, x, middle, theme.px(14), theme.colour("text2"))
        x += theme.px(14) + 4
        room -= theme.px(14) + 4
    write(
        painter, QRect(x, line.top(), room, line.height()), elided(under, room, 12), theme, 12, False, "text2"
    )
