"""How far a thing is, is said in the same words on the agenda, in the panel, in a request and on the lists."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.needs import THINGS, Need, NeedState
from mdt_app.domain.readiness import ASKED, AWAITED, MISSING, NOT_NEEDED, OLD, THERE
from mdt_app.operations.rows import Ready
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import said_dates, said_day

SHAPES = {
    MISSING: Shape.RING, ASKED: Shape.RING, OLD: Shape.HALF, AWAITED: Shape.HALF, NOT_NEEDED: Shape.DOT,
    THERE: Shape.DONE,
}  # fmt: skip


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("readiness", text)


def thing(what: str) -> str:
    """One thing that a discussion needs."""
    return {
        "imaging": tr("Imaging"),
        "pathology": tr("Pathology"),
        "laboratory": tr("Laboratory"),
        "assessment": tr("Symptom scores"),
        "ecog": tr("ECOG"),
        "preferences": tr("Patient’s view"),
        "other": tr("Something else"),
    }.get(what, what)


def things() -> tuple[tuple[str, str], ...]:
    """What may be needed, with its words, in order."""
    return tuple((one, thing(one)) for one in THINGS)


def state(key: str) -> str:
    """How far a thing is."""
    return {
        MISSING: tr("missing"),
        ASKED: tr("asked for"),
        AWAITED: tr("awaited"),
        THERE: tr("there"),
        OLD: tr("too old"),
        NOT_NEEDED: tr("not needed"),
    }.get(key, key)


def states() -> tuple[tuple[str, str], ...]:
    """What somebody may say of a need."""
    return tuple((one.value, state(one.value)) for one in NeedState)


def shape(one: Ready) -> Shape:
    """The mark of a thing; what blocks has a shape of its own."""
    return Shape.TRIANGLE if one.blocks else SHAPES.get(one.state, Shape.DONE)


def whole(one: Ready, near: date | None = None) -> str:
    """ "awaited, PET-CT, by 24 Nov, Dr Février, blocks": everything of a thing in one line."""
    said = said_dates(one.words, near)
    if one.state == MISSING and not any(need.open for need in one.needs):
        return tr("missing")
    if one.state == THERE:
        return said
    parts = [
        tr("blocks") if one.blocks else "",
        state(one.state),
        said if one.words != MISSING else "",
        tr("by {day}").format(day=said_day(one.expected, near)) if one.expected else "",
        one.owner,
    ]
    return ", ".join(part for part in parts if part)


def beside(one: Ready, near: date | None = None) -> str:
    """What stands at the right of a thing: its day, or how far it is and by when."""
    if one.state == THERE:
        return said_dates(one.words, near)
    day = one.expected if one.state in (MISSING, ASKED, AWAITED) else None
    said = state(one.state)
    if one.state == OLD:
        said = f"{said}, {said_dates(one.words, near)}"
    return tr("{state}, by {day}").format(state=said, day=said_day(day, near)) if day else said


def below(one: Ready) -> str:
    """What exactly is wanted and who sees to it, "" where nobody said."""
    if not any(need.open for need in one.needs):
        return ""
    wanted = one.words if one.words != MISSING and one.state != OLD else ""
    owner = one.owner or tr("nobody sees to it yet")
    return ", ".join(part for part in (tr("blocks") if one.blocks else "", wanted, owner) if part)


def need_words(one: Need) -> str:
    """One need in a list of several."""
    return one.wanted or state(one.state.value)
