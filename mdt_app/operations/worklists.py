"""Work lists go over every patient on file: what waits is computed once a day and after each change, and then read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from mdt_app.domain.erasing import is_erased
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.people import Patient
from mdt_app.domain.record import Record
from mdt_app.domain.worklist import Wait, Waits, waits
from mdt_app.operations.surroundings import surroundings_of
from mdt_app.operations.today_rows import WaitingPatient, WorkList
from mdt_app.operations.work import OpenReader, Reader, Standing

AT_ONCE = 200
SHOWN = 200
Keep = Callable[[date, str, tuple[Standing, ...]], None]


def standings(
    reader: Reader, guidance: Guidance, day: date, made_by: str, limit: int = AT_ONCE
) -> tuple[Standing, ...]:
    """What waits about some of those not looked through yet, computed; () once everybody is."""
    positions = reader.not_looked_through(day, made_by, limit)
    ids = list(positions)
    facts, around = reader.facts(ids), surroundings_of(reader, ids)
    gone = _erased(reader, [id for id in ids if not facts[id]])

    def waiting(id: str) -> tuple[Wait, ...]:
        return () if id in gone else waits(Record(facts[id], day), guidance, around[id])

    return tuple(Standing(patient_id=id, position=positions[id], waits=waiting(id)) for id in ids)


def _erased(reader: Reader, ids: Collection[str]) -> frozenset[str]:
    """Those of them for whom nothing waits any more, since their record was erased."""
    return frozenset(one.id for one in reader.find(Patient, id=list(ids)) if is_erased(one))


def look_through(
    open_reader: OpenReader,
    keep: Keep,
    guidance: Guidance,
    day: date,
    made_by: str,
    *,
    step: Callable[[int], bool],
) -> int:
    """Look through everybody who is not yet, some at a time; gives how many. `step(so far)` says whether to go on."""
    done = 0
    while step(done):
        with open_reader() as reader:
            found = standings(reader, guidance, day, made_by)
        if not found:
            break
        keep(day, made_by, found)
        done += len(found)
    return done


def work_lists(
    reader: Reader, day: date, made_by: str, first: Collection[str] = (), shown: int = SHOWN
) -> tuple[WorkList, ...]:
    """Every list that is not empty, with how many patients are on it and the first of them by name.

    `first` are the patients to show before all others (those on a coming agenda); then what waits longest.
    """
    lists = reader.waiting(day, made_by, first, shown)
    ids = sorted({id for _, some in lists.values() for id in some})
    about = reader.waits_of(day, made_by, ids)
    patients = {one.id: one for one in reader.find(Patient, id=ids)}

    def row(kind: Waits, id: str) -> WaitingPatient:
        theirs = tuple(one for one in about[id] if one.kind is kind)
        return WaitingPatient(patient_id=id, name=patients[id].name, waits=theirs)

    return tuple(
        WorkList(kind=kind, count=lists[kind][0], rows=tuple(row(kind, id) for id in lists[kind][1]))
        for kind in Waits
        if kind in lists
    )
