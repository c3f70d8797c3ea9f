"""Committed changes are announced once, as stored, to whoever asked; a listener's fault never undoes a commit."""

from __future__ import annotations

import logging
from collections.abc import Callable

from mdt_app.domain.errors import whereabouts
from mdt_app.operations.work import Change, Observer

log = logging.getLogger(__name__)


class Bus:
    """Calls each observer after a commit, on the thread that committed."""

    def __init__(self) -> None:
        self._observers: list[Observer] = []

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Adds an observer; the callable that comes back takes it off again."""
        self._observers.append(observer)

        def unsubscribe() -> None:
            if observer in self._observers:
                self._observers.remove(observer)

        return unsubscribe

    def announce(self, changes: tuple[Change, ...]) -> None:
        for observer in tuple(self._observers):
            try:
                observer(changes)
            except Exception as error:
                log.error("an observer of changes failed: %s", whereabouts(error))
