"""A criterion is suggested by facts and decided by a clinician; a missing fact never counts as "not met"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mdt_app.domain.conflicts import Conflict, clashes_among, clashing, conflicts
from mdt_app.domain.dates import after, last_day, moment
from mdt_app.domain.deviations import bearing_on, explained
from mdt_app.domain.evidence import capitalised, evidence, fact_phrase, old_estimates, stale_estimates
from mdt_app.domain.fact_text import fact_text
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import SYMPTOMS, Criterion, Guidance
from mdt_app.domain.payloads import Answer, Condition, CriterionDecision, TreatmentLine
from mdt_app.domain.record import Known, Record, pick, survival_days
from mdt_app.domain.scores import newest_symptoms
from mdt_app.domain.states import CriterionState, CriterionStatus, Evidence, Remark, Remarked

DAYS_A_MONTH = 30.4375
SUGGESTED, NOT_MET = CriterionStatus.SUGGESTED, CriterionStatus.NOT_MET
CANNOT = CriterionStatus.CANNOT_BE_EVALUATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the facts say: `facts` are those that suggest the criterion, or those known where it is not suggested."""

    state: CriterionStatus
    why: str
    facts: tuple[Fact, ...] = ()
    lines: tuple[Evidence, ...] = ()
    note: str = ""


Judge = Callable[[Criterion, Record, Guidance], Judgement]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRule:
    """A rule and its parameters, as those of an element."""

    judge: Judge
    numbers: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    window: str = ""
    shared: tuple[str, ...] = ()


def evaluate(record: Record, guidance: Guidance) -> tuple[CriterionState, ...]:
    """The state of every criterion, in the order of Figure 3; none after death (clinical model, section 3)."""
    if record.is_dead:
        return ()
    clashes = conflicts(record)
    return tuple(_state(criterion, record, guidance, clashes) for criterion in guidance.criteria)


def _state(
    criterion: Criterion, record: Record, guidance: Guidance, clashes: tuple[Conflict, ...]
) -> CriterionState:
    judged = RULES[criterion.rule].judge(criterion, record, guidance)
    decision = _decision(criterion.id, record)
    shown = judged.lines or evidence(judged.facts)
    local = bearing_on(guidance.deviations, criterion.id)
    notes = [
        judged.note if decision is None else "",
        _put_off(decision, record),
        *stale_estimates(shown, record.on, guidance.settings.measure_months),
        *clashing(clashes, shown, decision),
    ]
    return CriterionState(
        id=criterion.id,
        state=judged.state,
        why=explained(judged.why, local),
        facts=shown,
        decision=decision,
        open=judged.state is SUGGESTED and _is_open(judged.facts, decision),
        note=" ".join(note for note in notes if note),
        remarks=tuple(_remarks(judged, decision, shown, record, guidance, clashes)),
        deviations=local,
    )


def _remarks(
    judged: Judgement,
    decision: Fact | None,
    shown: tuple[Evidence, ...],
    record: Record,
    guidance: Guidance,
    clashes: tuple[Conflict, ...],
) -> Iterator[Remark]:
    """What the note says, without its words."""
    if judged.note and decision is None:
        yield Remark(kind=Remarked.LAPSED)
    if _put_off(decision, record) and decision and isinstance(decision.payload, CriterionDecision):
        yield Remark(kind=Remarked.PUT_OFF, day=decision.payload.until)
    for line in old_estimates(shown, record.on, guidance.settings.measure_months):
        yield Remark(kind=Remarked.STALE, day=line.date)
    for one in clashes_among(clashes, shown, decision):
        yield Remark(kind=Remarked.CLASH, day=one.day)


def _decision(criterion_id: str, record: Record) -> Fact | None:
    made = record.of(Kind.CRITERION)
    return pick(
        [f for f in made if isinstance(f.payload, CriterionDecision) and f.payload.criterion == criterion_id]
    )


def _is_open(facts: Sequence[Fact], decision: Fact | None) -> bool:
    return decision is None or any(after(moment(fact), moment(decision)) for fact in facts)


