"""What stands on a patient's page is said in words: numbers by their kind, days with their year, no codes."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.fact_text import fact_text, kind_words
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.national_number import as_printed
from mdt_app.domain.payloads import Assessment, CriterionDecision, ElementEntry, Referral
from mdt_app.domain.states import Status as Stands
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import said_clock, said_day

SHAPES = {
    Stands.DUE: Shape.RING, Stands.DONE: Shape.DONE, Stands.PLANNED: Shape.HALF, Stands.NOT_DUE: Shape.DOT,
    Stands.DECLINED: Shape.DOT, Stands.NOT_APPLICABLE: Shape.DOT, Stands.UNKNOWN: Shape.RING,
}  # fmt: skip


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("patients", text)


def number_kind(system: str) -> str:
    """What kind of number it is, from the system that gave it."""
    if system.endswith("ssin"):
        return tr("national number")
    return tr("hospital number") if system.endswith("hospital-number") else tr("number")


def said_number(system: str, value: str) -> str:
    """ "national number 51.03.12-012.47"."""
    return f"{number_kind(system)} {as_printed(value)}"


def sex(key: str) -> str:
    """A sex in words; "" where it was not said."""
    return {
        "female": tr("female"), "male": tr("male"), "other": tr("other"), "unknown": tr("unknown"),
    }.get(key, "")  # fmt: skip


def full_day(day: date) -> str:
    """ "12-03-1951"."""
    return f"{day:%d-%m-%Y}"


def moment(at: datetime) -> str:
    """ "12-03-2026, 14:05", at this desk."""
    return f"{at.astimezone():%d-%m-%Y, %H:%M}"


def source(key: str) -> str:
    """Where a fact came from."""
    return {
        "import": tr("read from a file"),
        "desk": tr("entered at a desk"),
        "meeting": tr("a tumour board"),
    }.get(key, key)


def holder_missing(level: str) -> str:
    """That nobody holds a level yet."""
    return tr("none on file") if level == "primary" else tr("none yet")


def topic(key: str) -> str:
    """What the patient's words are about."""
    return {
        "knows": tr("Knows"), "wants": tr("Wants"), "not-wanted": tr("Does not want"), "goals": tr("Hopes"),
        "fears": tr("Fears"), "told": tr("Was told"), "communication": tr("How to talk"),
        "deciding": tr("How to decide"), "telling": tr("How to be told"),
    }.get(key, key.replace("-", " ").capitalize())  # fmt: skip


def meeting(starts_at: datetime, board: str) -> str:
    """A meeting in one line, its time being the board's: "Thu 15 Oct 2026, 13:00  Thoracic oncology board"."""
    return f"{said_day(starts_at.date(), weekday=True)}, {said_clock(starts_at, starts_at.tzinfo)}  {board}"


def fact_kind(kind: str) -> str:
    """A kind of fact as a heading."""
    return kind_words(Kind(kind)) if kind in tuple(Kind) else kind


def fact_line(fact: Fact, guidance: Guidance) -> str:
    """What a fact says; criteria, elements and instruments by their names."""
    payload = fact.payload
    names = {}
    if isinstance(payload, CriterionDecision | Referral) and payload.criterion:
        names = {one.id: one.name for one in guidance.criteria if one.id == payload.criterion}
    elif isinstance(payload, ElementEntry):
        names = {one.id: one.name for one in guidance.elements if one.id == payload.element}
    elif isinstance(payload, Assessment) and payload.instrument in guidance.instruments:
        names = {payload.instrument: guidance.instruments[payload.instrument].name}
    text = fact_text(fact)
    for code, name in names.items():
        text = text.replace(code, name, 1) if code in text else f"{text} ({name})"
    return text


def fact_days(fact: Fact) -> str:
    """From when and until when a fact is true."""
    if fact.true_to is None:
        return full_day(fact.true_from)
    return tr("{since} to {until}").format(since=full_day(fact.true_from), until=full_day(fact.true_to))
