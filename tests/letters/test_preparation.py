"""A preparation list on paper names every patient once, with what is wanted, by when and who asks."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from mdt_app import papers
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.agenda_content import AgendaContent
from mdt_app.domain.errors import Refused
from mdt_app.domain.preparation_content import PreparationCase, PreparationContent, PreparationLine
from mdt_app.domain.preparing_teams import TEAMS, require_team
from mdt_app.letters.preparation import render_preparation

START = datetime(2026, 11, 12, 14, 0, tzinfo=ZoneInfo("Europe/Brussels"))
HEAD = AgendaContent(
    board="Lung tumour board", hospital="St Aurelia", starts_at=START, place="", video_link="", cases=()
)


def case(number: int = 1, **more: object) -> PreparationCase:
    plain = PreparationCase(
        listing_id=f"l{number}", patient_id=f"p{number}", position=number, slot=(START, START + timedelta(minutes=6)),
        patient=f"Colpaërt-{number}, Marie-Thérèse", birth_date=date(1958, 3, 14), identifiers=("58031400123",),
        number=f"LUNG-2026-{number:04}", question="Is third-line treatment of use?", asked_by="Dr Maes",
        lines=(
            PreparationLine(
                what="imaging", text="PET-CT", state="awaited", owner="Dr Février", expected=date(2026, 11, 10),
                blocks=True,
            ),
        ),
        known=((date(2026, 9, 1), "CT chest, one nodule"),),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def printed(team: str, *cases: PreparationCase, rest: int = 0) -> str:
    content = PreparationContent(team=team, head=HEAD, cases=cases, rest=rest)
    pages = PdfReader(io.BytesIO(render_preparation(content, letter_texts()))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_what_is_wanted_stands_with_its_day_its_owner_and_whom_it_comes_from() -> None:
    text = printed("radiology", case(), rest=3)
    for said in (
        "Radiology: Lung tumour board", "Colpaërt-1, Marie", "14 March 1958", "58031400123", "PET-CT: awaited",
        "cannot be discussed without it", "10 Nov, Dr Février", "Asked by Dr Maes", "1 Sep: CT chest, one nodule",
        "3 other cases ask nothing of you.",
    ):  # fmt: skip
        assert said in text, said


def test_the_palliative_team_reads_who_calls_it_the_newest_scores_and_what_is_overdue() -> None:
    called = case(
        called=("Severe physical symptom",),
        scores=((date(2026, 11, 5), "pain 8"),),
        due=(("Goals", True),),
        lines=(),
    )
    text = printed("palliative", called)
    for said in (
        "Palliative team: Lung tumour board",
        "Severe physical symptom",
        "pain 8, 5 Nov",
        "Goals, overdue",
    ):
        assert said in text, said
    assert "never asked" in printed("palliative", case(called=("Delirium",)))


def test_every_case_stands_once_over_all_pages() -> None:
    text = printed("pathology", *(case(number) for number in range(1, 41)))
    assert [text.count(f"LUNG-2026-{number:04}") for number in range(1, 41)] == [1] * 40


def test_a_list_of_nobody_says_so() -> None:
    assert "No case of this meeting asks anything of you." in printed("radiology")


@pytest.mark.parametrize("hostile", ["<b>x</b>", "PET *CT* {name}", "line\nbreak\u2028and\x00null"])
def test_hostile_words_are_printed_as_they_are(hostile: str) -> None:
    one = case(lines=(PreparationLine(what="imaging", text=hostile, state="missing", owner=hostile),))
    text = printed("radiology", one)
    assert "missing" in text
    if "<b>" in hostile or "*" in hostile:
        assert hostile in text


def test_a_name_that_the_font_lacks_costs_nobody_the_list() -> None:
    text = printed("radiology", case(patient="王小明"), case(2))
    assert "look at the screen" in text
    assert "Colpaërt-2" in text


def test_there_is_a_list_for_each_team_and_for_no_other() -> None:
    assert [require_team(one) for one in TEAMS] == ["radiology", "pathology", "palliative"]
    with pytest.raises(Refused, match="no preparation list"):
        require_team("catering")


@pytest.mark.parametrize(
    ("language", "criterion", "score", "due"),
    [
        ("nl", "N1 ernstig lichamelijk symptoom", "pijn 8", "symptoomscores"),
        ("fr", "N1 symptôme physique sévère", "douleur 8", "scores des symptômes"),
        ("de", "N1 starkes körperliches Symptom", "Schmerzen 8", "Symptomwerte"),
    ],
)
def test_the_palliative_list_names_criteria_scores_and_what_is_due_in_its_own_language(
    language: str, criterion: str, score: str, due: str
) -> None:
    one = case(
        called=("Severe physical symptom",), criteria=("N1",), scores=((date(2026, 11, 5), "pain 8"),), items=("pain",),
        due=(("Symptom scores", True),), elements=("SYM-1",), lines=(),
    )  # fmt: skip
    content = PreparationContent(
        team="palliative", head=replace(HEAD, language=language), cases=(one,), rest=0
    )
    pdf = papers.render_preparation(content)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)
    assert all(said in text for said in (criterion, score, due))
    assert "Severe" not in text
