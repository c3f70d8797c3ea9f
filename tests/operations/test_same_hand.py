"""When somebody moved, the letters to him are found together; a namesake and a finished letter are never among them."""

from __future__ import annotations

from datetime import date

import pytest
from operations.kit import Team
from operations.letters_kit import Decided, decided, set_field

from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.people import Patient
from mdt_app.operations.addressing import SameHand, same_hand
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import AddPerson

MOVED = ["Nieuwstraat 9", "3600 Genk"]


@pytest.fixture
def gp(both: Team) -> str:
    """One GP of several patients."""
    id = new_id()
    both.act(
        AddPerson,
        person_id=id,
        family="Benali",
        given="Samira",
        discipline="gp",
        address=("A 1", "3500 Hasselt"),
    )
    return id


def letters(team: Team, gp: str, *families: str) -> dict[str, Letter]:
    """The GP's letter of each of these patients; of a family in capitals the GP is only a typed name."""
    meeting = team.meeting(team.board())
    for family in families:
        listing = team.listed(meeting, family)
        (patient,) = team.find(Patient, family=family)
        team.with_gp(patient.id, "Samira Benali", "" if family.isupper() else gp)
        team.write(listing, "Best supportive care.")
    team.close(meeting)
    found = {one.patient_id: one for one in team.find(Letter, level="primary")}
    return {family: found[team.find(Patient, family=family)[0].id] for family in families}


def together(team: Team, letter: Letter) -> SameHand:
    with team.database.reader() as reader:
        return same_hand(reader, letter, team.clock.date())


def test_every_draft_to_the_same_entry_of_the_directory_is_found_once_he_moved(both: Team, gp: str) -> None:
    mine = letters(both, gp, "Maes", "Peeters", "TYPED")
    assert together(both, mine["Maes"]) == SameHand()
    set_field(both, "person", gp, "address", MOVED)
    found = together(both, mine["Maes"])
    assert [one.id for one in found.drafts] == [mine["Peeters"].id]
    assert found.drafts[0].about == "Peeters, Anna, P1"
    assert found.reviewed == ()


def test_a_typed_name_is_the_same_person_for_one_patient_alone(both: Team, gp: str) -> None:
    mine = letters(both, gp, "MAES", "PEETERS")
    for family in ("MAES", "PEETERS"):
        both.with_gp(mine[family].patient_id, "Somebody Else")
    assert together(both, mine["MAES"]).drafts == ()


def test_a_reviewed_letter_is_told_apart_and_an_issued_one_is_left(both: Team) -> None:
    first: Decided = decided(both)
    reviewed = first.review()
    set_field(both, "person", first.gp_id, "address", MOVED)
    other = together(both, first.letter())
    assert other == SameHand()
    meeting = both.meeting(first.board_id, date(2026, 10, 22))
    listing = both.listed(meeting, patient_id=first.patient_id)
    both.write(listing, "Best supportive care.")
    both.close(meeting)
    newer = next(one for one in both.find(Letter, level="primary") if one.id != reviewed.id)
    set_field(both, "person", first.gp_id, "address", ["Elsewhere 1", "9000 Gent"])
    found = together(both, newer)
    assert ([one.id for one in found.reviewed], found.drafts) == ([reviewed.id], ())
