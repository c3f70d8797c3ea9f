"""A patient gets a letter unless dead or wanting none; who was not asked gets one, and a later yes brings it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import Answer
from mdt_app.domain.people import CareLevel
from mdt_app.domain.record import Record

SHE = {"female": "she", "male": "he"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLetter:
    """Why a patient gets no letter: since `day` the patient is dead, else wants none."""

    day: date
    died: bool = False


def letter_answer(record: Record) -> Fact | None:
    """The newest answer to whether the patient wants a letter, None while nobody was told."""
    return record.newest(Kind.PATIENT_LETTER)


def no_patient_letter(record: Record) -> NoLetter | None:
    """Why this patient gets no letter; None where one is written."""
    if record.death is not None:
        return NoLetter(day=record.death.true_from, died=True)
    said = letter_answer(record)
    if said is None or not isinstance(said.payload, Answer) or said.payload.value:
        return None
    return NoLetter(day=said.true_from)


def kept_back(one: LetterRecord, level: str) -> NoLetter | None:
    """Why the letter of a level is not given to anybody; only the patient's own ever is kept back."""
    return no_patient_letter(one.record) if level == CareLevel.PATIENT else None


def why_none(why: NoLetter, sex: str) -> str:
    """The reason as a sentence: "No letter to the patient: she wants none, said on 2026-11-12."."""
    if why.died:
        return f"No letter to the patient, who died on {why.day}."
    who = SHE.get(sex, "the patient")
    return f"No letter to the patient: {who} wants none, said on {why.day}."
