"""Whatever the country's envelope, its window shows the address and nothing else of a letter."""

from __future__ import annotations

from dataclasses import replace

import letter_case
import pytest
from letters.pdf_places import Sign, signs

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import LetterContent
from mdt_app.domain.letters.envelope import COUNTRIES
from mdt_app.letters.render import measure, render

LEVELS = ("primary", "secondary", "tertiary", "patient", "large")
HOUSE = "St Aurelia General Hospital · Kliniekdreef 1 · 9999 Amberdal"
LONG = ("Huisartsenpraktijk De Linde", "Lindeplein 4 bus 3", "Gebouw B, tweede verdieping", "9999 Amberdal")


def letter(level: str, country: str, corrected: bool = False, bare: bool = False) -> LetterContent:
    one = letter_case.empty() if bare else letter_case.colpaert()
    head = replace(one.board.letterhead, country=country, foot=("RIZIV/INAMI 710 999 99", "www.example.be"))
    one = replace(one, board=replace(one.board, letterhead=head))
    content = compose("patient" if level == "large" else level, one)
    if level == "large":
        content = replace(content, large=True)  # type: ignore[call-arg]
    if corrected:
        shared = replace(content.shared, version=2, changed="The radiation is now on 20 November " * 3)
        content = replace(content, shared=shared)
    return content


def seen(content: LetterContent) -> list[Sign]:
    """All that shows in some position of the sheet."""
    left, top, right, bottom = content.shared.envelope.quiet
    return [
        one
        for one in signs(render(content, letter_texts()))
        if one.right > left and one.left < right and one.bottom > top and one.top < bottom
    ]


def words(found: list[Sign]) -> str:
    return "".join(one.text for one in found)


@pytest.mark.parametrize("corrected", [False, True])
@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("level", LEVELS)
def test_the_window_shows_the_address_and_nothing_else(level: str, country: str, corrected: bool) -> None:
    content = letter(level, country, corrected)
    recipient, zone = content.shared.recipient, content.shared.envelope.address
    found = seen(content)
    house = [one for one in found if one.size < 8]
    assert words(house) == ("".join(HOUSE.split()) if country == "de" else "")
    address = [one for one in found if one.size >= 8]
    assert words(address) == "".join("".join((recipient.name, *recipient.lines)).split())
    for one in address:
        assert zone[0] <= one.left
        assert one.right <= zone[2]
        assert zone[1] <= one.top
        assert one.bottom <= zone[3]
        assert one.size >= 9.9


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("level", LEVELS)
def test_an_address_of_five_lines_stands_within_the_window(level: str, country: str) -> None:
    content = letter(level, country)
    recipient = replace(content.shared.recipient, lines=LONG)
    content = replace(content, shared=replace(content.shared, recipient=recipient))
    zone = content.shared.envelope.address
    found = [one for one in seen(content) if one.size >= 8]
    assert words(found) == "".join("".join((recipient.name, *LONG)).split())
    assert zone[1] <= min(one.top for one in found)
    assert max(one.bottom for one in found) <= zone[3]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("level", LEVELS)
def test_a_letter_to_nobody_shows_nothing_else_either(level: str, country: str) -> None:
    content = letter(level, country, bare=True)
    zone = content.shared.envelope.address
    assert all(zone[0] <= one.left and one.right <= zone[2] and one.top >= zone[1] for one in seen(content))


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_sixth_line_is_refused_in_every_country(country: str) -> None:
    content = letter("primary", country)
    recipient = replace(content.shared.recipient, lines=(*LONG, "België"))
    with pytest.raises(Refused, match="takes 6 lines"):
        render(replace(content, shared=replace(content.shared, recipient=recipient)), letter_texts())


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_letter_keeps_its_length_in_every_country_also_when_it_is_corrected(country: str) -> None:
    for corrected in (False, True):
        for level, most in (("primary", 1), ("secondary", 2), ("tertiary", 2), ("patient", 2)):
            assert measure(letter(level, country, corrected), letter_texts()).pages <= most
