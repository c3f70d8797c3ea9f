"""Whoever leaves a letter to mend something elsewhere comes back to that letter by one key."""

from __future__ import annotations

from collections.abc import Callable

from mdt_app.ui.common.way_back import WayBack
from mdt_app.ui.letters.letters_screen import LettersScreen
from mdt_app.ui.letters.words import tr

Go = Callable[[str, str], None]
ELSEWHERE = ("patient", "people", "settings")


def keep_way_home(
    letters: LettersScreen, way_back: WayBack, go: Go, *, in_meeting: bool = False
) -> LettersScreen:
    """Offer the way back each time that the screen leads away; among a meeting's letters it ends at that meeting."""

    def left(place: str, _: str) -> None:
        one = letters.one()
        if one is None or place not in ELSEWHERE:
            return
        letter = one.letter
        home = ("meeting", f"{one.record.meeting.id}/{letter.listing_id}/letters")

        def back() -> None:
            go(*(home if in_meeting else ("letters", letter.id)))
            letters.show_letter(letter.id)

        words = tr("Back to letter {number} of {name}")
        way_back.offer(words.format(number=letter.number, name=one.record.patient.name), back)

    letters.go.connect(left)
    return letters
