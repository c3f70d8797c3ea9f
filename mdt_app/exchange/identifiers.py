"""A number identifies within its system only; a Belgian national number counts as one when its check holds."""

from __future__ import annotations

from collections.abc import Iterator

from mdt_app.exchange.bundle import Resource
from mdt_app.exchange.codes import SSIN
from mdt_app.exchange.values import tables, text
from mdt_app.exchange.warnings import Warnings

HOSPITAL_NUMBER = "urn:mdt:hospital-number"


def national_number(written: str) -> str:
    """The 11 digits of a right Belgian national or BIS number, "" for anything else."""
    from stdnum.be import bis, nn

    for kind in (nn, bis):
        digits: str = kind.compact(written)
        if len(digits) == 11 and digits.isascii() and digits.isdigit() and kind.is_valid(digits):
            return digits
    return ""


def of_patient(resource: Resource, warnings: Warnings) -> Iterator[tuple[str, str]]:
    """(system, value) of each identifier once, in the order of the source."""
    seen = set()
    for one in tables(resource.data.get("identifier")):
        pair = (text(one.get("system")), text(one.get("value")))
        if pair[0] == SSIN and pair[1]:
            digits = national_number(pair[1])
            if not digits:
                warnings.say(
                    f"{resource.origin}: {pair[1][:20]} is not a Belgian national number; kept as plain text."
                )
            pair = (SSIN, digits) if digits else ("", pair[1])
        if pair[1] and pair not in seen:
            seen.add(pair)
            yield pair
