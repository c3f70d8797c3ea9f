"""Everything the demo does is a user's command with its own past moment; same seed and day, same commands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from mdt_app.operations.commands import Command

ZONE = ZoneInfo("Europe/Brussels")
DESK = "demo"
NAMESPACE = UUID("6a1f3c52-5d0e-4b7c-9a55-3f0d8c1b7e21")

NoteUpdate = Callable[[str], bytes]


def moment(day: date, clock: str) -> datetime:
    """The wall-clock time `clock` ("13:05") of that day where the demo hospital stands."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


class Clerk:
    """Collects what users did, in any order, and hands it out in the order in which it happened."""

    def __init__(self, *, seed: int, today: date, actor: str, note_update: NoteUpdate) -> None:
        self.seed, self.today, self.actor = seed, today, actor
        self.note_update = note_update
        self._acts: list[tuple[datetime, int, type[Command], dict[str, Any]]] = []

    def id(self, key: str) -> str:
        """The id that belongs to `key` in the demo of this seed and day."""
        return str(uuid5(NAMESPACE, f"{self.seed}/{self.today}/{key}"))

    def act(self, kind: type[Command], at: datetime, /, **said: Any) -> None:
        """Remember one act of a user."""
        self._acts.append((at, len(self._acts), kind, said))

    def commands(self) -> tuple[Command, ...]:
        """All acts as commands, numbered in order of their moments."""
        ordered = sorted(self._acts, key=lambda one: one[:2])
        return tuple(
            kind(id=self.id(f"command/{number}"), actor=self.actor, desk=DESK, number=number, at=at, **said)
            for number, (at, _, kind, said) in enumerate(ordered, start=1)
        )
