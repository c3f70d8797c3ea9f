"""Each reader of a local file has a connection to itself, at one moment; connections are kept for the next reader."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from mdt_app.store import local_file
from mdt_app.store.failures import in_words

if TYPE_CHECKING:
    from sqlalchemy import Engine

AT_HAND = 5


class LocalConnection:
    """One open connection to a local file."""

    def __init__(self, keyed: local_file.Keyed) -> None:
        self.keyed = keyed

    @cached_property
    def engine(self) -> Engine:
        """For questions that both engines are asked alike: they are asked on this same connection, at its moment."""
        from mdt_app.store.engines import lent_engine

        return lent_engine(self.keyed)

    def end(self) -> bool:
        """Lets the moment go; gives whether the connection is still good for another."""
        with suppress(dbapi2.Error):
            if self.keyed.in_transaction:
                self.keyed.execute("ROLLBACK")
            return True
        return False


class LocalConnections:
    """The connections to one local file. Made with the first of them open; raises `Refused` as local_file.py says."""

    def __init__(self, path: Path, key: bytes, *, create: bool = False) -> None:
        self._path, self._key, self._closed = path, key, False
        with in_words():
            first = LocalConnection(local_file.open_file(path, key, create=create))
        self._at_hand = deque([first])

    @contextmanager
    def moment(self) -> Iterator[LocalConnection]:
        """A connection inside a transaction that begins with the first question and ends with the block."""
        connection = self._taken()
        try:
            with in_words():
                connection.keyed.execute("BEGIN")
            yield connection
        finally:
            if connection.end() and not self._closed and len(self._at_hand) < AT_HAND:
                self._at_hand.append(connection)
            else:
                connection.keyed.close()

    def _taken(self) -> LocalConnection:
        try:
            return self._at_hand.pop()
        except IndexError:
            with in_words():
                return LocalConnection(local_file.open_file(self._path, self._key))

    def close(self) -> None:
        self._closed = True
        with suppress(IndexError):
            while True:
                self._at_hand.pop().keyed.close()
