"""A single letter is saved into the file that somebody chose, under a name that tells nobody anything."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_app.domain.file_names import letter_name
from mdt_app.operations.letter_stages import DeskLine


def file_name(line: DeskLine) -> str:
    """A short safe name without any patient's name."""
    letter = line.due.letter
    return letter_name(line.due.case_number, letter.number, letter.version, letter.level)


def ask_file(parent: QWidget, name: str) -> str:
    """The file that the user chooses; "" for none."""
    title = QCoreApplication.translate("letters", "Save the letter as PDF")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), "PDF (*.pdf)")
    return chosen
