"""The one place where the parts are put together, and closed again in order."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdt_app import __version__, paths, planning
from mdt_app.content import guidance as guidance_files
from mdt_app.domain.accounts import Account
from mdt_app.domain.errors import Refused
from mdt_app.domain.guidance import Guidance
from mdt_app.keys import keyring_store, sidecar
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.looking import looking
from mdt_app.operations.work import Change, Reader
from mdt_app.store.database import Database, closing_on_failure

if TYPE_CHECKING:
    from mdt_app.domain.incoming import IncomingPatient
    from mdt_app.operations.importing import Imported
    from mdt_app.operations.rows import AgendaView
    from mdt_app.press import LetterPress

PasswordFor = Callable[[str], str]
FIRST_ON_SERVER = ("administrator", "coordinator")


class PasswordNeeded(Refused):
    """The key is not at hand and nobody has typed a password yet."""

    def __init__(self) -> None:
        super().__init__("A password is needed.")


@dataclass
class Application:
    """An open database with one account at one desk. Use as a context manager."""

    database: Database
    account: Account
    guidance: Guidance
    desk: str = field(default_factory=new_id)
    recovery_key: str = ""
    demo: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __enter__(self) -> Application:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.database.close()

    def now(self) -> datetime:
        """The desk's clock, in the desk's own time zone."""
        return datetime.now().astimezone()

    def command(self, kind: Callable[..., Any], /, **payload: Any) -> Any:
        """A command of this account at this desk, stamped now."""
        stamp = {
            "id": new_id(),
            "actor": self.account.user,
            "desk": self.desk,
            "number": next(self._numbers),
            "at": self.now(),
        }
        return kind(**(stamp | payload))

    def is_own_password(self, password: str) -> bool:
        """Whether this is the account's password. May take a second (never on the GUI thread). Raises `Refused`."""
        path = self.database.path
        if path is None:
            known = self.database.engine.url.password or ""
            return secrets.compare_digest(str(known).encode(), password.encode())
        try:
            sidecar.unlock(sidecar.keys_path(path), self.account.user, password)
        except sidecar.WrongPassword:
            return False
        return True

    def write(self, command: Command) -> tuple[Change, ...]:
        """Carry a command out. Raises `Refused` in words."""
        from mdt_app.operations.carry_out import carry_out

        instruments = self.guidance.instruments
        return carry_out(
            command, self.database.open_work, planning.next_start, instruments, lambda: self.press
        )

    @cached_property
    def press(self) -> LetterPress:
        """What prints letters; loaded when the first one is."""
        from mdt_app.press import LetterPress

        return LetterPress(self.guidance, self.demo)

    def get_ready_to_write(self) -> None:
        """Load what only writing stands on, and the rest of the content: on the lane that writes, once the first screen
        is there. Raises `Refused` where the content is wrong."""
        for module in ("mdt_app.operations.carry_out", "mdt_app.planner.rhythm"):
            import_module(module)
        self.database.load()
        self.guidance.further()

    @property
    def letter_languages(self) -> tuple[str, ...]:
        from mdt_app.content.letter_texts import languages

        return languages()

    def page_count(self, pdf: bytes) -> int:
        import pypdfium2

        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()

    def render_agenda(self, view: AgendaView) -> bytes:
        """A meeting's agenda as PDF."""
        from mdt_app.content.letter_texts import letter_texts
        from mdt_app.letters.agenda import render_agenda
        from mdt_app.operations.agenda_print import agenda_content

        content = agenda_content(view, demo=self.demo)
        return render_agenda(content, letter_texts(content.language))

    @cached_property
    def made_by(self) -> str:
        """The rules that this program goes by, and the figures that this hospital changed, as a fingerprint."""
        from mdt_app.content.fingerprint import fingerprint

        return fingerprint(self.guidance, __version__)

    def look_through(self, day: date, step: Callable[[int], bool]) -> int:
        """Look for what waits on a day about everybody who was not looked through for it yet; gives how many."""
        from mdt_app.operations.worklists import look_through

        keep = self.database.keep_standings
        return look_through(self.reader, keep, self.guidance, day, self.made_by, step=step)

    def reader(self) -> AbstractContextManager[Reader]:
        """What this account may look at: everything, a guest's own patients, or the directory alone."""
        return looking(self.account, self.database.reader, self.now().date())

    def import_patient(self, source: str, incoming: IncomingPatient, meeting_id: str = "") -> Imported:
        """Import one patient of a file; his question is for the board of the meeting, where one is named."""
        from mdt_app.domain.plausible import fitted
        from mdt_app.operations.importing import ImportPatient, import_patient

        command = self.command(ImportPatient, source=source, meeting_id=meeting_id)
        fitting, problems = fitted(incoming, self.guidance.instruments)
        imported = import_patient(command, fitting, self.database.open_work)
        return replace(imported, warnings=(*problems, *imported.warnings))

    def take_in(self, source: str, incoming: IncomingPatient, meeting_id: str = "") -> Imported:
        """Import one patient of a file, and list him on a meeting where one is named."""
        imported = self.import_patient(source, incoming, meeting_id)
        if meeting_id:
            self.list_imported(incoming, imported, meeting_id)
        return imported

    def list_imported(self, incoming: IncomingPatient, imported: Imported, meeting_id: str) -> None:
        """List an imported patient on a meeting, unless he is there already. Raises `Refused`."""
        from mdt_app.operations.agenda import ListCase
        from mdt_app.operations.importing import list_imported

        command = self.command(
            ListCase,
            listing_id=new_id(),
            case_id=new_id(),
            meeting_id=meeting_id,
            patient_id=imported.patient_id,
        )
        list_imported(command, incoming, imported, self.database.open_work)


