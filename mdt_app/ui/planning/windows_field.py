"""When somebody can come is typed in one line as it is said on the phone, and how he comes is chosen beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.domain.attendance import Presence
from mdt_app.domain.errors import Refused
from mdt_app.domain.inviting import Availability
from mdt_app.domain.when import EXAMPLES, Hours, windows_from, windows_text
from mdt_app.domain.windows import Window
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import presence

MODES = (Presence.UNKNOWN, Presence.ON_SITE, Presence.VIDEO, Presence.PHONE)


class LineField(Field):
    """A line that tells when the user has finished it, and goes back to what is stored on Escape."""

    finished = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter finishes, Escape takes back what was typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field finishes it too."""
        super().focusOutEvent(event)
        self.finished.emit()


class WindowsField(QWidget):
    """One person's hours at one meeting, the way he comes and the number to call.

    `given(windows, phone)` when the user has changed them to something that can be read, the phone "" where it is the
    one of the directory; `finished()` when Enter was pressed on it; `left()` on Escape.
    """

    given = Signal(tuple, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours: Hours | None = None
        self._stored: tuple[Window, ...] = ()
        self._phone = self._directory = ""
        self.times = LineField(self.tr("any time"), name=self.tr("When"))
        self.mode = Choice([(one.value, self._how(one)) for one in MODES], name=self.tr("How"))
        self.phone = LineField(self.tr("phone number"), name=self.tr("Phone number"))
        self.hint = Label(EXAMPLES, "small", wrap=True)
        self.wrong = Label("", "small", tone="look", wrap=True)
        box = column(row(self.times, self.mode), self.phone, self.hint, self.wrong, spacing=4)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.wrong.hide()
        for field in (self.times, self.phone):
            field.finished.connect(self._give)
            field.left.connect(self._leave)
        self.mode.chosen.connect(lambda _: self._give())

    def show_given(
        self, name: str, hours: Hours, given: Availability | None, phone: str, editable: bool
    ) -> None:
        """What is stored of a person's hours; `phone` is the directory's number. Words being typed stay."""
        self._hours, self._stored = hours, given.windows if given else ()
        self._directory, self._phone = phone, (given.phone if given else "") or phone
        self.times.setAccessibleName(self.tr("When {name} can come").format(name=name))
        if not (self.times.hasFocus() and self.times.isModified()):
            self.times.set_text(windows_text(self._stored, hours))
            self._say("")
        if not self.phone.hasFocus():
            self.phone.set_text(self._phone)
        mode = next((one.mode for one in self._stored), Presence.UNKNOWN)
        self.mode.set_current(mode.value)
        self._show_phone()
        for part in (self.times, self.mode, self.phone):
            part.setEnabled(editable)

    def unsaved(self) -> bool:
        """Whether words stand here that cannot be read and were not kept."""
        return self.wrong.isVisible()

    def _give(self) -> None:
        windows = self._read()
        self._show_phone()
        phone = self.phone.text().strip() if self.mode.current() == Presence.PHONE else self._phone
        if windows is not None and (self._changed(windows) or phone != self._phone):
            self.times.setModified(False)
            self._stored, self._phone = windows, phone
            self.given.emit(windows, "" if phone == self._directory else phone)

    def _read(self) -> tuple[Window, ...] | None:
        if self._hours is None:
            return None
        mode = Presence(self.mode.current())
        try:
            windows = windows_from(self.times.text(), self._hours, mode)
        except Refused as problem:
            self._say(str(problem))
            return None
        if not windows and mode.live:
            # How he comes is said of hours: any time is the whole meeting then.
            windows = (Window(since=self._hours.since, until=self._hours.until, mode=mode),)
        self._say("")
        return windows

    def _changed(self, windows: Sequence[Window]) -> bool:
        if self._hours is None:
            return False
        modes = [one.mode for one in windows] != [one.mode for one in self._stored]
        return modes or windows_text(windows, self._hours) != windows_text(self._stored, self._hours)

    def _leave(self) -> None:
        if self._hours is not None:
            self.times.set_text(windows_text(self._stored, self._hours))
            self.times.setModified(False)
        self._say("")
        self.left.emit()

    def _show_phone(self) -> None:
        self.phone.setVisible(self.mode.current() == Presence.PHONE)

    def _say(self, problem: str) -> None:
        self.wrong.set_text(problem)
        self.wrong.setVisible(bool(problem))
        self.hint.setVisible(not problem)
        self.times.set_wrong(bool(problem))

    def _how(self, mode: Presence) -> str:
        return presence(mode) if mode.live else self.tr("how?")
