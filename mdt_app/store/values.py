"""Frozen values and JSON turn into one another without loss, and one canonical form of JSON is what gets hashed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar, get_type_hints

import msgspec

from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import PAYLOADS, Kind

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """A frozen value as JSON values: dictionaries, lists, strings, numbers; moments in UTC."""
    return _stamped(msgspec.to_builtins(value, builtin_types=(datetime,)))


def from_json(data: Any, kind: type[T]) -> T:
    """The value of `kind` that `to_json` was given; unknown keys are passed over, absent ones take their default."""
    if "payload" in getattr(kind, "__dataclass_fields__", ()):
        return kind(**_recorded(data, kind))
    return msgspec.convert(data, kind)


def _stamped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stamped(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_stamped(one) for one in value]
    return stamp(value) if isinstance(value, datetime) else value


def _recorded(data: dict[str, Any], kind: type) -> dict[str, Any]:
    """What a fact says is told by its kind alone."""
    hints = get_type_hints(kind)
    hints["payload"] = PAYLOADS[Kind(data["kind"])]
    return {name: from_json(value, hints[name]) for name, value in data.items() if name in hints}


def stamp(moment: datetime) -> str:
    """An aware moment as ISO 8601 in UTC with six decimals, so that text sorts as time. Naive ones are a fault."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone cannot be kept")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(value: Any) -> bytes:
    """The one way to write JSON that hashes are taken of (form 1): sorted keys, no spaces, ASCII."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode()


def require_keepable(value: Any) -> None:
    """Raises `Refused` when a text holds a null or half a character, which no database can give back."""
    for text in texts(value):
        if "\x00" in text or not is_whole(text):
            raise Refused(f"This text holds a character that cannot be kept; remove it: {ascii(text)[:60]}.")


def is_whole(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from texts(key)
            yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)
