"""A board that was not kept is called so, with the reason, until it is kept or left."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from ui.meeting_window import Bench

from mdt_app.domain.agenda import Board
from mdt_app.ui.common.theme import Appearance
from mdt_app.ui.settings.settings_screen import NEW, SettingsScreen


@pytest.fixture
def screen(desk: Bench, qapp: QApplication) -> SettingsScreen:
    """Two boards, the first of them shown."""
    desk.team.board()
    desk.team.board(name="Digestive board", prefix="GI")
    made = desk.show(lambda tasks, services: SettingsScreen(tasks, services, Appearance(qapp)))
    desk.settle()
    return made


def keep(desk: Bench, screen: SettingsScreen, **typed: str) -> None:
    for name, text in typed.items():
        screen.form.fields[name].setText(text)
    screen.form.keep.click()
    desk.settle()


def test_a_board_that_the_store_refuses_is_not_called_kept_until_it_is(
    desk: Bench, screen: SettingsScreen
) -> None:
    keep(desk, screen, prefix="LUNG")
    assert desk.tasks.refusal == "Another board already uses the prefix LUNG."
    assert desk.tasks.unsaved == 1
    keep(desk, screen, prefix="GUT")
    assert (desk.tasks.refusal, desk.tasks.unsaved) == ("", 0)
    assert {one.prefix for one in desk.team.find(Board)} == {"LUNG", "GUT"}


def test_words_that_the_form_cannot_read_are_not_called_kept_either(
    desk: Bench, screen: SettingsScreen
) -> None:
    keep(desk, screen, minutes="none")
    assert "write a number" in desk.tasks.refusal
    screen.show_part(NEW)
    assert (desk.tasks.refusal, desk.tasks.unsaved) == ("", 0)


def test_a_board_is_opened_from_elsewhere_before_and_after_the_boards_are_read(
    desk: Bench, qapp: QApplication
) -> None:
    ids = [desk.team.board(), desk.team.board(name="Digestive board", prefix="GI")]
    screen = desk.show(lambda tasks, services: SettingsScreen(tasks, services, Appearance(qapp)))
    for id, prefix in zip(ids, ("LUNG", "GI"), strict=True):
        screen.show_board(id)
        desk.settle()
        assert screen.form.fields["prefix"].text() == prefix
    screen.show_board(f"{ids[0]}/letterhead")
    desk.settle()
    assert screen.form.fields["prefix"].text() == "LUNG"
    desk.until(screen.form.fields["hospital"].hasFocus)
    assert screen.board.verticalScrollBar().value() > 0
    screen.show_board(ids[1])
    screen.show_board("nowhere")
    desk.settle()
    assert screen.form.fields["prefix"].text() == "GI"
