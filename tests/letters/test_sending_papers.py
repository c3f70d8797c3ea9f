"""The papers that go with letters: a list that says what to do next, and a page that shows an address alone."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import letter_case
import pytest
from letters.pdf_places import MM, page_count, signs
from pypdf import PdfReader

from mdt_app.content.envelopes import load_envelopes
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.dispatch import Addressee, Way
from mdt_app.domain.letters.parts import Shared
from mdt_app.domain.letters.sending_list import NotSent, SendingList, SentLine
from mdt_app.letters.address_sheet import render_address_sheet
from mdt_app.letters.sending_list import render_sending_list
from mdt_app.paths import resources

AT = datetime(2026, 11, 23, 16, 30, tzinfo=ZoneInfo("Europe/Brussels"))
LANGUAGES = ("en", "nl", "fr", "de")
ENVELOPES = load_envelopes(resources() / "content" / "envelopes.toml")
OTHER = Addressee(name="Dr. Albrecht Vorige", lines=("Oude weg 1 bus 3", "3500 Hasselt"), earlier=True, had=1)


def line(number: int, way: Way = Way.POST, **more: object) -> SentLine:
    plain = SentLine(
        to=f"Dr. Huisarts {number}", address=("Molenweg 3", "3500 Hasselt"), case_number=f"LUNG-2026-{number:04}",
        number="P1", version=1, way=way, file=f"LUNG-2026-{number:04}-P1-v1-primary.pdf", pages=2,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def listing(*lines: SentLine, **more: object) -> SendingList:
    plain = SendingList(
        hospital="AZ Voorbeeld", language="en", starts_at=AT, by=("Lore Hermans",), demo=False, lines=lines
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def printed(content: SendingList, language: str = "en") -> str:
    return text_of(render_sending_list(content, letter_texts(language)))


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def issued(language: str = "en", country: str = "be", level: str = "primary") -> Shared:
    """What the second version of a letter says of itself."""
    one = compose(level, letter_case.colpaert()).shared
    head = replace(one.letterhead, country=country)
    return replace(one, version=2, language=language, letterhead=head, envelope=ENVELOPES[country])


def test_the_list_goes_way_by_way_and_says_what_is_to_be_done_with_each() -> None:
    ways = (Way.BY_HAND, Way.EHEALTH, Way.POST, Way.MAIL, Way.FILE)
    said = printed(listing(*(line(number, way) for number, way in enumerate(ways, start=1))))
    heads = ["By post (1)", "By e-mail (1)", "By eHealthBox (1)", "By hand (1)", "As a file (1)"]
    places = [said.index(one) for one in heads]
    assert places == sorted(places)
    for todo in ("put into window envelopes", "attach each file", "from the eHealthBox program", "hand over"):
        assert todo in said, todo


def test_each_letter_stands_with_its_addressee_its_file_and_its_pages() -> None:
    said = printed(listing(line(1), line(2, Way.MAIL, address=("gp@example.org",), pages=1)))
    assert "Dr. Huisarts 1 Molenweg 3, 3500 Hasselt" in said
    assert "gp@example.org" in said
    assert "LUNG-2026-0001-P1-v1-primary.pdf 2" in said
    assert "LUNG-2026-0002-P1-v1-primary.pdf 1" in said


def test_a_sheet_of_paper_holds_two_pages_of_one_letter_and_never_of_two() -> None:
    lines = [line(number, pages=pages, file="print-1.pdf") for number, pages in ((1, 1), (2, 2), (3, 1))]
    lines.append(line(4, pages=3, has_sheet=True, file="print-1.pdf"))
    said = printed(listing(*lines, both_sides=True))
    assert "7 pages, 5 sheets printed on both sides" in said
    assert "All in print-1.pdf, in this order." in said


def test_what_was_stopped_or_refused_is_said_and_claimed_by_nobody() -> None:
    why = NotSent(case_number="LUNG-2026-0099", number="S1", why="Read it again.")
    said = printed(listing(line(1), not_sent=(why,), left=2))
    assert "1 letter is recorded as sent." in said
    assert "2 letters did not go out: the batch was stopped." in said
    assert said.index("Not sent") < said.index("LUNG-2026-0099 S1 Read it again.")


def test_a_thousand_letters_stand_once_each_over_all_pages() -> None:
    said = printed(listing(*(line(number) for number in range(1, 1001))))
    assert all(said.count(f"Dr. Huisarts {number} ") == 1 for number in (1, 40, 500, 999, 1000))


@pytest.mark.parametrize(
    "hostile", ["<b>x</b>", "{case} *to*", "a\nb\u2028c\x00d", "王小明", "W" * 400, "‮evil"]
)
def test_hostile_words_stand_as_typed_or_are_said_not_to_be_printable(hostile: str) -> None:
    pdf = render_sending_list(
        listing(line(1, to=hostile, address=(hostile,)), by=(hostile,), not_sent=(NotSent(
            case_number="LUNG-2026-0002", number="P1", why=hostile),)),
        letter_texts(),
    )  # fmt: skip
    said = text_of(pdf)
    assert "LUNG-2026-0001" in said
    assert "look at the screen" in said if hostile == "王小明" else True
    assert "<b>x</b>" in said if "<b>" in hostile else True


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_sheet_says_which_letter_lies_under_it_in_its_own_language(language: str) -> None:
    pdf = render_address_sheet(issued(language), OTHER, letter_texts(language))
    said, words = text_of(pdf), letter_texts(language).address_sheet
    assert page_count(pdf) == 1
    assert words.had.text(had="1", version="2") in said.replace("\u00a0", " ") or language == "fr"
    assert "Oude weg 1 bus 3" in said
    assert "Vorige" in said
    assert said.count("Maes") == 1, "the recipient of the letter"


@pytest.mark.parametrize("level", ["primary", "tertiary", "patient"])
def test_the_address_sheet_tells_nothing_about_the_patient(level: str) -> None:
    shared = issued(level=level)
    said = text_of(render_address_sheet(shared, OTHER, letter_texts()))
    secrets = [shared.patient.niss, "1958", shared.recipient.lines[0], "docetaxel", "ECOG", "pain"]
    if level != "patient":  # whose own letter it is, is said
        secrets += [shared.patient.family, shared.patient.given]
    assert [one for one in secrets if one and one in said] == []


@pytest.mark.parametrize("country", sorted(ENVELOPES))
def test_the_window_shows_the_other_address_and_nothing_else(country: str) -> None:
    shared = issued(country=country)
    found = signs(render_address_sheet(shared, OTHER, letter_texts()))
    left, top, right, low = shared.envelope.quiet
    seen = [
        one for one in found if one.right > left and one.left < right and one.bottom > top and one.top < low
    ]
    house = "".join(one.text for one in seen if one.size < 8)
    assert bool(house) == (country == "de")
    address = [one for one in seen if one.size >= 8]
    assert "".join(one.text for one in address) == "".join(
        ("Dr", "AlbrechtVorige", "Oudeweg1bus3", "3500Hasselt")
    )
    left, top, right, low = shared.envelope.address
    assert all(
        left <= one.left and one.right <= right and top <= one.top and one.bottom <= low for one in address
    )


def test_the_same_sheet_is_made_again_byte_for_byte() -> None:
    assert render_address_sheet(issued(), OTHER, letter_texts()) == render_address_sheet(
        issued(), OTHER, letter_texts()
    )


def test_an_address_that_the_window_does_not_show_is_refused() -> None:
    long = replace(OTHER, lines=tuple(f"Line {number}" for number in range(9)))
    with pytest.raises(Refused, match="the window shows 5"):
        render_address_sheet(issued(), long, letter_texts())


def test_the_sheet_has_the_size_of_a_letter() -> None:
    page = PdfReader(io.BytesIO(render_address_sheet(issued(), OTHER, letter_texts()))).pages[0]
    assert (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) == (210, 297)
