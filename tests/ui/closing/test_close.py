"""Closing says first what it will do, in numbers with names, and is one act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from operations.kit import STANDARD
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.meeting_window import Bench, services_of

from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Meeting, Outcome
from mdt_app.domain.letters.letter import Letter
from mdt_app.operations.agenda import OpenMeeting, SettleListing
from mdt_app.ui.closing.close_screen import CloseScreen
from mdt_app.ui.closing.outcome_row import OutcomeRow
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.text import Label


@pytest.fixture
def meeting(desk: Bench) -> str:
    """One case of each kind."""
    made = desk.team.meeting(desk.team.board())
    listed = {one: desk.team.listed(made, one) for one in ("Claes", "Maes", "Nijs", "Ortiz", "Peeters")}
    desk.team.write(listed["Claes"], "Surgery.")
    desk.team.write(listed["Maes"], "Biopsy first.", "discussion")
    desk.team.act(SettleListing, listing_id=listed["Ortiz"], outcome=Outcome.STANDARD, standard=STANDARD)
    desk.team.act(SettleListing, listing_id=listed["Peeters"], outcome=Outcome.WITHDRAWN)
    return made


def opened(desk: Bench, meeting: str) -> CloseScreen:
    screen = desk.show(CloseScreen)
    screen.show_meeting(meeting)
    desk.settle()
    return screen


def names(screen: CloseScreen) -> list[tuple[str, ...]]:
    return [tuple(name.partition(",")[0] for name in one.names) for one in screen.outcomes]


def press_close(screen: CloseScreen) -> None:
    """Press Close meeting, and agree where that is asked first."""
    screen.close_button.click()
    if screen.first.isVisible():
        screen.first.verb.click()


def words_of(widget: object) -> str:
    return " ".join(one.whole_text() for one in widget.findChildren(Label))  # type: ignore[attr-defined]


def test_a_case_met_by_a_standard_of_care_says_which_one(desk: Bench, meeting: str) -> None:
    links = [one.words() for one in opened(desk, meeting).findChildren(LinkButton)]
    assert f"Ortiz, Anna: {STANDARD}" in links
    assert "Nijs, Anna" in links


def test_every_number_stands_with_its_names(desk: Bench, meeting: str) -> None:
    screen = opened(desk, meeting)
    assert names(screen) == [("Claes",), ("Maes",), ("Nijs",), ("Ortiz",), ("Peeters",)]
    said = words_of(screen)
    assert "4 letters become drafts" in said
    assert "to Thu 22 Oct, 13:00" in said
    assert "made from the board’s rhythm" in said


def test_a_name_leads_to_its_case_and_a_missing_gp_to_the_patient(desk: Bench, meeting: str) -> None:
    screen = opened(desk, meeting)
    with desk.qtbot.waitSignal(screen.opened):
        screen.outcomes[2].opened.emit("listing")
    desk.said.clear()
    (gap,) = [one for one in screen.findChildren(OutcomeRow) if one not in screen.outcomes]
    gap.opened.emit("patient-1")
    assert desk.went == [("patient", "patient-1")]


def test_the_dialog_says_it_in_numbers_and_cancel_closes_nothing(desk: Bench, meeting: str) -> None:
    screen = opened(desk, meeting)
    press_close(screen)
    assert screen.dialog is not None
    said = words_of(screen.dialog)
    for words in (
        "1 case decided: frozen, with 4 letters as drafts.", "2 cases undecided: to Thu 22 Oct, 13:00",
        "1 case met by standard of care", "1 case taken off.",
        "Quorum was not met: no pathologist, 2 more disciplines.",
        "1 case decided without a GP on file.",
    ):  # fmt: skip
        assert words in said
    screen.dialog.cancel.click()
    desk.settle()
    assert desk.team.get(Meeting, meeting).state == "planned"


def test_closing_a_meeting_that_never_started_is_asked_first_in_its_place(desk: Bench, meeting: str) -> None:
    screen = opened(desk, meeting)
    screen.close_button.click()
    assert screen.first.message.title.whole_text() == (
        "This meeting is planned for Thursday 15 October and was never started. Close it all the same?"
    )
    assert screen.dialog is None
    assert screen.first.leave.hasFocus()
    desk.qtbot.keyClick(screen.first.leave, Qt.Key.Key_Return)
    assert screen.first.isHidden()
    assert screen.close_button.hasFocus()
    assert screen.dialog is None


def test_closing_an_open_meeting_is_asked_first_on_another_day_only(desk: Bench) -> None:
    board = desk.team.board()
    today = desk.services.now().date()
    for day, asked in ((today, False), (today - timedelta(days=1), True)):
        made = desk.team.meeting(board, day)
        desk.team.listed(made)
        desk.team.act(OpenMeeting, meeting_id=made)
        screen = opened(desk, made)
        screen.close_button.click()
        assert screen.first.isVisible() is asked
        assert (screen.dialog is None) is asked
    assert "belongs to Wednesday 30 September. Close it today" in screen.first.message.title.whole_text()


def test_closing_does_what_it_said_and_leads_to_the_letters(desk: Bench, meeting: str) -> None:
    screen = opened(desk, meeting)
    press_close(screen)
    assert screen.dialog is not None
    screen.dialog.verb.click()
    desk.settle(8)
    assert desk.team.get(Meeting, meeting).state == "closed"
    assert len(desk.team.find(Letter)) == 4
    assert screen.letters.isVisible()
    assert not screen.close_button.isVisible()
    with desk.qtbot.waitSignal(screen.step) as heard:
        screen.letters.click()
    assert heard.args == ["letters"]


def test_reopening_asks_for_a_reason_and_shows_its_trace(desk: Bench, meeting: str) -> None:
    desk.team.close(meeting)
    screen = opened(desk, meeting)
    screen.reopen.click()
    assert screen.dialog is not None
    assert not screen.dialog.verb.isEnabled()
    desk.qtbot.keyClicks(screen.dialog.reason, "wrong side noted")
    screen.dialog.verb.click()
    desk.settle(8)
    assert desk.team.get(Meeting, meeting).state == "open"
    assert "reopened by Lore Hermans, because wrong side noted" in words_of(screen)
    assert names(screen) == [("Claes",), ("Maes",), ("Nijs",), ("Ortiz",), ("Peeters",)]
    assert screen.close_button.isVisible()
    assert screen.focusWidget() is screen.close_button


def test_an_account_without_the_right_is_told_so(desk: Bench, meeting: str) -> None:
    guest = Account(id="account-2", user="guest", name="A Guest", roles=("guest",))
    services = services_of(desk.team, guest)
    screen = desk.show(lambda tasks, _: CloseScreen(tasks, services))
    screen.show_meeting(meeting)
    desk.settle()
    assert not screen.close_button.isEnabled()
    assert "may not close" in screen.foot_words.whole_text()


def test_a_meeting_held_before_its_day_says_for_which_it_was_planned(desk: Bench) -> None:
    meeting = desk.team.meeting(desk.team.board())
    desk.team.close(meeting)
    said = opened(desk, meeting).lead.whole_text()
    assert said.startswith("Planned for Thu 15 Oct, 13:00")
    assert "held on Thu 1 Oct, " in said


def test_names_are_narrowed_and_ordered_while_the_numbers_stay(desk: Bench) -> None:
    made = desk.team.meeting(desk.team.board())
    for one in ("Peeters", "Claes", "Maes"):
        desk.team.listed(made, one)
    screen = opened(desk, made)

    def links() -> list[str]:
        return [
            one.words().partition(",")[0]
            for one in screen.outcomes[2].findChildren(LinkButton)
            if not one.isHidden()
        ]

    assert links() == ["Peeters", "Claes", "Maes"]
    screen.tools.sort.choose("name")
    desk.settle()
    assert links() == ["Claes", "Maes", "Peeters"]
    screen.tools.begin()
    desk.qtbot.keyClicks(screen.tools.query, "aes")
    desk.settle()
    assert links() == ["Claes", "Maes"]
    assert screen.outcomes[2].count == 3


def test_an_empty_agenda_says_what_to_do_next(desk: Bench) -> None:
    screen = opened(desk, desk.team.meeting(desk.team.board()))
    assert screen.empty.isVisible()
    assert screen.empty.button is not None
    with desk.qtbot.waitSignal(screen.step) as heard:
        screen.empty.button.click()
    assert heard.args == ["prepare"]


def test_a_meeting_closed_elsewhere_shows_as_closed_at_once(desk: Bench, meeting: str) -> None:
    screen = opened(desk, meeting)
    desk.team.close(meeting)
    desk.settle()
    assert screen.title.whole_text() == "This meeting is closed"
    assert QApplication.activeModalWidget() is None
