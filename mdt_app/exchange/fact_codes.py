"""The facts for which no agreed code exists travel as Observations with a code of `urn:mdt:fact`.

The codes, their values and components are those of the command line's contract. Added to them, for what letters say:

- `care-holder`: components `level` (`primary`, `secondary`, `tertiary`), `name`, `role`, `organisation`, `phone`,
  `night-phone` (valueString) and `address` (valueString, lines parted by line breaks): who holds a level of care.
- `patient-words`: valueString the words, components `by` (valueString: who reports or told it) and `topic` (`knows`,
  `wants`, `not-wanted`, `goals`, `fears`, `told`; to answer SPI-3 and COM-1 `communication`, `telling`, `deciding`).
- `decision`: a board decided something on that day; valueString what, as `plan-change` has it.
- further components: `text` of a treatment line or proposal; `told-words` of a prognosis; `relation`, `phone`, `note`
  of a carer; `value` of an `acp` item ("DNR 2"); `reason` of a transition; `note` wherever the fact has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact
from mdt_app.domain.payloads import (
    SDM_STEPS,
    Acp,
    Answer,
    CareHolder,
    Carer,
    CriterionDecision,
    ElementEntry,
    Encounter,
    Event,
    Faith,
    Override,
    PatientWords,
    Payload,
    Planned,
    Prognosis,
    Proposal,
    Referral,
    SdmStep,
    Trace,
    Transition,
    TreatmentLine,
)
from mdt_app.exchange.bundle import Reading, Resource, span
from mdt_app.exchange.codes import FACT, VALUE
from mdt_app.exchange.dates import said
from mdt_app.exchange.values import (
    Json,
    code_of,
    codings,
    notes,
    number,
    said_in,
    table,
    tables,
    text,
    whole,
    yes_or_no,
)

_UNITS = {
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("wk", "week", "weeks"), "wk"),
    **dict.fromkeys(("mo", "month", "months"), "mo"),
    **dict.fromkeys(("a", "year", "years"), "a"),
}


class Unreadable(ValueError):
    """The observation does not say what its code asks for; the text names the field."""


@dataclass(frozen=True, slots=True)
class Parts:
    """An observation's own value and its components by name."""

    data: Json
    components: dict[str, Json]

    def words(self, name: str) -> str:
        """A component in words: its valueString, else the code of its concept."""
        held = self.components.get(name, {})
        concept = held.get("valueCodeableConcept")
        return text(held.get("valueString")) or code_of(concept, VALUE) or said_in(concept)

    def one_of(self, name: str, *allowed: str, needed: bool = True) -> str:
        found = self.words(name)
        if found in allowed or (not found and not needed):
            return found
        choices = ", ".join(allowed)
        raise Unreadable(
            f'component {name} is "{found[:40]}" and not one of {choices}' if found else _lacks(name)
        )

    def needed(self, name: str) -> str:
        found = self.words(name)
        if not found:
            raise Unreadable(_lacks(name))
        return found

    def day(self, name: str) -> date | None:
        """A component's valueDateTime; one that is there but is no date is not passed over."""
        if name not in self.components:
            return None
        held = self.components[name]
        found = said(held.get("valueDateTime")) or said(held.get("valueString"))
        if found is None:
            raise Unreadable(f"component {name} has no valueDateTime")
        return found.first

    def flag(self, name: str) -> bool:
        return yes_or_no(self.components.get(name, {}).get("valueBoolean")) or False

    @property
    def note(self) -> str:
        return self.words("note") or notes(self.data)

    @property
    def own_words(self) -> str:
        return text(self.data.get("valueString"))

    @property
    def own_code(self) -> str:
        """The code of the value: of urn:mdt:value, else the first one."""
        concept = self.data.get("valueCodeableConcept")
        first = next((code for _, code, _ in codings(concept) if code), "")
        return code_of(concept, VALUE) or first


def _lacks(name: str) -> str:
    return f"component {name} is missing"


def read(resource: Resource, reading: Reading) -> Iterator[IncomingFact]:
    """The fact of one `urn:mdt:fact` Observation; what cannot be read is left out with a sentence."""
    data = resource.data
    code = code_of(data.get("code"), FACT)
    maker = _MAKERS.get(code)
    if maker is None:
        reading.warnings.say(f'{resource.origin}: the program knows no fact "{code[:60]}".')
        return
    try:
        payload = maker(_parts(data))
    except Unreadable as problem:
        reading.warnings.spoiled(resource.origin, str(problem))
        return
    start, end = span(data, "effective")
    when = reading.when(resource, start, end)
    if when is not None:
        yield reading.fact(resource, Kind(code), payload, when)
        if isinstance(payload, CriterionDecision) and payload.decision == "refer":
            referral = Referral(to="tertiary", criterion=payload.criterion)
            yield reading.fact(resource, Kind.REFERRAL, referral, replace(when, true_to=None), "referral")


