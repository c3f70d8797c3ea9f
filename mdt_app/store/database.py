"""One open database: it hands out readers and units of work, and tells its listeners what was committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from mdt_app.domain.accounts import Account
from mdt_app.domain.errors import Refused
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.work import Change, Standing
from mdt_app.store import schema
from mdt_app.store.asking import KeptReader
from mdt_app.store.bus import Bus
from mdt_app.store.corrections import Corrections
from mdt_app.store.failures import in_words, said_by_engine
from mdt_app.store.local_connections import LocalConnections
from mdt_app.store.naming import Naming
from mdt_app.store.plain import PlainReader

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from mdt_app.store.work import StoreWork


def now() -> datetime:
    return datetime.now(UTC)


class Database:
    """A database of either engine, ready for use from several threads.

    `user` is who looks, for the log of reads; `desk` names this machine's stream of it.
    """

    def __init__(self, where: Path | str, key: bytes, *, user: str, desk: str, create: bool = False) -> None:
        self.where, self.path = str(where), None if "://" in str(where) else Path(where)
        self.key, self.user, self.desk = key, user, desk or new_id()
        self.clock: Callable[[], datetime] = now
        self.bus = Bus()
        self._local = LocalConnections(self.path, key, create=create) if self.path else None
        self._naming, self._corrections = Naming(), Corrections()
        self._lock = Lock()
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """The engine, made when first asked: what it stands on takes as long to load as a window to open."""
        with self._lock:
            if self._engine is None:
                self._engine = self._made_engine()
            return self._engine

    def _made_engine(self) -> Engine:
        from mdt_app.store.engines import postgres_engine, sqlite_engine

        with in_words():
            return sqlite_engine(self.path, self.key) if self.path else postgres_engine(self.where)

    @property
    def reading(self) -> Engine:
        """The engine for reading."""
        from mdt_app.store.engines import reading

        return reading(self.engine)

    @classmethod
    def open(cls, where: Path | str, key: bytes = b"", *, user: str = "", desk: str = "") -> Database:
        """A local file with its data key, or a `postgresql://` address. Raises `Refused` in words."""
        opened = cls(where, key, user=user, desk=desk)
        with closing_on_failure(opened):
            schema.require_newest(opened.schema_version)
        return opened

    @classmethod
    def create(
        cls, where: Path | str, key: bytes = b"", *, user: str = "", desk: str = "", id: str = ""
    ) -> Database:
        """A new local file under `key`, or our schema in an empty PostgreSQL database; still without any account."""
        made = cls(where, key, user=user, desk=desk, create=True)
        with closing_on_failure(made), in_words():
            schema.upgrade(made.engine)
            if not made.id:
                made.remember("id", id or new_id())
        return made

    @classmethod
    def upgrade(cls, where: Path | str, key: bytes = b"") -> str:
        """Brings a database to this program's schema, a copy of a local file kept first; gives the schema.

        On PostgreSQL, as its administrator. Raises `Refused` in words.
        """
        old = cls(where, key, user="", desk="")
        try:
            schema.require_known(old.schema_version)
            with in_words():
                return schema.upgrade(old.engine, old.path)
        finally:
            old.close()

    @property
    def schema_version(self) -> str:
        """The schema of what is there, "" where it is empty. Raises `Refused`."""
        if self._local is not None:
            with self._local.moment() as connection, in_words():
                return schema.current_in_file(connection.keyed)
        with in_words(), self.reading.connect() as server:
            return schema.current(server)

    @property
    def id(self) -> str:
        """The database's own id, made with it."""
        return self.remembered("id")

    @property
    def demo(self) -> bool:
        """Whether everything in it is made up."""
        return self.remembered("demo") == "yes"

    def mark_demo(self) -> None:
        self.remember("demo", "yes")

    def remembered(self, key: str) -> str:
        with self._moment() as reader:
            return reader.remembered(key)

    def remember(self, key: str, value: str) -> None:
        """Once for ever: what a database said of itself first, it keeps saying."""
        from sqlalchemy import text

        statement = text("INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING")
        with in_words(), self.engine.begin() as connection:
            connection.execute(statement, {"key": key, "value": value})

    @contextmanager
    def reader(self) -> Iterator[KeptReader]:
        """A reader of this moment; closing it writes down whose record was looked at."""
        reads: list[tuple[str, str]] = []
        try:
            with self._moment() as reader:
                reads = reader.reads
                yield reader
        finally:
            self._log_reads(reads, self.user)

    @contextmanager
    def _moment(self) -> Iterator[KeptReader]:
        if self._local is None:
            from mdt_app.store.reader import StoreReader

            with in_words():
                connection = self.reading.connect()
            with connection:
                yield StoreReader(connection)
        else:
            with self._local.moment() as local, PlainReader(local, self._naming, self._corrections) as reader:
                yield reader

    @contextmanager
    def open_work(self, command: Command) -> Iterator[StoreWork]:
        """A unit of work for `command.actor`'s account; without `commit` everything is as it was. Raises `Refused`."""
        with self._work(command, None) as work:
            yield work

    @contextmanager
    def open_first_work(self, command: Command, account: Account) -> Iterator[StoreWork]:
        """A unit of work for the account that is about to be made. Raises `Refused` once there is one."""
        with self._work(command, account) as work:
            if work.count(Account):
                raise Refused("This database has accounts already; sign in as one of them.")
            yield work

    @contextmanager
    def _work(self, command: Command, account: Account | None) -> Iterator[StoreWork]:
        from mdt_app.store.reader import StoreReader
        from mdt_app.store.work import StoreWork

        with in_words():
            connection = self.engine.connect()
        with connection:
            with in_words():
                connection.begin()
            who = account or account_of(StoreReader(connection), command.actor)
            work = StoreWork(connection, command, who, self._announced)
            try:
                yield work
            finally:
                if connection.in_transaction():
                    connection.rollback()
                self._log_reads(work.reads, command.actor)

    def known_account(self, user: str) -> Account | None:
        """The account of that user name, None where there is none or the database cannot tell."""
        try:
            with self.reader() as reader:
                return account_of(reader, user)
        except Exception as error:
            if isinstance(error, Refused) or said_by_engine(error):
                return None
            raise

    def load(self) -> None:
        """Loads what only writing stands on, so that the first thing written does not wait for it."""
        import_module("mdt_app.store.work")
        from mdt_app.store.reader import StoreReader

        with in_words(), self.reading.connect() as connection:
            StoreReader(connection).find(Account, user=self.user)

    def keep_standings(self, day: date, made_by: str, standings: Sequence[Standing]) -> None:
        """Keep what was computed about patients. Nobody is told: nothing that is recorded has changed."""
        from mdt_app.store import standing

        with in_words(), self.engine.begin() as connection:
            standing.keep(connection, day, made_by, standings)

    def _announced(self, command_id: str) -> tuple[Change, ...]:
        """The changes of a command as they are stored, told to every listener; bytes of an erased record go now."""
        from mdt_app.store.chains import ERASURE
        from mdt_app.store.sweeping import sweep

        with self.reader() as reader:
            changes = reader.changes_of_command(command_id)
        self.bus.announce(changes)
        if any(one.entity == ERASURE for one in changes):
            sweep(self.engine)
        return changes

    def _log_reads(self, reads: list[tuple[str, str]], actor: str) -> None:
        if not reads:
            return
        from mdt_app.store.chains import append_reads

        looked_at = list(dict.fromkeys(reads))
        reads.clear()
        with in_words(), self.engine.begin() as connection:
            append_reads(connection, self.desk, actor, looked_at, self.clock())

    def close(self) -> None:
        if self._local is not None:
            self._local.close()
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()


def account_of(reader: KeptReader, user: str) -> Account:
    """The account of that user name. Raises `Refused`."""
    found = reader.find(Account, user=user)
    if not found:
        raise Refused(f"There is no account {user} in this database.")
    return found[0]


@contextmanager
def closing_on_failure(database: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise
