"""Two thousand hostile texts in every field that reaches a letter: as typed, or refused in one sentence, in no time."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from hostile.letter_places import Place, case, corrected, places
from hostile.many_texts import COUNT, LARGE, many_texts
from hostile.texts import spoken
from hostile.watch import Trap, overheard
from pdf_checks import problems

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import LetterContent
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.letters import measures
from mdt_app.letters.fonts import REGULAR
from mdt_app.letters.render import measure, render
from mdt_app.letters.shaping import require_glyphs
from mdt_app.letters.text import clean

LEVELS = ("primary", "secondary", "tertiary", "patient")
TOGETHER = 8
"""Texts that can be drawn share a letter, each in a field of its own."""

READABLE = 60
"""Characters up to which a text is looked for whole; a head shows the beginning of a longer one."""

SAID_BY_THE_FILE = frozenset({"board", "case", "letters"})
"""Texts of these stand in the file's title, author or marks as well, so that its structure is looked at."""

SLOWEST = 5.0
"""Seconds of this process for one letter, however large the text."""

DIRECTIONS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]")


@dataclass(frozen=True)
class Try:
    """A text in a place of a letter of a level."""

    text: str
    place: Place
    level: str

    def __str__(self) -> str:
        return f"{self.place.name} ({self.level}): {spoken(self.text)}"

    def stands_in(self, pdf: bytes) -> bool:
        """Line by line, as a list of lines is parted in a letter; a long one by its beginning, a title by its word."""
        if not self.text.strip():
            return True
        lines = [squeezed(line)[:READABLE] for line in clean(self.text).split("\n")]
        if len(self.text) > READABLE:
            lines = [line[:8] for line in lines[:1]]
        if self.place.path[-1] == "title":
            lines = [squeezed(word)[:READABLE] for word in clean(self.text).split()[:1]]
        texts = (squeezed(reader(pdf)) for reader in (text_of, text_by_pypdf))
        return any(all(line in text for line in lines) for text in texts)


@cache
def record() -> LetterRecord:
    return corrected(case())


@cache
def printing() -> tuple[tuple[Place, str], ...]:
    """Every place with each level whose letter prints it, found with words that occur nowhere else."""
    found = places(record())
    one = record()
    for number, place in enumerate(found):
        one = place.put(one, word(number))
    said = {level: squeezed(text_of(render(compose(level, one), letter_texts("en")))) for level in LEVELS}
    return tuple(
        (place, level)
        for number, place in enumerate(found)
        for level in LEVELS
        if squeezed(word(number)) in said[level]
    )


@cache
def is_said(place: Place, level: str) -> bool:
    """Whether any word stands there while all else is as it was: a metastasis may be said by the progression's site."""
    pdf = render(compose(level, place.put(record(), word(0))), letter_texts("en"))
    return squeezed(word(0)) in squeezed(text_of(pdf))


def word(number: int) -> str:
    return f"Qz{number:03}x"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", DIRECTIONS.sub("", text))).casefold()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def drawable(text: str) -> bool:
    try:
        require_glyphs(clean(text), REGULAR, "a text")
    except Refused:
        return False
    return True


def dealt(texts: Sequence[str]) -> list[list[Try]]:
    """Each text in one place, all places in turn; those that can be drawn together in letters of one level."""
    pairs = printing()
    tries = [Try(text, *pairs[number * 7 % len(pairs)]) for number, text in enumerate(texts)]
    alone = [[one] for one in tries if len(one.text) >= LARGE or not drawable(one.text)]
    groups: list[list[Try]] = []
    for level in LEVELS:
        mine = [one for one in tries if one.level == level and [one] not in alone]
        while mine:
            group: list[Try] = []
            for one in mine:
                if len(group) < TOGETHER and one.place not in [other.place for other in group]:
                    group.append(one)
            groups.append(group)
            mine = [one for one in mine if one not in group]
    return alone + groups


