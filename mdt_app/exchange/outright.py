"""What a FHIR resource has no field for, or says less exactly, an extension `urn:mdt:fact:...` says outright.

- `urn:mdt:fact:recorded` (valueDateTime) and `urn:mdt:fact:true-to` (valueDate): dates for which a type has no place.
- `urn:mdt:fact:recorded-by` (valueString): who recorded it, for types that have no place for it.
- `urn:mdt:fact:kind` (valueCode) of a Condition: `diagnosis`, `metastasis` or `problem`, where the code does not tell.
- `urn:mdt:fact:FIELD`, FIELD a field of the fact (`site`, `concept`, `status`, `previous-dose`, ...): its text
  (valueString, valueCode) or its yes or no (valueBoolean); valueBoolean false for a text says that there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, datetime

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Payload
from mdt_app.exchange.codes import FACT
from mdt_app.exchange.dates import Said, said
from mdt_app.exchange.values import Json, extension, tables, text, yes_or_no


def address(name: str) -> str:
    """The url of the extension for a field."""
    return f"{FACT}:{name.replace('_', '-')}"


def told(payload: Payload, data: Json) -> Payload:
    """The payload with each of its fields that the resource says outright."""
    if not any(text(one.get("url")).startswith(f"{FACT}:") for one in tables(data.get("extension"))):
        return payload
    found: dict[str, str | bool] = {}
    for field in fields(payload):
        held, before = extension(data, address(field.name)), getattr(payload, field.name)
        flag, words = yes_or_no(held.get("valueBoolean")), text(held.get("valueString"))
        words = words or text(held.get("valueCode"))
        if isinstance(before, bool) and flag is not None:
            found[field.name] = flag
        elif isinstance(before, str) and (words or flag is False):
            found[field.name] = words
    changed: Payload = replace(payload, **found)  # type: ignore[arg-type]
    return changed


def kind(data: Json, allowed: Iterable[Kind]) -> Kind | None:
    words = text(extension(data, address("kind")).get("valueCode"))
    return next((one for one in allowed if one == words), None)


def recorded(data: Json) -> Said | None:
    return said(extension(data, address("recorded")).get("valueDateTime"))


def recorded_by(data: Json) -> str:
    return text(extension(data, address("recorded_by")).get("valueString"))


def true_to(data: Json) -> Said | None:
    return said(extension(data, address("true_to")).get("valueDate"))


def moment_of(recorded: Said | None) -> datetime | None:
    """The moment of recording, unless its day in Coordinated Universal Time is another than the one written."""
    at = recorded.at if recorded else None
    return at if recorded and at and at.astimezone(UTC).date() == recorded.first else None
