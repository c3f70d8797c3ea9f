"""What is entered on a patient's page is entered beside it, never over it; Escape leaves, words only at the second."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from mdt_app.ui.common.buttons import BareButton, CheckRow
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import Pane, ScrollPanel, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label


class SideForm(Pane):
    """A title, a column `inner`, and a place for what is wrong. Emits `closed()`. `first` is where its keys begin."""

    closed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._begun: list[object] | None = None
        self._warned = False
        self.first: QWidget = self
        self.title = Label(title, "title", wrap=True)
        self.wrong = InlineMessage("")
        close = BareButton(icon="close", name=self.tr("Close (Esc)"))
        close.clicked.connect(self.leave)
        head = row(self.title, close, spacing=8)
        head.setStretch(0, 1)
        head.setContentsMargins(16, 12, 8, 4)
        panel = ScrollPanel(margins=(16, 0, 16, 16), spacing=8)
        self.inner = panel.box
        self.box.addLayout(head)
        self.box.addWidget(panel, 1)

    def finish(self) -> None:
        """Put the place for what is wrong under everything."""
        self.inner.addWidget(self.wrong)
        self.inner.addStretch(1)
        self.wrong.hide()

    def begin_typing(self) -> None:
        """From now on, or once the form has filled its fields, what is entered counts as typed."""
        self.say("")
        self._begun, self._warned = None, False
        QTimer.singleShot(0, self, self._remember)

    def typed(self) -> bool:
        """Whether anything stands here that did not when the form began."""
        return self._begun is not None and self._entered() != self._begun

    def leave(self) -> None:
        """Nothing typed goes at one key: the first says so, the second leaves."""
        if self.typed() and not self._warned:
            self.say_unkept()
            return
        self._begun = None
        self.closed.emit()

    def say_unkept(self) -> None:
        """What is typed here is not kept, and how it can be; after that one Escape leaves it."""
        self._warned = True
        self.say(self.unkept_words())

    def unkept_words(self) -> str:
        """The same in words."""
        return self.tr("Not kept yet. Keep it; Escape once more leaves it.")

    def _remember(self) -> None:
        self._begun = self._entered()

    def _entered(self) -> list[object]:
        return [
            *(one.text() for one in self.findChildren(QLineEdit)),
            *(one.toPlainText() for one in self.findChildren(QTextEdit)),
            *(one.isChecked() for one in self.findChildren(CheckRow)),
            *(one.current() for one in self.findChildren(Choice)),
            *(one.current() for one in self.findChildren(SegmentedButton)),
        ]

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return not self.isHidden() and self.typed()

    def say(self, words: str) -> None:
        """What is wrong, or nothing."""
        self.wrong.set_text(words)
        self.wrong.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
