"""Every fact can be said in one short line; timelines, lists and the patient page use the same line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mdt_app.domain import payloads
from mdt_app.domain.facts import Fact, Kind

ANSWERED = {
    "helped": "answered with help",
    "carer": "answered by a carer",
    "professional": "scored by a professional",
}
UNITS = {"d": "days", "wk": "weeks", "mo": "months", "a": "years"}
KIND_WORDS = {
    Kind.ASSESSMENT_DRAFT: "Assessment not reviewed yet",
    Kind.ECOG: "ECOG",
    Kind.PLAN_CHANGE: "Plan changed",
    Kind.CASE: "Tumour board elsewhere",
    Kind.ADVANCED_DISEASE: "Advanced or incurable disease",
    Kind.REQUEST_HASTENED_DEATH: "Asks for hastened death",
    Kind.SPIRITUAL_CRISIS: "Spiritual or existential crisis",
    Kind.NEEDS_DECISION_HELP: "Needs help with deciding",
    Kind.PATIENT_REQUEST: "Asks for palliative care",
    Kind.PATIENT_LETTER: "Wants a letter",
    Kind.CARER_ATTENDS: "Carer comes along",
    Kind.CARER_PERMISSION: "May speak with carer",
    Kind.SDM: "Shared decision",
    Kind.OPTION: "Option weighed",
    Kind.ACP: "Care planning",
    Kind.CRITERIA_REVIEW: "Criteria reviewed",
    Kind.PARTNER_CONTACT: "Partner reached",
    Kind.CARE_HOLDER: "In charge",
    Kind.PATIENT_WORDS: "Patient and family",
}


def kind_words(kind: Kind) -> str:
    """The kind as a heading: "Treatment line"."""
    return KIND_WORDS.get(kind, kind.replace("-", " ").capitalize())


def number(value: float) -> str:
    """A score without a needless ".0"."""
    return f"{value:g}"


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 4th ..."""
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def fact_text(fact: Fact) -> str:
    """What the fact says, without its date: "2nd line, docetaxel, palliative"."""
    return SAYINGS[type(fact.payload)](fact.payload) or kind_words(fact.kind)


def stage_text(stage: payloads.Stage) -> str:
    """One category of a staging as written: "cT4", "stage IV"."""
    value = stage.value.strip()
    if stage.category.lower() == "stage":
        return value if value.lower().startswith("stage") else f"stage {value}"
    letter = "" if stage.category.lower() in value.lower() else stage.category.upper()
    prefix = "" if value.startswith(stage.prefix) and value[:1].islower() else stage.prefix
    return f"{prefix}{letter}{value}"


def estimate_text(prognosis: payloads.Prognosis) -> str:
    """A survival estimate, or what was told where no number was given."""
    if prognosis.amount is None:
        return {"does-not-wish": "does not wish to know", "yes": "told", "no": "not told"}.get(
            prognosis.told, ""
        )
    return f"{number(prognosis.amount)} {UNITS.get(prognosis.unit, prognosis.unit)}"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _assessment(payload: payloads.Assessment) -> str:
    answered = [f"{item} {number(value)}" for item, value in payload.answers if value is not None]
    missing = [item for item, value in payload.answers if value is None]
    unanswered = f"not answered: {', '.join(missing)}" if missing else ""
    other = f"other: {payload.other}" if payload.other else ""
    return _joined(payload.instrument, *answered, unanswered, other, ANSWERED.get(payload.by, ""))


def _line(payload: payloads.TreatmentLine) -> str:
    return _joined(f"{ordinal(payload.number)} line", payload.text or payload.kind, payload.intent)


def _medication(payload: payloads.Medication) -> str:
    was = f"was {payload.previous_dose}" if payload.previous_dose else ""
    return _joined(payload.text, payload.dose, was, payload.change, payload.reason)


def _decision(payload: payloads.CriterionDecision) -> str:
    until = f"on {payload.until}" if payload.until else ""
    return _joined(f"{payload.criterion}: {payload.decision.replace('-', ' ')}", until, payload.reason)


def _acp(payload: payloads.Acp) -> str:
    what = (payload.item.replace("-", " "), payload.value, payload.state.replace("-", " "))
    lies = f"paper: {payload.place}" if payload.place else ""
    return _joined(*what, payload.concerns, payload.phone, lies, payload.note)


def _prognosis(payload: payloads.Prognosis) -> str:
    by = f"told by {payload.told_by}" if payload.told_by else ""
    estimate = payload.method, payload.author
    return _joined(estimate_text(payload), *estimate, payload.told_words, by)


def _option(payload: payloads.WeighedOption) -> str:
    for_it = " ".join(part for part in (payload.benefit, payload.benefit_chance) if part)
    against = " ".join(part for part in (payload.harm, payload.harm_chance) if part)
    source = f"source {payload.source}" if payload.source else ""
    return _joined(payload.text, for_it, against, source)


def _condition(payload: payloads.Condition) -> str:
    site = payload.site if payload.site.lower() not in payload.text.lower() else ""
    return _joined(payload.text or payload.code, site, payload.laterality)


def _transition(payload: payloads.Transition) -> str:
    move = f"{payload.from_ or '?'} to {payload.to}".replace("-", " ")
    told = f"confirmed on {payload.confirmed_on}" if payload.confirmed_on else ""
    confirmed = _joined(told or "confirmed", payload.confirmed_by) if payload.confirmed else ""
    return _joined(move, payload.giver, payload.holder, payload.what, payload.reason, confirmed)


SAYINGS: dict[type[Any], Callable[[Any], str]] = {
    payloads.Answer: lambda p: _joined("yes" if p.value else "no", p.carer, p.note),
    payloads.Condition: _condition,
    payloads.Stage: stage_text,
    payloads.Score: lambda p: str(p.value),
    payloads.Measurement: lambda p: f"{p.name} {p.value} {p.unit}".strip(),
    payloads.Named: lambda p: _joined(p.text, p.result),
    payloads.Medication: _medication,
    payloads.Allergy: lambda p: _joined(p.text, p.reaction, p.severity),
    payloads.Assessment: _assessment,
    payloads.Language: lambda p: p.code,
    payloads.Event: lambda p: p.text,
    payloads.BoardCase: lambda p: _joined(p.board, p.question),
    payloads.Encounter: lambda p: _joined(p.text, p.setting),
    payloads.TreatmentLine: _line,
    payloads.Proposal: lambda p: _joined(p.text or p.kind, p.intent),
    payloads.Planned: lambda p: _joined(str(p.day), p.text),
    payloads.Prognosis: _prognosis,
    payloads.Carer: lambda p: "no carer" if p.none else _joined(p.name, p.relation, p.note),
    payloads.Faith: lambda p: p.text or p.code.replace("-", " "),
    payloads.SdmStep: lambda p: _joined(p.step, p.note, p.family and f"with {p.family}"),
    payloads.WeighedOption: _option,
    payloads.Acp: _acp,
    payloads.ElementEntry: lambda p: _joined(f"{p.element} {p.status.replace('-', ' ')}", p.carer, p.note),
    payloads.CriterionDecision: _decision,
    payloads.Referral: lambda p: _joined(f"to {p.to}", p.note),
    payloads.Override: lambda p: _joined(p.prompt, p.reason),
    payloads.Transition: _transition,
    payloads.CareHolder: lambda p: _joined(f"{(p.task or p.level).replace('-', ' ')}: {p.name}", p.role),
    payloads.PatientWords: lambda p: _joined(f"{p.topic.replace('-', ' ')}: {p.text}", p.by),
    payloads.Trace: lambda p: _joined(p.partner or p.level, p.note),
}
