"""Beside a letter that carries an error it stands what was corrected since, and who has the error on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.guidance import Guidance
from mdt_app.ui.common import frames
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters import mended_words
from mdt_app.ui.letters.reading import OneLetter


class MendedNote(QWidget):
    """Shown for an issued letter that differs from the record as it was corrected since."""

    def __init__(self, guidance: Guidance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guidance = guidance
        self._shown: tuple[object, ...] = ()
        self.message = InlineMessage("", level="act")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        box.setSpacing(4)
        box.addWidget(self.message)
        box.addLayout(self.lines)
        self.hide()

    def show_letter(self, one: OneLetter) -> None:
        """Say it of this letter, or nothing."""
        found, shown = one.mended, (one.letter.id, one.mended, one.life.sendings)
        self.setVisible(found is not None)
        if shown == self._shown:
            return
        self._shown = shown
        frames.empty(self.lines)
        if found is None:
            return
        had = (each.to_name for each in one.life.sendings)
        self.message.set_text(
            self.tr("Differs from the record"), f"{mended_words.who_had(had)} {self._next(one)}"
        )
        for said, by in mended_words.lines(
            found, self._guidance, one.life.names, one.record.on, one.life.zone
        ):
            self.lines.addWidget(Label(said, wrap=True))
            self.lines.addWidget(Label(by, "small", wrap=True))

    def _next(self, one: OneLetter) -> str:
        if one.life.sendings:
            return self.tr("Correct the letter: the new version says it right and goes to them.")
        return self.tr("Correct the letter before it goes.")
