"""The room sees one case in large type: who, the question, what is said and what is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_app.domain.agenda import needs_slot
from mdt_app.domain.slipping import Stage
from mdt_app.operations.projected import Projected, Room, Step
from mdt_app.ui.acp import words as acp_words
from mdt_app.ui.common import marks, words
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.theme import Theme
from mdt_app.ui.projector import blocks
from mdt_app.ui.projector.blocks import Words

HEIGHT, WIDTH = 1080, 1920
EDGE, GAP, FOOT = 48, 24, 72
TEXT = (46.0, 42.0, 38.0, 34.0, 31.0)
SHORT = (40.0, 36.0, 32.0, 29.0, 26.0)
NAMED = 3
"""How many due elements and criteria are named; more are counted."""


class Sheet(QWidget):
    """Paints one case, or the board's name and the time. `words()` is everything that stands there, as text."""

    def __init__(self) -> None:
        super().__init__()
        self._room: Room | None = None
        self._now: datetime | None = None
        self._blank, self._held = False, False
        self._painted: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_room(self, room: Room, now: datetime) -> None:
        """The case as it stands."""
        self._room, self._now = room, now
        self.update()

    def show_time(self, now: datetime) -> None:
        """The clock goes on."""
        self._now = now
        self.update()

    def set_state(self, *, blank: bool, held: bool) -> None:
        """Show the board's name alone, or say that what is seen is held."""
        self._blank, self._held = blank, held
        self.update()

    def words(self) -> str:
        """Everything that stood there when it was last painted."""
        return "\n".join(self._painted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as large as the window lets it be."""
        theme, painter = themes.current(), QPainter(self)
        self._painted = []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("surface"))
        k = min(self.width() / WIDTH, self.height() / HEIGHT)
        room = self._room
        if room is not None and room.case is not None and not self._blank:
            painter.scale(k, k)
            _Case(painter, theme, self.width() / k, self.height() / k, self._painted).paint(
                room, room.case, self._now, self._held
            )
        elif room is not None:
            painter.scale(k, k)
            self._paint_name(painter, theme, self.width() / k, self.height() / k)
        self.setAccessibleName(self.words())

    def _paint_name(self, painter: QPainter, theme: Theme, width: float, height: float) -> None:
        assert self._room is not None
        board = self._room.board
        time = words.said_time(self._now, board) if self._now else ""
        for text, pixels, token, top in (
            (board.name, 64.0, "text", height / 2 - 120),
            (time, 120.0, "text2", height / 2 - 10),
        ):
            self._painted.append(text)
            painter.setFont(blocks.font(pixels, token == "text"))
            painter.setPen(theme.colour(token))
            line = QRectF(EDGE, top, width - 2 * EDGE, pixels * 1.4)
            metrics = QFontMetricsF(painter.font())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)


class _Case:
    """One painting of a case; lengths are of a sheet 1080 high."""

    def __init__(
        self, painter: QPainter, theme: Theme, width: float, height: float, painted: list[str]
    ) -> None:
        self._painter, self._theme, self._painted = painter, theme, painted
        self._width, self._height = width, height

    def paint(self, room: Room, case: Projected, now: datetime | None, held: bool) -> None:
        near = now.date() if now else date.min
        top = self._head(case, near) + GAP
        top += self._question(case, top)
        bottom = self._height - FOOT
        left = (self._width - 2 * EDGE - 2 * GAP) * 0.54
        self._discussion(case, QRectF(EDGE, top, left, bottom - top - GAP))
        x = EDGE + left + 2 * GAP
        self._decision(case, QRectF(x, top, self._width - EDGE - x, bottom - top - GAP), near)
        self._painter.fillRect(QRectF(x - GAP, top, 1.5, bottom - top - GAP), self._theme.colour("line"))
        self._foot(room, case, now, held)

    def _head(self, case: Projected, near: date) -> float:
        """Who it is and how far the disease is; gives its height."""
        summary = words.said_dates(case.summary, near) or words.tr("No diagnosis recorded yet.")
        wide = self._width - 2 * EDGE
        made = blocks.fitting((Words(summary),), (30.0, 28.0), wide, 84)
        high = 78 + min(84.0, made.size().height()) + 10
        self._painter.fillRect(QRectF(0, 0, self._width, high), self._theme.colour("desk"))
        used = self._code(acp_words.banner(case.code, near), acp_words.shape(case.code))
        room = wide - used - GAP
        name = self._line(case.name, QRectF(EDGE, 12, room, 64), 46, "text", strong=True)
        born = words.born(case.birth_date, near)
        if name + GAP < room:
            self._line(born, QRectF(EDGE + name + GAP, 20, room - name - GAP, 56), 30, "text2")
        self._painted.append(summary)
        blocks.paint(self._painter, made, QRectF(EDGE, 78, wide, 84))
        return high

    def _code(self, text: str, shape: Shape) -> float:
        """The code status in its box at the right; gives its width."""
        painter, theme = self._painter, self._theme
        painter.setFont(blocks.font(30, True))
        wide = min(QFontMetricsF(painter.font()).horizontalAdvance(text) + 76, self._width * 0.45)
        box = QRectF(self._width - EDGE - wide, 14, wide, 52)
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 8, 8)
        painter.save()
        painter.translate(box.left() + 18, box.center().y())
        painter.scale(2 / theme.scale, 2 / theme.scale)
        marks.draw_mark(painter, shape, 0, 0, theme)
        painter.restore()
        self._line(text, box.adjusted(54, 0, -12, 0), 30, "text", strong=True)
        return wide

    def _question(self, case: Projected, top: float) -> float:
        asked = case.question.strip() or words.tr("No question written yet.")
        wide = self._width - 2 * EDGE
        made = blocks.fitting((Words(asked, strong=True),), (42.0, 38.0, 34.0), wide, 116)
        self._painted.append(asked)
        return blocks.paint(self._painter, made, QRectF(EDGE, top, wide, 116)) + GAP

    def _discussion(self, case: Projected, box: QRectF) -> None:
        self._title(words.tr("Discussion"), box)
        said = case.discussion.strip()
        self._text([Words(one) for one in said.splitlines()] if said else [], box.adjusted(0, 44, 0, 0), TEXT)

    def _decision(self, case: Projected, box: QRectF, near: date) -> None:
        self._title(words.tr("Decision"), box)
        low = self._in_short(case, box)
        decided = case.decision.strip()
        said = [Words(one) for one in decided.splitlines()] if decided else []
        for step in case.steps:
            said.append(Words(f"•  {step.what.strip()}", strong=True, apart=True))
            rest = _rest(step, near)
            said += [Words(rest, "text2")] if rest else []
        self._text(said, box.adjusted(0, 44, 0, -low), SHORT)

    def _in_short(self, case: Projected, box: QRectF) -> float:
        """Criteria and due elements at the foot of the box; gives their height."""
        high, wide = 0.0, box.width() - 38
        for shape, text in reversed(_notices(case)):
            made = blocks.document((Words(text, "text2"),), 26, wide)
            line = min(made.size().height(), 76.0)
            high += line + 8
            y = box.bottom() - high
            self._painter.save()
            self._painter.translate(box.left(), y + 18)
            self._painter.scale(2 / self._theme.scale, 2 / self._theme.scale)
            marks.draw_mark(self._painter, shape, 0, 0, self._theme)
            self._painter.restore()
            blocks.paint(self._painter, made, QRectF(box.left() + 38, y, wide, line))
            self._painted.append(text)
        return high + GAP if high else 0.0

    def _foot(self, room: Room, case: Projected, now: datetime | None, held: bool) -> None:
        top = self._height - FOOT
        self._painter.fillRect(QRectF(0, top, self._width, FOOT), self._theme.colour("desk"))
        left, right = _where(room, case, now), ""
        if now is not None:
            right = words.said_time(now, room.board)
        if held:
            right = f"{words.tr('held')}  ·  {right}"
        wide = self._width - 2 * EDGE
        self._line(left, QRectF(EDGE, top, wide - 260, FOOT), 28, "text2")
        self._line(right, QRectF(EDGE + wide - 260, top, 260, FOOT), 30, "text", strong=True, right=True)

    def _title(self, text: str, box: QRectF) -> None:
        self._line(text, QRectF(box.left(), box.top(), box.width(), 36), 24, "text2", strong=True)

    def _text(self, said: Sequence[Words], box: QRectF, sizes: tuple[float, ...]) -> None:
        if not said:
            nothing = words.tr("nothing written yet")
            self._line(nothing, QRectF(box.left(), box.top(), box.width(), 44), 28, "text3")
            return
        self._painted += [one.text for one in said]
        blocks.paint(self._painter, blocks.fitting(said, sizes, box.width(), box.height()), box, end=True)

    def _line(
        self, text: str, box: QRectF, pixels: float, token: str, *, strong: bool = False, right: bool = False
    ) -> float:
        """One line, cut with an ellipsis; gives its width."""
        self._painted.append(text)
        self._painter.setFont(blocks.font(pixels, strong))
        self._painter.setPen(self._theme.colour(token))
        metrics = QFontMetricsF(self._painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)


def _rest(one: Step, near: date) -> str:
    """Who, by when, on which condition: "Dr Benali, 20 Oct, if pain still 7"."""
    day = words.said_day(one.due, near) if one.due else ""
    return ", ".join(part for part in (one.who.strip(), day, one.condition.strip()) if part)


def _notices(case: Projected) -> list[tuple[Shape, str]]:
    """What asks for a decision, and what is due, in short."""
    found = []
    if case.suggested:
        said = words.tr("Suggested: {names}").format(names=_named(case.suggested))
        found.append((Shape.DIAMOND, said))
    if case.due:
        shape = Shape.DIAMOND if case.overdue else Shape.RING
        found.append((shape, words.tr("Due: {names}").format(names=_named(case.due))))
    return found


def _named(names: tuple[str, ...]) -> str:
    more = len(names) - NAMED
    said = ", ".join(names[:NAMED])
    return words.tr("{names} and {count} more").format(names=said, count=more) if more > 0 else said


def _where(room: Room, case: Projected, now: datetime | None) -> str:
    """Which case this is, and when the next ones come: numbers and times alone."""
    order = [one.id for one in room.listings if needs_slot(one)]
    place = order.index(case.listing_id) + 1 if case.listing_id in order else 0
    said = words.tr("Case {place} of {all}").format(place=place, all=len(order)) if place else ""
    coming = [
        f"{order.index(one.listing_id) + 1} – {words.said_time(one.since, room.board)}"
        for one in (room.course(now) if now else ())
        if one.stage == Stage.TO_COME and one.listing_id != case.listing_id and one.listing_id in order
    ][:4]
    return "      ".join([said, *coming])
