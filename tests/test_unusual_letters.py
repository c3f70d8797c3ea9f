"""Whatever a case is like, each of its letters is issued whole, or one sentence says why it cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hostile.test_letters import badly_refused, broken_pages
from letter_batch import pages
from operations.kit import Team
from operations.letters_kit import HEAD, PLAIN, Decided, decided, holder, set_field

from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import Letter, LetterPart
from mdt_app.domain.payloads import Event, Language, PatientWords
from mdt_app.operations.agenda import MakeBoard
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_life import IssueLetter, SetLetter

LEVELS = ("primary", "secondary", "tertiary", "patient")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team.at(tmp_path)


def unusual(team: Team, *levels: str, recommendations: int = 1, **patient: Any) -> Decided:
    """A decided case with holders of these levels of care alone."""
    board_id = new_id()
    team.act(MakeBoard, board_id=board_id, name="Thoracic oncology board", prefix="LUNG", letterhead=HEAD)
    meeting_id = team.meeting(board_id)
    said = {"sex": "female", "address": ("Dorpsstraat 2", "3500 Hasselt")} | patient
    patient_id = team.patient(said.pop("family", "Colpaert"), said.pop("given", "Martine"), **said)
    listing_id = team.listed(meeting_id, patient_id=patient_id)
    people = {level: holder(team, patient_id, level) for level in levels}
    for number in range(1, recommendations + 1):
        team.act(
            AddRecommendation, recommendation_id=new_id(), listing_id=listing_id,
            what=f"Recommendation {number:02}: a blood test at home, and a call to the ward afterwards",
            owner_id=next(iter(people.values()), ""), owner="Ward 3", plain=f"Step {number:02} of your care.",
        )  # fmt: skip
    for topic, words in (("goals", "To be at home"), ("fears", "Pain at night")):
        team.act(
            RecordFact, fact_id=new_id(), patient_id=patient_id, kind=Kind.PATIENT_WORDS,
            payload=PatientWords(topic=topic, text=words, by="Dr. Lieve"), true_from=team.clock.date(),
        )  # fmt: skip
    for name, words in PLAIN.items():
        set_field(team, "discussion", listing_id, name, words)
    team.close(meeting_id)
    return Decided(team, board_id, meeting_id, listing_id, patient_id, people.get("primary", ""))


def outcome(case: Decided, level: str) -> str:
    """As `outcome_of`, of the letter of a level once it is reviewed."""
    try:
        letter = case.review(level)
    except Refused as refusal:
        return in_words(refusal)
    return outcome_of(case, letter.id)


def outcome_of(case: Decided, letter_id: str) -> str:
    """The text of a reviewed letter's pages once it is issued, or the sentence that refuses it; both looked at."""
    try:
        case.team.act(IssueLetter, letter_id=letter_id)
    except Refused as refusal:
        return in_words(refusal)
    with case.team.database.reader() as reader:
        letter, pdf = reader.get(Letter, letter_id), reader.letter_file(letter_id, LetterPart.PDF)
    found = pages(pdf)
    if letter.language == "en":
        assert list(broken_pages(pdf, len(found))) == []
    return " ".join(" ".join(found).split())


def in_words(refusal: Refused) -> str:
    assert list(badly_refused(str(refusal))) == []
    return str(refusal)


def test_forty_recommendations_are_all_in_the_record_and_refused_where_a_letter_has_no_room(
    team: Team,
) -> None:
    case = unusual(team, "primary", "secondary", "tertiary", recommendations=40)
    said = {level: outcome(case, level) for level in LEVELS}
    for level, mark in (
        ("primary", "Recommendation {:02}:"),
        ("secondary", "Recommendation {:02}:"),
        ("patient", "Step {:02} of"),
    ):
        whole = all(mark.format(number) in said[level] for number in range(1, 41))
        assert whole or "is not ready. The letter runs to" in said[level], level


def test_without_a_gp_the_letter_to_the_gp_waits_and_the_others_go(team: Team) -> None:
    case = unusual(team, "secondary", "tertiary")
    said = {level: outcome(case, level) for level in LEVELS}
    assert "P1 is not ready" in said["primary"]
    assert "no GP" in said["primary"]
    assert "page 1 of" in said["secondary"]
    assert "page 1 of" in said["patient"]


def test_without_an_address_the_letter_to_the_patient_waits(team: Team) -> None:
    case = unusual(team, "primary", "secondary", "tertiary", address=())
    assert "F1 is not ready" in outcome(case, "patient")
    assert "page 1 of" in outcome(case, "primary")


def test_a_patient_who_died_gets_no_letter_and_the_others_say_so(team: Team) -> None:
    case = unusual(team, "primary", "secondary", "tertiary")
    team.act(
        RecordFact, fact_id=new_id(), patient_id=case.patient_id, kind=Kind.DEATH, payload=Event(),
        true_from=team.clock.date(),
    )  # fmt: skip
    assert outcome(case, "patient") == f"No letter to the patient, who died on {team.clock.date()}."
    for level in ("primary", "secondary", "tertiary"):
        assert "died 1 October 2026" in outcome(case, level)


def test_another_language_midway_is_reviewed_again_and_printed_in_that_language(team: Team) -> None:
    case = decided(team)
    team.act(SetLetter, letter_id=case.letter().id, language="nl")
    letter = case.review()
    with pytest.raises(Refused, match="is reviewed"):
        team.act(SetLetter, letter_id=letter.id, language="fr")
    team.act(
        RecordFact, fact_id=new_id(), patient_id=case.patient_id, kind=Kind.LANGUAGE, payload=Language(code="fr"),
        true_from=team.clock.date(),
    )  # fmt: skip
    said = outcome_of(case, letter.id)
    assert "pagina 1 van" in said
    assert case.letter().language == "nl"


@pytest.mark.parametrize("letters", ["Van den Berghe-" * 20, "W" * 300, "Ж" * 300, "Nguyễn " * 40])
def test_a_very_long_name_stands_whole_in_each_letter_or_is_refused(team: Team, letters: str) -> None:
    case = unusual(team, "primary", "secondary", "tertiary", family=letters.strip())
    for level in LEVELS:
        said = outcome(case, level)
        squeezed = "".join(said.split()).replace("-", "")
        assert "".join(letters.split()).replace("-", "") in squeezed or said.endswith("."), level
