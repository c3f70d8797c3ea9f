"""Recipient, patient, owners and the table of responsibilities are computed once for all letters of a decision."""

from __future__ import annotations

import re
from datetime import date

from mdt_app.domain import acp
from mdt_app.domain.agenda import zone_of
from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.days import is_past, met_at
from mdt_app.domain.letters.envelope import USUAL
from mdt_app.domain.letters.grief import in_grief
from mdt_app.domain.letters.knowing import asked_still
from mdt_app.domain.letters.language import language_of
from mdt_app.domain.letters.letter import GONE, NOBODY_NAMED, Letter, LetterState, Missing, Recipient
from mdt_app.domain.letters.named import belongs_to, holder_of, owner_of, person_holder, reachable
from mdt_app.domain.letters.parts import (
    AcpLine,
    CarePlanning,
    Clause,
    Copy,
    Holder,
    PatientBlock,
    Responsibility,
    Shared,
    Span,
)
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.wanted import kept_back, no_patient_letter
from mdt_app.domain.letters.words import ACP_ITEMS
from mdt_app.domain.national_number import as_printed
from mdt_app.domain.payloads import Referral
from mdt_app.domain.people import CareLevel, age
from mdt_app.domain.record import Known
from mdt_app.domain.referrals import under_tertiary_care
from mdt_app.domain.roles import Task

INITIALS = {
    CareLevel.PRIMARY: "P1",
    CareLevel.SECONDARY: "S1",
    CareLevel.TERTIARY: "T1",
    CareLevel.PATIENT: "F1",
}
NATIONAL = ("ssin", "niss", "insz", "rijksregister", "national")
TREATMENTS = ("radiotherapy", "surgery", "systemic")
REFUSING = re.compile(
    r"(?:[^\W\d]+\s+)?(?:no|not|none|stop\w*|geen|niet|pas|aucune?|kein\w*|nicht|arrêt\w*)\b", re.I
)
"""How a recommendation against something begins, "Vorerst keine ...": it is not a treatment under way."""


def standing(one: LetterRecord) -> tuple[Recommendation, ...]:
    """The recommendations that say something and were not taken back, in order."""
    kept = [rec for rec in one.recommendations if rec.what.strip() and not rec.removed]
    return tuple(sorted(kept, key=lambda rec: rec.position))


def clause(one: LetterRecord, number: int, recommendation: Recommendation) -> Clause:
    """A recommendation as every letter of the decision numbers it."""
    return Clause(
        number=number,
        what=recommendation.what.strip(),
        owner=owner_of(one, recommendation),
        due=recommendation.due,
        condition=recommendation.condition.strip(),
        reason=recommendation.reason.strip(),
        kind=recommendation.kind,
        plain=recommendation.plain.strip(),
        past=is_past(one, recommendation.due),
    )


def clauses(one: LetterRecord) -> tuple[Clause, ...]:
    return tuple(clause(one, number, rec) for number, rec in enumerate(standing(one), start=1))


def asks(one: LetterRecord, level: str) -> tuple[Clause, ...]:
    """What the holder of a level is asked to do, most urgent first, what has no day last; after a death only by a board
    that knew of it."""
    if not asked_still(one):
        return ()
    mine = [
        clause(one, number, rec)
        for number, rec in enumerate(standing(one), start=1)
        if belongs_to(one, rec, level)
    ]
    return tuple(sorted(mine, key=lambda row: (row.due is None, row.due or one.on, row.number)))


def patient_block(one: LetterRecord, level: str) -> PatientBlock:
    """Who the letter is about; the patient's own letter never holds the national number."""
    patient, death = one.patient, one.record.death
    return PatientBlock(
        family=patient.family,
        given=patient.given,
        sex=patient.sex,
        birth_date=patient.birth_date,
        age=age(patient.birth_date, one.on) if patient.birth_date and death is None else None,
        died=death.true_from if death else None,
        niss="" if level == CareLevel.PATIENT else niss(one),
    )


def niss(one: LetterRecord) -> str:
    """The Belgian national number as people write it, 58.03.14-998.15, or "" where there is none."""
    for identifier in one.identifiers:
        if any(word in identifier.system.lower() for word in NATIONAL):
            return as_printed(identifier.value)
    return ""


def care_planning(one: LetterRecord) -> CarePlanning:
    return CarePlanning(
        readiness=acp_line(one, "readiness"), items=tuple(acp_line(one, item) for item in ACP_ITEMS)
    )


def acp_line(one: LetterRecord, item: str) -> AcpLine:
    """Where an item stands: settled once completed and documented, and then until another value is settled."""
    found = acp.standing(one.record, item)
    newest, state = found.newest, found.state
    if item == "readiness" and state == "completed":
        state = "settled"
    last = found.doubts[-1] if found.doubts else None
    return AcpLine(
        item=item,
        state=state,
        value=found.value,
        note=acp.said(newest).note if newest else "",
        day=found.day,
        review=found.review,
        doubt="" if last is None else "settled" if last in found.rivals else acp.said(last).state,
        doubt_value=acp.said(last).value if last else "",
        doubt_day=last.true_from if last else None,
    )


def responsibilities(one: LetterRecord) -> tuple[Responsibility, ...]:
    """The rows of the table, from the content's tasks and from who holds what on the day."""
    if one.record.is_dead:
        return in_grief(one)
    rows: list[Responsibility] = []
    for task in one.guidance.roles.tasks:
        if not task.letter:
            continue
        if task.per_treatment:
            rows += treatments(one)
        elif task.id == "emergency-wishes":
            rows.append(wishes(one, task))
        else:
            rows.append(held_task(one, task))
    return tuple(rows)


