"""A printed form holds every question in the patient's words, who it is for, and whose instrument it is."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from mdt_app.application import load_guidance
from mdt_app.domain.assessments import FormContent, in_language
from mdt_app.domain.errors import Refused
from mdt_app.letters.assessment_form import render_form


def form(instrument: str, language: str = "en", patient: str = "Peeters, Anna") -> FormContent:
    guidance = load_guidance()
    worded = in_language(guidance.instruments[instrument], language, guidance.form_words)
    assert worded is not None
    return FormContent(
        instrument=worded[0], words=worded[1], language=language, patient=patient, birth_date=date(1951, 3, 12),
        day=date(2026, 11, 23),
    )  # fmt: skip


def pages(content: FormContent) -> list[str]:
    reader = PdfReader(io.BytesIO(render_form(content)))
    assert all(
        (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842) for page in reader.pages
    )
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize("instrument", ["esas-r", "phq-4", "distress", "carer-distress"])
def test_a_form_names_patient_birth_date_day_and_credit_on_one_page(instrument: str) -> None:
    content = form(instrument)
    (text,) = pages(content)
    for said in (
        "Peeters, Anna",
        "12-03-1951",
        "23-11-2026",
        content.instrument.credit,
        content.instrument.instruction,
    ):
        assert said in text


def test_the_esas_r_stands_as_published_with_both_ends_of_every_line() -> None:
    (text,) = pages(form("esas-r"))
    for item in form("esas-r").instrument.items:
        assert item.low in text
        assert item.high in text
    assert text.count("10") >= 10


def test_every_choice_of_the_phq_4_stands_under_its_box() -> None:
    (text,) = pages(form("phq-4"))
    assert text.count("More than half the days") == 4


def test_a_form_is_in_the_patients_language_with_all_that_stands_around_it() -> None:
    (text,) = pages(form("distress", "nl"))
    assert "Hoe zwaar had u het" in text
    assert "Geboortedatum" in text
    assert "Date of birth" not in text


def test_the_same_form_is_always_the_same_bytes() -> None:
    assert render_form(form("esas-r")) == render_form(form("esas-r"))


def test_on_a_carers_form_the_patient_is_called_the_patient() -> None:
    (text,) = pages(form("carer-distress", "nl"))
    assert "Patiënt" in text
    assert "Naam" not in text


def test_a_birth_date_that_is_not_known_is_said() -> None:
    (text,) = pages(replace(form("distress"), birth_date=None))
    assert "not recorded" in text


def test_a_name_that_cannot_be_printed_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="patient's name"):
        render_form(form("esas-r", patient="王小明"))


def test_a_name_is_never_read_as_markup() -> None:
    (text,) = pages(form("distress", patient="<b>Peeters</b>, &amp;"))
    assert "<b>Peeters</b>, &amp;" in text


def test_a_long_instrument_goes_on_over_the_page_and_loses_no_question() -> None:
    content = form("esas-r")
    items = tuple(
        replace(item, code=f"{item.code}-{n}", low=f"No {item.label} {n}")
        for n in range(4)
        for item in content.instrument.items
    )
    found = pages(replace(content, instrument=replace(content.instrument, items=items)))
    assert len(found) > 1
    text = " ".join(found)
    for item in items:
        assert item.low in text
    assert all("Peeters, Anna" in page and content.instrument.credit in page for page in found)


def test_a_question_without_end_is_refused() -> None:
    content = form("phq-4")
    item = replace(content.instrument.items[0], label="why " * 3000)
    with pytest.raises(Refused, match="too long for a page"):
        render_form(replace(content, instrument=replace(content.instrument, items=(item,))))


def test_a_scale_too_long_for_boxes_leaves_room_for_a_number() -> None:
    content = form("distress")
    item = replace(content.instrument.items[0], maximum=100, look=None, severe=None)
    (text,) = pages(replace(content, instrument=replace(content.instrument, items=(item,))))
    assert "100" in text
