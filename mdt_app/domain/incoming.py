"""What an outside file says, read but not yet kept: drafts without ids, which an operation turns into facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Payload


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingFact:
    """A fact as read. `origin` names the thing in the source ("Observation/123"), alike at every reading."""

    kind: Kind
    payload: Payload
    true_from: date
    origin: str
    at: datetime | None = None
    true_to: date | None = None
    recorded_on: date | None = None


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
class IncomingFile:
    """One file as read. `error` is the one sentence that says why nothing of it can be used."""

    path: str
    format: str
    patients: tuple[IncomingPatient, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str = ""
