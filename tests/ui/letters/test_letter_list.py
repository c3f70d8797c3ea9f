"""The list is narrowed by key and says so; a filter never outlives its day, and no need is lost in what is folded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from operations.kit import press
from operations.letters_kit import holder
from operations.test_letter_life import send
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from ui.letters.conftest import LetterDesk

from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.payloads import Referral
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.letter_stages import Stage, desk_lines
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.letters import list_words
from mdt_app.ui.letters.letters_screen import LettersScreen

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def keys(desk: LetterDesk, screen: LettersScreen, *pressed: object) -> None:
    """Keys go where the focus is: a key, or a pair of key and modifiers, or words."""
    screen.activateWindow()
    desk.qtbot.waitUntil(screen.isActiveWindow)
    for one in pressed:
        focus = QApplication.activePopupWidget() or QApplication.focusWidget() or screen
        if isinstance(one, str):
            QTest.keyClicks(focus, one)
        else:
            key, held = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier.NoModifier)
            QTest.keyClick(focus, key, held)
        desk.settle()
    desk.rest()


def groups(screen: LettersScreen) -> list[tuple[str, str]]:
    rows = screen.letters.list.model().rows  # type: ignore[attr-defined]
    return [(one.title, one.right) for one in rows if isinstance(one, SideGroup)]


def rows(screen: LettersScreen) -> list[SideRow]:
    return [one for one in screen.letters.list.model().rows if isinstance(one, SideRow)]  # type: ignore[attr-defined]


def families(screen: LettersScreen) -> set[str]:
    return {one.due.patient.family for one in screen.letters.shown}


def patient_of(screen: LettersScreen, family: str) -> str:
    return next(one.due.patient.id for one in screen.letters.shown if one.due.patient.family == family)


def refer(desk: LetterDesk, patient_id: str) -> None:
    desk.tasks.write(
        desk.services.command(
            RecordFact, fact_id=new_id(), patient_id=patient_id, kind=Kind.REFERRAL,
            payload=Referral(to="tertiary"), true_from=desk.services.today(),
        )
    )  # fmt: skip


def test_a_letter_that_nobody_waits_for_is_folded_and_opened_by_key(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    assert "No palliative team" not in dict(groups(screen))
    first = screen.letters.current()
    keys(desk, screen, (Qt.Key.Key_T, CTRL))
    assert groups(screen)[-1] == ("No palliative team", "1")
    assert screen.letters.line(screen.letters.current()).stage == Stage.TEAM  # type: ignore[union-attr]
    assert screen.letters.list.hasFocus()
    keys(desk, screen, (Qt.Key.Key_T, CTRL))
    assert "No palliative team" not in dict(groups(screen))
    assert screen.letters.current() == first


def test_a_referral_without_a_team_is_never_folded_and_says_what_to_do(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs"))
    nijs = patient_of(screen, "Nijs")
    refer(desk, nijs)
    desk.until(lambda: ("Palliative team wanted", "1") in groups(screen))
    assert screen.letters.teams.wanted.words() == "Team wanted: 1"
    assert screen.letters.teams.fold.words() == "Show others: 1"
    keys(desk, screen, (Qt.Key.Key_T, CTRL | SHIFT))
    row = next(one for one in rows(screen) if one.key == screen.letters.current())
    assert (row.first.partition(",")[0], row.second) == ("Nijs", "Referred, no team named")
    assert screen.why.pressing.title.whole_text() == "Referred, no team named"
    screen.why.pressing.link.click()
    assert desk.went[-1] == ("patient", f"{nijs}/care")


def test_a_letter_made_for_no_team_is_addressed_once_one_is_named(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    patient = patient_of(screen, "Peeters")
    with desk.guard.preparing():
        holder(desk.team._team, patient, "tertiary")
    screen.needs.forget("")
    screen.stale()
    desk.until(lambda: ("Named by now, to address", "1") in groups(screen))
    screen.letters.address.click()
    desk.until(lambda: bool(desk.said))
    assert desk.said[-1][0] == "1 letter is addressed. Review it next."
    desk.until(lambda: dict(groups(screen)).get("To review") == "2")


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_filters_are_combined_by_key_said_in_a_line_and_cleared_by_one_key(desk: LetterDesk) -> None:
    desk.closed_meeting("Peeters", "Nijs")
    desk.team._team.clock += timedelta(days=30)
    screen = desk.letters()
    assert not screen.letters.filtered.isVisible()
    keys(desk, screen, (Qt.Key.Key_F, CTRL | SHIFT))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.activeAction().text() == "Late only"
    keys(desk, screen, Qt.Key.Key_Return)
    assert screen.letters.filter.now.late
    screen.letters.filter.take(level="patient")
    assert screen.letters.filtered.whole_text() == "Only late, patient. 4 late not shown."
    assert {one.due.letter.level for one in screen.letters.shown} == {"patient"}
    screen.letters.list.setFocus()
    keys(desk, screen, Qt.Key.Key_Escape)
    assert not screen.letters.filter.now.at_work
    assert not screen.letters.filtered.isVisible()
    assert screen.letters.list.hasFocus()


def test_escape_in_the_field_clears_the_filters_too_and_goes_back_to_the_list(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs"))
    screen.letters.filter.take(level="patient")
    keys(desk, screen, (Qt.Key.Key_F, CTRL), "nijs", Qt.Key.Key_Escape)
    assert families(screen) == {"Peeters", "Nijs"}
    assert not screen.letters.filter.now.at_work
    assert screen.letters.list.hasFocus()


def test_only_what_some_letter_has_is_offered_as_a_filter(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    titles = [one.text() for one in screen.letters.filter.menu().actions() if one.text()]
    assert titles == ["Late only", "Mine to review", "Level", "Clear all filters"]


def test_nothing_that_narrows_the_list_outlives_its_day(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs"))
    screen.letters.filter.take(level="patient")
    keys(desk, screen, (Qt.Key.Key_F, CTRL), "nijs")
    assert families(screen) == {"Nijs"}
    screen.stale()
    desk.rest()
    assert families(screen) == {"Nijs"}, "the day is the same"
    desk.team._team.clock += timedelta(days=1)
    screen.stale()
    desk.rest()
    assert families(screen) == {"Peeters", "Nijs"}
    assert not screen.letters.filter.now.at_work


def test_a_filter_of_one_meeting_hides_nothing_of_the_next(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    screen.letters.filter.take(level="patient")
    screen.show_meeting("")
    desk.rest()
    assert {one.due.letter.level for one in screen.letters.shown} == {
        "primary",
        "secondary",
        "tertiary",
        "patient",
    }


def test_a_gp_who_rings_is_found_among_the_sent_letters_too(desk: LetterDesk) -> None:
    case = desk.ready()
    desk.issue(case, "primary")
    letter = desk.of("primary")
    with desk.guard.preparing():
        desk.team._team.act(
            SendLetter, dispatch_id=new_id(), letter_id=letter.id, to_name=letter.recipient.name,
            address=letter.recipient.lines, how=Way.POST,
        )  # fmt: skip
    screen = desk.letters()
    keys(desk, screen, (Qt.Key.Key_F, CTRL), "gp")
    assert screen.letters.shown == ()
    assert screen.letters.elsewhere.words() == "Show the other that fits"
    screen.letters.elsewhere.click()
    desk.rest()
    assert groups(screen) == [("Sent", "1")]
    assert screen.letters.current() == letter.id


def test_a_name_that_is_looked_for_is_found_in_what_is_folded(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    keys(desk, screen, (Qt.Key.Key_F, CTRL), "T1")
    assert groups(screen) == [("No palliative team", "1")]


def test_the_line_under_the_list_says_how_many_are_late_and_the_oldest_of_them(desk: LetterDesk) -> None:
    meeting = desk.closed_meeting("Peeters")
    desk.team._team.clock += timedelta(days=30)
    screen = desk.letters(meeting)
    held = screen.letters.shown[0].due.held_at
    said = screen.letters.count.whole_text()
    assert said == f"3 letters due, 3 late; the oldest from {held:%a} {held.day} {held:%b}"
    assert all(one.right.endswith(" days late") for one in rows(screen))


def test_a_list_that_ends_at_the_newest_letters_says_so_while_one_of_them_is_still_due(
    desk: LetterDesk,
) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        send(case, case.issue())
        case.issue("secondary")
        with case.team.database.reader() as reader:
            cut = desk_lines(reader, press().guidance, newest=2)
    assert {one.stage for one in cut} >= {Stage.OUT, Stage.SEND}
    assert list_words.only_newest(cut, newest=2).startswith("The newest 2 issued letters are here")
    assert list_words.only_newest(cut, newest=3) == ""
