"""What became of a recommendation is said in words, with its reason and its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.fates import FateReason, is_late
from mdt_app.operations.history import ListedOn
from mdt_app.operations.settling import Settled
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.words import days, said_day


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("actions", text)


def fate(one: Fate) -> str:
    """ "carried out"; that nobody has said yet where it is open."""
    return {
        Fate.OPEN: tr("open"),
        Fate.CARRIED_OUT: tr("carried out"),
        Fate.CHANGED: tr("changed"),
        Fate.NOT_DONE: tr("not done"),
    }[one]


def reason(code: str, reasons: Iterable[FateReason]) -> str:
    """The words of a reason; the code itself where the list knows it no more."""
    return next((one.words for one in reasons if one.id == code), code)


def became(one: Recommendation, reasons: Iterable[FateReason], today: date) -> str:
    """ "not done on 12 Nov: the patient chose otherwise (her own words)"; what is open, with its day."""
    if one.fate == Fate.OPEN:
        return due(one, today)
    said = fate(one.fate)
    if one.fate_on is not None:
        said = tr("{fate} on {day}").format(fate=said, day=said_day(one.fate_on, today))
    more = why(one, reasons)
    return tr("{fate}: {why}").format(fate=said, why=more) if more else said


def why(one: Recommendation, reasons: Iterable[FateReason]) -> str:
    """The reason and the note: "the patient chose otherwise; her own words"."""
    coded = reason(one.fate_code, reasons) if one.fate_code else ""
    return "; ".join(part for part in (coded[:1].lower() + coded[1:], one.fate_note) if part)


def due(one: Recommendation, today: date) -> str:
    """By when an open one is to be done, and for how long that day has passed."""
    if one.due is None:
        return tr("open, no day said")
    day = said_day(one.due, today)
    late = (today - one.due).days
    if late <= 0:
        return tr("open, by {day}").format(day=day)
    return tr("overdue since {day}, {days}").format(day=day, days=days(late))


def mark(one: Recommendation, today: date) -> Mark:
    """A shape that says the same; an overdue action asks for a look, it is no risk by itself."""
    if one.fate == Fate.CARRIED_OUT:
        return Mark(Shape.DONE, fate(one.fate), quiet=True)
    if one.fate in (Fate.CHANGED, Fate.NOT_DONE):
        return Mark(Shape.HALF, fate(one.fate), quiet=True)
    if is_late(one, today):
        return Mark(Shape.TRIANGLE, tr("overdue"))
    return Mark(Shape.RING, tr("open"), quiet=True)


def owner(one: Recommendation) -> str:
    """Who sees to it; that nobody is named is said."""
    return one.owner.strip() or tr("nobody named")


def outcome(one: ListedOn) -> str:
    """What came of a case on one agenda, and why where somebody said."""
    if not one.closed:
        said = tr("taken off") if one.outcome == Outcome.WITHDRAWN else tr("on this agenda")
    else:
        said = {
            Settled.DECIDED: tr("decided"),
            Settled.TALKED: tr("talked about, not decided"),
            Settled.UNTOUCHED: tr("not reached"),
            Settled.STANDARD: tr("met by standard of care"),
            Settled.WITHDRAWN: tr("taken off"),
        }[one.settled]
    if one.because:
        said = tr("{outcome}: {why}").format(outcome=said, why=one.because)
    return tr("{outcome} (carried over)").format(outcome=said) if one.carried else said
