"""The printed palliative view is one page that says whose it is, and counts what it had no room for."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from mdt_app.domain.errors import Refused
from mdt_app.domain.palliative_content import PalliativeContent, PrintedLine, PrintedPart
from mdt_app.letters.palliative_page import render_palliative


def part(title: str, count: int, rest: str = "and {n} more on the screen") -> PrintedPart:
    lines = tuple(PrintedLine(text=f"{title} line {n}.", detail=f"by {n} Dec") for n in range(1, count + 1))
    return PrintedPart(title=title, lines=lines, rest=rest)


def content(due: int = 6, **more: object) -> PalliativeContent:
    made = PalliativeContent(
        title="Palliative view",
        hospital="St Aurelia General Hospital",
        patient="Colpaërt, Marie-Thérèse",
        identity="14-03-1958, 68 years  ·  LUNG-2026-0007",
        code="No code status recorded: no treatment limit is in force",
        as_on="as on 23-11-2026, as known on 01-11-2026",
        foot="Palliative view, not a letter. Printed 23-11-2026, 09:40 by Dr Maes.",
        left=(part("Matters", 3), part("People", 4, rest="")),
        right=(part("Due", due),),
        unprintable="(see the screen)",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def pages(made: PalliativeContent) -> list[str]:
    reader = PdfReader(io.BytesIO(render_palliative(made)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_page_says_whose_it_is_which_case_and_as_on_which_day() -> None:
    (text,) = pages(content())
    for said in ("Colpaërt, Marie-Thérèse", "14-03-1958", "LUNG-2026-0007", "as on 23-11-2026"):
        assert said in text
    assert "as known on 01-11-2026" in text
    assert "not a letter" in text
    assert text.count("Colpaërt, Marie-Thérèse") == 2


@pytest.mark.parametrize("due", [6, 40, 300])
def test_it_is_one_page_and_every_line_is_printed_or_counted(due: int) -> None:
    (text,) = pages(content(due))
    printed = len(re.findall(r"Due line \d+", text))
    missing = re.search(r"and (\d+) more on the screen", text)
    assert printed + (int(missing[1]) if missing else 0) == due


def test_who_cares_is_never_shortened() -> None:
    (text,) = pages(content(300))
    assert all(f"People line {n}." in text for n in range(1, 5))


def test_the_half_page_stays_above_the_fold() -> None:
    low = 297 / 2 * 72 / 25.4
    reader = PdfReader(io.BytesIO(render_palliative(content(60, short=True))))
    places: list[float] = []
    reader.pages[0].extract_text(
        visitor_text=lambda text, _cm, tm, _font, _size: places.append(tm[5]) if text.strip() else None
    )
    assert min(places) > low


def test_a_line_in_letters_that_the_font_lacks_costs_that_line_alone() -> None:
    quote = PrintedPart(title="Matters", lines=(PrintedLine(text="王"), PrintedLine(text="To dance")))
    (text,) = pages(content(left=(quote,)))
    assert "(see the screen)" in text
    assert "To dance" in text


def test_a_name_that_cannot_be_printed_is_refused() -> None:
    with pytest.raises(Refused, match="patient's name"):
        render_palliative(content(patient="王小明"))


def test_what_cannot_fit_even_shortened_is_refused_in_words() -> None:
    long = PrintedPart(title="People", lines=tuple(PrintedLine(text="word " * 400) for _ in range(9)))
    with pytest.raises(Refused, match="does not fit"):
        render_palliative(content(left=(long,)))


def test_the_same_page_is_always_the_same_bytes() -> None:
    assert render_palliative(content()) == render_palliative(content())
