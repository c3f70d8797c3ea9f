"""No SQL runs on the thread that paints: this guard makes it an error while a window exists."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class GuiThreadGuard:
    """Listens to every engine and every local file; on the watched thread a statement raises and stays in `caught`."""

    def __init__(self) -> None:
        self.caught: list[str] = []
        self._watched = threading.get_ident()
        self._allowed = 0

    def refuse(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if self._allowed or threading.get_ident() != self._watched:
            return
        self.caught.append(statement)
        raise AssertionError(f"SQL ran on the GUI thread: {statement}")

    @contextmanager
    def preparing(self) -> Iterator[None]:
        """Lets a test lay out and read its own data from the test's thread."""
        self._allowed += 1
        try:
            yield
        finally:
            self._allowed -= 1


@contextmanager
def guarded() -> Iterator[GuiThreadGuard]:
    """Watches the calling thread until the block ends."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    from mdt_app.store.local_file import Keyed

    guard = GuiThreadGuard()

    def execute(connection: Keyed, statement: str, *values: Any) -> Any:
        guard.refuse(connection, None, statement)
        return super(Keyed, connection).execute(statement, *values)

    event.listen(Engine, "before_cursor_execute", guard.refuse)
    Keyed.execute = execute
    try:
        yield guard
    finally:
        event.remove(Engine, "before_cursor_execute", guard.refuse)
        del Keyed.execute
