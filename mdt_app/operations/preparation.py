"""What radiology, pathology and the palliative team prepare for a meeting, computed from its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from mdt_app.domain import checklist, criteria
from mdt_app.domain.agenda import Outcome
from mdt_app.domain.fact_text import number
from mdt_app.domain.findings import Surroundings
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.people import CareLevel, Identifier
from mdt_app.domain.preparation_content import PreparationCase, PreparationContent, PreparationLine
from mdt_app.domain.preparing_teams import TEAMS, require_team
from mdt_app.domain.record import Record
from mdt_app.domain.states import CriterionStatus, Status
from mdt_app.domain.trends import Group, trends
from mdt_app.operations.agenda_print import agenda_content
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.rows import ListingRow, Ready
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.work import Reader

PALLIATIVE = "palliative"
SCORED, DUE = 6, 6
"""At most so many scores and due things of one case."""
PREPARED = (Outcome.LISTED, Outcome.DEFERRED, Outcome.STANDARD)


def preparation(
    reader: Reader, guidance: Guidance, meeting_id: str, team: str, demo: bool = False
) -> PreparationContent:
    """One team's list for a meeting, in the order of the agenda. Raises `Missing`, and `Refused` for no such team."""
    require_team(team)
    view = agenda_view(reader, guidance, meeting_id)
    rows = [one for one in view.rows if one.outcome in PREPARED]
    ids = list({one.patient.id for one in rows})
    identifiers = _identifiers(reader, ids)
    cases = [_case(one, team, identifiers.get(one.patient.id, ())) for one in rows]
    if team == PALLIATIVE:
        facts, around = reader.facts(ids), surroundings_of(reader, ids)
        on = view.meeting.starts_at.date()
        cases = [
            _palliative(case, row, Record(facts[row.patient.id], on), around[row.patient.id], guidance)
            for case, row in zip(cases, rows, strict=True)
        ]
    asked = tuple(one for one in cases if one.lines or one.called)
    for one in asked:
        reader.log_read(one.patient_id, f"preparation, {team}")
    return PreparationContent(
        team=team,
        head=replace(agenda_content(view, demo), cases=()),
        cases=asked,
        rest=len(cases) - len(asked),
    )


def _identifiers(reader: Reader, patient_ids: list[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in (
        reader.find(Identifier, patient_id=patient_ids, order=("system", "value")) if patient_ids else ()
    ):
        found.setdefault(one.patient_id, []).append(one.value)
    return {id: tuple(values) for id, values in found.items()}


def _case(row: ListingRow, team: str, identifiers: tuple[str, ...]) -> PreparationCase:
    ready = [one for one in row.ready if one.what in TEAMS[team]]
    return PreparationCase(
        listing_id=row.listing.id,
        patient_id=row.patient.id,
        position=row.listing.position,
        slot=row.slot,
        patient=row.patient.name,
        birth_date=row.patient.birth_date,
        identifiers=identifiers,
        number=row.number,
        question=row.case.question.strip(),
        asked_by=row.case.asked_by,
        lines=tuple(line for one in ready for line in _lines(one)),
        known=tuple((fact.date, fact.value) for one in ready for fact in one.facts[:3]),
    )


def _lines(ready: Ready) -> Iterable[PreparationLine]:
    """The open needs of a thing; where nobody said anything, that it is missing."""
    if ready.state in ("there", "not needed"):
        return
    wanted = [one for one in ready.needs if one.open]
    if not wanted and ready.state in ("missing", "old"):
        yield PreparationLine(what=ready.what, text="", state=ready.state)
    for one in wanted:
        yield PreparationLine(
            what=ready.what, text=one.wanted, state=one.state.value, owner=one.owner, expected=one.expected,
            blocks=one.blocks,
        )  # fmt: skip


def _palliative(
    case: PreparationCase, row: ListingRow, record: Record, around: Surroundings, guidance: Guidance
) -> PreparationCase:
    """Whom criteria call, or who is in the team's care already; else what somebody asks of it by hand."""
    names = {one.id: one.name for one in guidance.criteria}
    suggested = [
        one.id for one in criteria.evaluate(record, guidance) if one.state == CriterionStatus.SUGGESTED
    ]
    called = [names[id] for id in suggested]
    involved = [one.why for one in row.invited if one.level == CareLevel.TERTIARY and not called]
    by_hand = tuple(one for one in case.lines if one.text or one.owner or one.expected or one.blocks)
    if record.is_dead or not (called or involved or by_hand):
        return replace(case, lines=())
    elements = {one.id: one.name for one in guidance.elements}
    due = [one for one in checklist.evaluate(record, guidance, around) if one.status == Status.DUE]
    scores = _scores(record, guidance)
    due.sort(key=lambda one: (not one.overdue, one.due or date.max))
    return replace(
        case,
        called=tuple(called or involved),
        scores=tuple((day, text) for _, day, text in scores),
        due=tuple((elements[one.id], one.overdue) for one in due[:DUE]),
        criteria=tuple(suggested),
        items=tuple(key for key, _, _ in scores),
        elements=tuple(one.id for one in due[:DUE]),
    )


def _scores(record: Record, guidance: Guidance) -> tuple[tuple[str, date, str], ...]:
    """What the patient scored last, the highest first, each with its item and its day."""
    shown = (Group.SYMPTOM, Group.DISTRESS)
    series = [one for one in trends(record, guidance).series if one.group in shown]
    series.sort(key=lambda one: -(one.newest.value or 0) / (one.maximum or 1))
    return tuple(
        (
            (one.item.symptom or one.item.code) if one.item else "",
            one.newest.day,
            f"{one.label.lower()} {number(one.newest.value)}",
        )
        for one in series[:SCORED]
        if one.newest.value is not None
    )
