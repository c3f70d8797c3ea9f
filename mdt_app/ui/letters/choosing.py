"""Which letter is current is never lost: where somebody wanted to go, else where he was, else the first seen."""

from __future__ import annotations

from mdt_app.ui.letters.letter_list import LetterList


def choose_wanted(letters: LetterList, letter_id: str, listing_id: str) -> bool:
    """Go to the letter wanted, whatever is filtered, or to the first of a case; False where nothing is current."""
    mine = [one for one in letters.shown if one.due.letter.listing_id == listing_id] if listing_id else []
    if letter_id and letters.line(letter_id) is not None:
        if not letters.choose(letter_id):
            letters.open_up(letter_id)
            letters.choose(letter_id)
    elif mine:
        letters.choose(mine[0].id)
    return keep_current(letters)


def keep_current(letters: LetterList) -> bool:
    """Other letters are listed: the current one stays where it is among them, else the first is chosen."""
    return bool(letters.current()) or letters.choose(letters.first())
