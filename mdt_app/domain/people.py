"""People are kept once: patients, and everyone of the directory who treats them or sits on a board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CareLevel(StrEnum):
    """Levels of palliative care, Figure 1; the fourth value is the patient's own side (COM-2)."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"
    PATIENT = "patient"


DISCIPLINES = (
    "oncology",
    "radiation-oncology",
    "surgery",
    "radiology",
    "nuclear-medicine",
    "pathology",
    "pulmonology",
    "gastroenterology",
    "gynaecology",
    "urology",
    "haematology",
    "neurology",
    "geriatrics",
    "palliative",
    "palliative-home-care",
    "gp",
    "home-nursing",
    "oncology-nurse",
    "psycho-oncology",
    "social-work",
    "dietetics",
    "physiotherapy",
    "pharmacy",
    "spiritual-care",
    "coordinator",
)
HOSPITAL_NUMBER = "urn:mdt:hospital-number"
"""The system of a number that a hospital gave, where the source names no system of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone of the directory. `discipline` is one of DISCIPLINES, or what a file said; `level` a CareLevel
    or "" where none fits; `number` the professional number (RIZIV/INAMI); `address` at most five lines; `letters_by`
    how letters go there (a `Way`), "" for post."""

    id: str
    family: str
    given: str = ""
    title: str = ""
    sex: str = ""
    discipline: str = ""
    level: str = ""
    organisation: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    night_phone: str = ""
    email: str = ""
    language: str = ""
    number: str = ""
    letters_by: str = ""
    source_key: str = ""

    @property
    def name(self) -> str:
        """Title, given and family name, as one says it."""
        return " ".join(part for part in (self.title, self.given, self.family) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Who a patient is; nothing clinical. `sex` is FHIR's male, female, other, unknown or ""."""

    id: str
    patient_id: str
    family: str
    given: str = ""
    birth_date: date | None = None
    sex: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""

    @property
    def name(self) -> str:
        """Family name first, as a list shows it."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A number of a patient; (system, value) belongs to one patient only."""

    id: str
    patient_id: str
    system: str
    value: str


def age(birth_date: date, on: date) -> int:
    """Whole years lived on the day `on`."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
