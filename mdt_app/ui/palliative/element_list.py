"""What is due stands first, overdue on top; one key and a word settle it, and every element opens to its history."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import ElementEntry
from mdt_app.domain.states import ElementState
from mdt_app.domain.states import Status as Stands
from mdt_app.operations.facts import MarkElement
from mdt_app.operations.palliative_view import PalliativeView
from mdt_app.ui.acp.leads import ELEMENT_LEADS
from mdt_app.ui.cases.ask import Ask
from mdt_app.ui.cases.due import BY_ENTRY_TOO
from mdt_app.ui.cases.elements import SHAPES
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Section
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.palliative import words
from mdt_app.ui.palliative.acts import PalliativeActs
from mdt_app.ui.palliative.open_line import EDGE, Opens

SHOWN = 8
MEASURED = frozenset({"SYM-1", "PSY-2", "CAR-2"})
"""What a score settles. Every other element that no entry settles leads to a form or to the patient's page."""


class ElementRow(Opens):
    """One element. D, P, X and N answer it while it has the focus; what opens says why and what was entered before."""

    def __init__(self, acts: PalliativeActs, element_id: str) -> None:
        super().__init__()
        self._acts, self.id = acts, element_id
        self.known = acts.services.guidance.element(element_id)
        self.by_entry = self.known.entry or element_id in BY_ENTRY_TOO
        self._history = QVBoxLayout()
        self.buttons: dict[str, Button] = {}
        self._answers = self._made()
        self.ask = Ask()
        self.below.addLayout(self._history)
        self.below.addWidget(self._answers)
        self.below.addWidget(self.ask)
        self._answers.hide()
        self.line.typed.connect(self.typed)

    def show_state(self, one: ElementState, page: PalliativeView) -> None:
        """Where it stands on the page's day."""
        due = one.status is Stands.DUE
        shape = Shape.DIAMOND if one.overdue else SHAPES[one.status]
        team = words.tr("of the team") if self.id in words.TEAM_ELEMENTS else ""
        state = ", ".join(part for part in (team, words.element_state(one, page.on)) if part)
        self.line.say(self.known.name, right=state, shape=shape, quiet=not due, strong=one.overdue)
        settled = self.tr("Settled by: {what}").format(what=self.known.settled_by)
        parts = (one.why, self.known.explanation, one.warning, settled)
        self.show_why(" ".join(part for part in parts if part), one.evidence, self.known.source)
        self._show_history(page)
        self._answers.setVisible(self.is_open() and self._acts.editable)

    def open(self, opened: bool) -> None:
        """With the answers, where this page may be written on."""
        super().open(opened)
        for place in range(self._history.count()):
            item = self._history.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(opened)
        self._answers.setVisible(opened and self._acts.editable)
        if not opened:
            self.ask.hide()

    def typed(self, letter: str) -> None:
        """One key answers."""
        if not self._acts.editable:
            return
        act = {"d": self._done, "p": self._plan, "x": self._decline, "n": self._not_applicable}.get(letter)
        if act is not None:
            act()

    def _made(self) -> Flow:
        acts = (
            ("d", self.tr("Done") if self.by_entry else self.tr("Go there"), self._done),
            ("p", self.tr("Planned"), self._plan), ("x", self.tr("Declined"), self._decline),
            ("n", self.tr("Not applicable"), self._not_applicable),
        )  # fmt: skip
        for key, text, act in acts:
            button = self.buttons[key] = Button(text, hint=key.upper())
            button.setAccessibleName(f"{self.known.name}: {text}")
            button.clicked.connect(lambda _=False, act=act: act())
        return Flow(list(self.buttons.values()))

    def _done(self) -> None:
        """A word if one likes; what no entry settles opens where it is settled."""
        if self.by_entry:
            question = self.tr("Done. A word, or just Enter")
            self.ask.reason(question, lambda text: self._mark("done", note=text), self.line, needed=False)
            return
        if self.id in ELEMENT_LEADS:
            self._acts.asked.emit(ELEMENT_LEADS[self.id])
        else:
            place = "assessments" if self.id in MEASURED else "patient"
            self._acts.went.emit(place, self._acts.patient_id)

    def _plan(self) -> None:
        self.ask.day(
            self.tr("Planned for? 20 Oct, +7"), self._acts.services.today(),
            lambda day: self._mark("planned", until=day), self.line,
        )  # fmt: skip

    def _decline(self) -> None:
        self.ask.reason(
            self.tr("Declined, because"), lambda text: self._mark("declined", note=text), self.line
        )

    def _not_applicable(self) -> None:
        question = self.tr("Not applicable, because")
        self.ask.reason(question, lambda text: self._mark("not-applicable", note=text), self.line)

    def _mark(self, status: str, note: str = "", until: date | None = None) -> None:
        payload = {Kind.ELEMENT: ElementEntry(element=self.id, status=status, until=until, note=note)}
        said = f"{self.known.name}: {status.replace('-', ' ')}"
        self._acts.write_facts(
            MarkElement, payload, said, element=self.id, status=status, note=note, until=until
        )

    def _show_history(self, page: PalliativeView) -> None:
        """Every entry so far, newest first."""
        frames.empty(self._history)
        entries = page.history.get(self.id, ())
        shown = [self.tr("Entered so far")] if entries else []
        for text in (*shown, *(words.entry(one, page) for one in entries)):
            label = Label(text, "small", wrap=True)
            self._history.addWidget(label)
            label.setVisible(self.is_open())


