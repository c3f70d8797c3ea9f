"""What was corrected at a desk stands against the value it took the place of, however often a source repeats that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

from mdt_app.domain.fact_text import SAYINGS, kind_words
from mdt_app.domain.facts import IMPORTED, Fact
from mdt_app.domain.incoming import IncomingFact
from mdt_app.domain.payloads import Assessment, Payload

WHEN, UNTIL, ANSWER = "true_from", "true_to", "answer/"
ABOUT = frozenset(
    {
        "text",
        "name",
        "code",
        "site",
        "category",
        "instrument",
        "number",
        "value",
        "level",
        "topic",
        "item",
        "day",
    }
)
"""The parts of a payload that say what it is about; where none of them differs, it is the same statement."""
Parts = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is taken of a word that a source says of a corrected fact, None for nothing; `sentence` says what became
    of it, "" where nothing was in the way."""

    said: IncomingFact | None
    sentence: str = ""


def line_of(newest: Fact, by_id: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """A fact and what it took the place of, newest first."""
    found = [newest]
    while (before := by_id.get(found[-1].replaces)) is not None and before not in found:
        found.append(before)
    return tuple(found)


def against(said: IncomingFact, line: Sequence[Fact], names: Mapping[str, str]) -> Taken:
    """A source's word beside the corrections that a person made, part by part; `line` is as `line_of` gives it, `names`
    are the people behind the accounts.

    A part that repeats what was corrected stays corrected. A new value of a corrected part counts, unless the source
    itself dates it before the correction. Whatever else is new counts.
    """
    last, desk = line[0], _newest_of_desk(line)
    if desk is None:
        return Taken(said=said)
    if type(said.payload) is not type(last.payload):
        return Taken(said=said, sentence=_newer(said, desk, names))
    if last.withdrawn:
        gone = next((one for one in line if not one.withdrawn), last)
        if _about(gone.payload) == _about(said.payload):
            return Taken(said=None, sentence=_sentence(said, desk, names, "It stays withdrawn."))
        return Taken(said=said, sentence=_newer(said, desk, names))
    return _mixed(said, line, desk, names)


def disputed(fact: Fact, by_id: Mapping[str, Fact]) -> Fact | None:
    """The word of a person here which a newer one of the source goes against, as long as nobody here spoke again."""
    if fact.source != IMPORTED or fact.withdrawn:
        return None
    line = line_of(fact, by_id)
    desk = _newest_of_desk(line)
    if desk is None:
        return None
    if desk.withdrawn or type(desk.payload) is not type(fact.payload):
        return desk
    now, then = _parts(fact), _parts(desk)
    return desk if any(now.get(one) != then.get(one) for one in _corrected(line)) else None


def _mixed(said: IncomingFact, line: Sequence[Fact], desk: Fact, names: Mapping[str, str]) -> Taken:
    corrected, parts, stands = _corrected(line), _parts(said), _parts(line[0])
    own = _set_at_desk(line, corrected)
    repeated = {one for one, gone in corrected.items() if parts.get(one) in gone}
    other = {one for one in own - repeated if parts.get(one) != stands.get(one)}
    older = other if _before(said, desk) else set()
    mixed = _with(said, line[0], repeated | older)
    if other and not older and mixed is not None:
        return Taken(said=mixed, sentence=_newer(said, desk, names))
    fate = ""
    if older:
        fate = f"The file recorded that before the correction, which stands: {_text(line[0])}."
    elif mixed is None or any(parts.get(one) != stands.get(one) for one in repeated):
        fate = f"The correction stands: {_text(desk)}."
    return Taken(said=mixed, sentence=_sentence(said, desk, names, fate) if fate else "")


def _parts(one: Fact | IncomingFact) -> Parts:
    """Everything that a statement says, by the part of it; each answer of an assessment is a part of its own."""
    found: Parts = {field.name: getattr(one.payload, field.name) for field in fields(one.payload)}
    if isinstance(one.payload, Assessment):
        found |= {f"{ANSWER}{item}": value for item, value in one.payload.answers}
        del found["answers"]
    return found | {WHEN: one.true_from, UNTIL: one.true_to}


def _with(said: IncomingFact, stands: Fact, kept: set[str]) -> IncomingFact | None:
    """What a source says, but for the parts `kept`, which stay as they stand; None where both cannot be true."""
    old = _parts(stands)
    own: dict[str, Any] = {
        field.name: old[field.name] for field in fields(said.payload) if field.name in kept
    }
    if isinstance(said.payload, Assessment):
        own["answers"] = tuple(
            (item, _score(old.get(f"{ANSWER}{item}")) if f"{ANSWER}{item}" in kept else value)
            for item, value in said.payload.answers
        )
    begins: dict[str, Any] = {"true_from": stands.true_from, "at": stands.at} if WHEN in kept else {}
    ends: dict[str, Any] = {"true_to": stands.true_to} if UNTIL in kept else {}
    mixed = replace(said, payload=replace(said.payload, **own), **begins, **ends)
    return None if mixed.true_to is not None and mixed.true_to < mixed.true_from else mixed


def _score(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _newest_of_desk(line: Sequence[Fact]) -> Fact | None:
    """The newest word of a person here that took the place of another."""
    replacing = (one for one in line[:-1] if one.source != IMPORTED)
    return next(replacing, None)


def _corrected(line: Sequence[Fact]) -> dict[str, list[object]]:
    """Each part that a person corrected here, and the values that were taken from it."""
    found: dict[str, list[object]] = {}
    for after, before in pairwise(line):
        if after.source == IMPORTED or after.withdrawn or before.withdrawn:
            continue
        now, then = _parts(after), _parts(before)
        for part in {*now, *then}:
            if now.get(part) != then.get(part):
                found.setdefault(part, []).append(then.get(part))
    return found


def _set_at_desk(line: Sequence[Fact], corrected: Mapping[str, object]) -> set[str]:
    """The corrected parts whose value now is a person's, and not a newer one of the source."""
    found = set()
    for part in corrected:
        now = _parts(line[0]).get(part)
        setter = next(
            (after for after, before in pairwise(line) if _parts(before).get(part) != now),
            line[-1],
        )
        found |= {part} if setter.source != IMPORTED else set()
    return found


def _about(payload: Payload) -> Parts:
    said = {field.name: getattr(payload, field.name) for field in fields(payload)}
    return {name: value for name, value in said.items() if name in ABOUT} or said


def _before(said: IncomingFact, desk: Fact) -> bool:
    if said.recorded_at is not None:
        return said.recorded_at < desk.recorded_at
    return said.recorded_on is not None and said.recorded_on < _day(desk)


def _day(desk: Fact) -> date:
    return desk.recorded_at.date()


def _newer(said: IncomingFact, desk: Fact, names: Mapping[str, str]) -> str:
    words = "withdrawn" if desk.withdrawn else f'corrected to "{_text(desk)}"'
    fate = f"The newer word of the file counts from now on; here it was {words}. Look at it in the timeline."
    return _sentence(said, desk, names, fate)


def _sentence(said: IncomingFact, desk: Fact, names: Mapping[str, str], fate: str) -> str:
    act = "withdrawn" if desk.withdrawn else "corrected"
    return (
        f'{said.origin} says "{_text(said)}" ({kind_words(said.kind).lower()}), an entry that was {act} here on '
        f"{_day(desk)} by {desk.recorder(names)}. {fate}"
    )


def _text(one: Fact | IncomingFact) -> str:
    return f"{SAYINGS[type(one.payload)](one.payload) or kind_words(one.kind)}, {one.true_from}"
