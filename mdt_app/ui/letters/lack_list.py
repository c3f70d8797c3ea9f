"""Each thing that keeps a letter from being sent stands as a sentence with the way to where it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.letters.checks import Lack, Lacking
from mdt_app.domain.people import CareLevel
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.words import said_dates
from mdt_app.ui.letters.sources import PLANNING
from mdt_app.ui.letters.words import tr

LETTERHEAD, SIGNS, NO_PHONE = "letterhead", "signs for which the GP", "No phone is on file for "
"""What a sentence says where it is mended elsewhere than its kind."""


class LackList(QWidget):
    """Signal: `mend(place)`: "words", "choice", "patient", "phone/name", "settings", "case", "patient letter",
    "patient/planning"."""

    mend = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionTitle(self.tr("Still to do"))
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self._shown: tuple[tuple[Lack, ...], str] = ((), "")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.title)
        box.addLayout(self.lines)
        self.hide()

    def show_lacks(self, lacks: Sequence[Lack], level: str) -> None:
        """Show what a letter of a level lacks; untouched where that is the same, so that the keys stay."""
        if self._shown == (tuple(lacks), level):
            return
        self._shown = (tuple(lacks), level)
        frames.empty(self.lines)
        self.title.set_right(str(len(lacks)) if lacks else "")
        for lack in lacks:
            self._add(lack, level)
        self.setVisible(bool(lacks))

    def _add(self, lack: Lack, level: str) -> None:
        place = place_of(lack, level)
        said = Label(said_dates(lack.sentence), wrap=True)
        link = LinkButton(_words(place), low=True)
        link.setAccessibleName(f"{_words(place)}: {lack.sentence}")
        link.clicked.connect(partial(self.mend.emit, _one_entry(lack, place)))
        line = row(Status(Shape.TRIANGLE, "", size=12), said, link, spacing=4)
        line.setStretch(1, 1)
        line.setAlignment(link, Qt.AlignmentFlag.AlignTop)
        self.lines.addLayout(line)


def place_of(lack: Lack, level: str) -> str:
    """Where something is mended."""
    if lack.kind == Lacking.CHOICE:
        return "choice"
    if lack.kind == Lacking.TOLD:
        return PLANNING
    if lack.kind in (Lacking.PART, Lacking.LANGUAGE) and level == CareLevel.PATIENT:
        return "words"
    if lack.kind == Lacking.PART:
        return "patient letter" if SIGNS in lack.sentence else "patient"
    if lack.kind == Lacking.PHONE:
        return "settings" if LETTERHEAD in lack.sentence else "people"
    return "patient" if lack.kind == Lacking.ADDRESS else "case"


def _one_entry(lack: Lack, place: str) -> str:
    """In the directory it is the entry of whoever the sentence names."""
    return f"phone/{lack.sentence.removeprefix(NO_PHONE).rstrip('.')}" if place == "people" else place


def _words(place: str) -> str:
    return {
        "words": tr("Write"), "choice": tr("Decide"), "patient letter": tr("Patient’s letter"),
        "patient": tr("Open patient"), "people": tr("Directory"), "settings": tr("Board’s letterhead"),
        "case": tr("Open the case"), PLANNING: tr("Record it"),
    }[place]  # fmt: skip
