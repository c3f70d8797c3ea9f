"""Recording adds a fact; correcting adds one that replaces; a decision on a criterion stands beside its facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import CRITERION_IDS, ELEMENT_IDS, Instrument
from mdt_app.domain.payloads import (
    SDM_STEPS,
    CriterionDecision,
    ElementEntry,
    Payload,
    Referral,
    SdmStep,
)
from mdt_app.domain.people import Patient
from mdt_app.domain.plausible import impossible, life_of, unrecordable
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.work import Change, OpenWork, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFact(Command):
    """One dated clinical statement. `replaces` makes it a correction, `withdrawn` takes that fact back."""

    offline: ClassVar[bool] = True
    fact_id: str
    patient_id: str
    kind: Kind
    payload: Payload
    true_from: date
    true_at: datetime | None = None
    true_to: date | None = None
    replaces: str = ""
    withdrawn: bool = False
    case_id: str = ""


def record_fact(
    command: RecordFact, open_work: OpenWork, instruments: Mapping[str, Instrument]
) -> tuple[Change, ...]:
    """Raises `Refused` for what cannot be: before birth, off its scale, measured after death, ended before it began,
    and for a correction of what somebody else corrected or withdrew meanwhile."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        if command.replaces:
            work.lock_patient(command.patient_id)
        patient = work.get(Patient, command.patient_id)
        facts = work.facts([patient.id])[patient.id]
        if command.replaces:
            require_standing(work, facts, command.replaces, command.fact_id)
        _require_possible(command, patient, facts, instruments)
        work.add_fact(
            Fact(
                id=command.fact_id,
                patient_id=patient.id,
                case_id=command.case_id,
                kind=command.kind,
                payload=command.payload,
                true_from=command.true_from,
                true_to=command.true_to,
                at=command.true_at,
                recorded_at=command.at,
                recorded_by=command.actor,
                source="desk",
                source_key=command.fact_id,
                replaces=command.replaces,
                withdrawn=command.withdrawn,
            )
        )
        return work.commit()


def require_standing(work: Work, facts: Sequence[Fact], corrected: str, by: str = "") -> None:
    """One fact is corrected once: two corrections of it, at two desks, would both count.

    `corrected` is its id, `by` that of the correction. Raises `Refused`.
    """
    if not any(one.id == corrected for one in facts):
        raise Refused("What is to be corrected is not on this patient's record.")
    after = next((one for one in facts if one.replaces == corrected and one.id != by), None)
    if after is not None:
        act = "withdrawn" if after.withdrawn else "corrected"
        names = {one.user: one.name for one in work.find(Account, user=after.recorded_by)}
        raise Refused(f"This was {act} meanwhile by {after.recorder(names)}. Look at what stands now.")


def _require_possible(
    command: RecordFact, patient: Patient, facts: Sequence[Fact], instruments: Mapping[str, Instrument]
) -> None:
    """Taking an entry back is always possible."""
    if command.withdrawn:
        return
    before = next((one.payload for one in facts if one.id == command.replaces), None)
    wrong = impossible(command, life_of(patient.birth_date, facts, but_not=command.replaces))
    if wrong := wrong or unrecordable(command, instruments, before):
        raise Refused(wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCriterion(Command):
    """A clinician's answer to a criterion: refer, later (until), not-now (reason), under-care."""

    offline: ClassVar[bool] = True
    patient_id: str
    criterion: str
    decision: str
    reason: str = ""
    until: date | None = None
    case_id: str = ""


def decide_criterion(command: DecideCriterion, open_work: OpenWork) -> tuple[Change, ...]:
    """Keep the decision; "refer" records a referral to tertiary care."""
    if command.decision not in ("refer", "later", "not-now", "under-care"):
        raise Refused("A criterion is answered with refer, later, not now or under care.")
    if command.decision == "not-now" and not command.reason.strip():
        raise Refused("Not referring now takes a reason.")
    if command.decision == "later" and command.until is None:
        raise Refused("Referring later takes a date.")
    if command.criterion not in CRITERION_IDS:
        raise Refused(f'"{command.criterion[:20]}" is none of the 11 criteria.')
    with open_work(command) as work:
        work.require(Right.DECIDE)
        decision = CriterionDecision(
            criterion=command.criterion,
            decision=command.decision,
            reason=command.reason.strip(),
            until=command.until,
        )
        _today(work, command, Kind.CRITERION, decision, "decision")
        if command.decision == "refer":
            referral = Referral(to="tertiary", criterion=command.criterion)
            _today(work, command, Kind.REFERRAL, referral, "referral")
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkElement(Command):
    """Settle one of the 28 elements in a word: done, declined, not-applicable (reason) or planned (until)."""

    offline: ClassVar[bool] = True
    patient_id: str
    element: str
    status: str
    note: str = ""
    until: date | None = None
    case_id: str = ""


def mark_element(command: MarkElement, open_work: OpenWork) -> tuple[Change, ...]:
    if command.status not in ("done", "declined", "not-applicable", "planned"):
        raise Refused("An element is done, declined, not applicable or planned.")
    if command.status in ("declined", "not-applicable") and not command.note.strip():
        raise Refused("Say why in a few words.")
    if command.element not in ELEMENT_IDS:
        raise Refused(f'"{command.element[:20]}" is none of the 28 elements.')
    if command.status == "planned" and command.until is not None and command.until < command.at.date():
        raise Refused(f"{command.until} has passed; plan it for a day to come.")
    with open_work(command) as work:
        work.require(Right.RECORD)
        entry = ElementEntry(
            element=command.element, status=command.status, until=command.until, note=command.note.strip()
        )
        _today(work, command, Kind.ELEMENT, entry, "element")
        return work.commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class SayStep(Command):
    """One of the four steps of shared decision making was taken."""

    offline: ClassVar[bool] = True
    patient_id: str
    step: str
    note: str = ""
    case_id: str = ""


def say_step(command: SayStep, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for a step that is none of the four."""
    if command.step not in SDM_STEPS:
        raise Refused("The steps are choice, options, concerns and partnership.")
    with open_work(command) as work:
        work.require(Right.RECORD)
        _today(work, command, Kind.SDM, SdmStep(step=command.step, note=command.note), "sdm")
        return work.commit()


def _today(
    work: Work, command: DecideCriterion | MarkElement | SayStep, kind: Kind, payload: Payload, key: str
) -> None:
    """Keep a fact of the command's own moment."""
    work.get(Patient, command.patient_id)
    work.add_fact(
        Fact(
            id=new_id(),
            patient_id=command.patient_id,
            case_id=command.case_id,
            kind=kind,
            payload=payload,
            true_from=command.at.date(),
            at=command.at,
            recorded_at=command.at,
            recorded_by=command.actor,
            source="desk",
            source_key=f"{command.id}/{key}",
        )
    )
