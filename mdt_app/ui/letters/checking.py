"""Behind the list each open letter is checked, a case at a time, so that what keeps it from going is said there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.letters.checks import Check
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.operations.letter_life import Press
from mdt_app.operations.letter_records import unread_record
from mdt_app.operations.letter_stages import WAITING, DeskLine
from mdt_app.operations.work import Reader
from mdt_app.ui.errors import Explained
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


@dataclass(frozen=True)
class Found:
    """What was found of one open letter; `changed` says that a reviewed one is no longer what was reviewed."""

    check: Check
    changed: bool = False


class Checking(QObject):
    """`found_of` by letter id grows while `seen` is on the screen; `found(listing id)` after each case."""

    found = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, seen: QWidget) -> None:
        super().__init__(seen)
        self._tasks, self._services, self._seen = tasks, services, seen
        self.found_of: dict[str, Found] = {}
        self._letters: Sequence[Letter] = ()
        self._awaited: frozenset[str] = frozenset()
        self._done: set[str] = set()
        self._running = ""

    def follow(self, lines: Sequence[DeskLine]) -> None:
        """The letters that are listed now; those that nobody waits for are checked when somebody looks at one."""
        self._letters = [one.due.letter for one in lines if one.due.letter.is_open]
        self._awaited = frozenset(one.due.letter.listing_id for one in lines if one.stage in WAITING)
        self.go_on()

    def forget(self, patient_id: str) -> None:
        """Something of this patient, or for "" of anybody, changed: check their letters again."""
        self._done -= {one.listing_id for one in self._letters if patient_id in ("", one.patient_id)}

    def check_of(self, letter_id: str) -> Check | None:
        """What one letter lacks, None while that is not known."""
        found = self.found_of.get(letter_id)
        return found.check if found is not None else None

    def go_on(self, first: str = "") -> None:
        """Check the next case that waits, the listing `first` before the others."""
        waiting = [
            one.listing_id
            for one in self._letters
            if one.listing_id not in self._done
            and (one.listing_id in self._awaited or one.listing_id == first)
        ]
        if self._running or not waiting or not self._seen.isVisible():
            return
        self._running = first if first in waiting else waiting[0]
        self._done.add(self._running)
        id, services = self._running, self._services

        def read(reader: Reader) -> LetterRecord:
            return unread_record(reader, services.guidance, id, services.today(), services.demo)

        self._tasks.read(self, read, self._check, self._failed)

    def _check(self, record: LetterRecord) -> None:
        services = self._services
        if self._seen.isVisible():
            press = services.press()
            self._tasks.work(self, lambda _: checked(press, record), self._checked, failed=self._failed)
        else:
            self._stop()

    def _failed(self, problem: Explained) -> None:
        self._stop()
        self._tasks.failed.emit(problem)

    def _stop(self) -> None:
        """What was begun is checked the next time that somebody asks."""
        self._done.discard(self._running)
        self._running = ""

    def _checked(self, found: Mapping[str, Found]) -> None:
        done, self._running = self._running, ""
        self.found_of |= found
        self.found.emit(done)
        self.go_on()


def checked(press: Press, record: LetterRecord) -> dict[str, Found]:
    """Letter id -> what was found, of every open letter of a decision."""
    return {
        one.id: Found(press.check(record, one), is_changed(press, record, one))
        for one in record.letters
        if one.is_open
    }


def is_changed(press: Press, record: LetterRecord, letter: Letter) -> bool:
    """Whether a reviewed letter would say something else by now."""
    return letter.state == LetterState.REVIEWED and press.fingerprint(record, letter) != letter.reviewed_as
