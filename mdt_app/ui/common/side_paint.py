"""How a row of a side list is painted: names are never cut, and what finds no room on a line gets the next."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from mdt_app.ui.common import icons, marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.cells import EDGE, write
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.marks import Mark, Tone
from mdt_app.ui.common.text import elided, fitted_name, name_lines, width
from mdt_app.ui.common.theme import Theme


def paint_group(painter: QPainter, box: QRect, group: SideGroup, theme: Theme) -> None:
    painter.fillRect(box, theme.colour("sunk"))
    inner = box.adjusted(16, 0, -16, 0)
    used = write(painter, inner, group.right, theme, 12, True, "text2", right=True) + 12 if group.right else 0
    title = fitted_name(group.title, inner.width() - used, 12, True)
    write(painter, inner, elided(title, inner.width() - used, 12, True), theme, 12, True, "text2")


def paint_background(painter: QPainter, box: QRect, row: SideRow, selected: bool, theme: Theme) -> None:
    if selected:
        painter.fillRect(box, theme.colour("accent_soft"))
        painter.fillRect(QRect(box.left(), box.top(), EDGE, box.height()), theme.colour("accent"))
    if row.second:
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("line"))


def paint_side_row(
    painter: QPainter, box: QRect, row: SideRow, selected: bool, lead: int, theme: Theme
) -> None:
    first, small = theme.line_height(14), theme.line_height(12)
    under = row.second or (row.extra if selected else "")
    wrapped = bool(row.name and row.second) and wraps(row, box.width() - lead_room(lead))
    head = 2 * small if wrapped else first
    high = head + (small if under else 0) + small * lines_below(row, box.width() - lead_room(lead))
    top = box.top() + (box.height() - high) // 2
    if lead:
        _paint_lead(painter, QRect(box.left(), box.top(), lead + 4, box.height()), row, selected, theme)
        box = box.adjusted(lead_room(lead), 0, 0, 0)
    line = QRect(box.left(), top, box.width(), head)
    used = _paint_right(painter, QRect(box.left(), top, box.width(), min(head, first)), row, theme)
    token = "text2" if row.quiet and not selected else "text"
    if row.name:
        place = box if not row.second else line
        _paint_name(painter, line.adjusted(0, 0, -used, 0), place, row.first, selected, token, theme)
    else:
        words = elided(row.first, line.width() - used, 14, selected)
        write(painter, line, words, theme, 14, selected, token)
    if under:
        _paint_second(painter, QRect(box.left(), top + head, box.width(), small), row, under, theme)
    _paint_below(painter, QRect(box.left(), top + head + small, box.width(), small), row, theme)


def lead_room(lead: int) -> int:
    return lead + 8 if lead else 0


def wraps(row: SideRow, room: int) -> bool:
    """Whether a name takes two lines; measured as the current row shows it, so that choosing one moves nothing."""
    return len(name_lines(row.first, room - _right_width(row), True)[1]) > 1


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
        write(painter, place, elided(text, line.width(), size, strong), theme, size, strong, token)


def _right_width(row: SideRow) -> int:
    """The room that the end of the first line takes."""
    used = width(row.right, 12, _is_loud(row)) + 4 if row.right else 0
    used += themes.current().px(marks.SIZE) + 4 if row.mark else 0
    used += themes.current().px(14) + 4 if row.right_icon else 0
    return used + (4 if used else 0)


def _is_loud(row: SideRow) -> bool:
    return row.mark is not None and marks.WORD_TONE.get(row.mark.shape, Tone.SECOND) is not Tone.SECOND


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
    right = row.second_right or fitting(row, _beside(row, room))
    if right:
        words = elided(right, room * 2 // 3, 12)
        room -= _paint_end(painter, line, words, row, theme) + 8
    x = line.left()
    if row.extra_icon and under == row.extra:
        icons.draw(painter, row.extra_icon, x, middle, theme.px(14), theme.colour("text2"))
        x += theme.px(14) + 4
        room -= theme.px(14) + 4
    words = elided(fitted_name(under, room, 12) if row.second_name else under, room, 12)
    write(painter, QRect(x, line.top(), room, line.height()), words, theme, 12, False, "text2")


def _paint_end(painter: QPainter, line: QRect, words: str, row: SideRow, theme: Theme) -> int:
    """Facts at the end of a line behind the row's icon; gives the pixels that they take."""
    used = write(painter, line, words, theme, 12, False, "text2", right=True) + 6
    if row.second_icon:
        used += theme.px(14)
        at, middle = line.right() + 1 - used, line.top() + line.height() / 2
        icons.draw(painter, row.second_icon, at, middle, theme.px(14), theme.colour("text2"))
    return used


def fitting(row: SideRow, room: int) -> str:
    """The facts at the end of the second line, as many as `room` pixels hold."""
    parts = row.second_parts
    while parts and width(" · ".join(parts), 12) > room:
        parts = parts[:-1]
    return " · ".join(parts)


def left_over(row: SideRow, room: int) -> str:
    """The facts that find no room on the second line of a row of so many pixels."""
    shown = fitting(row, _beside(row, room))
    return " · ".join(row.second_parts)[len(shown) :].removeprefix(" · ")


def lines_below(row: SideRow, room: int) -> int:
    """How many lines a row of so many pixels has under its second: 0, 1 or 2."""
    rest = left_over(row, room) if row.second_parts else ""
    return (row.third is not None) + bool(rest and not _share_a_line(row, rest, room))


def _beside(row: SideRow, room: int) -> int:
    """The room beside the words of the second line."""
    return room - width(row.second, 12) - themes.current().px(14) - 14


def _share_a_line(row: SideRow, rest: str, room: int) -> bool:
    """Whether the facts left over fit beside the words of the third line."""
    if row.third is None:
        return False
    needed = width(row.third.word, 12) + width(rest, 12) + themes.current().px(marks.SIZE) + 4 + 12
    return needed <= room


def _paint_below(painter: QPainter, line: QRect, row: SideRow, theme: Theme) -> None:
    """What stands under the second line: facts that found no room on it, and the third line's words."""
    room = line.width()
    rest = left_over(row, room) if row.second_parts else ""
    if rest:
        first = not fitting(row, _beside(row, room))
        whole = elided(rest, room - theme.px(20), 12)
        if first:
            _paint_end(painter, line, whole, row, theme)
        else:
            write(painter, line, whole, theme, 12, False, "text2", right=True)
        if not _share_a_line(row, rest, room):
            line = line.translated(0, line.height())
    if row.third:
        _paint_third(painter, line, row.third, theme)


def _paint_third(painter: QPainter, line: QRect, said: Mark, theme: Theme) -> None:
    side = theme.px(marks.SIZE)
    middle = line.top() + line.height() / 2
    marks.draw_mark(painter, said.shape, line.left(), middle, theme, said.quiet)
    tone = Tone.SECOND if said.quiet else marks.WORD_TONE.get(said.shape, Tone.SECOND)
    place = line.adjusted(side + 4, 0, 0, 0)
    write(painter, place, elided(said.word, place.width(), 12), theme, 12, False, tone.value)
