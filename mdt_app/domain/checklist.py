"""An element's status is computed from dated facts: a stored "done" settles only what an entry may settle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mdt_app.domain import checklist_care, checklist_planning, checklist_symptoms, checklist_talk
from mdt_app.domain.conflicts import Conflict, clashing, conflicts
from mdt_app.domain.dates import after, days_after, moment, months_after
from mdt_app.domain.deviations import Deviation, bearing_on, explained
from mdt_app.domain.elements import Element
from mdt_app.domain.evidence import evidence, stale_estimates
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.findings import ALONE, Finding, Rule, Surroundings, View
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import ElementEntry
from mdt_app.domain.record import Record, pick
from mdt_app.domain.states import ElementState, Status

RULES: dict[str, Rule] = {
    **checklist_symptoms.RULES,
    **checklist_talk.RULES,
    **checklist_planning.RULES,
    **checklist_care.RULES,
}
CLOSED = frozenset({Status.NOT_APPLICABLE})
HELD = {"declined": Status.DECLINED, "not-applicable": Status.NOT_APPLICABLE}
HELD_WORDS = {"declined": "Declined by the patient", "not-applicable": "Said not to apply"}


def evaluate(
    record: Record, guidance: Guidance, surroundings: Surroundings = ALONE
) -> tuple[ElementState, ...]:
    """The state of every element, in the order of Figure 2 (clinical model, section 2)."""
    clashes = conflicts(record)
    return tuple(_state(element, record, guidance, surroundings, clashes) for element in guidance.elements)


def _state(
    element: Element,
    record: Record,
    guidance: Guidance,
    surroundings: Surroundings,
    clashes: tuple[Conflict, ...],
) -> ElementState:
    if record.death is not None and not element.after_death:
        why = f"The patient died on {record.death.true_from}."
        return ElementState(
            id=element.id,
            domain=element.domain,
            status=Status.NOT_APPLICABLE,
            why=why,
            evidence=evidence([record.death]),
            warning=" ".join(clashing(clashes, evidence([record.death]))),
        )
    view = View(element=element, record=record, guidance=guidance, surroundings=surroundings)
    found = RULES[element.rule].compute(view)
    entry = _newest_entry(record, element.id)
    standing = _with_entry(found, entry, view)
    shown, local = standing.evidence, _deviations(element, guidance, standing, entry)
    warnings = [
        standing.warning,
        _settles_nothing(standing, view),
        *stale_estimates(shown, record.on, guidance.settings.measure_months),
        *clashing(clashes, shown, entry),
    ]
    return ElementState(
        id=element.id,
        domain=element.domain,
        status=standing.status,
        why=explained(standing.why, local),
        due=standing.due,
        overdue=standing.status is Status.DUE and standing.due is not None and record.on > standing.due,
        evidence=shown,
        warning=" ".join(dict.fromkeys(warning for warning in warnings if warning)),
        entry=_behind(standing, entry),
        deviations=local,
    )


def _deviations(
    element: Element, guidance: Guidance, found: Finding, entry: Fact | None
) -> tuple[Deviation, ...]:
    """What this hospital changed and bears on the element; how long a plan holds only where one has no day."""
    planned = found.status is Status.PLANNED and _until(entry) is None
    found_here = bearing_on(guidance.deviations, element.id)
    return found_here if planned else tuple(one for one in found_here if one.name != "planned_days")


def _newest_entry(record: Record, element_id: str) -> Fact | None:
    """The newest entry other than "done": a rule has read those already."""
    return pick([fact for fact in record.entries(element_id) if _status(fact) != "done"])


def _status(fact: Fact) -> str:
    return fact.payload.status if isinstance(fact.payload, ElementEntry) else ""


def _until(fact: Fact | None) -> date | None:
    return fact.payload.until if fact is not None and isinstance(fact.payload, ElementEntry) else None


def _with_entry(found: Finding, entry: Fact | None, view: View) -> Finding:
    if entry is None or found.status in CLOSED:
        return found
    if found.settled is not None and _is_overtaken(entry, found.settled):
        return found
    if _status(entry) == "planned":
        return _planned(found, entry, view)
    if _status(entry) in HELD and _holds(found, entry, view):
        why = f"{HELD_WORDS[_status(entry)]} on {entry.true_from}."
        return replace(found, status=HELD[_status(entry)], why=why, due=None, evidence=evidence([entry]))
    return found


def _is_overtaken(entry: Fact, settled: Fact) -> bool:
    """Whether what settles an element ends an entry: it is newer, or of the same day and no entry itself.

    Of two entries of one day the one that asks for more was picked already.
    """
    if settled.kind is Kind.ELEMENT:
        return after(moment(settled), moment(entry))
    return not after(moment(entry), moment(settled))


def _planned(found: Finding, entry: Fact, view: View) -> Finding:
    until = _until(entry) or days_after(entry.true_from, view.guidance.settings.planned_days)
    if view.record.on <= until:
        why = f"Planned on {entry.true_from}, for {until} at the latest."
        return replace(found, status=Status.PLANNED, why=why, due=until, evidence=evidence([entry]))
    if found.status is Status.DUE:
        return replace(found, due=found.due or until, why=f"{found.why} It was planned for {until}.")
    why = f"It was planned for {until}, and is not recorded since."
    return replace(found, status=Status.DUE, why=why, due=until, evidence=evidence([entry]))


def _holds(found: Finding, entry: Fact, view: View) -> bool:
    """Whether a decline or a not-applicable still holds: nothing that calls for the element is newer."""
    element, record, said = view.element, view.record, moment(entry)
    if element.decline_months and record.on > months_after(entry.true_from, element.decline_months):
        return False
    if any(after(trigger, said) for trigger in found.triggers):
        return False
    changes = record.clinical_changes if element.lapses_on_change else ()
    return not any(after(moment(change), said) for change in changes)


def _settles_nothing(found: Finding, view: View) -> str:
    if view.element.entry or found.status is Status.DONE:
        return ""
    said = [fact for fact in view.record.entries(view.element.id) if _status(fact) == "done"]
    if not said:
        return ""
    return f"Entered as done on {said[-1].true_from}, but only {view.element.settled_by} settles this."


def _behind(found: Finding, entry: Fact | None) -> Fact | None:
    if found.status in (Status.PLANNED, Status.DECLINED, Status.NOT_APPLICABLE):
        return entry
    settled = found.settled if found.status is Status.DONE else None
    return settled if settled is not None and settled.kind is Kind.ELEMENT else None
