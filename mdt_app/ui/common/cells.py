"""A cell is painted in two lines, 14/20 and 12/16, with nothing between rows but one thin line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mdt_app.ui.common import icons, marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.columns import Band, Cell, ColumnsModel
from mdt_app.ui.common.text import elided, fitted_name, name_lines, width
from mdt_app.ui.common.theme import Theme

GAP, START = 12, 16
EDGE = 4
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
AT_LEFT, AT_RIGHT = int(Qt.AlignmentFlag.AlignLeft) | MIDDLE, int(Qt.AlignmentFlag.AlignRight) | MIDDLE


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a ColumnsModel; the view's row height is fixed, so nothing is measured while scrolling.

    Its parent is the view, which says how much room stands before the words of a column (`start_gap(column)`).
    """

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw background, edge, contents and the line under the row."""
        theme = themes.current()
        model = index.model()
        if not isinstance(model, ColumnsModel):
            return
        box: QRect = option.rect
        row = model.row_at(index.row())
        painter.save()
        if isinstance(row, Band):
            self._paint_band(painter, box, row, theme, model.has_edge(index.row()))
        elif row is not None:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_row(painter, box, index, model, row, selected, theme)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Fixed: the view sets the height."""
        return QSize(40, themes.current().px(44))

    def _paint_row(
        self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex, model: ColumnsModel[Any],
        row: Any, selected: bool, theme: Theme,
    ) -> None:  # fmt: skip
        number = index.column()
        if selected:
            painter.fillRect(box, theme.colour("accent_soft"))
        if number == 0 and (selected or model.has_edge(index.row())):
            painter.fillRect(QRect(box.left(), box.top(), EDGE, box.height()), theme.colour("accent"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))
        column = model.columns[number]
        view: Any = self.parent()
        inner = box.adjusted(view.start_gap(number), 0, -GAP, -1)
        if column.paint is not None:
            column.paint(painter, inner, row, theme)
            return
        paint_cell(painter, inner, model.cell_of(row, number), theme, right=column.right)

    def _paint_band(self, painter: QPainter, box: QRect, band: Band, theme: Theme, edge: bool) -> None:
        painter.fillRect(box, theme.colour("accent_soft"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))
        if edge:
            painter.fillRect(QRect(box.left(), box.top(), EDGE, box.height()), theme.colour("accent"))
        x = box.left() + 16
        if band.icon:
            icons.draw(painter, band.icon, x, box.center().y() + 0.5, theme.px(14), theme.colour("accent"))
            x += theme.px(14) + 6
        room = write(
            painter, QRect(x, box.top(), box.width(), box.height()), band.title, theme, 12, True, "text"
        )
        rest = QRect(x + room + 8, box.top(), max(0, box.right() - x - room - 20), box.height())
        write(painter, rest, elided(band.detail, rest.width(), 12), theme, 12, False, "text2")


def paint_cell(painter: QPainter, box: QRect, cell: Cell, theme: Theme, right: bool = False) -> None:
    """Paint one cell into a box: marks or icon, first line, second line."""
    if cell.two_lines and (
        cell.small or width(cell.first, 14, cell.strong) > box.width() - _room_before(cell, theme)
    ):
        _paint_two_lines(painter, box, cell, theme)
        return
    if cell.name:
        room = box.width() - (theme.px(14) + 6 if cell.icon else 0)
        size, lines = name_lines(cell.first, room, cell.strong)
        if size != 14:
            _paint_small_name(painter, box, lines, cell, theme)
            return
    first_height, second_height = theme.line_height(14), theme.line_height(12)
    has_first = bool(cell.first or cell.struck or cell.icon or cell.marks)
    total = first_height * has_first + second_height * bool(cell.second)
    top = box.top() + (box.height() - total) // 2
    if has_first:
        _paint_first(painter, QRect(box.left(), top, box.width(), first_height), cell, theme, right)
        top += first_height
    if cell.second:
        line = QRect(box.left(), top, box.width(), second_height)
        strong = cell.second_tone in (marks.Tone.LOOK, marks.Tone.ACT)
        shown = elided(cell.second, box.width(), 12, strong)
        write(painter, line, shown, theme, 12, strong, cell.second_tone.value, right)


