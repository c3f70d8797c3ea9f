"""What is unusual is asked first, in its place, with the act itself on the button; it is never forbidden."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.messages import InlineMessage


class AskFirst(QWidget):
    """A sentence with two verbs under it. Emits `agreed` or `left`; both, and Escape, put it away.

    The focus starts on the way out, so that a second Enter of the same hand does nothing.
    """

    agreed = Signal()
    left = Signal()

    def __init__(
        self, margins: tuple[int, int, int, int] = (0, 0, 0, 0), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.message = InlineMessage("")
        self.verb, self.leave = Button(), Button()
        inside = self.message.layout()
        if inside is not None:
            at = inside.contentsMargins()
            inside.setContentsMargins(at.left(), 8, at.right(), 10)
            inside.setSpacing(8)
            inside.addWidget(Flow([self.verb, self.leave], spacing=8))
        box = QVBoxLayout(self)
        box.setContentsMargins(*margins)
        box.addWidget(self.message)
        self.verb.clicked.connect(lambda: self._answer(True))
        self.leave.clicked.connect(lambda: self._answer(False))
        self.hide()

    def ask(self, question: str, verb: str, leave: str) -> None:
        """Ask now; the answer comes as a signal."""
        self.message.set_text(question)
        for button, words in ((self.verb, verb), (self.leave, leave)):
            button.set_words(words)
        self.show()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._into_sight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves things as they are."""
        if event.key() == Qt.Key.Key_Escape:
            self._answer(False)
            return
        super().keyPressEvent(event)

    def _into_sight(self) -> None:
        """Where large text makes the screen scroll, the question is seen all the same."""
        above = self.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(self)
            above = above.parentWidget()

    def _answer(self, agreed: bool) -> None:
        self.hide()
        (self.agreed if agreed else self.left).emit()
