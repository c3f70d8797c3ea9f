"""What became of a recommendation is marked after closing; the decision, its letters and its history stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from operations.kit import Team

from mdt_app.application import Application, load_guidance
from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Listing
from mdt_app.domain.decisions import Fate, Recommendation
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import Letter
from mdt_app.operations.accounts import MakeAccount
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation, RemoveRecommendation
from mdt_app.operations.fates import MarkFate
from mdt_app.operations.fields import SetField
from mdt_app.operations.letter_records import letter_record

DAY = date(2026, 10, 15)


def decided(team: Team, what: str = "Start morphine", close: bool = True) -> tuple[str, str]:
    """A listing with one recommendation, its meeting closed; gives both ids."""
    meeting = team.meeting(team.board())
    listing, id = team.listed(meeting), new_id()
    team.act(AddRecommendation, recommendation_id=id, listing_id=listing, what=what, due=date(2026, 10, 20))
    if close:
        team.close(meeting)
    return listing, id


def mark(
    team: Team, id: str, fate: Fate, code: str = "", note: str = "", on: date | None = None
) -> Recommendation:
    team.act(MarkFate, recommendation_id=id, fate=fate, code=code, note=note, on=on)
    found: Recommendation = team.get(Recommendation, id)
    return found


def test_a_recommendation_is_marked_after_closing_with_its_day(both: Team) -> None:
    _, id = decided(both)
    found = mark(both, id, Fate.CARRIED_OUT, on=date(2026, 9, 28))
    assert (found.fate, found.fate_on, found.fate_code) == (Fate.CARRIED_OUT, date(2026, 9, 28), "")
    assert found.what == "Start morphine"


def test_without_a_day_it_is_the_day_of_the_mark(both: Team) -> None:
    _, id = decided(both)
    assert mark(both, id, Fate.CARRIED_OUT).fate_on == both.clock.date()


def test_what_was_not_done_keeps_reason_and_words(both: Team) -> None:
    _, id = decided(both)
    found = mark(both, id, Fate.NOT_DONE, "patient-choice", "waits for her\u202e daughter\n")
    assert (found.fate, found.fate_code) == (Fate.NOT_DONE, "patient-choice")
    assert found.fate_note == "waits for her daughter"


def test_another_mark_takes_the_place_and_all_marks_stay_in_the_history(both: Team) -> None:
    _, id = decided(both)
    mark(both, id, Fate.NOT_DONE, "patient-choice")
    mark(both, id, Fate.CARRIED_OUT)
    assert mark(both, id, Fate.OPEN).fate == Fate.OPEN
    assert both.get(Recommendation, id).fate_on is None
    with both.database.reader() as reader:
        said = [
            (change.actor, field.new)
            for change in reader.changes(entity_id=id)
            for field in change.fields
            if field.name == "fate" and change.command == "MarkFate"
        ]
    assert said == [("owner", "not done"), ("owner", "carried out"), ("owner", "")]


def test_before_closing_there_is_no_decision_to_mark(both: Team) -> None:
    _, id = decided(both, close=False)
    with pytest.raises(Refused, match="Close its meeting first"):
        mark(both, id, Fate.CARRIED_OUT)


@pytest.mark.parametrize(
    ("fate", "code", "note", "on", "why"),
    [
        (Fate.NOT_DONE, "", "", None, "choose a reason"),
        (Fate.CHANGED, "", "another dose", None, "choose a reason"),
        (Fate.NOT_DONE, "weather", "", None, "not on the list"),
        (Fate.NOT_DONE, "other", "  ", None, "in a few words"),
        (Fate.CARRIED_OUT, "patient-choice", "", None, "needs no reason"),
        (Fate.CARRIED_OUT, "", "", date(2027, 1, 1), "has not come yet"),
        (Fate.NOT_DONE, "other", "x" * 2001, None, "at most 2000"),
    ],
)
def test_a_mark_that_says_too_little_or_too_much_is_refused_in_words(
    team: Team, fate: Fate, code: str, note: str, on: date | None, why: str
) -> None:
    _, id = decided(team)
    with pytest.raises(Refused, match=why):
        mark(team, id, fate, code, note, on)
    assert team.get(Recommendation, id).fate == Fate.OPEN


def test_a_recommendation_that_was_taken_back_has_no_fate(team: Team) -> None:
    meeting = team.meeting(team.board())
    listing, id = team.listed(meeting), new_id()
    team.act(AddRecommendation, recommendation_id=id, listing_id=listing, what="Scan")
    team.act(RemoveRecommendation, recommendation_id=id)
    team.write(listing, "Wait and see")
    team.close(meeting)
    with pytest.raises(Refused, match="taken back"):
        mark(team, id, Fate.CARRIED_OUT)


def test_who_may_not_record_marks_nothing(both: Team) -> None:
    _, id = decided(both)
    both.act(MakeAccount, account_id=new_id(), user="sofie", name="Sofie", roles=("secretary",))
    both.account = both.find(Account, user="sofie")[0]
    with pytest.raises(Refused, match="right to record"):
        mark(both, id, Fate.CARRIED_OUT)
    assert both.get(Recommendation, id).fate == Fate.OPEN


def test_no_field_can_be_set_past_the_rule(team: Team) -> None:
    _, id = decided(team)
    with pytest.raises(Refused, match="cannot be written"):
        team.act(
            SetField, entity="recommendation", entity_id=id, field="fate", value="not done", base_version=0
        )


def test_a_mark_changes_no_letter_and_nothing_else_of_the_decision(team: Team) -> None:
    listing, id = decided(team)
    before = team.get(Recommendation, id)
    app = Application(database=team.database, account=team.account, guidance=load_guidance())

    def letters() -> list[bytes]:
        with team.database.reader() as reader:
            record = letter_record(reader, app.guidance, listing, DAY)
        return [app.press.drawn(record, level) for level in ("primary", "secondary", "tertiary")]

    drawn, kept = letters(), team.find(Letter, listing_id=listing)
    marked = mark(team, id, Fate.NOT_DONE, "deterioration", "too weak")
    assert letters() == drawn
    assert team.find(Letter, listing_id=listing) == kept
    assert replace(marked, fate=Fate.OPEN, fate_code="", fate_note="", fate_on=None) == before


def test_a_command_sent_twice_marks_once(both: Team) -> None:
    _, id = decided(both)
    command = both.command(MarkFate, recommendation_id=id, fate=Fate.CARRIED_OUT)
    assert both.carry_out(command) == both.carry_out(command)


def test_the_kind_of_a_consultation_is_one_of_three_or_not_said(both: Team) -> None:
    listing, _ = decided(both, close=False)
    case_id = both.get(Listing, listing).case_id
    both.act(SetField, entity="case", entity_id=case_id, field="moc_kind", value="first", base_version=0)
    with pytest.raises(Refused, match="not one of: first, additional, follow-up"):
        both.act(SetField, entity="case", entity_id=case_id, field="moc_kind", value="fourth", base_version=1)
    both.act(SetField, entity="case", entity_id=case_id, field="moc_kind", value="", base_version=1)
