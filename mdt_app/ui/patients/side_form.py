"""What is entered on a patient's page is entered beside it, never over it; Escape leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.ui.common.buttons import BareButton
from mdt_app.ui.common.frames import Pane, ScrollPanel, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label


class SideForm(Pane):
    """A title, a column `inner`, and a place for what is wrong. Emits `closed()`."""

    closed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
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

    def leave(self) -> None:
        """Close; a form whose words would be lost asks first."""
        self.closed.emit()

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
