"""Who recorded what is kept, and what stood there before it was corrected, is said under its name."""

from __future__ import annotations

from mdt_app.domain.fact_text import fact_text
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Assessment
from mdt_app.operations.assessments import AssessmentsView, Kept
from mdt_app.ui.assessments import words
from mdt_app.ui.common import frames
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.text import Label


class History(Pane):
    """Empty and away unless something kept is shown."""

    def __init__(self) -> None:
        super().__init__("surface", margins=(0, 0, 0, 6), spacing=2)

    def show_kept(self, kept: Kept | None, view: AssessmentsView, guidance: Guidance) -> None:
        """The lines about one kept assessment."""
        frames.empty(self.box)
        self.setVisible(kept is not None)
        if kept is None:
            return
        self.box.addWidget(Label(self._recorded(kept.fact, view), "small", wrap=True))
        for one in kept.before:
            text = self.tr("Before that: {answers}. {recorded}")
            said = text.format(answers=_said(one, guidance), recorded=self._recorded(one, view))
            self.box.addWidget(Label(said, "small", wrap=True))

    def _recorded(self, fact: Fact, view: AssessmentsView) -> str:
        text = self.tr("Recorded {at} by {who}")
        who = fact.recorder(view.names) or self.tr("the program")
        parts = [text.format(at=f"{fact.recorded_at.astimezone():%d-%m-%Y, %H:%M}", who=who)]
        if isinstance(fact.payload, Assessment):
            parts += [words.by(fact.payload.by), words.setting(fact.payload.setting).lower()]
        return ", ".join(part for part in parts if part) + "."


def _said(fact: Fact, guidance: Guidance) -> str:
    """All answers of a fact, by the items' names."""
    payload = fact.payload
    known = guidance.instruments.get(payload.instrument) if isinstance(payload, Assessment) else None
    if known is None or not isinstance(payload, Assessment):
        return fact_text(fact)
    items = [(known.item(code), code, value) for code, value in payload.answers]
    return ", ".join(words.read_back(known, item, value) if item else code for item, code, value in items)
