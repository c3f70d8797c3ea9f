"""Every place of a record whose text may reach a letter, found by walking the record itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

import letter_case

from mdt_app.domain.checklist import evaluate as evaluate_checklist
from mdt_app.domain.criteria import evaluate as evaluate_criteria
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import LetterState
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import Allergy, CareHolder, Encounter, Event, Named, Transition, WeighedOption
from mdt_app.domain.record import Record

CHOSEN = frozenset(
    {
        "id", "level", "language", "state", "status", "kind", "sex", "discipline", "role", "way", "country", "accent",
        "number", "prefix", "outcome", "triage", "change", "category", "instrument", "unit", "element", "criterion",
        "decision", "to", "from_", "step", "topic", "item", "told", "intent", "severity", "laterality", "setting",
        "code", "system", "letters_by", "source_key", "reviewed_as", "reviewed_by", "sha256", "template", "replaces",
        "issued_by", "silence", "missing", "source", "recorded_by",
        "entered_by", "task", "fate", "fate_code", "remarks",
        "concept", "morphology", "method", "carried_from", "moc_kind", "carer", "answers",
    }
)  # fmt: skip
"""Fields that nobody types: a list, a code or another thing's id fills them."""

Step = str | int


@dataclass(frozen=True)
class Place:
    """Where a text is put, as "board.letterhead.hospital" says it."""

    path: tuple[Step, ...]

    @property
    def name(self) -> str:
        return ".".join(str(step) for step in self.path)

    def put(self, record: LetterRecord, text: str) -> LetterRecord:
        """The record with this text there."""
        if self.path[0] != "facts":
            made: LetterRecord = put_at(record, self.path, text)
            return made
        known = Record(put_at(record.record.facts, self.path[1:], text), letter_case.ON)
        return replace(
            record,
            record=known,
            elements=evaluate_checklist(known, record.guidance),
            criteria=evaluate_criteria(known, record.guidance),
        )


def put_at(thing: Any, path: tuple[Step, ...], text: str) -> Any:
    """The same thing with a text at the end of a path of fields, places and keys."""
    if not path:
        return text
    step, rest = path[0], path[1:]
    if isinstance(thing, tuple):
        new = put_at(thing[int(step)] if thing else "", rest, text)
        return (*thing[: int(step)], new, *thing[int(step) + 1 :])
    if isinstance(thing, Mapping):
        return {**thing, step: put_at(thing[step], rest, text)}
    return replace(thing, **{str(step): put_at(getattr(thing, str(step)), rest, text)})


def case() -> LetterRecord:
    """Mrs Colpaërt's case with what it lacks of the kinds of facts that print."""
    facts = letter_case.Facts()
    facts.facts += letter_case.colpaert_facts()
    day = "2026-11-06"
    facts.add(Kind.ALLERGY, day, Allergy(text="penicillin", reaction="rash"))
    facts.add(Kind.PLAN_CHANGE, day, Event(text="docetaxel stopped"))
    facts.add(Kind.INCIDENT, day, Event(text="fall at home"))
    facts.add(Kind.PROCEDURE, day, Named(text="biopsy", result="adenocarcinoma"))
    facts.add(Kind.REPORT, day, Named(text="pathology", result="PD-L1 60 %"))
    facts.add(Kind.ENCOUNTER, day, Encounter(text="emergency visit"))
    facts.add(
        Kind.OPTION, day, WeighedOption(text="gemcitabine", benefit="time", harm="sickness", source="a trial")
    )
    facts.add(
        Kind.TRANSITION,
        day,
        Transition(to="home", holder="Dr Zoë Maes", reason="her wish", what="medication"),
    )
    chemist = CareHolder(level="primary", task="medication", name="Apotheek", phone="09 000 44 20")
    facts.add(Kind.CARE_HOLDER, day, chemist)
    return letter_case.letter_record(tuple(facts.facts), discussion_text="Said.", decision_text="Decided.")


def places(record: LetterRecord) -> tuple[Place, ...]:
    """Every text, and every text of a list of texts, in patient, board, case, decision, people, letters and facts."""
    found = [("discussion_text",), ("decision_text",)]
    for name in (
        "patient",
        "identifiers",
        "board",
        "case",
        "discussion",
        "recommendations",
        "letters",
        "people",
    ):
        found += walk(getattr(record, name), (name,))
    found += walk(record.record.facts, ("facts",))
    return tuple(Place(path) for path in found)


def walk(value: Any, path: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield path
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from walk(one, (*path, number))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from walk(one, (*path, key))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in CHOSEN and not field.name.endswith("_id"):
                now = getattr(value, field.name)
                lines = now or ("",) if field.name in ("address", "foot") else now
                yield from walk(lines, (*path, field.name))


def corrected(record: LetterRecord) -> LetterRecord:
    """The letters as issued second versions, which print why they were made."""
    letters = tuple(
        replace(one, version=2, changed="the dose", replaces="letter-0", state=LetterState.ISSUED)
        for one in record.letters
    )
    return replace(record, letters=letters)
