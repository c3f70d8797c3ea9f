"""On a small screen with larger text no word of a title or a button is cut, and nothing scrolls sideways."""

from __future__ import annotations

from gui_thread import GuiThreadGuard
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from ui.walk import Walk, walking

from mdt_app.application import Application
from mdt_app.domain.agenda import Listing
from mdt_app.operations.listings import meeting_rows
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.frames import Roomy
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label

SLACK = 1  # a pixel that rounding at 125 % may take


def stops(app: Application) -> list[tuple[str, str]]:
    with app.reader() as reader:
        meetings = meeting_rows(reader)
        coming = max((one for one in meetings if one.state != "closed"), key=lambda one: one.cases)
        closed = [one for one in meetings if one.state == "closed" and one.decided][-1]
        listing = reader.find(Listing, meeting_id=coming.id, order=("position",))[0]
    return [
        *((place, "") for place in ("today", "actions", "meetings", "patients", "import", "people", "settings")),
        ("meeting", f"{coming.id}//prepare"), ("meeting", f"{coming.id}/{listing.id}/meet"),
        ("meeting", f"{coming.id}//close"), ("meeting", f"{closed.id}//letters"), ("patient", listing.patient_id),
        ("patient", f"{listing.patient_id}/care"), ("requests", ""), ("requests", f"new/{listing.patient_id}"),
        ("preparation", f"{coming.id}/radiology"), ("preparation", f"{coming.id}/palliative"),
    ]  # fmt: skip


def cut(window: QWidget) -> list[str]:
    """The words of labels and buttons that are given less room than they need, those that shorten by rule aside."""
    labels = [
        (one.whole_text(), one.size(), one.minimumSizeHint())
        for one in window.findChildren(Label)
        if one.isVisible() and one.whole_text() and not one.text().endswith("…")
    ]
    buttons = [
        (one.words(), one.size(), one.minimumSizeHint())
        for one in window.findChildren(Button)
        if one.isVisible() and one.words()
    ]
    return [
        words
        for words, has, needs in (*labels, *buttons)
        if has.width() + SLACK < needs.width() or has.height() + SLACK < needs.height()
    ]


def beyond(window: QWidget) -> list[str]:
    """What stands partly outside the area that it scrolls in, at its right."""
    found = []
    for area in window.findChildren(QScrollArea):
        inner = area.widget()
        if area.isVisible() and inner is not None and inner.width() > area.viewport().width() + SLACK:
            found.append(f"{type(area).__name__} {type(inner).__name__} {inner.width()}")
    return found


def sideways(window: QWidget) -> list[str]:
    """The screens, and the tables in them, that have to be scrolled to the right."""
    room = [one for one in window.findChildren(Roomy) if one.isVisible()]
    tables = [one for one in window.findChildren(TableView) if one.isVisible()]
    return [
        *(type(one.widget()).__name__ for one in room if one.horizontalScrollBar().maximum() > 0),
        *(one.accessibleName() for one in tables if one.horizontalScrollBar().maximum() > 0),
    ]


def crowded(window: QWidget) -> list[str]:
    """Panes side by side that together need more room than they have."""
    splits = [one for one in window.findChildren(Split) if one.isVisible()]
    return [str(one.row.minimumSize()) for one in splits if one.row.minimumSize().width() > one.width()]


def shown_at(walk: Walk, width: int, height: int, scale: float) -> None:
    walk.desktop.appearance.choose("light", scale)
    walk.desktop.window.resize(width, height)
    walk.settle()


def test_no_words_are_cut_on_a_small_screen_with_text_a_quarter_larger(
    demo: Application, qtbot: QtBot, qapp: QApplication, gui_guard: GuiThreadGuard
) -> None:
    with gui_guard.preparing():
        places = stops(demo)
    with walking(qtbot, qapp, demo) as walk:
        shown_at(walk, 1366, 768, 1.25)
        for place, id in places:
            window = walk.go(place, id)
            walk.settle()
            assert (place, id, cut(window), beyond(window)) == (place, id, [], [])


class Windows(QObject):
    """Notes everything that comes up as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_nothing_flashes_as_a_window_of_its_own_and_the_workspace_has_the_keys(
    demo: Application, qtbot: QtBot, qapp: QApplication, gui_guard: GuiThreadGuard
) -> None:
    with gui_guard.preparing():
        places = stops(demo)
    windows = Windows()
    with walking(qtbot, qapp, demo) as walk:
        qapp.installEventFilter(windows)
        try:
            for place, id in places:
                walk.go(place, id)
                walk.settle()
                now = walk.desktop.window.focusWidget()
                assert (place, id, windows.seen) == (place, id, [])
                workspace = walk.desktop.window.workspace
                assert now is not None, (place, id)
                assert workspace.isAncestorOf(now), (place, id, now)
                assert now.isVisible(), (place, id, now)
        finally:
            qapp.removeEventFilter(windows)


def test_no_screen_scrolls_sideways_at_twice_the_size_of_text(
    demo: Application, qtbot: QtBot, qapp: QApplication, gui_guard: GuiThreadGuard
) -> None:
    with gui_guard.preparing():
        places = stops(demo)
    with walking(qtbot, qapp, demo) as walk:
        shown_at(walk, 1366, 768, 2.0)
        for place, id in places:
            window = walk.go(place, id)
            walk.settle()
            assert (place, id, sideways(window), crowded(window)) == (place, id, [], [])
