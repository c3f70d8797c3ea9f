"""A letterhead that could not be read or printed is refused in words before it is kept."""

from __future__ import annotations

import zlib

import pytest
from marks import MARK, chunk, png

from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letterhead import ACCENT, contrast_on_white, require_letterhead
from mdt_app.domain.letters.mark import MOST_BYTES, SIGNATURE, mark_of, plain_png


def test_a_letterhead_with_nothing_said_is_kept() -> None:
    require_letterhead(Letterhead())


def test_a_letterhead_with_everything_said_is_kept() -> None:
    foot = ("RIZIV/INAMI 710 999 99", "www.staurelia.example")
    require_letterhead(Letterhead(logo=MARK, accent="#7A1F3D", foot=foot, country="de"))


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#000000", 21.0), ("#FFFFFF", 1.0), ("#777777", 4.48), ("#767676", 4.54)]
)
def test_contrast_is_that_of_wcag(colour: str, contrast: float) -> None:
    assert contrast_on_white(colour) == pytest.approx(contrast, abs=0.01)


def test_the_usual_colour_can_be_read() -> None:
    require_letterhead(Letterhead(accent=ACCENT))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (Letterhead(accent="#777777"), "too pale for headings: its contrast on white is 4.5"),
        (Letterhead(accent="#8899BB"), "contrast on white is 2.9, and 4.5 is the least"),
        (Letterhead(accent="red"), "# and six digits"),
        (Letterhead(accent="#12345"), "# and six digits"),
        (Letterhead(accent="#17475A\n"), "# and six digits"),
        (Letterhead(foot=("a", "b", "c")), "room for 2 lines, not 3"),
        (Letterhead(foot=("x" * 111,)), "110 characters; this one has 111"),
        (Letterhead(country="us"), "“us”; there are be, de, fr, lu, nl"),
        (Letterhead(logo=b"<svg/>"), "not a PNG file"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(head: Letterhead, said: str) -> None:
    with pytest.raises(Refused) as refused:
        require_letterhead(head)
    assert said in str(refused.value)


def test_a_mark_is_its_own_rows_as_png_has_them() -> None:
    mark = mark_of(MARK)
    assert (mark.width, mark.height) == (60, 30)
    assert zlib.decompress(mark.data) == (b"\x00" + b"\xff\x00\x00" * 30 + b"\x00\x00\xff" * 30) * 30


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (png(60, 30, b"\x08\x06\x00\x00\x00"), "plain colours"),
        (png(60, 30, b"\x08\x02\x00\x00\x01"), "plain colours"),
        (png(400, 30), "400 x 30 dots"),
        (png(60, 143), "60 x 143 dots"),
        (png(0, 0), "0 x 0 dots"),
        (MARK[:60], "damaged"),
        (MARK[:50] + bytes([MARK[50] ^ 1]) + MARK[51:], "damaged"),
        (png(60, 30).replace(chunk(b"IEND", b""), b""), ""),
        (MARK + bytes(MOST_BYTES), "bytes"),
        (SIGNATURE, "plain colours"),
        (b"", "not a PNG"),
    ],
)
def test_a_picture_that_is_not_whole_and_plain_is_refused(found: bytes, said: str) -> None:
    if not said:
        assert mark_of(found)
        return
    with pytest.raises(Refused, match=said):
        mark_of(found)


def test_rows_that_are_fewer_or_more_than_the_picture_says_are_refused() -> None:
    head = (60).to_bytes(4, "big") + (30).to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    for rows in (29, 31, 100_000):
        content = chunk(b"IDAT", zlib.compress((b"\x00" * 181) * rows))
        with pytest.raises(Refused, match="damaged"):
            mark_of(SIGNATURE + chunk(b"IHDR", head) + content)


def test_words_and_profiles_hidden_in_a_picture_do_not_come_along() -> None:
    hidden = chunk(b"tEXt", b"Comment\x00a patient's name") + chunk(b"iCCP", b"profile")
    found = png(60, 30, more=hidden)
    assert plain_png(found) == MARK
    assert b"patient" not in plain_png(found)
