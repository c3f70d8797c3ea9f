"""Who the patient is, computed from the facts of one day; every line leads to its fact."""

from __future__ import annotations

from datetime import date

from mdt_app.domain import acp
from mdt_app.domain.deciding import deciding
from mdt_app.domain.fact_text import fact_text, number, ordinal
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.holders import holders
from mdt_app.domain.letters.wanted import letter_answer
from mdt_app.domain.payloads import (
    Assessment,
    Language,
    Medication,
    PatientWords,
    SdmStep,
    TreatmentLine,
)
from mdt_app.domain.prompts import steps_said
from mdt_app.domain.record import Record
from mdt_app.domain.referrals import courses
from mdt_app.operations.case_rows import Background, Line, Span, Trend
from mdt_app.operations.headline import diagnosis_text, ecog_text, stage_line

SHOWN_FIRST = ("pain", "tiredness", "dyspnoea", "anxiety")
STOPPED = frozenset({"stopped", "completed", "cancelled", "entered-in-error", "draft"})
NOT_ON_TIMELINE = frozenset({Kind.MEASUREMENT, Kind.ELEMENT, Kind.CRITERIA_REVIEW, Kind.LANGUAGE})
TIMELINE_LENGTH = 300


def background(record: Record, guidance: Guidance) -> Background:
    """The whole picture for the identity line, the side panel, the patient page and the letters."""
    diagnosis, stage, ecog = diagnosis_text(record), stage_line(record), ecog_text(record)
    return Background(
        diagnosis=diagnosis,
        stage=stage,
        ecog=ecog,
        language=_language(record),
        code_status=code_status(record),
        code=acp.code_status(record),
        treatments=tuple(line(one) for one in reversed(record.of(Kind.TREATMENT_LINE))),
        medication=tuple(line(one) for one in _medication(record)),
        allergies=tuple(line(one) for one in record.of(Kind.ALLERGY)),
        comorbidity=tuple(line(one) for one in record.active(Kind.PROBLEM)),
        scores=_newest_scores(record, guidance),
        timeline=_timeline(record),
        trends=trends(record, guidance),
        spans=tuple(_span(one) for one in record.of(Kind.TREATMENT_LINE)),
        progressions=tuple(one.true_from for one in record.of(Kind.PROGRESSION)),
        holders=holders(record),
        words=_words(record),
        sdm=_sdm(record),
        deciding=deciding(record),
        dead=record.death.true_from if record.death else None,
        referral=next(reversed(courses(record)), None),
        letter=letter_answer(record),
        summary=_summary(record, diagnosis, stage, ecog),
    )


def line(fact: Fact) -> Line:
    return Line(day=fact.true_from, kind=fact.kind, text=fact_text(fact), fact_id=fact.id, source=fact.source)


def code_status(record: Record) -> str:
    """The code status in force in words; "" where none is (what was only discussed settles nothing)."""
    found = acp.code_status(record)
    if not found.in_force or found.newest is None:
        return ""
    return found.value or acp.said(found.newest).note or "documented"


def trends(record: Record, guidance: Guidance) -> tuple[Trend, ...]:
    """The patient's own scores 0-10 over time, the telling ones first; unanswered stays None."""
    series: dict[str, list[tuple[date, float | None]]] = {}
    labels: dict[str, str] = {}
    for fact in record.of(Kind.ASSESSMENT):
        if not isinstance(fact.payload, Assessment):
            continue
        instrument = guidance.instruments.get(fact.payload.instrument)
        of_patient = instrument is not None and instrument.subject == "patient"
        for code, value in fact.payload.answers:
            item = instrument.item(code) if instrument and of_patient else None
            if item is None or item.maximum != 10:
                continue
            series.setdefault(code, []).append((fact.true_from, value))
            labels[code] = item.label
    found = [Trend(item=code, label=labels[code], points=tuple(points)) for code, points in series.items()]
    return tuple(sorted(found, key=_trend_rank))


def _trend_rank(trend: Trend) -> tuple[float, int]:
    answered = [value for _, value in trend.points if value is not None]
    place = SHOWN_FIRST.index(trend.item) if trend.item in SHOWN_FIRST else len(SHOWN_FIRST)
    return -(answered[-1] if answered else -1), place


def _newest_scores(record: Record, guidance: Guidance) -> tuple[Line, ...]:
    newest: dict[str, Line] = {}
    for trend in trends(record, guidance):
        day, value = trend.points[-1]
        said = number(value) if value is not None else "not answered"
        newest[trend.item] = Line(day=day, kind="score", text=f"{trend.label} {said}", fact_id="")
    return tuple(newest.values())


def _language(record: Record) -> str:
    languages = [one.payload for one in record.of(Kind.LANGUAGE) if isinstance(one.payload, Language)]
    preferred = [one.code for one in languages if one.preferred] or [one.code for one in languages]
    return preferred[-1] if preferred else ""


def _medication(record: Record) -> list[Fact]:
    """Medicines in use: the newest statement of each, still standing and not stopped."""
    newest: dict[str, Fact] = {}
    for one in record.of(Kind.MEDICATION):
        if isinstance(one.payload, Medication):
            newest[one.payload.text.casefold()] = one
    return [one for one in newest.values() if record.stands(one) and not _is_stopped(one)]


def _is_stopped(fact: Fact) -> bool:
    payload = fact.payload
    return isinstance(payload, Medication) and (payload.status in STOPPED or payload.change == "stopped")


def _timeline(record: Record) -> tuple[Line, ...]:
    kinds = [kind for kind in Kind if kind not in NOT_ON_TIMELINE]
    return tuple(line(one) for one in reversed(record.of(*kinds)[-TIMELINE_LENGTH:]))


def _span(fact: Fact) -> Span:
    payload = fact.payload
    label = ordinal(payload.number) if isinstance(payload, TreatmentLine) else ""
    text = payload.text if isinstance(payload, TreatmentLine) else ""
    return Span(label=f"{label}: {text}" if text else label, since=fact.true_from, until=fact.true_to)


def _words(record: Record) -> tuple[tuple[date, PatientWords], ...]:
    newest_first = reversed(record.of(Kind.PATIENT_WORDS))
    return tuple(
        (one.true_from, one.payload) for one in newest_first if isinstance(one.payload, PatientWords)
    )


def _sdm(record: Record) -> dict[str, date]:
    """Each step said for what is proposed now, with its newest day."""
    return {one.payload.step: one.true_from for one in steps_said(record) if isinstance(one.payload, SdmStep)}


def _summary(record: Record, diagnosis: str, stage: str, ecog: str) -> str:
    """One line: diagnosis, stage, ECOG, running line, last progression, comorbidity."""
    running = [one for one in record.of(Kind.TREATMENT_LINE) if record.stands(one)]
    parts = [" ".join(part for part in (diagnosis, stage) if part), ecog]
    if running:
        parts.append(f"{fact_text(running[-1])}, since {running[-1].true_from:%d-%m-%Y}")
    progressions = record.of(Kind.PROGRESSION)
    if progressions:
        parts.append(f"progression {progressions[-1].true_from:%d-%m-%Y}")
    parts += [fact_text(one) for one in record.active(Kind.PROBLEM)[:2]]
    return ". ".join(part for part in parts if part)
