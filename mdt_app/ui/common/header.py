"""A meeting is four steps, always in the same place; the header says which, and the state in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import BareButton, Button, paint_focus
from mdt_app.ui.common.frames import Line, Pane, column
from mdt_app.ui.common.text import Label, width

HEIGHT, LOW, ANY = 48, 40, 16777215  # LOW: the steps on a line of their own; ANY: Qt's own greatest height
STEPS_AT, STEPS_GAP = 520 - 72, 16
BOARD_LEAST = 96  # what a long name of a board keeps beside its state; its tool tip says it whole


class Step(Button):
    """One numbered step: present (filled number, line under it), done (tick) or to come."""

    def __init__(self, number: int, words: str, parent: QWidget | None = None) -> None:
        self._number, self._done = number, False
        super().__init__(words, parent=parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_done(self, done: bool) -> None:
        """Show a tick in place of the number."""
        self._done = done
        state = self.tr("done") if done else ""
        self.setAccessibleName(f"{self._number} {self._words} {state}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """Circle and words, with room for the words in 600."""
        theme = themes.current()
        return QSize(theme.px(20) + 8 + width(self._words, 14, True) + 8, theme.px(LOW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle, words and the line under the present step."""
        theme = themes.current()
        here = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(20)
        circle = QRectF(4.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        painter.setPen(QPen(theme.colour("accent" if here else "field"), 1))
        painter.setBrush(theme.colour("accent") if here else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        if self._done and not here:
            size = theme.px(12)
            icons.draw(
                painter,
                "check",
                circle.center().x() - size / 2,
                self.height() / 2,
                size,
                theme.colour("text2"),
            )
        else:
            painter.setPen(theme.colour("on_accent" if here else "text2"))
            painter.setFont(theme.font(12, here))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        token = "accent" if here else ("text" if self.underMouse() else "text2")
        self._write(painter, theme, 4 + side + 8, self._words, 14, here, token)
        if here:
            painter.fillRect(QRectF(0, self.height() - 3, self.width(), 3), theme.colour("accent"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()).adjusted(0, 4, 0, -5), theme)


class StepBar(QWidget):
    """The numbered steps. Emits `chosen(key)` only when the user takes one. `steps` are (key, words)."""

    chosen = Signal(str)

    def __init__(
        self, steps: Sequence[tuple[str, str]], current: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Steps of the meeting"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        self._steps: dict[str, Step] = {}
        for number, (key, words) in enumerate(steps, start=1):
            step = Step(number, words, self)
            step.clicked.connect(lambda _checked=False, key=key: self._take(key))
            self._steps[key] = step
            row.addWidget(step)
        row.addStretch(1)
        self.set_current(current)

    def set_current(self, key: str, done: Sequence[str] = ()) -> None:
        """Show where the meeting is and which steps are done, silently."""
        for other, step in self._steps.items():
            step.setChecked(other == key)
            step.set_done(other in done)

    def current(self) -> str:
        """The key of the present step, or ""."""
        return next((key for key, step in self._steps.items() if step.isChecked()), "")

    def step(self, key: str) -> Step:
        """One step's button, to disable it."""
        return self._steps[key]

    def _take(self, key: str) -> None:
        self.set_current(key, [other for other, step in self._steps.items() if step._done])
        self.chosen.emit(key)


class MeetingHeader(Pane):
    """Board with date and place under it at the left, the steps from a fixed place where there is room, state at the
    right (`add_state` fills it)."""

    step_chosen = Signal(str)

    def __init__(self, steps: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self.set_height(HEIGHT)
        self.back = BareButton(icon="chevron-left", name=self.tr("All meetings"))
        self.board = Label("", "heading", elide=True)
        self.place = Label("", "small", elide=True)
        self.steps = StepBar(steps or self._four_steps())
        self.steps.chosen.connect(self.step_chosen)
        left = QWidget()
        left_row = QHBoxLayout(left)
        left_row.setContentsMargins(8, 0, 8, 0)
        left_row.setSpacing(8)
        left_row.addWidget(self.back)
        left_row.addLayout(column(None, self.board, self.place, None, spacing=0), 1)
        self._left = left
        right = QWidget()
        self.state = QHBoxLayout(right)
        self.state.setContentsMargins(16, 0, 16, 0)
        self.state.setSpacing(16)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._grid.addWidget(left, 0, 0)
        self._grid.addWidget(right, 0, 3)
        self._grid.setColumnStretch(2, 1)
        self._right = right
        self.box.addLayout(self._grid, 1)
        self.box.addWidget(Line())
        self._two_lines: bool | None = None
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As wide as the steps or what stands above them needs."""
        board = min(self.board.sizeHint().width(), themes.current().px(BOARD_LEAST))
        above = board + 72 + self._right.minimumSizeHint().width()
        return QSize(max(above, self.steps.sizeHint().width() + 24), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Too narrow for one line: the steps go under the board."""
        super().resizeEvent(event)
        self._arrange()

    def set_meeting(self, board: str, place: str) -> None:
        """The board's name and, after it, date, time and room."""
        self.board.set_text(board)
        self.place.set_text(place)
        self._arrange()

    def add_state(self, *widgets: QWidget) -> None:
        """Put states and buttons at the right end, in this order."""
        for widget in widgets:
            self.state.addWidget(widget)

    def _arrange(self) -> None:
        words = max(self.board.sizeHint().width(), self.place.sizeHint().width())
        least = self.back.sizeHint().width() + words + 24 + STEPS_GAP
        free = self.width() - self.steps.sizeHint().width() - self._right.sizeHint().width()
        narrow = least > free
        self._left.setMinimumWidth(0 if narrow else max(least, min(STEPS_AT, free)))
        shrinks = QSizePolicy.Policy.Ignored if narrow else QSizePolicy.Policy.Preferred
        self.place.setSizePolicy(shrinks, QSizePolicy.Policy.Fixed)
        low = themes.current().px(LOW)
        self.steps.setMinimumHeight(low if narrow else 0)
        self.steps.setMaximumHeight(low if narrow else ANY)
        if narrow == self._two_lines:
            return
        self._two_lines = narrow
        self._grid.removeWidget(self.steps)
        if narrow:
            self._grid.addWidget(self.steps, 1, 0, 1, 4)
            self.steps.setContentsMargins(12, 0, 0, 0)
        else:
            self._grid.addWidget(self.steps, 0, 1)
            self.steps.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1 if narrow else 0)
        self._grid.setColumnStretch(2, 0 if narrow else 1)
        self._grid.setRowStretch(0, 1)
        self.set_height(HEIGHT + LOW if narrow else HEIGHT)

    def _four_steps(self) -> tuple[tuple[str, str], ...]:
        return (
            ("prepare", self.tr("Prepare")), ("meet", self.tr("Meet")),
            ("close", self.tr("Close")), ("letters", self.tr("Letters")),
        )  # fmt: skip
