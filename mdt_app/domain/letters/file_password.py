"""A locked letter is tried at somebody's leisure, so its password is long; length counts and no other rule does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from mdt_app.domain.errors import Refused

LEAST = 15
"""Characters of a password that stands alone (NIST SP 800-63B-4, 3.1.1.2)."""

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
"""Letters that sound different on the telephone in every language of the letters."""

PARTS, SYLLABLES = 5, 2
PROPOSED = re.compile(
    rf"([{CONSONANTS}][{VOWELS}]){{{SYLLABLES}}}(-([{CONSONANTS}][{VOWELS}]){{{SYLLABLES}}}){{{PARTS - 1}}}"
)
"""What a password looks like that was proposed."""


def require_length(password: str) -> None:
    """Raises `Refused` for a password that is too short."""
    if len(password) < LEAST:
        raise Refused(
            f"A password of a letter takes at least {LEAST} characters: a few words after one another will do."
        )


def proposed(choose: Callable[[Sequence[str]], str]) -> str:
    """ "kola-mire-tadu-nofi-besa": read out in five words, and one of 2^61 where `choose` draws fairly."""

    def word() -> str:
        return "".join(choose(CONSONANTS) + choose(VOWELS) for _ in range(SYLLABLES))

    return "-".join(word() for _ in range(PARTS))
