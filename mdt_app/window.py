"""The desktop application: one window, one database behind it, screens that are handed what they need."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from mdt_app import papers, paths, planning
from mdt_app.domain.errors import Refused
from mdt_app.ui.accounts.opening import Opening
from mdt_app.ui.common.theme import Appearance
from mdt_app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from mdt_app.application import Application
    from mdt_app.domain.incoming import IncomingColumn, IncomingFile
    from mdt_app.operations.texts import SharedText
    from mdt_app.ui.accounts.demo_filling import DemoFilling
    from mdt_app.ui.accounts.sign_in import FirstStart, Recover, SignIn
    from mdt_app.ui.services import Services
    from mdt_app.ui.tasks import Tasks

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
"""The words of the window are English whatever the desk speaks, and so are its days."""

DEMO_PASSWORD = "demonstration"
DEMO_PATIENTS = 48


class Stopped(Refused):
    """A person stopped the filling of the demo."""

    def __init__(self) -> None:
        super().__init__("Stopped.")


class Desktop(QObject):
    """Shows the window, opens the database on a thread of its own, then furnishes the window with its screens."""

    _opened = Signal(object)
    _failed = Signal(object, object)
    _stepped = Signal(int, int, int)
    _left = Signal(str)
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
        QLocale.setDefault(ENGLISH)
        self._qt = qt
        self._where = where or os.environ.get("MDT_DATABASE") or str(paths.default_database())
        self._user = user or os.environ.get("MDT_USER") or ""
        self.application = application
        self._quit_when_shown = quit_when_shown
        self._demo_left = False
        self._stop = Event()
        self._opening: Thread | None = None
        self.tasks: Tasks | None = None
        self.appearance = Appearance(qt)
        self.window = MainWindow({})
        self._opened.connect(self._furnish)
        self._failed.connect(self._ask)
        self._left.connect(self._signed_out)
        if quit_when_ready:
            self.ready.connect(self._leave)

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
        self.window.say(_in_words(error), wrong=True)

    def let_finish(self) -> None:
        """Wait for everything that was asked for; a demo that is being filled is stopped, so that no half is left."""
        self._stop.set()
        if self._opening is not None:
            self._opening.join()
        if self.tasks is not None:
            self.tasks.close()

    def close(self) -> None:
        """Let what was asked for finish, then close the database."""
        self.let_finish()
        if self.application is not None:
            self.application.close()

    def _leave(self) -> None:
        """The first agenda is there: what would be read after it or asked on leaving is not waited for."""
        self.window.may_close = None
        if self.tasks is not None:
            self.tasks.close()
        self._qt.quit()

    def _shown(self) -> None:
        if self._quit_when_shown:
            self._qt.quit()
        elif self.application is not None:
            self._furnish(self.application)
        elif not self._user and len(_accounts_of(self._where)) > 1:
            self._ask_sign_in("")
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

        self._opening = Thread(target=run, name="opening", daemon=True)
        self._opening.start()

    @Slot(object, object)
    def _ask(self, error: Exception, otherwise: Callable[[str], None]) -> None:
        from mdt_app.application import PasswordNeeded

        otherwise("" if isinstance(error, PasswordNeeded) else _in_words(error))

    def _ask_sign_in(self, problem: str) -> None:
        from mdt_app.ui.accounts.sign_in import SignIn

        users = _accounts_of(self._where)
        page = SignIn(self._where, users or list(filter(None, [self._user])), recoverable=bool(users))
        page.say(problem)
        if self._demo_left:
            from mdt_app.ui.accounts.words import demo_password

            page.note(demo_password())
        page.entered.connect(
            lambda user, password: self._try(partial(_sign_in, self._where, user, password), page.refuse)
        )
        page.forgotten.connect(self._ask_recovery_key)
        self._welcome(page)

    def _ask_recovery_key(self) -> None:
        from mdt_app.ui.accounts.sign_in import Recover

        page = Recover(self._where, _accounts_of(self._where), self._user)
        page.entered.connect(
            lambda user, key, new: self._try(partial(_recover, self._where, user, key, new), page.say)
        )
        page.left.connect(lambda: self._ask_sign_in(""))
        self._welcome(page)

    def _ask_first_start(self) -> FirstStart:
        from mdt_app.demo_database import own_demo
        from mdt_app.ui.accounts.sign_in import FirstStart

        page = FirstStart(self._where, demo_there=own_demo().exists())
        page.made.connect(
            lambda user, password: self._try(partial(_make, self._where, user, password), page.say)
        )
        page.demo_opened.connect(self._open_demo)
        page.demo_wanted.connect(self._fill_demo)
        self._welcome(page)
        return page

    def _open_demo(self) -> None:
        """The demo that is there; one with another password than the window's own is asked for it."""
        from mdt_app.demo_database import own_demo

        self._where = str(own_demo())
        self._try(partial(_open, self._where, "", DEMO_PASSWORD), lambda _: self._ask_sign_in(""))

    def _fill_demo(self) -> None:
        from mdt_app.ui.accounts.demo_filling import DemoFilling

        page = DemoFilling(DEMO_PATIENTS)
        self._stop.clear()
        page.stopped.connect(self._stop.set)
        self._stepped.connect(page.show_step)
        self._welcome(page)
        self._try(self._filled_demo, self._filling_ended)

    def _filled_demo(self) -> Application:
        from mdt_app.demo_database import own_demo, renew_demo

        def heard(done: int, of: int, patients: int) -> None:
            if self._stop.is_set():
                raise Stopped
            self._stepped.emit(done, of, patients)

        return renew_demo(own_demo(), "demo", DEMO_PASSWORD, DEMO_PATIENTS, 1, heard).app

    def _filling_ended(self, problem: str) -> None:
        page = self._ask_first_start()
        if self._stop.is_set():
            page.note(self.tr("Stopped. Nothing is left of the demo that was begun."))
        else:
            page.say(problem)

    def _welcome(self, page: SignIn | FirstStart | Recover | DemoFilling) -> None:
        self.window.welcome(page, alone=True)
        page.shown()

    @Slot(object)
    def _furnish(self, application: Application) -> None:
        self.application = application
        if application.recovery_key and not application.demo:
            from mdt_app.ui.accounts.sign_in import RecoveryKey

            page = RecoveryKey(application.recovery_key, self._where)
            application.recovery_key = ""
            page.noted.connect(lambda: self._furnish(application))
            self.window.welcome(page, alone=True)
            page.shown()
            return
        from mdt_app.screens import Screens
        from mdt_app.ui.tasks import Tasks

        services = services_of(application)
        self.tasks = Tasks(services, self)
        self.screens = Screens(self.window, self.tasks, services, self.appearance)
        self.screens.first_ready.connect(self.ready)
        self.screens.first_ready.connect(partial(QTimer.singleShot, 0, self.tasks, self._get_ready_to_write))
        self.screens.signed_out.connect(self._sign_out)
        self.screens.furnish()

    def _get_ready_to_write(self) -> None:
        application, tasks = self.application, self.tasks
        if application is not None and tasks is not None:
            tasks.read(tasks, lambda _: application.get_ready_to_write(), lambda _: None)

    def _sign_out(self) -> None:
        """Let the screens go, close the database in order, then ask who signs in; nobody does without a password."""
        tasks, application = self.tasks, self.application
        assert tasks is not None
        assert application is not None
        self.screens.leave()
        self.window.welcome(Opening(self.tr("Signing out …")), alone=True)
        self.tasks = self.application = None
        self._demo_left, self._user = application.demo, ""

        def run() -> None:
            from mdt_app.account_keys import sign_out

            tasks.close()
            self._left.emit(sign_out(application, self._where))

        self._opening = Thread(target=run, name="closing", daemon=True)
        self._opening.start()

    @Slot(str)
    def _signed_out(self, where: str) -> None:
        self._where = where
        self.window.leave()
        self._ask_sign_in("")


