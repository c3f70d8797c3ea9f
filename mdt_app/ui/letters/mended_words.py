"""What differs from the record is said in old and new words: what the letter says, what holds now, when and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo

from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.mended import Mended, Mending
from mdt_app.ui.common.words import said_clock, said_day
from mdt_app.ui.letters.words import tr
from mdt_app.ui.patients.words import fact_kind, fact_line


def kinds(found: Mended) -> str:
    """What was corrected, in a phrase: "medication, ECOG"."""
    named = dict.fromkeys(fact_kind(one.then.kind) for one in found.mendings)
    return ", ".join(one if one.isupper() else one[:1].lower() + one[1:] for one in named)


def marked(found: Mended) -> str:
    """In the list."""
    return tr("differs from the record: {what}").format(what=kinds(found))


def lines(
    found: Mended, guidance: Guidance, names: Mapping[str, str], near: date, zone: tzinfo | None
) -> tuple[tuple[str, str], ...]:
    """(what the letter says and what holds now, when and by whom that was corrected) of each."""
    return tuple((_change(one, guidance, near), _by(one, names, near, zone)) for one in found.mendings)


def who_had(names: Iterable[str]) -> str:
    """Who has the error on paper."""
    had = ", ".join(dict.fromkeys(names))
    return tr("{names} had this letter.").format(names=had) if had else tr("Nobody had this letter yet.")


def _change(one: Mending, guidance: Guidance, near: date) -> str:
    old, new = _said(one.then, guidance, near), _said(one.now, guidance, near)
    if one.now.withdrawn:
        new = tr("taken back")
    if one.then.withdrawn:
        old = tr("nothing")
    elif old == new or one.then.true_from != one.now.true_from:
        old = _dated(old, one.then, near)
        new = new if one.now.withdrawn else _dated(new, one.now, near)
    return tr("{kind}: {old} → {new}").format(kind=fact_kind(one.then.kind), old=old, new=new)


def _said(fact: Fact, guidance: Guidance, near: date) -> str:
    until = tr("until {day}").format(day=said_day(fact.true_to, near)) if fact.true_to else ""
    return ", ".join(part for part in (fact_line(fact, guidance), until) if part)


def _dated(said: str, fact: Fact, near: date) -> str:
    return tr("{what} ({day})").format(what=said, day=said_day(fact.true_from, near))


def _by(one: Mending, names: Mapping[str, str], near: date, zone: tzinfo | None) -> str:
    words = tr("Corrected by {who}, {day}") if not one.now.withdrawn else tr("Taken back by {who}, {day}")
    at = one.now.recorded_at
    day = f"{said_day(at.astimezone(zone).date(), near)}, {said_clock(at, zone)}"
    return words.format(who=one.now.recorder(names), day=day)
