"""Each carer with what was asked and given, in words; what nobody asked stands as not asked, never as no."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.carers import CarerState, says_yes
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Assessment
from mdt_app.domain.states import Status as Stands
from mdt_app.operations.care import Care
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.marked import Marked
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day


class CarerList(QWidget):
    """Signals: `asked(fact id or "")` for a carer's form, `none_asked()` for "no carer", `grief_asked()`."""

    asked = Signal(str)
    none_asked = Signal()
    grief_asked = Signal()

    def __init__(self, guidance: Guidance) -> None:
        super().__init__()
        self._guidance = guidance
        self.edits: dict[str, Button] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)

    def show_care(self, care: Care, may_record: bool) -> None:
        """The carers on the care's day, or that nobody asked, or that there is none."""
        frames.empty(self._lines)
        self.edits = {}
        if care.dead is not None:
            self._lines.addWidget(self._grief(care, may_record))
        if care.carers is None:
            self._lines.addWidget(Marked(Shape.RING, words.tr("Nobody has asked about a carer")))
            none = Button(words.tr("There is no carer"))
            none.clicked.connect(self.none_asked)
            if may_record and care.dead is None:
                self._lines.addWidget(Flow([none]))
        elif not care.carers:
            self._lines.addWidget(Label(words.tr("There is no carer."), wrap=True))
        for one in care.carers or ():
            self._lines.addWidget(self._carer(one, care, may_record))

    def _carer(self, one: CarerState, care: Care, may_record: bool) -> QWidget:
        line = QWidget()
        carer = one.carer
        edit = LinkButton(
            words.tr("Ask, change…"), low=True, name=words.tr("{name}: ask or change").format(name=carer.name)
        )
        edit.clicked.connect(lambda: self.asked.emit(one.fact.id))
        self.edits[carer.name] = edit
        about = ", ".join(
            part for part in (carer.relation, carer.phone or words.tr("no phone on file")) if part
        )
        parts: list[QWidget] = [Label(about, "small", wrap=True)]
        parts += [Label(carer.note, "small", wrap=True)] if carer.note else []
        marks = Flow([self._mark(*state) for state in self._states(one, care)], spacing=12)
        name = Label(carer.name or words.tr("name not recorded"), "strong", wrap=True)
        head = row(name, edit, spacing=8)
        head.setStretch(0, 1)
        line.setLayout(column(head, *parts, marks, spacing=2))
        edit.setVisible(may_record)
        return line

    def _mark(self, shape: Shape, text: str) -> QWidget:
        return Status(shape, text, 12, quiet=shape in (Shape.DONE, Shape.DOT))

    def _states(self, one: CarerState, care: Care) -> list[tuple[Shape, str]]:
        said = words.answer(one.permission, words.tr("yes"), words.tr("no"))
        coming = words.answer(one.attends, words.tr("yes"), words.tr("no"))
        return [
            (
                _asked(one.permission, Shape.TRIANGLE),
                words.tr("may we speak with them: {answer}").format(answer=said),
            ),
            (_asked(one.attends, Shape.DOT), words.tr("comes along: {answer}").format(answer=coming)),
            self._distress(one.distress, care, needed=says_yes(one.attends) is not False),
            self._given(one.informed, words.tr("day and night numbers"), care),
            self._given(one.resources, words.tr("where carers find help"), care),
        ]

    def _distress(self, fact: Fact | None, care: Care, *, needed: bool) -> tuple[Shape, str]:
        if fact is None or not isinstance(fact.payload, Assessment):
            return Shape.RING if needed else Shape.DOT, words.tr("distress: not asked")
        filled = fact.payload
        instrument = self._guidance.instruments.get(filled.instrument)
        known = [(instrument.item(code) if instrument else None, value) for code, value in filled.answers]
        scores = [(item, value) for item, value in known if value is not None]
        severe = any(item is not None and item.is_severe(value) for item, value in scores)
        look = any(item is not None and item.calls_for_look(value) for item, value in scores)
        said = ", ".join(f"{value:g}" for _, value in scores)
        text = words.tr("distress {score}, {day}").format(score=said, day=said_day(fact.true_from, care.on))
        if not filled.carer and len(care.carers or ()) > 1:
            text = words.tr("{score}, not said whose").format(score=text)
        return (Shape.DIAMOND if severe else Shape.TRIANGLE if look else Shape.DONE), text

    def _given(self, fact: Fact | None, what: str, care: Care) -> tuple[Shape, str]:
        if fact is None:
            return Shape.RING, words.tr("{what}: not given yet").format(what=what)
        day = said_day(fact.true_from, care.on)
        return Shape.DONE, words.tr("{what}: given {day}").format(what=what, day=day)

    def _grief(self, care: Care, may_record: bool) -> QWidget:
        line = QWidget()
        state, on = care.grief, care.on
        done = state.status is not Stands.DUE
        latest = said_day(state.due, on) if state.due else ""
        text = (
            words.tr("Family called or written to after the death")
            if done
            else words.tr("Call or write to the family, by {day}").format(day=latest)
        )
        shape = Shape.DONE if done else Shape.DIAMOND if state.overdue else Shape.RING
        head = Marked(shape, text, strong=not done)
        act = Button(words.tr("Record call or card…"))
        act.clicked.connect(self.grief_asked)
        self.edits["grief"] = act
        line.setLayout(column(head, Label(_said(care), "small", wrap=True), Flow([act]), spacing=2))
        act.setVisible(may_record)
        return line


def _asked(fact: Fact | None, no: Shape) -> Shape:
    """A tick stands for yes alone; `no` is the shape of a no."""
    return {True: Shape.DONE, False: no, None: Shape.RING}[says_yes(fact)]


def _said(care: Care) -> str:
    return "; ".join(
        f"{said_day(one.date, care.on)}: {one.value}" for one in care.grief.evidence if one.kind == "element"
    )
