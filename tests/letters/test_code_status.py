"""Every letter for professionals says the code status, settled or not; the patient's says it in plain words."""

from __future__ import annotations

import io
from dataclasses import replace

import letter_case
import pytest
from pypdf import PdfReader

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.payloads import Acp, WeighedOption
from mdt_app.domain.record import Record
from mdt_app.letters.render import render

PROFESSIONAL = ("primary", "secondary", "tertiary")


def printed(level: str, *said: tuple[str, str, str]) -> str:
    """A letter's text with these entries on the code status: (day, state, value)."""
    one = letter_case.colpaert()
    written = letter_case.Facts()
    for day, state, value in said:
        written.add(Kind.ACP, day, Acp(item="code-status", state=state, value=value))
    facts = (*(fact for fact in one.record.facts if fact.kind is not Kind.ACP), *written.facts)
    record = replace(one, record=Record(facts, one.record.on))
    pages = PdfReader(io.BytesIO(render(compose(level, record), letter_texts()))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


SETTLED = (("2026-11-01", "completed", "DNR 2"), ("2026-11-01", "documented", "DNR 2"))


@pytest.mark.parametrize("level", PROFESSIONAL)
def test_every_letter_for_professionals_says_the_status_or_that_none_is_recorded(level: str) -> None:
    assert "None recorded: no treatment limit is in force." in printed(level)
    assert "DNR 2, settled 1 Nov." in printed(level, *SETTLED)


@pytest.mark.parametrize("level", PROFESSIONAL)
def test_what_was_only_discussed_is_no_status_in_any_letter(level: str) -> None:
    text = printed(level, ("2026-11-01", "discussed", "DNR 2"))
    assert "Not settled: no treatment limit is in force." in text
    assert "DNR 2" not in text


@pytest.mark.parametrize("level", PROFESSIONAL)
def test_a_status_in_doubt_is_printed_with_what_puts_it_in_doubt(level: str) -> None:
    text = printed(level, *SETTLED, ("2026-11-05", "declined", ""))
    assert "In doubt, ask before you rely on it: DNR 2, settled 1 Nov; declined, 5 Nov." in text
    rivals = (("2026-11-01", "completed", "DNR 1"), ("2026-11-01", "documented", "DNR 1"))
    text = printed(level, *SETTLED, *rivals)
    assert "In doubt" in text
    assert "DNR 1" in text
    assert "DNR 2" in text


def test_the_patients_letter_never_names_a_code() -> None:
    assert "DNR" not in printed("patient", *SETTLED)
    assert "care you want in an emergency" in printed("patient", ("2026-11-01", "discussed", "DNR 2"))


def test_the_oncology_teams_letter_says_each_option_weighed_with_its_numbers_and_their_source() -> None:
    one = letter_case.colpaert()
    written = letter_case.Facts()
    untreated = WeighedOption(
        text="No treatment",
        benefit="days at home",
        benefit_chance="6 in 10",
        source="a trial",
        untreated=True,
    )
    for option in (untreated, WeighedOption(text="Third line", harm="tired")):
        written.add(Kind.OPTION, "2026-11-12", option)
    record = replace(one, record=Record((*one.record.facts, *written.facts), one.record.on))
    pages = PdfReader(io.BytesIO(render(compose("secondary", record), letter_texts()))).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert "No treatment: may bring days at home, 6 in 10, may cost not said (a trial)" in text
    assert "Third line: may bring not said, may cost tired" in text
