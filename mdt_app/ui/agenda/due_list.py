"""What is due before a meeting is ticked where it stands; what is overdue comes first and says since when."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.facts import Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import ElementEntry
from mdt_app.domain.states import ElementState, Status
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.facts import MarkElement
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.common.buttons import CheckRow, LinkButton
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.list_tools import ListTools
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.marks import Status as StatusMark
from mdt_app.ui.common.text import Label, SectionTitle, set_tip
from mdt_app.ui.common.words import said_dates, said_day

AT_FIRST = 5


class DueList(QWidget):
    """The elements due of one case; those that a tick settles have a box, the others say what settles them."""

    def __init__(
        self, acts: CaseActs, view: CaseView, guidance: Guidance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._all = False
        self.listing_id = view.listing.id
        self._acts, self._view, self._guidance = acts, view, guidance
        due = [one for one in view.elements if one.status == Status.DUE]
        self.states = sorted(due, key=lambda one: not one.overdue)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        title = SectionTitle(self.tr("Due before the meeting"), note=str(len(due)) if due else "")
        self._box.addWidget(title)
        orders = (("given", self.tr("Overdue first")), ("name", self.tr("By name")))
        self.tools = ListTools(self.tr("Name"), orders, name=self.tr("Due elements"), folds=True)
        title.add(self.tools.button)
        self.tools.button.setVisible(len(due) > 1)
        self._box.addWidget(self.tools)
        self.boxes: list[tuple[str, CheckRow]] = []
        self._rows = [self._row(one) for one in self.states]
        self._place = column(spacing=0)
        self._box.addLayout(self._place)
        if not due:
            self._box.addWidget(Label(self.tr("Nothing is due."), "secondary"))
        self.more = LinkButton(self.tr("Show all {count}").format(count=len(due)))
        self.more.clicked.connect(self._show_all)
        self._box.addLayout(row(self.more, None))
        self._arrange()
        self.tools.changed.connect(self._arrange)

    def go_on_from(self, before: DueList) -> None:
        """Stay narrowed and ordered as the list was before a tick made it anew."""
        self._all = before._all
        self.tools.take_over(before.tools)
        self._arrange()

    def take_focus(self) -> None:
        """Go on with the first box, after another was ticked."""
        if self.boxes:
            self.boxes[0][1].setFocus()

    def _row(self, state: ElementState) -> QWidget:
        element = self._guidance.element(state.id)
        made = QWidget(self)
        tick = element.entry and self._acts.editable
        words = CheckRow(element.name) if tick else Label(element.name, wrap=True)
        set_tip(made, f"{element.id}: {said_dates(state.why)}")
        if isinstance(words, CheckRow):
            words.clicked.connect(lambda: self._mark(state, element.name))
            self.boxes.append((state.id, words))
        line = column(words, spacing=0)
        if state.overdue:
            late = row(self._when(state), None)
            late.setContentsMargins(24 if tick else 0, 0, 0, 6)
            line.addLayout(late)
        line.setContentsMargins(0 if tick else 24, 0 if tick else 6, 0, 0)
        made.setLayout(line)
        return made

    def _when(self, state: ElementState) -> QWidget:
        on = self._view.meeting.starts_at.date()
        day = said_day(state.due, on) if state.due else ""
        return StatusMark(Shape.DIAMOND, self.tr("overdue since {day}").format(day=day), 12)

    def _mark(self, state: ElementState, name: str) -> None:
        entry = ElementEntry(element=state.id, status="done")
        said = self.tr("{element}: done.").format(element=name)
        self._acts.write_facts(MarkElement, {Kind.ELEMENT: entry}, said, element=state.id, status="done")

    def _show_all(self) -> None:
        self._all = True
        self._arrange()

    def _arrange(self) -> None:
        """What fits the words that are typed, in the order chosen; the first few where nothing is typed."""
        name = self._guidance.element
        pairs = list(zip(self.states, self._rows, strict=True))
        shown = self.tools.arranged(
            pairs, lambda one: name(one[0].id).name, {"name": lambda one: name(one[0].id).name.casefold()}
        )
        some = shown if self._all or self.tools.query.text() else shown[:AT_FIRST]
        for made in self._rows:
            self._place.removeWidget(made)
            made.setVisible(any(made is one for _, one in some))
        for _, made in some:
            self._place.addWidget(made)
        self.more.setVisible(len(some) < len(shown))
