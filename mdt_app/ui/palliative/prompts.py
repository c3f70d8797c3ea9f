"""A prompt is one line here; it opens to what it asks for, its facts, the way to settle it, and the override."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Override
from mdt_app.domain.states import PromptState
from mdt_app.operations.palliative_view import PalliativeView
from mdt_app.ui.acp.leads import PROMPT_LEADS
from mdt_app.ui.cases.ask import Ask
from mdt_app.ui.cases.prompts import leads
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Section
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.text import SectionTitle
from mdt_app.ui.common.words import said_day
from mdt_app.ui.palliative.acts import PalliativeActs
from mdt_app.ui.palliative.open_line import EDGE, Opens


class PromptRow(Opens):
    """One prompt: it advises and never blocks, and going on against it takes a reason."""

    def __init__(self, acts: PalliativeActs, prompt_id: str) -> None:
        super().__init__()
        self._acts, self.id = acts, prompt_id
        self.known = next(one for one in acts.services.guidance.prompts if one.id == prompt_id)
        self.lead, self.override = Button(leads().get(prompt_id, "")), Button(self.tr("Override"))
        self.ask = Ask()
        self._buttons = Flow([self.lead, self.override])
        self.below.addWidget(self._buttons)
        self.below.addWidget(self.ask)
        self._buttons.hide()
        self.lead.clicked.connect(lambda: acts.asked.emit(PROMPT_LEADS.get(prompt_id, "scores")))
        self.override.clicked.connect(
            lambda: self.ask.reason(self.tr("Going on because"), self._keep, self.line)
        )

    def show_prompt(self, one: PromptState, page: PalliativeView) -> None:
        """What it says on the page's day."""
        overdue = one.overdue and one.due is not None
        right = self.tr("since {day}").format(day=said_day(one.due, page.on)) if overdue and one.due else ""
        said = one.override
        reason = said.payload.reason if said is not None and isinstance(said.payload, Override) else ""
        second = ""
        if said is not None:
            who, day = said.recorder(page.names), said_day(said.true_from, page.on)
            second = self.tr("Overridden {day} by {who}: {reason}").format(day=day, who=who, reason=reason)
        shape = Shape.DONE if said is not None else Shape.TRIANGLE
        self.line.say(one.text, right=right, second=second, shape=shape, strong=one.strong and said is None)
        asks = "; ".join(one.asks)
        why = self.tr("Asks for: {what}.").format(what=asks) if asks else ""
        self.show_why(" ".join(part for part in (why, one.warning) if part), one.facts, self.known.source)
        self._buttons.setVisible(self.is_open() and self._acts.editable)

    def open(self, opened: bool) -> None:
        """With the way on, where this page may be written on."""
        super().open(opened)
        self._buttons.setVisible(opened and self._acts.editable)
        if not opened:
            self.ask.hide()

    def _keep(self, reason: str) -> None:
        payload = Override(prompt=self.id, reason=reason)
        self._acts.record(Kind.OVERRIDE, payload, self.tr("Override kept: {reason}").format(reason=reason))


class Prompts(Section):
    """The prompts that apply now, the last of their column, so that their coming moves nothing."""

    def __init__(self, acts: PalliativeActs) -> None:
        super().__init__(last=True, spacing=0)
        self._acts = acts
        self.rows: dict[str, PromptRow] = {}
        title = SectionTitle(self.tr("Prompts"), "Alt+G")
        title.setContentsMargins(EDGE, 0, 0, 0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.box.addWidget(title)
        self.box.addLayout(self._lines)

    def show_page(self, page: PalliativeView) -> None:
        """Those of the page's day; what is being written stays."""
        prompts = sorted(page.page.prompts, key=lambda one: one.override is not None)
        for id in self.rows.keys() - {one.id for one in prompts}:
            gone = self.rows.pop(id)
            gone.hide()
            gone.deleteLater()
        for one in prompts:
            if one.id not in self.rows:
                self.rows[one.id] = PromptRow(self._acts, one.id)
            self._lines.removeWidget(self.rows[one.id])
            self._lines.addWidget(self.rows[one.id])
            self.rows[one.id].show_prompt(one, page)
        self.setVisible(bool(prompts))

    def focus(self) -> None:
        """Go to the first."""
        for one in self.rows.values():
            one.line.setFocus()
            return
