"""How many letters a second, beside a plain page of the same engine with the same fonts, in one run."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import letter_case
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from mdt_app import paths
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.letters.compose import compose
from mdt_app.letters.render import render

LEVELS = ("primary", "secondary", "tertiary", "patient")
ROUNDS = 20
REGULAR, BOLD = "NotoSans-Regular", "NotoSans-Bold"


def plain_page() -> bytes:
    """Fifty lines of a hundred characters and a heading: the engine with nothing of ours."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True, initialFontName=REGULAR)
    canvas.setFont(BOLD, 13)
    canvas.drawString(70, 780, "Tumour board outcome")
    canvas.setFont(REGULAR, 9)
    for line in range(50):
        canvas.drawString(
            70,
            750 - 13 * line,
            f"{line} The effect on pain and her strength tell whether treatment helps. " * 2,
        )
    canvas.save()
    return out.getvalue()


def per_second(work: Callable[[], object]) -> float:
    work()
    begun = time.perf_counter()
    for _ in range(ROUNDS):
        work()
    return ROUNDS / (time.perf_counter() - begun)


@pytest.mark.benchmark
def test_letters_a_second_beside_a_plain_page() -> None:
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(paths.fonts() / f"{name}.ttf")))
    texts, one = letter_texts(), letter_case.colpaert()
    plain = per_second(plain_page)
    print(f"\nplain page {plain:.0f}/s")
    for level in LEVELS:
        rate = per_second(lambda level=level: render(compose(level, one), texts))  # type: ignore[misc]
        print(f"{level} {rate:.0f}/s, {rate / plain:.2f} of plain")
        assert rate > 10
