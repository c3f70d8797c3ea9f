"""A desk is left by two doors: locked for a while, or signed out; words that nobody kept go only when that was said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mdt_app.operations.accounts import SignOut
from mdt_app.ui.accounts.desk_lock import DeskLock
from mdt_app.ui.common.dialogs import FinalDialog
from mdt_app.ui.common.typed import unkept_in
from mdt_app.ui.main_window import MainWindow
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class Doors(QObject):
    """`desk` is the lock. Emits `signed_out()` once everything was asked; whoever hears it closes the database."""

    signed_out = Signal()

    def __init__(
        self, window: MainWindow, tasks: Tasks, services: Services, in_meeting: Callable[[], bool]
    ) -> None:
        super().__init__(window)
        self._window, self._tasks, self._services = window, tasks, services
        self.desk = DeskLock(window, tasks, services, in_meeting=in_meeting)
        self.desk.sign_out_asked.connect(self.sign_out)
        self.dialog: FinalDialog | None = None

    def sign_out(self) -> None:
        """What only waits to be left or written is kept first; then it is seen whether words would go."""
        focus = self._window.focusWidget()
        if focus is not None and not self.desk.locked:
            focus.clearFocus()
        self._tasks.read(self, lambda _: None, lambda _: self._ask())

    def close(self) -> None:
        """Nobody is signed in any more."""
        self.desk.deleteLater()
        self.deleteLater()

    def _ask(self) -> None:
        unkept = self._tasks.unsaved > 0 or unkept_in(self._window)
        if not unkept:
            self._leave()
        elif self.desk.page is not None:
            self.desk.page.keep_waiting()
        else:
            self._ask_first()

    def _ask_first(self) -> None:
        self.dialog = FinalDialog(
            self._window,
            self.tr("Words here are not kept yet"),
            [
                self.tr("Something typed or ticked in an open form was not kept. It goes when you sign out."),
                self.tr("Everything else is kept."),
            ],
            self.tr("Sign out"),
        )
        self.dialog.accepted.connect(self._leave)
        self.dialog.open()

    def _leave(self) -> None:
        self._tasks.write(self._services.command(SignOut), failed=lambda _: None)
        self.desk.let_go()
        self.signed_out.emit()
