"""Nothing is sent unread: each resource is read as import would read it, and says outright what it would lose."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.incoming import IncomingFact
from mdt_app.domain.payloads import Condition
from mdt_app.exchange.bundle import Reading, Resource
from mdt_app.exchange.fhir import READERS
from mdt_app.exchange.outgoing import coded
from mdt_app.exchange.outgoing.elements import extension
from mdt_app.exchange.outgoing.resources import resource
from mdt_app.exchange.outright import address
from mdt_app.exchange.values import Json
from mdt_app.exchange.warnings import Warnings

_OF_THIS_DATABASE = ("person_id",)


def sendable(fact: Fact) -> Json | None:
    """The fact as a resource that is read back as the same fact; None where FHIR cannot carry what it says."""
    made = resource(fact)
    found = _read(made)
    if isinstance(fact.payload, Condition) and found is not None and found.kind != fact.kind:
        made = _with(made, {"url": address("kind"), "valueCode": str(fact.kind)})
        found = _read(made)
    if fact.kind is Kind.STAGE and (found is None or found.kind != fact.kind or _lost(fact, found)):
        made = coded.observation(fact)
        found = _read(made)
    if found is not None and found.kind == fact.kind:
        for name in _lost(fact, found):
            value = getattr(fact.payload, name)
            if isinstance(value, str | bool):
                made = _with(made, extension(name, value))
        found = _read(made)
    return made if found is not None and _is_same(fact, found) else None


def _with(made: Json, more: Json) -> Json:
    return {**made, "extension": [*made.get("extension", []), more]}


def _read(made: Json) -> IncomingFact | None:
    """What import takes the resource for."""
    one = Resource(made["resourceType"], made["resourceType"] + "/1", made)
    return next(READERS[one.type](one, Reading((one,), Warnings())), None)


def _lost(fact: Fact, found: IncomingFact) -> list[str]:
    """The fields that would come back otherwise; a code that was only added for the reader is no loss."""
    if type(fact.payload) is not type(found.payload):
        return []
    coded_here = bool(getattr(fact.payload, "code", "")) or not isinstance(fact.payload, Condition)
    passed_over = _OF_THIS_DATABASE if coded_here else (*_OF_THIS_DATABASE, "code", "system")
    return [
        one.name
        for one in fields(fact.payload)
        if one.name not in passed_over
        and _plain(getattr(fact.payload, one.name)) != _plain(getattr(found.payload, one.name))
    ]


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _is_same(fact: Fact, found: IncomingFact) -> bool:
    """Whether kind, content and dates are the same; a time that lies on no zone's day is passed over."""
    dates = (fact.true_from, fact.true_to) == (found.true_from, found.true_to)
    return fact.kind == found.kind and dates and not _lost(fact, found)
