"""All 28 elements in their nine domains: status, why, the facts, and the answers that a clinician may give."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import ElementEntry
from mdt_app.domain.states import ElementState
from mdt_app.domain.states import Status as Stands
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.facts import MarkElement
from mdt_app.ui.acp.leads import ELEMENT_LEADS
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.ask import Ask
from mdt_app.ui.cases.evidence import EvidenceLines
from mdt_app.ui.cases.patient_acts import PatientActs
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.list_tools import ListTools
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label

SHAPES = {
    Stands.DUE: Shape.RING, Stands.DONE: Shape.DONE, Stands.PLANNED: Shape.HALF, Stands.NOT_DUE: Shape.DOT,
    Stands.DECLINED: Shape.DOT, Stands.NOT_APPLICABLE: Shape.DOT, Stands.UNKNOWN: Shape.RING,
}  # fmt: skip


class ElementBlock(QWidget):
    """One element; pressing its name opens why, the facts, and the answers."""

    def __init__(self, acts: PatientActs, element_id: str) -> None:
        super().__init__()
        self._acts, self.id = acts, element_id
        self.known = acts.services.guidance.element(element_id)
        self.name = LinkButton(self.known.name, "chevron-right", low=False)
        self.state = _State(Shape.DOT, "", 12)
        self.lines, self.ask = EvidenceLines(), Ask()
        self._acts_row = self._answers()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Flow([self.name, self.state], spacing=8))
        for part in (self.lines, self._acts_row, self.ask):
            box.addWidget(part)
        self.name.clicked.connect(lambda: self.open(self.lines.isHidden()))
        self.open(False)

    def show_state(self, one: ElementState) -> None:
        """Where it stands today."""
        near = self._acts.on
        overdue = (
            self.tr("overdue since {day}").format(day=words.said_day(one.due, near))
            if one.overdue and one.due
            else ""
        )
        due = self.tr("due by {day}").format(day=words.said_day(one.due, near)) if one.due else ""
        said = overdue or (due if one.status is Stands.DUE and due else status_word(one.status))
        self.state.set_state(
            Shape.DIAMOND if one.overdue else SHAPES[one.status], said, quiet=one.status is not Stands.DUE
        )
        entry = self._entry_words(one)
        settled = self.tr("Settled by: {what}").format(what=self.known.settled_by)
        why = " ".join(
            part for part in (self.known.explanation, one.why, entry, one.warning, settled) if part
        )
        self.lines.show_why(why, one.evidence, self.known.source, self._acts.services.today())
        self.name.setAccessibleName(f"{self.known.name}, {said}")

    def open(self, opened: bool) -> None:
        """Show or hide why and the answers."""
        self.lines.setVisible(opened)
        self._acts_row.setVisible(opened and self._acts.editable)
        if not opened:
            self.ask.hide()

    def _answers(self) -> Flow:
        acts = (
            (self.tr("Done"), lambda: self._mark("done")), (self.tr("Planned"), self._plan),
            (self.tr("Declined"), lambda: self._because("declined", self.tr("Declined, because"))),
            (self.tr("Not applicable"), lambda: self._because("not-applicable", self.tr("Not applicable, because"))),
        )  # fmt: skip
        buttons = []
        if self.id in ELEMENT_LEADS:
            lead = Button(self.tr("Record…"))
            lead.setAccessibleName(f"{self.known.name}: {lead.words()}")
            lead.clicked.connect(lambda: self._acts.asked.emit(ELEMENT_LEADS[self.id]))
            buttons.append(lead)
        for text, act in acts:
            button = Button(text)
            button.setAccessibleName(f"{self.known.name}: {text}")
            button.clicked.connect(lambda _=False, act=act: act())
            buttons.append(button)
        return Flow(buttons)

    def _plan(self) -> None:
        self.ask.day(
            self.tr("Planned for? 20 Oct, +7"),
            self._acts.on,
            lambda day: self._mark("planned", until=day),
            self.name,
        )

    def _because(self, status: str, question: str) -> None:
        self.ask.reason(question, lambda text: self._mark(status, note=text), self.name)

    def _mark(self, status: str, note: str = "", until: date | None = None) -> None:
        payload = {Kind.ELEMENT: ElementEntry(element=self.id, status=status, until=until, note=note)}
        said = f"{self.known.name}: {status.replace('-', ' ')}"
        self._acts.write_facts(
            MarkElement, payload, said, element=self.id, status=status, note=note, until=until
        )

    def _entry_words(self, one: ElementState) -> str:
        fact = one.entry
        if fact is None or not isinstance(fact.payload, ElementEntry):
            return ""
        who, day = fact.recorder(self._acts.names), words.said_day(fact.true_from)
        note = f": {fact.payload.note}" if fact.payload.note else ""
        return f"{fact.payload.status.replace('-', ' ').capitalize()}, {day}, {who}{note}."


class _State(Status):
    """As high as the name before it."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), themes.current().px(32))


