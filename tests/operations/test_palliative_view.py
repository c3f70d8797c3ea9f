"""The palliative view holds what is true on its day, as known on another, each line with the facts behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from operations.kit import Team

from mdt_app.application import load_guidance
from mdt_app.domain.agenda import Listing
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Acp, Assessment, CareHolder, Carer, Event, Payload, Score
from mdt_app.domain.phase import Phase
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.facts import MarkElement, RecordFact
from mdt_app.operations.palliative_view import PalliativeView, palliative_view

guidance = cache(load_guidance)
TODAY = date(2026, 11, 20)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team.at(tmp_path)
    yield made
    made.database.close()


def record(team: Team, patient: str, kind: Kind, payload: Payload, day: date) -> str:
    id = new_id()
    team.act(RecordFact, fact_id=id, patient_id=patient, kind=kind, payload=payload, true_from=day)
    return id


def view(team: Team, patient: str, on: date = TODAY, known_on: date | None = None) -> PalliativeView:
    with team.database.reader() as reader:
        return palliative_view(reader, guidance(), patient, on, known_on, TODAY)


def test_the_last_decision_comes_with_its_recommendations_and_its_place(team: Team) -> None:
    meeting = team.meeting(team.board())
    listing = team.listed(meeting)
    team.write(listing, "Comfort first.")
    team.act(
        AddRecommendation,
        recommendation_id=new_id(),
        listing_id=listing,
        what="First visit",
        owner="Home team",
    )
    team.close(meeting)
    with team.database.reader() as reader:
        patient = reader.get(Listing, listing).patient_id
    found = view(team, patient).last_decision
    assert found is not None
    assert found.text == "Comfort first."
    assert [one.what for one in found.recommendations] == ["First visit"]
    assert found.place == f"{meeting}/{listing}"


def test_a_decision_that_came_by_file_stands_without_a_place(team: Team) -> None:
    patient = team.patient()
    record(team, patient, Kind.DECISION, Event(text="No more scans"), date(2026, 9, 1))
    found = view(team, patient).last_decision
    assert found is not None
    assert (found.text, found.place) == ("No more scans", "")


def test_the_next_meeting_is_the_first_that_is_not_over(team: Team) -> None:
    board, patient = team.board(), team.patient()
    for day in (date(2026, 12, 10), date(2026, 11, 26)):
        team.listed(team.meeting(board, day), patient_id=patient)
    found = view(team, patient).next_meeting
    assert found is not None
    assert found.starts_at.date() == date(2026, 11, 26)
    assert view(team, patient, date(2026, 12, 24)).next_meeting is None


def test_a_page_known_earlier_holds_nothing_that_was_recorded_later(team: Team) -> None:
    patient = team.patient()
    team.clock = datetime(2026, 10, 5, 8, tzinfo=UTC)
    record(team, patient, Kind.ECOG, Score(value=1), date(2026, 9, 1))
    team.clock = datetime(2026, 11, 10, 8, tzinfo=UTC)
    record(team, patient, Kind.DEATH, Event(), date(2026, 10, 1))
    assert view(team, patient).phase.phase is Phase.DIED
    earlier = view(team, patient, known_on=date(2026, 11, 9))
    assert earlier.phase.phase is Phase.UNKNOWN
    assert earlier.page.background.dead is None
    assert view(team, patient, on=date(2026, 9, 30)).phase.phase is Phase.UNKNOWN


def test_severe_symptoms_are_those_whose_newest_score_is_severe(team: Team) -> None:
    patient = team.patient()
    for day, pain, nausea in ((date(2026, 10, 1), 8, 2), (date(2026, 11, 1), 3, 7)):
        answers = (("pain", float(pain)), ("nausea", float(nausea)))
        record(team, patient, Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=answers), day)
    found = view(team, patient)
    assert [one.key for one in found.severe] == ["esas-r/nausea"]
    assert [(one.date, one.value) for one in found.scored["esas-r/pain"]] == [
        (date(2026, 11, 1), "Pain 3"), (date(2026, 10, 1), "Pain 8"),
    ]  # fmt: skip


def test_an_unanswered_item_is_said_so_among_its_dated_values(team: Team) -> None:
    patient = team.patient()
    for day, pain in ((date(2026, 10, 1), 4.0), (date(2026, 11, 1), None)):
        record(
            team, patient, Kind.ASSESSMENT, Assessment(instrument="esas-r", answers=(("pain", pain),)), day
        )
    assert view(team, patient).scored["esas-r/pain"][0].value == "Pain not answered"


def test_every_entry_on_an_element_is_kept_newest_first(team: Team) -> None:
    patient = team.patient()
    for note in ("first", "second"):
        team.act(MarkElement, patient_id=patient, element="SYM-3", status="done", note=note)
    entries = view(team, patient).history["SYM-3"]
    assert [one.payload.note for one in entries] == ["second", "first"]  # type: ignore[union-attr]


def test_who_is_to_be_rung_goes_from_the_palliative_team_to_those_who_are_close(team: Team) -> None:
    patient = team.patient()
    day = date(2026, 9, 1)
    for level, name in (("primary", "Dr Benali"), ("tertiary", "Home team")):
        holder = CareHolder(level=level, name=name, phone="09 1", night_phone="09 2")
        record(team, patient, Kind.CARE_HOLDER, holder, day)
    record(team, patient, Kind.CARER, Carer(name="Luc", relation="son", phone="09 3"), day)
    for state in ("completed", "documented"):
        surrogate = Acp(item="surrogate", state=state, name="Mia", phone="09 4")
        record(team, patient, Kind.ACP, surrogate, day)
    ring = view(team, patient).ring
    assert [(one.role, one.name, one.day) for one in ring] == [
        ("tertiary", "Home team", "09 1"), ("primary", "Dr Benali", "09 1"), ("carer", "Luc", "09 3"),
        ("surrogate", "Mia", "09 4"),
    ]  # fmt: skip
    assert ring[0].night == "09 2"


def test_the_days_to_turn_to_lie_before_today_and_those_of_recording_apart(team: Team) -> None:
    patient = team.patient()
    record(team, patient, Kind.ECOG, Score(value=1), date(2026, 9, 1))
    record(team, patient, Kind.ECOG, Score(value=2), date(2027, 1, 1))
    found = view(team, patient)
    assert found.days == (date(2026, 9, 1),)
    assert found.recorded == (date(2026, 10, 1),)
