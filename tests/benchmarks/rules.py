"""All 28 elements, 11 criteria and the prompts of a meeting's 60 patients, against the plain reading of their facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import meeting
from figure import Figure, interleaved, middle
from kept import database

from mdt_app import paths
from mdt_app.content import guidance as guidance_files
from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.record import Record

ROUNDS = 15


def figures() -> Iterator[Figure]:
    guidance = guidance_files.load(paths.resources())
    ids = [f"benchmark-patient-{number}" for number in range(meeting.CASES)]
    there = database("cases-1000", partial(meeting.fill, meeting.FEW), meeting.SOURCE)
    today = datetime.now(UTC).date()

    def read() -> dict[str, object]:
        with there.reader() as reader:
            return dict(reader.facts(ids))

    def judge() -> None:
        with there.reader() as reader:
            for facts in reader.facts(ids).values():
                record = Record(facts, today)
                checklist.evaluate(record, guidance)
                criteria.evaluate(record, guidance)
                prompts.evaluate(record, guidance)

    acts = {"read": read, "judge": judge}
    interleaved(acts, 2)
    took = interleaved(acts, ROUNDS)
    yield Figure(
        f"rules for {len(ids)} patients, facts read",
        middle(took["judge"]),
        middle(took["read"]),
        "the plain reading of their facts",
        target=5,
    )
    there.close()
