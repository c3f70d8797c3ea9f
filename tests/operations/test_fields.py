"""A field is written over what its writer had seen; else both texts are kept for a person to choose. Both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from operations.kit import Team

from mdt_app.domain.agenda import Listing
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Discussion, Recommendation
from mdt_app.domain.errors import Conflict, Missing, Refused
from mdt_app.domain.people import Patient
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.fields import LONGEST_TEXT, SetField


def put(team: Team, entity: str, id: str, field: str, value: Any, base: int) -> Any:
    return team.act(SetField, entity=entity, entity_id=id, field=field, value=value, base_version=base)


def version(team: Team, kind: type[Any], id: str, field: str) -> int:
    with team.database.reader() as reader:
        return int(reader.versions(kind, id).get(field, 0))


def listed(team: Team) -> Listing:
    listing = team.get(Listing, team.listed(team.meeting(team.board())))
    assert isinstance(listing, Listing)
    return listing


def test_a_second_writer_with_an_old_version_gets_both_values_and_nothing_is_lost(both: Team) -> None:
    case = listed(both).case_id
    base = version(both, Case, case, "question")
    put(both, "case", case, "question", "Third line?", base)
    with pytest.raises(Conflict) as conflict:
        put(both, "case", case, "question", "Hospice?", base)
    told = conflict.value
    assert (told.field, told.typed, told.stored) == ("question", "Hospice?", "Third line?")
    assert (told.base, told.version) == (base, base + 1)
    assert both.get(Case, case).question == "Third line?"
    put(both, "case", case, "question", "Hospice?", told.version)
    with both.database.reader() as reader:
        history = [
            (field.old, field.new)
            for change in reader.changes(entity_id=case)
            for field in change.fields
            if field.name == "question"
        ]
    assert history == [(None, "What next?"), ("What next?", "Third line?"), ("Third line?", "Hospice?")]


def test_two_writers_of_the_same_text_agree(both: Team) -> None:
    case = listed(both).case_id
    base = version(both, Case, case, "question")
    put(both, "case", case, "question", "Third line?", base)
    put(both, "case", case, "question", "Third line?", base)
    assert version(both, Case, case, "question") == base + 1


def test_two_writers_of_two_fields_never_meet(both: Team) -> None:
    listing = listed(both)
    put(both, "discussion", listing.id, "dissent", "One voice for surgery", 0)
    put(both, "discussion", listing.id, "knows", "That it cannot be cured", 0)
    found = both.get(Discussion, listing.id)
    assert (found.dissent, found.knows) == ("One voice for surgery", "That it cannot be cured")


def test_a_case_has_one_version_more_after_each_write_to_it(both: Team) -> None:
    listing = listed(both)
    with both.database.reader() as reader:
        before = reader.case_version(listing.case_id)
    put(both, "discussion", listing.id, "dissent", "no", 0)
    put(both, "case", listing.case_id, "question", "Now?", version(both, Case, listing.case_id, "question"))
    with both.database.reader() as reader:
        assert reader.case_version(listing.case_id) == before + 2


def test_the_same_command_sent_again_writes_once(both: Team) -> None:
    listing = listed(both)
    command = both.command(
        SetField, entity="discussion", entity_id=listing.id, field="dissent", value="one", base_version=0
    )
    from mdt_app.operations.fields import set_field

    first = set_field(command, both.database.open_work)
    assert set_field(command, both.database.open_work) == first
    assert version(both, Discussion, listing.id, "dissent") == 1


@pytest.mark.parametrize(
    ("entity", "field"),
    [
        ("case", "number"),
        ("case", "state"),
        ("listing", "outcome"),
        ("patient", "id"),
        ("account", "roles"),
        ("x", "y"),
    ],
)
def test_what_changes_by_a_verb_of_its_own_is_no_field(team: Team, entity: str, field: str) -> None:
    with pytest.raises(Refused, match="cannot be written"):
        put(team, entity, listed(team).id, field, "x", 0)


@pytest.mark.parametrize(
    ("entity", "field", "value", "words"),
    [
        ("patient", "birth_date", "30 November", "is not a date"),
        ("listing", "minutes", "a while", "is not a whole number"),
        ("discussion", "physical", "perhaps", "is not one of"),
        ("discussion", "dissent", "x" * (LONGEST_TEXT + 1), f"at most {LONGEST_TEXT}"),
        ("discussion", "dissent", "half a \ud83d", "cannot be kept"),
        ("discussion", "dissent", "nul \x00", "cannot be kept"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_changes_nothing(
    both: Team, entity: str, field: str, value: str, words: str
) -> None:
    listing = listed(both)
    id = listing.patient_id if entity == "patient" else listing.id
    with pytest.raises(Refused, match=words):
        put(both, entity, id, field, value, 0)
    assert both.get(Patient, listing.patient_id).birth_date == date(1951, 3, 12)
    assert both.get(Listing, listing.id) == listing
    assert both.find(Discussion, id=listing.id) == ()


def test_a_date_is_written_and_taken_away(both: Team) -> None:
    patient = both.patient()
    put(both, "patient", patient, "birth_date", "1950-01-02", 1)
    assert both.get(Patient, patient).birth_date == date(1950, 1, 2)
    put(both, "patient", patient, "birth_date", "", 2)
    assert both.get(Patient, patient).birth_date is None


def test_a_thing_that_is_not_there_is_named(both: Team) -> None:
    with pytest.raises(Missing, match="There is no patient with the id nobody"):
        put(both, "patient", "nobody", "family", "x", 0)


def test_a_closed_meeting_freezes_what_was_decided(both: Team) -> None:
    meeting = both.meeting(both.board())
    listing = both.listed(meeting)
    recommendation = new_id()
    both.act(AddRecommendation, listing_id=listing, recommendation_id=recommendation)
    put(both, "recommendation", recommendation, "what", "Refer", 0)
    both.write(listing, "Refer to palliative care")
    both.close(meeting)
    base = version(both, Recommendation, recommendation, "what")
    with pytest.raises(Refused, match="closed"):
        put(both, "recommendation", recommendation, "what", "Operate", base)
    with pytest.raises(Refused, match="closed"):
        put(both, "discussion", listing, "dissent", "late", 0)
    put(both, "discussion", listing, "plain_short", "We talked about you.", 0)
    assert both.get(Recommendation, recommendation).what == "Refer"
