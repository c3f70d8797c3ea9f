"""A prompt advises and never blocks; going on against it takes a reason, which is kept and shown."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Override
from mdt_app.domain.states import PromptState
from mdt_app.operations.case_rows import CaseView, PatientView
from mdt_app.ui.acp.leads import PROMPT_LEADS
from mdt_app.ui.cases.ask import Ask
from mdt_app.ui.cases.evidence import EvidenceLines, fact_line
from mdt_app.ui.cases.patient_acts import PatientActs
from mdt_app.ui.common import frames, words
from mdt_app.ui.common.buttons import LinkButton, Look
from mdt_app.ui.common.frames import Section
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label, set_tip


class PromptBlock(QWidget):
    """One prompt with everything it asks for; its facts open, a way leads to what settles it, Override asks why not."""

    def __init__(self, acts: PatientActs, prompt: PromptState) -> None:
        super().__init__()
        self._acts, self._prompt = acts, prompt
        act = self.tr("Override") if acts.editable else ""
        today = acts.services.today()
        facts = [fact_line(one, today) for one in prompt.facts]
        detail = "\n".join([*prompt.asks, *([prompt.warning] if prompt.warning else [])])
        self.message = InlineMessage(prompt.text, detail, act=act)
        set_tip(self.message, "\n".join(facts))
        self.why = LinkButton(self.tr("Why?"), low=True, name=self.tr("Why? {text}").format(text=prompt.text))
        self.lead = LinkButton(leads().get(prompt.id, ""), "arrow-right", low=True)
        self.lines = EvidenceLines()
        known = {one.id: one for one in acts.services.guidance.prompts}[prompt.id]
        self.lines.show_why("", prompt.facts, known.source, today)
        self.ask = Ask()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 4)
        box.setSpacing(0)
        for part in (self.message, self.ask):
            box.addWidget(part)
        box.addLayout(frames.row(self.why, self.lead, None, spacing=4))
        box.addWidget(self.lines)
        self.lead.setVisible(acts.editable and prompt.id in leads())
        self.message.acted.connect(self.override)
        self.why.clicked.connect(lambda: self.lines.setVisible(self.lines.isHidden()))
        self.lead.clicked.connect(lambda: acts.asked.emit(PROMPT_LEADS.get(prompt.id, "scores")))

    def override(self) -> None:
        """Ask for the reason."""
        self.ask.reason(self.tr("Going on because"), self._keep, self.message.link)

    def _keep(self, reason: str) -> None:
        payload = Override(prompt=self._prompt.id, reason=reason)
        self._acts.record(Kind.OVERRIDE, payload, self.tr("Override kept: {reason}").format(reason=reason))


def leads() -> dict[str, str]:
    """What settles a prompt, as the words on the way there."""
    return {
        "ACP-REVIEW": words.tr("New conversation"), "PROGNOSIS": words.tr("Record prognosis"),
        "SURVIVAL-30D": words.tr("Estimate anew"), "SDM": words.tr("Say the steps"),
        "ECOG-SACT": words.tr("Say the steps"), "PROM-USED": words.tr("Say the scores"),
    }  # fmt: skip


class PromptSection(Section):
    """The prompts that apply now, the last thing in the panel, so that their coming moves no button."""

    def __init__(self, acts: PatientActs) -> None:
        super().__init__(last=True, spacing=0)
        self._acts = acts
        self._shown: tuple[PromptState, ...] | None = None
        self.blocks: list[PromptBlock] = []

    def show_view(self, view: CaseView | PatientView) -> None:
        """Show others only where they changed; a reason that is being written stays."""
        if view.prompts == self._shown or self.unsaved():
            return
        self._shown = view.prompts
        frames.empty(self.box)
        self.blocks = [PromptBlock(self._acts, one) for one in view.prompts if one.override is None]
        for block in self.blocks:
            self.box.addWidget(block)
        for one in view.prompts:
            if one.override is not None:
                for widget in self._overridden(one):
                    self.box.addWidget(widget)
        self.setVisible(bool(view.prompts))

    def unsaved(self) -> bool:
        """Whether a reason is begun and not kept."""
        return any(one.ask.unsaved() for one in self.blocks)

    def _overridden(self, prompt: PromptState) -> tuple[QWidget, QWidget]:
        fact = prompt.override
        assert fact is not None
        reason = fact.payload.reason if isinstance(fact.payload, Override) else ""
        who, day = fact.recorder(self._acts.names), words.said_day(fact.true_from)
        title = Label(prompt.text, "small", wrap=True)
        said = Status(
            Shape.DONE, self.tr("Overridden {day} by {who}").format(day=day, who=who), 12, quiet=True
        )
        reason_line = Label(reason, "small", wrap=True)
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(18, 0, 0, 6)
        box.setSpacing(0)
        box.addWidget(said)
        box.addWidget(reason_line)
        return title, holder


class PromptFoot(LinkButton):
    """Says at the foot of the panel that prompts stand below, while they are out of sight; pressing goes there."""

    look = Look(None, None, "look", "look_soft", strong=True)

    def __init__(self, panel: QScrollArea, section: PromptSection) -> None:
        super().__init__("", "warning", "Alt+G")
        self._panel, self._section, self._count = panel, section, 0
        self.clicked.connect(self.go)
        panel.verticalScrollBar().valueChanged.connect(lambda _: self._see())
        panel.verticalScrollBar().rangeChanged.connect(lambda *_: self._see())
        self.hide()

    def show_count(self, count: int) -> None:
        """How many prompts wait for an answer."""
        self._count = count
        self.set_words(
            self.tr("1 prompt below") if count == 1 else self.tr("{count} prompts below").format(count=count)
        )
        self._see()

    def _see(self) -> None:
        bar = self._panel.verticalScrollBar()
        below = (
            self._section.geometry().top() + self._section.height() // 2
            > bar.value() + self._panel.viewport().height()
        )
        self.setVisible(bool(self._count) and below)

    def go(self) -> None:
        """Bring the prompts into sight, the focus on the first."""
        self._panel.ensureWidgetVisible(self._section)
        if self._section.blocks:
            self._section.blocks[0].message.link.setFocus()
