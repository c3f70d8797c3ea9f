"""A secretary mends whom and where letters go with the keys alone: from the letter to the field, and back to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.coordinator import Coordinator, coordinator

from mdt_app.domain.agenda import Meeting
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import Letter, Missing
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import Patient, Person
from mdt_app.operations.agenda import ListCase, PlanMeeting
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.fields import SetField
from mdt_app.operations.people import AddPatient
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters.address_note import AddressNote
from mdt_app.ui.letters.letters_screen import LettersScreen
from mdt_app.ui.patients.patient_screen import PatientScreen
from mdt_app.ui.people.people_screen import PeopleScreen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def one(
    qtbot: QtBot,
    qapp: QApplication,
    gui_guard: GuiThreadGuard,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Coordinator]:
    """The window, with the letters of a closed meeting: Maes and Peeters have one GP, whom the directory gives no
    address; of Thys the GP is only a name that was typed, and Nijs has none."""
    with coordinator(qtbot, qapp, gui_guard, monkeypatch, tmp_path) as made:
        with gui_guard.preparing():
            decide(made, "Maes", "Peeters", "Thys", "Nijs")
        yield made
    assert gui_guard.caught == []


def decide(one: Coordinator, *families: str) -> None:
    desk, meeting = one.desk, new_id()
    desk.do(PlanMeeting, meeting_id=meeting, board_id=desk.board_id, starts_at=desk.at)
    for family in families:
        patient, listing = new_id(), new_id()
        desk.do(AddPatient, patient_id=patient, family=family, given="Anna", sex="female")
        typed = CareHolder(level="primary", name="Dr Typed", role="gp", phone="0471 11 11 11")
        known = CareHolder(
            level="primary", name=desk.name("gp"), person_id=desk.ids["gp"], phone="0471 11 11 11"
        )
        if family != "Nijs":
            desk.fact(patient, Kind.CARE_HOLDER, typed if family == "Thys" else known)
        desk.do(
            ListCase,
            listing_id=listing,
            case_id=new_id(),
            meeting_id=meeting,
            patient_id=patient,
            question="?",
        )
        desk.write_decision(listing, "Best supportive care.")
    desk.do(CloseMeeting, meeting_id=meeting)


def letter(one: Coordinator, family: str, level: str = "primary") -> Letter:
    (found,) = (
        each for each in one.find(Letter, level=level) if patient(one, each.patient_id).startswith(family)
    )
    assert isinstance(found, Letter)
    return found


def patient(one: Coordinator, id: str) -> str:
    name: str = one.get(Patient, id).name
    return name


def at_letter(one: Coordinator, wanted: Letter) -> LettersScreen:
    """The letter is chosen in the list of all letters, by arrow keys."""
    screen = one.go("Alt+4", LettersScreen)
    one.walk_to(screen.letters.list, wanted.id)
    one.walk.qtbot.waitUntil(lambda: bool(screen.one() and screen.one().letter.id == wanted.id))  # type: ignore[union-attr]
    one.rest()
    return screen


def mend(one: Coordinator, screen: LettersScreen) -> None:
    """Enter on what the note offers, which is reached with the Tab key."""
    note = screen.data.address
    assert note.isVisible()
    for _ in range(30):
        if note.message.link.hasFocus():
            break
        one.tap(TAB)
    assert note.message.link.hasFocus()
    one.tap(ENTER)


def change_in_directory(one: Coordinator, field: str, value: object) -> None:
    """At another desk."""
    with one.guard.preparing(), one.desk.app.reader() as reader:
        version = reader.versions(Person, one.desk.ids["gp"]).get(field, 0)
    with one.guard.preparing():
        one.desk.do(
            SetField,
            entity="person",
            entity_id=one.desk.ids["gp"],
            field=field,
            value=value,
            base_version=version,
        )


def test_a_gp_without_address_gets_one_in_the_directory_and_every_letter_to_him_follows(
    one: Coordinator,
) -> None:
    first = letter(one, "Maes")
    screen = at_letter(one, first)
    assert first.recipient.missing == Missing.ADDRESS
    mend(one, screen)
    people = one.see(PeopleScreen)
    assert people.form.fields["address"].hasFocus()
    one.type("Dorpsstraat 1; 3500 Hasselt")
    one.press("Ctrl+B")
    assert one.see(LettersScreen) is screen
    assert screen.one() is not None
    assert screen.one().letter.id == first.id  # type: ignore[union-attr]
    note = one.see(AddressNote)
    one.walk.qtbot.waitUntil(note.message.link.hasFocus)
    assert note.everywhere.words() == "Address all 2, of 2 patients"
    one.tap(TAB)
    assert note.everywhere.hasFocus()
    one.tap(ENTER)
    for family in ("Maes", "Peeters"):
        assert letter(one, family).recipient.lines[-1] == "3500 Hasselt"
    assert not letter(one, "Thys").recipient.lines


def test_a_patient_without_address_is_written_to_after_one_field(one: Coordinator) -> None:
    screen = at_letter(one, letter(one, "Maes", "patient"))
    mend(one, screen)
    page = one.see(PatientScreen)
    one.walk.qtbot.waitUntil(page.forms.identity.fields["address"].hasFocus)
    one.type("Kerkstraat 2; 9000 Gent")
    one.press("Ctrl+B")
    one.walk.qtbot.waitUntil(screen.data.address.message.link.hasFocus)
    one.tap(ENTER)
    assert letter(one, "Maes", "patient").recipient.lines == ("Kerkstraat 2", "9000 Gent")


def test_a_gp_of_whom_only_the_name_is_known_gets_his_address_in_the_care_team(one: Coordinator) -> None:
    screen = at_letter(one, letter(one, "Thys"))
    mend(one, screen)
    form = one.see(PatientScreen).forms.care.holder
    one.walk.qtbot.waitUntil(form.address.hasFocus)
    assert form.phone.text() == "0471 11 11 11"
    one.type("Markt 3; 8000 Brugge")
    one.tap(ENTER)
    one.press("Ctrl+B")
    one.walk.qtbot.waitUntil(screen.data.address.message.link.hasFocus)
    one.tap(ENTER)
    assert letter(one, "Thys").recipient.lines == ("Markt 3", "8000 Brugge")


def test_a_patient_without_gp_gets_one_named_and_the_letter_goes_to_him(one: Coordinator) -> None:
    screen = at_letter(one, letter(one, "Nijs"))
    mend(one, screen)
    form = one.see(PatientScreen).forms.care.holder
    one.walk.qtbot.waitUntil(form.query.hasFocus)
    one.type("De Smedt")
    one.tap(ENTER, ENTER)
    one.press("Ctrl+B")
    one.walk.qtbot.waitUntil(screen.data.address.message.link.hasFocus)
    one.tap(ENTER)
    assert letter(one, "Nijs").recipient.name == "Dr Jo De Smedt"


def test_a_number_that_is_missing_is_written_where_the_sentence_about_it_leads(one: Coordinator) -> None:
    change_in_directory(one, "phone", "")
    screen = at_letter(one, letter(one, "Peeters"))
    lacks = screen.data.lacks

    def links() -> list[LinkButton]:
        shown = lacks.findChildren(LinkButton)
        return [each for each in shown if "No phone is on file for Dr Jo De Smedt" in each.accessibleName()]

    one.walk.qtbot.waitUntil(lambda: len(links()) == 1)
    links()[0].setFocus()
    one.tap(ENTER)
    one.walk.qtbot.waitUntil(one.see(PeopleScreen).form.fields["phone"].hasFocus)


def test_the_number_of_a_gp_in_no_directory_is_written_in_the_care_team(one: Coordinator) -> None:
    one.walk.go("patient", f"{letter(one, 'Thys').patient_id}/care/phone-primary")
    form = one.see(PatientScreen).forms.care.holder
    one.walk.qtbot.waitUntil(form.phone.hasFocus)
    form.phone.selectAll()
    one.type("0499 00 11 22")
    one.tap(ENTER)
    said = one.see(PatientScreen).care.picture.boxes["primary"].accessibleName()
    assert "day 0499 00 11 22" in said


@pytest.mark.parametrize("level", ["primary", "secondary", "tertiary"])
def test_each_heading_of_a_level_lands_on_its_own_box(one: Coordinator, level: str) -> None:
    one.walk.go("patient", f"{letter(one, 'Nijs').patient_id}/care/{level}")
    page = one.see(PatientScreen)
    one.walk.qtbot.waitUntil(page.care.picture.boxes[level].hasFocus)


def test_the_way_back_from_a_meetings_letter_ends_at_that_meetings_letters(one: Coordinator) -> None:
    wanted = letter(one, "Peeters")
    (meeting,) = one.find(Meeting)
    one.walk.go("meeting", f"{meeting.id}/{wanted.listing_id}/letters")
    screen = one.see(LettersScreen)
    one.walk_to(screen.letters.list, wanted.id)
    one.rest()
    mend(one, screen)
    one.see(PeopleScreen)
    one.press("Ctrl+B")
    assert one.see(LettersScreen) is screen
    assert screen.letters.current() == wanted.id
    assert not one.walk.desktop.window.way_back.isVisible()


def test_who_goes_on_to_another_place_is_offered_no_way_back_any_more(one: Coordinator) -> None:
    screen = at_letter(one, letter(one, "Maes"))
    mend(one, screen)
    way_back = one.walk.desktop.window.way_back
    assert "of Maes, Anna" in way_back.link.words()
    one.press("Alt+1")
    assert not way_back.isVisible()


def test_the_page_says_the_number_in_force_and_the_one_before(one: Coordinator) -> None:
    change_in_directory(one, "phone", "0499 88 77 66")
    one.walk.go("patient", letter(one, "Peeters").patient_id)
    page = one.see(PatientScreen)
    said = " ".join(each.whole_text() for each in page.person.findChildren(Label) if each.isVisible())
    assert "0499 88 77 66" in said
    assert "before 0471 11 11 11" in said


def test_the_name_of_a_holder_opens_where_the_holder_is_changed(one: Coordinator) -> None:
    one.walk.go("patient", letter(one, "Peeters").patient_id)
    page = one.see(PatientScreen)
    page.person.holders["primary"].setFocus()
    one.tap(ENTER)
    assert page.forms.shows(page.forms.care)
    one.walk.qtbot.waitUntil(page.forms.care.holder.query.hasFocus)
