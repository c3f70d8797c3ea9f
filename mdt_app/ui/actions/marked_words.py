"""A shape with words that may take several lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.ui.common.marks import WORD_TONE, Mark, Status
from mdt_app.ui.common.text import Label


class MarkedWords(QWidget):
    """The mark's word is for those who hear it; `words` stand beside the shape."""

    def __init__(self, mark: Mark, words: str, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = Status(mark.shape, "", quiet=mark.quiet, plain=True)
        self.words = Label("", role, wrap=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.words, 1)
        self.set_words(mark, words)

    def set_words(self, mark: Mark, words: str) -> None:
        """Say something else; words that ask for a look have its tone beside its shape."""
        self._shape.set_state(mark.shape, "", mark.quiet)
        self.words.set_text(words)
        self.words.set_tone("look" if mark.shape in WORD_TONE and not mark.quiet else "")
        self.setAccessibleName(words)
