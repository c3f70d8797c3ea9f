"""An act on a letter is carried out on the letter that was shown, as it was shown; one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.letters.patient_reading import PatientReading
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.letter_life import (
    CorrectLetter,
    ReturnLetter,
    ReviewLetter,
    SetLetter,
    WithdrawLetter,
)
from mdt_app.operations.letters import TakeUpLetter
from mdt_app.ui.errors import explain
from mdt_app.ui.letters.alike import alike
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.letters.since import Since, since
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


@dataclass(frozen=True)
class Shown:
    """The page that lies before somebody: of which letter, its bytes, the fingerprint of what it says ("" for a
    stored one), and what it says otherwise than before."""

    letter: Letter
    pdf: bytes
    seen: str = ""
    reading: PatientReading | None = None
    since: Since = Since()
    alike: tuple[Letter, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether it is reviewed, and no longer what was reviewed."""
        return self.letter.state == LetterState.REVIEWED and self.seen != self.letter.reviewed_as

    @property
    def is_as_sent_back(self) -> bool:
        """Whether it was sent back with a remark, and nothing changed since."""
        read = self.since.read
        return bool(self.letter.remark) and read is not None and not read.changes


def printed(services: Services, one: OneLetter) -> Shown:
    """On the work lane: the stored bytes of an issued letter, else the page as the record stands. Raises `Refused`."""
    letter = one.letter
    if one.damaged:
        raise Refused(one.damaged)
    press = services.press()
    if letter.is_frozen:
        return Shown(letter, one.stored, since=since(press, one, one.stored), alike=alike(press, one))
    pdf, seen = press.printed(one.record, letter).pdf, press.fingerprint(one.record, letter)
    return Shown(letter, pdf, seen, press.reading(one.record, letter), since(press, one, pdf, seen))


class Reviewing(QObject):
    """Signals: `done(letter id, kind of command)`, `refused(letter id, words)`, `led(letter id)` to the letter that one
    goes on with: one that was begun, or the version that stands after one was withdrawn, "" where none does."""

    done = Signal(str, object)
    refused = Signal(str, str)
    led = Signal(str)

    def __init__(self, tasks: Tasks, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._under_way = ""

    def busy_with(self, letter_id: str) -> bool:
        """Whether an act on this letter has not come back."""
        return self._under_way == letter_id

    def approve(self, shown: Shown) -> None:
        """Answer for exactly what is shown."""
        self._write(shown.letter.id, ReviewLetter, {"seen": shown.seen})

    def send_back(self, shown: Shown, remark: str) -> None:
        self._write(shown.letter.id, ReturnLetter, {"remark": remark, "seen": shown.seen})

    def correct(self, shown: Shown, changed: str, others: Sequence[Letter] = ()) -> None:
        """Begin a newer version, and that of others that say the same wrong."""
        id = new_id()
        also = tuple((one.id, new_id()) for one in others)
        said = {"new_letter_id": id, "changed": changed, "also": also}
        self._write(shown.letter.id, CorrectLetter, said, then=lambda: self.led.emit(id))

    def withdraw(self, shown: Shown, reason: str) -> None:
        """Give up a correction, and go on with what it was to replace; or a letter of a decision overtaken since."""
        letter = shown.letter
        self._write(
            letter.id, WithdrawLetter, {"reason": reason}, then=lambda: self.led.emit(letter.replaces)
        )

    def take_up(self, letter_id: str) -> None:
        """Write one after all that was withdrawn."""
        id = new_id()
        self._write(letter_id, TakeUpLetter, {"new_letter_id": id}, then=lambda: self.led.emit(id))

    def set_choice(self, letter: Letter, field: str, value: object) -> None:
        """Another language, large print, or whether it says that something was left out."""
        self._write(letter.id, SetLetter, {field: value})

    def _write(
        self, id: str, kind: type[Command], said: Mapping[str, object], then: Callable[[], None] | None = None
    ) -> None:
        if self._under_way:
            return
        self._under_way = id
        command = self._services.command(kind, letter_id=id, **said)
        done = partial(self._done, id, kind, then)
        self._tasks.write(command, lambda _: done(), partial(self._failed, id), self)

    def _done(self, id: str, kind: type[Command], then: Callable[[], None] | None) -> None:
        self._under_way = ""
        self.done.emit(id, kind)
        if then is not None:
            then()

    def _failed(self, id: str, error: Exception) -> None:
        self._under_way = ""
        self.refused.emit(id, explain(error).words)
