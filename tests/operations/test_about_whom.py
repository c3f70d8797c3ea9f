"""What is recorded about a patient carries the patient's id; what carries none holds no word about anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from operations.kit import Team
from operations.test_replay import KINDS, demo_commands, rarer

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting, Membership
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.facts import Kind
from mdt_app.domain.incoming import IncomingFact, IncomingPatient
from mdt_app.domain.inviting import Availability, Entry
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.payloads import Carer
from mdt_app.domain.people import Patient, Person
from mdt_app.operations.commands import Command
from mdt_app.operations.fields import EDITABLE, SetField
from mdt_app.operations.importing import ImportPatient, import_patient
from mdt_app.operations.work import Change

ABOUT_NOBODY = {
    one.__name__.lower() for one in (Board, Membership, Meeting, Person, Account, Availability, Entry)
}
LINKS: dict[str, type[Any]] = {
    "listing_id": Listing,
    "recommendation_id": Recommendation,
    "letter_id": Letter,
    "case_id": Case,
}
OF_SEVERAL = {
    "CloseMeeting", "ReopenMeeting", "KeepPlan", "ForgetPlan", "BeginCase", "MarkMembers", "TakeMarksBack",
    "AnswerInvitations", "TakeReply",
}  # fmt: skip
"""They touch several patients, and each of their changes names its own."""


def patient_of(team: Team, command: Command) -> str:
    """The patient whom a command names, by himself or through a listing, recommendation or letter."""
    for name, kind in LINKS.items():
        if hasattr(command, name) and getattr(command, name):
            found = team.find(kind, id=getattr(command, name))
            if found:
                return str(found[0].patient_id)
    if isinstance(command, SetField):
        kind = Listing if command.entity == "discussion" else EDITABLE[command.entity][0]
        return str(getattr(team.get(kind, command.entity_id), "patient_id", ""))
    return str(getattr(command, "patient_id", ""))


def everything(team: Team) -> dict[str, tuple[Command, tuple[Change, ...]]]:
    """Every command of the demo and the rarer ones, with what was recorded of each."""
    done: dict[str, tuple[Command, tuple[Change, ...]]] = {}
    for command in demo_commands():
        done[command.id] = command, team.carry_out(command)
    for command in rarer(team):
        done[command.id] = command, team.carry_out(command)
    daughter = IncomingFact(
        kind=Kind.CARER,
        payload=Carer(name="Mieke Aerts", relation="daughter"),
        true_from=date(2026, 9, 1),
        origin="RelatedPerson/1",
    )
    aerts = IncomingPatient(
        family="Aerts", given="Jozef", birth_date=date(1950, 1, 1), facts=(daughter,), question="Operate?"
    )
    command = team.command(ImportPatient, source="/home/lore/Aerts Jozef.json")
    taken = import_patient(command, aerts, team.database.open_work)
    with team.database.reader() as reader:
        done[command.id] = command, reader.changes(patient_id=taken.patient_id)
    return done


def words(value: Any) -> Iterator[str]:
    """The texts of any frozen value that are long enough to be somebody's."""
    if isinstance(value, str) and len(value) > 12 and " " in value:
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from words(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from words(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words(getattr(value, field.name))


def test_each_change_about_a_patient_carries_the_patients_id(team: Team) -> None:
    done = everything(team)
    assert {type(command).__name__ for command, _ in done.values()} == set(KINDS)
    for command, changes in done.values():
        for change in changes:
            assert bool(change.patient_id) != (change.entity in ABOUT_NOBODY), (command, change)


def test_a_command_that_names_a_patient_changes_that_patients_things_alone(team: Team) -> None:
    for command, changes in everything(team).values():
        name, patient_id = type(command).__name__, patient_of(team, command)
        touched = {change.patient_id for change in changes}
        if name == "ImportPatient":
            assert len(touched - {""}) == 1
        elif name not in OF_SEVERAL:
            assert touched <= {patient_id}, f"{name}: it names {patient_id or 'no patient'}"


def test_what_carries_no_patient_repeats_no_word_said_about_one(team: Team) -> None:
    done = everything(team)
    with team.database.reader() as reader:
        ids = [one.id for one in reader.find(Patient)]
        names = {f"{one.given} {one.family}" for one in reader.find(Patient)}
        facts = [one.payload for found in reader.facts(ids).values() for one in found]
        said = {text for one in facts for text in words(one)} | names
        said |= {text for one in (*reader.find(Listing), *reader.find(Recommendation)) for text in words(one)}
        agreed = {text for one in reader.find(Board) for text in words(one.standards)}
        directory = {text for one in reader.find(Person) for text in (*words(one), one.name)}
    said -= directory | agreed
    for command, changes in done.values():
        for change in changes:
            if not change.patient_id:
                told = set(words([(field.old, field.new) for field in change.fields]))
                assert not {one for one in told if any(text in one for text in said)}, type(command).__name__
