"""The desktop application: one window, one database behind it, screens that are handed what they need."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from mdt_app import paths
from mdt_app.ui.accounts.opening import Opening
from mdt_app.ui.common.theme import Appearance
from mdt_app.ui.errors import explain
from mdt_app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from mdt_app.application import Application
    from mdt_app.domain.incoming import IncomingFile
    from mdt_app.operations.texts import SharedText
    from mdt_app.ui.accounts.sign_in import FirstStart, SignIn
    from mdt_app.ui.services import Services
    from mdt_app.ui.tasks import Tasks

DEMO_PASSWORD = "demonstration"
DEMO_PATIENTS = 48


class Desktop(QObject):
    """Shows the window, opens the database on a thread of its own, then furnishes the window with its screens."""

    _opened = Signal(object)
    _failed = Signal(object, object)
    ready = Signal()

    def __init__(
        self,
        qt: QApplication,
        *,
        where: str | None = None,
        user: str | None = None,
        application: Application | None = None,
        quit_when_shown: bool = False,
        quit_when_ready: bool = False,
    ) -> None:
        super().__init__()
        self._qt = qt
        self._where = where or os.environ.get("MDT_DATABASE") or str(paths.default_database())
        self._user = user or os.environ.get("MDT_USER") or ""
        self.application = application
        self._quit_when_shown = quit_when_shown
        self.tasks: Tasks | None = None
        self.appearance = Appearance(qt)
        self.window = MainWindow({})
        self._opened.connect(self._furnish)
        self._failed.connect(self._ask)
        if quit_when_ready:
            self.ready.connect(qt.quit)

    def start(self) -> None:
        """Show the frame at once; go on from the event loop."""
        self.window.welcome(Opening())
        self.window.show()
        QTimer.singleShot(0, self._shown)

    def tell_fault(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """A fault in answering a key or a click is told in the window; no traceback reaches the user."""
        if issubclass(kind, KeyboardInterrupt):
            self._qt.quit()
            return
        self.window.say(explain(error).words, wrong=True)

    def let_finish(self) -> None:
        """Wait for everything that was asked for."""
        if self.tasks is not None:
            self.tasks.close()

    def close(self) -> None:
        """Let what was asked for finish, then close the database."""
        self.let_finish()
        if self.application is not None:
            self.application.close()

    def _shown(self) -> None:
        if self._quit_when_shown:
            self._qt.quit()
        elif self.application is not None:
            self._furnish(self.application)
        elif "://" in self._where or Path(self._where).exists():
            self._try(
                partial(_open, self._where, self._user, os.environ.get("MDT_PASSWORD")), self._ask_sign_in
            )
        else:
            self._ask_first_start()

    def _try(self, act: Callable[[], Any], otherwise: Callable[[str], None]) -> None:
        """Run `act`, which gives an Application, off the GUI thread; on a refusal call `otherwise` with the words."""

        def run() -> None:
            try:
                self._opened.emit(act())
            except Exception as error:
                self._failed.emit(error, otherwise)

        Thread(target=run, name="opening", daemon=True).start()

    @Slot(object, object)
    def _ask(self, error: Exception, otherwise: Callable[[str], None]) -> None:
        from mdt_app.application import PasswordNeeded

        otherwise("" if isinstance(error, PasswordNeeded) else explain(error).words)

    def _ask_sign_in(self, problem: str) -> None:
        from mdt_app.ui.accounts.sign_in import SignIn

        page = SignIn(self._where, _accounts_of(self._where) or [self._user])
        page.say(problem)
        page.entered.connect(
            lambda user, password: self._try(partial(_open, self._where, user, password), page.say)
        )
        self._welcome(page)

    def _ask_first_start(self) -> None:
        from mdt_app.ui.accounts.sign_in import FirstStart

        page = FirstStart(self._where)
        page.made.connect(
            lambda user, password: self._try(partial(_make, self._where, user, password), page.say)
        )
        page.demo_wanted.connect(lambda: self._try(_demo, page.say))
        self._welcome(page)

    def _welcome(self, page: SignIn | FirstStart) -> None:
        self.window.welcome(page, alone=True)
        page.shown()

    @Slot(object)
    def _furnish(self, application: Application) -> None:
        self.application = application
        if application.recovery_key and not application.demo:
            from mdt_app.ui.accounts.sign_in import RecoveryKey

            page = RecoveryKey(application.recovery_key)
            application.recovery_key = ""
            page.noted.connect(lambda: self._furnish(application))
            self.window.welcome(page, alone=True)
            return
        from mdt_app.screens import Screens
        from mdt_app.ui.tasks import Tasks

        services = services_of(application)
        self.tasks = Tasks(services, self)
        self.screens = Screens(self.window, self.tasks, services, self.appearance)
        self.screens.first_ready.connect(self.ready)
        self.screens.furnish()


def services_of(application: Application) -> Services:
    """What the screens may ask of the application; parsers and the merge library are loaded when first asked."""
    from mdt_app.planner.rhythm import next_start
    from mdt_app.ui.services import Services

    return Services(
        account=application.account,
        guidance=application.guidance,
        demo=application.demo,
        database_name=str(application.database.path or "PostgreSQL"),
        command=application.command,
        carry_out=application.write,
        open_reader=application.reader,
        subscribe=application.database.bus.subscribe,
        now=application.now,
        new_text=_new_text,
        read_file=_read_file,
        import_patient=application.take_in,
        render_letter=application.render_letter,
        render_agenda=application.render_agenda,
        next_start=next_start,
    )


def _new_text(updates: tuple[bytes, ...]) -> SharedText:
    from mdt_app.notes.text import MergeText

    return MergeText(updates)


def _read_file(path: Path) -> IncomingFile:
    from mdt_app.exchange.reading import read_file

    return read_file(path)


def _open(where: str, user: str, password: str | None) -> Application:
    from mdt_app import application

    def given(_: str) -> str:
        if password is None:
            raise application.PasswordNeeded
        return password

    return application.open_existing(where, user, given)


def _make(where: str, user: str, password: str) -> Application:
    from mdt_app import application

    return application.create(where, user, password)


def _demo() -> Application:
    from mdt_app import application
    from mdt_app.demo_database import make_demo

    place = paths.user_data() / "demo.db"
    if place.exists():
        application.remove(place)
    return make_demo(str(place), "demo", DEMO_PASSWORD, DEMO_PATIENTS, seed=1)[0]


def _accounts_of(where: str) -> list[str]:
    from mdt_app.domain.errors import Refused
    from mdt_app.keys import sidecar

    try:
        return [] if "://" in where else list(sidecar.read(sidecar.keys_path(Path(where))).accounts)
    except Refused:
        return []
