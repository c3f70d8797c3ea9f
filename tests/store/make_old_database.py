"""Makes the small database that is kept of each released schema: `make_old_database.py`, once, at the release."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from store.kit import with_keys

from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.payloads import Score
from mdt_app.domain.people import Identifier, Patient, Person
from mdt_app.notes.text import MergeText
from mdt_app.operations.commands import Command, new_id
from mdt_app.store import schema

FOLDER = Path(__file__).parents[1] / "files" / "databases"
USER, PASSWORD = "keeper", "an old but good password"
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def main() -> None:
    database, _ = with_keys(FOLDER / f"{schema.NEWEST}.mdt", USER, PASSWORD)
    with database.open_work(Command(id=new_id(), actor=USER, desk="made", number=2, at=NOW)) as work:
        for thing in things():
            work.put(thing)
        work.add_fact(ecog())
        work.append_note("listing-1", "discussion", MergeText().replace(0, 0, "Écrit en 2026 👍"))
        work.commit()
    database.close()


def things() -> tuple[object, ...]:
    return (
        Board(id="board-1", board_id="board-1", name="Lung board", prefix="LUNG"),
        Meeting(id="meeting-1", board_id="board-1", starts_at=NOW),
        Person(id="person-1", family="Peeters", given="Els", discipline="oncology"),
        Patient(id="patient-1", patient_id="patient-1", family="Lefèvre", birth_date=date(1950, 3, 12)),
        Identifier(id="number-1", patient_id="patient-1", system="urn:x", value="50.03.12-123.45"),
        Case(
            id="case-1",
            case_id="case-1",
            patient_id="patient-1",
            board_id="board-1",
            number="LUNG-1",
            question="What?",
        ),
        Listing(id="listing-1", meeting_id="meeting-1", case_id="case-1", patient_id="patient-1", position=1),
    )


def ecog() -> Fact:
    return Fact(
        id="fact-1",
        patient_id="patient-1",
        kind=Kind.ECOG,
        payload=Score(value=2),
        true_from=date(2026, 1, 2),
        recorded_at=NOW,
        recorded_by=USER,
    )


if __name__ == "__main__":
    main()