def load_guidance() -> Guidance:
    return guidance_files.load_first(paths.resources(), paths.instruments(), local=paths.local_figures())


def is_server(where: str) -> bool:
    return "://" in where


def create(where: str, user: str, password: str, on_server: tuple[str, ...] = FIRST_ON_SERVER) -> Application:
    """A new local file with its owner, or our schema in an empty PostgreSQL database with its first account.

    `on_server` are that account's roles there. Raises `Refused`, and leaves no file behind then.
    """
    from mdt_app.operations.accounts import OWNER

    guidance = load_guidance()
    if is_server(where):
        return _create_on_server(where, user, password, on_server, guidance)
    path = Path(where)
    paths.make_private(path.parent)
    keys = sidecar.keys_path(path)
    if path.exists():
        raise Refused(f"{path} is already there. Choose another name, or open it.")
    key, recovery_key = sidecar.create(keys, user, password)
    try:
        database = Database.create(path, key, user=user)
        with closing_on_failure(database):
            made = _with_first_account(database, user, (OWNER,), guidance)
    except BaseException:
        remove(path)
        raise
    keyring_store.save(sidecar.read(keys).database, user, key)
    made.recovery_key = recovery_key
    return made


def _create_on_server(
    where: str, user: str, password: str, roles: tuple[str, ...], guidance: Guidance
) -> Application:
    """Made by the role in the address, then signed in as `user`, a role of that name."""
    from mdt_app.store import postgres

    postgres.address(where)
    with closing(Database.create(where, user=user)) as administrator:
        with administrator.reader() as reader:
            if reader.count(Account):
                raise Refused("This database has accounts already; sign in as one of them.")
        postgres.make_role(administrator.engine, user, password)
        try:
            database = Database.open(postgres.signed_in(where, user, password), user=user)
        except Refused as refusal:
            raise Refused(f"The role {user} of this server cannot sign in with that. {refusal}") from refusal
        with closing_on_failure(database):
            made = _with_first_account(administrator, user, roles, guidance)
    return Application(database=database, account=made.account, guidance=guidance)


def _with_first_account(
    database: Database, user: str, roles: tuple[str, ...], guidance: Guidance
) -> Application:
    from mdt_app.operations.accounts import MakeAccount

    account = Account(id=new_id(), user=user, name=user, roles=roles)
    made = Application(database=database, account=account, guidance=guidance)
    command = made.command(MakeAccount, account_id=account.id, user=user, name=user, roles=roles)
    with database.open_first_work(command, account) as work:
        work.put(account)
        work.commit()
    return made


