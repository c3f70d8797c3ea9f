"""Every dated line of the timeline opens down to its fact: who recorded it when, and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.ui.common import frames
from mdt_app.ui.common import words as said
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape, Status
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients import words
from mdt_app.ui.patients.reading import PatientPage


class FactBox(Pane):
    """One fact, whole."""

    def __init__(self, guidance: Guidance) -> None:
        super().__init__("pane", margins=(24, 10, 24, 12), spacing=2)
        self._guidance = guidance
        self.hide()

    def show_fact(self, fact: Fact, page: PatientPage) -> None:
        """What it says, its kind and day, who recorded it and when, its source."""
        frames.empty(self.box)
        text = words.fact_line(fact, self._guidance)
        self.box.addWidget(Label(words.fact_kind(fact.kind), "small"))
        self.box.addWidget(Label(text, "strong", wrap=True))
        at = words.moment(fact.at) if fact.at else words.fact_days(fact)
        recorded = self.tr("recorded {at} by {who}").format(
            at=words.moment(fact.recorded_at), who=fact.recorder(page.names) or self.tr("the program")
        )
        if fact in page.ahead:
            from_day = said.said_day(fact.true_from, page.view.on)
            ahead = self.tr("from {day}, not used before").format(day=from_day)
            self.box.addWidget(Status(Shape.RING, ahead, 12))
        self.box.addWidget(Label(self.tr("True: {at}").format(at=at), "small", wrap=True))
        self.box.addWidget(Label(f"{recorded}, {words.source(fact.source)}", "small", wrap=True))
        if fact.replaces and fact.replaces in page.facts:
            before = words.fact_line(page.facts[fact.replaces], self._guidance)
            self.box.addWidget(Label(self.tr("Corrects: {before}").format(before=before), "small", wrap=True))
        self.setVisible(True)
        self.setAccessibleName(f"{words.fact_kind(fact.kind)}: {text}, {recorded}")


class Timeline(QWidget):
    """Lines by year, newest first, of one kind or of all; the fact of the current line stands below."""

    def __init__(self, guidance: Guidance) -> None:
        super().__init__()
        self._guidance = guidance
        self._page: PatientPage | None = None
        self.kinds = Choice([("", self.tr("Everything"))], name=self.tr("Kind of fact"))
        self.count = Label("", "small")
        self.list = SideList(name=self.tr("Timeline"))
        self.nothing = Label(self.tr("Nothing is recorded up to this day."), "secondary")
        self.fact = FactBox(guidance)
        head = row(self.kinds, self.count, None, spacing=8)
        head.setContentsMargins(24, 4, 24, 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.nothing)
        box.addWidget(self.list, 1)
        box.addWidget(Line())
        box.addWidget(self.fact)
        self.kinds.chosen.connect(lambda _: self._fill())
        self.list.chosen.connect(lambda key: self.show_fact(str(key)))

    def show_page(self, page: PatientPage) -> None:
        """The timeline on the page's day."""
        self._page = page
        shown = {one.kind for one in page.view.background.timeline} | {one.kind.value for one in page.ahead}
        kinds = dict.fromkeys(sorted(shown))
        kept = self.kinds.current()
        choices = [("", self.tr("Everything")), *((kind, words.fact_kind(kind)) for kind in kinds)]
        self.kinds.set_choices(choices, kept if kept in kinds else "")
        self._fill()

    def show_fact(self, fact_id: str) -> None:
        """Open one fact."""
        if self._page is not None and fact_id in self._page.facts:
            self.fact.show_fact(self._page.facts[fact_id], self._page)

    def _fill(self) -> None:
        if self._page is None:
            return
        wanted = self.kinds.current()
        lines = [one for one in self._page.view.background.timeline if not wanted or one.kind == wanted]
        ahead = [one for one in self._page.ahead if not wanted or one.kind == wanted]
        rows: list[SideRow | SideGroup] = self._rows_ahead(ahead, self._page.view.on)
        year = 0
        for one in lines:
            if one.day.year != year:
                year = one.day.year
                rows.append(SideGroup(str(year)))
            lead = said.said_day(one.day, one.day)
            fact = self._page.facts.get(one.fact_id)
            text = words.fact_line(fact, self._guidance) if fact else one.text
            rows.append(SideRow(one.fact_id, text, lead=lead, right=words.fact_kind(one.kind)))
        self.list.set_rows(rows)
        self.count.set_text(self.tr("{n} facts").format(n=len(lines) + len(ahead)))
        self.nothing.setVisible(not rows)
        self.fact.hide()

    def _rows_ahead(self, facts: Sequence[Fact], on: date) -> list[SideRow | SideGroup]:
        """What is dated after today stands first, each line marked with its day."""
        if not facts:
            return []
        title = self.tr("Still to come, not used before its day")
        return [SideGroup(title), *(self._row_ahead(one, on) for one in facts)]

    def _row_ahead(self, fact: Fact, on: date) -> SideRow:
        from_day = self.tr("from {day}").format(day=said.said_day(fact.true_from, on))
        return SideRow(
            fact.id, words.fact_line(fact, self._guidance), second=words.fact_kind(fact.kind),
            lead=said.said_day(fact.true_from, fact.true_from), right=from_day, mark=Mark(Shape.RING),
        )  # fmt: skip