class ElementList(Section):
    """What is due now, or all 28 under the names of their domains. Rows stay where they are under a hand."""

    def __init__(self, acts: PalliativeActs) -> None:
        super().__init__(spacing=0)
        self._acts = acts
        self._all = self._more = False
        self._page: PalliativeView | None = None
        self.rows: dict[str, ElementRow] = {}
        self.title = SectionTitle(self.tr("Due now"), "Alt+U")
        self.every = LinkButton(self.tr("All 28"), low=True)
        self.every.setCheckable(True)
        self.title.add(self.every)
        self.keys = Label(
            self.tr("D done   P planned   X declined   N not applicable   Enter why"), "hint", wrap=True
        )
        self.nothing = Label("", "secondary", wrap=True)
        self.more = LinkButton("", low=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        for part in (self.title, self.keys, self.nothing):
            part.setContentsMargins(EDGE, 0, 0, 0)
            self.box.addWidget(part)
        self.box.addLayout(self._lines)
        self.box.addLayout(frames.row(self.more, None))
        self.every.toggled.connect(self._toggle)
        self.more.clicked.connect(self._show_more)

    def show_page(self, page: PalliativeView) -> None:
        """Where they stand on the page's day."""
        self._page = page
        due = [one for one in page.page.elements if one.status is Stands.DUE]
        overdue = sum(one.overdue for one in due)
        self.title.title.set_text(self.tr("Due now  {n} of 28").format(n=len(due)))
        self.title.set_note(
            self.tr("{n} overdue").format(n=overdue) if overdue else "", "act" if overdue else ""
        )
        self.keys.setVisible(self._acts.editable and bool(due or self._all))
        self.nothing.set_text(self.tr("Nothing is due on this day."))
        self.nothing.setVisible(not due and not self._all)
        self._fill(page, due)

    def focus(self) -> None:
        """Go to the first row."""
        for row in self.rows.values():
            if row.isVisibleTo(self):
                row.line.setFocus()
                return
        self.every.setFocus()

    def unsaved(self) -> bool:
        """Whether a word is begun and not kept."""
        return any(one.ask.unsaved() for one in self.rows.values())

    def _fill(self, page: PalliativeView, due: list[ElementState]) -> None:
        states = {one.id: one for one in page.page.elements}
        ordered = sorted(due, key=lambda one: (not one.overdue, one.due or date.max))
        shown = [one.id for one in (ordered if self._more else ordered[:SHOWN])]
        if self._all:
            shown = list(states)
        shown += [id for id, row in self.rows.items() if row.ask.unsaved() and id not in shown]
        self._arrange(shown)
        for id in shown:
            self.rows[id].show_state(states[id], page)
        rest = len(due) - SHOWN
        self.more.setVisible(rest > 0 and not self._all)
        self.more.set_words(self.tr("Fewer") if self._more else self.tr("{n} more").format(n=rest))

    def _arrange(self, shown: list[str]) -> None:
        """Put the rows in this order, all 28 under their domains; the keys stay in their row, or in its place."""
        if shown == list(self.rows):
            return
        keys = self._row_with_keys()
        at, there = (list(self.rows).index(keys[0]), keys[1]) if keys else (0, None)
        kept, self.rows = self.rows, {}
        for row in kept.values():
            self._lines.removeWidget(row)
        frames.empty(self._lines)
        for id in shown:
            self.rows[id] = kept.pop(id) if id in kept else ElementRow(self._acts, id)
            self._head(self.rows[id])
            self._lines.addWidget(self.rows[id])
        for row in kept.values():
            row.hide()
            row.deleteLater()
        if keys and keys[0] in self.rows and there is not None:
            there.setFocus()
        elif keys and shown:
            self.rows[shown[min(at, len(shown) - 1)]].line.setFocus()

    def _head(self, row: ElementRow) -> None:
        """The name of a domain before its first element, among all 28."""
        names = {one.id: one.name for one in self._acts.services.guidance.domains}
        before = [one.known.domain for one in self.rows.values()][:-1]
        if self._all and row.known.domain not in before:
            head = Label(names[row.known.domain], "small")
            head.setContentsMargins(EDGE, 6, 0, 0)
            self._lines.addWidget(head)

    def _row_with_keys(self) -> tuple[str, QWidget] | None:
        now = self.window().focusWidget()
        found = (id for id, row in self.rows.items() if now is not None and row.isAncestorOf(now))
        id = next(found, None)
        return (id, now) if id is not None and now is not None else None

    def _toggle(self, every: bool) -> None:
        self._all = every
        self._again()

    def _show_more(self) -> None:
        self._more = not self._more
        self._again()

    def _again(self) -> None:
        if self._page is not None:
            self.show_page(self._page)
