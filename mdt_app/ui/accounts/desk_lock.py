"""A desk is locked by a key or by time; behind the lock everything stays as it was, and nothing of it can be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mdt_app.operations.accounts import LockDesk, UnlockDesk
from mdt_app.operations.commands import Command
from mdt_app.ui.accounts.idle import Idle
from mdt_app.ui.accounts.lock_page import LockPage
from mdt_app.ui.accounts.lock_time import kept_minutes, limit
from mdt_app.ui.accounts.put_away import PutAway
from mdt_app.ui.accounts.words import demo_password
from mdt_app.ui.main_window import MainWindow
from mdt_app.ui.own_password import OwnPassword
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class DeskLock(QObject):
    """`lock()` locks at once; left alone, the desk locks itself. Emits `sign_out_asked()`.

    `in_meeting()` says whether a meeting is being held on the screen.
    """

    sign_out_asked = Signal()

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        services: Services,
        *,
        in_meeting: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._tasks, self._services = window, tasks, services
        self.minutes = kept_minutes()
        self.page: LockPage | None = None
        self._away: PutAway | None = None
        self._password: OwnPassword | None = None
        self.idle = Idle(lambda: limit(self.minutes, in_meeting()), services.now, self)
        self.idle.over.connect(self.lock)

    @property
    def locked(self) -> bool:
        return self.page is not None

    def lock(self, after: int = 0) -> None:
        """Cover the window; `after` so many minutes without a touch, 0 where somebody locked it."""
        if self.page is not None:
            return
        services = self._services
        page = LockPage(services.account.name, services.now(), demo_password() if services.demo else "")
        self.page, self._password = page, OwnPassword(self._tasks, services, page)
        page.entered.connect(self._password.ask)
        page.sign_out_asked.connect(self.sign_out_asked)
        self._password.right.connect(self._unlock)
        self._password.refused.connect(page.say)
        self._away = PutAway(self._window)
        self._window.cover(page)
        page.shown()
        self._record(services.command(LockDesk, after=after))
        self._tasks.aside(self, services.keys.leave_keyring)

    def let_go(self) -> None:
        """The account goes: what was put away is nobody's any more."""
        if self._away is not None:
            self._away.let_go()
        self._uncover()

    def _unlock(self) -> None:
        assert self._password is not None
        self._record(self._services.command(UnlockDesk, wrong=self._password.wrong))
        self._tasks.aside(self, self._services.keys.enter_keyring)
        away = self._away
        self._uncover()
        if away is not None:
            away.bring_back()
        self.idle.begin()

    def _uncover(self) -> None:
        if self.page is not None:
            self._window.uncover()
        self.page = self._away = self._password = None

    def _record(self, command: Command) -> None:
        """A desk locks even where its record cannot be written."""
        self._tasks.write(command, failed=lambda _: None)
