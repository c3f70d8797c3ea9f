"""What leaves the house of one patient: the newest word of each fact, and who treats him; history stays here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mdt_app.domain.cases import Case
from mdt_app.domain.facts import Fact
from mdt_app.domain.people import Identifier, Patient, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingPatient:
    """One patient's record as it is sent.

    `facts` are in the order of their ids, without those that were corrected or taken back (`corrected` counts them);
    `first_words` gives by a correction's id what it goes back to, for a thing keeps its name when it is corrected.
    `questions` are the cases still open, each with its board's name; `recorders` the name behind each account;
    `at` is the moment of sending.
    """

    patient: Patient
    identifiers: tuple[Identifier, ...]
    facts: tuple[Fact, ...]
    first_words: Mapping[str, Fact]
    people: tuple[Person, ...]
    questions: tuple[tuple[Case, str], ...]
    recorders: Mapping[str, str]
    corrected: int
    at: datetime
