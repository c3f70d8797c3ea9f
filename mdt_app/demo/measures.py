"""Disease and measures of a demo patient: what happened, how strong, and which scores were and were not given."""

from __future__ import annotations

from random import Random

from mdt_app.demo.chart import Chart
from mdt_app.demo.profile import Profile, Then, problem, takes
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Allergy, Answer, Assessment, Encounter, Event, Medication, Score

ITEMS = (
    "pain",
    "tiredness",
    "drowsiness",
    "nausea",
    "appetite",
    "dyspnoea",
    "depression",
    "anxiety",
    "wellbeing",
)
USUAL = {
    "early": (1, 2, 0, 0, 1, 1, 1, 4, 3),
    "adjuvant": (2, 3, 1, 2, 2, 1, 1, 3, 3),
    "first": (3, 4, 2, 2, 3, 2, 2, 3, 4),
    "later": (4, 5, 3, 2, 5, 3, 3, 5, 5),
    "end": (4, 7, 5, 2, 7, 4, 4, 4, 6),
}
VISITS = {"early": 2, "adjuvant": 3, "first": 4, "later": 6, "end": 6}
PALLIATIVE = ("first", "later", "end")
ALLERGIES = (
    ("Penicillin", "rash"),
    ("Iodinated contrast", "hives"),
    ("Latex", "itching"),
    ("Metamizole", "low pressure"),
)
BESIDE = (
    (problem(2600, "High blood pressure", "I10"), takes(2600, "Amlodipine", "5 mg daily", "C08CA01")),
    (problem(1700, "Type 2 diabetes", "E11.9"), takes(1700, "Metformin", "850 mg twice daily", "A10BA02")),
    (problem(1300, "Hypothyroidism", "E03.9"), takes(1300, "Levothyroxine", "75 µg daily", "H03AA01")),
    (problem(2200, "Hearing loss, wears hearing aids", "H91.9"),),
    (problem(900, "Depressive episode", "F32.9"), takes(900, "Sertraline", "50 mg daily", "N06AB06")),
    (problem(1900, "Osteoporosis", "M81.9"),),
)


def write_disease(chart: Chart, profile: Profile, random: Random) -> None:
    """Diagnosis, stage, everything of the history, other illnesses, allergy and visits."""
    chart.fact(profile.since, Kind.DIAGNOSIS, profile.diagnosis)
    for one in profile.stage:
        chart.fact(profile.since - 1, Kind.STAGE, one)
    advanced = advanced_day(profile)
    if advanced is not None:
        chart.fact(advanced, Kind.ADVANCED_DISEASE, Answer(value=True))
    known = {getattr(then.payload, "code", "") for then in profile.then}
    groups = [group for group in random.sample(BESIDE, random.randint(0, 2)) if not _codes(group) & known]
    beside = [one for group in groups for one in group]
    for then in (*profile.then, *beside):
        chart.fact(then.days, then.kind, then.payload, until=then.until)
        if isinstance(then.payload, Medication) and then.payload.change:
            text = f"{then.payload.text} {then.payload.change}"
            chart.fact(then.days, Kind.MEDICATION_ADJUSTED, Event(text=text))
    if random.random() < 0.25:
        text, reaction = random.choice(ALLERGIES)
        chart.fact(profile.since - 1, Kind.ALLERGY, Allergy(text=text, reaction=reaction))
    chart.fact(
        5, Kind.ENCOUNTER, Encounter(setting="ward" if "ward" in profile.needs else "outpatient clinic")
    )


def _codes(group: tuple[Then, ...]) -> set[str]:
    return {getattr(one.payload, "code", "") for one in group}


def advanced_day(profile: Profile) -> int | None:
    """Days before the meeting on which advanced disease was established; None where the aim is cure."""
    if "not-advanced" in profile.needs or (
        profile.phase not in PALLIATIVE and "advanced" not in profile.needs
    ):
        return None
    spread = [then.days for then in profile.then if then.kind == Kind.METASTASIS]
    return max(spread, default=profile.since - 2)


def write_measures(chart: Chart, profile: Profile, index: int, random: Random) -> None:
    """ECOG and symptom scores over months. Every seventh patient without known scores was never asked."""
    for turn, value in enumerate(reversed(profile.ecog)):
        days = min(6 + turn * 48, max(profile.since - 1, 6))
        chart.fact(days, Kind.ECOG, Score(value=value), clock=f"{14 - turn:02d}:00")
    if index % 7 == 6 and not profile.last:
        return
    first = 46 if "old-scores" in profile.needs else 5 + index % 3
    goal = dict(zip(ITEMS, USUAL[profile.phase], strict=True)) | profile.last
    for turn in range(VISITS[profile.phase]):
        days = first + turn * 29 + random.randint(0, 4)
        if days < profile.since:
            scores = {item: _earlier(value, turn, random) for item, value in goal.items()}
            _assess(chart, days, scores, random if turn else None, distress=turn % 2 == 0)


def _earlier(value: int, turn: int, random: Random) -> float:
    """A score some visits before the newest: lower the longer ago, with some noise."""
    noise = random.choice((-1, 0, 0, 1)) if turn else 0
    return float(min(10, max(0, value - turn * max(1, value // 4) + noise)))


def _assess(
    chart: Chart, days: int, scores: dict[str, float], random: Random | None, *, distress: bool
) -> None:
    """One filled form; with `random` a question may have been left open."""
    left_open = random is not None and random.random() < 0.4
    skipped = random.choice(ITEMS) if random is not None and left_open else ""
    answers = tuple((item, None if item == skipped else scores[item]) for item in ITEMS)
    chart.fact(days, Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=answers), clock="09:30")
    if distress:
        worst = max(scores["anxiety"], scores["depression"])
        given = Assessment(instrument="distress", answers=(("distress", min(10.0, worst + 1)),))
        chart.fact(days, Kind.ASSESSMENT, given, clock="09:35")
