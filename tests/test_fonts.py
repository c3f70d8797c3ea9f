"""The embedded fonts hold every letter of the names that the program must be able to print."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from mdt_app import paths

NAMES = "Łukasz Nguyễn Thị Đorđe Ștefan İbrahim Þórunn Ångström Κωνσταντίνος Ελένη Светлана Їжак ß€–…"


@pytest.mark.parametrize("style", ["Regular", "SemiBold", "Bold"])
def test_every_letter_of_european_names_has_a_glyph(style: str) -> None:
    font = TTFont(style, str(paths.fonts() / f"NotoSans-{style}.ttf"))
    missing = {letter for letter in NAMES if letter != " " and not font.face.charToGlyph.get(ord(letter))}
    assert not missing


def test_a_bolder_style_is_wider() -> None:
    regular, semibold, bold = (
        TTFont(f"width-{style}", str(paths.fonts() / f"NotoSans-{style}.ttf")).stringWidth("Meeting", 10)
        for style in ("Regular", "SemiBold", "Bold")
    )
    assert regular < semibold < bold
