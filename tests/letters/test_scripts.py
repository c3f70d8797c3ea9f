"""A name in any of 17 scripts and spellings is printed so that two programs read it back, or the letter is refused."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import letter_case
import pypdfium2
import pytest
from pdf_checks import Opened, problems
from pypdf import PdfReader

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.compose import compose
from mdt_app.letters.bidi import in_order, levels, seen
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.metadata import About
from mdt_app.letters.page import new_paper
from mdt_app.letters.render import render
from mdt_app.letters.shaping import pieces, reads_leftward, require_glyphs
from mdt_app.letters.text import P, Style, clean

ROOT = Path(__file__).resolve().parents[2]
NAMES = tomllib.loads((ROOT / "tests" / "files" / "letters" / "names.toml").read_text("utf-8"))
MOST = 30
"""Names of one script."""

DIRECTIONS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that a reading program sets around what reads from right to left."""

STYLE = Style(9, 12)


def names(script: str) -> list[tuple[str, str]]:
    """Given and family names, each with several of the others."""
    found = list(product(NAMES[script]["given"], NAMES[script]["family"]))
    return sorted(
        found,
        key=lambda pair: (
            (NAMES[script]["given"].index(pair[0]) * 5 + NAMES[script]["family"].index(pair[1])) % 7
        ),
    )[:MOST]


def flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", DIRECTIONS.sub("", text)).split())


