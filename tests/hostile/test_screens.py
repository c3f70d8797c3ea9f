"""Hostile text on every screen is shown as text: nothing is opened, nothing fails, no widget reads markup."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from gui_thread import GuiThreadGuard
from hostile.board import Evil
from hostile.texts import hostile_texts
from hostile.watch import overheard
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.walk import Walk, marked_up, walking

from mdt_app import application
from mdt_app.application import Application
from mdt_app.domain.agenda import Listing
from mdt_app.ui.common.dialogs import FinalDialog
from mdt_app.ui.common.fields import Field, TextArea
from mdt_app.ui.common.messages import EmptyState, InlineMessage, MessageStrip
from mdt_app.ui.common.text import Label


@pytest.fixture
def app(evil: Evil, gui_guard: GuiThreadGuard) -> Iterator[Application]:
    with gui_guard.preparing():
        made = application.open_existing(str(evil.path), "owner", lambda _: "secret")
    yield made
    with gui_guard.preparing():
        made.close()


def stops(evil: Evil, listings: list[Listing]) -> list[tuple[str, str]]:
    """Every place of the window, and every case of the hostile meetings."""
    board = evil.board
    cases = [("meeting", f"{one.meeting_id}/{one.id}/meet") for one in listings]
    steps = [
        ("meeting", f"{id}//{step}")
        for id in (board.open_id, board.closed_id)
        for step in ("prepare", "close", "letters")
    ]
    people = [("patient", one.patient_id) for one in listings[:8]]
    places = ("today", "actions", "meetings", "patients", "import", "letters", "people", "settings")
    rest = [(place, "") for place in places]
    return [*rest, *steps, *cases, *people]


def test_every_screen_shows_hostile_text_as_text(
    evil: Evil, app: Application, qtbot: QtBot, qapp: QApplication, gui_guard: GuiThreadGuard
) -> None:
    with gui_guard.preparing(), app.reader() as reader:
        listings = [reader.get(Listing, id) for id in evil.board.listings]
    written: list[object] = []
    app.database.bus.subscribe(written.extend)
    found: dict[str, list[str]] = {}
    with overheard(evil.path.parent) as heard, walking(qtbot, qapp, app) as walk:
        for place, id in stops(evil, listings):
            window = walk.go(place, id)
            walk.look(most=3)
            found[f"{place} {id}"] = marked_up(window)
        found["after searching"] = searched(walk, evil)
        assert "<" not in walk.desktop.window.windowTitle()
    assert {place: said for place, said in found.items() if said} == {}
    assert heard.breaches == []
    assert written == []


def searched(walk: Walk, evil: Evil) -> list[str]:
    for text in hostile_texts(str(evil.caught.bait), evil.caught.address)[::12]:
        walk.search(text[:300].encode("utf-8", "ignore").decode())
    return marked_up(walk.desktop.window)


def test_every_kind_of_widget_takes_every_text(evil: Evil, qtbot: QtBot, gui_guard: GuiThreadGuard) -> None:
    strip, line, area, label = MessageStrip(), Field(), TextArea(), Label(elide=True)
    wrapped, name, message = Label(wrap=True), Label(name=True), InlineMessage("")
    widgets = (strip, line, area, label, wrapped, name, message)
    for widget in widgets:
        qtbot.addWidget(widget)
        widget.resize(300, 40)
        widget.show()
    for text in hostile_texts(str(evil.caught.bait), evil.caught.address):
        strip.say(text, wrong=True)
        for widget in (line, area, label, wrapped, name, message):
            widget.set_text(text)
        for widget in widgets:
            widget.grab()
            assert marked_up(widget) == []
    empty = EmptyState("info", evil.caught.bait.as_uri(), f'<img src="{evil.caught.bait}">')
    qtbot.addWidget(empty)
    empty.grab()
    assert marked_up(empty) == []


def test_a_dialog_asks_in_plain_text(evil: Evil, qtbot: QtBot, gui_guard: GuiThreadGuard) -> None:
    window = Label("window")
    qtbot.addWidget(window)
    window.show()
    for text in hostile_texts(str(evil.caught.bait), evil.caught.address)[:40]:
        dialog = FinalDialog(window, text, [text, text], text, reason=text)
        dialog.open()
        dialog.grab()
        assert marked_up(dialog) == []
        dialog.reject()


@pytest.mark.parametrize("make", [Field, TextArea])
def test_what_is_pasted_loses_what_nobody_could_see(
    make: type[Field | TextArea], qtbot: QtBot, gui_guard: GuiThreadGuard
) -> None:
    editor = make()
    qtbot.addWidget(editor)
    pasted = QMimeData()
    pasted.setText("dose\x00 5\x1b mg \ufdd0<b>twice</b>")
    if isinstance(editor, TextArea):
        editor.insertFromMimeData(pasted)
    else:
        editor.insert(pasted.text())
    assert editor.text() == "dose 5 mg <b>twice</b>"
