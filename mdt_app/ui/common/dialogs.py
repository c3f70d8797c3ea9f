"""A dialog asks only before what cannot be undone, and it says in numbers what will happen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, PrimaryButton
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.text import Label


class Scrim(QWidget):
    """A veil over a window while a dialog is open."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the veil."""
        colour = themes.current().colour("shadow")
        colour.setAlphaF(0.5)
        QPainter(self).fillRect(self.rect(), colour)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)


class FinalDialog(QDialog):
    """Before an act that cannot be undone. `facts` are sentences with numbers; `verb` is the button ("Close meeting").

    `reason` asks for a line of text before the button works. Use `open()` with the signals accepted and rejected, or
    `exec()`. The focus starts on Cancel.
    """

    def __init__(
        self, parent: QWidget, title: str, facts: Sequence[str], verb: str, *, reason: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(title)
        self.setMinimumWidth(themes.current().px(440))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(8)
        box.addWidget(Label(title, "title", wrap=True))
        for fact in facts:
            box.addWidget(Label(fact, "body", wrap=True))
        self.reason = Field(reason, name=reason)
        box.addWidget(self.reason)
        self.reason.setVisible(bool(reason))
        box.addSpacing(16)
        box.addStretch(1)
        self.cancel = Button(self.tr("Cancel"))
        self.verb = PrimaryButton(verb)
        self.verb.setEnabled(not reason)
        self.reason.textChanged.connect(lambda text: self.verb.setEnabled(bool(text.strip())))
        self.cancel.clicked.connect(self.reject)
        self.verb.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.verb)
        box.addLayout(foot)
        (self.reason if reason else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)
        scrim = Scrim(parent.window())
        self.finished.connect(scrim.deleteLater)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the sentences need, no higher."""
        super().showEvent(event)
        self.resize(self.width(), self.heightForWidth(self.width()))
