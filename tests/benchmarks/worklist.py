"""The work lists over 20,000 living patients, against the plain reading of what is kept about each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from demo import opened
from figure import Figure, interleaved, middle
from kept import database
from sqlalchemy import insert, select

from mdt_app import paths
from mdt_app.content import guidance as guidance_files
from mdt_app.domain.record import Record
from mdt_app.operations.worklists import standings, work_lists
from mdt_app.store import tables
from mdt_app.store.database import Database

ROUNDS, PATIENTS, RULES = 15, 20_000, "benchmark"
DAY = date(2026, 1, 1)
BATCH = 2_000


def figures() -> Iterator[Figure]:
    there = database("standings-20000", fill, Path(__file__))
    plain = select(tables.wait)

    def read() -> None:
        with there.reading.connect() as connection:
            assert len(connection.execute(plain).all()) > PATIENTS

    def lists() -> None:
        with there.reader() as reader:
            assert sum(one.count for one in work_lists(reader, DAY, RULES)) > PATIENTS

    acts = {"read": read, "lists": lists}
    interleaved(acts, 2)
    took = interleaved(acts, ROUNDS)
    yield Figure(
        f"work lists over {PATIENTS:,} patients",
        middle(took["lists"]),
        middle(took["read"]),
        "the plain reading of the projection",
        target=2,
    )
    there.close()


def fill(to: Database) -> None:
    """The demo's living patients with what waits about them, again and again under other ids."""
    guidance = guidance_files.load(paths.resources())
    with closing(opened()) as source:
        with source.reader() as reader:
            today = datetime.now(UTC).date()
            found = standings(reader, guidance, today, RULES, limit=PATIENTS)
            facts = reader.facts([one.patient_id for one in found])
            living = [one for one in found if not Record(facts[one.patient_id], today).is_dead]
        with source.reading.connect() as connection:
            patients = {
                row["id"]: dict(row)
                for row in connection.execute(select(tables.metadata.tables["patient"])).mappings()
            }
    for start in range(0, PATIENTS, BATCH):
        numbers = range(start, min(PATIENTS, start + BATCH))
        some = [(f"benchmark-patient-{number}", living[number % len(living)]) for number in numbers]
        rows: list[dict[str, Any]] = [
            patients[one.patient_id] | {"id": id, "patient_id": id} for id, one in some
        ]
        with to.engine.begin() as connection:
            connection.execute(insert(tables.metadata.tables["patient"]), rows)
            heads = [{"chain": id, "position": 1, "hash": "", "sealed": 0} for id, _ in some]
            connection.execute(insert(tables.chain_head), heads)
        kept = [type(one)(patient_id=id, position=1, waits=one.waits) for id, one in some]
        to.keep_standings(DAY, RULES, kept)
