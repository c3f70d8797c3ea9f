"""Changed or not done takes a reason from the list; carried out takes a day at most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.fates import OTHER, WITH_REASON, FateReason, explaining
from mdt_app.ui.acp.words import past_day
from mdt_app.ui.common.buttons import LinkButton, PrimaryButton
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day


class MarkForm(QWidget):
    """Emits `kept(fate, code, note, day)` once everything that is needed is there, and `cleared()` to open it again.

    What is being filled in for one recommendation stays while the same one is shown again.
    """

    kept = Signal(str, str, str, object)
    cleared = Signal()

    def __init__(self, reasons: Sequence[FateReason], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reasons = tuple(reasons)
        self._shown: Recommendation | None = None
        self._today = date.min
        choices = (
            (Fate.CARRIED_OUT, self.tr("Carried out")),
            (Fate.CHANGED, self.tr("Changed")),
            (Fate.NOT_DONE, self.tr("Not done")),
        )
        self.fate = SegmentedButton(choices, name=self.tr("What became of it"), stretch=True)
        self.why = Label(self.tr("Why"), "small")
        self.reason = Choice(name=self.tr("Why"))
        self.note = Field("", name=self.tr("In a few words"))
        self.day = Field("", name=self.tr("On which day"))
        self.day_label = Label(self.tr("On which day"), "small")
        self.wrong = InlineMessage("", level="look")
        self.keep = PrimaryButton(self.tr("Keep"))
        self.clear = LinkButton(self.tr("Open again"))
        self._lay_out()
        self.fate.chosen.connect(lambda _: self._fit(focus=True))
        self.reason.chosen.connect(lambda _: self._say_note())
        self.keep.clicked.connect(self._keep)
        self.clear.clicked.connect(self.cleared)
        for field in (self.note, self.day):
            field.returnPressed.connect(self._keep)

    def show_fate(self, one: Recommendation, today: date) -> None:
        """Show what is recorded; typed words stay while the recommendation is the same and says the same."""
        same = self._shown is not None and self._shown.id == one.id and self._shown.fate == one.fate
        self._shown, self._today = one, today
        if same:
            return
        self.fate.set_current(one.fate)
        self._offer(one.fate_code)
        self.note.set_text(one.fate_note)
        self.day.set_text(said_day(one.fate_on, today) if one.fate_on else "")
        self._fit()

    def begin(self, fate: Fate) -> None:
        """Start with one of the three, as a key asks for it."""
        self.fate.set_current(fate)
        self._fit(focus=True)

    def set_editable(self, may: bool) -> None:
        """Whether this account may mark it."""
        for part in (self.fate, self.reason, self.note, self.day, self.keep, self.clear):
            part.setEnabled(may)

    def _offer(self, code: str) -> None:
        fate = Fate(self.fate.current() or Fate.OPEN)
        fitting = explaining(self._reasons, fate)
        choices = [("", self.tr("Choose a reason")), *((one.id, one.words) for one in fitting)]
        self.reason.set_choices(choices, code if code in dict(choices) else "")

    def _fit(self, focus: bool = False) -> None:
        """Ask only for what belongs to the answer chosen."""
        fate = Fate(self.fate.current() or Fate.OPEN)
        self._offer(self.reason.current())
        needs = fate in WITH_REASON
        for_reason: tuple[QWidget, ...] = (self.why, self.reason)
        for_answer: tuple[QWidget, ...] = (self.note, self.day_label, self.day, self.keep)
        for part in for_reason:
            part.setVisible(needs)
        for part in for_answer:
            part.setVisible(fate != Fate.OPEN)
        self.clear.setVisible(self._shown is not None and self._shown.fate != Fate.OPEN)
        self.wrong.hide()
        self.day.setPlaceholderText(self.tr("today"))
        self._say_note()
        if focus:
            (self.reason if needs else self.keep).setFocus()

    def _say_note(self) -> None:
        fate = Fate(self.fate.current() or Fate.OPEN)
        other = self.reason.current() == OTHER
        instead = self.tr("What is done instead") if fate == Fate.CHANGED else self.tr("More, if needed")
        self.note.setPlaceholderText(self.tr("The reason, in a few words") if other else instead)

    def _keep(self) -> None:
        fate = Fate(self.fate.current() or Fate.OPEN)
        code = self.reason.current() if fate in WITH_REASON else ""
        if fate in WITH_REASON and not code:
            self._ask(self.tr("Choose a reason first."), self.reason)
            return
        if code == OTHER and not self.note.text().strip():
            self._ask(self.tr("Write the other reason in a few words."), self.note)
            return
        try:
            day = past_day(self.day.text(), self._today) if self.day.text().strip() else self._today
        except ValueError:
            self._ask(self.tr("Write a day that has been, as 12 Nov or 12/11."), self.day)
            return
        self.wrong.hide()
        self.kept.emit(fate, code, self.note.text(), day)

    def _ask(self, words: str, part: QWidget) -> None:
        self.wrong.set_text(words)
        self.wrong.show()
        part.setFocus()

    def _lay_out(self) -> None:
        box = column(
            self.fate, 4, self.why, self.reason, self.note, self.day_label, self.day, self.wrong, 4,
            row(self.keep, self.clear, None, spacing=8), spacing=4,
        )  # fmt: skip
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
