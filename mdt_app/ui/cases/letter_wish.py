"""Whether the patient wants a letter is asked and changed here; nobody asked is no refusal, and a letter is written."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.letters.wanted import NoLetter
from mdt_app.domain.payloads import Answer
from mdt_app.ui.cases.patient_acts import PatientActs
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day


class LetterWish(QWidget):
    """Two answers side by side, and the day of the newest."""

    def __init__(self, acts: PatientActs) -> None:
        super().__init__()
        self._acts = acts
        choices = (("yes", self.tr("Wants a letter")), ("no", self.tr("Wants none")))
        self.answers = SegmentedButton(choices, name=self.tr("Letter to the patient"))
        self.said = Label("", "small", wrap=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.answers)
        box.addWidget(self.said, 1)
        self.answers.chosen.connect(self._record)

    def show_answer(self, newest: Fact | None, near: date, editable: bool) -> None:
        """The newest answer, None where nobody was asked."""
        wants = newest.payload.value if newest is not None and isinstance(newest.payload, Answer) else None
        self.answers.set_current({True: "yes", False: "no"}[wants] if wants is not None else "")
        self.answers.setEnabled(editable)
        if newest is None or wants is None:
            self.said.set_text(self.tr("not asked; a letter is written"))
        else:
            self.said.set_text(self.tr("said on {day}").format(day=said_day(newest.true_from, near)))

    def _record(self, key: str) -> None:
        wants = key == "yes"
        words = self.tr("The patient wants a letter.") if wants else self.tr("The patient wants no letter.")
        self._acts.record(Kind.PATIENT_LETTER, Answer(value=wants), words)


def none_words(why: NoLetter, sex: str, near: date) -> str:
    """Why there is no letter to the patient, in one sentence."""
    day = said_day(why.day, near)
    if why.died:
        said = tr("No letter to the patient, who died on {day}.")
    else:
        said = {
            "female": tr("No letter to the patient: she wants none, said on {day}."),
            "male": tr("No letter to the patient: he wants none, said on {day}."),
        }.get(sex, tr("No letter to the patient, who wants none, said on {day}."))  # fmt: skip
    return said.format(day=day)


def tr(text: str) -> str:
    """A text of this part in the user's language."""
    return QCoreApplication.translate("letter wish", text)
