"""A number identifies within its system only; a Belgian national number counts as one when its check holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mdt_app.domain.national_number import SYSTEM
from mdt_app.exchange.bundle import Resource
from mdt_app.exchange.values import tables, text
from mdt_app.exchange.warnings import Warnings


def national_number(written: str) -> str:
    """The 11 digits of a right Belgian national or BIS number, "" for anything else."""
    from stdnum.be import bis, nn

    for kind in (nn, bis):
        digits: str = kind.compact(written)
        if len(digits) == 11 and digits.isascii() and digits.isdigit() and kind.is_valid(digits):
            return digits
    return ""


def can_identify(written: str) -> bool:
    """Whether an unchecked number tells people apart: "0", "n/a" or "00000000000" would make many people one."""
    bare = [letter for letter in written.lower() if letter.isalnum()]
    return len(bare) >= 5 and len(set(bare)) > 2


def kept(written: str, where: str, say: Callable[[str], None]) -> tuple[str, str]:
    """A national number as an identifier; a wrong one only as plain text, and only if it can identify at all."""
    digits = national_number(written)
    if digits:
        return SYSTEM, digits
    fate = "kept as plain text" if can_identify(written) else "not kept"
    say(f'{where}: "{written[:20]}" is not a right Belgian national number; {fate}.')
    return "", written if can_identify(written) else ""


def of_patient(resource: Resource, warnings: Warnings) -> Iterator[tuple[str, str]]:
    """(system, value) of each identifier once, in the order of the source."""
    seen = set()
    for one in tables(resource.data.get("identifier")):
        system, value = text(one.get("system")), text(one.get("value"))
        if system == SYSTEM and value:
            system, value = kept(value, resource.origin, warnings.say)
        if value and (system, value) not in seen:
            seen.add((system, value))
            yield system, value
