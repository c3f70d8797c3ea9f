"""A level of care is one box to read at a glance: who, how reached, what it holds now; Enter mends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from mdt_app.domain.careteam import CareTeam, Duty, Gaps, LevelCare
from mdt_app.domain.handovers import Handover
from mdt_app.ui.careteam import passages, words
from mdt_app.ui.careteam.passages import Passage
from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import paint_focus
from mdt_app.ui.common.marks import Shape

ICONS = {"primary": "level-1", "secondary": "level-2", "tertiary": "level-3"}
PADDING, GAP, ICON = 12, 16, 20
BESIDE, TWO = 560, 400
HEAD = 150
TERTIARY = "tertiary"


class LevelBox(QAbstractButton):
    """One level of a patient's care. Emits `clicked` (also by Enter) to name or change its holder."""

    def __init__(self, level: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = level
        self._head: tuple[Passage, ...] = ()
        self._who: tuple[Passage, ...] = ()
        self._holds: tuple[Passage, ...] = ()
        self._empty = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_level(self, team: CareTeam, may_record: bool, doubts: Sequence[tuple[Shape, str]] = ()) -> None:
        """How the level stands, with what is said otherwise of its numbers; it is only read without the right to
        record."""
        one = team.level(self.id)
        needed = any(gap.level == self.id and not gap.task for gap in team.gaps)
        self._empty = one.holder is None
        self._head = self._said_head(one, team)
        no_night = any(gap.kind is Gaps.NO_NIGHT for gap in team.gaps)
        self._who = (*_who(one, needed, no_night or one.leads), *(_doubt(*one) for one in doubts))
        self._holds = _holds(one)
        self.setEnabled(True)
        self.setAccessibleName(self._spoken())
        act = words.tr("Name holder") if self._empty else words.tr("Change holder")
        self.setAccessibleDescription(act if may_record else "")
        self.updateGeometry()
        self.update()

    def _said_head(self, one: LevelCare, team: CareTeam) -> tuple[Passage, ...]:
        gives = [one for one in team.open_handovers if one.move.to == self.id]
        head = [Passage(words.level(self.id), 14, strong=True, below=2)]
        head.append(Passage(_people(self.id), 12, token="text2", below=4))
        if one.leads:
            head.append(Passage(words.tr("has the lead"), 12, strong=True, shape=Shape.DONE))
        head += [_waiting(handover) for handover in gives[:1]]
        return tuple(head)

    def _spoken(self) -> str:
        said = [one.text for one in (*self._head, *self._who)]
        return ". ".join((*said, "; ".join(one.text for one in self._holds)))

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, wide: int) -> int:
        """As high as the highest column, or as all of them under each other."""
        columns = self._columns(wide)
        return max((box.bottom() + 1 for box, _ in columns), default=0) + PADDING

    def sizeHint(self) -> QSize:
        """For the present width."""
        theme = themes.current()
        wide = self.width() if self.width() > theme.px(200) else theme.px(BESIDE)
        return QSize(theme.px(BESIDE), self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Narrow, it grows in height."""
        return QSize(
            themes.current().px(160), self.heightForWidth(max(self.width(), themes.current().px(160)))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as space does; the arrows go to the next box."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be pressed."""
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, dashed where nobody holds the level, its icon and its columns."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("field"), 1)
        if self._empty:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("sunk" if self.underMouse() else "surface"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), themes.RADIUS, themes.RADIUS
        )
        side = theme.px(ICON)
        middle = PADDING + theme.line_height(14) / 2
        icons.draw(painter, ICONS[self.id], PADDING, middle, side, theme.colour("text2"))
        for box, text in self._columns(self.width()):
            passages.paint(painter, text, box.x(), box.y(), box.width(), theme)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme)

    def _columns(self, wide: int) -> list[tuple[QRect, tuple[Passage, ...]]]:
        """Head, holder and tasks: side by side, or what has no room under it."""
        theme = themes.current()
        left = PADDING + theme.px(ICON) + 8
        room = max(1, wide - left - PADDING)
        head = theme.px(HEAD)
        if wide >= theme.px(BESIDE):
            half = (room - head - 2 * GAP) // 2
            xs = ((left, head), (left + head + GAP, half), (left + head + 2 * GAP + half, half))
            texts = (self._head, self._who, self._holds)
            return [(_box(x, PADDING, one, text), text) for (x, one), text in zip(xs, texts, strict=True)]
        found = [(_box(left, PADDING, room, self._head), self._head)]
        below = found[0][0].bottom() + 1 + 6
        if wide >= theme.px(TWO):
            half = (room - GAP) // 2
            for x, text in ((left, self._who), (left + half + GAP, self._holds)):
                found.append((_box(x, below, half, text), text))
            return found
        for text in (self._who, self._holds):
            found.append((_box(left, below, room, text), text))
            below = found[-1][0].bottom() + 1 + 6
        return found


def _box(x: int, y: int, room: int, text: tuple[Passage, ...]) -> QRect:
    return QRect(x, y, max(1, room), passages.height(text, max(1, room)))


def _people(level: str) -> str:
    return {
        "primary": words.tr("GP, home nursing, home care"), "secondary": words.tr("oncologist and team"),
        "tertiary": words.tr("specialist palliative team"),
    }[level]  # fmt: skip


def _waiting(one: Handover) -> Passage:
    text = words.tr("handed over, not confirmed: {days}").format(days=words.days(one.days or 0))
    return Passage(text, 12, strong=True, token="look", shape=Shape.TRIANGLE)


def _who(one: LevelCare, needed: bool, night_needed: bool) -> tuple[Passage, ...]:
    """The holder by name, role and house, and how to reach the level; missing, in bold."""
    day, night = words.reach(one)
    lines: list[Passage] = []
    if one.holder is None:
        shape, token = (Shape.TRIANGLE, "look") if needed else (Shape.RING, "text")
        lines.append(Passage(words.tr("none yet"), 14, True, token, shape, quiet=not needed))
        if not one.day_phone and not one.night_phone:
            return tuple(lines)
    else:
        lines.append(Passage(one.holder.name, 14, strong=True))
        about = words.holder(one.holder)
        lines += [Passage(about, 12, token="text2")] if about else []
    for said, phone, asked in ((day, one.day_phone, True), (night, one.night_phone, night_needed)):
        if not phone and not asked:
            lines.append(Passage(said, 12, token="text2"))
            continue
        lines.append(
            Passage(said, 12, not phone, "text" if phone else "look", None if phone else Shape.TRIANGLE)
        )
    if one.team_numbers:
        lines.append(Passage(words.tr("numbers of the board"), 12, token="text3"))
    return tuple(lines)


def _doubt(shape: Shape, said: str) -> Passage:
    quiet = shape is not Shape.TRIANGLE
    return Passage(said, 12, token="text2" if quiet else "look", shape=shape, quiet=quiet)


def _holds(one: LevelCare) -> tuple[Passage, ...]:
    """The tasks of the level, the ones that nobody holds in bold."""
    if not one.duties:
        return (Passage(words.tr("holds no task now"), 12, token="text2"),)
    head = Passage(words.tr("Holds now"), 12, token="text3")
    return (head, *(_duty(duty) for duty in one.duties))


def _duty(duty: Duty) -> Passage:
    name = words.task(duty.task.id, duty.task.name, duty.detail)
    if duty.holder is None:
        text = words.tr("{task}: nobody").format(task=name)
        return Passage(text, 12, strong=True, token="look", shape=Shape.TRIANGLE)
    return Passage(f"{name} ({duty.holder.name})" if duty.own else name, 12, shape=Shape.DOT, quiet=True)
