"""Opening a meeting of 60 cases takes as long in a database of 100,000 cases as in one of 1,000."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from demo import opened
from figure import Figure, interleaved, middle
from kept import database
from sqlalchemy import Connection, insert, select

from mdt_app import paths
from mdt_app.content import guidance as guidance_files
from mdt_app.operations.agenda_view import agenda_view
from mdt_app.operations.views import case_view
from mdt_app.store import tables
from mdt_app.store.database import Database
from mdt_app.store.search import terms_of

ROUNDS, CASES, FACTS, A_FEW = 15, 60, 60, 3
FEW, MANY = 1_000, 100_000
MEETING = "benchmark-meeting-0"
SOURCE = Path(__file__)
BATCH = 2_000

Row = dict[str, Any]


def figures() -> Iterator[Figure]:
    guidance = guidance_files.load(paths.resources())
    few, many = (database(f"cases-{count}", partial(fill, count), SOURCE) for count in (FEW, MANY))

    def opening(where: Database) -> Callable[[], object]:
        def act() -> None:
            with where.reader() as reader:
                assert len(agenda_view(reader, guidance, MEETING).rows) == CASES

        return act

    def case(where: Database) -> Callable[[], object]:
        def act() -> None:
            with where.reader() as reader:
                case_view(reader, guidance, "benchmark-listing-7")

        return act

    for name, act in (("meeting of 60 cases opened", opening), ("one case of it opened", case)):
        acts = {"few": act(few), "many": act(many)}
        interleaved(acts, 2)
        took = interleaved(acts, ROUNDS)
        yield Figure(
            f"{name} among {MANY:,}",
            middle(took["many"]),
            middle(took["few"]),
            f"the same among {FEW:,}",
            target=1.3,
        )
    few.close()
    many.close()


def fill(count: int, to: Database) -> None:
    """Rows of the demo, again and again under other ids, until there are so many cases."""
    with closing(opened()) as source, source.reading.connect() as connection:
        rows = {table.name: of(connection, table) for table in tables.metadata.sorted_tables}
    whole = ("account", "person", "board", "membership", "command")
    with to.engine.begin() as connection:
        for name in whole:
            add(connection, name, rows[name])
        add(connection, "meeting", meetings(rows["meeting"], rows["board"][0]["id"], count))
        for start in range(0, count, BATCH):
            write(connection, rows, range(start, min(count, start + BATCH)))


def of(connection: Connection, table: Any) -> list[Row]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def add(connection: Connection, name: str, rows: list[Row]) -> None:
    if rows:
        connection.execute(insert(tables.metadata.tables[name]), rows)


def meetings(like: list[Row], board_id: str, count: int) -> list[Row]:
    """One meeting per 60 cases, weekly, the first one the newest."""
    newest = max(like, key=lambda row: row["starts_at"])
    return [
        newest | {
            "id": f"benchmark-meeting-{number}", "board_id": board_id,
            "starts_at": newest["starts_at"] - timedelta(weeks=number),
        }
        for number in range(-(-count // CASES))
    ]  # fmt: skip


def write(connection: Connection, rows: dict[str, list[Row]], numbers: range) -> None:
    """Patients with one case each, listed; the first 60 have 60 facts each, the others a few."""
    made_rows: dict[str, list[Row]] = {
        name: [] for name in ("patient", "identifier", "case", "listing", "fact", "change", "patient_term")
    }
    facts = cycle(rows["fact"])
    changes = cycle(rows["change"])
    board_id = rows["board"][0]["id"]
    for number in numbers:
        patient_id, case_id = f"benchmark-patient-{number}", f"benchmark-case-{number}"
        patient = rows["patient"][number % len(rows["patient"])] | {"id": patient_id}
        made_rows["patient"].append(patient)
        made_rows["identifier"].append(
            rows["identifier"][0] | {
                "id": f"benchmark-number-{number}", "patient_id": patient_id, "value": f"{number:011}",
            }
        )  # fmt: skip
        case = rows["case"][number % len(rows["case"])]
        made_rows["case"].append(
            case | {"id": case_id, "patient_id": patient_id, "board_id": board_id, "number": f"B-{number:06}"}
        )
        made_rows["listing"].append(
            rows["listing"][number % len(rows["listing"])] | {
                "id": f"benchmark-listing-{number}", "patient_id": patient_id, "case_id": case_id, "carried_from": "",
                "meeting_id": f"benchmark-meeting-{number // CASES}", "position": number % CASES + 1,
            }
        )  # fmt: skip
        for place, one in enumerate(islice(facts, FACTS if number < CASES else A_FEW)):
            made_rows["fact"].append(
                one | {
                    "ordinal": None, "id": f"benchmark-fact-{number}-{place}", "patient_id": patient_id,
                    "case_id": "", "source_key": "", "replaces": "",
                }
            )  # fmt: skip
        for place, one in enumerate(islice(changes, A_FEW), start=1):
            made_rows["change"].append(
                one | {
                    "chain": patient_id, "position": place, "id": f"benchmark-change-{number}-{place}",
                    "entity_id": case_id, "patient_id": patient_id, "case_id": case_id, "board_id": board_id,
                }
            )  # fmt: skip
        names = (patient["family"], patient["given"])
        made_rows["patient_term"] += [
            {"term": term, "patient_id": patient_id}
            for term in sorted(terms_of(names, patient["birth_date"], (f"{number:011}",)))
        ]
    for name, some in made_rows.items():
        add(connection, name, some)
