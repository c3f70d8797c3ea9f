"""Behind the list each draft is checked, one case at a time, so that what keeps it from being sent is said there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.letters.checks import Check
from mdt_app.domain.letters.letter import LetterState
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.operations.letter_records import unread_record
from mdt_app.operations.rows import LetterRow
from mdt_app.operations.work import Reader
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class Checking(QObject):
    """`checks` by letter id grow while `seen` is on the screen; `found(listing id)` after each case."""

    found = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, seen: QWidget) -> None:
        super().__init__(seen)
        self._tasks, self._services, self._seen = tasks, services, seen
        self.checks: dict[str, Check] = {}
        self._rows: Sequence[LetterRow] = ()
        self._done: set[str] = set()
        self._running = ""

    def follow(self, rows: Sequence[LetterRow]) -> None:
        """The letters that are listed now."""
        self._rows = rows
        self.go_on()

    def forget(self, patient_id: str) -> None:
        """Something of this patient, or for "" of anybody, changed: check their letters again."""
        self._done -= {one.listing_id for one in self._rows if patient_id in ("", one.patient_id)}

    def go_on(self, first: str = "") -> None:
        """Check the next case that waits, the listing `first` before the others."""
        waiting = [
            one.listing_id
            for one in self._rows
            if one.state == LetterState.DRAFT and one.listing_id not in self._done
        ]
        if self._running or not waiting or not self._seen.isVisible():
            return
        self._running = first if first in waiting else waiting[0]
        self._done.add(self._running)
        id, services = self._running, self._services

        def read(reader: Reader) -> LetterRecord:
            return unread_record(reader, services.guidance, id, services.today(), services.demo)

        self._tasks.read(self, read, self._check)

    def _check(self, record: LetterRecord) -> None:
        def act(_: object) -> dict[str, Check]:
            drafts = (one for one in record.letters if one.state == LetterState.DRAFT)
            return {one.id: self._services.check_letter(record, one) for one in drafts}

        if self._seen.isVisible():
            self._tasks.work(self, act, self._checked)
        else:
            self._done.discard(self._running)
            self._running = ""

    def _checked(self, checks: dict[str, Check]) -> None:
        done, self._running = self._running, ""
        self.checks |= checks
        self.found.emit(done)
        self.go_on()
