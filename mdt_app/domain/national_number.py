"""A Belgian national number carries its own check: 97 less the remainder of its first nine digits by 97.

Source: Royal Decree of 3 April 1984 on the identification number of the national register; for births from 2000 on,
a 2 stands before the nine digits when the remainder is taken.
"""

from __future__ import annotations

SYSTEM = "https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin"
DIGITS, MODULUS, SINCE_2000 = 11, 97, 2_000_000_000


def digits_of(written: str) -> str:
    """The eleven digits of a national number, however they are set apart; "" for anything else."""
    bare = "".join(one for one in written if one.isalnum())
    return bare if len(bare) == DIGITS and bare.isascii() and bare.isdigit() else ""


def as_printed(written: str) -> str:
    """Eleven digits as they stand on the card, "58.03.14-998.15"; anything else as it is written."""
    digits = digits_of(written)
    if not digits:
        return written
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def check_of(stem: int, *, since_2000: bool) -> int:
    """The two check digits behind the first nine (`stem`), for somebody born before 2000 or since."""
    return MODULUS - (SINCE_2000 * since_2000 + stem) % MODULUS


def check_holds(written: str) -> bool | None:
    """Whether the check of a national number holds; None while it has not eleven digits."""
    digits = digits_of(written)
    if not digits:
        return None
    stem, check = int(digits[:9]), int(digits[9:])
    return check in (check_of(stem, since_2000=False), check_of(stem, since_2000=True))
