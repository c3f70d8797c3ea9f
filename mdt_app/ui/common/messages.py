"""A message says what is, why, and the next step, in the place that it is about; it never takes the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mdt_app.ui.common import icons, marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import BareButton, Button, LinkButton, PrimaryButton
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.text import Label, middle_cut, set_tip


class EmptyState(QWidget):
    """What a place is for, what to do next, and one button. Emits `acted` when that is pressed."""

    acted = Signal()

    def __init__(
        self, title: str, next_step: str, button: str = "", icon: str = "", *, primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._icon = icon
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 32, 32, 32)
        box.setSpacing(8)
        box.addStretch(2)
        if icon:
            box.addWidget(IconView(icon, 28, "text3"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = Label(title, "heading", wrap=True)
        self.next_step = Label(next_step, "secondary", wrap=True)
        for label in (self.title, self.next_step):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(themes.current().px(480))
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(label, 8)
            line.addStretch(1)
            box.addLayout(line)
        self.button: Button | None = None
        if button:
            self.button = PrimaryButton(button) if primary else Button(button)
            self.button.clicked.connect(self.acted)
            box.addSpacing(8)
            box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)


class IconView(QWidget):
    """An icon that only illustrates; give `name` when it says something that no word beside it says."""

    def __init__(
        self,
        icon: str,
        size: int = 16,
        token: str = "text2",
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._size, self._token = icon, size, token
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        side = themes.current().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        theme = themes.current()
        icons.draw(
            QPainter(self), self._icon, 0, self.height() / 2, theme.px(self._size), theme.colour(self._token)
        )


class InlineMessage(QFrame):
    """A message where it belongs: level "look" (triangle), "act" (diamond: risk to a person only) or "info".

    `act` names a link at the right, which emits `acted`. Used for prompts, errors and changes alike.
    """

    acted = Signal()

    def __init__(
        self, title: str, detail: str = "", *, level: str = "look", act: str = "", right: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._level = level
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.title = Label(title, "strong", tone=level if level != "info" else "", wrap=True)
        self.detail = Label(detail, "note", wrap=True)
        self.right = Label(right, "small")
        self.link = LinkButton(act)
        self._lay_out()
        self.set_text(title, detail)
        self.right.setVisible(bool(right))
        self.link.setVisible(bool(act))
        self.link.clicked.connect(self.acted)

    def set_text(self, title: str, detail: str = "") -> None:
        """Say something else."""
        self.title.set_text(title)
        self.detail.set_text(detail)
        self.detail.setVisible(bool(detail))
        self.setAccessibleName(f"{title}. {detail}" if detail else title)

    def sizeHint(self) -> QSize:
        """As high as its words need at the present width."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        """The same height; narrower."""
        return QSize(super().minimumSizeHint().width(), self.heightForWidth(max(1, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the shape before the title."""
        theme = themes.current()
        fill, edge = {"look": ("look_soft", "look_line"), "act": ("band", "act_mark")}.get(
            self._level, ("accent_soft", "accent")
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour(fill))
        painter.setPen(QPen(theme.colour(edge), 1))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), themes.RADIUS, themes.RADIUS
        )
        middle = self.title.geometry().center().y() + 0.5
        if self.title.heightForWidth(self.title.width()) > theme.line_height(14) * 3 // 2:
            middle = self.title.geometry().top() + theme.line_height(14) / 2
        if self._level == "info":
            icons.draw(painter, "info", 11, middle, theme.px(14), theme.colour("accent"))
        else:
            marks.draw_mark(
                painter, Shape.DIAMOND if self._level == "act" else Shape.TRIANGLE, 11, middle, theme
            )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title, 1)
        head.addWidget(self.right)
        head.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(
            11 + themes.current().px(marks.SIZE) + 8, 2 if self.link.words() else 6, 8, 6
        )
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.detail)


class Bar(QWidget):
    """A thin bar from 0 to 1: done in accent, held back in look."""

    def __init__(self, height: int = 4, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = self._held = 0.0
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def set_share(self, done: float, held: float = 0.0) -> None:
        """Parts of the whole, each 0 to 1."""
        self._done, self._held = min(1.0, max(0.0, done)), min(1.0, max(0.0, held))
        self.setAccessibleDescription(f"{round(self._done * 100)} %")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and parts."""
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sunk"))
        if theme.dark:
            painter.fillRect(self.rect(), theme.colour("line"))
        done = round(self.width() * self._done)
        painter.fillRect(0, 0, done, self.height(), theme.colour("accent"))
        painter.fillRect(
            done + 1, 0, round(self.width() * self._held), self.height(), theme.colour("look_mark")
        )


class ProgressRow(QWidget):
    """Long work: what runs, how far, and the way to stop it. Emits `cancelled` once."""

    cancelled = Signal()

    def __init__(self, title: str, cancel: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, "strong", elide=True)
        self.right = Label("", "small")
        self.bar = Bar(6, name=title)
        self.cancel = Button(cancel or self.tr("Stop"))
        self.cancel.clicked.connect(self._cancel)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.right)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(head)
        left.addWidget(self.bar)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        outer.addLayout(left, 1)
        outer.addWidget(self.cancel)

    def set_progress(self, done: int, total: int, words: str = "", held: int = 0) -> None:
        """Show `done` of `total`, with `held` more that need a person."""
        whole = max(1, total)
        self.bar.set_share(done / whole, held / whole)
        self.right.set_text(words or self.tr("{done} of {total}").format(done=done, total=total))

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancelled.emit()


class MessageStrip(QFrame):
    """One message at the foot of the window, with the way back where there is one; goes by itself after 8 seconds.

    `say(text, undo)` shows it, on as many lines as it takes; a very long one loses its middle, never the way back.
    Errors stay until closed.
    """

    SECONDS = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "sunk")
        self._undo: Callable[[], None] | None = None
        self.mark = marks.Status(Shape.DONE, "", quiet=True)
        self.undo = LinkButton(self.tr("Undo"), icon="undo")
        self.close_button = BareButton(icon="close", name=self.tr("Close message"))
        self.undo.clicked.connect(self._take_back)
        self.close_button.clicked.connect(self.hide)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 4, 8, 4)
        box.setSpacing(8)
        self.words = Label("", wrap=True)
        for part in (self.mark, self.words):
            box.addWidget(part, 1 if part is self.words else 0)
        box.addWidget(self.undo)
        box.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None = None, *, wrong: bool = False) -> None:
        """Show a message; `undo` is called when the user takes the act back."""
        self._undo = undo
        self.mark.set_state(Shape.TRIANGLE if wrong else Shape.DONE, "", quiet=not wrong)
        shown = middle_cut(text)
        self.words.set_text(shown)
        self.words.setAccessibleName(text)
        set_tip(self.words, text if shown != text else "")
        self.setAccessibleName(text)
        self.undo.setVisible(undo is not None)
        self.show()
        self._timer.stop()
        if not wrong:
            self._timer.start(self.SECONDS * 1000)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
