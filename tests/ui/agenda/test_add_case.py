"""A case comes onto the agenda by a search, by hand or from the waiting list; doubles are shown, never merged."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from ui.meeting_window import Bench

from mdt_app.domain.cases import Case
from mdt_app.domain.people import Identifier, Patient
from mdt_app.operations.rows import ListingRow
from mdt_app.ui.agenda.prepare_screen import PrepareScreen


@pytest.fixture
def screen(desk: Bench) -> PrepareScreen:
    """An empty agenda with the panel open at the search."""
    made = desk.show(PrepareScreen)
    made.show_meeting(desk.team.meeting(desk.team.board()))
    desk.settle()
    made._add()
    desk.settle()
    return made


def listed(screen: PrepareScreen) -> list[tuple[str, str, str]]:
    rows = [row for row in screen.model.shown_rows() if isinstance(row, ListingRow)]
    return [(row.patient.name, row.case.question, row.case.asked_by) for row in rows]


def type_in(desk: Bench, field: object, text: str) -> None:
    field.setFocus()  # type: ignore[attr-defined]
    desk.qtbot.keyClicks(field, text)


def test_a_patient_is_found_as_one_types_and_listed_with_one_question(
    desk: Bench, screen: PrepareScreen
) -> None:
    desk.team.patient("Özkan", "Emine")
    desk.team.patient("Maes", "Jozef")
    type_in(desk, screen.add.search, "ozk")
    desk.qtbot.wait(150)
    desk.settle()
    assert [row.name for row in screen.add._rows.values()] == ["Özkan, Emine"]
    desk.qtbot.keyClick(screen.add.search, Qt.Key.Key_Return)
    desk.qtbot.keyClicks(screen.add.question, "Surgery?")
    type_in(desk, screen.add.asked, "Dr. Claes")
    desk.qtbot.keyClick(screen.add.asked, Qt.Key.Key_Return)
    desk.settle(8)
    assert listed(screen) == [("Özkan, Emine", "Surgery?", "Dr. Claes")]
    assert screen.case.isVisible()


def test_a_case_without_a_question_is_not_listed(desk: Bench, screen: PrepareScreen) -> None:
    screen.add._pick(desk.team.patient(), "Peeters, Anna")
    screen.add.put.click()
    desk.settle()
    assert screen.add.wrong.isVisible()
    assert listed(screen) == []


def test_a_patient_on_the_agenda_already_is_refused_in_words(desk: Bench, screen: PrepareScreen) -> None:
    patient = desk.team.patient()
    desk.team.listed(screen._meeting_id, patient_id=patient)
    screen.add._pick(patient, "Peeters, Anna")
    desk.qtbot.keyClicks(screen.add.question, "Again?")
    screen.add.put.click()
    desk.settle()
    assert screen.add.wrong.title.whole_text() == "Peeters, Anna is already on this agenda."
    assert screen.add.question.text() == "Again?"


def test_a_patient_is_entered_by_hand_with_both_numbers(desk: Bench, screen: PrepareScreen) -> None:
    screen.add._to("new")
    form = screen.add.form
    for field, text in (
        (form.family, "Claes"), (form.given, "Jan"), (form.birth, "12-03-1951"),
        (form.national, "51.03.12-001.23"), (form.hospital, "H 7"), (form.phone, "09 000 00 01"),
    ):  # fmt: skip
        type_in(desk, field, text)
    form.address.set_text("Dorp 1\n9999 Amberdal")
    form.enter.click()
    desk.settle(8)
    (patient,) = desk.team.find(Patient)
    assert (patient.name, patient.birth_date) == ("Claes, Jan", date(1951, 3, 12))
    assert patient.address == ("Dorp 1", "9999 Amberdal")
    assert sorted(one.value for one in desk.team.find(Identifier)) == ["51031200123", "H 7"]
    assert screen.add.who.whole_text() == "Claes, Jan"


def test_a_likely_double_is_shown_before_anything_is_kept(desk: Bench, screen: PrepareScreen) -> None:
    known = desk.team.patient("Özkan", "Emine", birth_date=date(1963, 1, 30))
    screen.add._to("new")
    form = screen.add.form
    for field, text in ((form.family, "Ozkan"), (form.given, "emine"), (form.birth, "30-01-1963")):
        type_in(desk, field, text)
    form.enter.click()
    desk.settle()
    assert len(desk.team.find(Patient)) == 1
    assert form.enter.words() == "Enter as another person"
    form.likely.itemAt(1).widget().click()  # type: ignore[attr-defined]
    assert screen.add._patient_id == known


def test_another_person_of_the_same_name_may_be_entered(desk: Bench, screen: PrepareScreen) -> None:
    desk.team.patient("Maes", "Jan", birth_date=date(1963, 1, 30))
    screen.add._to("new")
    form = screen.add.form
    for field, text in ((form.family, "Maes"), (form.given, "Jan"), (form.birth, "30-01-1963")):
        type_in(desk, field, text)
    for _ in range(2):
        form.enter.click()
        desk.settle()
    assert len(desk.team.find(Patient)) == 2


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        ("soon", "Write the birth date"),
        ("1-1-51", "Write the birth date"),
        ("1-1-2099", "lies in the future"),
    ],
)
def test_a_birth_date_that_cannot_be_is_said_and_nothing_is_kept(
    desk: Bench, screen: PrepareScreen, birth: str, words: str
) -> None:
    screen.add._to("new")
    type_in(desk, screen.add.form.family, "Maes")
    type_in(desk, screen.add.form.birth, birth)
    screen.add.form.enter.click()
    desk.settle()
    assert words in screen.add.form.wrong.title.whole_text()
    assert desk.team.find(Patient) == ()


def test_a_waiting_case_is_listed_again_under_its_own_number(desk: Bench) -> None:
    board = desk.team.board(rhythm=None)
    first = desk.team.meeting(board)
    desk.team.listed(first, question="Third line?")
    desk.team.close(first)
    screen = desk.show(PrepareScreen)
    screen.show_meeting(desk.team.meeting(board, date(2026, 11, 5)))
    desk.settle()
    screen._add("waiting")
    desk.settle()
    assert screen.add.ways.segment("waiting").words() == "Waiting 1"
    screen.add.waiting.setFocus()
    screen.add.waiting.step(1)
    desk.qtbot.keyClick(screen.add.waiting, Qt.Key.Key_Return)
    desk.settle(8)
    assert listed(screen) == [("Peeters, Anna", "Third line?", "")]
    assert len(desk.team.find(Case)) == 1


def test_escape_leaves_the_panel_and_keeps_the_agenda(desk: Bench, screen: PrepareScreen) -> None:
    screen.add.search.setFocus()
    desk.qtbot.keyClick(screen.add.search, Qt.Key.Key_Escape)
    assert not screen.add.isVisible()


def test_a_name_with_markup_is_shown_as_it_is_written(desk: Bench, screen: PrepareScreen) -> None:
    patient = desk.team.patient("<b>Maes</b>", "\u202eJan")
    desk.team.listed(screen._meeting_id, patient_id=patient, question="<img src=x>")
    screen._leave_add()
    screen.stale()
    desk.settle(8)
    cell = screen.model.data(screen.model.index(0, 3), Qt.ItemDataRole.DisplayRole)
    assert cell == "<b>Maes</b>, Jan"
    assert "<img src=x>" not in str(screen.model.data(screen.model.index(0, 4), Qt.ItemDataRole.ToolTipRole))
