"""A second window shows the room the case that the desk shows, as it is kept, and nothing that is the team's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.agenda import MeetingState
from mdt_app.operations.projected import Room, projected_room
from mdt_app.operations.work import Change
from mdt_app.ui.live import LiveView
from mdt_app.ui.projector.sheet import Sheet
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

AT_MOST_EVERY = 250
"""Milliseconds between two readings while somebody types."""


class ProjectorWindow(LiveView):
    """Call `follow(meeting id, listing id)`. Emits `closed()`, `hold_asked()` and `blank_asked()`.

    Its keys work at the desk too, while it is seen. Held, it keeps what it shows; blank, it shows the board's name and
    the time, as it does while no meeting is open.
    """

    closed = Signal()
    hold_asked = Signal()
    blank_asked = Signal()

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget) -> None:
        super().__init__(tasks, parent)
        self.setWindowFlags(Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Projector"))
        self._services = services
        self._meeting_id = self._listing_id = ""
        self._held = self._blank = False
        self._room: Room | None = None
        self.sheet = Sheet()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.sheet)
        self._soon.setInterval(0)
        QShortcut(QKeySequence("Esc"), self, self.close)
        for keys, act in (
            ("F10", self.close), ("F11", self.hold_asked.emit), ("Shift+F11", self.blank_asked.emit),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self, act)
            made.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(lambda: self.sheet.show_time(services.now()))
        self._second.start()

    def follow(self, meeting_id: str, listing_id: str) -> None:
        """Show this case from now on."""
        self._meeting_id, self._listing_id = meeting_id, listing_id
        self.stale()

    def set_state(self, *, held: bool, blank: bool) -> None:
        """Hold what is shown, or show the board's name alone."""
        let_go = self._held and not held
        self._held, self._blank = held, blank
        self._show()
        if let_go:
            self.stale()

    def concerns(self, change: Change) -> bool:
        """What a case shows; who is here and what letters say does not."""
        return change.entity not in ("attendance", "letter", "account", "invitation", "availability", "entry")

    def stale(self) -> None:
        """Read at most a few times a second, however fast somebody types."""
        if self._soon.isActive():
            self._stale = True
            return
        super().stale()

    def refresh(self) -> None:
        """Read the case anew, unless it is held."""
        if self._held or not self._meeting_id:
            return
        self._soon.setInterval(AT_MOST_EVERY)
        guidance, today = self._services.guidance, self._services.today()
        meeting_id, listing_id = self._meeting_id, self._listing_id
        self.tasks.read(
            self,
            lambda reader: projected_room(reader, guidance, meeting_id, listing_id, today),
            self._take,
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """The room sees nothing more."""
        super().closeEvent(event)
        self.closed.emit()

    def _take(self, room: Room) -> None:
        if self._held or room.meeting.id != self._meeting_id:
            return
        if room.case is None or room.case.listing_id == self._listing_id:
            self._room = room
            self._show()

    def _show(self) -> None:
        if self._room is None:
            return
        is_open = self._room.meeting.state == MeetingState.OPEN
        self.sheet.set_state(blank=self._blank or not is_open, held=self._held)
        self.sheet.show_room(self._room, self._services.now())
