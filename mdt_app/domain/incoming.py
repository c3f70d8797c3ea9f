"""What an outside file says, read but not yet kept: drafts without ids, which an operation turns into facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import CareHolder, Language, Payload, Stage

WORKLIST = "worklist/"
"""How the origin of everything begins that a worklist says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFact:
    """A fact as read. `origin` names the thing in the source ("Observation/123"), alike at every reading.

    `recorded_on` is the day on which the source recorded it, `recorded_at` the moment where the source knows it;
    `author` is who stands for it there, "" where nobody is named.
    """

    kind: Kind
    payload: Payload
    true_from: date
    origin: str
    at: datetime | None = None
    true_to: date | None = None
    recorded_on: date | None = None
    recorded_at: datetime | None = None
    author: str = ""


SOURCE_KEY = re.compile(r"(?P<origin>.*)#(?P<print>[0-9a-f]{16})(?:#\d+)?", re.DOTALL)
"""The source key of an imported fact: its origin, a print of what it says, and how often it said so."""


def origin_in(source_key: str) -> str:
    """The origin in the source key of an imported fact, "" in any other."""
    found = SOURCE_KEY.fullmatch(source_key)
    return found["origin"] if found else ""


def place_of(origin: str, kind: Kind, payload: Payload) -> tuple[str, ...]:
    """What a statement takes the place of when its source says another: its own resource or row, and of a worklist
    the patient's stage, language or holder of care, of which one list says one."""
    whose = origin.partition(f"#{kind}-")[0]
    if origin.startswith(WORKLIST) and isinstance(payload, Stage):
        return whose, kind, payload.category, payload.prefix
    if origin.startswith(WORKLIST) and isinstance(payload, Language):
        return whose, kind
    if origin.startswith(WORKLIST) and isinstance(payload, CareHolder):
        return whose, kind, payload.level
    return (origin,)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPerson:
    """A clinician, organisation or team of the directory as read."""

    origin: str
    family: str
    given: str = ""
    title: str = ""
    discipline: str = ""
    level: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPatient:
    """One patient as read: who it is, what is said of him, and the question to a board if there is one.

    `identifiers` are (system, value); the first decides nothing alone: any match is a match. `origin` names the
    patient's own row or resource in the source, alike at every reading, for one who has no number.
    """

    family: str
    given: str = ""
    birth_date: date | None = None
    sex: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    facts: tuple[IncomingFact, ...] = ()
    people: tuple[IncomingPerson, ...] = ()
    question: str = ""
    asked_by: str = ""
    asked_on: date | None = None
    place: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingColumn:
    """A column of a worklist: its header, the field that it is known as or "", and its first values."""

    header: str
    field: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFile:
    """One file as read. `error` is the one sentence that says why nothing of it can be used."""

    path: str
    format: str
    patients: tuple[IncomingPatient, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str = ""
