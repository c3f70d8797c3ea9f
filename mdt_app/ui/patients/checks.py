"""What is due, all 28 elements and the 11 criteria: each says where it stands, why, and on which facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import CriterionDecision, ElementEntry
from mdt_app.domain.states import CriterionState, CriterionStatus, ElementState, Evidence
from mdt_app.domain.states import Status as Stands
from mdt_app.ui.acp.leads import ELEMENT_LEADS
from mdt_app.ui.cases.elements import status_word
from mdt_app.ui.cases.evidence import EvidenceLines
from mdt_app.ui.common import words as said
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel, column, row
from mdt_app.ui.common.list_tools import ListTools
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients import words
from mdt_app.ui.patients.reading import PatientPage


@dataclass(frozen=True)
class Check:
    """One line of the list, and what opens from it."""

    name: str
    state: str
    mark: Mark
    why: str
    facts: tuple[Evidence, ...]
    source: str
    group: str


class Checks(Pane):
    """Due, all, criteria; below it, why. Emits `form_asked(form)` for the form that settles an element."""

    form_asked = Signal(str)

    def __init__(self, guidance: Guidance) -> None:
        super().__init__("surface")
        self._guidance = guidance
        self._page: PatientPage | None = None
        self._checks: dict[str, Check] = {}
        kinds = (("due", self.tr("Due")), ("all", self.tr("All 28")), ("criteria", self.tr("Criteria")))
        self.kinds = SegmentedButton(kinds, "due", name=self.tr("What to show"), stretch=True)
        self.list = SideList(name=self.tr("Due elements and criteria"))
        orders = (
            ("given", self.tr("What asks first")), ("name", self.tr("By name")), ("state", self.tr("By state")),
        )  # fmt: skip
        self.tools = ListTools(self.tr("Name or reason"), orders, name=self.list.accessibleName())
        self.tools.lead_to(self.list)
        self.tools.changed.connect(self._fill)
        self.nothing = Label(self.tr("Nothing is due on this day."), "secondary")
        self.title = Label("", "section", wrap=True)
        self.lines = EvidenceLines()
        self.lead = LinkButton(self.tr("Record…"), "arrow-right")
        self.lead.clicked.connect(lambda: self.form_asked.emit(ELEMENT_LEADS[str(self.list.current_key())]))
        self._may = False
        self._why = ScrollPanel(margins=(16, 10, 16, 12), spacing=2)
        self._lay_out()
        self.kinds.chosen.connect(lambda _: self._fill())
        self.list.chosen.connect(lambda key: self._open(str(key)))

    def forget(self) -> None:
        """Another patient comes: what was looked for in the one before hides nothing of what is due here."""
        self._page = None
        self.kinds.set_current("due")
        self.tools.forget()
        self.list.set_rows(())

    def show_page(self, page: PatientPage, may_record: bool = False) -> None:
        """Where all of them stand on the page's day; `may_record` offers the forms."""
        self._page, self._may = page, may_record
        due = sum(one.status is Stands.DUE for one in page.view.elements)
        asked = sum(one.open for one in page.view.criteria)
        self.kinds.set_words("due", self.tr("Due {n}").format(n=due))
        self.kinds.set_words(
            "criteria", self.tr("Criteria {n}").format(n=asked) if asked else self.tr("Criteria")
        )
        self._fill()

    def _fill(self) -> None:
        if self._page is None:
            return
        view, kind = self._page.view, self.kinds.current()
        if kind == "criteria":
            self._checks = {one.id: self._criterion(one) for one in sorted(view.criteria, key=_asks_first)}
        else:
            shown = [one for one in view.elements if kind == "all" or one.status is Stands.DUE]
            if kind == "due":
                shown.sort(key=lambda one: not one.overdue)
            self._checks = {one.id: self._element(one) for one in shown}
        rows: list[SideRow | SideGroup] = []
        group = ""
        keys: dict[str, Callable[[tuple[str, Check]], Any]] = {
            "name": lambda pair: pair[1].name.casefold(),
            "state": lambda pair: (pair[1].mark.quiet, pair[1].state),
        }
        shown_ones = self.tools.arranged(list(self._checks.items()), _words, keys)
        for key, one in shown_ones:
            if kind == "all" and self.tools.order() == "given" and one.group != group:
                group = one.group
                rows.append(SideGroup(group))
            second = said.said_dates(one.why, self._on()) or one.group
            rows.append(SideRow(key, one.name, second=second, right=one.state, mark=one.mark))
        self.list.set_rows(rows)
        self.nothing.set_text(
            self.tr("Nothing fits these words.") if self._checks else self.tr("Nothing is due on this day.")
        )
        self.nothing.setVisible(not rows)
        self._open(str(self.list.current_key() or ""))

    def _open(self, key: str) -> None:
        one = self._checks.get(key)
        self._why.setVisible(one is not None)
        if one is not None:
            self.title.set_text(one.name)
            self.lead.setVisible(self._may and key in ELEMENT_LEADS)
            self.lines.show_why(one.why, one.facts, one.source)
            self.lines.show()

    def _element(self, one: ElementState) -> Check:
        known = self._guidance.element(one.id)
        domain = next(row.name for row in self._guidance.domains if row.id == known.domain)
        state = status_word(one.status)
        if one.due and one.overdue:
            state = self.tr("overdue")
        elif one.due and one.status is Stands.DUE:
            state = self.tr("by {day}").format(day=said.said_day(one.due, self._on()))
        shape = Shape.DIAMOND if one.overdue else words.SHAPES[one.status]
        quiet = not one.overdue and one.status is not Stands.DUE
        why = _sentences(one.why, known.explanation, self._entry(one), one.warning)
        if one.overdue and one.due:
            why = _sentences(self.tr("Since {day}.").format(day=said.said_day(one.due, self._on())), why)
        return Check(known.name, state, Mark(shape, state, quiet), why, one.evidence, known.source, domain)

    def _entry(self, one: ElementState) -> str:
        fact = one.entry
        if fact is None or not isinstance(fact.payload, ElementEntry) or self._page is None:
            return ""
        who, day = fact.recorder(self._page.names), said.said_day(fact.true_from)
        note = f": {fact.payload.note}" if fact.payload.note else ""
        return f"{fact.payload.status.replace('-', ' ').capitalize()}, {day}, {who}{note}."

    def _criterion(self, one: CriterionState) -> Check:
        known = self._guidance.criterion(one.id)
        decided = self._decided(one)
        state = decided if decided and not one.open else _criterion_word(one.state)
        shape = {
            CriterionStatus.SUGGESTED: Shape.DIAMOND, CriterionStatus.NOT_MET: Shape.DOT,
        }.get(one.state, Shape.RING)  # fmt: skip
        if decided and not one.open:
            shape = Shape.DONE
        quiet = shape is not Shape.DIAMOND
        why = _sentences(
            one.why, one.note, decided and self.tr("Decided: {what}").format(what=decided), known.explanation
        )
        return Check(known.name, state, Mark(shape, state, quiet), why, one.facts, known.source, "")

    def _decided(self, one: CriterionState) -> str:
        fact = one.decision
        if fact is None or not isinstance(fact.payload, CriterionDecision):
            return ""
        answers = {
            "refer": self.tr("refer"), "later": self.tr("later"),
            "not-now": self.tr("not now"), "under-care": self.tr("under care"),
        }  # fmt: skip
        return answers.get(fact.payload.decision, fact.payload.decision)

    def _on(self) -> date:
        assert self._page is not None
        return self._page.view.on

    def _lay_out(self) -> None:
        top = column(self.kinds, self.tools, spacing=8)
        top.setContentsMargins(16, 12, 16, 12)
        self.box.addLayout(top)
        none = column(self.nothing)
        none.setContentsMargins(16, 0, 16, 0)
        self.box.addLayout(none)
        inside = self.lines.layout()
        if inside is not None:
            inside.setContentsMargins(0, 0, 0, 0)
        self._why.box.addWidget(self.title)
        self._why.box.addWidget(self.lines)
        self._why.box.addLayout(row(self.lead, None))
        self._why.box.addStretch(1)
        self.box.addWidget(self.list, 3)
        self.box.addWidget(Line())
        self.box.addWidget(self._why, 2)
        self.nothing.hide()
        self._why.hide()


def _words(pair: tuple[str, Check]) -> str:
    return f"{pair[1].name} {pair[1].why} {pair[1].state} {pair[1].group}"


def _asks_first(one: CriterionState) -> tuple[bool, int]:
    order = (CriterionStatus.SUGGESTED, CriterionStatus.CANNOT_BE_EVALUATED, CriterionStatus.NOT_MET)
    return not one.open, order.index(one.state)


def _criterion_word(state: CriterionStatus) -> str:
    return {
        CriterionStatus.SUGGESTED: words.tr("suggested"), CriterionStatus.NOT_MET: words.tr("not met"),
        CriterionStatus.CANNOT_BE_EVALUATED: words.tr("not known"),
    }[state]  # fmt: skip


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
