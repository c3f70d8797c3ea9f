"""Symptoms and distress: a score that was not given is missing, and what rests on it is unknown (SYM, PSY)."""

from __future__ import annotations

from datetime import date, timedelta

from mdt_app.domain.dates import Moment, after, moment
from mdt_app.domain.evidence import capitalised, evidence
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import Finding, Rule, View, moments, since, unsettled
from mdt_app.domain.guidance import SYMPTOMS
from mdt_app.domain.payloads import Condition, Medication, Referral
from mdt_app.domain.scores import SymptomScore, newest_symptoms, newest_totals, scored, settling
from mdt_app.domain.states import Evidence, Status


def assessed_every_months(view: View) -> Finding:
    """Due with no assessment, or once the newest is older than its window (SYM-1)."""
    filled = settling(view.record, view.guidance, view.element.id)
    if not filled:
        return Finding(status=Status.DUE, why="No assessment of symptoms yet.")
    newest = filled[-1]
    until = view.last_day(newest.true_from)
    shown = evidence([newest])
    if view.record.on > until:
        why = f"Last measured on {newest.true_from}; owed again after {until}."
        return Finding(status=Status.DUE, why=why, due=until, evidence=shown, settled=newest)
    soon = view.record.on >= until - timedelta(days=view.number("warn_days"))
    return Finding(
        status=Status.DONE,
        why=f"Measured on {newest.true_from}.",
        due=until,
        evidence=shown,
        settled=newest,
        warning=f"To be measured again by {until}." if soon else "",
    )


def symptoms_explained(view: View) -> Finding:
    """Due while a score that calls for a look, or an active symptom, is newer than the last teaching (SYM-2)."""
    scores = newest_symptoms(view.record, view.guidance)
    asked = [scores[symptom] for symptom in view.words("symptoms") if symptom in scores]
    looked = [score for score in scores.values() if score.calls_for_look]
    problems = [fact for fact in view.record.active(Kind.PROBLEM) if _is_symptom(fact, view)]
    lines = [(moment(s.fact), s.evidence()) for s in looked]
    lines += list(zip(moments(problems), evidence(problems), strict=True))
    return _handled(lines, view.done(), complete=_all_known(view, asked))


def _all_known(view: View, asked: list[SymptomScore]) -> bool:
    months = view.guidance.settings.measure_months
    counted = {s.symptom for s in asked if s.calls_for_look or view.record.is_fresh(s.fact, months)}
    return counted == set(view.words("symptoms"))


def _is_symptom(fact: Fact, view: View) -> bool:
    condition = fact.payload
    if not isinstance(condition, Condition):
        return False
    is_icd = "icd" in condition.system.lower()
    return (
        condition.concept in view.words("concepts")
        or (is_icd and condition.code.upper().startswith(view.words("icd10")))
        or (not is_icd and condition.code in view.words("snomed"))
    )


def _handled(
    lines: list[tuple[Moment, Evidence]], settlements: tuple[Fact, ...], *, complete: bool
) -> Finding:
    triggers = tuple(at for at, _ in lines)
    still = unsettled(triggers, settlements)
    last = settlements[-1] if settlements else None
    if still:
        shown = tuple(line for at, line in lines if at in still)
        named = ", ".join(f"{line.value} on {line.date}" for line in shown)
        rest = "not handled yet" if last is None else f"newer than the last entry of {last.true_from}"
        return Finding(
            status=Status.DUE,
            why=f"{capitalised(named)}: {rest}.",
            evidence=shown,
            settled=last,
            triggers=triggers,
        )
    if last is not None:
        why = f"Done on {last.true_from}; nothing newer calls for it."
        return Finding(
            status=Status.DONE, why=why, evidence=evidence([last]), settled=last, triggers=triggers
        )
    if not complete:
        return Finding(status=Status.UNKNOWN, why="A score that this rests on is missing or too old.")
    return Finding(status=Status.NOT_DUE, why="No score calls for it.")


