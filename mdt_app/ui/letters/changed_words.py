"""What a correction says that it changed is written anew while it is a draft; the words before stay on record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.text import Label, SectionTitle


class ChangedWords(QWidget):
    """Signal: `changed(words)` to be kept, never empty. Words that were typed stay with their letter until then."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter: Letter | None = None
        self._typed: dict[str, str] = {}
        self.field = TextArea(
            self.tr("What changed? The letter says it at its head."), name=self.tr("What changed"), grows=True
        )
        self.keep = Button(self.tr("Keep these words"))
        self.said = Label("", "small", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(4)
        box.addWidget(SectionTitle(self.tr("What changed, as the letter says it")))
        box.addWidget(self.field)
        box.addWidget(self.said)
        box.addLayout(row(self.keep, None))
        self.field.edited.connect(self._edited)
        self.keep.clicked.connect(self.flush)
        self.hide()

    def show_letter(self, letter: Letter, may_write: bool) -> None:
        """Show the words of a correction that is a draft; nothing moves under a hand."""
        wanted = may_write and bool(letter.replaces) and letter.state == LetterState.DRAFT
        self._letter = letter if wanted else None
        self.setVisible(wanted)
        if not wanted:
            return
        if self._typed.get(letter.id, "").strip() == letter.changed:
            self._typed.pop(letter.id, None)
        words = self._typed.get(letter.id, letter.changed)
        if self.field.text() != words:
            self.field.set_text(words)
        self._show()

    def flush(self) -> None:
        """Keep what was typed; nothing is kept that says nothing."""
        if self._letter is not None and self.is_dirty() and self.field.text().strip():
            self.changed.emit(self.field.text().strip())

    def is_dirty(self) -> bool:
        """Whether the letter on screen says something else of what changed."""
        return self._letter is not None and self.field.text().strip() != self._letter.changed

    def _edited(self) -> None:
        if self._letter is not None:
            self._typed[self._letter.id] = self.field.text()
            self._show()

    def _show(self) -> None:
        empty = not self.field.text().strip()
        self.keep.setVisible(self.is_dirty())
        self.keep.setEnabled(not empty)
        self.said.set_text(self.tr("A corrected letter says what changed.") if empty else "")
        self.said.setVisible(empty)
