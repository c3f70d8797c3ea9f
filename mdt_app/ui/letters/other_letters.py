"""Which letters are corrected together is ticked and said by name before any of them is begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.letters.letter import Letter
from mdt_app.ui.common.buttons import CheckRow
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day


class OtherLetters(QWidget):
    """Other issued letters that need the same correction as one; ticked, until somebody takes the tick away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of = ""
        self._letters: tuple[Letter, ...] = ()
        self.tick = CheckRow("")
        self.named = Label("", "small", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(row(self.tick, None))
        box.addWidget(self.named)

    def show_letters(self, letters: Sequence[Letter], of: Letter | None) -> None:
        """Those that go with a letter; of another one all are ticked anew."""
        if of is None or self._of != of.id or tuple(letters) != self._letters:
            self.tick.setChecked(True)
        self._of, self._letters = of.id if of is not None else "", tuple(letters)
        count = len(self._letters)
        said = self.tr("Correct the other one, too") if count == 1 else self.tr("Correct {n} others, too")
        self.tick.set_words(said.format(n=count))
        near = of.issued_at.astimezone().date() if of is not None and of.issued_at else None
        self.named.set_text("\n".join(self._named(one, near) for one in self._letters))
        self.tick.setAccessibleName(f"{said.format(n=count)}. {self.named.whole_text()}")

    def any(self) -> bool:
        """Whether there is another letter."""
        return bool(self._letters)

    def wanted(self, of: Letter) -> tuple[Letter, ...]:
        """Those that are to be corrected with a letter."""
        return self._letters if self._of == of.id and self.tick.isChecked() else ()

    def _named(self, one: Letter, near: date | None) -> str:
        day = said_day(one.issued_at.astimezone().date(), near) if one.issued_at else ""
        return self.tr("{number} to {name}, issued {day}").format(
            number=one.number, name=one.recipient.name, day=day
        )
