"""At the left stands what can be filled in, what waits for review, and everything that was kept."""

from __future__ import annotations

from datetime import date

from mdt_app.domain.assessments import Last, answered
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance, Instrument
from mdt_app.domain.payloads import Assessment
from mdt_app.operations.assessments import AssessmentsView, Kept
from mdt_app.ui.assessments import words
from mdt_app.ui.assessments.words import tr
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.words import said_day

FIRST = ("esas-r", "distress", "phq-4", "carer-distress")
FILL, DRAFT, KEPT = "fill:", "draft:", "kept:"


def rows(view: AssessmentsView, guidance: Guidance) -> list[SideRow | SideGroup]:
    """The list."""
    found: list[SideRow | SideGroup] = []
    if view.drafts:
        found.append(SideGroup(tr("Waits for review"), str(len(view.drafts))))
        found += [_draft(one, guidance, view.on) for one in view.drafts]
    found.append(SideGroup(tr("Fill in")))
    found += [_fill(one, view) for one in in_order(guidance)]
    found.append(SideGroup(tr("Kept"), str(len(view.kept)) if view.kept else tr("nothing yet")))
    found += [_kept(one, guidance, view) for one in view.kept]
    return found


def in_order(guidance: Guidance) -> list[Instrument]:
    """ECOG after the shipped ones, then what the hospital added, by name."""
    own = [guidance.instruments[id] for id in FIRST if id in guidance.instruments]
    added = [one for one in guidance.instruments.values() if one.id not in FIRST]
    return [*own, words.ecog_instrument(), *sorted(added, key=lambda one: one.name)]


def _fill(one: Instrument, view: AssessmentsView) -> SideRow:
    last: list[Last] = list(view.last.get(one.id, {}).values())
    day = max((answer.day for answer in last), default=None)
    second = tr("last {day}").format(day=said_day(day, view.on)) if day else tr("never")
    due = any(element in view.due for element in one.settles)
    mark = Mark(Shape.RING, tr("due")) if due else None
    return SideRow(
        FILL + one.id, words.short_name(one), second=second, right=tr("due") if due else "", mark=mark
    )


def _draft(fact: Fact, guidance: Guidance, on: date) -> SideRow:
    payload = fact.payload
    assert isinstance(payload, Assessment)
    known = guidance.instruments.get(payload.instrument)
    count = len(known.items) if known else len(payload.answers)
    second = tr("{n} of {count} answered").format(n=answered(payload), count=count)
    when = (
        f"{fact.at.astimezone():%H:%M}" if fact.at and fact.true_from == on else said_day(fact.true_from, on)
    )
    return SideRow(
        DRAFT + fact.id,
        words.name_of(fact, guidance),
        second=second,
        right=when,
        mark=Mark(Shape.HALF, tr("to review")),
    )


def _kept(one: Kept, guidance: Guidance, view: AssessmentsView) -> SideRow:
    second = words.summary(one.fact, guidance)
    if one.before:
        second = tr("corrected: {answers}").format(answers=second)
    name = words.name_of(one.fact, guidance)
    return SideRow(KEPT + one.fact.id, name, second=second, right=said_day(one.fact.true_from, view.on))
