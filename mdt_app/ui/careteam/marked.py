"""A sentence with its mark wraps under itself; the mark stays at its first line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import WORD_TONE, Shape, Status
from mdt_app.ui.common.text import Label


class Marked(QWidget):
    """A shape and its words, on as many lines as they take."""

    def __init__(self, shape: Shape, text: str, *, small: bool = False, strong: bool = False) -> None:
        super().__init__()
        self.mark = Status(shape, "", 12 if small else 14)
        self.label = Label("", "small" if small else "strong" if strong else "body", wrap=True)
        line = row(self.mark, self.label, spacing=0)
        line.setStretch(1, 1)
        line.setAlignment(self.mark, Qt.AlignmentFlag.AlignTop)
        line.setContentsMargins(0, 2, 0, 2)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.set_state(shape, text)

    def set_state(self, shape: Shape, text: str, *, quiet: bool = False) -> None:
        """Say something else."""
        self.mark.set_state(shape, "", quiet)
        self.label.set_text(text)
        loud = shape in WORD_TONE and not quiet
        self.label.set_tone(WORD_TONE[shape].value if loud else "")
        self.setAccessibleName(text)

    def text(self) -> str:
        """The words."""
        return self.label.whole_text()
