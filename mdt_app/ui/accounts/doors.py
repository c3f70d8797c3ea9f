"""A desk is left locked, signed out or closed; words that nobody kept go only when that was said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from mdt_app.operations.accounts import SignOut
from mdt_app.ui.accounts.desk_lock import DeskLock
from mdt_app.ui.accounts.put_away import forget_clipboard
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
        window.closing.connect(_forget_copied)
        self.dialog: FinalDialog | None = None
        self._closes = False

    def sign_out(self) -> None:
        """What only waits to be left or written is kept first; then it is seen whether words would go."""
        self._settle_focus()
        said = self.tr("Something typed or ticked in an open form was not kept. It goes when you sign out.")
        self._go_by(self._leave, said, self.tr("Sign out"))

    def may_close(self) -> bool:
        """Whether the window may go at once; else what waits is kept and asked about first, and then it closes."""
        if self._closes:
            return True
        self._settle_focus()
        if not self._unkept():
            return True
        if self.dialog is None or not self.dialog.isVisible():
            said = self.tr("Something typed or ticked in an open form was not kept. It goes when you quit.")
            self._go_by(self._close_window, said, self.tr("Quit"))
        return False

    def close(self) -> None:
        """Nobody is signed in any more."""
        self.desk.deleteLater()
        self.deleteLater()

    def _settle_focus(self) -> None:
        focus = self._window.focusWidget()
        if focus is not None and not self.desk.locked:
            focus.clearFocus()

    def _unkept(self) -> bool:
        return self._tasks.unsaved > 0 or unkept_in(self._window)

    def _go_by(self, act: Callable[[], None], said: str, verb: str) -> None:
        """Once everything that was asked for is written."""
        self._tasks.read(self, lambda _: None, lambda _: self._ask(act, said, verb))

    def _ask(self, act: Callable[[], None], said: str, verb: str) -> None:
        if not self._unkept():
            act()
        elif self.desk.page is not None:
            self.desk.page.keep_waiting()
        else:
            title = self.tr("Words here are not kept yet")
            self.dialog = FinalDialog(self._window, title, [said, self.tr("Everything else is kept.")], verb)
            self.dialog.accepted.connect(act)
            self.dialog.open()

    def _close_window(self) -> None:
        self._closes = True
        self._window.close()

    def _leave(self) -> None:
        _forget_copied()
        self._tasks.write(self._services.command(SignOut), failed=lambda _: None)
        self.desk.let_go()
        self.signed_out.emit()


def _forget_copied() -> None:
    """A system may keep what was copied beyond the program."""
    forget_clipboard(QGuiApplication.clipboard())
