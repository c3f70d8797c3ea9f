"""All letters of one decision name the same tasks, days, holders and phones; what is out already is the measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from mdt_app.domain.letters.contents import (
    LetterContent,
    PatientContent,
    PrimaryContent,
    SecondaryContent,
    TertiaryContent,
)
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.letters.parts import Clause, Responsibility


def differences(
    letter: Letter, content: LetterContent, beside: Iterable[tuple[Letter, LetterContent]]
) -> list[str]:
    """What a letter says otherwise than those of its decision that are issued, in one sentence that names them all."""
    numbers: dict[str, list[str]] = {}
    for other, said in beside:
        if what := differing(content, said):
            numbers.setdefault(what, []).append(other.number)
    if not numbers:
        return []
    every = [number for some in numbers.values() for number in some]
    what = next(iter(numbers))
    if len(numbers) > 1:
        what = "; ".join(f"{_listed(some)}: {each}" for each, some in numbers.items())
    verb = "is" if len(every) == 1 else "are"
    sentence = f"It differs from {_listed(every)}, which {verb} issued: {what}."
    return [f"{sentence} Correct {_listed(every)} as well, or mend the record."]


def _listed(numbers: Sequence[str]) -> str:
    """ "P1", "P1 and S1", "P1, S1 and F1"."""
    return " and ".join(part for part in (", ".join(numbers[:-1]), numbers[-1]) if part)


def differing(one: LetterContent, other: LetterContent) -> str:
    """The first thing in which two letters of a decision differ, "" where they agree.

    A death between the two changes who is in charge: what went out before it was right then.
    """
    same_life = one.shared.patient.died == other.shared.patient.died
    if same_life and table(one.shared.responsibilities) != table(other.shared.responsibilities):
        return "who is in charge of what"
    mine, theirs = tasks(one), tasks(other)
    for number in sorted(mine.keys() & theirs.keys()):
        if mine[number] != theirs[number]:
            return f"the day or the owner of recommendation {number}"
    return ""


def table(rows: Sequence[Responsibility]) -> tuple[Responsibility, ...]:
    """The table, however many days ago it was printed."""
    return tuple(replace(row, past=False) for row in rows)


def tasks(content: LetterContent) -> Mapping[int, tuple[str, date | None]]:
    """Number of a recommendation -> its owner's name and its day."""
    return {row.number: (row.owner.name if row.owner else "", row.due) for row in clauses(content)}


def clauses(content: LetterContent) -> tuple[Clause, ...]:
    """Every recommendation that a letter says."""
    match content:
        case PrimaryContent():
            return (*content.decided, *content.asks, *content.later_asks)
        case SecondaryContent():
            return content.decided
        case TertiaryContent():
            return (*content.decided, *content.asks)
        case PatientContent():
            return content.days
