"""What a fact may say: one frozen shape for each way of saying it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A plain yes or no that somebody gave; its absence is neither. `carer` names the carer whom it is about, ""
    where it holds for all of them or is about none."""

    value: bool
    note: str = ""
    carer: str = ""


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


ANSWERED_BY = ("patient", "helped", "carer", "professional")
SETTINGS = ("clinic", "ward", "home", "phone", "palliative-unit", "nursing-home")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One filled instrument: (item code, score), None where the item was asked and not answered.

    `by` says who answered (`ANSWERED_BY`, "" not known), `setting` where (`SETTINGS` or ""), `language` the words it
    was answered in, `other` what the free item stands for, `carer` the carer whom a carer's instrument is about, where
    that is said.
    """

    instrument: str
    answers: tuple[tuple[str, float | None], ...]
    by: str = ""
    setting: str = ""
    language: str = ""
    other: str = ""
    carer: str = ""

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
class BoardCase:
    """That a case of the patient was, or is to be, at a tumour board elsewhere; `decided` once it was."""

    question: str = ""
    board: str = ""
    decided: bool = False


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
    """A survival estimate in the unit it was given in (UCUM d, wk, mo, a); `told` is "", yes, no or does-not-wish.

    `author` made the estimate (else who recorded it), `told_by` spoke with the patient.
    """

    amount: float | None = None
    unit: str = ""
    method: str = ""
    told: str = ""
    told_words: str = ""
    author: str = ""
    told_by: str = ""


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
    """One of the four steps of shared decision making (`SDM_STEPS`); `family` says who of the family took part."""

    step: str
    note: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedOption:
    """One way to go on, as it was weighed with the patient: what it may bring, what it may cost, each with its chance.

    A chance is an absolute number, "6 in 10", or "" where none was given; `source` is where the chances come from.
    `untreated` marks the option of no treatment directed at the tumour.
    """

    text: str
    benefit: str = ""
    benefit_chance: str = ""
    harm: str = ""
    harm_chance: str = ""
    source: str = ""
    untreated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Acp:
    """An advance-care-planning item (readiness, code-status, ...) and the state reached in this conversation.

    `value` carries what was settled in words, such as "DNR 2", and `codes` the same as codes of a country's list. The
    states of an item accumulate. `place` and `document_day` are where the paper lies and when it was signed; `name`,
    `relation` and `phone` belong to a surrogate or trusted person; `concerns`, in the patient's words, to readiness.
    The facts of one conversation share `talk`, who led it (`by`, at the care level `level`) and who was `present`.
    """

    item: str
    state: str
    value: str = ""
    note: str = ""
    review: date | None = None
    codes: tuple[str, ...] = ()
    place: str = ""
    document_day: date | None = None
    name: str = ""
    relation: str = ""
    phone: str = ""
    concerns: str = ""
    talk: str = ""
    by: str = ""
    level: str = ""
    present: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementEntry:
    """What a clinician entered on one of the 28 elements: done, declined, not-applicable or planned. `carer` is as in
    `Answer`."""

    element: str
    status: str
    until: date | None = None
    note: str = ""
    carer: str = ""


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
    """A change of lead or setting, `from_` and `to` being levels or settings.

    `giver` hands `what` to `holder`, the receiver. It is `confirmed` by the receiver on `confirmed_on`, told by
    `confirmed_by`, as far as these are known.
    """

    to: str
    from_: str = ""
    holder: str = ""
    reason: str = ""
    confirmed: bool = False
    giver: str = ""
    what: str = ""
    confirmed_on: date | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CareHolder:
    """Who holds a level of care for the patient, as known on the day; `person_id` where he is in the directory.

    With a `task` (an id of the content's tasks) he holds that task alone, and the level stays with its own holder.
    """

    level: str
    name: str
    person_id: str = ""
    role: str = ""
    organisation: str = ""
    phone: str = ""
    night_phone: str = ""
    address: tuple[str, ...] = ()
    task: str = ""


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
    | BoardCase
    | Encounter
    | TreatmentLine
    | Proposal
    | Planned
    | Prognosis
    | Carer
    | Faith
    | SdmStep
    | WeighedOption
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