def _put_off(decision: Fact | None, record: Record) -> str:
    made = None if decision is None else decision.payload
    if not isinstance(made, CriterionDecision) or made.decision != "later" or made.until is None:
        return ""
    return f"Put off until {made.until}; that day has passed." if record.on > made.until else ""


def severe_symptom(criterion: Criterion, record: Record, guidance: Guidance) -> Judgement:
    """Any severe newest score suggests; else any score missing or too old cannot be evaluated (N1, N2)."""
    symptoms, newest = criterion.words["symptoms"], newest_symptoms(record, guidance)
    known = [newest[symptom] for symptom in symptoms if symptom in newest]
    severe = [score for score in known if score.is_severe]
    if severe:
        why = f"{', '.join(f'{s.symptom} {s.value:g} on {s.fact.true_from}' for s in severe)}."
        return Judgement(
            state=SUGGESTED,
            why=capitalised(why),
            facts=tuple(s.fact for s in severe),
            lines=tuple(score.evidence() for score in severe),
        )
    fresh = [s for s in known if record.is_fresh(s.fact, guidance.settings.measure_months)]
    missing = [symptom for symptom in symptoms if symptom not in {score.symptom for score in fresh}]
    lines = tuple(score.evidence() for score in fresh)
    facts = tuple(score.fact for score in fresh)
    if missing:
        why = f"No score of the last {guidance.settings.measure_months} months for {', '.join(missing)}."
        return Judgement(state=CANNOT, why=why, facts=facts, lines=lines)
    return Judgement(state=NOT_MET, why="No newest score is severe.", facts=facts, lines=lines)


def clinician_says(criterion: Criterion, record: Record, _: Guidance) -> Judgement:
    """As the clinician answered; with no answer it cannot be evaluated (N3 to N6)."""
    answers = [fact for name in criterion.words["kinds"] if (fact := record.newest(Kind(name))) is not None]
    yes = tuple(fact for fact in answers if isinstance(fact.payload, Answer) and fact.payload.value)
    if yes:
        return Judgement(state=SUGGESTED, why=f"Answered yes on {yes[-1].true_from}.", facts=yes)
    if answers:
        return Judgement(state=NOT_MET, why=f"Answered no on {answers[-1].true_from}.", facts=tuple(answers))
    return Judgement(state=CANNOT, why="Nobody has said yes or no.")


def active_problem(criterion: Criterion, record: Record, _: Guidance) -> Judgement:
    """An active, confirmed problem suggests; none recorded means that there is none (N7, N9)."""
    return _present(record.problem(*criterion.words["concepts"]), "No such problem is active.")


def metastasis_site(criterion: Criterion, record: Record, _: Guidance) -> Judgement:
    """A confirmed metastasis at one of the sites suggests; none recorded means that there is none (N8)."""
    sites = criterion.words["sites"]
    found = [fact for fact in record.active(Kind.METASTASIS) if _site(fact) in sites]
    return _present(tuple(found), "No such metastasis is recorded.")


def _present(facts: tuple[Fact, ...], otherwise: str) -> Judgement:
    if not facts:
        return Judgement(state=NOT_MET, why=otherwise)
    named = ", ".join(f"{fact_phrase(fact)} since {fact.true_from}" for fact in facts)
    return Judgement(state=SUGGESTED, why=f"{capitalised(named)}.", facts=facts)


def _site(fact: Fact) -> str:
    return fact.payload.site.strip().lower() if isinstance(fact.payload, Condition) else ""


def early_advanced(criterion: Criterion, record: Record, guidance: Guidance) -> Judgement:
    """Within so many months of advanced disease and with a short survival; missing survival cannot be judged (T1)."""
    advanced = record.advanced
    if advanced.since is None:
        return _without_advanced(record)
    since, until = advanced.since, last_day(advanced.since.true_from, criterion.numbers)
    estimate = record.estimate()
    short = estimate is not None and _is_short(estimate, criterion)
    if record.on > until:
        note = "" if _judged_in_time(criterion, record, until) else "Lapsed, never decided."
        why = f"Advanced disease since {since.true_from}: the window closed on {until}."
        return Judgement(state=NOT_MET, why=why, facts=(since,), note=note)
    if estimate is None or not (short or record.is_fresh(estimate, guidance.settings.measure_months)):
        why = f"Advanced disease since {since.true_from}, but no estimate of survival to go by."
        return Judgement(state=CANNOT, why=why, facts=(since,))
    why = f"Advanced disease since {since.true_from}, survival {fact_text(estimate)}."
    state = SUGGESTED if short else NOT_MET
    return Judgement(state=state, why=why, facts=(since, estimate))


