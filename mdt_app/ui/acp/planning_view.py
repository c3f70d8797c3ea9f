"""What was talked about with the patient: where each item stands, who speaks for them, and every conversation."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.domain.acp import SURROGATE
from mdt_app.domain.facts import Fact
from mdt_app.domain.payloads import Override
from mdt_app.domain.states import PromptState
from mdt_app.operations.acp import Planning
from mdt_app.ui.acp import words
from mdt_app.ui.acp.leads import PROMPT_LEADS
from mdt_app.ui.acp.planning_rows import ItemRow, OptionRow, PersonRow, TalkRow, ToldRow
from mdt_app.ui.acp.words import tr
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import ScrollPanel, Section
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.words import said_dates, said_day

SHOWN = 5


class PlanningView(ScrollPanel):
    """Signals: `asked(which form, conversation to correct or "")`, `fact_asked(fact id)`."""

    asked = Signal(str, str)
    fact_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(margins=(24, 4, 24, 16))
        self._plan: Planning | None = None
        self._may, self._every = False, False
        self.adds: dict[str, LinkButton] = {}
        self._prompts: dict[str, QVBoxLayout] = {}
        self._items = self._part(self.tr("Care planning"), "talk", self.tr("New conversation"), "Ctrl+T")
        self._people = self._part(self.tr("Who speaks for the patient"))
        self._talks = self._part(self.tr("Conversations"))
        self._told = self._part(self.tr("Prognosis"), "prognosis", self.tr("Record prognosis"))
        self._deciding = self._part(self.tr("Deciding together"), "deciding", self.tr("Record"), last=True)
        self.box.addStretch(1)

    def show_planning(self, plan: Planning, prompts: Iterable[PromptState], may_record: bool) -> None:
        """Where it stands on the plan's day; `may_record` offers the forms."""
        self._plan, self._may = plan, may_record
        for button in self.adds.values():
            button.setVisible(may_record)
        self._show_prompts(plan, [one for one in prompts if one.id in PROMPT_LEADS])
        self._show_items(plan)
        self._show_people(plan)
        self._show_talks(plan)
        self._show_told(plan)
        self._show_deciding(plan)

    def _part(
        self, title: str, form: str = "", act: str = "", key: str = "", last: bool = False
    ) -> QVBoxLayout:
        section = Section(spacing=4, last=last)
        head = SectionTitle(title)
        if form:
            button = LinkButton(act, "plus", key, shortcut=key)
            button.clicked.connect(lambda: self.asked.emit(form, ""))
            head.add(button)
            self.adds[form] = button
            self._prompts[form] = QVBoxLayout()
        section.box.addWidget(head)
        if form:
            section.box.addLayout(self._prompts[form])
        inner = QVBoxLayout()
        inner.setSpacing(4)
        section.box.addLayout(inner)
        self.box.addWidget(section)
        return inner

    def _show_prompts(self, plan: Planning, prompts: list[PromptState]) -> None:
        """Each prompt stands in the part that settles it."""
        for place in self._prompts.values():
            frames.empty(place)
        for sentence in plan.clashes:
            clash = InlineMessage(self.tr("Entries differ"), said_dates(sentence, plan.on))
            self._prompts["talk"].addWidget(clash)
        for one in prompts:
            if one.override is not None:
                self._prompts[PROMPT_LEADS[one.id]].addWidget(_overridden(one, one.override, plan))
                continue
            facts = "; ".join(words.evidence(fact, plan.on) for fact in one.facts)
            detail = "\n".join(part for part in (" ".join(one.asks), facts) if part)
            message = InlineMessage(one.text, detail, act=self.tr("Record") if self._may else "")
            message.acted.connect(lambda form=PROMPT_LEADS[one.id]: self.asked.emit(form, ""))
            self._prompts[PROMPT_LEADS[one.id]].addWidget(message)

    def _show_items(self, plan: Planning) -> None:
        """Readiness and the items; the representative stands with those who speak for the patient."""
        frames.empty(self._items)
        for one in (plan.readiness, *(one for one in plan.items if one.item != SURROGATE)):
            shown = ItemRow(one, plan)
            shown.fact_asked.connect(self.fact_asked)
            self._items.addWidget(shown)

    def _show_people(self, plan: Planning) -> None:
        frames.empty(self._people)
        representative = self.tr("Decides where the patient no longer can")
        trusted = self.tr("Helps the patient to know and ask; decides nothing")
        for found, what in ((plan.item(SURROGATE), representative), (plan.trusted, trusted)):
            self._people.addWidget(PersonRow(found, what, plan.on))

    def _show_talks(self, plan: Planning) -> None:
        frames.empty(self._talks)
        for talk in plan.talks if self._every else plan.talks[:SHOWN]:
            shown = TalkRow(talk, plan, may_correct=self._may)
            shown.correct_asked.connect(lambda key: self.asked.emit("talk", key))
            self._talks.addWidget(shown)
        if len(plan.talks) > SHOWN:
            rest = len(plan.talks) - SHOWN
            more = LinkButton(self.tr("Fewer") if self._every else self.tr("{n} more").format(n=rest))
            more.clicked.connect(self._toggle)
            self._talks.addLayout(_left(more))
        if not plan.talks:
            self._talks.addWidget(Label(self.tr("No conversation is recorded."), "secondary", wrap=True))

    def _toggle(self) -> None:
        self._every = not self._every
        if self._plan is not None:
            self._show_talks(self._plan)

    def _show_told(self, plan: Planning) -> None:
        frames.empty(self._told)
        for one in plan.prognoses:
            self._told.addWidget(ToldRow(one, plan))
        if not plan.prognoses:
            self._told.addWidget(Status(Shape.RING, self.tr("No estimate, and nothing told"), 14))

    def _show_deciding(self, plan: Planning) -> None:
        frames.empty(self._deciding)
        now = plan.deciding
        for proposal in now.proposals:
            self._deciding.addWidget(Label(words.proposal(proposal, plan.on), wrap=True))
        if not now.proposals:
            self._deciding.addWidget(Label(self.tr("No treatment is proposed."), "secondary", wrap=True))
        for step, name in words.steps():
            said = now.steps.get(step)
            day = said_day(said.true_from, plan.on) if said else tr("not said")
            shape = Shape.DONE if said else Shape.RING
            self._deciding.addLayout(_left(Status(shape, f"{name}: {day}", 14)))
        family = ", ".join(now.family) or self.tr("not recorded")
        took_part = self.tr("Of the family took part: {who}").format(who=family)
        self._deciding.addWidget(Label(took_part, "small", wrap=True))
        for option in now.options:
            self._deciding.addWidget(OptionRow(option))
        if now.options and not now.untreated:
            self._deciding.addLayout(_left(Status(Shape.RING, self.tr("No treatment was not weighed"), 14)))


def _overridden(prompt: PromptState, fact: Fact, plan: Planning) -> Label:
    """A prompt that somebody went on against, with the reason."""
    reason = fact.payload.reason if isinstance(fact.payload, Override) else ""
    who, day = fact.recorder(plan.names), said_day(fact.true_from, plan.on)
    said = tr("{prompt} Overridden {day} by {who}: {reason}")
    return Label(said.format(prompt=prompt.text, day=day, who=who, reason=reason), "small", wrap=True)


def _left(part: QWidget) -> QHBoxLayout:
    return frames.row(part, None)
