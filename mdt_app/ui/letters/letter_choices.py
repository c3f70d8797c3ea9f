"""What a letter is like beside what it says: its language, its type, and whether it names what was left out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.letters.facts import told
from mdt_app.domain.letters.language import LANGUAGES
from mdt_app.domain.letters.letter import LetterState, Silence
from mdt_app.domain.people import CareLevel
from mdt_app.ui.common.buttons import CheckRow
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import language
from mdt_app.ui.letters.reading import OneLetter


class LetterChoices(QWidget):
    """Signal: `chosen(field, value)`, the fields of `SetLetter`, when the user takes one."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = Choice(
            [(one, language(one)) for one in LANGUAGES], name=self.tr("Language of the letter")
        )
        self.large = CheckRow(self.tr("Large print"))
        self.asked = Status(Shape.TRIANGLE, "", size=12)
        self.question = Label("", "small", wrap=True)
        choices = ((Silence.SAID, self.tr("Say so")), (Silence.KEPT, self.tr("Keep silent")))
        self.silence = SegmentedButton(
            [(str(key), said) for key, said in choices], name=self.tr("Says that something was left out")
        )
        self.silent_part = QWidget()
        self._lay_out()
        self.language.chosen.connect(lambda key: self.chosen.emit("language", key))
        self.large.clicked.connect(lambda: self.chosen.emit("large_print", self.large.isChecked()))
        self.silence.chosen.connect(lambda key: self.chosen.emit("silence", Silence(key)))

    def show_letter(self, one: OneLetter, may_change: bool) -> None:
        """Show a letter's choices; only a draft's can be changed."""
        letter = one.letter
        editable = may_change and letter.state == LetterState.DRAFT
        self.language.set_current(letter.language)
        self.large.setVisible(letter.level == CareLevel.PATIENT)
        self.large.setChecked(letter.large_print)
        wished = letter.level == CareLevel.PATIENT and told(one.record).told == "does-not-wish"
        self.silent_part.setVisible(wished)
        self.silence.set_current(str(letter.silence))
        open_yet = wished and letter.silence == Silence.UNDECIDED
        self.asked.set_state(
            Shape.TRIANGLE if open_yet else Shape.DONE,
            self.tr("to be decided") if open_yet else self.tr("decided"), quiet=not open_yet,
        )  # fmt: skip
        for part in (self.language, self.large, self.silence):
            part.setEnabled(editable)

    def focus_silence(self) -> None:
        """Go to the question that is open."""
        self.silence.setFocus()

    def _lay_out(self) -> None:
        asked = self.tr("The patient asked not to read how much time is left.")
        self.question.set_text(
            self.tr("{asked} Family read this letter, too: say in it that something was left out?").format(
                asked=asked
            )
        )
        inner = QVBoxLayout(self.silent_part)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setSpacing(4)
        inner.addWidget(self.question)
        inner.addLayout(row(self.silence, self.asked, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row(self.language, self.large, None, spacing=16))
        box.addWidget(self.silent_part)
