"""Today gathers the work of the account's roles over all boards; several roles make one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from operations.kit import Team, press

from mdt_app.domain.accounts import RIGHTS, Account, Right
from mdt_app.domain.agenda import Listing
from mdt_app.domain.day_work import OF_ROLE, DayWork, day_of
from mdt_app.domain.inviting import Answer, Entry, Invitation
from mdt_app.domain.needs import Need
from mdt_app.domain.worklist import Waits
from mdt_app.operations.attendance_kept import KeepAttendanceList
from mdt_app.operations.commands import new_id
from mdt_app.operations.day_lists import Day, DayList, day_lists
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.letter_stages import desk_lines
from mdt_app.operations.listings import meeting_rows
from mdt_app.operations.people import AddPerson

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


def lists(team: Team, *roles: str, now: datetime = NOW) -> dict[DayWork, DayList]:
    account = replace(team.account, roles=roles or ("owner",))
    with team.database.reader() as reader:
        letters = desk_lines(reader, press().guidance)
        day = Day(account=account, now=now, meetings=meeting_rows(reader), letters=letters)
        return {one.kind: one for one in day_lists(reader, day)}


def put(team: Team, *things: object) -> None:
    """What other operations write, written as it is."""
    with team.database.open_work(team.command(KeepAttendanceList, meeting_id="")) as work:
        for one in things:
            work.put(one)
        work.commit()


def test_every_role_that_reads_about_patients_has_a_day_and_the_others_none() -> None:
    reading = {role for role, rights in RIGHTS.items() if Right.READ in rights}
    assert set(OF_ROLE) == reading
    assert day_of(("administrator", "auditor")) == frozenset()


def test_several_roles_make_one_day_of_all() -> None:
    both = day_of(("secretary", "palliative"))
    assert both == day_of(("secretary",)) | day_of(("palliative",))
    assert {DayWork.ATTENDANCE, Waits.BEREAVEMENT} <= both
    assert day_of(("owner",)) == frozenset((*DayWork, *Waits))


def test_a_secretary_has_letters_and_attendance_lists_and_no_criteria() -> None:
    assert {DayWork.LETTERS, DayWork.ATTENDANCE} <= day_of(("secretary",))
    assert Waits.CRITERIA not in day_of(("secretary",))
    assert DayWork.ATTENDANCE not in day_of(("clinician",))


def test_ones_own_actions_and_cases_are_in_ones_day(both: Team) -> None:
    board = both.board()
    past, coming = both.meeting(board, date(2026, 9, 10)), both.meeting(board, date(2026, 10, 8))
    listing = both.listed(past)
    both.act(
        AddRecommendation, recommendation_id=new_id(), listing_id=listing, what="Talk", owner="Lore Hermans",
        due=date(2026, 9, 20),
    )  # fmt: skip
    both.close(past)
    both.listed(coming, "Maes", asked_by="Lore Hermans")
    both.listed(coming, "Claes", asked_by="Somebody else")
    found = lists(both, "clinician")
    (action,) = found[DayWork.ACTIONS].rows
    assert (action.what, action.late) == ("Talk", True)
    (case,) = found[DayWork.NEXT_CASES].rows
    assert case.who == "Maes, Anna"
    assert case.place[0] == "meeting"
    assert DayWork.NEXT_CASES not in lists(both, "coordinator")


def test_a_meeting_to_prepare_counts_what_is_missing_and_what_blocks(both: Team) -> None:
    meeting = both.meeting(both.board(), date(2026, 10, 8))
    assert DayWork.PREPARE not in lists(both, "coordinator")
    listing = both.get(Listing, both.listed(meeting))
    needs = [
        Need(id=new_id(), case_id=listing.case_id, patient_id=listing.patient_id, what=what, blocks=blocks)
        for what, blocks in (("imaging", True), ("pathology", False))
    ]
    put(both, *needs, replace(needs[0], id=new_id(), removed=True))
    (row,) = lists(both, "coordinator")[DayWork.PREPARE].rows
    assert (row.count, row.pressing) == (2, 1)
    assert DayWork.PREPARE not in lists(both, "clinician")


def test_who_was_told_and_has_not_answered_is_named_until_he_does(both: Team) -> None:
    board = both.board()
    meeting = both.meeting(board, date(2026, 10, 8))
    listing = both.get(Listing, both.listed(meeting))
    person = new_id()
    both.act(AddPerson, person_id=person, family="Benali", title="Dr")
    entry = Entry(
        id=new_id(), board_id=board, meeting_id=meeting, person_id=person, uid="u", sent_at=NOW, how="e-mail"
    )
    put(both, entry)
    (row,) = lists(both, "coordinator")[DayWork.NO_ANSWER].rows
    assert row.who == "Dr Benali"
    answer = Invitation(
        id=new_id(), listing_id=listing.id, case_id=listing.case_id, patient_id=listing.patient_id,
        person_id=person, answer=Answer.DECLINES,
    )  # fmt: skip
    put(both, answer)
    assert DayWork.NO_ANSWER not in lists(both, "coordinator")


def test_a_closed_meeting_asks_for_its_attendance_list_until_it_is_made(both: Team) -> None:
    meeting = both.meeting(both.board(), date(2026, 9, 24))
    both.write(both.listed(meeting), "Go on")
    assert DayWork.ATTENDANCE not in lists(both, "secretary")
    both.close(meeting)
    found = lists(both, "secretary")
    (row,) = found[DayWork.ATTENDANCE].rows
    assert row.place == ("meeting", f"{meeting}//close")
    assert {one.stage for one in found[DayWork.LETTERS].rows} == {"unnamed"}, (
        "no GP and no oncologist is named"
    )
    assert [one.count for one in (found[DayWork.LETTERS], lists(both, "palliative")[DayWork.REVIEW])] == [
        2,
        1,
    ]
    assert DayWork.REVIEW not in found
    both.act(KeepAttendanceList, meeting_id=meeting)
    assert DayWork.ATTENDANCE not in lists(both, "secretary")


def test_no_two_lines_of_a_list_lead_to_the_same_place(both: Team) -> None:
    meeting = both.meeting(both.board(), date(2026, 9, 24))
    for name in ("Peeters", "Maes"):
        both.write(both.listed(meeting, name), "Go on")
    both.close(meeting)
    for found in lists(both).values():
        places = [one.place for one in found.rows]
        assert len(places) == len(set(places)), found.kind


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_who_has_no_work_about_patients_has_an_empty_day(team: Team, role: str) -> None:
    meeting = team.meeting(team.board(), date(2026, 9, 24))
    team.write(team.listed(meeting), "Go on")
    team.close(meeting)
    assert lists(team, role) == {}


def test_a_closed_account_has_no_day() -> None:
    assert day_of(Account(id="a", user="a", name="A", roles=()).roles) == frozenset()