def tried(group: Sequence[Try]) -> Iterator[str]:
    """What is wrong with the letter of these texts; where it is refused, with the letter of each alone."""
    one, level = record(), group[0].level
    begun = time.process_time()
    for each in group:
        one = each.place.put(one, each.text)
    content = compose(level, one)
    try:
        pdf, length = render(content, letter_texts("en")), measure(content, letter_texts("en"))
    except Refused as refusal:
        if len(group) > 1:
            yield from one_by_one(group)
            return
        yield from (f"{group[0]}: {wrong}" for wrong in badly_refused(str(refusal)))
        if passes(content):
            yield f"{group[0]}: is refused only once it is printed"
        return
    if (took := time.process_time() - begun) > SLOWEST:
        yield f"{group[0]}: {took:.1f} s"
    names = ", ".join(map(str, group))
    yield from (f"{names}: {wrong}" for wrong in broken_pages(pdf, length.pages))
    if any(each.place.path[0] in SAID_BY_THE_FILE for each in group):
        yield from (f"{names}: {wrong}" for wrong in problems(pdf))
    if length.shortened or all(each.stands_in(pdf) for each in group):
        return
    if len(group) > 1:
        yield from one_by_one(group)
    elif is_said(group[0].place, level):
        yield f"{group[0]}: is not in the letter"


def one_by_one(group: Sequence[Try]) -> Iterator[str]:
    for each in group:
        yield from tried([each])


def passes(content: LetterContent) -> bool:
    try:
        measure(content, letter_texts("en"))
    except Refused:
        return False
    return True


def badly_refused(sentence: str) -> Iterator[str]:
    if not sentence.endswith(".") or "\n" in sentence or len(sentence) > 600:
        yield f"refused in {sentence[:200]!r}"
    if re.search(r"Error|Exception|Traceback|None\b", sentence):
        yield f"refused as a programmer would: {sentence[:200]!r}"


def broken_pages(pdf: bytes, count: int) -> Iterator[str]:
    """As many pages as were laid out, each numbered, and nothing outside of them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if len(document) != count:
            yield f"{len(document)} pages for {count}"
        for number, page in enumerate(document, start=1):
            text = " ".join(page.get_textpage().get_text_range().split())
            if f"page {number} of {count}" not in text:
                yield f"page {number} does not say so"
            for thing in page.get_objects():
                left, bottom, right, top = thing.get_bounds()
                if (
                    left < -1
                    or bottom < -1
                    or right > measures.PAGE_WIDTH + 1
                    or top > measures.PAGE_HEIGHT + 1
                ):
                    yield f"page {number}: something at {left:.0f} {bottom:.0f} {right:.0f} {top:.0f}"
    finally:
        document.close()


def text_by_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def test_the_places_are_all_that_letters_print() -> None:
    names = {place.name for place, _ in printing()}
    assert names >= {
        "patient.family", "letters.0.recipient.name", "letters.0.recipient.lines.0", "board.letterhead.hospital",
        "discussion.plain_short", "recommendations.0.what", "people.maes.family", "decision_text",
    }  # fmt: skip
    kinds = {
        str(record().record.facts[int(place.path[1])].kind)
        for place, _ in printing()
        if place.path[0] == "facts"
    }
    assert kinds >= {
        "diagnosis",
        "metastasis",
        "stage",
        "medication",
        "allergy",
        "imaging",
        "measurement",
        "carer",
        "acp",
    }
    assert len(names) > 120


@pytest.mark.parametrize("share", range(4))
def test_each_of_two_thousand_texts_is_printed_as_typed_or_refused_in_one_sentence(
    caught: Trap, share: int
) -> None:
    texts = many_texts(str(caught.bait), caught.address)
    assert len(texts) == len(set(texts)) == COUNT
    groups = dealt(texts)
    assert sum(len(group) for group in groups) == COUNT
    with overheard() as heard:
        wrong = [one for group in groups[share::4] for one in tried(group)]
    assert wrong == []
    assert heard.breaches == []
