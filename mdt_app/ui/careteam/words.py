"""Care is said in words: who holds what, where, since when, and what nobody holds yet."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.careteam import Gap, Gaps, LevelCare
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.handovers import LEVELS, Handover
from mdt_app.domain.payloads import Answer, CareHolder
from mdt_app.domain.reaching import Number, Reached
from mdt_app.ui.common import words as said
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import said_day


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("careteam", text)


def setting(key: str, guidance: Guidance) -> str:
    """A setting's name, or the word itself where no setting has it."""
    names = {
        "home": tr("Home"), "clinic": tr("Clinic"), "ward": tr("Ward"),
        "palliative-unit": tr("Palliative unit"), "nursing-home": tr("Nursing home"), "hospice": tr("Hospice"),
    }  # fmt: skip
    found = guidance.roles.setting(key)
    return names.get(found.id, found.name) if found else key.replace("-", " ")


def place(key: str, guidance: Guidance) -> str:
    """A level or a setting, as a handover names it."""
    return level(key) if key in LEVELS else setting(key, guidance)


def level(key: str) -> str:
    """A level of care in two words."""
    return tr("{level} care").format(level=said.level(key))


def task(id: str, name: str, detail: str = "") -> str:
    """A task as the picture shows it."""
    known = {
        "cancer-plan": tr("Cancer plan and check-ups"), "treatment": tr("Treatment"),
        "daily-care": tr("Daily care and prescriptions"), "symptoms": tr("Pain, other symptoms, worry"),
        "family": tr("Support for the family"), "emergency-wishes": tr("Wishes for an emergency"),
        "screening": tr("Symptoms measured at every visit"), "outlook": tr("Talks about outlook and choices"),
        "complex": tr("Complex problems, advice to the others"), "bereavement": tr("Care in bereavement"),
    }.get(id, name)  # fmt: skip
    return f"{known}: {detail}" if detail else known


def holder(one: CareHolder) -> str:
    """What stands under a holder's name: role and house."""
    role = said.discipline(one.role) if one.role else ""
    return ", ".join(part for part in (role, one.organisation) if part)


def reach(one: LevelCare) -> tuple[str, str]:
    """How a level is reached by day and at night."""
    day = tr("day {phone}").format(phone=one.day_phone) if one.day_phone else tr("no number by day")
    night = tr("night {phone}").format(phone=one.night_phone) if one.night_phone else tr("no number at night")
    return day, night


def doubts(one: Reached | None, on: date) -> tuple[tuple[Shape, str], ...]:
    """What directory and care team say otherwise of a number, a line for each; none where they agree.

    To look at is where the older of two is in the directory, or none is left.
    """
    if one is None:
        return ()
    return tuple(
        (Shape.DOT if number.listed and number.said else Shape.TRIANGLE, _doubt(number, on, night))
        for number, night in ((one.day, False), (one.night, True))
        if number.other
    )


def _doubt(one: Number, on: date, night: bool) -> str:
    since = said_day(one.since, on) if one.since else ""
    if not one.listed:
        words = tr("directory at night: {phone}") if night else tr("directory: {phone}")
        told = words.format(phone=one.other)
        return tr("{told}, since {day}").format(told=told, day=since) if since else told
    if not one.said:
        return tr("taken out of the directory {day}: {phone}").format(day=since, phone=one.other)
    words = tr("night number from the directory, since {day}; before {phone}")
    if not night:
        words = tr("number from the directory, since {day}; before {phone}")
    return words.format(day=since, phone=one.other)


def gap(one: Gap) -> str:
    """What is missing."""
    return {
        Gaps.NO_TERTIARY: tr("Referred to palliative care, and nobody is named there"),
        Gaps.NO_PRIMARY: tr("No GP on file"),
        Gaps.NO_SECONDARY: tr("No oncologist on file"),
        Gaps.NO_NIGHT: tr("No number for the night"),
        Gaps.NO_BEREAVEMENT: tr("Nobody holds bereavement care"),
        Gaps.NO_LEAD: tr("Who has the lead was never recorded"),
        Gaps.NO_SETTING: tr("Where the patient is cared for is not recorded"),
        Gaps.NO_CARER_ASKED: tr("Nobody has asked about a carer"),
    }[one.kind]


def mends(one: Gap) -> str:
    """The act that ends a gap."""
    return {
        Gaps.NO_TERTIARY: tr("Name the team"),
        Gaps.NO_PRIMARY: tr("Name GP"),
        Gaps.NO_SECONDARY: tr("Name oncologist"),
        Gaps.NO_NIGHT: tr("Give number"),
        Gaps.NO_BEREAVEMENT: tr("Name who"),
        Gaps.NO_LEAD: tr("Record lead"),
        Gaps.NO_SETTING: tr("Record place"),
        Gaps.NO_CARER_ASKED: tr("Record carer"),
    }[one.kind]


def days(count: int) -> str:
    """ "same day", "1 day", "5 days"."""
    return said.days(count) if count else tr("same day")


def move(one: Handover, guidance: Guidance) -> str:
    """ "Secondary care to tertiary care"."""
    to = place(one.move.to, guidance)
    if not one.move.from_:
        return to
    return tr("{giver} → {receiver}").format(giver=place(one.move.from_, guidance), receiver=to)


def handed(one: Handover) -> str:
    """Who hands what to whom, and why."""
    move = one.move
    if move.giver and move.holder:
        hands = tr("{giver} to {receiver}").format(giver=move.giver, receiver=move.holder)
    elif move.holder:
        hands = tr("to {receiver}").format(receiver=move.holder)
    else:
        hands = tr("by {giver}").format(giver=move.giver) if move.giver else ""
    return "  ·  ".join(part for part in (hands, move.what, move.reason) if part)


def handover_state(one: Handover, near: date) -> str:
    """Whether it was confirmed: by whom, when, after how long; or how long it waits."""
    move = one.move
    if one.open:
        return tr("not confirmed, {days}").format(days=days(one.days or 0))
    if not move.confirmed:
        return tr("never confirmed")
    when = said_day(move.confirmed_on, near) if move.confirmed_on else tr("day not recorded")
    parts = (when, move.confirmed_by, days(one.days) if one.days is not None else "")
    return tr("confirmed: {what}").format(what=", ".join(part for part in parts if part))


def step(id: str) -> str:
    """A step of a referral."""
    return {
        "referred": tr("Referred"), "agreed": tr("Agreed with patient and family"),
        "contact": tr("First contact"), "follow-up": tr("Follow-up"),
    }[id]  # fmt: skip


def answer(fact: Fact | None, yes: str, no: str) -> str:
    """A yes or no in words; not asked is never a no."""
    if fact is None or not isinstance(fact.payload, Answer):
        return tr("not asked")
    return yes if fact.payload.value else no


def full_day(day: date) -> str:
    """ "12-03-2026"."""
    return f"{day:%d-%m-%Y}"
