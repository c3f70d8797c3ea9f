"""The facts for which no agreed code exists travel as Observations with a code of `urn:mdt:fact`.

The codes, their values and components are those of the command line's contract. Added to them, for what letters say:

- `care-holder`: components `level` (`primary`, `secondary`, `tertiary`), `name`, `role`, `organisation`, `phone`,
  `night-phone` (valueString) and `address` (valueString, lines parted by line breaks): who holds a level of care.
- `patient-words`: valueString the words, components `by` (valueString: who reports or told it) and `topic` (`knows`,
  `wants`, `not-wanted`, `goals`, `fears`, `told`; to answer SPI-3 and COM-1 `communication`, `telling`, `deciding`).
- `case`: the patient's case at a tumour board on that day; valueString its question, components `board` (valueString)
  and `decided` (valueBoolean).
- `language`: valueCodeableConcept of system `urn:ietf:bcp:47` or valueString; component `preferred` (valueBoolean).
- `death`: none needed. `stage`: components `category`, `value`, `prefix`, `edition`, for what no code of TNM says.
- `decision`: a board decided something on that day; valueString what, as `plan-change` has it.
- `option`: one way to go on as it was weighed with the patient; valueString what, components `benefit`, `harm`, their
  chances `benefit-chance`, `harm-chance` ("6 in 10"), `source` (valueString), `untreated` (valueBoolean).
- further components: `referral` of a criterion decision, valueBoolean false where none was made; `text` of a
  treatment line or proposal; `told-words`, `told-by`, `author` of a prognosis; `family` of an `sdm` step; `relation`,
  `phone`, `note` of a carer; `carer` (the name of the one it is about) of an answer, an element or an assessment; of
  an `acp` item `value` ("DNR 2"), `codes` (parted by spaces), `place`, `document-day`, `name`, `relation`, `phone`,
  `concerns`, `talk` (what the facts of one conversation share), `by`, `level`, `present`, and as item
  `trusted-person` too; `reason`, `giver`, `what`, `confirmed-on` (valueDateTime) and `confirmed-by` of a transition;
  `task` of a care-holder who holds that task alone; `note` wherever the fact has one.
- `patient-letter`: valueBoolean whether the patient wants a letter; without an answer one is written.
- `referral-follow-up`: the palliative team saw or rang the patient again after the first contact; valueString what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mdt_app.domain.facts import Kind
from mdt_app.domain.guidance import CRITERION_IDS, ELEMENT_IDS, PROMPT_IDS
from mdt_app.domain.incoming import IncomingFact
from mdt_app.domain.payloads import (
    Answer,
    BoardCase,
    CareHolder,
    Carer,
    CriterionDecision,
    ElementEntry,
    Encounter,
    Event,
    Faith,
    Language,
    Override,
    PatientWords,
    Payload,
    Planned,
    Proposal,
    Referral,
    Stage,
    Trace,
    Transition,
    TreatmentLine,
)
from mdt_app.exchange import planning_codes
from mdt_app.exchange.bundle import Reading, Resource, span
from mdt_app.exchange.codes import FACT
from mdt_app.exchange.dates import said
from mdt_app.exchange.fact_parts import Parts, Unreadable, parts_of
from mdt_app.exchange.values import (
    Json,
    code_of,
    said_in,
    text,
    whole,
    yes_or_no,
)


def read(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    """The fact of one `urn:mdt:fact` Observation; what cannot be read is left out with a sentence."""
    data = resource.data
    code = code_of(data.get("code"), FACT)
    maker = _MAKERS.get(code)
    if maker is None:
        reading.warnings.say(f'{resource.origin}: the program knows no fact "{code[:60]}".')
        return
    try:
        payload = maker(parts_of(data))
    except Unreadable as problem:
        reading.warnings.spoiled(resource.origin, str(problem))
        return
    start, end = span(data, "effective")
    when = reading.when(resource, start, end)
    if when is not None:
        yield reading.fact(resource, Kind(code), payload, when)
        if isinstance(payload, CriterionDecision) and payload.decision == "refer" and _refers(data):
            referral = Referral(to="tertiary", criterion=payload.criterion)
            yield reading.fact(resource, Kind.REFERRAL, referral, replace(when, true_to=None), "referral")


def _refers(data: Json) -> bool:
    return yes_or_no(parts_of(data).components.get("referral", {}).get("valueBoolean")) is not False


def said_of(data: Json) -> tuple[Kind, Payload] | None:
    """What an Observation of `urn:mdt:fact` says, None where it cannot be read or is marked as an error."""
    code = code_of(data.get("code"), FACT)
    if code not in _MAKERS or text(data.get("status")) in ("entered-in-error", "cancelled"):
        return None
    try:
        return Kind(code), _MAKERS[code](parts_of(data))
    except Unreadable:
        return None


def _answer(parts: Parts) -> Answer:
    value = yes_or_no(parts.data.get("valueBoolean"))
    if value is None:
        raise Unreadable("valueBoolean is missing")
    return Answer(value=value, note=parts.note, carer=parts.words("carer"))


def _event(parts: Parts) -> Event:
    if yes_or_no(parts.data.get("valueBoolean")) is False:
        raise Unreadable("valueBoolean is false, so it did not happen")
    return Event(text=parts.own_words or parts.note)


def _case(parts: Parts) -> BoardCase:
    return BoardCase(question=parts.own_words, board=parts.words("board"), decided=parts.flag("decided"))


def _language(parts: Parts) -> Language:
    tag = parts.own_words or parts.own_code
    if not tag:
        raise Unreadable("valueCodeableConcept, the language, is missing")
    preferred = yes_or_no(parts.components.get("preferred", {}).get("valueBoolean"))
    return Language(code=tag, preferred=preferred is not False)


def _stage(parts: Parts) -> Stage:
    return Stage(
        category=parts.one_of("category", "T", "N", "M", "stage"),
        value=parts.needed("value"),
        prefix=parts.words("prefix"),
        edition=parts.words("edition"),
    )


def _encounter(parts: Parts) -> Encounter:
    return Encounter(text=_event(parts).text, setting=parts.words("setting"))


_KINDS = ("systemic", "radiotherapy", "surgery", "supportive")
_INTENTS = ("curative", "palliative")


def _line(parts: Parts) -> TreatmentLine:
    line = whole(parts.data.get("valueInteger"))
    if line is None or not 0 < line < 100:
        raise Unreadable("valueInteger must be the number of the line")
    return TreatmentLine(
        number=line,
        intent=parts.one_of("intent", *_INTENTS, needed=False),
        kind=parts.one_of("kind", *_KINDS, needed=False),
        text=parts.words("text") or parts.note,
    )


def _proposal(parts: Parts) -> Proposal:
    return Proposal(
        intent=parts.one_of("intent", *_INTENTS, needed=False),
        kind=parts.one_of("kind", *_KINDS, needed=False),
        text=parts.words("text") or parts.own_words or parts.note,
    )


def _planned(parts: Parts) -> Planned:
    day = said(parts.data.get("valueDateTime"))
    if day is None:
        raise Unreadable("valueDateTime is missing")
    return Planned(day=day.first, text=parts.note)


def _carer(parts: Parts) -> Carer:
    none = parts.flag("none")
    if not none and not parts.own_words:
        raise Unreadable("valueString, the carer's name, is missing")
    return Carer(
        name="" if none else parts.own_words,
        relation=parts.words("relation"),
        phone=parts.words("phone"),
        note=parts.note,
        none=none,
    )


def _faith(parts: Parts) -> Faith:
    code = parts.own_code if parts.own_code in ("none", "prefers-not-to-say") else ""
    words = parts.own_words or ("" if code else said_in(parts.data.get("valueCodeableConcept")))
    if not words and not code:
        raise Unreadable("valueString or valueCodeableConcept is missing")
    return Faith(text=words, code=code)


def _element(parts: Parts) -> ElementEntry:
    return ElementEntry(
        element=parts.id_of(ELEMENT_IDS, "element"),
        status=parts.one_of("status", "done", "declined", "not-applicable", "planned"),
        until=parts.day("until"),
        note=parts.note,
        carer=parts.words("carer"),
    )


def _referral(parts: Parts) -> Referral:
    if parts.own_code not in ("tertiary", "hospice", "psychosocial"):
        raise Unreadable("valueCodeableConcept is not one of tertiary, hospice, psychosocial")
    return Referral(to=parts.own_code, criterion=parts.words("criterion"), note=parts.note)


def _trace(parts: Parts) -> Trace:
    return Trace(level=parts.words("level"), partner=parts.words("partner"), note=parts.note)


def _criterion(parts: Parts) -> CriterionDecision:
    return CriterionDecision(
        criterion=parts.id_of(CRITERION_IDS, "criterion"),
        decision=parts.one_of("decision", "refer", "later", "not-now", "under-care"),
        reason=parts.words("reason"),
        until=parts.day("until"),
    )


def _transition(parts: Parts) -> Transition:
    return Transition(
        to=parts.needed("to"),
        from_=parts.words("from"),
        holder=parts.words("holder"),
        reason=parts.words("reason") or parts.note,
        confirmed=parts.flag("confirmed"),
        giver=parts.words("giver"),
        what=parts.words("what"),
        confirmed_on=parts.day("confirmed-on"),
        confirmed_by=parts.words("confirmed-by"),
    )


def _override(parts: Parts) -> Override:
    return Override(prompt=parts.id_of(PROMPT_IDS, "prompt", "prompt"), reason=parts.needed("reason"))


def _holder(parts: Parts) -> CareHolder:
    return CareHolder(
        level=parts.one_of("level", "primary", "secondary", "tertiary"),
        name=parts.needed("name"),
        role=parts.words("role"),
        organisation=parts.words("organisation"),
        phone=parts.words("phone"),
        night_phone=parts.words("night-phone"),
        address=tuple(line.strip() for line in parts.words("address").splitlines() if line.strip()),
        task=parts.words("task"),
    )


_TOPICS = (
    *("knows", "wants", "not-wanted", "goals", "fears", "told"),
    *("communication", "telling", "deciding"),
)


def _patient_words(parts: Parts) -> PatientWords:
    if not parts.own_words:
        raise Unreadable("valueString, the words, is missing")
    return PatientWords(topic=parts.one_of("topic", *_TOPICS), text=parts.own_words, by=parts.words("by"))


_ANSWERS = (
    Kind.ADVANCED_DISEASE,
    Kind.END_OF_LIFE_PHASE,
    Kind.REQUEST_HASTENED_DEATH,
    Kind.SPIRITUAL_CRISIS,
    Kind.NEEDS_DECISION_HELP,
    Kind.PATIENT_REQUEST,
    Kind.INTERPRETER_NEEDED,
    Kind.REFERRAL_AGREED,
    Kind.PATIENT_LETTER,
    Kind.CARER_ATTENDS,
    Kind.CARER_PERMISSION,
    Kind.REFERRAL_FIRST_CONTACT,
)
_EVENTS = (
    Kind.PROGRESSION,
    Kind.PLAN_CHANGE,
    Kind.DECISION,
    Kind.MEDICATION_ADJUSTED,
    Kind.INCIDENT,
    Kind.DEATH,
    Kind.REFERRAL_FOLLOW_UP,
)
_TRACES = (
    Kind.LETTER_ISSUED,
    Kind.PARTNER_CONTACT,
    Kind.CRITERIA_REVIEW,
    Kind.TEAM_COVER,
    Kind.INVITED_BY_HAND,
)
_MAKERS: dict[str, Callable[[Parts], Payload]] = {
    **dict.fromkeys(_ANSWERS, _answer),
    **dict.fromkeys(_EVENTS, _event),
    **dict.fromkeys(_TRACES, _trace),
    Kind.CASE: _case,
    Kind.LANGUAGE: _language,
    Kind.STAGE: _stage,
    Kind.ENCOUNTER: _encounter,
    Kind.PROGNOSIS: planning_codes.prognosis,
    Kind.TREATMENT_LINE: _line,
    Kind.TREATMENT_PROPOSED: _proposal,
    Kind.DISCHARGE_HOME_PLANNED: _planned,
    Kind.CARER: _carer,
    Kind.FAITH: _faith,
    Kind.SDM: planning_codes.sdm,
    Kind.OPTION: planning_codes.option,
    Kind.ELEMENT: _element,
    Kind.REFERRAL: _referral,
    Kind.ACP: planning_codes.acp,
    Kind.CRITERION: _criterion,
    Kind.TRANSITION: _transition,
    Kind.OVERRIDE: _override,
    Kind.CARE_HOLDER: _holder,
    Kind.PATIENT_WORDS: _patient_words,
}
