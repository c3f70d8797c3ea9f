"""An estimate of survival is one statement, what the patient was told another; either may be recorded alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mdt_app.domain.deciding import Told
from mdt_app.domain.payloads import Prognosis
from mdt_app.operations.acp import Planning
from mdt_app.ui.acp.keeping import KeepingForm
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.frames import Line, row
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day


class PrognosisForm(KeepingForm):
    """Estimate with unit, method and author; what was told, by whom, or that the patient does not wish to know."""

    def __init__(self) -> None:
        super().__init__(self.tr("Prognosis"), self.tr("Keep prognosis"))
        self.last = Label("", "secondary", wrap=True)
        self.amount = Field(self.tr("Number"), name=self.tr("Estimate of survival"))
        units = (
            ("", self.tr("unit?")), ("d", self.tr("days")), ("wk", self.tr("weeks")), ("mo", self.tr("months")),
            ("a", self.tr("years")),
        )  # fmt: skip
        self.unit = Choice(units, "", name=self.tr("Unit"))
        self.method = Field(self.tr("Clinical impression, a score, ..."), name=self.tr("Method"))
        self.author = Field(name=self.tr("Estimated by"))
        answers = (
            ("yes", self.tr("Told")), ("no", self.tr("Not told")), ("does-not-wish", self.tr("Does not wish to know")),
        )  # fmt: skip
        self.told = SegmentedButton(answers, name=self.tr("What the patient was told"), stretch=True)
        self.told_words = TextArea(
            self.tr("The words that were used"), name=self.tr("What was said"), rows=1, grows=True
        )
        self.told_by = Field(name=self.tr("Told by"))
        self._lay_out()

    def begin(self, plan: Planning, today: date, now: datetime, me: str) -> None:
        """Ask for an estimate, for what was told, or for both."""
        self.start(today, now)
        known = [one for one in plan.prognoses if one.prognosis.amount is not None]
        none = self.tr("No estimate is recorded yet.")
        self.last.set_text(self._last(known[0]) if known else none)
        for field in (self.amount, self.method, self.told_by):
            field.set_text("")
        self.told_words.set_text("")
        self.author.set_text(me)
        self.unit.set_current("")
        self.told.set_current("")
        self.first = self.amount

    def payload(self) -> dict[str, Any]:
        """What is to be kept. Raises ValueError in a sentence."""
        amount, told = self._amount(), self.told.current()
        if amount is None and not told:
            raise ValueError(self.tr("Give an estimate, or say what the patient was told."))
        said = Prognosis(
            amount=amount, unit=self.unit.current() if amount is not None else "",
            method=self.method.text().strip(), author=self.author.text().strip() if amount is not None else "",
            told=told, told_words=self.told_words.text().strip(), told_by=self.told_by.text().strip(),
        )  # fmt: skip
        return {"prognoses": (said,)}

    def kept_words(self) -> str:
        """What is said after keeping."""
        return self.tr("Prognosis kept.")

    def _amount(self) -> float | None:
        text = self.amount.text().strip().replace(",", ".")
        self.amount.set_wrong(False)
        if not text:
            return None
        try:
            amount = float(text)
        except ValueError:
            amount = -1.0
        if not 0 <= amount < 1000:
            self.amount.set_wrong(True)
            raise ValueError(self.tr("Write the estimate as one number, such as 3."))
        if not self.unit.current():
            self.unit.setFocus()
            raise ValueError(self.tr("Choose the unit of the estimate: days, weeks, months or years."))
        return amount

    def _last(self, one: Told) -> str:
        day = said_day(one.day, self.today)
        said = self.tr("Last estimate: {text}, {day}").format(text=one.text, day=day)
        return self.tr("{said}. Too old: ask again.").format(said=said) if one.stale else said

    def _lay_out(self) -> None:
        both = row(self.amount, self.unit, spacing=8)
        both.setStretch(0, 1)
        self.inner.addWidget(self.last)
        self.labelled(self.day)
        self.labelled(self.amount, both)
        self.labelled(self.method)
        self.labelled(self.author)
        self.inner.addWidget(Line())
        self.inner.addWidget(Label(self.tr("What the patient was told"), "small"))
        self.inner.addWidget(self.told)
        self.labelled(self.told_words)
        self.labelled(self.told_by)
        self.close_with_key()
