"""A PIN is shown by nothing: it goes to the card, and is forgotten when the session closes."""

from __future__ import annotations


class Pin:
    """A PIN typed by a person. `reveal` is for the call to the card alone; after `forget` it gives ""."""

    __slots__ = ("_digits",)

    def __init__(self, digits: str) -> None:
        self._digits = bytearray(digits, "utf-8")

    def reveal(self) -> str:
        """What was typed; never keep it in a name."""
        return self._digits.decode()

    def forget(self) -> None:
        """Overwrite it; copies that the interpreter or the card's program made are beyond reach."""
        self._digits[:] = bytes(len(self._digits))
        self._digits.clear()

    def __bool__(self) -> bool:
        return bool(self._digits)

    def __repr__(self) -> str:
        return "Pin(...)"

    def __reduce__(self) -> str:
        raise TypeError("A PIN is not written anywhere.")
