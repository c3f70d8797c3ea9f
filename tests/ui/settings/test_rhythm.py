"""What public holidays do to meetings is seen before a rhythm is kept, and a code that nobody knows is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from operations.kit import THURSDAY
from PySide6.QtWidgets import QApplication
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Board, OnHoliday
from mdt_app.ui.common.theme import Appearance
from mdt_app.ui.settings.settings_screen import SettingsScreen


@pytest.fixture
def screen(desk: Bench) -> SettingsScreen:
    desk.team.board(rhythm=replace(THURSDAY, zone="Europe/Brussels"))
    services = replace(desk.services, now=lambda: datetime(2025, 12, 15, 9, tzinfo=UTC))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = desk.show(lambda tasks, _: SettingsScreen(tasks, services, Appearance(app)))
    desk.settle()
    found.show_part(next(iter(found._boards)))
    desk.settle()
    return found


def typed(desk: Bench, screen: SettingsScreen, code: str) -> None:
    screen.form.dates.code.setText(code)
    screen.form.dates.code.editingFinished.emit()
    desk.settle()


def test_the_next_dates_say_what_holidays_do_to_them(desk: Bench, screen: SettingsScreen) -> None:
    typed(desk, screen, "BE")
    lines = screen.form.dates.dates.whole_text().splitlines()
    assert lines[1].startswith("Thu 18 Dec 2025, 13:00")
    assert lines[2].startswith("Thu 8 Jan 2026, 13:00")
    assert lines[2].endswith(
        "Thu 25 Dec 2025 is Christmas Day: no meeting. Thu 1 Jan is New Year's Day: no meeting."
    )
    screen.form.dates.then.set_current(OnHoliday.NEXT_WORKING_DAY.value)
    screen.form.dates.changed.emit()
    desk.settle()
    lines = screen.form.dates.dates.whole_text().splitlines()
    assert lines[2].startswith("Fri 26 Dec 2025, 13:00")
    assert lines[2].endswith("Thu 25 Dec is Christmas Day: moved to Fri 26 Dec.")


def test_a_rhythm_with_holidays_is_kept(desk: Bench, screen: SettingsScreen) -> None:
    typed(desk, screen, "de-by")
    screen.form.keep.click()
    desk.settle()
    (board,) = desk.team.find(Board)
    assert board.rhythm == replace(THURSDAY, zone="Europe/Brussels", holidays="DE-BY")


def test_a_code_that_no_calendar_knows_is_refused_in_words_and_nothing_is_kept(
    desk: Bench, screen: SettingsScreen
) -> None:
    typed(desk, screen, "ATLANTIS")
    said = "No public holidays are known for ATLANTIS. Write a code such as BE, or DE-BY for a region."
    assert screen.form.dates.dates.whole_text() == said
    screen.form.keep.click()
    desk.settle()
    assert screen.form.problem.title.whole_text() == said
    (board,) = desk.team.find(Board)
    assert board.rhythm is not None
    assert board.rhythm.holidays == ""
