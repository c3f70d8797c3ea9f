"""When one person can come to one meeting is written as soon as it can be read, and can be taken back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.inviting import Availability
from mdt_app.domain.when import Hours, windows_text
from mdt_app.domain.windows import Window
from mdt_app.operations.commands import new_id
from mdt_app.operations.planning_slots import GiveAvailability
from mdt_app.ui.common.frames import column
from mdt_app.ui.errors import explain
from mdt_app.ui.planning.windows_field import WindowsField
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class PersonHours(QWidget):
    """The hours of one person of the directory. Signals: `said(words, undo, wrong)`, `left()` on Escape."""

    said = Signal(str, object, bool)
    left = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._meeting_id = self._person_id = self._name = ""
        self._hours: Hours | None = None
        self._given: Availability | None = None
        self.field = WindowsField()
        box = column(self.field, spacing=0)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.field.given.connect(self._give)
        self.field.left.connect(self.left)

    def show_person(
        self, meeting_id: str, person_id: str, name: str, hours: Hours, given: Availability | None,
        phone: str = "", editable: bool = True,
    ) -> None:  # fmt: skip
        """Somebody's hours as they are stored; `phone` is the number that the directory knows."""
        if (meeting_id, person_id) != (self._meeting_id, self._person_id):
            self.field.times.setModified(False)
            self.field.times.clearFocus()
        self._meeting_id, self._person_id, self._name = meeting_id, person_id, name
        self._hours, self._given = hours, given
        self.field.show_given(name, hours, given, phone, editable)

    def _give(self, windows: tuple[Window, ...], phone: str) -> None:
        given, hours = self._given, self._hours
        if hours is None:
            return
        before = given.windows if given else ()
        who = {
            "availability_id": given.id if given else new_id(),
            "meeting_id": self._meeting_id,
            "person_id": self._person_id,
            "arrives_at": given.arrives_at if given else None,
            "note": given.note if given else "",
        }
        said = self.tr("{name} can come {times}.").format(
            name=self._name, times=windows_text(windows, hours) or self.tr("any time")
        )

        def undo() -> None:
            back = self._services.command(
                GiveAvailability, **who, windows=before, before=windows, phone=given.phone if given else ""
            )
            self._tasks.write(
                back, lambda _: self.said.emit(self.tr("Taken back."), None, False), self._refused, self
            )

        command = self._services.command(GiveAvailability, **who, windows=windows, before=before, phone=phone)
        self._tasks.write(command, lambda _: self.said.emit(said, undo, False), self._refused, self)

    def _refused(self, error: Exception) -> None:
        """What was refused is said; the field shows what is stored."""
        self.said.emit(explain(error).words, None, True)
        if self._hours is not None:
            self.field.times.setModified(False)
            self.field.show_given(self._name, self._hours, self._given, "", self.field.times.isEnabled())
