"""A board's quorum can be met, and a seat goes to the one person whom the typed words mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mdt_app.domain.agenda import Board, Letterhead, QuorumRule
from mdt_app.domain.people import Person
from mdt_app.ui.settings.board_form import BoardForm
from mdt_app.ui.settings.members import Members

PEOPLE = (
    Person(id="1", family="Claes", given="Katrien", title="Dr", discipline="oncology"),
    Person(id="2", family="Claes", given="Willem", discipline="radiology"),
    Person(id="3", family="Benali", given="Samira", discipline="gp"),
)


@pytest.mark.parametrize(("typed", "seated"), [("benali", ["3"]), ("claes", []), ("katr", ["1"]), ("x", [])])
def test_a_part_of_a_name_gives_the_seat_where_it_means_one(
    qtbot: QtBot, typed: str, seated: list[str]
) -> None:
    members = Members()
    qtbot.addWidget(members)
    members.show_members((), PEOPLE)
    members.show()
    heard: list[str] = []
    members.seated.connect(lambda id, _chair: heard.append(id))
    members.person.setEditText(typed)
    qtbot.mouseClick(members.seat, Qt.MouseButton.LeftButton)
    assert heard == seated
    assert members.problem.isVisible() is not bool(seated)


def kept(form: BoardForm, quorum: str) -> list[dict[str, Any]]:
    """What the form hands on when a board with this quorum is kept."""
    heard: list[dict[str, Any]] = []
    form.kept.connect(heard.append)
    form.show_board(None)
    form.fields["name"].setText("Lung board")
    form.fields["quorum"].setText(quorum)
    form.keep.click()
    return heard


def test_the_teams_cover_is_kept_with_the_day_of_its_review(qtbot: QtBot) -> None:
    form = BoardForm(today=lambda: date(2026, 11, 23))
    qtbot.addWidget(form)
    (values,) = kept(form, "any 1")
    assert (values["letterhead"].cover, values["letterhead"].cover_reviewed) == ("", None)
    form.fields["cover"].setText("Lung team by day")
    form.reviewed.click()
    heard: list[dict[str, Any]] = []
    form.kept.connect(heard.append)
    form.keep.click()
    head = heard[0]["letterhead"]
    assert (head.cover, head.cover_reviewed) == ("Lung team by day", date(2026, 11, 23))
    form.fields["cover_reviewed"].setText("2027-01-01")
    form.keep.click()
    assert len(heard) == 1


def test_the_language_of_a_boards_letters_stays_when_something_else_is_kept(qtbot: QtBot) -> None:
    form = BoardForm()
    qtbot.addWidget(form)
    heard: list[dict[str, Any]] = []
    form.kept.connect(heard.append)
    head = Letterhead(hospital="AZ", language="nl")
    form.show_board(Board(id="b", board_id="b", name="Lung", prefix="LUNG", letterhead=head))
    form.fields["hospital"].setText("UZ")
    form.keep.click()
    assert (heard[0]["letterhead"].hospital, heard[0]["letterhead"].language) == ("UZ", "nl")


def test_a_quorum_names_disciplines_as_they_are_said(qtbot: QtBot) -> None:
    form = BoardForm()
    qtbot.addWidget(form)
    (values,) = kept(form, "Radiation oncology 1; gp 1; any 3")
    assert [one.discipline for one in values["quorum"]] == ["radiation-oncology", "gp", ""]


def test_a_quorum_of_a_discipline_that_nobody_can_have_is_refused(qtbot: QtBot) -> None:
    form = BoardForm()
    qtbot.addWidget(form)
    assert kept(form, "chest doctors 1") == []
    assert not form.problem.isHidden()


def test_a_board_keeps_a_discipline_that_its_quorum_names_already(qtbot: QtBot) -> None:
    form = BoardForm()
    qtbot.addWidget(form)
    rules = (QuorumRule(discipline="radiotherapy"),)
    form.show_board(Board(id="1", board_id="1", name="Lung board", prefix="LUNG", quorum=rules))
    with qtbot.waitSignal(form.kept) as heard:
        form.keep.click()
    assert heard.args[0]["quorum"] == rules
