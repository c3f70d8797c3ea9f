"""The projector is opened, held, blanked and closed from the desk, and goes to the second screen where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.text import set_tip
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from mdt_app.ui.projector.window import ProjectorWindow

SIZE = (1280, 720)


class Projector(QObject):
    """`button` opens and closes it, as F10 does; F11 holds what it shows, Shift+F11 shows the board's name alone."""

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._services, self._parent = tasks, services, parent
        self._at = ("", "")
        self._held = self._blank = False
        self.window: ProjectorWindow | None = None
        self.button = Button(self.tr("Projector"), "projector")
        self.button.setCheckable(True)
        self.button.clicked.connect(self.toggle)
        self._key = QShortcut(QKeySequence("F10"), parent, self.toggle)
        self._say()

    def follow(self, meeting_id: str, listing_id: str) -> None:
        """The case that the desk shows now."""
        self._at = (meeting_id, listing_id)
        if self.window is not None and isValid(self.window):
            self.window.follow(meeting_id, listing_id)

    def toggle(self) -> None:
        """Open it, or close it; one that is put away with a locked desk stays as it is."""
        if self.window is None or not isValid(self.window):
            self._open()
        elif self.window.isVisible():
            self.window.close()

    def hold(self) -> None:
        """Keep what the room sees, whatever the desk shows; pressed again, follow."""
        self._set(held=not self._held, blank=False)

    def blank(self) -> None:
        """Show the board's name alone; pressed again, the case."""
        self._set(held=self._held, blank=not self._blank)

    def _open(self) -> None:
        from mdt_app.ui.projector.window import ProjectorWindow

        made = self.window = ProjectorWindow(self._tasks, self._services, self._parent)
        made.closed.connect(self._closed)
        made.hold_asked.connect(self.hold)
        made.blank_asked.connect(self.blank)
        self._held = self._blank = False
        made.follow(*self._at)
        self._place(made)
        self._key.setEnabled(False)
        self._parent.window().activateWindow()
        self._say()

    def _place(self, made: ProjectorWindow) -> None:
        desk = self._parent.window()
        other = other_screen(QGuiApplication.screens(), desk.screen())
        if other is None:
            made.resize(*SIZE)
            made.show()
            return
        made.setScreen(other)
        made.setGeometry(other.geometry())
        made.showFullScreen()

    def _closed(self) -> None:
        if self.window is not None and isValid(self.window):
            self.window.deleteLater()
        self.window = None
        self._key.setEnabled(True)
        self._say()

    def _set(self, *, held: bool, blank: bool) -> None:
        if self.window is not None and isValid(self.window) and self.window.isVisible():
            self._held, self._blank = held, blank
            self.window.set_state(held=held, blank=blank)
            self._say()

    def _say(self) -> None:
        on = self.window is not None
        words = self.tr("Projector on") if on else self.tr("Projector")
        if on and self._blank:
            words = self.tr("Projector blank")
        elif on and self._held:
            words = self.tr("Projector held")
        self.button.set_words(words)
        self.button.setChecked(on)
        keys = self.tr(
            "F10 opens and closes it, F11 holds what the room sees, Shift+F11 shows the board’s name alone"
        )
        set_tip(self.button, keys)


def other_screen(screens: Sequence[QScreen], own: QScreen) -> QScreen | None:
    """The screen that the desk is not on, None where there is one screen."""
    return next((one for one in screens if one is not own), None)
