"""The real window on the demo: every place is opened, chosen in, searched and closed, and SQL stays off its thread."""

from __future__ import annotations

from gui_thread import GuiThreadGuard
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot
from ui.walk import Walk, marked_up, walking

from mdt_app.application import Application
from mdt_app.domain.agenda import Listing
from mdt_app.operations.listings import meeting_rows


def stops(app: Application) -> list[tuple[str, str]]:
    with app.reader() as reader:
        meetings = meeting_rows(reader)
        coming = max((one for one in meetings if one.state != "closed"), key=lambda one: one.cases)
        closed = [one for one in meetings if one.state == "closed" and one.decided][-1]
        listings = reader.find(Listing, meeting_id=coming.id, order=("position",))[:2]
    steps = [f"{id}//{step}" for id in (coming.id, closed.id) for step in ("prepare", "close", "letters")]
    cases = [f"{coming.id}/{one.id}/meet" for one in listings]
    places = ("today", "actions", "meetings", "patients", "import", "letters", "people", "settings")
    return [
        *((place, "") for place in places),
        *(("meeting", id) for id in (*steps, *cases)),
        *(("patient", one.patient_id) for one in listings),
        *(("palliative", f"{one.patient_id}{part}") for one in listings[:1] for part in ("", "/night")),
    ]


def test_no_sql_runs_on_the_gui_thread_on_any_screen_and_opening_writes_nothing(
    demo: Application, qtbot: QtBot, qapp: QApplication, gui_guard: GuiThreadGuard
) -> None:
    with gui_guard.preparing():
        places = stops(demo)
    written: list[object] = []
    demo.database.bus.subscribe(written.extend)
    with walking(qtbot, qapp, demo) as walk:
        for place, id in places:
            window = walk.go(place, id)
            walk.look(most=4)
            assert marked_up(window) == []
        for text in ("pee", "12-03", "'\"*", "thoracic"):
            walk.search(text)
        for mode in ("dark", "light"):
            walk.desktop.appearance.choose(mode, 1.25)
            walk.settle()
            walk.desktop.window.grab()
        through_by_keyboard(walk)
    assert written == []
    assert gui_guard.caught == []


def through_by_keyboard(walk: Walk) -> None:
    """Tab through a case and back, scroll, and fold what folds."""
    window = walk.desktop.window
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_PageDown)
    assert walk.shown(QAbstractButton)
    walk.settle()