class AllElements(QWidget):
    """The 28 under the names of their domains; made when first opened."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__()
        self._acts = acts
        self.blocks: dict[str, ElementBlock] = {}
        self._heads: dict[str, Label] = {}
        self._due: frozenset[str] = frozenset()
        orders = (
            ("domain", self.tr("By domain")), ("due", self.tr("What is due first")), ("name", self.tr("By name")),
        )  # fmt: skip
        self.tools = ListTools(self.tr("Name or domain"), orders, name=self.tr("All 28"))
        self.tools.changed.connect(self._arrange)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 4, 0, 0)
        self._box.setSpacing(0)
        self.hide()

    def show_view(self, view: CaseView) -> None:
        """Where each stands; nothing is made while nobody looks."""
        if self.blocks or not self.isHidden():
            self._make()
            for one in view.elements:
                self.blocks[one.id].show_state(one)
            self._due = frozenset(one.id for one in view.elements if one.status is Stands.DUE)

    def setVisible(self, visible: bool) -> None:
        """Made at first sight."""
        super().setVisible(visible)
        if visible:
            self.show_view(self._acts.view)

    def open(self, element: str) -> None:
        """Open one element and go there."""
        block = self.blocks[element]
        if block.isHidden():
            self.tools.clear()
        block.open(True)
        block.name.setFocus()

    def unsaved(self) -> bool:
        """Whether a reason is begun and not kept."""
        return any(one.ask.unsaved() for one in self.blocks.values())

    def _make(self) -> None:
        if self.blocks:
            return
        guidance = self._acts.services.guidance
        self._box.addWidget(self.tools)
        for domain in guidance.domains:
            head = self._heads[domain.id] = Label(domain.name, "small")
            head.setContentsMargins(0, 6, 0, 0)
            for element in guidance.elements:
                if element.domain == domain.id:
                    self.blocks[element.id] = ElementBlock(self._acts, element.id)
        self._arrange()

    def _arrange(self) -> None:
        """What fits the words that are typed, in the order chosen; domains are named in their own order only."""
        blocks, named = list(self.blocks.values()), self.tools.order() == "domain"
        names = {one.id: one.name for one in self._acts.services.guidance.domains}
        shown = self.tools.arranged(
            blocks,
            lambda one: f"{one.known.name} {names[one.known.domain]}",
            {"due": lambda one: one.id not in self._due, "name": lambda one: one.known.name.casefold()},
        )
        for part in (*self._heads.values(), *blocks):
            self._box.removeWidget(part)
        headed: set[str] = set()
        for one in shown:
            if named and one.known.domain not in headed:
                headed.add(one.known.domain)
                self._box.addWidget(self._heads[one.known.domain])
            self._box.addWidget(one)
        for domain, head in self._heads.items():
            head.setVisible(domain in headed)
        for one in blocks:
            one.setVisible(one in shown)


def status_word(status: Stands) -> str:
    """A status in words."""
    return {
        Stands.DUE: words.tr("due"), Stands.DONE: words.tr("done"), Stands.PLANNED: words.tr("planned"),
        Stands.NOT_DUE: words.tr("not due"), Stands.DECLINED: words.tr("declined"),
        Stands.NOT_APPLICABLE: words.tr("not applicable"), Stands.UNKNOWN: words.tr("unknown"),
    }[status]  # fmt: skip