def _paint_small_name(
    painter: QPainter, box: QRect, lines: tuple[str, ...], cell: Cell, theme: Theme
) -> None:
    """A family name too long for one line of 14: it takes two lines of 12, and the icon gives way."""
    texts = [*((line, cell.strong, cell.tone) for line in lines), (cell.second, False, cell.second_tone)]
    height = min(theme.line_height(12), box.height() // len(texts))
    top = box.top() + (box.height() - height * len(texts)) // 2
    for number, (line, strong, tone) in enumerate(texts):
        place = QRect(box.left(), top + number * height, box.width(), height)
        write(painter, place, elided(line, box.width(), 12, strong), theme, 12, strong, tone.value)


def _paint_two_lines(painter: QPainter, box: QRect, cell: Cell, theme: Theme) -> None:
    """Break the text at a word into two lines; what is left over ends in an ellipsis."""
    used = _paint_before(painter, box, cell, theme)
    box = box.adjusted(used, 0, 0, 0)
    words, first = cell.first.split(), ""
    while words and width(f"{first} {words[0]}".strip(), 12, cell.strong) <= box.width():
        first = f"{first} {words.pop(0)}".strip()
    lines = [first] if first else []
    if words:
        lines.append(elided(" ".join(words), box.width(), 12, cell.strong))
    height = theme.line_height(12)
    top = box.top() + (box.height() - height * len(lines)) // 2
    for number, line in enumerate(lines):
        place = QRect(box.left(), top + number * height, box.width(), height)
        write(painter, place, line, theme, 12, cell.strong, cell.tone.value)


def _room_before(cell: Cell, theme: Theme) -> int:
    return len(cell.marks) * (theme.px(marks.SIZE) + 4) + (theme.px(14) + 6 if cell.icon else 0)


def _paint_before(painter: QPainter, line: QRect, cell: Cell, theme: Theme) -> int:
    """Paint marks and icon at the start of a line; gives the width that they take."""
    x, middle = line.left(), line.top() + line.height() / 2
    for mark in cell.marks:
        marks.draw_mark(painter, mark.shape, x, middle, theme, mark.quiet)
        x += theme.px(marks.SIZE) + 4
    if cell.marks and cell.first:
        x += 2
    if cell.icon:
        icons.draw(painter, cell.icon, x, middle, theme.px(14), theme.colour("text2"))
        x += theme.px(14) + 6
    return x - line.left()


def _paint_first(painter: QPainter, line: QRect, cell: Cell, theme: Theme, right: bool) -> None:
    x = line.left() + _paint_before(painter, line, cell, theme)
    if cell.struck:
        x += _paint_struck(painter, QRect(x, line.top(), line.width(), line.height()), cell.struck, theme)
    rest = QRect(x, line.top(), line.right() - x + 1, line.height())
    size = 12 if cell.small else 14
    fit = fitted_name if cell.name else elided
    write(
        painter,
        rest,
        fit(cell.first, rest.width(), size, cell.strong),
        theme,
        size,
        cell.strong,
        cell.tone.value,
        right,
    )


def _paint_struck(painter: QPainter, line: QRect, text: str, theme: Theme) -> int:
    font = theme.font(14)
    font.setStrikeOut(True)
    painter.setFont(font)
    painter.setPen(theme.colour("text3"))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
    room = width(text, 14)
    icons.draw(
        painter,
        "arrow-right",
        line.left() + room + 4,
        line.top() + line.height() / 2,
        theme.px(12),
        theme.colour("text2"),
    )
    return room + theme.px(12) + 8


def write(
    painter: QPainter,
    line: QRect,
    text: str,
    theme: Theme,
    size: int,
    strong: bool,
    token: str,
    right: bool = False,
) -> int:
    """Write one line of text, centred in height; gives its width."""
    painter.setFont(theme.font(size, strong))
    painter.setPen(theme.colour(token))
    painter.drawText(QRectF(line), AT_RIGHT if right else AT_LEFT, text)
    return width(text, size, strong)
