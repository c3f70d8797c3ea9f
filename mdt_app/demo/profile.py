"""What a demo case is made of: a disease with its history, a question, and what the board made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import (
    Condition,
    Event,
    Measurement,
    Medication,
    Named,
    Payload,
    Stage,
    TreatmentLine,
)

ICD10 = "http://hl7.org/fhir/sid/icd-10"
SNOMED = "http://snomed.info/sct"
ATC = "http://www.whocc.no/atc"


@dataclass(frozen=True, slots=True)
class Then:
    """One fact, `days` before the case's meeting, until `until` days before it (None: it still holds)."""

    days: int
    kind: Kind
    payload: Payload
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A recommendation: `who` is a key of the directory (or gp, chair, coordinator), due `days` after the meeting."""

    what: str
    who: str
    days: int | None = None
    condition: str = ""
    reason: str = ""
    kind: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What a meeting recorded on a case; `fields` are further fields of the discussion."""

    question: str
    asked_by: str
    discussion: str = ""
    decision: str = ""
    advice: tuple[Advice, ...] = ()
    plain: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One disease of one kind of patient. `phase` is early, adjuvant, first, later or end; `last` the newest scores.

    `earlier` is what the board was asked before, `weeks` meetings ago. `needs` names what this patient brings along:
    interpreter, no-gp, no-address, no-letter, no-carer, worried, tertiary, died. `knows`, `carer` (a relation) and
    `months` of survival stand where the usual ones of the phase or turn do not fit.
    """

    key: str
    age: int
    phase: str
    diagnosis: Condition
    stage: tuple[Stage, ...]
    since: int
    then: tuple[Then, ...] = ()
    talk: Talk
    earlier: Talk | None = None
    triage: str = "discuss"
    sex: str = ""
    language: str = ""
    ecog: tuple[int, ...] = (1, 1)
    last: dict[str, int] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    knows: str = ""
    carer: str = ""
    months: float = 0

    @property
    def treated(self) -> bool:
        return any(then.kind == Kind.TREATMENT_LINE for then in self.then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The invented person to whom a profile happens."""

    key: str
    patient_id: str
    family: str
    given: str
    sex: str
    born: date
    language: str
    gp: str


def cancer(text: str, code: str, morphology: str = "", laterality: str = "") -> Condition:
    return Condition(
        text=text, code=code, system=ICD10, morphology=morphology, laterality=laterality, status="active"
    )


def stage(text: str) -> tuple[Stage, ...]:
    """ "cT2a N0 M0 IA" as its categories; what stands before the first T is the prefix."""
    tumour, node, spread, *group = text.split()
    prefix = tumour[: tumour.index("T")]
    found = [Stage(category=part[0], value=part) for part in (node, spread)]
    first = Stage(category="T", value=tumour[len(prefix) :], prefix=prefix)
    return (first, *found, *(Stage(category="stage", value=one) for one in group))


SITES = {
    "brain": ("Brain metastases", "C79.3"),
    "leptomeninges": ("Leptomeningeal metastases", "C79.3"),
    "liver": ("Liver metastases", "C78.7"),
    "bone": ("Bone metastases", "C79.5"),
    "adrenal": ("Adrenal metastasis", "C79.7"),
    "lung": ("Lung metastases", "C78.0"),
    "peritoneum": ("Peritoneal metastases", "C78.6"),
    "pleura": ("Pleural metastases", "C78.2"),
}


def spread(days: int, site: str) -> Then:
    text, code = SITES[site]
    return Then(
        days,
        Kind.METASTASIS,
        Condition(text=text, code=code, system=ICD10, site=site, status="active", distant=True),
    )


def problem(days: int, text: str, code: str, concept: str = "", until: int | None = None) -> Then:
    status = "active" if until is None else "resolved"
    return Then(
        days,
        Kind.PROBLEM,
        Condition(text=text, code=code, system=ICD10, concept=concept, status=status),
        until,
    )


def line(days: int, number: int, text: str, until: int | None = None, intent: str = "palliative") -> Then:
    return Then(
        days,
        Kind.TREATMENT_LINE,
        TreatmentLine(number=number, intent=intent, kind="systemic", text=text),
        until,
    )


def local(days: int, kind: str, text: str, until: int | None = None, intent: str = "curative") -> Then:
    """Surgery or radiotherapy."""
    return Then(
        days, Kind.TREATMENT_LINE, TreatmentLine(number=1, intent=intent, kind=kind, text=text), until
    )


def grown(days: int, text: str) -> Then:
    return Then(days, Kind.PROGRESSION, Event(text=text))


def image(days: int, text: str, result: str) -> Then:
    return Then(days, Kind.IMAGING, Named(text=text, result=result))


def report(days: int, text: str, result: str) -> Then:
    return Then(days, Kind.REPORT, Named(text=text, result=result))


def value(days: int, name: str, amount: str, unit: str = "", group: str = "laboratory") -> Then:
    return Then(days, Kind.MEASUREMENT, Measurement(name=name, value=amount, unit=unit, group=group))


def takes(
    days: int, text: str, dose: str, code: str = "", *, was: str = "", change: str = "", reason: str = ""
) -> Then:
    status = "stopped" if change == "stopped" else "active"
    return Then(
        days,
        Kind.MEDICATION,
        Medication(
            text=text,
            dose=dose,
            reason=reason,
            status=status,
            change=change,
            previous_dose=was,
            code=code,
            system=ATC if code else "",
        ),
    )
