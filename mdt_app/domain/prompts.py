"""A prompt is advice that applies now: it never blocks, and going on against it is kept with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mdt_app.domain.conflicts import Conflict, clashing, conflicts
from mdt_app.domain.dates import after, last_day, moment
from mdt_app.domain.deviations import bearing_on, explained
from mdt_app.domain.elements import Prompt
from mdt_app.domain.evidence import evidence, stale_estimates
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import ALONE, Surroundings
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import SDM_STEPS, Acp, Override, Prognosis, Proposal, Score, SdmStep
from mdt_app.domain.record import Record, survival_days
from mdt_app.domain.scores import answered, newest_symptoms, newest_totals
from mdt_app.domain.states import PromptState

TOLD = ("yes", "does-not-wish")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """That a prompt appears: the facts behind it, what it still asks for (None: all), and its latest day."""

    facts: tuple[Fact, ...]
    asks: tuple[str, ...] | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a prompt looks at."""

    prompt: Prompt
    record: Record
    guidance: Guidance
    surroundings: Surroundings


def evaluate(
    record: Record, guidance: Guidance, surroundings: Surroundings = ALONE
) -> tuple[PromptState, ...]:
    """The prompts that appear, in the order of the clinical model, section 4; none after death."""
    if record.is_dead:
        return ()
    found, clashes = [], conflicts(record)
    for prompt in guidance.prompts:
        scene = Scene(prompt=prompt, record=record, guidance=guidance, surroundings=surroundings)
        call = RULES[prompt.id](scene)
        if call is not None:
            found.append(_state(scene, call, clashes))
    return tuple(found)


def _state(scene: Scene, call: Call, clashes: tuple[Conflict, ...]) -> PromptState:
    prompt, record = scene.prompt, scene.record
    shown = evidence(call.facts)
    stale = stale_estimates(shown, record.on, scene.guidance.settings.measure_months)
    local = bearing_on(scene.guidance.deviations, prompt.id)
    return PromptState(
        id=prompt.id,
        text=explained(prompt.text, local),
        asks=tuple(text for ask, text in prompt.asks if call.asks is None or ask in call.asks),
        facts=shown,
        strong=prompt.strong,
        due=call.due,
        overdue=call.due is not None and record.on > call.due,
        override=_override(prompt.id, record, call.facts),
        warning=" ".join([*stale, *clashing(clashes, shown)]),
        deviations=local,
    )


def _override(prompt_id: str, record: Record, facts: tuple[Fact, ...]) -> Fact | None:
    """The newest reason given for going on, unless what the prompt rests on is newer."""
    given = [
        f
        for f in record.of(Kind.OVERRIDE)
        if isinstance(f.payload, Override) and f.payload.prompt == prompt_id
    ]
    if not given or any(after(moment(fact), moment(given[-1])) for fact in facts):
        return None
    return given[-1]


def standing_proposals(record: Record) -> tuple[Fact, ...]:
    """The newest proposal where it still stands: no line started, no plan changed since (several of one day count)."""
    proposals = record.of(Kind.TREATMENT_PROPOSED)
    newest = [f for f in proposals if not any(after(moment(other), moment(f)) for other in proposals)]
    ends = record.of(Kind.TREATMENT_LINE, Kind.PLAN_CHANGE)
    return tuple(f for f in newest if not any(after(moment(end), moment(f)) for end in ends))


def _proposed(record: Record, *, systemic_palliative: bool) -> list[Fact]:
    """The standing proposals directed at the tumour; what is not stated of one does not take it out."""
    kinds = ("systemic", "") if systemic_palliative else ("systemic", "radiotherapy", "surgery", "")
    intents = ("palliative", "") if systemic_palliative else ("palliative", "curative", "")
    return [
        fact
        for fact in standing_proposals(record)
        if isinstance(fact.payload, Proposal)
        and fact.payload.kind in kinds
        and fact.payload.intent in intents
    ]


def ecog_sact(scene: Scene) -> Call | None:
    """Newest ECOG 3 or 4, and palliative systemic treatment proposed."""
    ecog = scene.record.ecog()
    proposed = _proposed(scene.record, systemic_palliative=True)
    if ecog is None or not isinstance(ecog.payload, Score) or not proposed:
        return None
    numbers = scene.prompt.numbers
    met = numbers["ecog_from"] <= ecog.payload.value <= numbers["ecog_to"]
    return Call(facts=(ecog, *proposed)) if met else None


