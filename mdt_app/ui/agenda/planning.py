"""Planning stands beside the agenda like a case: made when first asked for, and gone without a trace when left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QStackedWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import MeetingState
from mdt_app.domain.planning_day import Planned
from mdt_app.operations.hand_order import Standing
from mdt_app.ui.agenda.filter_bar import FilterBar
from mdt_app.ui.agenda.sheet import AgendaSheet
from mdt_app.ui.planning.plan_acts import PlanActs
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from mdt_app.ui.planning.plan_side import PlanSide


class Planning(QObject):
    """The side of hours and proposed times in Prepare, and pins. Signals: `said(words, undo, wrong)`,
    `failed(error)`, `left()` once the side is to show the case again."""

    said = Signal(str, object, bool)
    failed = Signal(object)
    left = Signal()

    def __init__(
        self, tasks: Tasks, services: Services, sheet: AgendaSheet, filters: FilterBar, stack: QStackedWidget
    ) -> None:
        super().__init__(sheet)
        self._tasks, self._services = tasks, services
        self._sheet, self._filters, self._stack = sheet, filters, stack
        self._made: PlanSide | None = None
        self.acts = PlanActs(tasks, services, self)
        self.acts.said.connect(self.said)
        self.acts.failed.connect(self.failed)
        self.acts.taken_back.connect(sheet.forget_move)

    @property
    def side(self) -> PlanSide:
        """Hours, then a plan under way, then one proposed."""
        if self._made is None:
            from mdt_app.ui.planning.plan_side import PlanSide

            self._made = made = PlanSide(self._tasks, self._services)
            made.proposed.connect(self._propose)
            made.keep.connect(self._keep)
            made.forget.connect(self._forget)
            made.release.connect(self.pin)
            made.closed.connect(self._leave)
            made.said.connect(self.said)
            self._stack.addWidget(made)
        return self._made

    def is_shown(self) -> bool:
        """Whether the side shows it rather than a case."""
        return self._made is not None and self._stack.currentWidget() is self._made

    def follow(self) -> None:
        """The agenda was read again: hours and a proposal follow it."""
        standing = self._sheet.standing
        if self._made is not None and standing is not None:
            planned = standing.view.agenda.meeting.state == MeetingState.PLANNED
            self._made.show_standing(standing, self._services.account.may(Right.PREPARE) and planned)

    def forget(self) -> None:
        """Another meeting comes."""
        if self._made is not None:
            self._made.leave()

    def plan(self) -> None:
        """Plan with the hours that were given."""
        if self._show():
            self.side.start()

    def show_hours(self) -> None:
        """Show when people can come."""
        if self._show() and not self.side.busy():
            self.side.show_hours()

    def pin(self, listing_id: str) -> None:
        """Pin a case to its time, or release it."""
        standing = self._sheet.standing
        rows = standing.view.agenda.rows if standing else ()
        row = next((one for one in rows if one.listing.id == listing_id), None)
        if standing is not None and row is not None:
            self.acts.pin(standing, row)

    def _show(self) -> bool:
        standing = self._sheet.standing
        if standing is None or not standing.view.agenda.rows:
            return False
        side = self.side
        self.follow()
        self._stack.setCurrentWidget(side)
        return True

    def _propose(self, planned: Planned | None) -> None:
        """While a plan is proposed, keeping it is the one filled button."""
        self._filters.start.setVisible(planned is None and self._services.account.may(Right.CLOSE))
        with QSignalBlocker(self._sheet.table):
            self._sheet.propose(planned)

    def _keep(self, planned: Planned) -> None:
        """Once times are kept, the agenda is what one looks at."""
        self._on_standing(lambda one: self.acts.keep(one, planned))
        with QSignalBlocker(self._sheet.table):
            self._sheet.keep_proposed()
        self._sheet.table.setFocus()

    def _forget(self) -> None:
        self._on_standing(self.acts.forget)
        self._sheet.table.setFocus()

    def _leave(self) -> None:
        self.forget()
        self.left.emit()

    def _on_standing(self, act: Callable[[Standing], None]) -> None:
        if self._sheet.standing is not None:
            act(self._sheet.standing)
