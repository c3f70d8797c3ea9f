"""The bar above an agenda says what a move does while it is made, and the totals when nothing moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.operations.rows import ListingRow
from mdt_app.ui.agenda import words
from mdt_app.ui.agenda.effect import Effect
from mdt_app.ui.common.frames import Line, Pane
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.theme import current

Clock = Callable[[datetime], str]


class EffectBar(Pane):
    """40 px, always there, so that nothing moves when a drag begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self.set_height(40)
        self._moving = False
        self.lead = Label("", "strong", elide=True)
        self.look = Status(Shape.TRIANGLE, "")
        self.calm = Label("", "secondary", elide=True)
        self.end = Label("", "secondary")
        self.hint = Label("", "small")
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        for part in (self.lead, self.look, self.calm, self.end):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.hint)
        self.box.addLayout(row, 1)
        self.box.addWidget(Line())

    def show_totals(
        self, rows: Sequence[ListingRow], starts_at: datetime, ends_at: datetime, clock: Clock
    ) -> None:
        """How many cases, from when to when, how many ready."""
        slots = sum(row.slot is not None for row in rows)
        unready = words.count(rows, words.is_unready)
        self.lead.set_text(self.tr("{count} cases with a slot").format(count=slots))
        self.calm.set_text(
            self.tr("{count} not ready").format(count=unready) if unready else self.tr("all ready")
        )
        self.end.set_text(self.tr("{start}–{end}").format(start=clock(starts_at), end=clock(ends_at)))
        self.hint.set_text(self.tr("Alt+Up and Alt+Down move a case"))
        self._tone(False, look="")

    def show_effect(self, effect: Effect, name: str, clock: Clock, *, dropped: bool = False) -> None:
        """What the move does: to the case, to the others, to the end."""
        if effect.mover is None:
            self.lead.set_text(name)
        else:
            lead = (
                self.tr("{name}: {new} instead of {old}")
                if dropped
                else self.tr("If dropped: {new} instead of {old}")
            )
            times = {"new": clock(effect.mover.after), "old": clock(effect.mover.before), "name": name}
            self.lead.set_text(lead.format(**times))
        later, earlier = effect.later, effect.earlier
        look = ""
        if later:
            most = max(one.minutes for one in later)
            look = self.tr("{count} start later, at most {minutes} min").format(
                count=len(later), minutes=most
            )
        calm = ""
        if earlier:
            most = max(-one.minutes for one in earlier)
            calm = self.tr("{count} start earlier, at most {minutes} min").format(
                count=len(earlier), minutes=most
            )
        self.calm.set_text(calm)
        self._end(effect, clock)
        self.hint.set_text("" if dropped else self.tr("Esc puts it back"))
        self._tone(True, look=look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """While a case moves, the bar takes the colour of what is selected."""
        super().paintEvent(event)
        if self._moving:
            QPainter(self).fillRect(self.rect(), current().colour("accent_soft"))

    def _end(self, effect: Effect, clock: Clock) -> None:
        same = effect.ends_before == effect.ends_after
        words_of_end = self.tr("End stays {time}") if same else self.tr("End {time}")
        self.end.set_text(words_of_end.format(time=clock(effect.ends_after)))

    def _tone(self, moving: bool, look: str) -> None:
        self.look.set_state(Shape.TRIANGLE, look)
        self.look.setVisible(bool(look))
        self.calm.setVisible(bool(self.calm.whole_text()))
        parts = (self.lead.whole_text(), look, self.calm.whole_text(), self.end.whole_text())
        self.setAccessibleName(", ".join(part for part in parts if part))
        self._moving = moving
        self.update()


class Legend(Pane):
    """What the dots stand for, at the foot of the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self.set_height(40)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(Label(self.tr("Ready:"), "small"))
        five = ("imaging", "pathology", "scores", "ecog", "view")
        row.addWidget(Label(", ".join(words.needed(one) for one in five), "small", elide=True), 1)
        states = (
            (Shape.DONE, self.tr("there")),
            (Shape.HALF, self.tr("old or partly")),
            (Shape.RING, self.tr("missing")),
        )
        for shape, word in states:
            row.addWidget(Status(shape, word, 12, strong=False, plain=True))
        self.box.addWidget(Line())
        self.box.addLayout(row, 1)
