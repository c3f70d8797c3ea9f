"""A letter is signed with a card by whom its certificate names; what is not proven about a signature is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mdt_app.domain.errors import Refused

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points from the page's lower left corner."""


class CardRemoved(Refused):
    """The card left the reader; what was signed before stays signed."""


class WrongPin(Refused):
    """The card did not accept the PIN. Nothing tries it again by itself."""


class Tries(StrEnum):
    """How often a wrong PIN may still be typed, as far as a card says so: the standard knows no number."""

    FULL = "full"
    FEWER = "fewer"
    LAST = "last"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningCertificate:
    """A certificate on a card: `card` and `key` (hexadecimal) find it again; `der` is the certificate itself."""

    card: str
    key: str
    label: str
    name: str
    issuer: str
    valid_from: datetime
    valid_to: datetime
    der: bytes

    def problem(self, at: datetime) -> str:
        """Why nothing can be signed with it at a moment, in a sentence; "" where it can."""
        if at < self.valid_from:
            return f"The certificate of {self.name} is not valid before {day(self.valid_from)}."
        if at > self.valid_to:
            return f"The certificate of {self.name} expired on {day(self.valid_to)}. Use a card that is still valid."
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card or software token in a reader. `own_window` is true where the card's own program asks for the PIN."""

    serial: str
    label: str
    tries: Tries
    own_window: bool
    certificates: tuple[SigningCertificate, ...]

    def warning(self) -> str:
        """What to know before a PIN is typed, in a sentence; "" where there is nothing."""
        return TRIES_LEFT[self.tries]


LOCKED = (
    "The PIN of this card is locked after too many wrong tries. Only who issued the card can unlock it; "
    "sign with another card until then."
)
TRIES_LEFT = {
    Tries.FULL: "",
    Tries.FEWER: "A wrong PIN was typed before; the card allows fewer tries than usual.",
    Tries.LAST: "One try is left: another wrong PIN locks the card.",
    Tries.LOCKED: LOCKED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a signature shows on the page: `words` at the upper right of `box`, `spoken` to a screen reader.

    `page` counts from 0; `size` is in points.
    """

    words: str
    spoken: str
    language: str
    box: Box
    page: int = 0
    size: float = 7.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking a signature found. `trusted` is None where no authority's certificate was given.

    `intact`: the signed bytes are unchanged and the signature fits them; `whole`: nothing was added after it;
    `at` is the signer's own clock, unless `timed` by an authority.
    """

    signed: bool
    intact: bool = False
    whole: bool = False
    trusted: bool | None = None
    name: str = ""
    at: datetime | None = None
    timed: bool = False
    problem: str = ""

    @property
    def holds(self) -> bool:
        """Whether the letter may be sent as a signed one."""
        return self.signed and self.intact and self.whole and self.trusted is not False

    def sentence(self) -> str:
        """The finding for a person."""
        if not self.signed:
            return self.problem or "This letter is not signed."
        if not self.intact:
            return f"This letter was changed after it was signed, or its signature is damaged. {self.problem}".strip()
        if not self.whole:
            return "Something was added to this letter after it was signed."
        who = f"Signed by {self.name}" + (f" on {day(self.at)}" if self.at else "")
        if self.trusted is None:
            return f"{who}: signature intact, signer not checked against an authority."
        if not self.trusted:
            return f"{who}: signature intact, but the signer is not vouched for. {self.problem}".strip()
        return f"{who}: signature intact, signer vouched for by a known authority; revocation not asked."


def day(at: datetime) -> str:
    """A day in a sentence, as the rules write it; a screen says it in its language."""
    return at.date().isoformat()