def by_pypdf(pdf: bytes) -> str:
    return flat("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return flat("\n".join(page.get_textpage().get_text_bounded() for page in document))
    finally:
        document.close()


def by_poppler(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        return ""
    ran = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return flat(ran.stdout.decode("utf-8"))


READERS: tuple[Callable[[bytes], str], ...] = (by_pypdf, by_pdfium, by_poppler)


def readers_of(pdf: bytes, *said: str) -> int:
    """How many programs read all of it back; the third is asked only where one of the first two did not."""
    found = 0
    for reader in READERS:
        found += found < 2 and all(flat(one) in text for text in [reader(pdf)] for one in said)
    return found


def letter_of(given: str, family: str, number: str) -> bytes:
    one = letter_case.empty()
    named = replace(one.patient, given=given, family=family)
    return render(
        compose("primary", replace(one, patient=named, case=replace(one.case, number=number))), letter_texts()
    )


def test_there_are_five_hundred_names_in_more_than_twelve_scripts() -> None:
    assert sum(len(names(script)) for script in NAMES) >= 500
    assert len(NAMES) >= 12


@pytest.mark.parametrize("script", [one for one in NAMES if not NAMES[one].get("refused")])
def test_two_programs_read_back_every_name_and_number(script: str) -> None:
    lost = []
    for place, (given, family) in enumerate(names(script)):
        number = f"LUNG-2026-{place:04}"
        pdf = letter_of(given, family, number)
        if readers_of(pdf, f"{given} {family}", number) < 2:
            lost.append(f"{given} {family}")
    assert lost == []


@pytest.mark.parametrize("script", [one for one in NAMES if NAMES[one].get("refused")])
def test_a_script_without_a_font_is_refused_in_one_sentence_that_names_the_field(script: str) -> None:
    for given, family in names(script):
        with pytest.raises(
            Refused, match=r"its font has no “.” \(U\+[0-9A-F]{4}.*written in: the patient's name\."
        ):
            letter_of(given, family, "LUNG-2026-0001")


def test_a_line_is_seen_in_the_order_of_the_unicode_algorithm() -> None:
    assert levels("Mrs אבג (x) 12") == [0] * 4 + [1] * 3 + [0] * 7
    assert levels("אב 12 גד") == [1, 1, 1, 2, 2, 1, 1, 1]
    assert seen([0, 1, 1, 0]) == [0, 2, 1, 3]
    assert seen([1, 2, 2, 1]) == [3, 1, 2, 0]


def test_words_that_read_leftward_are_kept_in_the_order_read_and_placed_in_the_order_seen() -> None:
    first, space, second = in_order([("משה כהן", REGULAR, 0.0)], 10)
    assert [one.text for one in (first, space, second)] == ["משה", " ", "כהן"]
    assert first.at > space.at > second.at == 0
    assert first.leftward == "משה כהן"


def test_arabic_letters_are_joined_and_a_joiner_keeps_them_apart() -> None:
    joined, apart = (pieces(one, REGULAR, leftward=True)[0] for one in ("علیرضا", "علی\u200cرضا"))
    assert [one.number for one in joined.glyphs] != [
        one.number for one in apart.glyphs if one.says != "\u200c"
    ]
    assert "".join(one.says for one in reversed(apart.glyphs)) == "علی\u200cرضا"


def test_a_shape_for_two_letters_still_says_both() -> None:
    (found,) = pieces("سلام", REGULAR, leftward=True)
    assert "".join(one.says for one in reversed(found.glyphs)) == "سلام"


def test_a_joiner_stays_between_letters_that_join_and_nowhere_else() -> None:
    assert clean("علی\u200cرضا") == "علی\u200cرضا"
    assert clean("a\u200cb\u200d") == "ab"


@pytest.mark.parametrize("font", [REGULAR, BOLD])
@pytest.mark.parametrize("word", ["ẹ́gbẹ́", "x̂", "ngā̀", "कि", "ก้ำ", "מִרְיָם", "مُحَمَّد"])
def test_marks_stand_on_their_letters(word: str, font: str) -> None:
    require_glyphs(word, font, "a name")
    assert not any(piece.broken for piece in pieces(word, font, reads_leftward(word)))


@pytest.mark.parametrize("text", ["\u0301a", "name ि", "( ् )"])
def test_a_mark_without_a_letter_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="without a letter before it, written in: a name"):
        P(text, STYLE, "a name")


@pytest.mark.parametrize("name", ["Anna 😀", "👩🏽‍⚕️", "Zoë❤️"])
def test_an_emoji_in_a_name_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(
        Refused, match=r"its font has no “.*” \(U\+[0-9A-F]{4,5}.*written in: the patient's name\."
    ):
        letter_of(name, "Peeters", "LUNG-2026-0001")


def test_a_word_of_two_hundred_thousand_letters_that_join_takes_no_time() -> None:
    begun = time.perf_counter()
    lines = P("مح" * 100_000, STYLE, "a note").lines(132)
    assert time.perf_counter() - begun < 3
    assert all(sum(wide for _, _, wide in line) <= 132.01 for line in lines)


@pytest.mark.parametrize("word", ["محمد" * 60, "שלום" * 60, "क्षत्रिय" * 40, "x" * 400, "กำ" * 200])
def test_a_word_longer_than_the_line_is_cut_and_loses_nothing(word: str) -> None:
    lines = P(f"{word} 12", STYLE, "a note").lines(132)
    assert "".join(text for line in lines for text, _, _ in line).replace(" ", "") == f"{word}12"
    assert all(sum(wide for _, _, wide in line) <= 132.01 for line in lines)


def test_the_same_letter_has_the_same_bytes_in_every_process() -> None:
    """What is kept as issued can be made again, whatever order Python gives to its sets."""
    program = (
        "import hashlib, sys; sys.path.insert(0, 'tests'); from letters.test_scripts import letter_of;"
        "print(hashlib.sha256(letter_of('علاء الدين', 'शर्मा Ẹ́', 'LUNG-2026-0001')).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(said) == 1


def test_who_listens_hears_a_name_in_its_own_order_whatever_is_drawn() -> None:
    paper = new_paper(About("A paper", "nl"))
    said = "Mevrouw فاطمة الزهراء, geboren 3 mei, zoon של יצחק בן דוד en विक्रम सिंह"
    with paper.tagged("H1"):
        P(said, STYLE, "a note").draw(paper, 50, 700, 300)
    paper.showPage()
    pdf = paper.finished()
    assert problems(pdf) == []
    opened = Opened(pdf)
    assert flat(opened.text(opened.root)) == said
    assert [opened.text(one) for one in opened.all("Span")] == ["فاطمة الزهراء", "של יצחק בן דוד"]


@pytest.mark.parametrize("script", NAMES)
def test_no_name_breaks_the_structure_of_a_letter(script: str) -> None:
    given, family = names(script)[0]
    if NAMES[script].get("refused"):
        given = family = "A"
    assert problems(letter_of(given, family, "LUNG-2026-0001")) == []


def test_marks_piled_on_a_letter_are_refused_before_they_climb_into_other_lines() -> None:
    P("a" + "\u0301" * 6, STYLE, "a name")
    with pytest.raises(Refused, match="it piles more than 6 marks on one letter, written in: a name"):
        P("a" + "\u0301" * 8, STYLE, "a name")
