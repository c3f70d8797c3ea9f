"""A shared text is a merge document: whoever applies the same updates reads the same text, however desks interleave.

Each desk's own updates must come in the order in which it wrote them: the library does not mend other orders for sure.
The merge library counts UTF-8 bytes, Python counts characters and Qt counts UTF-16 units; only this module knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mdt_app.domain.errors import Refused

if TYPE_CHECKING:
    from pycrdt import Doc, Text

NAME = "text"


class MergeText:
    """One shared text, built from the updates of everyone who wrote in it. Raises `Refused` for a broken update."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        from pycrdt import Doc, Text

        self._doc: Doc[Text] = Doc()
        self._text: Text = self._doc.get(NAME, type=Text)
        for update in updates:
            self.apply(update)

    @property
    def text(self) -> str:
        return str(self._text)

    def replace(self, position: int, removed: int, inserted: str) -> bytes:
        """Removes `removed` characters at `position` and puts `inserted` there, counted as Python counts.

        Gives the update for the others. Raises ValueError outside the text.
        """
        text = self.text
        if not 0 <= position <= position + removed <= len(text):
            raise ValueError(
                f"characters {position} to {position + removed} are not in a text of {len(text)}"
            )
        start = len(text[:position].encode())
        end = start + len(text[position : position + removed].encode())
        before = self._doc.get_state()
        with self._doc.transaction():
            if end > start:
                del self._text[start:end]
            if inserted:
                self._text.insert(start, inserted)
        return self._doc.get_update(before)

    def utf16_replace(self, position: int, removed: int, inserted: str) -> bytes:
        """The same, counted in UTF-16 units as Qt counts; a range that cuts a character in two takes all of it."""
        text = self.text
        start = characters_before(text, position)
        end = characters_before(text, position + removed, up=True) if removed else start
        return self.replace(start, end - start, inserted)

    def apply(self, update: bytes) -> None:
        """Takes in an update; one that is already in changes nothing."""
        try:
            self._doc.apply_update(update)
        except Exception as error:  # the library raises its own, undocumented kinds
            raise Refused("This piece of shared text is damaged and was not taken in.") from error

    def state(self) -> bytes:
        """All of it as one update."""
        return self._doc.get_update()


def characters_before(text: str, units: int, *, up: bool = False) -> int:
    """How many characters lie before `units` UTF-16 units; inside a character, its start, or its end with `up`.

    Raises ValueError beyond the text's end.
    """
    passed = 0
    for index, character in enumerate(text):
        if passed >= units:
            return index
        passed += 2 if character > "\uffff" else 1
        if passed > units:
            return index + 1 if up else index
    if units > passed:
        raise ValueError(f"unit {units} is not in a text of {passed}")
    return len(text)
