"""Scores are told apart by whom they are of, and an item that was not answered stays unanswered."""

from __future__ import annotations

import re

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.letters.parts import ScoreChange, Series, State
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import Assessment, Score


def is_notable(score: ScoreChange, points: int) -> bool:
    """Whether a score is news: severe, or so many points away from the one before."""
    return score.severe or (score.old is not None and abs(score.new - score.old) >= points)


def ecog_change(one: LetterRecord) -> ScoreChange | None:
    """The newest ECOG and, where it differs, the one before."""
    days = [
        (fact, fact.payload.value)
        for fact in one.record.picked_days(Kind.ECOG)
        if isinstance(fact.payload, Score)
    ]
    if not days:
        return None
    newest, value = days[-1]
    before = next(((fact, old) for fact, old in reversed(days[:-1]) if old != value), None)
    return ScoreChange(
        item="ecog",
        label="ECOG",
        new=value,
        day=newest.true_from,
        old=before[1] if before else None,
        old_day=before[0].true_from if before else None,
    )


def newest_scores(one: LetterRecord) -> tuple[ScoreChange, ...]:
    """The newest answer to each item that the patient was asked, severest first, with the answer before it."""
    return tuple(score for score in all_scores(one) if not asks_carer(one, score.instrument_id))


def carer_distress(one: LetterRecord) -> ScoreChange | None:
    """The newest score of a form that a carer filled in: never to be read as the patient's own."""
    return next((score for score in all_scores(one) if asks_carer(one, score.instrument_id)), None)


def asks_carer(one: LetterRecord, instrument_id: str) -> bool:
    instrument = one.guidance.instruments.get(instrument_id)
    return instrument is not None and instrument.subject == "carer"


def all_scores(one: LetterRecord) -> tuple[ScoreChange, ...]:
    """The newest answer to each item, the most severe first, beside the answer before it."""
    found: dict[tuple[str, str], ScoreChange] = {}
    for fact in one.record.of(Kind.ASSESSMENT):
        if not isinstance(fact.payload, Assessment):
            continue
        for item, value in fact.payload.answers:
            if value is not None:
                key = (fact.payload.instrument, item)
                found[key] = score_change(one, fact, item, value, found.get(key))
    return tuple(sorted(found.values(), key=lambda score: -score.new))


def score_change(
    one: LetterRecord, fact: Fact, item: str, value: float, old: ScoreChange | None
) -> ScoreChange:
    """An answer and what it was before; `old` is None where it was never answered."""
    assert isinstance(fact.payload, Assessment)
    instrument = one.guidance.instruments.get(fact.payload.instrument)
    known = instrument.item(item) if instrument else None
    return ScoreChange(
        item=item,
        label=known.label if known else item,
        instrument=instrument_name(one, fact.payload.instrument),
        instrument_id=fact.payload.instrument,
        new=value,
        day=fact.true_from,
        severe=known.is_severe(value) if known else False,
        old=old.new if old else None,
        old_day=old.day if old else None,
    )


def instrument_name(one: LetterRecord, instrument_id: str) -> str:
    """The short name in brackets at the end of an instrument's name, else the whole name."""
    instrument = one.guidance.instruments.get(instrument_id)
    if instrument is None:
        return instrument_id
    short = re.search(r"\(([^()]+)\)$", instrument.name)
    return short.group(1) if short else instrument.name


def state(one: LetterRecord) -> State:
    return State(ecog=ecog_change(one), scores=newest_scores(one))


def symptom_series(one: LetterRecord) -> tuple[tuple[Series, ...], str, str]:
    """Scores by day of every item of the instrument that measures symptoms most often, its name and its id."""
    facts = one.record.of(Kind.ASSESSMENT)
    filled = [(fact.true_from, fact.payload) for fact in facts if isinstance(fact.payload, Assessment)]
    settling = [(day, value) for day, value in filled if measures_symptoms(one, value.instrument)]
    if not settling:
        return (), "", ""
    ids = [value.instrument for _, value in settling]
    chosen = max(dict.fromkeys(ids), key=ids.count)
    rows = [(day, value) for day, value in settling if value.instrument == chosen]
    instrument = one.guidance.instruments[chosen]
    series = tuple(
        Series(
            item=item.code,
            label=item.label,
            severe_from=item.severe[0] if item.severe and item.symptom else None,
            most=item.maximum,
            points=tuple((day, value.score(item.code)) for day, value in rows),
        )
        for item in instrument.items
        if any(value.score(item.code) is not None for _, value in rows)
    )
    return tuple(sorted(series, key=latest, reverse=True)), instrument_name(one, chosen), chosen


def latest(series: Series) -> float:
    return next((value for _, value in reversed(series.points) if value is not None), 0)


def measures_symptoms(one: LetterRecord, instrument_id: str) -> bool:
    instrument = one.guidance.instruments.get(instrument_id)
    return instrument is not None and "SYM-1" in instrument.settles
