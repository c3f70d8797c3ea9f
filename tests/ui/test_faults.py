"""A fault in answering a key or a click reaches the user as a sentence in the window, never as a traceback."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mdt_app.ui.common.text import Label
from mdt_app.window import Desktop


def test_a_fault_of_the_program_is_said_in_the_window(qtbot: QtBot, qapp: QApplication) -> None:
    desktop = Desktop(qapp, where="nowhere.db")
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    desktop.tell_fault(ZeroDivisionError, ZeroDivisionError("Peeters, Anna"), None)
    said = " ".join(label.whole_text() for label in desktop.window.messages.findChildren(Label))
    assert "ZeroDivisionError" in said
    assert "Peeters" not in said
    assert "Traceback" not in said
