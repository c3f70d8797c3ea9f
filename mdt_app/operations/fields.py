"""A field is written only over the version that its writer had seen; otherwise a person chooses."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, get_type_hints

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.agenda import Board, Listing, Meeting
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import PLAIN_PARTS, Discussion, Recommendation
from mdt_app.domain.errors import Conflict, Refused
from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.moc import KIND_IDS
from mdt_app.domain.needs import Need
from mdt_app.domain.people import CareLevel, Patient, Person
from mdt_app.domain.plain_text import one_line
from mdt_app.operations.commands import Command
from mdt_app.operations.needs import EDITED
from mdt_app.operations.people import name_of
from mdt_app.operations.work import Change, OpenWork, Reader, Work

LONGEST_TEXT = 20_000

# What a user may write field by field; everything else changes only through its own verb.
EDITABLE: dict[str, tuple[type[Any], Right, frozenset[str]]] = {
    "case": (Case, Right.RECORD, frozenset({"question", "asked_by", "moc_kind"})),
    "listing": (Listing, Right.PREPARE, frozenset({"minutes", "triage", "urgency"})),
    "meeting": (Meeting, Right.PREPARE, frozenset({"place", "video_link", "minutes"})),
    "board": (Board, Right.PREPARE, frozenset({"name", "place", "video_link", "minutes"})),
    "person": (
        Person,
        Right.PREPARE,
        frozenset({"family", "given", "title", "sex", "discipline", "level", "organisation", "address"})
        | {"phone", "night_phone", "email", "language", "number", "letters_by"},
    ),
    "patient": (
        Patient,
        Right.PREPARE,
        frozenset({"family", "given", "birth_date", "sex", "address", "phone"}),
    ),
    "discussion": (
        Discussion,
        Right.RECORD,
        frozenset(one.name for one in fields(Discussion)) - {"id", "listing_id", "case_id", "patient_id"},
    ),
    "recommendation": (
        Recommendation,
        Right.RECORD,
        frozenset({"what", "owner_id", "owner", "due", "condition", "reason", "kind", "plain", "removed"}),
    ),
    "need": (Need, Right.RECORD, EDITED),
}

# Fields of text that take one of a few words, or none.
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("case", "moc_kind"): KIND_IDS,
    ("person", "letters_by"): tuple(Way),
}

# The patient's words are written while the letters are reviewed, after the decision itself is frozen.
LETTER_WORDS = frozenset(
    {
        *(("discussion", name) for name in ("plain_short", *PLAIN_PARTS, "plain_open", "red_flags")),
        ("recommendation", "plain"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetField(Command):
    """Write one field of one thing; `value` is text, a number, a list of lines or an ISO date, as `EDITABLE` allows."""

    offline: ClassVar[bool] = True
    entity: str
    entity_id: str
    field: str
    value: Any
    base_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Who wrote a field last, by name, and when."""

    by: str
    at: datetime


def rewritten(reader: Reader, entity_id: str, field: str) -> Written | None:
    """Who wrote a field last after it was first made with its thing; None where nobody did."""
    changes = reader.changes(entity_id=entity_id)
    mine = [one for one in changes[1:] if any(each.name == field for each in one.fields)]
    if not mine:
        return None
    names = {one.user: one.name for one in reader.find(Account, user=mine[-1].actor)}
    return Written(by=names.get(mine[-1].actor, mine[-1].actor), at=mine[-1].at)


def set_field(command: SetField, open_work: OpenWork) -> tuple[Change, ...]:
    """Compare and set. Raises `Conflict` when the field was written since `base_version`."""
    kind, right, allowed = EDITABLE.get(command.entity, (None, Right.READ, frozenset()))
    if kind is None or command.field not in allowed:
        raise Refused(f"The field {command.field} of a {command.entity} cannot be written.")
    with open_work(command) as work:
        thing = _thing(work, kind, command.entity_id)
        if (command.entity, command.field) in LETTER_WORDS:
            work.require(right if work.account.may(right) else Right.LETTERS)
            _require_drafts(work, thing)
        else:
            work.require(right)
            require_open(work, thing)
        version = work.versions(kind, command.entity_id).get(command.field, 0)
        value = _of_a_name(command.entity, command.field, _typed(kind, command.field, command.value))
        _require_choice(command.entity, command.field, value)
        stored = getattr(thing, command.field)
        if version != command.base_version and stored != value:
            raise Conflict(command.field, value, stored, command.base_version, version)
        work.put(replace(thing, **{command.field: value}))
        return work.commit()


def require_open(work: Work, thing: Any) -> None:
    """What belongs to a listing is frozen once its meeting is closed."""
    listing_id = thing.id if isinstance(thing, Listing) else getattr(thing, "listing_id", "")
    if listing_id:
        listing = work.get(Listing, listing_id)
        work.lock_meeting(listing.meeting_id)
        work.get(Meeting, listing.meeting_id).require_not_closed()


def _require_drafts(work: Work, thing: Discussion | Recommendation) -> None:
    """The patient's words are written while the patient's letter is a draft, or the draft of a newer version."""
    letters = work.find(Letter, listing_id=thing.listing_id)
    mine = [one for one in letters if one.level == CareLevel.PATIENT] or letters
    if mine and all(one.state != LetterState.DRAFT for one in mine):
        raise Refused(
            "The patient's letter is no longer a draft; its words cannot be changed. Send it back or correct it first."
        )


def _thing(work: Work, kind: type[Any], id: str) -> Any:
    if kind is Discussion:
        return discussion_of(work, work.get(Listing, id))
    return work.get(kind, id)


def discussion_of(work: Reader, listing: Listing) -> Discussion:
    """The discussion of a listing; an empty one where nothing was recorded yet."""
    found = work.find(Discussion, id=listing.id)
    if found:
        return found[0]
    return Discussion(
        id=listing.id, listing_id=listing.id, case_id=listing.case_id, patient_id=listing.patient_id
    )


def _of_a_name(entity: str, field: str, value: Any) -> Any:
    """What says who somebody is and how to reach him is cleaned as at the first entry; nobody loses his name."""
    if entity not in ("patient", "person", "board") or isinstance(value, int | date | None):
        return value
    if isinstance(value, tuple):
        return tuple(one_line(line) for line in value)
    said = name_of(value) if field in ("family", "given", "name") else one_line(value)
    if not said and field in ("family", "name"):
        raise Refused(f"A {entity} needs a {'family name' if field == 'family' else 'name'}.")
    return said


def _require_choice(entity: str, field: str, value: Any) -> None:
    choices = CHOICES.get((entity, field))
    if choices is not None and value and value not in choices:
        raise Refused(f"{value!r} is not one of: {', '.join(choices)}.")


def _typed(kind: type[Any], field: str, value: Any) -> Any:
    """The value as the field's type. Raises `Refused` in words where it does not fit."""
    hint = get_type_hints(kind)[field]
    if hint is str:
        text = str(value)
        if len(text) > LONGEST_TEXT:
            raise Refused(f"This text has {len(text)} characters; at most {LONGEST_TEXT} can be kept.")
        return text
    if hint is int and not isinstance(value, bool):
        try:
            return int(value)
        except (TypeError, ValueError):
            raise Refused(f"{value!r} is not a whole number.") from None
    if hint is bool:
        return bool(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        try:
            return hint(value)
        except ValueError:
            raise Refused(f"{value!r} is not one of: {', '.join(one for one in hint if one)}.") from None
    if hint == date | None:
        return _day(value)
    return tuple(str(line) for line in value)


def _day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Refused(f"{value!r} is not a date. Write it as 2026-11-30.") from None
