"""One table per kind of thing, one column per field: what each is called and holds, whichever engine keeps it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from types import NoneType
from typing import Any, get_args, get_type_hints

ENTITIES = (
    *("person", "board", "membership", "meeting", "patient", "identifier", "case", "listing", "discussion"),
    *("recommendation", "attendance", "letter", "dispatch", "account", "request", "need", "invitation"),
    *("availability", "entry"),
)
"""What has a table of its own; by name, for who reads one kind need not load them all."""


class Json:
    """What a column holds that is none of `PLAIN`: lists, tuples, nested values."""


PLAIN = (str, int, bool, date, datetime)


def entity_of(kind: type[Any]) -> str:
    """The name of a kind's table."""
    return kind.__name__.lower()


def bare(hint: Any) -> tuple[Any, bool]:
    """A field's type without its `| None`, and whether it had one."""
    parts = get_args(hint)
    if NoneType not in parts:
        return hint, False
    return next(part for part in parts if part is not NoneType), True


def held(hint: Any) -> type[Any]:
    """What the column of a field holds: one of `PLAIN`, words of a fixed list as text, everything else as `Json`."""
    kind, _ = bare(hint)
    if isinstance(kind, type) and issubclass(kind, str):
        return str
    return kind if kind in PLAIN else Json


def columns(kind: type[Any]) -> dict[str, type[Any]]:
    """Column -> what it holds, in the order of the fields."""
    hints = get_type_hints(kind)
    return {field.name: held(hints[field.name]) for field in fields(kind)}
