"""A letter is drafted in its reader's language, else the board's; another is chosen on purpose, if there is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from operations.kit import Team
from operations.letters_kit import HEAD, decided, holder

from mdt_app.domain.agenda import Board
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.language import boards_language, written_in
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.payloads import CareHolder, Language
from mdt_app.operations.agenda import MakeBoard
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import EDITABLE, SetField
from mdt_app.operations.letter_life import SetLetter
from mdt_app.operations.letters import AddressLetter
from mdt_app.operations.people import AddPerson


def case(team: Team, board: str, patient: str, gp: str, preferred: bool = True) -> dict[str, str]:
    """The language of each level's draft."""
    board_id = new_id()
    team.act(
        MakeBoard, board_id=board_id, name="Board", prefix="BRD", letterhead=replace(HEAD, language=board)
    )
    meeting_id = team.meeting(board_id)
    patient_id = team.patient("Colpaert", "Martine", sex="female")
    listing_id = team.listed(meeting_id, patient_id=patient_id)
    person = holder(team, patient_id, "primary")
    with team.database.reader() as reader:
        version = reader.versions(EDITABLE["person"][0], person).get("language", 0)
    team.act(SetField, entity="person", entity_id=person, field="language", value=gp, base_version=version)
    if patient:
        team.act(
            RecordFact, fact_id=new_id(), patient_id=patient_id, kind=Kind.LANGUAGE,
            payload=Language(code=patient, preferred=preferred), true_from=team.clock.date(),
        )  # fmt: skip
    team.write(listing_id, "Stop.")
    team.close(meeting_id)
    return {one.level: one.language for one in team.find(Letter, listing_id=listing_id)}


def test_each_reader_gets_a_letter_in_their_own_language(team: Team) -> None:
    found = case(team, "nl", "de", "fr")
    assert found == {"primary": "fr", "secondary": "nl", "tertiary": "nl", "patient": "de"}


def test_who_reads_none_of_the_four_gets_the_boards(team: Team) -> None:
    assert case(team, "nl", "tr", "pl") == dict.fromkeys(
        ("primary", "secondary", "tertiary", "patient"), "nl"
    )


def test_a_language_that_the_patient_does_not_prefer_is_not_used(team: Team) -> None:
    assert case(team, "fr", "de", "", preferred=False)["patient"] == "fr"


def test_a_board_without_a_language_writes_english() -> None:
    board = Board(id="b", board_id="b", name="B", prefix="B", letterhead=replace(HEAD, language="tlh"))
    assert boards_language(board) == "en"


@pytest.mark.parametrize(
    ("tag", "language"), [("nl-BE", "nl"), ("FR", "fr"), ("de_DE", "de"), ("nld", ""), ("", ""), ("x", "")]
)
def test_a_tag_names_a_language_of_letters_or_none(tag: str, language: str) -> None:
    assert written_in(tag) == language


@pytest.mark.parametrize("language", ["tr", "", "../en", "EN"])
def test_a_language_without_letters_is_refused_in_words(team: Team, language: str) -> None:
    letter = decided(team).letter()
    with pytest.raises(Refused, match="Letters are written in de, en, fr, nl"):
        team.act(SetLetter, letter_id=letter.id, language=language)


def test_a_letter_addressed_to_somebody_else_speaks_their_language(team: Team) -> None:
    done = decided(team)
    letter = done.letter()
    team.act(SetLetter, letter_id=letter.id, language="de")
    team.act(AddressLetter, letter_id=letter.id)
    assert done.letter().language == "de"  # the same reader keeps what was chosen
    person_id = new_id()
    team.act(
        AddPerson, person_id=person_id, family="Dupont", given="Luc", title="Dr", discipline="gp",
        level="primary", phone="1", address=("Rue 1", "4000 Liège"), language="fr",
    )  # fmt: skip
    team.clock += timedelta(minutes=5)
    team.act(
        RecordFact, fact_id=new_id(), patient_id=done.patient_id, kind=Kind.CARE_HOLDER,
        payload=CareHolder(level="primary", name="Dr Luc Dupont", role="gp", person_id=person_id),
        true_from=team.clock.date(),
    )  # fmt: skip
    team.act(AddressLetter, letter_id=letter.id)
    assert (done.letter().recipient.family, done.letter().language) == ("Dupont", "fr")