def contact_told(view: View) -> Finding:
    """Due until told, and again when the clinic's contact data have changed since (SYM-3)."""
    told = view.done()
    changes = sorted(day for day in view.surroundings.contact_changes if day <= view.record.on)
    triggers = tuple(Moment(day) for day in changes)
    if not told:
        return Finding(status=Status.DUE, why="Not told yet.", triggers=triggers)
    if unsettled(triggers, told):
        why = f"The clinic's contact data changed on {changes[-1]}; last told on {told[-1].true_from}."
        return Finding(
            status=Status.DUE, why=why, evidence=evidence(told[-1:]), settled=told[-1], triggers=triggers
        )
    why = f"Told on {told[-1].true_from}."
    return Finding(
        status=Status.DONE, why=why, evidence=evidence(told[-1:]), settled=told[-1], triggers=triggers
    )


def effect_checked(view: View) -> Finding:
    """Due from an adjustment until checked after it; latest day the next encounter or so many days (SYM-4)."""
    adjusted = [
        fact
        for fact in view.record.of(Kind.MEDICATION_ADJUSTED, Kind.MEDICATION)
        if not isinstance(fact.payload, Medication) or fact.payload.change in view.words("changes")
    ]
    checks = view.done()
    last = checks[-1] if checks else None
    triggers = moments(adjusted)
    open_ones = [f for f in adjusted if not any(after(moment(check), moment(f)) for check in checks)]
    if open_ones:
        return Finding(
            status=Status.DUE,
            why=f"Medication adjusted on {open_ones[0].true_from}; its effect is not checked yet.",
            evidence=evidence(open_ones),
            due=_latest_check(open_ones[0], view),
            settled=last,
            triggers=triggers,
        )
    if last is None:
        return Finding(status=Status.NOT_DUE, why="No medication was adjusted.", triggers=triggers)
    why = f"Checked on {last.true_from}."
    return Finding(status=Status.DONE, why=why, evidence=evidence([last]), settled=last, triggers=triggers)


def _latest_check(adjusted: Fact, view: View) -> date:
    latest = view.last_day(adjusted.true_from)
    later = [f.true_from for f in view.record.of(Kind.ENCOUNTER) if after(moment(f), moment(adjusted))]
    return min([latest, *later])


def entered_once(view: View) -> Finding:
    """Due until entered once (PSY-1)."""
    return since((), view.done(), at_first=Status.DUE)


def distress_measured(view: View) -> Finding:
    """Due with no distress score, and again after every clinical change (PSY-2)."""
    filled = scored(view.record, view.guidance, view.element.id)
    return since(view.record.clinical_changes, filled, at_first=Status.DUE)


def distress_handled(view: View) -> Finding:
    """Due while a distress score at or over its cut-off is newer than the last entry or referral (PSY-3)."""
    scores = newest_totals(view.record, view.guidance, "PSY-2")
    high = [(moment(score.fact), score.evidence()) for score in scores if score.calls_for_action]
    months = view.guidance.settings.measure_months
    known = any(s.calls_for_action or view.record.is_fresh(s.fact, months) for s in scores)
    referred = [f for f in view.record.of(Kind.REFERRAL) if _refers_to(f, view.words("referrals"))]
    handled = tuple(sorted([*view.done(), *referred], key=lambda fact: fact.true_from))
    return _handled(high, handled, complete=known)


def _refers_to(fact: Fact, targets: tuple[str, ...]) -> bool:
    return isinstance(fact.payload, Referral) and fact.payload.to in targets


RULES = {
    "assessed-every-months": Rule(
        compute=assessed_every_months, numbers=("months", "warn_days"), window="months"
    ),
    "symptoms-explained": Rule(
        compute=symptoms_explained,
        words={"symptoms": SYMPTOMS, "concepts": (), "icd10": (), "snomed": ()},
        shared=("measure_months", "look", "severe"),
    ),
    "contact-told": Rule(compute=contact_told),
    "effect-checked": Rule(
        compute=effect_checked,
        numbers=("days",),
        words={"changes": ("new", "changed", "stopped")},
        window="days",
    ),
    "entered-once": Rule(compute=entered_once),
    "distress-measured": Rule(compute=distress_measured),
    "distress-handled": Rule(
        compute=distress_handled,
        words={"referrals": ("psychosocial", "tertiary", "hospice")},
        shared=("measure_months", "cut_off"),
    ),
}
