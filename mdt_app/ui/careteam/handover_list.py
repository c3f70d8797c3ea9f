"""Handovers that nobody confirmed stand first and are confirmed with one key; the others are history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.guidance import Guidance
from mdt_app.domain.handovers import Handover, is_confirmed
from mdt_app.operations.care import Care
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.marked import Marked
from mdt_app.ui.common import frames, keys
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.text import Label, set_tip
from mdt_app.ui.common.words import said_day

SHOWN = 4


class HandoverList(QWidget):
    """Signals: `confirmed(fact id)` today by the receiver, `asked(fact id)` for the form, `fact_asked(fact id)`."""

    confirmed = Signal(str)
    asked = Signal(str)
    fact_asked = Signal(str)

    def __init__(self, guidance: Guidance) -> None:
        super().__init__()
        self._guidance = guidance
        self._every = False
        self.confirms: dict[str, Button] = {}
        self.links: dict[str, LinkButton] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def show_care(self, care: Care, may_record: bool) -> None:
        """Open ones first, the longest waiting on top; then those before, the newest on top."""
        had = keys.holds(self)
        frames.empty(self._lines)
        self.confirms, self.links = {}, {}
        past = [one for one in care.team.handovers if not one.open]
        shown = past if self._every else past[:SHOWN]
        for one in (*care.team.open_handovers, *shown):
            self._lines.addWidget(self._line(one, care, may_record))
        if len(past) > len(shown):
            more = LinkButton(words.tr("{n} more").format(n=len(past) - len(shown)), low=True)
            more.clicked.connect(lambda: self._show_every(care, may_record))
            self._lines.addLayout(row(more, None))
        if not care.team.handovers:
            nothing = words.tr("No change of lead or of setting is recorded.")
            self._lines.addWidget(Label(nothing, "secondary", wrap=True))
        if had and self.confirms:
            next(iter(self.confirms.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        elif had:
            self._keep_keys()

    def _keep_keys(self) -> None:
        """With nothing left to confirm, the line that was confirmed keeps them."""
        if self.links:
            next(iter(self.links.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            keys.go_on(self)

    def focus(self) -> None:
        """The keys go to the first that waits."""
        if self.confirms:
            next(iter(self.confirms.values())).setFocus()

    def _show_every(self, care: Care, may_record: bool) -> None:
        self._every = True
        self.show_care(care, may_record)

    def _line(self, one: Handover, care: Care, may_record: bool) -> QWidget:
        line = QWidget()
        told = is_confirmed(one.move, care.on)
        shape = Shape.TRIANGLE if one.open else Shape.DONE if told else Shape.DOT
        day = said_day(one.fact.true_from, care.on)
        name = words.move(one, self._guidance)
        head = Marked(shape, name, strong=one.open)
        state = words.handover_state(one, care.on)
        parts: list[QWidget] = []
        for text, tone in ((f"{day}  ·  {state}", "look" if one.open else ""), (words.handed(one), "")):
            parts += [Label(text, "small", tone=tone, wrap=True)] if text else []
        acts = [self._confirm(one, name)] if one.open and may_record else []
        acts += [self._link(one, name, may_record)]
        line.setLayout(column(head, *parts, Flow(acts, spacing=8), spacing=2))
        line.setAccessibleName(f"{name}, {day}, {state}")
        return line

    def _confirm(self, one: Handover, name: str) -> QWidget:
        receiver = one.move.holder or words.tr("receiver")
        act = Button(words.tr("Confirmed today"))
        act.setAccessibleName(words.tr("{move}: confirmed today by {who}").format(move=name, who=receiver))
        set_tip(act, words.tr("{who} confirmed today").format(who=receiver))
        act.clicked.connect(lambda: self.confirmed.emit(one.fact.id))
        self.confirms[one.fact.id] = act
        return act

    def _link(self, one: Handover, name: str, may_record: bool) -> QWidget:
        said = words.tr("Correct…") if may_record else words.tr("Facts")
        link = self.links[one.fact.id] = LinkButton(said, name=f"{name}: {said}")
        signal = self.asked if may_record else self.fact_asked
        link.clicked.connect(lambda: signal.emit(one.fact.id))
        return link
