"""Whatever JSON holds, these readers answer with a value of the asked kind or with nothing; they never raise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

Json = dict[str, Any]

_LONGEST_EXPONENT = 30
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def keepable(words: str) -> str:
    """The text with characters that no database keeps and no screen shows (NUL, other controls, halves, what Unicode
    calls no characters) as U+FFFD, and without byte order marks."""
    return _UNSAFE.sub("\ufffd", words.replace("\ufeff", ""))


def text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def table(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def tables(value: object) -> list[Json]:
    """The objects of a list; one object alone counts as a list of one."""
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    return [text(one) for one in value if text(one)] if isinstance(value, list) else []


def number(value: object) -> Decimal | None:
    """A JSON number of sane size; true and false are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact.adjusted()) > _LONGEST_EXPONENT:
        return None
    return exact


def whole(value: object) -> int | None:
    """A number without a fraction: 2 and 2.0, not 1.5."""
    exact = number(value)
    return int(exact) if exact is not None and exact == exact.to_integral_value() else None


def yes_or_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def codings(concept: object) -> Iterator[tuple[str, str, str]]:
    """(system, code, display) of each coding of a CodeableConcept, or of a Coding itself."""
    concept = table(concept)
    for one in tables(concept.get("coding")) or ([concept] if "code" in concept else []):
        yield text(one.get("system")), text(one.get("code")), text(one.get("display"))


def said_in(concept: object) -> str:
    """A CodeableConcept in words: its text, else a display, else a code."""
    words = text(table(concept).get("text"))
    if words:
        return words
    found = list(codings(concept))
    return next(
        (display for _, _, display in found if display), next((code for _, code, _ in found if code), "")
    )


def first_coding(concept: object) -> tuple[str, str]:
    """(code, system) of the first coding that has a code, else two empty texts."""
    return next(((code, system) for system, code, _ in codings(concept) if code), ("", ""))


def code_of(concept: object, system: str) -> str:
    """The code of one system, "" where the concept has none."""
    return next((code for own, code, _ in codings(concept) if own == system and code), "")


def notes(resource: Json) -> str:
    """Annotations, one a line."""
    return "\n".join(filter(None, (text(one.get("text")) for one in tables(resource.get("note")))))


def extension(holder: object, end: str) -> Json:
    """The first extension whose address ends so, else an empty table."""
    found = tables(table(holder).get("extension"))
    return next((one for one in found if text(one.get("url")).rstrip("/").endswith(end)), {})


def amount(quantity: object) -> tuple[str, str]:
    """(value with its comparator, unit) as the source wrote them; the value is "" where there is none."""
    quantity = table(quantity)
    exact = number(quantity.get("value"))
    if exact is None:
        return "", ""
    return f"{text(quantity.get('comparator'))}{exact}", text(quantity.get("unit")) or text(
        quantity.get("code")
    )


def any_value(holder: Json) -> tuple[str, str]:
    """(value, unit) of whatever value[x] an Observation or a component has, in words."""
    if "valueQuantity" in holder:
        return amount(holder["valueQuantity"])
    if "valueCodeableConcept" in holder:
        return said_in(holder["valueCodeableConcept"]), ""
    for name in ("valueString", "valueDateTime", "valueTime"):
        if text(holder.get(name)):
            return text(holder[name]), ""
    if isinstance(holder.get("valueBoolean"), bool):
        return ("yes" if holder["valueBoolean"] else "no"), ""
    exact = number(holder.get("valueInteger"))
    return (str(exact) if exact is not None else _between(holder)), ""


def _between(holder: Json) -> str:
    """A Range as "2 - 4 mm", a Ratio as "1 / 40"."""
    for name, (low, high), sign in (
        ("valueRange", ("low", "high"), " - "),
        ("valueRatio", ("numerator", "denominator"), " / "),
    ):
        pair = table(holder.get(name))
        parts = [" ".join(filter(None, amount(pair.get(end)))) for end in (low, high)]
        if any(parts):
            return sign.join(parts)
    return ""
