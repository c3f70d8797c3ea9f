"""Short dated histories: each function says one fact; a day is written "2026-03-10"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import count

from mdt_app.content.guidance import load
from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import ALONE, Surroundings
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import (
    Acp,
    Answer,
    Assessment,
    CareHolder,
    Carer,
    Condition,
    CriterionDecision,
    ElementEntry,
    Encounter,
    Event,
    Faith,
    Language,
    Medication,
    Override,
    PatientWords,
    Payload,
    Prognosis,
    Proposal,
    Referral,
    Score,
    SdmStep,
    Stage,
    Trace,
    TreatmentLine,
)
from mdt_app.domain.record import Record
from mdt_app.domain.states import CriterionState, ElementState, PromptState
from mdt_app.paths import resources

NUMBERS = count(1)
PHYSICAL = ("pain", "tiredness", "drowsiness", "nausea", "appetite", "dyspnoea")
EMOTIONAL = ("depression", "anxiety")
ALL_CALM = dict.fromkeys((*PHYSICAL, *EMOTIONAL, "wellbeing"), 1.0)


@dataclass(frozen=True)
class History:
    """What is on record, the day it is looked at, and the answer that is right."""

    name: str
    answer: str
    on: str
    facts: tuple[Fact, ...] = ()
    around: Surroundings = ALONE
    due: str | None = None
    overdue: bool | None = None


def history(
    name: str,
    answer: str,
    on: str,
    *facts: Fact,
    around: Surroundings = ALONE,
    due: str | None = None,
    overdue: bool | None = None,
) -> History:
    return History(name, answer, on, facts, around, due, overdue)


@cache
def guidance() -> Guidance:
    return load(resources())


def day(text: str) -> date:
    return date.fromisoformat(text)


def fact(
    on: str,
    kind: Kind,
    payload: Payload,
    *,
    to: str | None = None,
    at: str | None = None,
    recorded: str | None = None,
    replaces: str = "",
    withdrawn: bool = False,
) -> Fact:
    """One fact true from `on` (until `to`), at an hour where given, recorded that noon unless said."""
    hour = None if at is None else datetime.combine(day(on), time.fromisoformat(at), UTC)
    return Fact(
        id=f"fact-{next(NUMBERS):06}",
        patient_id="patient",
        kind=kind,
        payload=payload,
        true_from=day(on),
        true_to=None if to is None else day(to),
        at=hour,
        recorded_at=datetime.combine(day(recorded or on), time(12), UTC),
        recorded_by="test",
        source="test",
        replaces=replaces,
        withdrawn=withdrawn,
    )


def event(on: str, kind: Kind, at: str | None = None) -> Fact:
    return fact(on, kind, Event(), at=at)


def progression(on: str) -> Fact:
    return event(on, Kind.PROGRESSION)


def plan_change(on: str) -> Fact:
    return event(on, Kind.PLAN_CHANGE)


def death(on: str) -> Fact:
    return event(on, Kind.DEATH)


def ecog(on: str, value: int, at: str | None = None) -> Fact:
    return fact(on, Kind.ECOG, Score(value=value), at=at)


def esas(on: str, at: str | None = None, **scores: float | None) -> Fact:
    return fact(on, Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=tuple(scores.items())), at=at)


def calm(on: str, **scores: float | None) -> Fact:
    """A full ESAS-r with 1 everywhere, but for the scores given."""
    return esas(on, **{**ALL_CALM, **scores})


def distress(on: str, value: float | None) -> Fact:
    return fact(on, Kind.ASSESSMENT, Assessment(instrument="distress", answers=(("distress", value),)))


def phq4(on: str, **scores: float | None) -> Fact:
    return fact(on, Kind.ASSESSMENT, Assessment(instrument="phq-4", answers=tuple(scores.items())))


def carer_score(on: str, value: float | None) -> Fact:
    return fact(on, Kind.ASSESSMENT, Assessment(instrument="carer-distress", answers=(("distress", value),)))


def answer(on: str, kind: Kind, value: bool = True, to: str | None = None) -> Fact:
    return fact(on, kind, Answer(value=value), to=to)


def advanced(on: str, value: bool = True) -> Fact:
    return answer(on, Kind.ADVANCED_DISEASE, value)


def entry(
    on: str, element: str, status: str = "done", until: str | None = None, at: str | None = None
) -> Fact:
    last = None if until is None else day(until)
    return fact(on, Kind.ELEMENT, ElementEntry(element=element, status=status, until=last), at=at)


def decided(on: str, criterion: str, decision: str, until: str | None = None) -> Fact:
    last = None if until is None else day(until)
    return fact(on, Kind.CRITERION, CriterionDecision(criterion=criterion, decision=decision, until=last))


def problem(on: str, concept: str = "", to: str | None = None, **given: object) -> Fact:
    recorded = given.pop("recorded", None)
    condition = Condition(text=str(given.pop("text", concept or "problem")), concept=concept, **given)  # type: ignore[arg-type]
    return fact(on, Kind.PROBLEM, condition, to=to, recorded=recorded if isinstance(recorded, str) else None)


def metastasis(on: str, site: str = "liver", confirmed: bool = True, distant: bool = True) -> Fact:
    spread = Condition(text=f"{site} metastasis", site=site, confirmed=confirmed, distant=distant)
    return fact(on, Kind.METASTASIS, spread)


def diagnosis(on: str) -> Fact:
    return fact(on, Kind.DIAGNOSIS, Condition(text="lung cancer"))


def stage(on: str, category: str, value: str) -> Fact:
    return fact(on, Kind.STAGE, Stage(category=category, value=value))


def prognosis(on: str, amount: float | None = None, unit: str = "", told: str = "") -> Fact:
    return fact(on, Kind.PROGNOSIS, Prognosis(amount=amount, unit=unit, told=told))


def line(on: str, number: int, intent: str = "palliative", kind: str = "systemic") -> Fact:
    return fact(on, Kind.TREATMENT_LINE, TreatmentLine(number=number, intent=intent, kind=kind))


def proposed(on: str, kind: str = "systemic", intent: str = "palliative") -> Fact:
    return fact(on, Kind.TREATMENT_PROPOSED, Proposal(kind=kind, intent=intent))


def sdm(on: str, *steps: str) -> list[Fact]:
    return [fact(on, Kind.SDM, SdmStep(step=step)) for step in steps]


def acp(on: str, item: str, state: str, review: str | None = None) -> Fact:
    again = None if review is None else day(review)
    return fact(on, Kind.ACP, Acp(item=item, state=state, review=again))


def referral(on: str, to: str) -> Fact:
    return fact(on, Kind.REFERRAL, Referral(to=to))


def carer(on: str, name: str = "Luc", none: bool = False) -> Fact:
    return fact(on, Kind.CARER, Carer(name="" if none else name, none=none))


def language(on: str, code: str) -> Fact:
    return fact(on, Kind.LANGUAGE, Language(code=code))


def faith(on: str, text: str = "", code: str = "") -> Fact:
    return fact(on, Kind.FAITH, Faith(text=text, code=code))


def words(on: str, topic: str) -> Fact:
    return fact(on, Kind.PATIENT_WORDS, PatientWords(topic=topic, text="said"))


def trace(on: str, kind: Kind, level: str = "", partner: str = "") -> Fact:
    return fact(on, kind, Trace(level=level, partner=partner))


def gp(on: str) -> Fact:
    return fact(on, Kind.CARE_HOLDER, CareHolder(level="primary", name="Dr Maes"))


def encounter(on: str, setting: str = "") -> Fact:
    return fact(on, Kind.ENCOUNTER, Encounter(setting=setting))


def medication(on: str, change: str) -> Fact:
    return fact(on, Kind.MEDICATION, Medication(text="oxycodone", change=change))


def override(on: str, prompt: str) -> Fact:
    return fact(on, Kind.OVERRIDE, Override(prompt=prompt, reason="patient's wish"))


def record(on: str, *facts: Fact, known_on: str | None = None) -> Record:
    return Record(facts, day(on), None if known_on is None else day(known_on))


def elements(seen: Record, around: Surroundings = ALONE) -> dict[str, ElementState]:
    return {state.id: state for state in checklist.evaluate(seen, guidance(), around)}


def states(seen: Record) -> dict[str, CriterionState]:
    return {state.id: state for state in criteria.evaluate(seen, guidance())}


def advice(seen: Record, around: Surroundings = ALONE) -> dict[str, PromptState]:
    return {state.id: state for state in prompts.evaluate(seen, guidance(), around)}
