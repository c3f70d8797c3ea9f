"""What stands for a letter is its words and what draws them: neither the day nor another font passes for the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from operations.kit import Team, press
from operations.letters_kit import Decided, decided, set_field

from mdt_app import paths
from mdt_app import press as pressing
from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.contents import LetterContent
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState, Recipient
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.letter_life import CorrectLetter, IssueLetter
from mdt_app.press import SHAPES, plain

KEPT = Path(__file__).parents[1] / "files" / "letters" / "kept"
"""What letters say, as the program stored it before it kept the sex and the number of who told the patient."""


@pytest.fixture
def case(team: Team) -> Decided:
    return decided(team)


@pytest.fixture
def other_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The fonts, for a program that starts with them."""
    found = tmp_path / "fonts"
    shutil.copytree(paths.fonts(), found)
    monkeypatch.setattr(paths, "fonts", lambda: found)
    forget()
    yield found
    monkeypatch.undo()
    forget()


def forget() -> None:
    for remembered in (pressing.fonts, pressing.template):
        remembered.cache_clear()


def content_of(case: Decided, letter: Letter) -> bytes:
    with case.team.database.reader() as reader:
        found: bytes = reader.letter_file(letter.id, LetterPart.CONTENT)
    return found


def test_a_letter_names_every_library_that_draws_it_and_the_fonts(case: Decided) -> None:
    made_by = case.issue().template
    for library in ("reportlab", "uharfbuzz", "python-bidi"):
        assert f"{library} {version(library)}" in made_by
    assert f"fonts {pressing.fonts()}" in made_by


def test_a_program_with_another_font_never_prints_an_issued_letter_anew(
    case: Decided, other_fonts: Path
) -> None:
    letter = case.issue()
    kept = content_of(case, letter)
    assert press().again(letter, kept)
    file = other_fonts / "NotoSansArabic-Regular.ttf"
    file.write_bytes(file.read_bytes() + b"\0")
    forget()
    with pytest.raises(Refused, match="this program would print it otherwise"):
        press().again(letter, kept)


def test_a_font_that_no_letter_is_set_in_changes_no_letter(case: Decided, other_fonts: Path) -> None:
    before = pressing.fonts()
    (other_fonts / "NotoSans-SemiBold.ttf").write_bytes(b"another")
    forget()
    assert pressing.fonts() == before


def test_days_of_a_patient_that_go_by_do_not_undo_a_review(case: Decided) -> None:
    team = case.team
    team.reopen(case.meeting_id)
    team.act(
        AddRecommendation, recommendation_id=new_id(), listing_id=case.listing_id, what="Scan",
        owner_id=case.gp_id, plain="We make a scan",
    )  # fmt: skip
    first = min(team.find(Recommendation, listing_id=case.listing_id), key=lambda one: one.position)
    set_field(team, "recommendation", first.id, "due", (team.clock + timedelta(days=1)).date().isoformat())
    second = max(team.find(Recommendation, listing_id=case.listing_id), key=lambda one: one.position)
    set_field(team, "recommendation", second.id, "due", (team.clock + timedelta(days=9)).date().isoformat())
    team.close(case.meeting_id)
    letter = case.review("patient")
    before = press().content_now(case.record(), letter)
    team.clock += timedelta(days=3)
    now = press().content_now(case.record(), letter)
    assert [one.past for one in before.days] != [one.past for one in now.days]  # type: ignore[union-attr]
    assert press().in_place_of(before, now) == press().printed(case.record(), letter).pdf
    team.act(IssueLetter, letter_id=letter.id)
    assert case.letter("patient").state == LetterState.ISSUED


def test_a_birthday_does_not_undo_a_review_and_another_birth_date_does(case: Decided) -> None:
    def born(content: LetterContent, **said: Any) -> bytes:
        patient = replace(content.shared.patient, **said)
        return plain(replace(content, shared=replace(content.shared, patient=patient)))

    now = press().content_now(case.record(), case.letter())
    assert born(now, age=0) == plain(now)
    assert born(now, birth_date=date(1950, 1, 1)) != plain(now)


def test_what_an_older_program_stored_in_another_form_is_corrected_all_the_same(
    case: Decided, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = case.issue()
    case.team.act(CorrectLetter, letter_id=old.id, new_letter_id=new_id(), changed="the dose")
    with pytest.raises(Refused, match="It says what the version before it said"):
        case.review()
    real = pressing.LetterPress.content

    def unreadable(self: pressing.LetterPress, letter: Letter, kept: bytes) -> object:
        return real(self, letter, b"{}" if letter.id == old.id else kept)

    monkeypatch.setattr(pressing.LetterPress, "content", unreadable)
    assert case.review().state == LetterState.REVIEWED


@pytest.mark.parametrize("level", SHAPES)
def test_what_an_earlier_program_stored_is_still_read(team: Team, level: str) -> None:
    """Else no other letter of the decision could be issued or corrected: each is held against those that are out."""
    letter = Letter(
        id="1",
        case_id="1",
        patient_id="1",
        listing_id="1",
        level=level,
        number="1",
        recipient=Recipient(name=""),
    )
    content = press().content(letter, (KEPT / f"{level}.json").read_bytes())
    assert (content.shared.level, content.shared.patient.family) == (level, "Colpaërt")
