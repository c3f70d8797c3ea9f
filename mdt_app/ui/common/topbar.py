"""The top bar finds anything and says, in three plain words, how safe what you typed is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import BareButton, paint_focus
from mdt_app.ui.common.frames import Line, Pane
from mdt_app.ui.common.jump import JumpField
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label, literal, set_tip, width

HEIGHT = 48
TITLES = ("dr", "prof", "mr", "mrs", "ms")


class SaveWords(QWidget):
    """Kept - Sent - On server: each a tick when true, a grey ring when not yet; on one machine only Kept is shown.

    What was refused stands there instead, with its reason: "Not kept: ...".
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = tuple(
            Status(Shape.DONE, word, 12) for word in (self.tr("Kept"), self.tr("Sent"), self.tr("On server"))
        )
        self.dashes = (Label("—", "hint"), Label("—", "hint"))
        self.time = Label("", "small")
        self.not_kept = Status(Shape.TRIANGLE, self.tr("Not kept:"), 12)
        self.reason = Label("", "small", elide=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, word in enumerate(self.words):
            if number:
                row.addWidget(self.dashes[number - 1])
            row.addWidget(word)
        row.addSpacing(8)
        row.addWidget(self.time)
        row.addWidget(self.not_kept)
        row.addWidget(self.reason)
        self.set_state(True, None, None)

    def set_state(
        self, kept: bool, sent: bool | None, on_server: bool | None, at: str = "", refused: str = ""
    ) -> None:
        """What is true now; None hides a word that does not apply (one file, no server). `at` is the time in words."""
        self._show_refusal(refused)
        for word, state in zip(self.words, (kept, sent, on_server), strict=True):
            word.setVisible(state is not None and not refused)
            word.set_state(Shape.DONE if state else Shape.RING, word.word(), quiet=True)
        self.dashes[0].setVisible(sent is not None and not refused)
        self.dashes[1].setVisible(on_server is not None and not refused)
        self.time.set_text(at)
        said = [w.word() if state else self.tr("not yet: {word}").format(word=w.word())
                for w, state in zip(self.words, (kept, sent, on_server), strict=True) if state is not None]  # fmt: skip
        self.setAccessibleName(f"{self.not_kept.word()} {refused}" if refused else ", ".join(said))

    def _show_refusal(self, reason: str) -> None:
        """The reason in the room that there is; the whole of it in its tip."""
        for part in (self.not_kept, self.reason):
            part.setVisible(bool(reason))
        self.reason.set_text(reason)
        set_tip(self, reason)


class UserButton(BareButton):
    """The signed-in user: initials, name, and a menu."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._acts: tuple[tuple[str, Callable[[], None]], ...] = ()
        self.clicked.connect(self._open)

    def set_acts(self, acts: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """What the menu offers: (words, what to call)."""
        self._acts = tuple(acts)

    def sizeHint(self) -> QSize:
        """Circle, name, chevron."""
        theme = themes.current()
        return QSize(theme.px(28) + 8 + width(self._words) + 8 + theme.px(14) + 12, theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle with initials, name and chevron."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, theme, self.look)
        side = theme.px(28)
        circle = QRectF(2, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line" if theme.dark else "sunk"))
        painter.drawEllipse(circle)
        painter.setPen(theme.colour("text2"))
        font = QFont(theme.font(12, True))
        painter.setFont(font)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(self._words))
        x = 2 + side + 8
        x += self._write(painter, theme, x, self._words, 14, False, "text") + 8
        icons.draw(painter, "chevron-down", x, self.height() / 2, theme.px(14), theme.colour("text"))
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme)

    def _open(self) -> None:
        menu = QMenu(self)
        for words, act in self._acts:
            menu.addAction(literal(words)).triggered.connect(lambda _checked=False, act=act: act())
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))


class TopBar(Pane):
    """Search at the left, save words and user at the right. Parts: `search`, `save_words`, `user`, `demo`."""

    def __init__(self, user_name: str = "", *, demo: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("desk", parent=parent)
        self.search = JumpField()
        self.save_words = SaveWords()
        self.user = UserButton(user_name)
        self.demo = Status(Shape.TRIANGLE, self.tr("DEMO, invented patients"), 12, strong=True)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(16)
        row.addWidget(self.search)
        row.addWidget(self.demo)
        row.addStretch(1)
        row.addWidget(self.save_words)
        self._line = Line(standing=True)
        self._line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._line)
        row.addWidget(self.user)
        self.box.addWidget(inside, 1)
        self.box.addWidget(Line())
        self.user.setVisible(bool(user_name))
        self._line.setVisible(bool(user_name))
        self.demo.setVisible(demo)
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        shortcut.activated.connect(self._to_search)
        self.refit()

    def set_user(self, name: str, acts: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Who is signed in, and what the menu under the name offers; nobody where the name is empty."""
        self.user.set_words(name)
        self.user.set_acts(acts)
        self.user.setVisible(bool(name))
        self._line.setVisible(bool(name))

    def refit(self) -> None:
        """Take heights and widths from the present text scale."""
        theme = themes.current()
        self.setFixedHeight(theme.px(HEIGHT))
        self._line.setFixedHeight(theme.px(24))
        self.search.refit()

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()


def initials(name: str) -> str:
    """Up to two letters for the circle: "Dr. Katrien Claes" gives KC."""
    words = [
        word for word in name.split()
        if word[:1].isalpha() and word.rstrip(".").casefold() not in TITLES and not word.endswith(".")
    ]  # fmt: skip
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
