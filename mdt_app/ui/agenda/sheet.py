"""An agenda is one table: its order, who waits, and what a move or a plan would change are seen before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from mdt_app.domain.agenda import MeetingState, zone_of
from mdt_app.domain.guidance import Guidance
from mdt_app.operations.rows import AgendaView, ListingRow
from mdt_app.ui.agenda import words
from mdt_app.ui.agenda.bars import EffectBar, Legend
from mdt_app.ui.agenda.columns import AgendaColumns
from mdt_app.ui.agenda.filter_bar import FilterBar
from mdt_app.ui.common.columns import Band, ColumnsModel
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.table import TableView
from mdt_app.ui.planning.waiting import Drawn

if TYPE_CHECKING:
    from mdt_app.domain.planning_day import Planned
    from mdt_app.operations.hand_order import Moved, Standing
    from mdt_app.operations.planning_wishes import PlanningView
    from mdt_app.ui.planning.bands import Shared


class AgendaSheet(Pane):
    """Effect bar, table and legend. `moved(Moved, patient's name)` when the user has put a case elsewhere: it stands
    there already; `said` why he may not. `standing` says who can come when and who waits, None until that is read."""

    moved = Signal(object, str)
    said = Signal(str, object, bool)

    def __init__(self, guidance: Guidance, filters: FilterBar, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self.filters = filters
        self.standing: Standing | None = None
        self._first: AgendaView | None = None
        self._rows: tuple[ListingRow, ...] = ()
        self._windows: tuple[Shared, ...] = ()
        self._slots: dict[str, tuple[datetime, datetime]] = {}
        self._dropped: tuple[Moved, Standing, str] | None = None
        self._proposed: Planned | None = None
        self.columns = AgendaColumns(guidance, self)
        self.model: ColumnsModel[ListingRow] = ColumnsModel(
            self.columns.columns(),
            same=lambda row: row.listing.id,
            edge=self._in_window,
        )
        self.table = TableView(self.model, name=self.tr("Agenda"), movable=True)
        self.effect_bar = EffectBar()
        self.none = EmptyState(
            self.tr("No case in this view"), self.tr("The whole agenda is under All."), self.tr("Show all")
        )
        self.tables = QStackedWidget()
        for part in (self.table, self.none):
            self.tables.addWidget(part)
        self.box.addWidget(self.effect_bar)
        self.box.addWidget(self.tables, 1)
        self.legend = Legend()
        self.box.addWidget(self.legend)
        self.table.dragging.connect(self._dragging)
        self.table.drag_ended.connect(self.show_totals)
        self.table.moved.connect(self._move)
        self.none.acted.connect(lambda: filters.choose("all"))
        filters.chosen.connect(lambda _: self._fill())

    def agenda(self) -> AgendaView | None:
        """The agenda that is shown, as it stands on the screen."""
        return self.standing.view.agenda if self.standing else self._first

    def forget(self) -> None:
        """Another meeting comes."""
        self.standing = self._first = self._dropped = self._proposed = None

    def show_first(self, agenda: AgendaView) -> None:
        """An agenda as soon as its rows are there, before it is known who waits."""
        self._first = agenda
        self.columns.zone, self.columns.on = zone_of(agenda.board), agenda.meeting.starts_at
        self._show_rows(agenda.rows)

    def show(self, view: PlanningView) -> None:  # type: ignore[override]
        """An agenda as it was read. What was proposed for another one is not shown any more."""
        from mdt_app.operations.hand_order import standing_of

        before = self.standing
        self.standing = standing_of(view)
        if before is None or before.day != self.standing.day:
            self._proposed = None
        self.columns.zone, self.columns.on = zone_of(view.agenda.board), view.agenda.meeting.starts_at
        if self._proposed is not None:
            self.propose(self._proposed)
        else:
            self._show_rows(view.agenda.rows)

    def show_question(self, case_id: str, question: str) -> ListingRow | None:
        """A question that is being written changes its own row alone; gives that row."""
        agenda = self.agenda()
        if agenda is None or all(row.case.id != case_id for row in agenda.rows):
            return None

        def asked(row: ListingRow) -> ListingRow:
            return replace(row, case=replace(row.case, question=question)) if row.case.id == case_id else row

        self._first = replace(agenda, rows=tuple(map(asked, agenda.rows)))
        if self.standing is not None:
            self.standing = replace(self.standing, view=replace(self.standing.view, agenda=self._first))
        self._show_rows(tuple(map(asked, self._rows)))
        return next(row for row in self._rows if row.case.id == case_id)

    def propose(self, planned: Planned | None) -> None:
        """Show what a plan would make of the agenda; None goes back to how it stands."""
        self._proposed, self._dropped = planned, None
        if self.standing is None:
            return
        if planned is None:
            self._show_rows(self.standing.view.agenda.rows)
            return
        from mdt_app.operations.hand_order import laid_out, rows_of

        rows = rows_of(self.standing, laid_out(self.standing, planned.plan))
        was = {row.listing.id: row.slot for row in self.standing.view.agenda.rows}
        self._show_rows(tuple(replace(row, slot=was[row.listing.id]) for row in rows), rows)

    def keep_proposed(self) -> None:
        """What is proposed is being kept: it stands at once; the stored times come back the usual way."""
        standing, planned, self._proposed = self.standing, self._proposed, None
        if standing is None or planned is None:
            return
        from mdt_app.operations.hand_order import laid_out, rows_of, standing_of

        rows = rows_of(standing, laid_out(standing, planned.plan))
        self.standing = standing_of(replace(standing.view, agenda=replace(standing.view.agenda, rows=rows)))
        self._show_rows(rows)

    def proposed(self) -> Planned | None:
        """The plan that is shown and not kept."""
        return self._proposed

    def listing_rows(self) -> list[ListingRow]:
        """The cases shown, without the bands between them."""
        return [row for row in self.model.shown_rows() if isinstance(row, ListingRow)]

    def take_narrow(self, narrow: bool) -> None:
        """Leave out what can wait where there is little room."""
        if narrow != self.columns.narrow:
            self.columns.narrow = narrow
            self.model.columns = self.columns.columns()
            self._fill()

    def settle_on(self, listing_id: str) -> None:
        """Another case is looked at: what the last move did is no news any more."""
        if self._dropped is not None and self._dropped[0].listing_id != listing_id:
            self._dropped = None
            self.show_totals()

    def forget_move(self) -> None:
        """The last move was taken back."""
        self._dropped = None

    def show_totals(self) -> None:
        """Nothing is carried: say what the last move did, what is proposed, or how the agenda stands."""
        standing = self.standing
        self.columns.plan = self._proposed.plan if self._proposed else None
        if standing is None:
            self.columns.drawn = Drawn()
            self.effect_bar.clear()
            return
        self.columns.drawn = Drawn(waits=standing.waits)
        if self._proposed is not None:
            self.columns.drawn = _drawn(standing, self._proposed)
            self.effect_bar.show_proposal(standing, self._proposed, self.columns.clock)
        elif self._dropped is not None:
            done, before, name = self._dropped
            self.effect_bar.show_effect(before, done, name, self.columns.clock, dropped=True)
        else:
            self.effect_bar.show_totals(standing, self.columns.clock)
        self.table.viewport().update()

    def _show_rows(self, rows: Sequence[ListingRow], placed: Sequence[ListingRow] = ()) -> None:
        """Rows in order; `placed` are the same at the times that they would get, for the bands between them."""
        self._rows = tuple(rows)
        self._slots = {row.listing.id: row.slot for row in placed or rows if row.slot}
        self._windows = _shared(self.standing) if self.standing else ()
        self.columns.standing = self.standing
        self.columns.number(self._rows)
        self.filters.show_counts(self._rows)
        self._fill()
        self.show_totals()

    def _fill(self) -> None:
        """Bands stand among the rows where the whole agenda is shown."""
        key = self.filters.current()
        if key == "all":
            rows = [row for row in self._rows if not words.is_off(row)]
            self.model.set_filter(None)
            self.model.set_rows(self._with_bands(rows))
        else:
            self.model.set_filter(self.filters.keeps(key))
            self.model.set_rows(self._rows)
        self.tables.setCurrentWidget(self.table if self.model.shown_rows() else self.none)

    def _with_bands(self, rows: list[ListingRow]) -> Sequence[ListingRow | Band]:
        if self.standing is None:
            return rows
        from mdt_app.ui.planning.bands import with_bands

        return with_bands(rows, self.standing, self._windows, self._slots)

    def _in_window(self, row: ListingRow) -> bool:
        slot = self._slots.get(row.listing.id)
        return any(one.holds(row.listing.id, slot) for one in self._windows)

    def _position(self, place: int) -> int:
        """The agenda position that stands at a place of the table, filtered or not."""
        rows = self.listing_rows()
        return rows[max(0, min(place, len(rows) - 1))].listing.position

    def _dragging(self, row: ListingRow, place: int) -> None:
        if self.standing is None or self._proposed is not None:
            return
        from mdt_app.operations.hand_order import moved_to

        found = moved_to(self.standing, row.listing.id, self._position(place))
        self.columns.drawn = Drawn(
            waits=self.standing.waits, after=found.waits, shifts=found.shifts, mover=row.listing.id
        )
        self.columns.plan = found.effect.plan
        self.effect_bar.show_effect(self.standing, found, row.patient.name, self.columns.clock)
        self.table.viewport().update()

    def _move(self, row: ListingRow, place: int) -> None:
        """Move at once on the screen; the stored order comes back the usual way."""
        from mdt_app.operations.hand_order import moved_to, rows_of, standing_of

        standing = self.standing
        if standing is None or standing.view.agenda.meeting.state == MeetingState.CLOSED:
            return
        if self._proposed is not None:
            self.said.emit(self.tr("Keep or discard the proposed times first."), None, True)
            return
        if row.listing.pinned and row.slot:
            said = self.tr("{name} is pinned to {time}. Release it to move it.")
            time = self.columns.clock(row.slot[0])
            self.said.emit(said.format(name=row.patient.name, time=time), None, True)
            return
        position = self._position(place)
        if position == row.listing.position:
            return
        found = moved_to(standing, row.listing.id, position)
        agenda = replace(standing.view.agenda, rows=rows_of(standing, found.listings))
        self.standing = standing_of(replace(standing.view, agenda=agenda))
        self._dropped = found, standing, row.patient.name
        self._show_rows(agenda.rows)
        self.moved.emit(found, row.patient.name)


def _shared(standing: Standing) -> tuple[Shared, ...]:
    from mdt_app.ui.planning.bands import shared_windows

    return shared_windows(standing)


def _drawn(standing: Standing, planned: Planned) -> Drawn:
    from mdt_app.domain.planning_waits import waits_before
    from mdt_app.operations.hand_order import shifts_between

    return Drawn(
        waits=standing.waits,
        after=waits_before(standing.day, planned.plan),
        shifts=shifts_between(standing.plan, planned.plan),
    )
