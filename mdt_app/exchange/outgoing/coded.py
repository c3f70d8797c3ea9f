"""What only this program has a code for goes out as an Observation of `urn:mdt:fact`, each field under its own name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields
from datetime import date
from typing import Any

from mdt_app.domain import payloads
from mdt_app.domain.facts import Fact
from mdt_app.domain.payloads import Payload
from mdt_app.exchange.outgoing.elements import (
    coding,
    day,
    decimal,
    fact_code,
    filled,
    instant,
    iso,
    value_code,
)
from mdt_app.exchange.values import Json

UCUM = "http://unitsofmeasure.org"
UNITS = {"d": "days", "wk": "weeks", "mo": "months", "a": "years"}
_CODED = {
    "told",
    "intent",
    "kind",
    "setting",
    "step",
    "status",
    "item",
    "state",
    "decision",
    "level",
    "partner",
}
_CODED |= {"from", "to", "prompt", "id", "criterion", "topic", "category"}
# fields whose component has another name than they
_NAMES: dict[tuple[type[Any], str], str] = {
    (payloads.ElementEntry, "element"): "id",
    (payloads.CriterionDecision, "criterion"): "id",
    (payloads.Planned, "text"): "note",
    (payloads.Transition, "from_"): "from",
}
_JOINED_BY = {"address": "\n", "codes": " "}
_OF_THIS_DATABASE = ("person_id",)


def observation(fact: Fact) -> Json:
    """The fact as an Observation without id and subject."""
    begun, period = day(fact), {}
    if fact.true_to:
        period = {"effectivePeriod": {"start": begun, "end": iso(fact.true_to)}}
    return {
        "resourceType": "Observation",
        "status": "amended" if fact.replaces else "final",
        "code": fact_code(fact.kind),
        **(period or {"effectiveDateTime": begun}),
        "issued": instant(fact.recorded_at),
        **_value(fact.payload),
        **filled(component=list(_components(fact.payload))),
    }


def _value(said: Payload) -> Json:
    """The value of the Observation itself, of the fields that `_OWN` names."""
    make = _OWN.get(type(said))
    return make[1](said) if make else {}


def _components(said: Payload) -> Iterator[Json]:
    """Every other field that says something, as a component."""
    own = _OWN[type(said)][0] if type(said) in _OWN else ()
    for field in fields(said):
        value = getattr(said, field.name)
        if field.name in own or field.name in _OF_THIS_DATABASE or _is_unsaid(field, value):
            continue
        name = _NAMES.get((type(said), field.name), field.name.replace("_", "-"))
        yield {"code": fact_code(name), **_component_value(name, value)}


def _is_unsaid(field: Field[Any], value: object) -> bool:
    return value in ("", None, ()) or (field.default is not MISSING and value == field.default)


def _component_value(name: str, value: str | bool | date | tuple[str, ...]) -> Json:
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, date):
        return {"valueDateTime": value.isoformat()}
    if isinstance(value, tuple):
        return {"valueString": _JOINED_BY[name].join(value)}
    if name in _CODED and value == " ".join(value.split()):
        return {"valueCodeableConcept": value_code(value)}
    return {"valueString": value}


def _words(name: str) -> tuple[tuple[str, ...], Callable[[Any], Json]]:
    return (name,), lambda said: filled(valueString=getattr(said, name))


def _estimate(said: payloads.Prognosis) -> Json:
    if said.amount is None:
        return {}
    system = UCUM if said.unit in UNITS else ""
    unit = filled(unit=UNITS.get(said.unit, said.unit), system=system, code=said.unit)
    return {"valueQuantity": {"value": decimal(said.amount), **unit}}


def _faith(said: payloads.Faith) -> Json:
    return {"valueString": said.text} if said.text else {"valueCodeableConcept": value_code(said.code)}


def _language(said: payloads.Language) -> Json:
    return {"valueCodeableConcept": {"coding": [coding("urn:ietf:bcp:47", said.code)]}}


# which fields are the value of the Observation itself, and how
_OWN: dict[type[Any], tuple[tuple[str, ...], Callable[[Any], Json]]] = {
    payloads.Answer: (("value",), lambda said: {"valueBoolean": said.value}),
    payloads.TreatmentLine: (("number",), lambda said: {"valueInteger": said.number}),
    payloads.Planned: (("day",), lambda said: {"valueDateTime": iso(said.day)}),
    payloads.Referral: (("to",), lambda said: {"valueCodeableConcept": value_code(said.to)}),
    payloads.Prognosis: (("amount", "unit"), _estimate),
    payloads.Faith: (("text", "code"), _faith),
    payloads.Language: (("code",), _language),
    payloads.Event: _words("text"),
    payloads.Encounter: _words("text"),
    payloads.PatientWords: _words("text"),
    payloads.WeighedOption: _words("text"),
    payloads.BoardCase: _words("question"),
    payloads.Carer: _words("name"),
}
