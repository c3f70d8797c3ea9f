"""A Belgian national number carries its own check: 97 less the remainder of its first nine digits by 97.

Source: Royal Decree of 3 April 1984 on the identification number of the national register; for births from 2000 on,
a 2 stands before the nine digits when the remainder is taken.
"""

from __future__ import annotations

DIGITS, MODULUS, SINCE_2000 = 11, 97, 2_000_000_000


def check_holds(written: str) -> bool | None:
    """Whether the check of a national number holds; None while it has not eleven digits."""
    digits = "".join(one for one in written if one.isdigit())
    if len(digits) != DIGITS or not digits.isascii():
        return None
    stem, check = int(digits[:9]), int(digits[9:])
    return check in (MODULUS - stem % MODULUS, MODULUS - (SINCE_2000 + stem) % MODULUS)
