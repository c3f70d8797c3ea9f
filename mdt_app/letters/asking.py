"""What a recipient is asked stands in rows of a day and a deed; what is less urgent shares the last."""

from __future__ import annotations

from collections.abc import Sequence

from mdt_app.domain.letters.letter import Recipient
from mdt_app.domain.letters.parts import Clause
from mdt_app.domain.phrases import Line
from mdt_app.letters.wording import Item, Say

ASK_SHARES = (25, 107)
"""Millimetres of the columns; the words of longer languages stay on one line."""


def rows(asks: Sequence[Clause], later: Sequence[Clause], say: Say) -> list[tuple[Item, ...]]:
    """A row for each ask of a GP, who alone is meant; one row for all that comes later."""
    words = say.texts.primary
    found: list[tuple[Item, ...]] = [
        (day(one, say), say.listed([one.what, say.condition(one.condition)])) for one in asks
    ]
    if later:
        found.append((words.later.line(), words.later_asks.line(asks=said_later(later, say))))
    return found


def owned_rows(asks: Sequence[Clause], recipient: Recipient, say: Say) -> list[tuple[Item, ...]]:
    """A row for each ask of a team, with whom of it is meant."""
    return [
        (day(one, say), say.listed([one.what, owner(one, recipient, say), say.condition(one.condition)]))
        for one in asks
    ]


def owner(one: Clause, recipient: Recipient, say: Say) -> Line:
    """Who is to do it, where that is not just whom the letter is addressed to."""
    return () if one.owner is None or one.owner.name == recipient.name else say.holder(one.owner)


def day(one: Clause, say: Say) -> Line:
    words = say.texts.primary
    if one.due is None:
        return words.ongoing.line()
    said = words.by_day.line(day=say.day(one.due))
    return say.texts.table.past.line(when=said) if one.past else said


def said_later(later: Sequence[Clause], say: Say) -> Line:
    """Those that are less urgent, in one line."""
    return say.parted(_later(one, say) for one in later)


def _later(one: Clause, say: Say) -> Line:
    if one.due is None:
        return say.listed([one.what, say.condition(one.condition)])
    line = say.texts.primary.later_ask.line(what=one.what, day=say.day(one.due))
    line = say.texts.table.past.line(when=line) if one.past else line
    return say.listed([line, say.condition(one.condition)])
