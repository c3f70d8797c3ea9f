"""The list shows what comes first, and planning a meeting takes one line of fields."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from operations.kit import BRUSSELS
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Meeting
from mdt_app.ui.common import theme
from mdt_app.ui.common.cells import GAP
from mdt_app.ui.common.columns import Band
from mdt_app.ui.common.text import width
from mdt_app.ui.meetings.meetings_screen import MeetingsScreen


def shown(desk: Bench) -> MeetingsScreen:
    screen = desk.show(MeetingsScreen)
    desk.settle()
    return screen


def lines(screen: MeetingsScreen) -> list[str]:
    rows = screen.model.shown_rows()
    return [
        row.title if isinstance(row, Band) else f"{row.row.starts_at:%d-%m} {row.row.board}" for row in rows
    ]


def test_without_a_board_the_next_step_is_to_make_one(desk: Bench) -> None:
    screen = shown(desk)
    assert screen.no_board.isVisible()
    assert screen.no_board.button is not None
    screen.no_board.button.click()
    assert desk.went == [("settings", "boards")]


def test_coming_meetings_stand_first_and_past_ones_after_them(desk: Bench) -> None:
    board, other = desk.team.board(), desk.team.board(name="Digestive board", prefix="GI")
    past = desk.team.meeting(board, date(2026, 9, 24))
    desk.team.close(past)
    for day in (date(2026, 10, 22), date(2026, 10, 15)):
        desk.team.meeting(board, day)
    desk.team.meeting(other, date(2026, 10, 16))
    screen = shown(desk)
    assert lines(screen) == [
        "Coming", "15-10 Thoracic oncology board", "16-10 Digestive board", "22-10 Thoracic oncology board",
        "Past", "24-09 Thoracic oncology board",
    ]  # fmt: skip
    screen.board.set_current(other)
    screen.board.chosen.emit(other)
    assert lines(screen) == ["Coming", "16-10 Digestive board"]


def test_a_past_meeting_that_nobody_closed_stays_on_top_and_says_so(desk: Bench) -> None:
    board = desk.team.board()
    desk.team.meeting(board, date(2026, 9, 24))
    screen = shown(desk)
    assert lines(screen) == ["Coming", "24-09 Thoracic oncology board"]
    assert (
        screen.model.data(screen.model.index(1, 4), Qt.ItemDataRole.AccessibleTextRole)
        == "not closed yet, to do"
    )


def test_a_meeting_closed_before_its_day_stands_among_the_past_under_the_day_on_which_it_was_held(
    desk: Bench,
) -> None:
    board = desk.team.board()
    early = desk.team.meeting(board, date(2026, 10, 15))
    desk.team.meeting(board, date(2026, 10, 22))
    desk.team.close(early)
    assert lines(shown(desk)) == [
        "Coming", "22-10 Thoracic oncology board", "Past", "01-10 Thoracic oncology board",
    ]  # fmt: skip


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_day_time_place_and_state_are_never_cut_in_a_small_window(desk: Bench, scale: float) -> None:
    theme.apply(QApplication.instance(), theme.chosen("light", scale))
    desk.team.meeting(desk.team.board(name="Breast and gynaecological oncology board"), date(2026, 9, 24))
    desk.team.meeting(desk.team.board(prefix="GI"), date(2027, 10, 20))
    screen = desk.show(MeetingsScreen, 1366 - round(72 * scale), 768 - 48)
    desk.settle()
    for place, row in enumerate(screen.model.shown_rows()):
        for column in (0, 2, 3, 4) if not isinstance(row, Band) else ():
            cell = screen.model.cell_of(row, column)
            marks = 18 * len(cell.marks)
            room = screen.table.columnWidth(column) - screen.table.start_gap(column) - GAP
            assert width(cell.first, 14, cell.strong) + marks <= room, (place, cell.first)
            assert width(cell.second, 12) <= room, (place, cell.second)


def test_the_list_counts_cases_and_decisions(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    desk.team.write(desk.team.listed(meeting, "Maes"), "Surgery.")
    desk.team.listed(meeting, "Nijs")
    screen = shown(desk)
    assert screen.model.data(screen.model.index(1, 3), Qt.ItemDataRole.AccessibleTextRole) == "2, 1 decided"


def test_enter_opens_a_meeting(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    screen = shown(desk)
    screen.table.setFocus()
    desk.qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert desk.went == [("meeting", meeting)]


def test_planning_fills_in_the_next_session_and_keeps_it(desk: Bench) -> None:
    board = desk.team.board(video_link="https://video.example/room")
    desk.team.meeting(board, date(2026, 10, 22))
    screen = shown(desk)
    screen.plan.click()
    assert (screen.form.day.text(), screen.form.time.text()) == ("29-10-2026", "13:00")
    assert (screen.form.place.text(), screen.form.link.text()) == (
        "Room Maas 2",
        "https://video.example/room",
    )
    desk.qtbot.keyClick(screen.form.day, Qt.Key.Key_Return)
    desk.settle(8)
    starts = sorted(one.starts_at for one in desk.team.find(Meeting))
    assert starts[1] == datetime(2026, 10, 29, 13, tzinfo=BRUSSELS)
    assert not screen.form.isVisible()
    assert screen.table.current_row().row.starts_at.date() == date(2026, 10, 29)


def test_a_day_or_time_that_cannot_be_read_is_said_in_place(desk: Bench) -> None:
    desk.team.board()
    screen = shown(desk)
    assert screen.no_meeting.button is not None
    screen.no_meeting.button.click()
    for field, text, words in (
        (screen.form.day, "someday", "Write the day"),
        (screen.form.time, "25:99", "Write the time"),
        (screen.form.minutes, "0", "in minutes"),
    ):
        good = field.text()
        field.set_text(text)
        screen.form.plan.click()
        assert words in screen.form.wrong.title.whole_text()
        field.set_text(good)
    assert desk.team.find(Meeting) == ()


def test_the_same_start_twice_is_refused_in_the_form(desk: Bench) -> None:
    board = desk.team.board()
    desk.team.meeting(board, date(2026, 10, 15))
    screen = shown(desk)
    screen.plan.click()
    screen.form.day.set_text("15-10-2026")
    screen.form.plan.click()
    desk.settle()
    assert "already meets then" in screen.form.wrong.title.whole_text()
    assert screen.form.isVisible()


def test_escape_leaves_the_form_and_a_refresh_keeps_what_is_typed(desk: Bench) -> None:
    desk.team.meeting(desk.team.board())
    screen = shown(desk)
    screen.plan.click()
    screen.form.place.set_text("Room 9")
    screen.stale()
    desk.settle()
    assert screen.form.place.text() == "Room 9"
    desk.qtbot.keyClick(screen.form.place, Qt.Key.Key_Escape)
    assert not screen.form.isVisible()