def open_existing(
    where: str, user: str, password_for: PasswordFor, *, ask_keyring: bool = True
) -> Application:
    """Open a database as `user`; `password_for` is asked only when the keyring does not hold the key.

    Without a user name, the one account of a local file is taken. Raises `Refused` in words.
    """
    if is_server(where):
        address, name = server_address(where, user, password_for)
        return _signed_in(Database.open(address, user=name), name)
    path = local_file(where)
    keys = sidecar.keys_path(path)
    name = user or only_account(keys)
    key = unlocked(keys, name, password_for, ask_keyring=ask_keyring)
    return _signed_in(Database.open(path, key, user=name), name)


def local_file(where: str) -> Path:
    """The database file at a place. Raises `Refused` where there is none."""
    path = Path(where)
    if path.is_dir():
        raise Refused(f"{path} is a folder; name the database file in it.")
    if not path.is_file():
        raise Refused(f"There is no database at {path}. Make one with `mdt demo` or `mdt database init`.")
    return path


def unlocked(keys: Path, user: str, password_for: PasswordFor, *, ask_keyring: bool = True) -> bytes:
    """A local file's data key: from the account's keyring, else by its password. Raises `Refused`."""
    said = sidecar.read(keys)
    name = user or only_account(keys)
    key = keyring_store.load(said.database, name) if ask_keyring else None
    if key is None:
        key = sidecar.unlock(keys, name, password_for(name))
        keyring_store.save(said.database, name, key)
    return key


def only_account(keys: Path) -> str:
    """The one account of a local file. Raises `Refused` where there are several."""
    names = list(sidecar.read(keys).accounts)
    if len(names) != 1:
        raise Refused(f"{keys.with_suffix('')} has several accounts; say which with --as.")
    return str(names[0])


def server_address(where: str, user: str, password_for: PasswordFor) -> tuple[str, str]:
    """The address with an account's name and password in it, and that name; on PostgreSQL an account is a role.

    The account is `user`, else the role in the address. Raises `Refused`.
    """
    from mdt_app.store import postgres

    address = postgres.address(where)
    name = user or address.username or ""
    if not name:
        raise Refused("Say which account signs in: --as USER.")
    if name == address.username and address.password:
        return where, name
    return postgres.signed_in(where, name, password_for(name)), name


def _signed_in(database: Database, user: str) -> Application:
    try:
        with database.reader() as reader:
            found = reader.find(Account, user=user)
        if not found:
            raise Refused(f"There is no account {user} in this database.")
        if found[0].closed:
            raise Refused(f"The account {user} is closed. An administrator can open it again.")
        signed_in = Application(
            database=database, account=found[0], guidance=load_guidance(), demo=database.demo
        )
        if database.path is not None:
            _record_recoveries(signed_in, sidecar.keys_path(database.path))
        return signed_in
    except BaseException:
        database.close()
        raise


def _record_recoveries(app: Application, keys: Path) -> None:
    """What the recovery key was used for stands in the record as soon as somebody has signed in."""
    unrecorded = sidecar.recoveries(sidecar.read(keys))
    if not unrecorded:
        return
    from mdt_app.operations.accounts import RecoverPassword

    for user, id in unrecorded.items():
        with app.database.reader() as reader:
            found = reader.find(Account, user=user)
        for account in found:
            app.write(app.command(RecoverPassword, id=id, account_id=account.id))
        sidecar.settle_recovery(keys, user)


def require_apart(database: Database, file: Path) -> None:
    """Raises `Refused` for a file to be written that is the open database itself, or its keys."""
    kept = database.path
    if kept and file.exists() and any(file.samefile(one) for one in (kept, sidecar.keys_path(kept))):
        raise Refused(f"{file} belongs to the database itself. Choose another name.")


def discard(where: str) -> None:
    """Take away what was begun at a place; a server's database is left to its administrator."""
    if not is_server(where):
        remove(Path(where))


def remove(path: Path) -> None:
    """Take away a local database that was only just made."""
    for suffix in ("", "-wal", "-shm", ".keys"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
