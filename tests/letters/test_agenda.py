"""The printed agenda holds every case once, in order, with room to write."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pypdf import PdfReader

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.agenda_content import AgendaCase, AgendaContent
from mdt_app.letters.agenda import render_agenda

START = datetime(2026, 11, 12, 14, 0, tzinfo=UTC)


def agenda(count: int) -> AgendaContent:
    cases = tuple(
        AgendaCase(
            position=number,
            slot=(START + timedelta(minutes=6 * number), START + timedelta(minutes=6 * number + 6)),
            patient=f"Colpaërt-{number}, Marie-Thérèse",
            birth_date=date(1958, 3, 14),
            number=f"LUNG-2026-{number:04}",
            question="Is third-line treatment of use?",
            invited=("Dr Maes (phone)",),
        )
        for number in range(1, count + 1)
    )
    return AgendaContent(
        board="Lung tumour board",
        hospital="St Aurelia General Hospital",
        starts_at=START,
        place="Room Maas 2",
        video_link="https://meet.example/lung",
        cases=cases,
    )


def pages(content: AgendaContent) -> list[str]:
    reader = PdfReader(io.BytesIO(render_agenda(content, letter_texts())))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_every_case_stands_once_in_order_over_all_pages() -> None:
    text = " ".join(pages(agenda(30)))
    places = [text.index(f"LUNG-2026-{number:04}") for number in range(1, 31)]
    assert places == sorted(places)
    assert text.count("Is third-line treatment of use?") == 30


def test_each_page_says_the_day_and_its_number() -> None:
    found = pages(agenda(30))
    for number, page in enumerate(found, start=1):
        assert "Thursday 12 November 2026, 14:00" in page
        assert f"page {number} of {len(found)}" in page


def test_a_meeting_without_cases_says_so() -> None:
    assert "No case is listed for this meeting." in pages(agenda(0))[0]


def test_a_name_that_the_font_lacks_costs_its_own_line_and_not_the_agenda() -> None:
    three = agenda(3)
    arabic = replace(three.cases[1], patient="فاطمة", question="هل")
    said = " ".join(pages(replace(three, cases=(three.cases[0], arabic, three.cases[2]))))
    assert said.count("[not in this font: look at the screen]") == 2
    assert "LUNG-2026-0002" in said
    assert "Colpaërt-3" in said
