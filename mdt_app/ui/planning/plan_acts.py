"""What is done about planned times is one command each, said when it is kept, with the command that takes it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, Signal

from mdt_app.domain.planning_day import Planned
from mdt_app.operations.hand_order import Moved, Standing, laid_out
from mdt_app.operations.planning_slots import ForgetPlan, KeepPlan, PinListing, ReleaseListing, places_of
from mdt_app.operations.rows import ListingRow
from mdt_app.ui.planning.words import Naming
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


@dataclass(frozen=True)
class Act:
    """A command to be made: its type and payload."""

    kind: type
    payload: Mapping[str, object]


class PlanActs(QObject):
    """Writes for Prepare. Signals: `said(words, undo, wrong)`, `failed(error)`, `taken_back()`."""

    said = Signal(str, object, bool)
    failed = Signal(object)
    taken_back = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services

    def keep(self, standing: Standing, planned: Planned) -> None:
        """Give every case its proposed time."""
        agenda = standing.view.agenda
        before = places_of(row.listing for row in agenda.rows)
        places = places_of(laid_out(standing, planned.plan))
        said = self.tr("{count} cases have their times.").format(count=len(planned.plan.slots))
        self._keep(agenda.meeting.id, before, places, said)

    def move(self, meeting_id: str, moved: Moved, said: str) -> None:
        """Store a move with the times that it gives."""
        self._keep(meeting_id, places_of(moved.before), places_of(moved.listings), said)

    def forget(self, standing: Standing) -> None:
        """Let the cases follow one another again."""
        agenda = standing.view.agenda
        before = places_of(row.listing for row in agenda.rows)
        after = places_of(
            row.listing if row.listing.pinned else replace(row.listing, starts_at=None) for row in agenda.rows
        )
        meeting = {"meeting_id": agenda.meeting.id}
        back = Act(KeepPlan, meeting | {"places": before, "before": after})
        self.write(Act(ForgetPlan, meeting), back, self.tr("The cases follow one another again."))

    def pin(self, standing: Standing, row: ListingRow) -> None:
        """Pin a case to the time that it has, or release it."""
        listing = row.listing
        who = {"listing_id": listing.id}
        if listing.pinned:
            back = Act(PinListing, who | {"starts_at": listing.starts_at})
            said = self.tr("{name} may move again.").format(name=row.patient.name)
            self.write(Act(ReleaseListing, who), back, said)
        elif row.slot:
            time = Naming(standing).clock(row.slot[0])
            said = self.tr("{name} is pinned to {time}.").format(name=row.patient.name, time=time)
            self.write(Act(PinListing, who | {"starts_at": row.slot[0]}), Act(ReleaseListing, who), said)

    def write(self, act: Act, back: Act, said: str) -> None:
        """Write and say so, with the way back."""

        def undo() -> None:
            self.taken_back.emit()
            words = QCoreApplication.translate("planning", "Taken back.")
            command = self._services.command(back.kind, **back.payload)
            self._tasks.write(command, lambda _: self.said.emit(words, None, False), self.failed.emit, self)

        command = self._services.command(act.kind, **act.payload)
        self._tasks.write(command, lambda _: self.said.emit(said, undo, False), self.failed.emit, self)

    def _keep(self, meeting_id: str, before: object, places: object, said: str) -> None:
        meeting = {"meeting_id": meeting_id}
        self.write(
            Act(KeepPlan, meeting | {"places": places, "before": before}),
            Act(KeepPlan, meeting | {"places": before, "before": places}),
            said,
        )
