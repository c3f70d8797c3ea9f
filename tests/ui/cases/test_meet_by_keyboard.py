"""A whole case is run with the keyboard alone, from the question to the next case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.cases.meet_kit import FAMILIES, TODAY, Meet

from mdt_app.domain.attendance import Attendance, Contribution, Presence
from mdt_app.domain.cases import Case
from mdt_app.domain.facts import Kind

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_a_whole_case_is_run_without_a_mouse(meet: Meet) -> None:
    pane = meet.open()
    question, discussion, decision = run_texts(meet)
    run_recommendation(meet)
    run_presence(meet)
    run_panel(meet)
    meet.kept()
    assert meet.find(Case, id=pane.acts.view.case.id)[0].question == question
    assert (meet.note(), meet.note("decision")) == (discussion, decision)
    added = meet.recommendations()[0]
    assert (added.what, added.owner, added.due, added.condition) == (
        "Fentanyl patch", "Samira Benali", TODAY + timedelta(days=7), "pain still 7",
    )  # fmt: skip
    assert added.owner_id == meet.people["Benali"]
    assert meet.discussion().physical == "said"
    assert [one.decision for one in meet.facts(Kind.CRITERION)] == ["refer"]
    assert len(meet.facts(Kind.ELEMENT)) == 1
    assert [one.step for one in meet.facts(Kind.SDM)] == ["choice"]
    here = {(one.listing_id, one.person_id): one for one in meet.find(Attendance)}
    assert here[meet.listings[0], meet.people["Benali"]].presence == Presence.PHONE
    assert here[meet.listings[2], meet.people["Vandenbroucke"]].presence == Presence.VIDEO
    wrote = here[meet.listings[0], meet.people["Özdemir"]]
    assert (wrote.presence, wrote.contribution, wrote.contribution_text) == (
        "",
        Contribution.WRITTEN,
        "no mutation",
    )
    meet.press("Ctrl+Down")
    meet.wait(lambda: meet.pane.acts.listing_id == meet.listings[1])
    assert meet.focus() is meet.pane.discussion


def run_texts(meet: Meet) -> tuple[str, str, str]:
    meet.press("Alt+Q")
    meet.press("Ctrl+A")
    meet.type("Pain at home?")
    meet.press("Alt+D")
    meet.type("CT: new lesions.")
    meet.press("F2")
    meet.press("Alt+E")
    meet.type("Comfort first.")
    return "Pain at home?", "CT: new lesions.", "Comfort first."


def run_recommendation(meet: Meet) -> None:
    meet.press("Alt+R")
    for words in ("Fentanyl patch", "Samira Benali", "+7", "pain still 7"):
        meet.type(words)
        meet.tap(Qt.Key.Key_Tab)


def run_presence(meet: Meet) -> None:
    meet.press("Alt+P")
    for letters, key, modifiers in (("sam", "p", None), ("vand", "v", None), ("ozd", "w", None)):
        meet.type(letters)
        meet.tap(Qt.Key.Key_Return)
        meet.tap(Qt.Key(ord(key.upper())), modifiers or Qt.KeyboardModifier.NoModifier)
    meet.type("no mutation")
    meet.tap(Qt.Key.Key_Return)
    writing = meet.pane.presence._before
    meet.tap(Qt.Key.Key_Escape)
    assert meet.focus() is writing


def run_panel(meet: Meet) -> None:
    meet.press("Alt+U")
    meet.tap(Qt.Key.Key_Space)
    meet.press("Alt+C")
    meet.tap(Qt.Key.Key_Space)
    meet.press("Alt+S")
    meet.tap(Qt.Key.Key_Space)


def test_the_background_opens_and_closes_with_its_key_and_takes_no_words_away(meet: Meet) -> None:
    pane = meet.open()
    pane.discussion.setFocus()
    meet.type("one ")
    meet.press("Alt+B")
    assert pane.background.isVisible()
    meet.type("two")
    meet.press("Alt+B")
    assert not pane.background.isVisible()
    meet.kept()
    assert meet.note() == "one two"


def test_a_recommendation_is_taken_away_by_key_and_comes_back_by_undo(meet: Meet) -> None:
    meet.open()
    meet.press("Alt+R")
    meet.type("CT after 2 cycles")
    meet.kept()
    meet.press("Ctrl+Del")
    meet.kept()
    assert meet.recommendations() == ()
    meet.screen.messages.undo.click()
    meet.kept()
    assert [one.what for one in meet.recommendations()] == ["CT after 2 cycles"]
    assert len(meet.pane.recommendations.rows) == 1


def test_an_empty_new_row_leaves_nothing_behind(meet: Meet) -> None:
    meet.open()
    meet.press("Alt+R")
    meet.press("Alt+D")
    meet.kept()
    assert meet.recommendations() == ()


def test_words_that_are_no_day_are_marked_and_kept_on_the_screen(meet: Meet) -> None:
    pane = meet.open()
    meet.press("Alt+R")
    meet.type("Call her")
    row = next(iter(pane.recommendations.rows.values()))
    row.when.setFocus()
    meet.type("soon")
    meet.press("Alt+D")
    meet.wait(lambda: meet.tasks.unsaved == 1)
    assert (row.when.text(), row.wrong_day.isHidden()) == ("soon", False)
    assert meet.recommendations()[0].due is None
    row.when.setFocus()
    meet.press("Ctrl+A")
    meet.type("+1")
    meet.press("Alt+D")
    meet.kept()
    assert meet.recommendations()[0].due == TODAY + timedelta(days=1)


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_an_owner_is_found_by_a_few_letters_without_accents_and_joined_to_the_directory(meet: Meet) -> None:
    pane = meet.open()
    meet.press("Alt+R")
    meet.type("Read the slides")
    row = next(iter(pane.recommendations.rows.values()))
    row.who.setFocus()
    QTest.keyClicks(row.who, "ozd")
    popup = row._names.popup()
    meet.wait(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    meet.kept()
    added = meet.recommendations()[0]
    assert (added.owner, added.owner_id) == ("Ümit Özdemir", meet.people["Özdemir"])


def test_coming_back_from_another_step_finds_the_case_that_was_left(meet: Meet) -> None:
    meet.open(1)
    meet.screen.show_meeting(meet.meeting_id)
    meet.kept()
    assert meet.pane.acts.listing_id == meet.listings[1]


def test_the_agenda_is_narrowed_and_ordered_by_key_while_going_on_keeps_its_order(meet: Meet) -> None:
    meet.open()
    side = meet.screen.side

    def names() -> list[str]:
        model = side.list.model()
        said = [str(model.index(place, 0).data()) for place in range(model.rowCount())]
        return [next(one for one in FAMILIES if one in words) for words in said]

    assert names() == list(FAMILIES)
    meet.press("Ctrl+F")
    assert meet.focus() is side.tools.query
    side.tools.sort.choose("name")
    assert names() == sorted(FAMILIES)
    meet.type("ij")
    assert names() == ["Nijs"]
    assert side.to_discuss() == meet.listings
    meet.press("Esc")
    assert names() == list(FAMILIES)
    assert side.tools.isHidden()
