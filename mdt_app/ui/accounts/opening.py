"""What stands there between the window and its first screen needs nothing but a line of text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.text import Label


class Opening(Pane):
    """One quiet line in the middle of the workspace."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        label = Label(words or self.tr("Opening the database …"), "secondary")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.addStretch(2)
        self.box.addWidget(label)
        self.box.addStretch(3)
