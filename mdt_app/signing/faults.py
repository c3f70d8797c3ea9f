"""Each fault of a card is one sentence that says what happened and what to do; none repeats what was typed."""

from __future__ import annotations

from pkcs11 import exceptions as fault

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.signing import LOCKED, TRIES_LEFT, CardRemoved, Tries, WrongPin

GONE = (
    fault.DeviceRemoved,
    fault.TokenNotPresent,
    fault.TokenNotRecognised,
    fault.SlotIDInvalid,
    fault.SessionHandleInvalid,
    fault.SessionClosed,
    fault.KeyHandleInvalid,
    fault.ObjectHandleInvalid,
    fault.DeviceError,
)
"""What modules report once a card has left its reader; which of them differs between modules."""

GONE_SENTENCE = "The card was taken out, or its reader was lost. Put it in again, then sign what is left."
SENTENCES: tuple[tuple[tuple[type[fault.PKCS11Error], ...], str], ...] = (
    ((fault.PinLocked,), LOCKED),
    (
        (fault.PinInvalid, fault.PinLenRange),
        "This cannot be the PIN of this card: it has the wrong length or signs.",
    ),
    (
        (fault.PinExpired, fault.UserPinNotInitialized),
        "The PIN of this card has to be set first, with the card's own program.",
    ),
    ((fault.FunctionCancelled, fault.FunctionRejected), "Signing was cancelled in the card's own window."),
    ((fault.UserNotLoggedIn,), "The card wants its PIN before it signs. Type the PIN, then sign again."),
    (
        (fault.UserAlreadyLoggedIn, fault.AnotherUserAlreadyLoggedIn),
        "The card is in use by another signing. Wait until that has ended, then sign again.",
    ),
    (
        (fault.MechanismInvalid, fault.KeyTypeInconsistent),
        "The key on this card cannot make this kind of signature.",
    ),
)


def told(error: fault.PKCS11Error, tries: Tries = Tries.FULL) -> Refused:
    """The refusal that a card's fault becomes; `tries` is what the card says after it."""
    if isinstance(error, fault.PinIncorrect):
        left = (
            TRIES_LEFT[tries]
            if tries in (Tries.LAST, Tries.LOCKED)
            else "Make sure of it before you type it again."
        )
        return WrongPin(f"The PIN is wrong. {left}")
    if isinstance(error, GONE):
        return CardRemoved(GONE_SENTENCE)
    for kinds, sentence in SENTENCES:
        if isinstance(error, kinds):
            return Refused(sentence)
    kind = type(error).__name__
    return Refused(
        f"The card or its program failed ({kind}). Take the card out, put it in again, then try once more."
    )
