"""Phases, roles and states of the palliative view are said in plain words, the same on the screen and on paper."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from mdt_app.domain.facts import Fact
from mdt_app.domain.payloads import CriterionDecision, ElementEntry
from mdt_app.domain.phase import Phase
from mdt_app.domain.states import ElementState
from mdt_app.domain.states import Status as Stands
from mdt_app.domain.trends import Level, Series
from mdt_app.operations.palliative_view import PalliativeView, Ring
from mdt_app.ui.cases.criteria import answers
from mdt_app.ui.cases.elements import status_word
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.words import said_day
from mdt_app.ui.patients.words import full_day

OWN_WORDS = ("goals", "wants", "not-wanted", "fears", "knows", "told")
WISHES = frozenset({"goals", "wants"})
TEAM_ELEMENTS = frozenset({"EOL-1"})
LEVEL_SHAPES = {Level.SEVERE: Shape.DIAMOND, Level.LOOK: Shape.TRIANGLE, Level.CALM: Shape.DOT}


def tr(text: str) -> str:
    """A text of this package in the user's language."""
    return QCoreApplication.translate("palliative", text)


def phase(key: Phase) -> str:
    """A phase as a heading."""
    return {
        Phase.UNKNOWN: tr("Phase not recorded"), Phase.NEW_DIAGNOSIS: tr("New diagnosis"),
        Phase.CONTROLLED: tr("Treatment or follow-up"), Phase.ADVANCED: tr("Advanced disease"),
        Phase.PROGRESSING: tr("Progressing"), Phase.LAST_WEEKS: tr("Last weeks of life"), Phase.DIED: tr("Died"),
    }[key]  # fmt: skip


def role(key: str) -> str:
    """What somebody to ring is to the patient."""
    return {
        "tertiary": tr("Palliative team"), "secondary": tr("Oncologist"), "primary": tr("GP"),
        "oncology": tr("Oncology line"), "carer": tr("Carer"), "surrogate": tr("Representative"),
        "trusted-person": tr("Trusted person"),
    }.get(key, key)  # fmt: skip


def ring_name(one: Ring) -> str:
    """Name and what more is known of somebody to ring."""
    return ", ".join(part for part in (one.name, one.detail) if part)


def element_state(one: ElementState, near: date) -> str:
    """Where an element stands: "overdue since 12 Oct", "by 3 Dec", "planned for 3 Dec"."""
    if one.overdue and one.due:
        return tr("overdue since {day}").format(day=said_day(one.due, near))
    if one.status is Stands.DUE:
        return tr("by {day}").format(day=said_day(one.due, near)) if one.due else tr("due")
    entry = one.entry.payload if one.entry is not None else None
    if one.status is Stands.PLANNED and isinstance(entry, ElementEntry) and entry.until:
        return tr("planned for {day}").format(day=said_day(entry.until, near))
    return status_word(one.status)


def entry(fact: Fact, page: PalliativeView) -> str:
    """One entry on an element: what, when, by whom, with which words."""
    said = fact.payload
    if not isinstance(said, ElementEntry):
        return ""
    until = tr("until {day}").format(day=said_day(said.until, page.on)) if said.until else ""
    who = fact.recorder(page.names)
    parts = (said.status.replace("-", " "), until, said_day(fact.true_from, page.on), who, said.note)
    return ", ".join(part for part in parts if part)


def read_in(page: PalliativeView) -> str:
    """What an import after the day of knowing leaves out of the page, else ""."""
    found = page.read_in
    if found is None:
        return ""
    first, last = full_day(found.first), full_day(found.last)
    days = tr("Read in on {day}.") if found.first == found.last else tr("Read in from {first} to {day}.")
    count = tr(
        "Of this patient's {all} statements {some} bear no recording day of their own and count as known from then."
    )
    if found.undated == 1:
        count = tr(
            "Of this patient's {all} statements 1 bears no recording day of its own and counts as known from then."
        )
    said = count.format(all=found.statements, some=found.undated)
    return f"{days.format(first=first, day=last)} {said}"


def decision(said: CriterionDecision, near: date) -> str:
    """A decision on a criterion in words."""
    until = said_day(said.until, near) if said.until else ""
    what = dict(answers()).get(said.decision, said.decision)
    return ", ".join(part for part in (what, until, said.reason) if part)


def value(series: Series) -> str:
    """The newest value with its word: "8, severe"."""
    newest = series.newest.value or 0
    word = {Level.SEVERE: tr("severe"), Level.LOOK: tr("look"), Level.CALM: ""}[series.level(newest)]
    return ", ".join(part for part in (f"{newest:g}", word) if part)


def rank(topic: str) -> int:
    """Hopes and wishes before what is known."""
    return OWN_WORDS.index(topic) if topic in OWN_WORDS else len(OWN_WORDS)
