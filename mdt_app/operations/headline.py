"""A patient in a few words: diagnosis, stage and ECOG, each "" where nothing is recorded."""

from __future__ import annotations

from mdt_app.domain.fact_text import stage_text
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Condition, Score, Stage
from mdt_app.domain.record import Record


def diagnosis_text(record: Record) -> str:
    """The newest active diagnosis, or "" where none is recorded."""
    known = record.active(Kind.DIAGNOSIS)
    return known[-1].payload.text if known and isinstance(known[-1].payload, Condition) else ""


def stage_line(record: Record) -> str:
    """The newest value of each category: "cT4 N2 M1b, stage IV"."""
    newest: dict[str, str] = {}
    for one in record.of(Kind.STAGE):
        if isinstance(one.payload, Stage):
            newest[one.payload.category.lower()] = stage_text(one.payload)
    tnm = " ".join(newest[key] for key in ("t", "n", "m") if key in newest)
    return ", ".join(part for part in (tnm, newest.get("stage", "")) if part)


def ecog_text(record: Record) -> str:
    fact = record.ecog()
    return f"ECOG {fact.payload.value}" if fact is not None and isinstance(fact.payload, Score) else ""
