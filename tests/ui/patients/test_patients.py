"""A patient is found as one types, and entered once."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from ui.patients.conftest import PatientDesk

from mdt_app.domain.people import Identifier, Patient
from mdt_app.ui.patients.patients_screen import PatientsScreen


def opened(desk: PatientDesk) -> PatientsScreen:
    screen = desk.show(PatientsScreen)
    screen.shown()
    desk.settle()
    return screen


def names(screen: PatientsScreen) -> list[str]:
    return [one.name for one in screen.model.shown_rows()]  # type: ignore[union-attr]


def test_an_empty_place_leads_to_the_import(desk: PatientDesk) -> None:
    screen = opened(desk)
    assert screen.pages.currentWidget() is screen.nobody
    screen.nobody.acted.emit()
    assert desk.went == [("import", "")]


def test_a_patient_is_found_while_typing_and_opened_with_enter(desk: PatientDesk) -> None:
    desk.team.patient("Peeters")
    nijs = desk.team.patient("Nijs", "Jan")
    screen = opened(desk)
    assert len(names(screen)) == 2
    desk.qtbot.keyClicks(screen.query, "nij")
    desk.until(lambda: names(screen) == ["Nijs, Jan"])
    desk.qtbot.keyClick(screen.query, Qt.Key.Key_Return)
    assert desk.went == [("patient", nijs)]


def test_down_goes_from_the_field_into_the_table(desk: PatientDesk) -> None:
    desk.team.patient("Peeters")
    screen = opened(desk)
    desk.qtbot.keyClick(screen.query, Qt.Key.Key_Down)
    assert screen.table.hasFocus()
    assert screen.table.current_row() is not None


def test_nobody_found_offers_to_enter_what_was_typed(desk: PatientDesk) -> None:
    desk.team.patient("Peeters")
    screen = opened(desk)
    desk.qtbot.keyClicks(screen.query, "zzz")
    desk.until(lambda: screen.pages.currentWidget() is screen.not_found)
    screen.not_found.acted.emit()
    assert screen.form.family.text() == "zzz"


def test_a_new_patient_is_entered_with_numbers_and_opened(desk: PatientDesk) -> None:
    screen = opened(desk)
    screen.add.click()
    form = screen.form
    form.family.setText("Maes")
    form.birth.setText("12-03-1951")
    form.national.setText("51.03.12-012.47")
    form.hospital.setText("4711")
    form.enter.click()
    desk.until(lambda: bool(desk.went))
    (patient,) = desk.team.find(Patient, family="Maes")
    assert patient.birth_date == date(1951, 3, 12)
    assert {one.value for one in desk.team.find(Identifier, patient_id=patient.id)} == {"51031201247", "4711"}
    assert desk.went == [("patient", patient.id)]


def test_wrong_digits_of_a_national_number_are_said_while_typing(desk: PatientDesk) -> None:
    screen = opened(desk)
    screen.add.click()
    desk.qtbot.keyClicks(screen.form.national, "58.05.09-998.82")
    assert not screen.form.check.isVisibleTo(screen)
    desk.qtbot.keyClick(screen.form.national, Qt.Key.Key_Backspace)
    desk.qtbot.keyClicks(screen.form.national, "3")
    assert screen.form.check.isVisibleTo(screen)


def test_somebody_who_looks_the_same_is_shown_and_not_entered_twice(desk: PatientDesk) -> None:
    known = desk.team.patient("Peeters")
    screen = opened(desk)
    screen.add.click()
    screen.form.family.setText("peeters")
    screen.form.given.setText("Anna")
    screen.form.birth.setText("12-03-1951")
    screen.form.enter.click()
    desk.until(lambda: screen.form.likely.count() == 2)
    assert len(desk.team.find(Patient)) == 1
    screen.form.likely.itemAt(1).widget().click()  # type: ignore[union-attr]
    assert desk.went == [("patient", known)]


def test_escape_closes_the_form(desk: PatientDesk) -> None:
    screen = opened(desk)
    screen.add.click()
    desk.qtbot.keyClick(screen.form.family, Qt.Key.Key_Escape)
    assert screen.side.isHidden()


def test_names_with_markup_are_shown_as_written(desk: PatientDesk) -> None:
    desk.team.patient("<b>Peeters</b>" + "x" * 280)
    screen = opened(desk)
    cell = screen.model.columns[0].cell(screen.model.shown_rows()[0])  # type: ignore[arg-type]
    assert cell.first.startswith("<b>Peeters</b>")
    assert "<b>" not in str(screen.model.data(screen.model.index(0, 0), Qt.ItemDataRole.ToolTipRole))
