"""The meeting of the day stays the one of the day until it is closed, however late it runs."""

from __future__ import annotations

from datetime import date, timedelta

from operations.kit import Team

from mdt_app.domain.agenda import Meeting
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.today import today_view

TODAY, LATER = date(2026, 10, 15), date(2026, 10, 22)


def next_meeting(team: Team, minutes: int) -> str:
    """Which meeting Today names so many minutes after today's began."""
    began = next(one for one in team.find(Meeting, order=("starts_at",))).starts_at
    with team.database.reader() as reader:
        row = today_view(reader, began + timedelta(minutes=minutes), "rules", team.account).next_meeting
    assert row is not None
    return row.id


def test_a_meeting_that_runs_late_is_still_the_next_one_until_it_is_closed(both: Team) -> None:
    board = both.board()
    today, later = both.meeting(board, TODAY), both.meeting(board, LATER)
    assert [next_meeting(both, minutes) for minutes in (-60, 60, 240)] == [today, today, later]
    both.act(OpenMeeting, meeting_id=today)
    assert next_meeting(both, 240) == today
    assert next_meeting(both, 24 * 60) == later
    both.close(today)
    assert next_meeting(both, 240) == later
