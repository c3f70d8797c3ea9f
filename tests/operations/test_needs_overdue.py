"""What was expected and is not there waits for somebody, one line for each case that is still to be discussed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from operations.kit import Team

from mdt_app.domain.agenda import Listing
from mdt_app.domain.day_work import DayWork
from mdt_app.domain.needs import NeedState
from mdt_app.operations.commands import new_id
from mdt_app.operations.day_lists import Day, DayRow, day_lists, needs_overdue
from mdt_app.operations.listings import meeting_rows
from mdt_app.operations.needs import AskNeed

NOW = datetime(2026, 10, 13, 9, tzinfo=ZoneInfo("Europe/Brussels"))


def asked(team: Team, listing: str, day: int, **more: object) -> None:
    case_id = team.get(Listing, listing).case_id
    expected = datetime(2026, 10, day, tzinfo=NOW.tzinfo).date()
    said = {"what": "imaging", "wanted": "PET-CT", "owner": "Dr. Claes"} | more
    team.act(AskNeed, need_id=new_id(), case_id=case_id, expected=expected, **said)


def overdue(team: Team) -> list[DayRow]:
    with team.database.reader() as reader:
        return list(needs_overdue(reader, Day(account=team.account, now=NOW, meetings=meeting_rows(reader))))


def test_what_is_late_stands_in_one_line_of_its_case_and_leads_to_the_agenda(both: Team) -> None:
    meeting = both.meeting(both.board())
    listing, later = both.listed(meeting, "Claes"), both.listed(meeting, "Maes")
    asked(both, listing, 12)
    asked(both, listing, 9, what="pathology", wanted="PD-L1", owner="")
    asked(both, later, 13)
    [row] = overdue(both)
    assert row.place == ("meeting", f"{meeting}/{listing}/prepare")
    assert (row.who, row.what, row.where) == ("Claes, Anna", "PET-CT; PD-L1", "Dr. Claes")
    assert row.day is not None
    assert row.day.day == 9


def test_what_came_or_belongs_to_a_decided_case_is_not_late(both: Team) -> None:
    meeting = both.meeting(both.board())
    there, decided = both.listed(meeting, "Claes"), both.listed(meeting, "Maes")
    asked(both, there, 9, state=NeedState.THERE)
    asked(both, decided, 9)
    both.write(decided, "Surgery.")
    both.close(meeting)
    assert overdue(both) == []


def test_a_coordinator_sees_what_is_late_and_a_secretary_does_not(team: Team) -> None:
    asked(team, team.listed(team.meeting(team.board()), "Claes"), 9)
    for role, sees in (("coordinator", True), ("secretary", False)):
        account = replace(team.account, roles=(role,))
        with team.database.reader() as reader:
            found = day_lists(reader, Day(account=account, now=NOW, meetings=meeting_rows(reader)))
        assert (DayWork.NEEDS in {one.kind for one in found}) is sees
