"""Deciding together: what is proposed, which of the four steps were said, who took part, and every option weighed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from mdt_app.domain.fact_text import fact_text
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import SDM_STEPS, Proposal, SdmStep
from mdt_app.operations.acp import Planning
from mdt_app.ui.acp.keeping import KeepingForm
from mdt_app.ui.acp.option_entry import OptionEntry
from mdt_app.ui.common.buttons import CheckRow, LinkButton
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import Line, column, empty, row
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day


class DecidingForm(KeepingForm):
    """The proposal, the four steps, the family, the options with no treatment among them."""

    def __init__(self, guidance: Guidance) -> None:
        super().__init__(self.tr("Deciding together"), self.tr("Keep"))
        self._asks = dict(next(one.asks for one in guidance.prompts if one.id == "SDM"))
        self._plan: Planning | None = None
        self.what = Field(self.tr("Treatment"), name=self.tr("What is proposed"))
        kinds = (
            ("", self.tr("at the tumour: kind?")), ("systemic", self.tr("at the tumour: systemic")),
            ("radiotherapy", self.tr("at the tumour: radiotherapy")), ("surgery", self.tr("at the tumour: surgery")),
            ("supportive", self.tr("not at the tumour: supportive")),
        )  # fmt: skip
        self.kind = Choice(kinds, "", name=self.tr("Directed at the tumour or not"))
        intents = (
            ("", self.tr("intent?")),
            ("curative", self.tr("curative")),
            ("palliative", self.tr("palliative")),
        )
        self.intent = Choice(intents, "", name=self.tr("Intent"))
        self.standing = Label("", wrap=True)
        self.other = LinkButton(self.tr("Another proposal"))
        self.steps = {step: CheckRow(name) for step, name in zip(SDM_STEPS, self._names(), strict=True)}
        self.family = Field(self.tr("Nobody, or who"), name=self.tr("Who of the family took part"))
        self.options: list[OptionEntry] = []
        self.more = LinkButton(self.tr("Add option"), "plus")
        self._lay_out()
        self.other.clicked.connect(lambda: self._ask_proposal(ask=True))
        self.more.clicked.connect(lambda: self._add(OptionEntry()).text.setFocus())

    def begin(self, plan: Planning, today: date, now: datetime, me: str) -> None:
        """Where deciding together stands, and what is still to be said."""
        self.start(today, now)
        self._plan = plan
        now_said = plan.deciding
        proposed = [fact_text(one) for one in now_said.proposals]
        self.standing.set_text("\n".join(proposed))
        for field in (self.what, self.family):
            field.set_text("")
        self.kind.set_current("")
        self.intent.set_current("")
        self._ask_proposal(ask=not proposed)
        for step, box in self.steps.items():
            said = now_said.steps.get(step)
            box.setChecked(said is not None)
            box.setEnabled(said is None)
            day = self.tr("Said {day}.").format(day=said_day(said.true_from, today)) if said else ""
            self._sentences[step].set_text(" ".join(one for one in (self._asks[step], day) if one))
        self._offer(plan)
        first = next((box for box in self.steps.values() if box.isEnabled()), self.family)
        self.first = first if proposed else self.what

    def payload(self) -> dict[str, Any]:
        """What is to be kept. Raises ValueError in a sentence."""
        proposals = self._proposal()
        steps = self._steps()
        options = tuple(found for one in self.options if (found := one.said()) is not None)
        if not (proposals or steps or options):
            raise ValueError(
                self.tr("Nothing is said yet: tick a step, name a proposal, or weigh an option.")
            )
        return {"proposals": proposals, "steps": steps, "options": options}

    def kept_words(self) -> str:
        """What is said after keeping."""
        return self.tr("Kept with the shared decision.")

    def _proposal(self) -> tuple[Proposal, ...]:
        what = self.what.text().strip()
        if not what and (self.kind.current() or self.intent.current()):
            raise ValueError(self.tr("Say what is proposed."))
        return (Proposal(text=what, kind=self.kind.current(), intent=self.intent.current()),) if what else ()

    def _steps(self) -> tuple[SdmStep, ...]:
        """The steps that are new; who took part goes with them, else with partnership, which is then said anew."""
        family = self.family.text().strip()
        new = [step for step, box in self.steps.items() if box.isChecked() and box.isEnabled()]
        if family and not new:
            if not self.steps["partnership"].isChecked():
                raise ValueError(self.tr("Tick what was said together with the family."))
            new = ["partnership"]
        return tuple(SdmStep(step=step, family=family) for step in new)

    def _ask_proposal(self, *, ask: bool) -> None:
        self._proposing.setVisible(ask)
        self.standing.setVisible(bool(self.standing.whole_text()))
        self.other.setVisible(not ask)
        if ask and self.isVisible():
            self.what.setFocus()

    def _offer(self, plan: Planning) -> None:
        """Each proposal that stands is an option, and so is no treatment."""
        empty(self._options)
        self.options = []
        weighed = {one.payload.text for one in plan.deciding.options if hasattr(one.payload, "text")}
        for fact in plan.deciding.proposals:
            text = fact_text(fact)
            if text not in weighed:
                self._add(OptionEntry(text))
        if not plan.deciding.untreated:
            self._add(OptionEntry(self.tr("No treatment directed at the tumour"), untreated=True))
        self._weighed.set_text("\n".join(fact_text(one) for one in plan.deciding.options))
        self._weighed.setVisible(bool(weighed))

    def _add(self, entry: OptionEntry) -> OptionEntry:
        self.options.append(entry)
        self._options.addWidget(entry)
        before = self.options[-2].source if len(self.options) > 1 else self.family
        self.setTabOrder(before, entry)
        return entry

    def _names(self) -> tuple[str, ...]:
        return (self.tr("Choice"), self.tr("Benefit, harm"), self.tr("Concerns"), self.tr("Together"))

    def _lay_out(self) -> None:
        self._proposing = QWidget()
        kinds = row(self.kind, self.intent, spacing=8)
        kinds.setStretch(0, 1)
        self.kind.give_way(16)
        self._proposing.setLayout(column(self.what, kinds, spacing=4))
        self._weighed = Label("", "small", wrap=True)
        self._options = column(spacing=12)
        self.labelled(self.day)
        self.inner.addWidget(Label(self.tr("Proposed"), "small"))
        self.inner.addWidget(self.standing)
        self.inner.addLayout(row(self.other, None))
        self.inner.addWidget(self._proposing)
        self.inner.addWidget(Line())
        self.inner.addWidget(Label(self.tr("What was said"), "small"))
        self._sentences = {step: Label("", "small", wrap=True) for step in self.steps}
        for step, box in self.steps.items():
            self._sentences[step].setContentsMargins(24, 0, 0, 0)
            self.inner.addLayout(column(box, self._sentences[step], spacing=0))
        self.labelled(self.family)
        self.inner.addWidget(Line())
        self.inner.addWidget(Label(self.tr("Options weighed, no treatment among them"), "small"))
        self.inner.addWidget(self._weighed)
        self.inner.addLayout(self._options)
        self.inner.addLayout(row(self.more, None))
        self.close_with_key()
