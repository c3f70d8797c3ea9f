"""Fills a new database with a believable synthetic board, through users' commands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mdt_app.demo.clerk import Clerk, NoteUpdate
from mdt_app.demo.programme import write_programme
from mdt_app.operations.agenda import ListCase, MakeBoard, PlanMeeting
from mdt_app.operations.commands import Command
from mdt_app.operations.people import AddPatient
from mdt_app.operations.requests import SendRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSummary:
    """What was filled in."""

    patients: int
    boards: int
    meetings: int
    cases: int


Pause = tuple[datetime, Callable[[], None]]
"""A moment, and what is done then, before whatever comes at that moment or after it."""


def commands(
    *, today: date, note_update: NoteUpdate, patients: int = 48, seed: int = 1, actor: str = "demo"
) -> tuple[Command, ...]:
    """Every command of the demo in order of its moment; the same for the same seed and day.

    `note_update` makes an update of the merge library that writes a text into an empty shared text.
    """
    if patients < 1:
        raise ValueError("a demo needs at least one patient")
    clerk = Clerk(seed=seed, today=today, actor=actor, note_update=note_update)
    write_programme(clerk, patients)
    return clerk.commands()


def fill(
    write: Callable[[Command], Any],
    *,
    today: date,
    note_update: NoteUpdate,
    patients: int = 48,
    seed: int = 1,
    actor: str = "demo",
    progress: Callable[[int, int], None] | None = None,
    pauses: Callable[[Clerk, tuple[Command, ...]], Iterable[Pause]] | None = None,
) -> DemoSummary:
    """Carry the demo's commands out one by one with `write`; `progress` hears (done, of how many).

    `pauses` gives what needs to see what stands by then, and when each is to be done.
    """
    planned = commands(today=today, note_update=note_update, patients=patients, seed=seed, actor=actor)
    clerk = Clerk(seed=seed, today=today, actor=actor, note_update=note_update)
    due = sorted(pauses(clerk, planned) if pauses else (), key=lambda one: one[0], reverse=True)
    for number, command in enumerate(planned, start=1):
        while due and due[-1][0] <= command.at:
            due.pop()[1]()
        write(command)
        if progress is not None:
            progress(number, len(planned))
    return summary(planned)


def summary(planned: tuple[Command, ...]) -> DemoSummary:
    def different(kind: type[Command], name: str) -> int:
        return len({getattr(one, name) for one in planned if isinstance(one, kind)})

    return DemoSummary(
        patients=different(AddPatient, "patient_id"),
        boards=different(MakeBoard, "board_id"),
        meetings=different(PlanMeeting, "meeting_id"),
        cases=different(ListCase, "case_id") + different(SendRequest, "case_id"),
    )
