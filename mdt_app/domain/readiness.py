"""What a discussion needs and what of it is there, old or missing; nothing here blocks."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import PatientWords
from mdt_app.domain.record import Record

THERE, OLD, MISSING = "there", "old", "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """`what` is imaging, pathology, scores, ecog or view; `words` a date or what is lacking."""

    what: str
    state: str
    words: str


def readiness(record: Record, guidance: Guidance) -> tuple[Readiness, ...]:
    """The five things, always in the same order. Scores are old after one month (SYM-1), ECOG when it is too old to
    count."""
    reports = record.of(Kind.REPORT)
    words = [
        one
        for one in record.of(Kind.PATIENT_WORDS)
        if isinstance(one.payload, PatientWords) and one.payload.topic in ("wants", "goals", "not-wanted")
    ]
    return (
        _one("imaging", record, record.of(Kind.IMAGING), 0),
        _one("pathology", record, (*reports, *record.of(Kind.DIAGNOSIS)), 0),
        _one("scores", record, record.of(Kind.ASSESSMENT), 1),
        _one("ecog", record, record.of(Kind.ECOG), guidance.settings.measure_months),
        _one("view", record, tuple(words), 0),
    )


def _one(what: str, record: Record, facts: tuple[Fact, ...], months: int) -> Readiness:
    if not facts:
        return Readiness(what=what, state=MISSING, words="missing")
    newest = facts[-1]
    state = OLD if months and not record.is_fresh(newest, months) else THERE
    return Readiness(what=what, state=state, words=f"{newest.true_from:%d-%m-%Y}")
