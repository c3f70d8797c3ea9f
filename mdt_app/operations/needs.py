"""Who records may say what a case needs, who sees to it and how far it is; what is taken back stays in its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import UUID

from mdt_app.domain.accounts import Right
from mdt_app.domain.cases import Case
from mdt_app.domain.errors import Refused
from mdt_app.domain.needs import THINGS, Need, NeedState, Wanted
from mdt_app.domain.people import Person
from mdt_app.domain.plain_text import one_line
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork, Reader, Work

LONGEST_WANTED = 1000
EDITED = frozenset({"wanted", "state", "owner_id", "owner", "expected", "blocks", "note", "removed"})
"""What of a need is written field by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskNeed(Command):
    """Say what one case needs; `owner` is a name, or that of the person `owner_id`."""

    offline: ClassVar[bool] = True
    need_id: str
    case_id: str
    what: str
    wanted: str = ""
    state: NeedState = NeedState.MISSING
    owner_id: str = ""
    owner: str = ""
    expected: date | None = None
    blocks: bool = False
    note: str = ""


def ask_need(command: AskNeed, open_work: OpenWork) -> tuple[Change, ...]:
    """Raises `Refused` for a thing that is none of `THINGS`, and for "other" without words."""
    with open_work(command) as work:
        work.require(Right.RECORD)
        case = work.get(Case, command.case_id)
        need = Need(id=command.need_id, case_id=case.id, patient_id=case.patient_id, what=command.what)
        work.put(new_need(work, replace(as_said(need, command), note=command.note)))
        return work.commit()


def as_said(need: Need, said: Wanted | AskNeed) -> Need:
    """The need with everything that was said of it; whose it is stays."""
    return replace(need, **{one.name: getattr(said, one.name) for one in fields(Wanted) if one.name != "id"})


def new_need(work: Work, need: Need) -> Need:
    """The need as it is kept: clean words, the owner by the name of the directory. Raises `Refused`."""
    if need.what not in THINGS:
        raise Refused(f'"{need.what[:20]}" is none of what a case may need: {", ".join(THINGS)}.')
    wanted = need.wanted.strip()
    if need.what == "other" and not wanted:
        raise Refused("Say in a few words what else the case needs.")
    if len(wanted) > LONGEST_WANTED:
        raise Refused(f"What is wanted has at most {LONGEST_WANTED} characters.")
    owner = work.get(Person, need.owner_id).name if need.owner_id else one_line(need.owner)
    return replace(need, wanted=wanted, owner=owner, note=need.note.strip())


def needs_of(reader: Reader, case_ids: Iterable[str]) -> dict[str, tuple[Need, ...]]:
    """Case id -> what it needs, as asked, without what was taken back; in one query for a whole agenda."""
    ids = list(dict.fromkeys(case_ids))
    found: dict[str, list[Need]] = {one: [] for one in ids}
    for one in reader.find(Need, case_id=ids, removed=False, order=("id",)) if ids else ():
        found[one.case_id].append(one)
    return {id: tuple(needs) for id, needs in found.items()}


def written_on(needs: Iterable[Need]) -> dict[str, date]:
    """Need id -> the day on which it was first written, as its id tells (UUIDv7); one of another make tells none."""
    days = {one.id: _day_of(one.id) for one in needs}
    return {id: day for id, day in days.items() if day is not None}


def _day_of(id: str) -> date | None:
    try:
        value = UUID(id)
    except ValueError:
        return None
    if value.version != 7:
        return None
    return datetime.fromtimestamp((value.int >> 80) / 1000, UTC).date()
