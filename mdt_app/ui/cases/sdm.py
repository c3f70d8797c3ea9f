"""The four steps of deciding together are said one by one; what is missing is seen and blocks nothing."""

from __future__ import annotations

from mdt_app.domain.fact_text import fact_text
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import SDM_STEPS, SdmStep
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.facts import SayStep
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.chips import Chip
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Section
from mdt_app.ui.common.text import Label, SectionTitle, set_tip


class SharedDecision(Section):
    """Choice, benefit and harm, concerns, together. Alt+S goes to the first that is not said."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__(spacing=2)
        self._acts = acts
        self.title = SectionTitle(self.tr("Shared decision"), "Alt+S")
        names = (self.tr("Choice"), self.tr("Benefit, harm"), self.tr("Concerns"), self.tr("Together"))
        self.chips = {step: Chip(name) for step, name in zip(SDM_STEPS, names, strict=True)}
        for step, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, step=step: self._say(step))
        self.weigh = LinkButton(self.tr("Options…"), low=True, name=self.tr("Weigh options, name the family"))
        self.weigh.clicked.connect(lambda: acts.asked.emit("deciding"))
        self.title.add(self.weigh)
        self.with_whom = Label("", "small", wrap=True)
        self.box.addWidget(self.title)
        self.box.addWidget(Flow(list(self.chips.values())))
        self.box.addWidget(self.with_whom)

    def show_view(self, view: CaseView) -> None:
        """Which steps were said since the proposal before."""
        asks = {prompt.id: prompt for prompt in self._acts.services.guidance.prompts}["SDM"].asks
        sentences = dict(asks)
        said = view.background.sdm
        self.title.set_note(self.tr("{said} of {all} said").format(said=len(said), all=len(SDM_STEPS)))
        self.weigh.setVisible(self._acts.editable)
        self.with_whom.set_text(self._details(view))
        self.with_whom.setVisible(bool(self.with_whom.whole_text()))
        for step, chip in self.chips.items():
            chip.setChecked(step in said)
            chip.setEnabled(self._acts.editable)
            day = said.get(step)
            when = words.said_day(day, view.meeting.starts_at.date()) if day else ""
            set_tip(chip, f"{sentences[step]} {when}".strip())

    def _details(self, view: CaseView) -> str:
        """Who of the family took part, and the options weighed with their numbers."""
        now = view.background.deciding
        family = self.tr("With {who}").format(who=", ".join(now.family)) if now.family else ""
        return "\n".join(one for one in (family, *(fact_text(fact) for fact in now.options)) if one)

    def focus(self) -> None:
        """Go to the first step that is not said."""
        chips = list(self.chips.values())
        next((one for one in chips if not one.isChecked()), chips[0]).setFocus()

    def _say(self, step: str) -> None:
        chip = self.chips[step]
        if not chip.isChecked():
            chip.setChecked(True)
            self._acts.say(self.tr("Said already. The message after saying it offers the way back."))
            return
        payload = {Kind.SDM: SdmStep(step=step)}
        self._acts.write_facts(SayStep, payload, self.tr("{step}: said").format(step=chip.words()), step=step)
