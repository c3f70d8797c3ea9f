"""Behind the list the records of those without a palliative team are read, so that a need is not lost among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from mdt_app.domain.team_need import TeamNeed
from mdt_app.operations.letter_stages import FOR_A_TEAM, DeskLine, team_needs
from mdt_app.operations.work import Reader
from mdt_app.ui.errors import Explained
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

AT_ONCE, TOLD_EACH = 40, 5
"""So few records at once that a page which is asked for meanwhile does not wait, and not each time is it said."""


class TeamNeeds(QObject):
    """`of` by patient id grows, some at a time; `found()` after a while. What it said stands until it is read anew."""

    found = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self.of: dict[str, TeamNeed] = {}
        self._wanted: Sequence[str] = ()
        self._done: set[str] = set()
        self._day = services.today()
        self._running = False
        self._times = 0

    def follow(self, lines: Sequence[DeskLine]) -> None:
        """The letters that are listed now, those of the newest meetings first."""
        if self._day != self._services.today():
            self.forget("")
        self._day = self._services.today()
        newest = [one.due.letter.patient_id for one in reversed(lines) if one.stage in FOR_A_TEAM]
        self._wanted = list(dict.fromkeys(newest))
        self._go_on()

    def forget(self, patient_id: str) -> None:
        """Something of this patient, or for "" of anybody, changed."""
        if patient_id:
            self._done.discard(patient_id)
        else:
            self._done.clear()

    def _go_on(self) -> None:
        some = [one for one in self._wanted if one not in self._done][:AT_ONCE]
        if self._running or not some:
            return
        self._running = True
        self._done |= set(some)
        services, day = self._services, self._day

        def read(reader: Reader) -> dict[str, TeamNeed]:
            return team_needs(reader, services.guidance, some, day)

        def failed(problem: Explained) -> None:
            """Looked at again the next time that the list is read."""
            self._running = False
            self._done -= set(some)
            self._tasks.failed.emit(problem)

        self._tasks.read(self, read, self._came, failed)

    def _came(self, needs: Mapping[str, TeamNeed]) -> None:
        self._running = False
        self.of |= needs
        self._times += 1
        self._go_on()
        if not self._running or self._times % TOLD_EACH == 1:
            self.found.emit()
