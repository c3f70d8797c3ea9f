"""A house's mark, colour and foot are printed as kept, said aloud, and frozen with the letter that was issued."""

from __future__ import annotations

from ctypes import c_uint
from dataclasses import replace

import letter_case
import pypdfium2
import pytest
from letters.pdf_places import signs
from marks import MARK, png
from pdf_checks import Opened, problems

from mdt_app.application import load_guidance
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import LetterContent
from mdt_app.letters.render import render
from mdt_app.letters.signature import for_signing
from mdt_app.press import LetterPress, kept

LEVELS = ("primary", "secondary", "tertiary", "patient")
FOOT = ("RIZIV/INAMI 710 999 99 · KBO 0999.999.999", "www.staurelia.example · BE00 0000 0000 0000")


def letter(level: str = "primary", large: bool = False, **head: object) -> LetterContent:
    content = compose(level, letter_case.colpaert())
    found = replace(content.shared.letterhead, **head)  # type: ignore[arg-type]
    content = replace(content, shared=replace(content.shared, letterhead=found))
    return replace(content, large=True) if large else content  # type: ignore[call-arg]


def printed(level: str = "primary", large: bool = False, **head: object) -> bytes:
    return render(letter(level, large, **head), letter_texts())


def words(pdf: bytes) -> str:
    return "".join(one.text for one in signs(pdf))


@pytest.mark.parametrize("level", LEVELS)
def test_the_mark_is_on_the_page_dot_for_dot_and_has_words_for_who_cannot_see_it(level: str) -> None:
    pdf = printed(level, logo=MARK)
    document = pypdfium2.PdfDocument(pdf)
    (image,) = [one for one in document[0].get_objects() if isinstance(one, pypdfium2.PdfImage)]
    bitmap = image.get_bitmap().to_numpy()
    assert bitmap.shape[:2] == (30, 60)
    assert bitmap[15, 5].tolist()[:3] == [0, 0, 255]
    assert bitmap[15, 55].tolist()[:3] == [255, 0, 0]
    document.close()
    opened = Opened(pdf)
    assert "St Aurelia General Hospital" in [opened.text(figure) for figure in opened.all("Figure")]


@pytest.mark.parametrize("level", LEVELS)
def test_a_letter_with_a_mark_stays_an_archive_file_for_screen_readers(level: str) -> None:
    for large in (False, True) if level == "patient" else (False,):
        pdf = printed(level, large, logo=MARK, accent="#7A1F3D", foot=FOOT, country="de")
        assert problems(pdf) == []
        assert b"/SMask" not in pdf


def test_a_mark_stays_in_its_place_whatever_its_shape() -> None:
    for wide, high in ((354, 20), (20, 142), (354, 142), (1, 1)):
        document = pypdfium2.PdfDocument(printed(logo=png(wide, high)))
        (image,) = [one for one in document[0].get_objects() if isinstance(one, pypdfium2.PdfImage)]
        left, bottom, right, top = (edge / 72 * 25.4 for edge in image.get_bounds())
        document.close()
        assert left == pytest.approx(25, abs=0.1)
        assert right <= 55.1
        assert 297 - top >= 12.7
        assert 297 - bottom <= 25
        assert (right - left) / (top - bottom) == pytest.approx(wide / high, rel=0.02)


def test_beside_a_wide_mark_the_name_of_the_house_is_whole() -> None:
    house = "Algemeen Ziekenhuis Sint-Aurelia Amberdal-Noord"
    assert "".join(house.split()) in words(printed(logo=png(354, 100), hospital=house))


def test_what_is_no_mark_is_refused_when_it_is_printed() -> None:
    with pytest.raises(Refused, match="damaged"):
        printed(logo=MARK[:-20])


@pytest.mark.parametrize("level", LEVELS)
def test_headings_have_the_colour_of_the_house_and_no_other(level: str) -> None:
    document = pypdfium2.PdfDocument(printed(level, accent="#7A1F3D"))
    colours = set()
    for one in document[0].get_objects():
        if one.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT:
            parts = [c_uint() for _ in range(4)]
            pypdfium2.raw.FPDFPageObj_GetFillColor(one.raw, *parts)
            colours.add(tuple(part.value for part in parts[:3]))
    document.close()
    assert colours == {(0x7A, 0x1F, 0x3D), (0x11, 0x11, 0x11)}


@pytest.mark.parametrize("level", LEVELS)
def test_the_lines_of_the_house_stand_whole_at_the_foot_of_page_1(level: str) -> None:
    content = letter(level, foot=FOOT)
    for pdf in (render(content, letter_texts()), for_signing(content, letter_texts())):
        low = "".join(one.text for one in signs(pdf) if one.top > 285)
        assert all("".join(line.split()) in low for line in FOOT)
        assert max(one.bottom for one in signs(pdf)) < 297 - 4


def test_in_large_print_the_lines_of_the_house_are_large_too() -> None:
    pdf = printed("patient", large=True, foot=FOOT)
    document = pypdfium2.PdfDocument(pdf)
    pages = len(document)
    document.close()
    found = [one for page in range(pages) for one in signs(pdf, page)]
    text = "".join(one.text for one in found)
    start = text.index("".join(FOOT[0].split()))
    assert {round(one.size) for one in found[start : start + 20]} == {16}


def test_a_line_too_wide_for_the_foot_is_refused() -> None:
    with pytest.raises(Refused, match="foot is too wide"):
        printed(foot=("W" * 110,))


def test_another_mark_changes_no_letter_that_was_issued() -> None:
    press = LetterPress(load_guidance())
    one = letter_case.colpaert()
    written = next(each for each in one.letters if each.level == "primary")
    head = replace(one.board.letterhead, logo=MARK, accent="#7A1F3D", foot=FOOT, country="de")
    then = replace(one, board=replace(one.board, letterhead=head))
    made = press.printed(then, written)
    later = press.content(written, made.content)
    assert later.shared.letterhead == head
    assert render(later, letter_texts()) == made.pdf
    now = press.printed(one, written)
    assert now.pdf != made.pdf
    assert press.content(written, made.content).shared.envelope == later.shared.envelope


def test_what_was_kept_before_letterheads_had_marks_is_read_as_it_was() -> None:
    press = LetterPress(load_guidance())
    content = letter()
    stored = kept(content)
    for name in (b'"logo":"",', b'"accent":"",', b'"foot":[],', b'"country":"be",'):
        assert name in stored or name[:-1] in stored
        stored = stored.replace(name, b"").replace(b"," + name[:-1], b"")
    written = next(each for each in letter_case.LETTERS if each.level == "primary")
    assert press.content(written, stored) == content


def test_the_sample_of_a_letterhead_is_a_page_about_nobody() -> None:
    press = LetterPress(load_guidance())
    head = Letterhead(hospital="St Aurelia", language="de", country="de", logo=MARK, foot=FOOT)
    pdf = press.sample(head, "Lung board", letter_case.ON)
    assert problems(pdf) == []
    assert "Hausärztin" in words(pdf) or "Hausarzt" in words(pdf)
    with pytest.raises(Refused, match="too pale"):
        press.sample(replace(head, accent="#EEEEEE"), "Lung board", letter_case.ON)
