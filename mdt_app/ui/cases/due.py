"""What is due now is one tick away from done; all 28 elements open in the same place, with why and on what evidence."""

from __future__ import annotations

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import ElementEntry
from mdt_app.domain.states import ElementState, Status
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.facts import MarkElement
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.elements import AllElements
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import Button, CheckRow, LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Section
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.text import Label, SectionTitle, set_tip, width
from mdt_app.ui.common.theme import Theme

SHOWN, SHOWN_ALONE, PANEL = 6, 4, 336
BY_ENTRY_TOO = frozenset({"REF-2", "COO-1"})


class DueSection(Section):
    """Up to six due elements, overdue first; a tick marks done. Alt+U goes to the first."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__(spacing=0)
        self._acts = acts
        self._ticked: set[str] = set()
        self._shown: tuple[tuple[str, bool], ...] | None = None
        self.title = SectionTitle(self.tr("Due now"), "Alt+U")
        self.every = LinkButton(self.tr("All 28"), low=True)
        self.every.setCheckable(True)
        self.title.add(self.every)
        self.nothing = Label(self.tr("Nothing is due now."), "small")
        self.rows: dict[str, Button] = {}
        self._flow = Flow(even=True, most=2, spacing=0)
        self.all = AllElements(acts)
        for part in (self.title, self.nothing, self._flow, self.all):
            self.box.addWidget(part)
        self.every.toggled.connect(self._toggle)

    def show_view(self, view: CaseView) -> None:
        """Where the 28 stand today."""
        due = sorted(
            (one for one in view.elements if one.status is Status.DUE), key=lambda one: not one.overdue
        )
        overdue = sum(one.overdue for one in due)
        self.title.title.set_text(
            self.tr("Due now  {due} of {all}").format(due=len(due), all=len(view.elements))
        )
        self.title.set_note(
            self.tr("{count} overdue").format(count=overdue) if overdue else "", "act" if overdue else ""
        )
        self.nothing.setVisible(not due)
        self._fill(due[: SHOWN if self._in_pairs(due[:SHOWN]) else SHOWN_ALONE])
        self.all.show_view(view)

    def unsaved(self) -> bool:
        """Whether a reason is begun and not kept."""
        return self.all.unsaved()

    def focus(self) -> None:
        """Go to the first due element."""
        next(iter(self.rows.values()), self.every).setFocus()

    def _in_pairs(self, due: list[ElementState]) -> bool:
        """Whether their names stand two by two."""
        guidance = self._acts.services.guidance
        widest = max((width(guidance.element(one.id).name, strong=one.overdue) for one in due), default=0)
        return 2 * (widest + themes.current().px(44)) <= themes.current().px(PANEL)

    def _fill(self, due: list[ElementState]) -> None:
        """Fill the grid anew only where another element is due, so that nothing moves under a hand."""
        shown = tuple((one.id, one.overdue) for one in due)
        for one in due:
            if one.id in self.rows and isinstance(self.rows[one.id], CheckRow) and one.id not in self._ticked:
                self.rows[one.id].setChecked(False)
        self._ticked &= {one.id for one in due}
        if shown == self._shown:
            return
        self._shown = shown
        focused = next((id for id, row in self.rows.items() if row.hasFocus()), None)
        place = list(self.rows).index(focused) if focused else -1
        self.rows = {one.id: self._made(one) for one in due}
        self._flow.set_widgets(list(self.rows.values()))
        if place >= 0 and self.rows:
            list(self.rows.values())[min(place, len(self.rows) - 1)].setFocus()

    def _made(self, one: ElementState) -> Button:
        known = self._acts.services.guidance.element(one.id)
        mark = Mark(Shape.DIAMOND, self.tr("overdue")) if one.overdue else None
        row: Button
        if known.entry or one.id in BY_ENTRY_TOO:
            row = CheckRow(known.name, mark=mark)
            row.clicked.connect(lambda _=False, id=one.id: self._done(id))
            row.setEnabled(self._acts.editable)
        else:
            row = OpenRow(known.name, "chevron-right")
            row.clicked.connect(lambda _=False, id=one.id: self._open(id))
        set_tip(row, words.said_dates(f"{one.why} {known.settled_by}"))
        return row

    def _done(self, element: str) -> None:
        self._ticked.add(element)
        name = self._acts.services.guidance.element(element).name
        payload = {Kind.ELEMENT: ElementEntry(element=element, status="done")}
        said = self.tr("Done: {name}").format(name=name)
        self._acts.write_facts(MarkElement, payload, said, element=element, status="done")

    def _open(self, element: str) -> None:
        self.every.setChecked(True)
        self.all.open(element)

    def _toggle(self, every: bool) -> None:
        self.all.setVisible(every)


class OpenRow(LinkButton):
    """A due element that no tick settles; it opens instead, with its words where the others' words are."""

    def _start(self, theme: Theme, strong: bool) -> float:
        return 2