def _in_words(error: BaseException) -> str:
    from mdt_app.ui.errors import explain

    return explain(error).words


def services_of(application: Application) -> Services:
    """What the screens may ask of the application; parsers and the merge library are loaded when first asked."""
    from mdt_app.account_keys import AccountKeys
    from mdt_app.invitation_files import InvitationFiles
    from mdt_app.outgoing_letters import OutgoingLetters
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
        read_columns=_read_columns,
        keep_columns=_keep_columns,
        import_patient=application.take_in,
        press=lambda: application.press,
        render_form=papers.render_form,
        render_palliative=papers.render_palliative,
        render_preparation=papers.render_preparation,
        is_own_password=application.is_own_password,
        render_agenda=application.render_agenda,
        render_attendance=papers.render_attendance,
        next_start=planning.next_start,
        next_session=planning.next_session,
        plan_slots=planning.plan_slots,
        look_through=application.look_through,
        made_by=lambda: application.made_by,
        keys=AccountKeys(application),
        invitations=InvitationFiles(),
        outgoing=OutgoingLetters(application),
    )


def _new_text(updates: tuple[bytes, ...]) -> SharedText:
    from mdt_app.notes.text import MergeText

    return MergeText(updates)


def _read_file(path: Path) -> IncomingFile:
    from mdt_app.columns_kept import read_file

    return read_file(path)


def _read_columns(path: Path) -> tuple[IncomingColumn, ...]:
    from mdt_app.columns_kept import read_columns

    return read_columns(path)


def _keep_columns(columns: Sequence[IncomingColumn], fields: Sequence[str]) -> None:
    from mdt_app.columns_kept import keep

    keep(columns, fields)


def _open(where: str, user: str, password: str | None) -> Application:
    from mdt_app import application

    def given(_: str) -> str:
        if password is None:
            raise application.PasswordNeeded
        return password

    return application.open_existing(where, user, given)


def _sign_in(where: str, user: str, password: str) -> Application:
    """What is typed is what counts, whoever's key the keyring holds."""
    from mdt_app import application

    return application.open_existing(where, user, lambda _: password, ask_keyring=False)


def _recover(where: str, user: str, recovery_key: str, new_password: str) -> Application:
    from mdt_app.account_keys import recover

    recover(Path(where), recovery_key, user, new_password)
    return _sign_in(where, user, new_password)


def _make(where: str, user: str, password: str) -> Application:
    from mdt_app import application

    return application.create(where, user, password)


def _accounts_of(where: str) -> list[str]:
    from mdt_app.keys import sidecar

    try:
        return [] if "://" in where else list(sidecar.read(sidecar.keys_path(Path(where))).accounts)
    except Refused:
        return []
