"""What a letter says otherwise than when it was read last, or than the version before, is found behind its page."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.contents import LetterContent
from mdt_app.operations.letter_life import Press
from mdt_app.ui.letters.differences import Change, differences
from mdt_app.ui.letters.reading import OneLetter


@dataclass(frozen=True)
class Earlier:
    """What a page is laid beside: `pdf` of version number `version`, what was read last of this one where that is 0.

    `changes` are what the letter says otherwise, but for its own number, day and state; None where an older program
    stored it in a form that this one cannot read.
    """

    pdf: bytes
    version: int
    changes: tuple[Change, ...] | None = None


@dataclass(frozen=True)
class Since:
    """What an open letter says otherwise than when somebody `read` it last, and than the version `before`; None where
    there is nothing to hold it against."""

    read: Earlier | None = None
    before: Earlier | None = None

    @property
    def shown(self) -> Earlier | None:
        """What the page is compared with."""
        return self.read if self.read is not None and self.read.changes else self.before


def since(press: Press, one: OneLetter, pdf: bytes, seen: str = "") -> Since:
    """On the work lane. `pdf` is the letter's page now, `seen` the fingerprint of what it says, "" for a stored one."""
    number = one.life.older[0].version if one.life.older else 0
    if not seen:
        return Since(before=Earlier(one.before, number) if one.before else None)
    now = press.content_now(one.record, one.letter)
    read = one.read if one.letter.reviewed_as != seen else None
    before = None
    if one.before is not None and one.said_before is not None:
        found = _changes(press, one, one.said_before, now, pdf)
        before = Earlier(one.before, number, found[1] if found else None)
    found = _changes(press, one, read, now, pdf) if read is not None else None
    return Since(read=Earlier(found[0], 0, found[1]) if found else None, before=before)


def _changes(
    press: Press, one: OneLetter, kept: bytes, now: LetterContent, pdf: bytes
) -> tuple[bytes, tuple[Change, ...]] | None:
    """The page of what was said before, and what became another; None where this program cannot print it."""
    try:
        page = press.in_place_of(press.content(one.letter, kept), now)
    except Refused:
        return None
    return page, differences(page, pdf)
