"""Whatever the rules say, the dated facts behind it open in the same place, each with its source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.fact_text import kind_words
from mdt_app.domain.facts import Kind
from mdt_app.domain.states import Evidence
from mdt_app.ui.common import frames, words
from mdt_app.ui.common.text import Label


class EvidenceLines(QWidget):
    """The sentence that says why, then one line per fact, then where the rule comes from. Hidden until asked."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(18, 0, 0, 4)
        self._box.setSpacing(0)
        self._lines: list[str] = []
        self.hide()

    def show_why(self, why: str, facts: Iterable[Evidence], rule: str, today: date = date.max) -> None:
        """Fill in, without opening; a fact of a day after `today` is marked."""
        source = words.tr("Rule: {source}").format(source=rule)
        lines = [words.said_dates(why), *(fact_line(one, today) for one in facts), source]
        self._lines = [line for line in lines if line]
        self.setAccessibleName(" ".join(self._lines))
        if not self.isHidden():
            self._fill()

    def setVisible(self, visible: bool) -> None:
        """The lines are made when somebody looks."""
        if visible and self.isHidden():
            self._fill()
        super().setVisible(visible)

    def _fill(self) -> None:
        frames.empty(self._box)
        for line in self._lines:
            self._box.addWidget(Label(line, "small", wrap=True))


def fact_line(fact: Evidence, today: date = date.max) -> str:
    """ "pain 8  ·  14 Oct 2026  ·  desk"; what says nothing by itself has its kind before it: "ECOG 3"."""
    alone = fact.value[:1].isdigit() or fact.value in ("yes", "no")
    kind = f"{kind_words(Kind(fact.kind))} " if alone and fact.kind in tuple(Kind) else ""
    parts = (f"{kind}{fact.value}", words.said_from(fact.date, today), fact.source)
    return "  ·  ".join(part for part in parts if part)
