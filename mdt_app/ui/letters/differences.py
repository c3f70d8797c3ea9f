"""Two versions of a letter differ in words, wherever their lines and pages break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mdt_app.ui.letters.page_words import Box, Word, words_of

MANY = 1200
"""Words of a version above which a word that stands everywhere is no anchor, so that no text takes long."""

LONGEST = 70
"""Characters of a change that are said; all of it stands on the page."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand side by side on one line of a page."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Change:
    """`removed` is only in the older version, `added` only in the newer; `old_at` and `new_at` are where to look."""

    removed: str
    added: str
    removed_at: tuple[Stretch, ...]
    added_at: tuple[Stretch, ...]
    old_at: Stretch
    new_at: Stretch

    def says(self, other: Change) -> bool:
        """Whether this is the other change, or a longer one that holds it."""
        return other.removed in self.removed and other.added in self.added


def differences(before: bytes, pdf: bytes) -> tuple[Change, ...]:
    """What became another from one PDF to the other, in the order of reading; pictures are not compared."""
    return changes(words_of(before), words_of(pdf))


def changes(old: Sequence[Word], new: Sequence[Word]) -> tuple[Change, ...]:
    """Each run of words that differs, once."""
    first, last = _same_ends(old, new)
    here, there = old[first : len(old) - last], new[first : len(new) - last]
    matcher = SequenceMatcher(
        None, [one.text for one in here], [one.text for one in there],
        autojunk=max(len(here), len(there)) > MANY,
    )  # fmt: skip
    return tuple(
        _change(old, new, slice(first + i1, first + i2), slice(first + j1, first + j2))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    )


def _same_ends(old: Sequence[Word], new: Sequence[Word]) -> tuple[int, int]:
    """How many words are the same at the beginning, and of the others at the end."""
    room, first, last = min(len(old), len(new)), 0, 0
    while first < room and old[first].text == new[first].text:
        first += 1
    while last < room - first and old[-1 - last].text == new[-1 - last].text:
        last += 1
    return first, last


def _change(old: Sequence[Word], new: Sequence[Word], gone: slice, come: slice) -> Change:
    removed, added = old[gone], new[come]
    removed_at, added_at = stretches(removed), stretches(added)
    return Change(
        removed=_said(removed),
        added=_said(added),
        removed_at=removed_at,
        added_at=added_at,
        old_at=removed_at[0] if removed_at else _near(old, gone.start),
        new_at=added_at[0] if added_at else _near(new, come.start),
    )


def _near(words: Sequence[Word], place: int) -> Stretch:
    """The last word before a place, where nothing stands any more or yet."""
    near = words[max(0, min(place, len(words)) - 1)] if words else Word("", 1, ((0.0, 0.0, 0.0, 0.0),))
    return Stretch(near.page, near.boxes[0])


def stretches(words: Sequence[Word]) -> tuple[Stretch, ...]:
    """The words' places, those that follow each other on a line as one."""
    found: list[Stretch] = []
    for word in words:
        for box in word.boxes:
            if found and found[-1].page == word.page and _on_one_line(found[-1].box, box):
                found[-1] = Stretch(word.page, _around(found[-1].box, box))
            else:
                found.append(Stretch(word.page, box))
    return tuple(found)


def _on_one_line(before: Box, box: Box) -> bool:
    """Whether a word stands on the line of the one before and close to it, not in the next column of a table."""
    height = min(before[3] - before[1], box[3] - box[1])
    overlap = min(before[3], box[3]) - max(before[1], box[1])
    gap = max(box[0] - before[2], before[0] - box[2])
    return overlap > height / 2 and gap < height


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _said(words: Sequence[Word]) -> str:
    said = ""
    for word in words:
        said = f"{said} {word.text}" if said else word.text
        if len(said) > LONGEST:
            return said[: LONGEST - 1] + "…"
    return said
