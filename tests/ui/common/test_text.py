"""Text from data stays text, and family names stay whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.common.text import Label, fitted_name, literal, name_lines, tip, width

HOSTILE = 'Dupont <img src="/etc/passwd"><b>& Sons</b>'


@pytest.fixture(autouse=True)
def dressed(qapp) -> None:
    themes.apply(qapp, themes.LIGHT)


def test_a_label_shows_markup_as_text(qtbot: QtBot) -> None:
    label = Label(HOSTILE)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == HOSTILE
    assert label.sizeHint().width() >= width(HOSTILE) - 2


def test_a_tool_tip_shows_markup_as_text() -> None:
    document = QTextDocument()
    document.setHtml(tip(HOSTILE))
    assert document.toPlainText() == HOSTILE


def test_a_tool_tip_keeps_its_lines() -> None:
    document = QTextDocument()
    document.setHtml(tip("Pain: 8\nTiredness: 6"))
    assert document.toPlainText().splitlines() == ["Pain: 8", "Tiredness: 6"]


def test_no_text_gives_no_tool_tip() -> None:
    assert tip("") == ""


def test_an_ampersand_in_a_name_is_no_shortcut(qtbot: QtBot) -> None:
    button = Button("Peeters & Zoon")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.words() == button.accessibleName() == "Peeters & Zoon"
    assert literal("a & b") == "a && b"


def test_what_is_pasted_into_a_text_area_is_words_only(qtbot: QtBot) -> None:
    from PySide6.QtCore import QMimeData

    area = TextArea(name="Discussion")
    qtbot.addWidget(area)
    source = QMimeData()
    source.setHtml("<b>bold</b><img src='x'>")
    source.setText("bold")
    area.insertFromMimeData(source)
    assert area.text() == "bold"


def test_given_names_give_way_to_initials_before_the_family_name_is_touched() -> None:
    name = "Van den Bossche, Marie-Thérèse"
    room = width("Van den Bossche, M.-T.") + 2
    assert fitted_name(name, 1000) == name
    assert fitted_name(name, room) == "Van den Bossche, M.-T."
    assert fitted_name(name, 10) == "Van den Bossche"


def test_a_long_family_name_wraps_and_loses_no_letter() -> None:
    size, lines = name_lines("Küpper-Schmitz von Hohenstein, Hannelore", 150, strong=True)
    assert size == 12
    assert "".join(" ".join(lines).split()) == "Küpper-SchmitzvonHohenstein"


def test_a_cut_label_keeps_its_whole_text_for_tool_tip_and_reader(qtbot: QtBot) -> None:
    words = "Lung adenocarcinoma, second line since May, progression in October"
    label = Label(words, elide=True)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.accessibleName() == words
    assert words in label.toolTip()


def test_a_wrapped_label_is_as_high_as_its_lines_at_its_width(qtbot: QtBot) -> None:
    label = Label("one two three four five six seven eight nine ten " * 3, wrap=True)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.minimumSizeHint().height() == label.heightForWidth(120) > 40


MEASURED_TWICE = """
from PySide6.QtWidgets import QApplication
from mdt_app.ui.common import text, theme
app = QApplication([])
before = text.width("Palliative care", 14, True)
theme.apply(app, theme.LIGHT)
text._width.cache_clear()
print(before - text.width("Palliative care", 14, True))
"""


def test_words_measured_before_the_window_is_dressed_are_as_wide_as_afterwards() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURED_TWICE],
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "0\n", done.stderr