def survival_30_days(scene: Scene) -> Call | None:
    """Newest survival estimate under the limit, and treatment directed at the tumour proposed."""
    estimate = scene.record.estimate()
    proposed = _proposed(scene.record, systemic_palliative=False)
    days = None if estimate is None else survival_days(estimate)
    if estimate is None or days is None or not proposed or days >= scene.prompt.numbers["days"]:
        return None
    return Call(facts=(estimate, *proposed))


def prognosis(scene: Scene) -> Call | None:
    """Advanced, and no talk about prognosis with the patient; a stale estimate is asked again."""
    record, since = scene.record, scene.record.advanced.since
    if since is None:
        return None
    talks = [
        f for f in record.of(Kind.PROGNOSIS) if isinstance(f.payload, Prognosis) and f.payload.told in TOLD
    ]
    estimate = record.estimate()
    known = () if estimate is None else (estimate,)
    if not talks:
        due = last_day(since.true_from, scene.prompt.numbers)
        return Call(facts=(since, *known), due=due, asks=("told",) if _is_fresh(scene, estimate) else None)
    if estimate is not None and not _is_fresh(scene, estimate):
        return Call(facts=(since, estimate), asks=("estimate",))
    return None


def _is_fresh(scene: Scene, estimate: Fact | None) -> bool:
    months = scene.guidance.settings.measure_months
    return estimate is not None and scene.record.is_fresh(estimate, months)


def shared_decision(scene: Scene) -> Call | None:
    """Treatment proposed and a step not said since the proposal before this one."""
    standing = standing_proposals(scene.record)
    if not standing:
        return None
    steps = steps_said(scene.record)
    said = {fact.payload.step for fact in steps if isinstance(fact.payload, SdmStep)}
    missing = tuple(ask for ask, _ in scene.prompt.asks if ask not in said)
    return Call(facts=(*standing, *steps), asks=missing) if missing else None


def steps_said(record: Record) -> tuple[Fact, ...]:
    """The steps of shared decision making that count for the proposals that stand: since the proposal before them;
    all of them where nothing is proposed."""
    return since_proposal_before(record, Kind.SDM)


def since_proposal_before(record: Record, kind: Kind) -> tuple[Fact, ...]:
    """The facts of a kind that count for the proposals that stand, oldest first."""
    standing = standing_proposals(record)
    before = [
        f for f in record.of(Kind.TREATMENT_PROPOSED) if standing and after(moment(standing[0]), moment(f))
    ]
    return tuple(f for f in record.of(kind) if not before or after(moment(f), moment(before[-1])))


def acp_review(scene: Scene) -> Call | None:
    """A conversation's review date has passed, or a clinical change is newer than the last conversation."""
    record = scene.record
    talks = record.of(Kind.ACP)
    if not talks:
        return None
    last = talks[-1]
    reviews = [f.payload.review for f in talks if isinstance(f.payload, Acp) and f.payload.review is not None]
    passed = [day for day in reviews if last.true_from < day < record.on]
    newer = [fact for fact in record.clinical_changes if after(moment(fact), moment(last))]
    if not passed and not newer:
        return None
    return Call(facts=(last, *newer[-1:]), due=min(passed, default=None))


def prom_used(scene: Scene) -> Call | None:
    """Newest scores exist and were not said in this discussion; a severe one or one to look at never grows too old."""
    if scene.surroundings.scores_said:
        return None
    record, guidance = scene.record, scene.guidance
    filled = [f for f, _, used in answered(record, guidance) if used.subject == "patient"]
    if filled and record.is_fresh(filled[-1], guidance.settings.measure_months):
        return Call(facts=(filled[-1],))
    standing = [one.fact for one in newest_symptoms(record, guidance).values() if one.calls_for_look]
    standing += [one.fact for one in newest_totals(record, guidance, "PSY-2") if one.calls_for_action]
    return Call(facts=tuple(dict.fromkeys(standing))) if standing else None


RULES: dict[str, Callable[[Scene], Call | None]] = {
    "ECOG-SACT": ecog_sact,
    "SURVIVAL-30D": survival_30_days,
    "PROGNOSIS": prognosis,
    "SDM": shared_decision,
    "ACP-REVIEW": acp_review,
    "PROM-USED": prom_used,
}
NUMBERS: dict[str, tuple[str, ...]] = {
    "ECOG-SACT": ("ecog_from", "ecog_to"),
    "SURVIVAL-30D": ("days",),
    "PROGNOSIS": ("days",),
}
ASKS: dict[str, tuple[str, ...]] = {"PROGNOSIS": ("estimate", "told"), "SDM": SDM_STEPS}
WINDOWS = {"PROGNOSIS": "days"}
SHARED: dict[str, tuple[str, ...]] = {
    "PROGNOSIS": ("measure_months",),
    "PROM-USED": ("measure_months", "look", "severe", "cut_off"),
}
