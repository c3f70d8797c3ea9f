"""The printed agenda holds every case once, in order, with room to write."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
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
    chinese = replace(three.cases[1], patient="王小明", question="手术")
    said = " ".join(pages(replace(three, cases=(three.cases[0], chinese, three.cases[2]))))
    assert said.count("[not in this font: look at the screen]") == 2
    assert "LUNG-2026-0002" in said
    assert "Colpaërt-3" in said


def said_in(language: str, **more: object) -> str:
    one = agenda(1)
    content = replace(one, cases=(replace(one.cases[0], **more),), language=language)  # type: ignore[arg-type]
    reader = PdfReader(io.BytesIO(render_agenda(content, letter_texts(language))))
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize(
    ("language", "invited", "outcome"),
    [
        ("en", "Dr Maes: progression 4 Nov, goes home 19 Nov", "not decided"),
        ("nl", "Dr. Maes: progressie 4 nov., gaat naar huis 19 nov.", "niet beslist"),
        ("fr", "Dr Maes : progression 4 nov., retour à domicile 19 nov.", "non décidé"),
        ("de", "Dr. Maes: Progression 4. Nov., geht nach Hause 19. Nov.", "nicht entschieden"),
    ],
)
def test_why_somebody_is_invited_and_what_became_of_a_case_are_said_in_the_papers_language(
    language: str, invited: str, outcome: str
) -> None:
    why = "Dr Maes: progression 04-11-2026, goes home 19-11-2026"
    text = said_in(language, invited=(why,), outcome="deferred")
    assert invited in text
    assert outcome in text


@pytest.mark.parametrize(
    ("called", "said"),
    [
        ("primary: criterion N1, N2", "huisarts: criterium N1, N2"),
        (
            "Els Bos: by hand: progression 99-99-2026 and 04-11-2026",
            "Els Bos: manueel toegevoegd: progression 99-99-2026",
        ),
        ("Els Bos: progressionist", "Els Bos: progressionist"),
    ],
)
def test_what_somebody_typed_about_an_invitation_stays_as_typed(called: str, said: str) -> None:
    assert said in said_in("nl", invited=(called,))


def test_a_name_parted_by_its_column_is_parted_after_its_hyphen() -> None:
    text = said_in("en", patient="Vandenbroucke-Delacroixhautecloque, Marie-Thérèse-Emmanuelle-Hélène")
    assert "Delacroixhautecloque" in text
    assert "Emmanuelle" in text
