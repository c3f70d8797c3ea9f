"""The small pieces that FHIR resources are made of; an empty piece is left out, for FHIR knows no empty values."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID, uuid5

from mdt_app.domain.facts import Fact
from mdt_app.exchange.codes import FACT, VALUE
from mdt_app.exchange.outright import address
from mdt_app.exchange.values import Json

PLACES = UUID("5b1f6d1c-6d6e-4a54-8f0e-0d5a8c9d3e17")
_CODE = re.compile(r"[^\s]+(\s[^\s]+)*")
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_ZONES = [timezone(timedelta(hours=hours)) for hours in (0, 1, 2, *range(3, 15), *range(-1, -13, -1))]


def filled(**fields: object) -> Json:
    """The fields that hold something; a trailing underscore is no part of a name."""
    return {name.rstrip("_"): one for name, one in fields.items() if one not in (None, "", [], {}, ())}


def coding(system: str, code: str, display: str = "") -> Json:
    return filled(system=system if " " not in system else "", code=code, display=display)


def concept(words: str, code: str = "", system: str = "") -> Json:
    """A CodeableConcept of a text, and of a code where it is one."""
    coded = [coding(system, code)] if _CODE.fullmatch(code) else []
    return filled(coding=coded, text=words)


def fact_code(name: str) -> Json:
    return {"coding": [coding(FACT, name)]}


def value_code(code: str) -> Json:
    return {"coding": [coding(VALUE, code)]}


def extension(name: str, value: str | bool) -> Json:
    """A field said outright; an empty text is said as false."""
    if isinstance(value, str) and value.strip():
        return {"url": address(name), "valueString": value}
    return {"url": address(name), "valueBoolean": bool(value)}


def day(fact: Fact) -> str:
    """When the fact became true: the day, or the moment in a zone in which it lies on that day."""
    if fact.at is not None and fact.at.tzinfo is not None:
        for zone in _ZONES:
            moment = fact.at.astimezone(zone)
            if moment.date() == fact.true_from:
                return moment.isoformat()
    return fact.true_from.isoformat()


def instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def decimal(number: float) -> Decimal | int:
    return int(number) if number == int(number) else Decimal(repr(number))


def safe_id(id: str) -> str:
    return id if _ID.fullmatch(id) else str(uuid5(PLACES, id))


def place(kind: str, id: str) -> str:
    """The fullUrl of a resource, by which the others of the bundle refer to it."""
    return f"urn:uuid:{uuid5(PLACES, f'{kind}/{id}')}"


def iso(value: date | None) -> str:
    return value.isoformat() if value else ""