def treatments(one: LetterRecord) -> list[Responsibility]:
    """One row for each treatment that was recommended, with its owner and day."""
    return [
        Responsibility(
            task=row.kind,
            name=row.kind,
            holder=reachable(one, row.owner),
            span=Span.ON if row.due else Span.NO_DAY,
            day=row.due,
            past=row.past,
        )
        for row in clauses(one)
        if row.kind in TREATMENTS and not REFUSING.match(row.what)
    ]


def held_task(one: LetterRecord, task: Task) -> Responsibility:
    """Who does a task of the table now, and who takes it over once tertiary care begins."""
    first = holder_of(one, task.level)
    later = holder_of(one, task.with_tertiary) if task.with_tertiary != task.level else None
    if later is None:
        return Responsibility(task=task.id, name=task.name, holder=first)
    if under_tertiary_care(one.record):
        return Responsibility(task=task.id, name=task.name, holder=later)
    day = next((row.due for row in clauses(one) if row.due and hands_over(row, later)), None)
    if day is None and not referred(one):
        return Responsibility(task=task.id, name=task.name, holder=first)
    span = Span.HANDOVER if day else Span.NO_DAY
    past = is_past(one, day)
    return Responsibility(
        task=task.id, name=task.name, holder=first, later=later, span=span, day=day, past=past
    )


def hands_over(row: Clause, later: Holder) -> bool:
    """Whether a recommendation brings the palliative team in: a referral, or something the team itself is to do."""
    return row.kind == "referral" or (row.owner is not None and row.owner.name == later.name)


def referred(one: LetterRecord) -> bool:
    facts = one.record.of(Kind.REFERRAL)
    return any(isinstance(fact.payload, Referral) and fact.payload.to == "tertiary" for fact in facts)


def wishes(one: LetterRecord, task: Task) -> Responsibility:
    """Who talks about care in an emergency, and until when that is not settled."""
    talk = next((row for row in clauses(one) if row.kind == "talk"), None)
    settled = care_planning(one).settled
    holder = holder_of(one, task.level)
    if talk is not None and not settled:
        holder = reachable(one, talk.owner) or holder
        span = Span.TALK if talk.due else Span.NO_DAY
        return Responsibility(
            task=task.id,
            name=task.name,
            holder=holder,
            span=span,
            day=talk.due,
            settled=False,
            past=talk.past,
        )
    if settled:
        return Responsibility(task=task.id, name=task.name, holder=holder)
    asked = one.record.advanced.known is Known.YES
    span = Span.NO_DAY if asked else Span.THROUGHOUT
    return Responsibility(
        task=task.id, name=task.name, holder=holder, span=span, settled=False if asked else None
    )


def letter_of(one: LetterRecord, level: str) -> Letter | None:
    """The newest letter of a level that was neither replaced by another nor withdrawn."""
    mine = [letter for letter in one.letters if letter.level == level and letter.state not in GONE]
    return max(mine, key=lambda letter: letter.version, default=None)


def shared(one: LetterRecord, level: str, letter: Letter | None) -> Shared:
    """What all letters of a decision have in common, for the recipient of one level."""
    chair = next((seat for seat in one.members if seat.chair), None)
    person = one.people.get(chair.person_id) if chair else None
    recipient = letter.recipient if letter else Recipient(name="", missing=Missing.RECIPIENT)
    before = next((older for older in one.letters if letter and older.id == letter.replaces), None)
    envelopes = one.guidance.envelopes
    return Shared(
        level=level,
        language=letter.language if letter else language_of(one, level),
        letterhead=one.board.letterhead,
        board=one.board.name,
        case_number=one.case.number,
        meeting_at=met_at(one),
        patient=patient_block(one, level),
        recipient=recipient,
        number=letter.number if letter else INITIALS[CareLevel(level)],
        version=letter.version if letter else 1,
        state=letter.state if letter else LetterState.DRAFT,
        issued_on=(_issued_on(one, letter) if letter and not letter.is_open else None) or one.on,
        demo=one.demo,
        signer=person_holder(person) if person else None,
        responsibilities=responsibilities(one),
        copies=copies(one),
        no_letter=no_patient_letter(one.record),
        envelope=envelopes.get(one.board.letterhead.country, envelopes[USUAL]),
        replaces=before.version if before else 0,
        replaces_on=_issued_on(one, before) if before else None,
        changed=letter.changed.strip() if letter else "",
        later=one.later,
    )


def _issued_on(one: LetterRecord, letter: Letter) -> date | None:
    """The board's own day on which a letter was issued."""
    return letter.issued_at.astimezone(zone_of(one.board)).date() if letter.issued_at is not None else None


def copies(one: LetterRecord) -> tuple[Copy, ...]:
    """The letters of this decision that go to somebody, in the order of the levels."""
    order = list(CareLevel)
    newest = {letter.level: letter_of(one, letter.level) for letter in one.letters}
    kept = [letter for letter in newest.values() if letter and has_reader(one, CareLevel(letter.level))]
    kept.sort(key=lambda letter: (order.index(CareLevel(letter.level)), letter.number))
    return tuple(
        Copy(
            number=letter.number,
            level=letter.level,
            name=letter.recipient.name,
            sex=letter.recipient.sex,
            nobody=letter.recipient.missing in NOBODY_NAMED,
        )
        for letter in kept
    )


def has_reader(one: LetterRecord, level: CareLevel) -> bool:
    """The oncology team is always there; a GP or a palliative team may not be named yet, a patient may want none."""
    if level == CareLevel.PATIENT:
        return kept_back(one, level) is None
    return level == CareLevel.SECONDARY or holder_of(one, level) is not None
