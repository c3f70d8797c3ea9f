"""The actions of all boards stand in one list, one's own first, and a patient's history says what became of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from operations.kit import Team

from mdt_app.domain.agenda import Outcome
from mdt_app.domain.decisions import Fate
from mdt_app.operations.actions import marked_actions, my_actions, open_actions
from mdt_app.operations.agenda import ListCase, SettleListing
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.fates import MarkFate
from mdt_app.operations.history import before, case_histories
from mdt_app.operations.people import AddPerson
from mdt_app.operations.settling import Settled

TODAY = date(2026, 10, 22)


def action(team: Team, listing: str, what: str, due: date | None = None, **more: str) -> str:
    id = new_id()
    team.act(AddRecommendation, recommendation_id=id, listing_id=listing, what=what, due=due, **more)
    return id


def test_actions_of_all_boards_stand_together_ones_own_first_then_by_day(both: Team) -> None:
    person = new_id()
    both.act(AddPerson, person_id=person, family="Hermans", given="Lore", title="Dr")
    lung = both.meeting(both.board())
    gut = both.meeting(both.board(prefix="GUT", name="Digestive oncology board"))
    first, second = both.listed(lung), both.listed(gut, "Maes")
    action(both, first, "Scan", date(2026, 10, 20), owner="Dr Wout Schepens")
    action(both, first, "Talk", owner="lore hermans")
    action(both, second, "Refer", date(2026, 10, 30), owner="Dr Lore Hermans", owner_id=person)
    action(both, second, "Bloods", date(2026, 10, 19), owner="Dr Wout Schepens")
    both.close(lung)
    both.close(gut)
    account = replace(both.account, person_id=person)
    with both.database.reader() as reader:
        rows = open_actions(reader, account, TODAY)
        mine = my_actions(reader, account, TODAY)
    assert [one.recommendation.what for one in rows] == ["Refer", "Talk", "Bloods", "Scan"]
    assert [one.mine for one in rows] == [True, True, False, False]
    assert [one.late for one in rows] == [False, False, True, True]
    assert {one.board for one in rows} == {"Thoracic oncology board", "Digestive oncology board"}
    assert [one.recommendation.what for one in mine] == ["Refer", "Talk"]
    assert rows[0].place == f"{gut}/{second}"


def test_what_is_not_decided_yet_is_no_action(both: Team) -> None:
    meeting = both.meeting(both.board())
    action(both, both.listed(meeting), "Scan")
    with both.database.reader() as reader:
        assert open_actions(reader, both.account, TODAY) == ()
    both.close(meeting)
    with both.database.reader() as reader:
        assert len(open_actions(reader, both.account, TODAY)) == 1


def test_a_marked_action_goes_from_the_open_ones_to_those_marked_lately(both: Team) -> None:
    meeting = both.meeting(both.board())
    listing = both.listed(meeting)
    ids = [action(both, listing, what) for what in ("Scan", "Talk", "Refer")]
    both.close(meeting)
    for id, day in ((ids[0], date(2026, 9, 20)), (ids[1], date(2026, 9, 25))):
        both.act(MarkFate, recommendation_id=id, fate=Fate.CARRIED_OUT, on=day)
    with both.database.reader() as reader:
        still = open_actions(reader, both.account, TODAY)
        marked = marked_actions(reader, both.account, TODAY)
    assert [one.recommendation.what for one in still] == ["Refer"]
    assert [one.recommendation.what for one in marked] == ["Talk", "Scan"]


def test_a_name_on_a_note_of_another_person_is_not_mine(team: Team) -> None:
    meeting = team.meeting(team.board())
    listing = team.listed(meeting)
    action(team, listing, "Scan", owner="Dr Hermans-Peeters")
    action(team, listing, "Talk", owner="")
    team.close(meeting)
    with team.database.reader() as reader:
        assert my_actions(reader, team.account, TODAY) == ()
        assert [one.mine for one in open_actions(reader, team.account, TODAY)] == [False, False]


def test_every_agenda_of_a_case_stands_in_order_with_what_came_of_it(both: Team) -> None:
    board = both.board()
    first, second, third = (both.meeting(board, date(2026, 9, day)) for day in (3, 10, 17))
    listing = both.listed(first)
    both.close(first)
    (again,) = both.agenda(second)
    both.write(again.id, "Talked at length", "discussion")
    both.close(second)
    (last,) = both.agenda(third)
    action(both, last.id, "Scan")
    both.close(third)
    with both.database.reader() as reader:
        (history,) = case_histories(reader, last.patient_id)
    assert [one.settled for one in history.listed] == [Settled.UNTOUCHED, Settled.TALKED, Settled.DECIDED]
    assert [one.carried for one in history.listed] == [False, True, True]
    assert [one.listing_id for one in history.listed] == [listing, again.id, last.id]
    assert [one.what for one in history.recommendations] == ["Scan"]


def test_before_a_listing_stands_what_was_before_it_and_not_the_listing_itself(both: Team) -> None:
    board = both.board()
    first, second = both.meeting(board, date(2026, 10, 1)), both.meeting(board, date(2026, 10, 8))
    earlier = both.listed(first)
    done = action(both, earlier, "Scan")
    both.close(first)
    both.act(MarkFate, recommendation_id=done, fate=Fate.NOT_DONE, code="patient-choice")
    patient = both.agenda(first)[0].patient_id
    here = both.listed(second, patient_id=patient)
    with both.database.reader() as reader:
        histories = case_histories(reader, patient)
    (told,) = before(histories, here)
    assert [one.listing_id for one in told.listed] == [earlier]
    assert [(one.what, one.fate) for one in told.recommendations] == [("Scan", Fate.NOT_DONE)]
    (itself,) = before(histories, earlier)
    assert itself.listed == ()
    assert [one.what for one in itself.recommendations] == ["Scan"]


def test_a_page_of_an_earlier_day_knows_nothing_of_later_marks(both: Team) -> None:
    meeting = both.meeting(both.board(), date(2026, 9, 10))
    listing = both.listed(meeting)
    id = action(both, listing, "Scan")
    both.close(meeting)
    both.act(MarkFate, recommendation_id=id, fate=Fate.CARRIED_OUT, on=date(2026, 9, 20))
    patient = both.agenda(meeting)[0].patient_id
    with both.database.reader() as reader:
        (then,) = case_histories(reader, patient, date(2026, 9, 15))
        (now,) = case_histories(reader, patient, date(2026, 9, 20))
        (none,) = case_histories(reader, patient, date(2026, 9, 1))
    assert [one.fate for one in then.recommendations] == [Fate.OPEN]
    assert [one.fate for one in now.recommendations] == [Fate.CARRIED_OUT]
    assert none.listed == none.recommendations == ()


def test_a_case_taken_off_and_one_met_by_standard_of_care_are_told_apart(team: Team) -> None:
    board = team.board()
    meeting = team.meeting(board, date(2026, 10, 1))
    listing = team.listed(meeting)
    team.act(SettleListing, listing_id=listing, outcome=Outcome.WITHDRAWN)
    patient = team.agenda(meeting)[0].patient_id
    team.close(meeting)
    second = team.meeting(board, date(2026, 10, 8))
    other = new_id()
    team.act(ListCase, listing_id=other, case_id=new_id(), meeting_id=second, patient_id=patient)
    with team.database.reader() as reader:
        histories = case_histories(reader, patient)
    assert sorted(one.listed[0].settled for one in histories) == [Settled.UNTOUCHED, Settled.WITHDRAWN]
    assert [one.closed for one in histories[0].listed] == [False]
