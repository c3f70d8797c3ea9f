"""Reading the same file twice changes nothing; a correction in it replaces what it corrects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from uuid import UUID, uuid5

from mdt_app.domain.accounts import Right
from mdt_app.domain.agenda import Board, Listing, Meeting, Outcome
from mdt_app.domain.cases import Case, CaseState
from mdt_app.domain.incoming import IncomingPatient
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.domain.plain_text import one_line
from mdt_app.operations.agenda import ListCase, list_case
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.importing_facts import keep_facts
from mdt_app.operations.people import likenesses, lines, name_of, plain
from mdt_app.operations.work import OpenWork, Work

NUMBERLESS = UUID("4b7a8f0e-2f3c-4c0e-9a3d-7d0c4f6b5a21")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPatient(Command):
    """Take one patient of a file in. `source` says which file or system; what it said is in the changes.

    `meeting_id` is where the patient's question goes, where that is known; else the file must name its board.
    """

    offline: ClassVar[bool] = False
    source: str
    meeting_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """`state` is created, updated or unchanged."""

    patient_id: str
    state: str
    warnings: tuple[str, ...] = ()
    case_id: str = ""


def import_patient(command: ImportPatient, incoming: IncomingPatient, open_work: OpenWork) -> Imported:
    """One patient, all or nothing. Raises `Refused`."""
    incoming = _cleaned(incoming)
    with open_work(command) as work:
        work.require(Right.IMPORT)
        patient, warnings = _patient(work, incoming)
        known = bool(work.find(Patient, id=patient.id))
        work.put(patient)
        warnings += _identifiers(work, patient, incoming)
        directory = _people(work, incoming)
        warnings += keep_facts(work, patient, incoming.facts, command, directory)
        case_id, unplaced = _case(work, patient, incoming, command)
        changes = work.commit()
    state = "unchanged" if not changes else "updated" if known else "created"
    return Imported(patient_id=patient.id, state=state, warnings=tuple(warnings + unplaced), case_id=case_id)


def _cleaned(incoming: IncomingPatient) -> IncomingPatient:
    """The patient as a person would enter him by hand."""
    return replace(
        incoming,
        family=name_of(incoming.family),
        given=name_of(incoming.given),
        address=lines(incoming.address),
        phone=one_line(incoming.phone),
        identifiers=tuple((system, one_line(value)) for system, value in incoming.identifiers),
    )


def _patient(work: Work, incoming: IncomingPatient) -> tuple[Patient, list[str]]:
    """The known patient brought up to date, or a new one; a mere likeness becomes a warning."""
    known, warnings = _known(work, incoming)
    if known is not None:
        said = {
            name: getattr(incoming, name)
            for name in ("family", "given", "birth_date", "sex", "address", "phone")
            if getattr(incoming, name)
        }
        return replace(known, **said), []
    id = _id_by_origin(incoming) or new_id()
    alike = likenesses(work, incoming.family, incoming.given, incoming.birth_date)
    warnings += [
        f"{incoming.family}, {incoming.given}, born {incoming.birth_date}, looks like a patient already kept "
        f"({one.id}); kept apart, not merged."
        for one in alike
    ]
    patient = Patient(
        id=id,
        patient_id=id,
        family=incoming.family,
        given=incoming.given,
        birth_date=incoming.birth_date,
        sex=incoming.sex,
        address=incoming.address,
        phone=incoming.phone,
    )
    return patient, warnings


def _known(work: Work, incoming: IncomingPatient) -> tuple[Patient | None, list[str]]:
    """Who has one of the numbers; a number of no named system counts only where the birth dates agree.

    One without any number is known by his very row or resource; one whom this database sent out, by his id.
    """
    same_row = work.find(Patient, id=_id_by_origin(incoming))
    sent_out = work.find(Patient, id=incoming.origin.rpartition("/")[2], birth_date=incoming.birth_date)
    if same_row or sent_out:
        return (same_row or sent_out)[0], []
    warnings = []
    for system, value in incoming.identifiers:
        for one in work.find(Identifier, system=_systems(system, incoming.birth_date), value=value):
            known = work.get(Patient, one.patient_id)
            if system or _may_be(known, incoming):
                return known, []
            warnings.append(
                f"The number {value} of {incoming.family}, {incoming.given} names no system and is that of "
                f"{known.name}, born {known.birth_date or 'unknown'}, too; kept apart, not merged."
            )
    return None, warnings


def _id_by_origin(incoming: IncomingPatient) -> str:
    """The id of a patient without a number: the same row or resource gives the same one. "" for anybody else."""
    if incoming.identifiers or not incoming.origin:
        return ""
    said = (incoming.origin, incoming.family, incoming.given, incoming.birth_date)
    return str(uuid5(NUMBERLESS, repr(said)))


def _systems(system: str, birth_date: date | None) -> tuple[str, ...]:
    """Under what a number may be kept: one of no named system that two people bear has a birth date beside it."""
    return (system,) if system else ("", f"born {birth_date or 'unknown'}")


def _may_be(known: Patient, incoming: IncomingPatient) -> bool:
    if known.birth_date is None and incoming.birth_date is None:
        return plain(known.name) == plain(f"{incoming.family}, {incoming.given}".rstrip(", "))
    return known.birth_date == incoming.birth_date


def _identifiers(work: Work, patient: Patient, incoming: IncomingPatient) -> list[str]:
    warnings = []
    for said, value in incoming.identifiers:
        system = _kept_under(work, patient, said, value)
        taken = work.find(Identifier, system=system, value=value)
        if not taken:
            work.put(Identifier(id=new_id(), patient_id=patient.id, system=system, value=value))
        elif taken[0].patient_id != patient.id:
            other = work.get(Patient, taken[0].patient_id).name
            warnings.append(
                f"The number {value} of {patient.name} belongs to {other} already; left with {other}."
            )
    return warnings


def _kept_under(work: Work, patient: Patient, system: str, value: str) -> str:
    """The system of a number, made up where none is named and somebody else bears the same number."""
    bare, beside_birth_date = _systems("", patient.birth_date)
    if system or not work.find(Identifier, system=bare, value=value):
        return system
    mine = work.find(Identifier, system=bare, value=value, patient_id=patient.id)
    return bare if mine else beside_birth_date


def _people(work: Work, incoming: IncomingPatient) -> dict[str, str]:
    """Plain name -> id in the directory of everyone of the file; who is not there yet is added.

    What the directory says is never overwritten.
    """
    found = {}
    for one in incoming.people:
        said = Person(
            id=new_id(),
            family=name_of(one.family),
            given=name_of(one.given),
            title=one_line(one.title),
            discipline=one.discipline,
            level=one.level,
            organisation=one_line(one.organisation),
            address=lines(one.address),
            phone=one_line(one.phone),
            number=one_line(one.number),
            source_key=one.origin,
        )
        known = _in_directory(work, said)
        if known is None:
            work.put(said)
        found[plain(said.name)] = (known or said).id
    return found


def _in_directory(work: Work, said: Person) -> Person | None:
    """Whom the directory has from the same origin or sent out itself, else by the same name with the same number,
    phone or address.

    A name alone proves nothing: a letter must not reach a namesake.
    """
    same_origin = work.find(Person, source_key=said.source_key)
    same_origin = same_origin or work.find(Person, id=said.source_key.rpartition("/")[2])
    if same_origin:
        return same_origin[0]
    name, marks = plain(said.name), _marks(said)
    alike = (one for one in work.find(Person) if plain(one.name) == name and _marks(one) & marks)
    return next((one for one in alike if not (one.number and said.number) or one.number == said.number), None)


def _marks(person: Person) -> set[str]:
    """What tells a person from a namesake, in a form to compare."""
    marks = {person.number, "".join(filter(str.isdigit, person.phone)), plain(" ".join(person.address))}
    return marks - {""}


def _case(
    work: Work, patient: Patient, incoming: IncomingPatient, command: ImportPatient
) -> tuple[str, list[str]]:
    """A question in the file becomes a case that waits for a meeting of the board it names, or of the only board."""
    if not incoming.question:
        return "", []
    id = str(uuid5(UUID(patient.id), incoming.question))
    for one in work.find(Case, patient_id=patient.id):
        if one.id == id or one.question == incoming.question:
            return one.id, []
    boards = work.find(Board)
    named = [one for one in boards if one.name.casefold() == incoming.place.casefold()] or list(boards)
    if command.meeting_id:
        named = [work.get(Board, work.get(Meeting, command.meeting_id).board_id)]
    if len(named) != 1:
        return "", [f"The question of {patient.name} names no board here; list it on a meeting."]
    series = f"{named[0].prefix}-{command.at:%Y}"
    work.put(
        Case(
            id=id,
            patient_id=patient.id,
            case_id=id,
            board_id=named[0].id,
            number=f"{series}-{work.next_number(series):04d}",
            question=incoming.question,
            asked_by=incoming.asked_by,
            asked_on=min(incoming.asked_on or command.at.date(), command.at.date()),
            state=CaseState.WAITING,
        )
    )
    return id, []


def list_imported(
    command: ListCase, incoming: IncomingPatient, imported: Imported, open_work: OpenWork
) -> bool:
    """List an imported patient on a meeting unless he is there already; True when that changed the agenda."""
    with open_work(command) as work:
        there = work.find(Listing, meeting_id=command.meeting_id, patient_id=imported.patient_id)
        board_id = work.get(Meeting, command.meeting_id).board_id
        waiting = work.find(Case, id=imported.case_id) if imported.case_id else ()
    if any(one.outcome != Outcome.WITHDRAWN for one in there):
        return False
    mine = [one for one in waiting if one.board_id == board_id and one.state == CaseState.WAITING]
    list_case(
        replace(
            command,
            case_id=mine[0].id if mine else command.case_id,
            question=incoming.question,
            asked_by=incoming.asked_by,
        ),
        open_work,
    )
    return True
