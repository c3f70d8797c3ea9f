"""The bar above an agenda says what a move does while it is made, and the totals when nothing moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.domain.readiness import ALWAYS
from mdt_app.ui.agenda import words
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Line, Pane, column
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label, set_tip, width
from mdt_app.ui.common.theme import current

if TYPE_CHECKING:
    from mdt_app.domain.planning_day import Planned
    from mdt_app.operations.hand_order import Moved, Standing

Clock = Callable[[datetime], str]
HEIGHT, GAP = 56, 16


class EffectBar(Pane):
    """Two lines, always there, so that nothing moves when a drag begins; who is not met is said as fully as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self.set_height(HEIGHT)
        self._moving = False
        self._ways: tuple[str, ...] = ()
        self.lead = Label("", "strong", elide=True)
        self.mark = Status(Shape.TRIANGLE, "")
        self.look = Label("", "strong", tone="look")
        self.calm = Label("", "secondary", elide=True)
        self.end = Label("", "secondary")
        self.hint = Label("", "small")
        first = line(self.lead, self.end, None, self.hint, spacing=GAP)
        second = line(line(self.mark, self.look, spacing=4), self.calm, None, spacing=GAP)
        both = column(None, first, second, None, spacing=0)
        both.setContentsMargins(GAP, 0, GAP, 0)
        self.box.addLayout(both, 1)
        self.box.addWidget(Line())

    def clear(self) -> None:
        """Nothing is known yet."""
        for part in (self.lead, self.calm, self.end, self.hint):
            part.set_text("")
        self._tone(False, ())

    def show_totals(self, standing: Standing, clock: Clock) -> None:
        """How many cases, from when to when, how many ready, who is not met and who waits."""
        from mdt_app.operations.hand_order import ends_at
        from mdt_app.ui.planning import effects

        rows, plan = standing.view.agenda.rows, standing.plan
        unready = words.count(rows, words.is_unready)
        lead = self.tr("1 case with a slot") if len(plan.slots) == 1 else self.tr("{count} cases with a slot")
        self.lead.set_text(lead.format(count=len(plan.slots)))
        waited = plan.outside_waiting
        calm = self.tr("{count} not ready").format(count=unready) if unready else self.tr("all ready")
        if waited:
            said = self.tr("people from outside wait {minutes} min together").format(minutes=waited)
            calm = f"{calm}; {said}"
        self.calm.set_text(calm)
        start, end = clock(standing.day.starts_at), clock(ends_at(plan, standing.day))
        self.end.set_text(self.tr("{start}–{end}").format(start=start, end=end))
        self.hint.set_text(self.tr("Alt+Up and Alt+Down move a case"))
        self._tone(False, effects.unmet(standing, plan))

    def show_effect(
        self, standing: Standing, moved: Moved, name: str, clock: Clock, *, dropped: bool = False
    ) -> None:
        """What a move does, against how the agenda stood: to the case, to people from outside, to the end."""
        from mdt_app.ui.planning import effects

        shift = moved.shifts.get(moved.listing_id)
        lead = self.tr("{name}: {new} instead of {old}") if dropped else self.tr("If dropped at {new}")
        times = {"new": clock(shift[1]), "old": clock(shift[0]), "name": name} if shift else {}
        self.lead.set_text(lead.format(**times) if shift else name)
        calm = [effects.reached(standing, moved.effect)]
        if not effects.waits_longer(moved.effect):
            calm.append(self._later(moved) or self.tr("Nobody from outside waits longer"))
        self.calm.set_text("; ".join(one for one in calm if one))
        same = moved.ends_before == moved.ends_after
        end = self.tr("End stays {time}") if same else self.tr("End {time}")
        self.end.set_text(end.format(time=clock(moved.ends_after)))
        self.hint.set_text("" if dropped else self.tr("Esc puts it back"))
        self._tone(True, effects.hurt(standing, moved.effect))
        set_tip(self, effects.in_full(standing, moved.effect))

    def show_proposal(self, standing: Standing, planned: Planned, clock: Clock) -> None:
        """What a plan would change, before it is kept."""
        from mdt_app.operations.hand_order import ends_at
        from mdt_app.ui.planning import effects

        self.lead.set_text(self.tr("Proposed, not kept yet"))
        now, then = standing.plan.outside_waiting, planned.plan.outside_waiting
        said = self.tr("People from outside wait {after} min together instead of {before}")
        if then == now:
            said = self.tr("People from outside wait {after} min together, as before")
        self.calm.set_text(said.format(after=then, before=now))
        end = clock(ends_at(planned.plan, standing.day))
        self.end.set_text(self.tr("End {time}").format(time=end))
        self.hint.set_text("")
        self._tone(True, effects.unmet(standing, planned.plan))

    def _later(self, moved: Moved) -> str:
        """How many other cases start later, where no person minds."""
        others = [each for id, each in moved.shifts.items() if id != moved.listing_id and each[1] > each[0]]
        if not others:
            return ""
        most = max(round((after - before).total_seconds() / 60) for before, after in others)
        return self.tr("{count} start later, at most {minutes} min").format(count=len(others), minutes=most)

    def paintEvent(self, event: QPaintEvent) -> None:
        """While a case moves, the bar takes the colour of what is selected."""
        super().paintEvent(event)
        if self._moving:
            QPainter(self).fillRect(self.rect(), current().colour("accent_soft"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: more or fewer words."""
        super().resizeEvent(event)
        self._fit()

    def _tone(self, moving: bool, look: tuple[str, ...]) -> None:
        """`look` is what warns, the fullest words first."""
        self._ways, self._moving = look, moving
        for part in (self.mark, self.look):
            part.setVisible(bool(look))
        self.calm.setVisible(bool(self.calm.whole_text()))
        self._fit()
        parts = (self.lead.whole_text(), *look[:1], self.calm.whole_text(), self.end.whole_text())
        self.setAccessibleName(", ".join(part for part in parts if part))
        set_tip(self, "")
        self.update()

    def _fit(self) -> None:
        """The fullest words for which there is room beside the rest."""
        rest = self.mark.sizeHint().width() + 4 + 3 * GAP + width(self.calm.whole_text(), 14)
        fits = (one for one in self._ways if width(one, 14, True) + rest <= self.width())
        self.look.set_text(next(fits, self._ways[-1] if self._ways else ""))


class Legend(Pane):
    """What the dots stand for, at the foot of the table, and the way to what each team prepares: `lists_wanted()`."""

    lists_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self.set_height(40)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(Label(self.tr("Ready:"), "small"))
        row.addWidget(Label(", ".join(words.needed(one) for one in ALWAYS), "small", elide=True), 1)
        states = (
            (Shape.DONE, self.tr("there")),
            (Shape.HALF, self.tr("old or awaited")),
            (Shape.RING, self.tr("missing, asked for")),
            (Shape.TRIANGLE, self.tr("blocks")),
        )
        for shape, word in states:
            row.addWidget(Status(shape, word, 12, strong=False, plain=True))
        lists = LinkButton(self.tr("Preparation lists"), "document")
        lists.clicked.connect(self.lists_wanted)
        row.addWidget(lists)
        self.box.addWidget(Line())
        self.box.addLayout(row, 1)
