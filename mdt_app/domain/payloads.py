"""What a fact may say: one frozen shape for each way of saying it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A plain yes or no that somebody gave; its absence is neither."""

    value: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A diagnosis, metastasis or problem as coded by its source.

    `site` is plain ("liver", "brain", "leptomeninges", "" unknown); `concept` is the project's own word for a problem
    that a rule asks for ("delirium", "cord-compression", "cauda-equina", else ""). `status` is FHIR's clinical status.
    """

    text: str
    code: str = ""
    system: str = ""
    site: str = ""
    concept: str = ""
    morphology: str = ""
    laterality: str = ""
    confirmed: bool = True
    status: str = ""
    distant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One category of a staging: `category` is T, N, M or stage; `prefix` c, p, y..."""

    category: str
    value: str
    prefix: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A whole-number state: ECOG 0-5, Karnofsky 0-100."""

    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A laboratory value, tumour marker or vital sign, value and unit as the source wrote them."""

    name: str
    value: str
    unit: str = ""
    code: str = ""
    system: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A procedure, an imaging study or a report."""

    text: str
    code: str = ""
    system: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication:
    """A medicine: `change` is "", "new", "changed" or "stopped" against `previous_dose`."""

    text: str
    dose: str = ""
    reason: str = ""
    status: str = ""
    change: str = ""
    previous_dose: str = ""
    code: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergy:
    text: str
    reaction: str = ""
    severity: str = ""
    code: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One filled instrument: (item code, score), None where the item was asked and not answered."""

    instrument: str
    answers: tuple[tuple[str, float | None], ...]

    def score(self, item: str) -> float | None:
        return dict(self.answers).get(item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of the patient, BCP 47."""

    code: str
    preferred: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened on its day: progression, plan change, medication adjusted, incident, death."""

    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    text: str = ""
    setting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentLine:
    """A line of treatment; `intent` curative or palliative, `kind` systemic, radiotherapy, surgery or supportive."""

    number: int
    intent: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A treatment put forward; tumour-directed unless `kind` is supportive."""

    kind: str = ""
    intent: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    day: date
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prognosis:
    """A survival estimate in the unit it was given in (UCUM d, wk, mo, a); `told` is "", yes, no or does-not-wish."""

    amount: float | None = None
    unit: str = ""
    method: str = ""
    told: str = ""
    told_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carer:
    """Who cares for the patient at home; `none` says that there is no carer."""

    name: str = ""
    relation: str = ""
    phone: str = ""
    note: str = ""
    none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Faith:
    """`code` is none or prefers-not-to-say where that was the answer, else ""."""

    text: str = ""
    code: str = ""


SDM_STEPS = ("choice", "options", "concerns", "partnership")


@dataclass(frozen=True, slots=True, kw_only=True)
class SdmStep:
    """One of the four steps of shared decision making (`SDM_STEPS`)."""

    step: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acp:
    """An advance-care-planning item (readiness, code-status, ...) and the state reached in this conversation.

    `value` carries what was settled in words, such as "DNR 2". The states of an item accumulate.
    """

    item: str
    state: str
    value: str = ""
    note: str = ""
    review: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementEntry:
    """What a clinician entered on one of the 28 elements: done, declined, not-applicable or planned."""

    element: str
    status: str
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionDecision:
    """The clinician's answer to a suggested criterion: refer, later (until), not-now (reason) or under-care."""

    criterion: str
    decision: str
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """`to` is tertiary, hospice or psychosocial."""

    to: str
    criterion: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    prompt: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A change of lead or setting, `from_` and `to` being levels or settings."""

    to: str
    from_: str = ""
    holder: str = ""
    reason: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CareHolder:
    """Who holds a level of care for the patient, as known on the day; `person_id` where he is in the directory."""

    level: str
    name: str
    person_id: str = ""
    role: str = ""
    organisation: str = ""
    phone: str = ""
    night_phone: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientWords:
    """What patient or family know, want, do not want, hope or fear, and how they wish to be told; `topic` is one of
    knows, wants, not-wanted, goals, fears, told, communication, telling, deciding (the last three answer SPI-3 and
    COM-1); `by` says who reports or told it."""

    topic: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What happened elsewhere in the program and counts for the checklist: a letter issued, a partner reached."""

    level: str = ""
    partner: str = ""
    note: str = ""


Payload = (
    Answer
    | Condition
    | Stage
    | Score
    | Measurement
    | Named
    | Medication
    | Allergy
    | Assessment
    | Language
    | Event
    | Encounter
    | TreatmentLine
    | Proposal
    | Planned
    | Prognosis
    | Carer
    | Faith
    | SdmStep
    | Acp
    | ElementEntry
    | CriterionDecision
    | Referral
    | Override
    | Transition
    | CareHolder
    | PatientWords
    | Trace
)
