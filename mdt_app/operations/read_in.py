"""What a file brought without a recording day of its own counts as known from its import on, and that is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.domain.facts import IMPORTED, Kind
from mdt_app.domain.record import Record
from mdt_app.operations.work import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadIn:
    """A record looked at as known before its newest import (`last`; `first` is the oldest after the day of looking).

    Of its `statements`, corrected and withdrawn ones left out, `undated` are not seen then only because their source
    does not say when it recorded them.
    """

    first: date
    last: date
    statements: int
    undated: int

    def sentence(self) -> str:
        """In one line for people."""
        days = f"on {self.last}" if self.first == self.last else f"from {self.first} to {self.last}"
        bear, own, count = ("bears", "its", "counts") if self.undated == 1 else ("bear", "their", "count")
        return (
            f"Read in {days}. Of this patient's {self.statements} statements {self.undated} {bear} no recording day "
            f"of {own} own and {count} as known from then."
        )


def read_in(reader: Reader, patient_id: str, known_on: date | None) -> ReadIn | None:
    """What is to be said of a record as known on a day; None where nothing hangs on an import after it."""
    if known_on is None:
        return None
    facts = reader.facts([patient_id])[patient_id]
    late = {one.id for one in facts if one.source == IMPORTED and one.recorded_at.date() > known_on}
    if not late:
        return None
    came = {one.entity_id: one.at for one in reader.changes(patient_id=patient_id) if one.entity == "fact"}
    standing = Record(facts, date.max).of(*Kind)
    undated = [one for one in standing if one.id in late and came.get(one.id) == one.recorded_at]
    if not undated:
        return None
    days = [one.recorded_at.date() for one in undated]
    return ReadIn(first=min(days), last=max(days), statements=len(standing), undated=len(undated))
