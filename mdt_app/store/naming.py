"""Who names somebody as a holder of care is looked for once; after that only in what was added since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from mdt_app.domain.facts import Kind

Ask = Callable[[str, Sequence[Any]], Sequence[tuple[Any, ...]]]
NEWEST = "SELECT max(fact.ordinal) FROM fact"
SINCE = (
    "SELECT fact.patient_id, json_extract(fact.payload, '$.person_id') FROM fact"
    " WHERE fact.ordinal > ? AND fact.kind = ? ORDER BY fact.ordinal"
)


class Naming:
    """Remembers, for one open local file, which patients' facts name which person as a holder of care.

    It may, because no fact is ever changed, an erasure leaves the highest number in its place, and a local file has
    one writer at a time, so that facts are numbered in the order of their commits. Never ask it on a connection that
    may still be rolled back.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = 0
        self._patients: dict[str, dict[str, None]] = {}

    def patients(self, ask: Ask, person_id: str) -> tuple[str, ...]:
        """Ids of the patients of whom a fact, standing or not, names this person; `ask` puts plain SQL to the file."""
        with self._lock:
            ((newest,),) = ask(NEWEST, ())
            if (newest or 0) < self._seen:
                self._seen, self._patients = 0, {}
            if (newest or 0) > self._seen:
                for patient_id, named in ask(SINCE, (self._seen, Kind.CARE_HOLDER.value)):
                    self._patients.setdefault(named, {})[patient_id] = None
                self._seen = newest
            return tuple(self._patients.get(person_id, ()))
