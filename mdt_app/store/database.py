"""One open database: it hands out readers and units of work, and tells its listeners what was committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from mdt_app.domain.accounts import Account
from mdt_app.domain.errors import Refused
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.work import Change, Standing
from mdt_app.store import schema, standing, tables
from mdt_app.store.bus import Bus
from mdt_app.store.chains import append_reads
from mdt_app.store.engines import postgres_engine, reading, sqlite_engine
from mdt_app.store.failures import in_words
from mdt_app.store.reader import StoreReader
from mdt_app.store.work import StoreWork


def now() -> datetime:
    return datetime.now(UTC)


class Database:
    """A database of either engine, ready for use from several threads.

    `user` is who looks, for the log of reads; `desk` names this machine's stream of it.
    """

    def __init__(self, where: Path | str, key: bytes, *, user: str, desk: str, create: bool = False) -> None:
        self.path = None if "://" in str(where) else Path(where)
        self.key, self.user, self.desk = key, user, desk or new_id()
        self.clock: Callable[[], datetime] = now
        self.bus = Bus()
        with in_words():
            self.engine = (
                postgres_engine(str(where))
                if self.path is None
                else sqlite_engine(self.path, key, create=create)
            )
        self.reading = reading(self.engine)

    @classmethod
    def open(cls, where: Path | str, key: bytes = b"", *, user: str = "", desk: str = "") -> Database:
        """A local file with its data key, or a `postgresql://` address. Raises `Refused` in words."""
        opened = cls(where, key, user=user, desk=desk)
        with closing_on_failure(opened), in_words(), opened.reading.connect() as connection:
            schema.require_newest(connection)
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
            with in_words():
                with old.reading.connect() as connection:
                    schema.require_known(connection)
                return schema.upgrade(old.engine, old.path)
        finally:
            old.close()

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
        with in_words(), self.reading.connect() as connection:
            return connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == key)) or ""

    def remember(self, key: str, value: str) -> None:
        statement = text(
            "INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value"
        )
        with in_words(), self.engine.begin() as connection:
            connection.execute(statement, {"key": key, "value": value})

    @contextmanager
    def reader(self) -> Iterator[StoreReader]:
        """A reader of this moment; closing it writes down whose record was looked at."""
        with in_words():
            connection = self.reading.connect()
        with connection:
            reader = StoreReader(connection)
            try:
                yield reader
            finally:
                connection.rollback()
                self._log_reads(reader, self.user)

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
                self._log_reads(work, command.actor)

    def known_account(self, user: str) -> Account | None:
        """The account of that user name, None where there is none or the database cannot tell."""
        with suppress(Refused, DBAPIError), self.reader() as reader:
            return account_of(reader, user)
        return None

    def keep_standings(self, day: date, made_by: str, standings: Sequence[Standing]) -> None:
        """Keep what was computed about patients. Nobody is told: nothing that is recorded has changed."""
        with in_words(), self.engine.begin() as connection:
            standing.keep(connection, day, made_by, standings)

    def _announced(self, command_id: str) -> tuple[Change, ...]:
        """The changes of a command as they are stored, told to every listener."""
        with self.reader() as reader:
            changes = reader.changes_of_command(command_id)
        self.bus.announce(changes)
        return changes

    def _log_reads(self, reader: StoreReader, actor: str) -> None:
        if not reader.reads:
            return
        reads, reader.reads = list(dict.fromkeys(reader.reads)), []
        with in_words(), self.engine.begin() as connection:
            append_reads(connection, self.desk, actor, reads, self.clock())

    def close(self) -> None:
        self.engine.dispose()


def account_of(reader: StoreReader, user: str) -> Account:
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
