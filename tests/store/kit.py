"""What store tests are made of: a desk that makes commands, a database to put things in, and things to put there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Discussion
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.keys import sidecar
from mdt_app.keys.wrapping import Cost
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.work import Change
from mdt_app.store.database import Database
from mdt_app.store.work import StoreWork

KEY = bytes(range(32))
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
OWNER = Account(id="account-1", user="owner", name="Anna Owner", roles=("owner",))
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell(Command):
    """A command with something to say."""

    words: str = ""


class Desk:
    """Makes commands as a desk does, each with the next number and one minute later."""

    def __init__(self, name: str = "desk-1", first: int = 1) -> None:
        self.name, self.number = name, first - 1

    def command(self, words: str = "", id: str = "", actor: str = OWNER.user) -> Tell:
        self.number += 1
        at = START + timedelta(minutes=self.number)
        return Tell(id=id or new_id(), actor=actor, desk=self.name, number=self.number, at=at, words=words)


class Kept:
    """A database with its desk: `put` is one unit of work."""

    def __init__(self, database: Database) -> None:
        self.database, self.desk = database, Desk()

    @contextmanager
    def work(self) -> Iterator[StoreWork]:
        with self.database.open_work(self.desk.command()) as work:
            yield work

    def put(self, *things: Any) -> tuple[Change, ...]:
        with self.work() as work:
            for thing in things:
                work.put(thing)
            return work.commit()

    def get(self, kind: type[Any], id: str) -> Any:
        with self.database.reader() as reader:
            return reader.get(kind, id)


def with_keys(path: Path, user: str = OWNER.user, password: str = "secret") -> tuple[Database, str]:
    """A new file whose key is wrapped in the sidecar beside it, with its owner; and the recovery key."""
    key, recovery_key = sidecar.create(sidecar.keys_path(path), user, password, cost=CHEAP)
    database = Database.create(path, key, user=user, desk="setup")
    owner = replace(OWNER, user=user)
    with database.open_first_work(Desk("setup").command(actor=user), owner) as work:
        work.put(owner)
        work.commit()
    return database, recovery_key


def reopened(path: Path, user: str = OWNER.user, password: str = "secret") -> Database:
    return Database.open(path, sidecar.unlock(sidecar.keys_path(path), user, password))


def with_owner(database: Database) -> Database:
    with database.open_first_work(Desk("setup").command(), OWNER) as work:
        work.put(OWNER)
        work.commit()
    return database


BOARD = Board(id="board-1", board_id="board-1", name="Lung board", prefix="LUNG")
MEETING = Meeting(id="meeting-1", board_id="board-1", starts_at=START)
PERSON = Person(id="person-1", family="Peeters", given="Els", discipline="oncology")


def patient(number: int = 1, **more: Any) -> Patient:
    id = f"patient-{number}"
    return Patient(**{"id": id, "patient_id": id, "family": "Dubois", "birth_date": date(1950, 3, 12)} | more)


def identifier(number: int, value: str) -> Identifier:
    return Identifier(
        id=f"number-{number}-{value}", patient_id=f"patient-{number}", system="urn:x", value=value
    )


def case(number: int = 1, patient_number: int = 1) -> Case:
    id = f"case-{number}"
    return Case(
        id=id,
        case_id=id,
        patient_id=f"patient-{patient_number}",
        board_id="board-1",
        number=f"LUNG-{number}",
        question="What next?",
    )


def listing(number: int = 1) -> Listing:
    return Listing(
        id=f"listing-{number}",
        meeting_id="meeting-1",
        case_id=f"case-{number}",
        patient_id="patient-1",
        position=number,
    )


def discussion(number: int = 1, **more: Any) -> Discussion:
    id = f"listing-{number}"
    return Discussion(id=id, listing_id=id, case_id=f"case-{number}", patient_id="patient-1", **more)