def _parts(data: Json) -> Parts:
    components: dict[str, Json] = {}
    for one in tables(data.get("component")):
        names = [code for system, code, _ in codings(one.get("code")) if system in (FACT, "") and code]
        for name in names[:1]:
            components.setdefault(name, one)
    return Parts(data, components)


def _answer(parts: Parts) -> Answer:
    value = yes_or_no(parts.data.get("valueBoolean"))
    if value is None:
        raise Unreadable("valueBoolean is missing")
    return Answer(value=value, note=parts.note)


def _event(parts: Parts) -> Event:
    if yes_or_no(parts.data.get("valueBoolean")) is False:
        raise Unreadable("valueBoolean is false, so it did not happen")
    return Event(text=parts.own_words or parts.note)


def _encounter(parts: Parts) -> Encounter:
    return Encounter(text=_event(parts).text, setting=parts.words("setting"))


def _prognosis(parts: Parts) -> Prognosis:
    quantity = table(parts.data.get("valueQuantity"))
    estimate = number(quantity.get("value"))
    unit = _UNITS.get(text(quantity.get("code")), "") or _UNITS.get(text(quantity.get("unit")), "")
    told = parts.one_of("told", "yes", "no", "does-not-wish", needed=False)
    if quantity and (estimate is None or estimate < 0 or not unit):
        raise Unreadable("valueQuantity needs a number and one of the units d, wk, mo, a")
    if not quantity and not told:
        raise Unreadable("valueQuantity is missing")
    return Prognosis(
        amount=None if estimate is None else float(estimate),
        unit=unit,
        method=parts.words("method"),
        told=told,
        told_words=parts.words("told-words"),
    )


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


def _sdm(parts: Parts) -> SdmStep:
    return SdmStep(step=parts.one_of("step", *SDM_STEPS), note=parts.note)


def _element(parts: Parts) -> ElementEntry:
    return ElementEntry(
        element=parts.needed("id"),
        status=parts.one_of("status", "done", "declined", "not-applicable", "planned"),
        until=parts.day("until"),
        note=parts.note,
    )


def _referral(parts: Parts) -> Referral:
    if parts.own_code not in ("tertiary", "hospice", "psychosocial"):
        raise Unreadable("valueCodeableConcept is not one of tertiary, hospice, psychosocial")
    return Referral(to=parts.own_code, criterion=parts.words("criterion"), note=parts.note)


def _trace(parts: Parts) -> Trace:
    return Trace(level=parts.words("level"), partner=parts.words("partner"), note=parts.note)


_ACP_ITEMS = (
    "readiness",
    "code-status",
    "living-will",
    "advance-directive",
    "surrogate",
    "out-of-hospital-dnr",
)
_ACP_STATES = ("discussed", "completed", "documented", "declined", "not-applicable")


def _acp(parts: Parts) -> Acp:
    return Acp(
        item=parts.one_of("item", *_ACP_ITEMS),
        state=parts.one_of("state", *_ACP_STATES),
        value=parts.words("value") or parts.own_words,
        note=parts.note,
        review=parts.day("review"),
    )


def _criterion(parts: Parts) -> CriterionDecision:
    return CriterionDecision(
        criterion=parts.needed("id"),
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
    )


def _override(parts: Parts) -> Override:
    return Override(prompt=parts.needed("prompt"), reason=parts.needed("reason"))


def _holder(parts: Parts) -> CareHolder:
    return CareHolder(
        level=parts.one_of("level", "primary", "secondary", "tertiary"),
        name=parts.needed("name"),
        role=parts.words("role"),
        organisation=parts.words("organisation"),
        phone=parts.words("phone"),
        night_phone=parts.words("night-phone"),
        address=tuple(line.strip() for line in parts.words("address").splitlines() if line.strip()),
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
    Kind.CARER_ATTENDS,
    Kind.CARER_PERMISSION,
    Kind.REFERRAL_FIRST_CONTACT,
)
_EVENTS = (Kind.PROGRESSION, Kind.PLAN_CHANGE, Kind.DECISION, Kind.MEDICATION_ADJUSTED, Kind.INCIDENT)
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
    Kind.ENCOUNTER: _encounter,
    Kind.PROGNOSIS: _prognosis,
    Kind.TREATMENT_LINE: _line,
    Kind.TREATMENT_PROPOSED: _proposal,
    Kind.DISCHARGE_HOME_PLANNED: _planned,
    Kind.CARER: _carer,
    Kind.FAITH: _faith,
    Kind.SDM: _sdm,
    Kind.ELEMENT: _element,
    Kind.REFERRAL: _referral,
    Kind.ACP: _acp,
    Kind.CRITERION: _criterion,
    Kind.TRANSITION: _transition,
    Kind.OVERRIDE: _override,
    Kind.CARE_HOLDER: _holder,
    Kind.PATIENT_WORDS: _patient_words,
}
