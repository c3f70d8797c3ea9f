"""Which facts correct another is looked for once in a local file; after that only among those that were added since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from threading import Lock

from mdt_app.store.naming import NEWEST, Ask

FROM_LETTER = "letter"
"""Source of the fact that an issued letter leaves among the others; its source key is the letter's id."""

ISSUED = "issued"
"""A letter's state as it is kept; what letters are is not loaded for a first agenda."""

SINCE = (
    "SELECT fact.patient_id, fact.ordinal, fact.id FROM fact"
    " WHERE fact.ordinal > ? AND fact.replaces <> '' ORDER BY fact.ordinal"
)
# That the key is not empty is said so that the index of sources, which leaves out empty ones, may be used.
LETTERS = (
    "SELECT letter.id, letter.patient_id, fact.ordinal FROM letter JOIN fact"
    " ON fact.patient_id = letter.patient_id AND fact.source = ? AND fact.source_key = letter.id"
    " AND fact.source_key <> '' WHERE letter.state = ? AND letter.patient_id IN ({marks})"
)
AT_ONCE = 500


class Corrections:
    """Remembers, for one open local file, the facts that correct another, in the order in which they came.

    It may, and must not, for the same reasons as `Naming`.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = 0
        self._of: dict[str, list[tuple[int, str]]] = {}

    def since_issuing(self, ask: Ask) -> dict[str, tuple[str, ...]]:
        """Issued letter's id -> ids of the corrections of its patient that came after it; `ask` puts plain SQL."""
        of = self._of_patients(ask)
        found: dict[str, tuple[str, ...]] = {}
        patients = list(of)
        for start in range(0, len(patients), AT_ONCE):
            for letter_id, patient_id, issued in _letters(ask, patients[start : start + AT_ONCE]):
                came = tuple(id for ordinal, id in of[patient_id] if ordinal > issued)
                if came:
                    found[letter_id] = came
        return found

    def _of_patients(self, ask: Ask) -> Mapping[str, Sequence[tuple[int, str]]]:
        """Patient id -> the number and the id of each correction."""
        with self._lock:
            ((newest,),) = ask(NEWEST, ())
            if (newest or 0) < self._seen:
                self._seen, self._of = 0, {}
            if (newest or 0) > self._seen:
                more: dict[str, list[tuple[int, str]]] = defaultdict(list)
                for patient_id, ordinal, id in ask(SINCE, (self._seen,)):
                    more[patient_id].append((ordinal, id))
                self._of = self._of | {id: self._of.get(id, []) + came for id, came in more.items()}
                self._seen = newest
            return self._of


def _letters(ask: Ask, patient_ids: Sequence[str]) -> Sequence[tuple[str, str, int]]:
    """(letter id, patient id, number of the fact that it left) of each issued letter of these patients."""
    query = LETTERS.format(marks=", ".join("?" * len(patient_ids)))
    return [
        (letter_id, patient_id, ordinal)
        for letter_id, patient_id, ordinal in ask(query, (FROM_LETTER, ISSUED, *patient_ids))
    ]
