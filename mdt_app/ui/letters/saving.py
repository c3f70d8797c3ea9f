"""Letters are saved whole or not at all: written beside, and put in place only when every one is there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import letter_name
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.wanted import kept_back
from mdt_app.operations.rows import LetterRow
from mdt_app.paths import write_whole
from mdt_app.ui.tasks import Job

Record = Callable[[str], LetterRecord]
Render = Callable[[LetterRecord, str], bytes]


@dataclass(frozen=True)
class Saved:
    """`refused` are the letters that cannot be printed, each in a sentence, `none` counts patients who get none;
    nothing is written when cancelled."""

    folder: Path
    count: int
    refused: tuple[str, ...] = ()
    cancelled: bool = False
    none: int = 0


def file_name(letter: LetterRow) -> str:
    """A short safe name without any patient's name."""
    return letter_name(letter.case_number, letter.number, letter.version, letter.level)


def save_letters(
    job: Job, letters: Sequence[LetterRow], folder: Path, record: Record, render: Render
) -> Saved:
    """On the work lane: render each letter and put them all into `folder`. `record` reads a listing's record.

    Raises OSError where the folder cannot be written; then nothing was put there.
    """
    refused: list[str] = []
    none = 0
    read: tuple[str, LetterRecord] | None = None
    with tempfile.TemporaryDirectory(prefix=".letters-", dir=folder) as beside:
        written: list[Path] = []
        for place, letter in enumerate(letters):
            if job.cancelled:
                return Saved(folder, 0, cancelled=True)
            job.progress(place, len(letters))
            if read is None or letter.listing_id != read[0]:
                read = (letter.listing_id, record(letter.listing_id))
            if kept_back(read[1], letter.level) is not None:
                none += 1
                continue
            try:
                pdf = render(read[1], letter.level)
            except Refused as problem:
                refused.append(f"{letter.case_number} {letter.number}: {problem}")
                continue
            path = Path(beside) / file_name(letter)
            write_whole(path, pdf)
            written.append(path)
        for path in written:
            path.replace(folder / path.name)
    return Saved(folder, len(written), tuple(refused), none=none)


def ask_folder(parent: QWidget) -> str:
    """The folder that the user chooses; "" for none."""
    title = QCoreApplication.translate("letters", "Folder for the letters")
    return QFileDialog.getExistingDirectory(parent, title, str(Path.home()))


def ask_file(parent: QWidget, name: str) -> str:
    """The file that the user chooses; "" for none."""
    title = QCoreApplication.translate("letters", "Save the letter as PDF")
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), "PDF (*.pdf)")
    return chosen
