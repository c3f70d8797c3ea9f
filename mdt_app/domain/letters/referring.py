"""Whoever is to act on a referral reads why it is made: the palliative team, the oncology team and the GP."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.knowing import asked_still
from mdt_app.domain.letters.named import holder_of, named_holder
from mdt_app.domain.letters.parts import Changed, Clause, CriterionAnswer, CriterionRow
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.said_facts import said_fact
from mdt_app.domain.letters.shared import asks, clauses, referred, standing
from mdt_app.domain.payloads import CriterionDecision
from mdt_app.domain.people import CareLevel
from mdt_app.domain.referrals import under_tertiary_care
from mdt_app.domain.states import CriterionState, CriterionStatus

ENTRIES = (Kind.REQUEST_HASTENED_DEATH, Kind.SPIRITUAL_CRISIS)
"""What clinicians entered of which a GP hears even where nobody refers."""

NO_REASON = ("not-now", "later")
"""Decisions on a criterion by which it is not why palliative care is asked."""


def met_criteria(one: LetterRecord) -> tuple[CriterionRow, ...]:
    """The criteria as they stood when the case was talked about, with what was corrected since: what came later is no
    reason of that decision."""
    return criteria(one if one.met_criteria is None else replace(one, criteria=one.met_criteria))


def criteria(one: LetterRecord) -> tuple[CriterionRow, ...]:
    """The criteria as they stand on the day of writing."""
    known = {fact.id: fact for fact in one.record.facts}
    return tuple(
        CriterionRow(
            id=state.id,
            state=state.state,
            facts=tuple(said_fact(line, known.get(line.fact_id)) for line in state.facts),
            remarks=state.remarks,
        )
        for state in one.criteria
    )


def answers(one: LetterRecord) -> tuple[CriterionAnswer, ...]:
    """What clinicians decided; one answer given to several criteria at once is said once."""
    grouped: dict[tuple[CriterionDecision, date, str], list[str]] = {}
    for row in one.criteria:
        fact = row.decision
        if fact is not None and isinstance(fact.payload, CriterionDecision):
            said = replace(fact.payload, criterion="")
            grouped.setdefault((said, fact.true_from, fact.author(one.names)), []).append(row.id)
    return tuple(answer(one, said, day, by, tuple(ids)) for (said, day, by), ids in grouped.items())


def answer(
    one: LetterRecord, said: CriterionDecision, day: date, by: str, ids: tuple[str, ...]
) -> CriterionAnswer:
    """A decision with who took it, named as a table names colleagues."""
    who = named_holder(one, by)
    return CriterionAnswer(
        criteria=ids,
        decision=said.decision,
        day=day,
        by=who.short,
        sex=who.sex,
        reason=said.reason,
        until=said.until,
    )


def reasons(one: LetterRecord) -> tuple[CriterionRow, ...]:
    """The criteria for which palliative care is asked; none where nobody refers, and none that was decided against.

    A request for hastened death (N3) is among them. In Belgium the patient brings it to the GP as well, who may be
    the one to answer it, and who treats the patient with us: the same professional secret covers both. It was never
    kept from the GP on purpose; the letter had no place for criteria. The patient's own letter has none still.
    """
    if not is_referral(one):
        return ()
    against = {state.id for state in one.criteria if is_against(state)}
    return tuple(
        row for row in met_criteria(one) if row.state == CriterionStatus.SUGGESTED and row.id not in against
    )


def is_against(state: CriterionState) -> bool:
    """Whether a clinician's decision that still stands says that this criterion is no reason to refer now."""
    said = state.decision.payload if state.decision is not None and not state.open else None
    return isinstance(said, CriterionDecision) and said.decision in NO_REASON


def not_said_again(changed: Changed, why: tuple[CriterionRow, ...]) -> Changed:
    """What is new without the entries that stand among the reasons of a referral."""
    said = {(fact.kind, fact.day) for row in why for fact in row.facts if fact.kind in ENTRIES}
    kept = tuple(event for event in changed.events if (event.kind, event.day) not in said)
    return replace(changed, events=kept)


def tertiary_asks(one: LetterRecord) -> tuple[Clause, ...]:
    """What the palliative team is asked: its own recommendations, and the referral itself; after a death only by
    a board that knew of it.

    While no team holds the patient's care, whatever somebody of that level is to do is asked of whoever reads this.
    """
    if not asked_still(one):
        return ()
    mine = {row.number for row in asks(one, CareLevel.TERTIARY)}
    if holder_of(one, CareLevel.TERTIARY) is None:
        numbered = enumerate(standing(one), start=1)
        mine |= {number for number, rec in numbered if is_tertiary(one, rec.owner_id)}
    asked = (row for row in clauses(one) if row.kind == "referral" or row.number in mine)
    return tuple(sorted(asked, key=by_day))


def is_tertiary(one: LetterRecord, person_id: str) -> bool:
    person = one.people.get(person_id)
    return person is not None and person.level == CareLevel.TERTIARY


def is_referral(one: LetterRecord) -> bool:
    """Whether this letter refers: a recommendation, a recorded referral or a clinician's decision says so.

    What a palliative team that has begun is asked beside that is no referral.
    """
    if one.record.is_dead:
        return False
    begun = under_tertiary_care(one.record)
    asked = any(row.kind == "referral" or not begun for row in tertiary_asks(one))
    return asked or referred(one) or any(said.decision == "refer" for said in answers(one))


def by_day(row: Clause) -> tuple[bool, int, int]:
    return row.due is None, row.due.toordinal() if row.due else 0, row.number