def _is_short(estimate: Fact, criterion: Criterion) -> bool:
    days = survival_days(estimate)
    return days is not None and days <= criterion.numbers["survival_months"] * DAYS_A_MONTH


def _judged_in_time(criterion: Criterion, record: Record, until: date) -> bool:
    """Whether the last estimate of the window said that survival is longer: then there was nothing to decide."""
    given = [f for f in record.of(Kind.PROGNOSIS) if f.true_from <= until and survival_days(f) is not None]
    last = pick(given)
    return last is not None and not _is_short(last, criterion)


def _without_advanced(record: Record) -> Judgement:
    if record.advanced.known is Known.UNKNOWN:
        why = "Signs of advanced disease, but nobody has said whether it is advanced or incurable."
        return Judgement(state=CANNOT, why=why, facts=record.advanced.signs)
    return Judgement(state=NOT_MET, why="No advanced or incurable disease is recorded.")


def late_progression(criterion: Criterion, record: Record, _: Guidance) -> Judgement:
    """Advanced, and progression after the start of a later systemic line of palliative intent (T2).

    While it is open whether the disease is advanced, this cannot be judged, whatever the lines are.
    """
    lines = [fact for fact in record.of(Kind.TREATMENT_LINE) if _may_count(fact, criterion)]
    pairs = [
        (line, progression) for line in lines if (progression := _progression_after(line, record)) is not None
    ]
    if not pairs and record.advanced.known is not Known.UNKNOWN:
        why = "No progression after the start of a second or later systemic palliative line."
        return Judgement(state=NOT_MET, why=why, facts=tuple(lines))
    certain = [pair for pair in pairs if _is_stated(pair[0])]
    facts = tuple(dict.fromkeys(fact for pair in certain or pairs for fact in pair))
    if record.advanced.since is None:
        judged = _without_advanced(record)
        return Judgement(state=judged.state, why=judged.why, facts=facts + judged.facts)
    if not certain:
        why = "Progression after a later line, of which intent or kind is not recorded."
        return Judgement(state=CANNOT, why=why, facts=facts)
    line, progression = certain[-1]
    why = f"Progression on {progression.true_from}, after {fact_phrase(line)} of {line.true_from}."
    return Judgement(state=SUGGESTED, why=why, facts=(record.advanced.since, *facts))


def _may_count(fact: Fact, criterion: Criterion) -> bool:
    line = fact.payload
    return (
        isinstance(line, TreatmentLine)
        and line.number >= criterion.numbers["line_from"]
        and line.kind in ("systemic", "")
        and line.intent in ("palliative", "")
    )


def _is_stated(fact: Fact) -> bool:
    return isinstance(fact.payload, TreatmentLine) and bool(fact.payload.kind) and bool(fact.payload.intent)


def _progression_after(line: Fact, record: Record) -> Fact | None:
    later = [fact for fact in record.of(Kind.PROGRESSION) if after(moment(fact), moment(line))]
    return later[-1] if later else None


KINDS = ("request-hastened-death", "spiritual-crisis", "needs-decision-help", "patient-request")
RULES = {
    "severe-symptom": CriterionRule(
        judge=severe_symptom, words={"symptoms": SYMPTOMS}, shared=("measure_months", "severe")
    ),
    "clinician-says": CriterionRule(judge=clinician_says, words={"kinds": KINDS}),
    "active-problem": CriterionRule(judge=active_problem, words={"concepts": ()}),
    "metastasis-site": CriterionRule(judge=metastasis_site, words={"sites": ()}),
    "early-advanced": CriterionRule(
        judge=early_advanced,
        numbers=("months", "survival_months"),
        window="months",
        shared=("measure_months",),
    ),
    "late-progression": CriterionRule(judge=late_progression, numbers=("line_from",)),
}
