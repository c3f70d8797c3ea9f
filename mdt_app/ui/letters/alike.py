"""What is corrected in one letter is corrected in all that say the same wrong; they are named before it is begun."""

from __future__ import annotations

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.letters.siblings import differing
from mdt_app.operations.letter_life import Press
from mdt_app.ui.letters.reading import OneLetter


def alike(press: Press, one: OneLetter) -> tuple[Letter, ...]:
    """On the work lane: the other issued letters that carry one of the letter's errors, and those of its decision in
    which who is in charge of what, or a day, is no longer as the record has it."""
    found = {letter.id: letter for letter in one.same_error}
    for letter, kept in one.beside:
        if letter.id not in found and _differs(press, one, letter, kept):
            found[letter.id] = letter
    return tuple(found.values())


def _differs(press: Press, one: OneLetter, letter: Letter, kept: bytes) -> bool:
    """Not where an older program stored it in a form that this one cannot read."""
    try:
        return bool(differing(press.content_now(one.record, letter), press.content(letter, kept)))
    except Refused:
        return False
