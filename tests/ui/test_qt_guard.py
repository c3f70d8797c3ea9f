"""The Qt binding under the screens does not leak references, and its complaints are failures."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from gui_thread import GuiThreadGuard
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import create_engine, text

from mdt_app.domain.people import Person
from mdt_app.store.database import Database

CALLS = 10_000


def test_ten_thousand_void_calls_leave_the_references_to_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 100


def test_sql_on_the_gui_thread_is_refused(qtbot: QtBot, gui_guard: GuiThreadGuard) -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(AssertionError, match="GUI thread"):
        connection.execute(text("select 1"))
    engine.dispose()
    assert gui_guard.caught == ["select 1"]
    gui_guard.caught.clear()


def test_plain_sql_on_the_gui_thread_is_refused_as_well(
    qtbot: QtBot, gui_guard: GuiThreadGuard, tmp_path: Path
) -> None:
    with gui_guard.preparing():
        database = Database.create(tmp_path / "board.mdt", bytes(32))
    with pytest.raises(AssertionError, match="GUI thread"), database.reader() as reader:
        reader.find(Person)
    database.close()
    assert gui_guard.caught
    gui_guard.caught.clear()


def test_a_test_may_lay_out_its_own_data_on_the_gui_thread(qtbot: QtBot, gui_guard: GuiThreadGuard) -> None:
    engine = create_engine("sqlite://")
    with gui_guard.preparing(), engine.connect() as connection:
        assert connection.execute(text("select 1")).scalar() == 1
    engine.dispose()
