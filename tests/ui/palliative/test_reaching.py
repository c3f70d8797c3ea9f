"""From wherever a patient is open or chosen, one key leads to the palliative view and one to the page for the night."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.walk import Walk, walking

from mdt_app.application import Application
from mdt_app.domain.agenda import Listing
from mdt_app.operations.listings import meeting_rows, patient_rows
from mdt_app.ui.palliative.palliative_screen import PalliativeScreen


@pytest.fixture
def walk(demo: Application, qtbot: QtBot, qapp: QApplication) -> Iterator[tuple[Walk, Application]]:
    with walking(qtbot, qapp, demo) as made:
        yield made, demo


def a_listing(app: Application) -> Listing:
    with app.reader() as reader:
        coming = max(
            (one for one in meeting_rows(reader) if one.state != "closed"), key=lambda one: one.cases
        )
        return reader.find(Listing, meeting_id=coming.id, order=("position",))[0]


def press(walk: Walk, key: Qt.Key) -> None:
    QTest.keyClick(walk.desktop.window, key)
    walk.settle()


def shown(walk: Walk) -> PalliativeScreen | None:
    found = [one for one in walk.shown(PalliativeScreen) if one.isVisible()]
    return found[0] if found else None


def test_one_key_leads_there_from_wherever_a_patient_is_open(
    walk: tuple[Walk, Application], gui_guard: GuiThreadGuard
) -> None:
    window, app = walk
    with gui_guard.preparing():
        listing = a_listing(app)
    meet = f"{listing.meeting_id}/{listing.id}/meet"
    for place, id in (
        ("patient", listing.patient_id), ("assessments", listing.patient_id), ("meeting", meet),
    ):  # fmt: skip
        window.go(place, id)
        press(window, Qt.Key.Key_F8)
        screen = shown(window)
        assert screen is not None, place
        assert screen.patient_id() == listing.patient_id
        assert screen.pages.currentWidget() is screen.columns
        window.go(place, id)
        press(window, Qt.Key.Key_F9)
        assert screen.isVisible()
        assert screen.pages.currentWidget() is screen.night
        press(window, Qt.Key.Key_F9)
        assert screen.pages.currentWidget() is screen.columns
        press(window, Qt.Key.Key_F7)
        assert shown(window) is None


def test_a_line_of_what_waits_and_a_find_lead_there_too(
    walk: tuple[Walk, Application], gui_guard: GuiThreadGuard
) -> None:
    window, app = walk
    with gui_guard.preparing(), app.reader() as reader:
        somebody = patient_rows(reader)[0]
    window.go("today")
    today = window.desktop.screens._made["today"]
    today.work.setFocus()
    today.work.step(1)
    assert today.patient_id()
    press(window, Qt.Key.Key_F8)
    assert shown(window) is not None
    field, family = window.desktop.window.top_bar.search, somebody.name.partition(",")[0]
    field.setFocus()
    field.setText(family)
    field.textEdited.emit(family)
    window.qtbot.wait(100)
    window.settle()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    window.settle()
    screen = shown(window)
    assert screen is not None
    assert screen.patient_id() == somebody.id


def test_after_a_jump_the_keys_are_on_the_page_also_where_it_was_open_before(
    walk: tuple[Walk, Application], gui_guard: GuiThreadGuard
) -> None:
    window, app = walk
    with gui_guard.preparing(), app.reader() as reader:
        first, second = patient_rows(reader)[:2]
    field = window.desktop.window.top_bar.search
    shift, plain = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    for somebody, key in ((first, shift), (second, shift), (second, shift), (first, plain), (first, plain)):
        field.setFocus()
        field.setText(somebody.name)
        field.textEdited.emit(somebody.name)
        window.qtbot.wait(100)
        window.settle()
        QTest.keyClick(field, Qt.Key.Key_Return, key)
        window.settle()
        screens = window.desktop.screens._made
        page = screens["palliative" if key == shift else "patient"]
        now = window.desktop.window.focusWidget()
        assert page.isVisible()
        first_of = page.due if key == shift else page.parts
        assert first_of.isAncestorOf(now), (somebody.name, now)


def test_without_a_patient_the_key_says_what_it_needs(walk: tuple[Walk, Application]) -> None:
    window, _ = walk
    window.go("people")
    press(window, Qt.Key.Key_F8)
    assert shown(window) is None
    assert "Open or choose a patient first." in window.desktop.window.messages.words.whole_text()
