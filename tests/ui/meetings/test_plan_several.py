"""Several meetings are planned at once from the rhythm, and clashes are told before a meeting is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from operations.kit import BRUSSELS, THURSDAY
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Meeting
from mdt_app.ui.common.text import Label
from mdt_app.ui.meetings.meetings_screen import MeetingsScreen

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def shown(desk: Bench) -> MeetingsScreen:
    desk.services = replace(desk.services, now=lambda: NOW)
    screen = desk.show(MeetingsScreen)
    desk.settle()
    return screen


def test_the_next_four_meetings_are_shown_with_holidays_and_then_planned(desk: Bench) -> None:
    board = desk.team.board(rhythm=replace(THURSDAY, weekday=4, holidays="BE"))
    desk.team.meeting(board, date(2026, 12, 4))
    screen = shown(desk)
    screen.plan.click()
    screen.form.several.click()
    desk.settle()
    said = [one.whole_text() for one in screen.series.dates.findChildren(Label)]
    assert [one.partition(",")[0] for one in said] == [
        "Fri 11 Dec", "Fri 18 Dec", "Fri 8 Jan 2027", "Fri 25 Dec 2026 is Christmas Day: no meeting.",
        "Fri 1 Jan is New Year's Day: no meeting.", "Fri 15 Jan 2027",
    ]  # fmt: skip
    screen.series.plan.click()
    desk.settle()
    found = desk.team.find(Meeting, board_id=board, order=("starts_at",))
    assert [f"{one.starts_at.astimezone(BRUSSELS):%d-%m %H:%M}" for one in found] == [
        "04-12 13:00", "11-12 13:00", "18-12 13:00", "08-01 13:00", "15-01 13:00",
    ]  # fmt: skip
    assert desk.said[-1][0] == "4 meetings planned."


def test_a_board_without_rhythm_offers_no_series(desk: Bench) -> None:
    desk.team.meeting(desk.team.board(rhythm=None), date(2026, 12, 3))
    screen = shown(desk)
    screen.plan.click()
    assert screen.form.isVisible()
    assert not screen.form.several.isVisible()


def test_one_room_at_one_time_is_told_first_and_planned_when_asked_again(desk: Bench) -> None:
    first = desk.team.board()
    desk.team.meeting(first, date(2026, 12, 3))
    gut = desk.team.board(name="Gut board", prefix="GUT", rhythm=None)
    screen = shown(desk)
    screen.plan.click()
    screen.form.board.set_current(gut)
    screen.form.board.chosen.emit(gut)
    screen.form.day.setText("03-12-2026")
    screen.form.time.setText("13:30")
    screen.form.plan.click()
    desk.settle()
    assert screen.form.wrong.title.whole_text() == (
        "Thoracic oncology board meets at the same time, from 13:00, in the same room. "
        "Press Plan meeting again to plan it all the same."
    )
    assert desk.team.find(Meeting, board_id=gut) == ()
    screen.form.plan.click()
    desk.settle()
    assert len(desk.team.find(Meeting, board_id=gut)) == 1
