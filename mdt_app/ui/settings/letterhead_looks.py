"""How a board's letters look is set beside a picture of their head, which follows every change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.envelope import COUNTRIES, USUAL
from mdt_app.domain.letters.letterhead import (
    ACCENT,
    COLOUR,
    LEAST_CONTRAST,
    contrast_on_white,
    require_colour,
    require_letterhead,
)
from mdt_app.domain.letters.mark import mark_of
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.text import Label
from mdt_app.ui.settings.head_picture import HeadPicture

SETTLE_MS = 250


class LetterheadLooks(QWidget):
    """Mark, colour, foot and envelope; `values()` are fields of Letterhead.

    Emits `changed()` a moment after the user set something, and `mark_chosen(Path)` for a picture file that is to be
    read (`set_mark`, or `say_wrong` with what is wrong about it).
    """

    changed = Signal()
    mark_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = b""
        self.choose = Button(self.tr("Choose a picture…"))
        self.choose.setAccessibleName(self.tr("Choose the picture of the mark"))
        self.remove = Button(self.tr("Take it away"))
        self.remove.setAccessibleName(self.tr("Take the mark away"))
        self.mark = Label("", "small", wrap=True)
        self.colour = Field(ACCENT, name=self.tr("Colour of headings"))
        self.contrast = Label("", "small", wrap=True)
        self.foot = TextArea(
            self.tr("Such as registration number and website"),
            name=self.tr("Lines at the foot of page 1, two at most"), rows=2,
        )  # fmt: skip
        self.country = Choice(self._countries(), USUAL, name=self.tr("Window envelopes of"))
        self.picture = HeadPicture()
        self.soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._lay_out()
        self.soon.timeout.connect(self.changed)
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(lambda: self.set_mark(b""))
        self.colour.textEdited.connect(lambda _: self._edited())
        self.foot.edited.connect(self.soon.start)
        self.country.chosen.connect(lambda _: self.soon.start())

    def show_head(self, head: Letterhead) -> None:
        """What a board's letterhead says of these."""
        self._mark = head.logo
        self.colour.set_text(head.accent)
        self.colour.set_wrong(False)
        self.foot.set_text("\n".join(head.foot))
        self.country.set_current(head.country)
        self._tell_mark()
        self._tell_contrast()

    def values(self) -> dict[str, object]:
        """What stands here. Raises ValueError in words, and marks what is wrong."""
        colour = self.colour.text().strip()
        foot = tuple(
            line for line in (" ".join(one.split()) for one in self.foot.text().splitlines()) if line
        )
        found: dict[str, Any] = {
            "logo": self._mark,
            "accent": colour,
            "foot": foot,
            "country": self.country.current(),
        }
        self.colour.set_wrong(False)
        try:
            if colour:
                require_colour(colour)
        except Refused as wrong:
            self.colour.set_wrong(True)
            raise ValueError(str(wrong)) from None
        try:
            require_letterhead(Letterhead(**found))
        except Refused as wrong:
            raise ValueError(str(wrong)) from None
        return found

    def set_mark(self, png: bytes) -> None:
        """The mark that was read from the chosen file; b"" for none."""
        self._mark = png
        self._tell_mark()
        self.changed.emit()

    def say_wrong(self, problem: str) -> None:
        """Why the chosen file gives no mark; the one before stays."""
        self.mark.set_text(problem)
        self.mark.set_tone("look")

    def show_picture(self, image: QImage) -> None:
        self.picture.show_image(image)

    def show_problem(self, problem: str) -> None:
        """Why the head cannot be printed so."""
        self.picture.show_problem(problem)

    def _choose(self) -> None:
        title = self.tr("The mark of the house")
        chosen, _ = QFileDialog.getOpenFileName(
            self, title, str(Path.home()), self.tr("Pictures (*.png *.jpg *.jpeg)")
        )
        if chosen:
            self.mark_chosen.emit(Path(chosen))

    def _edited(self) -> None:
        self.colour.set_wrong(False)
        self._tell_contrast()
        self.soon.start()

    def _tell_mark(self) -> None:
        self.mark.set_tone("")
        self.remove.setEnabled(bool(self._mark))
        if not self._mark:
            self.mark.set_text(self.tr("None: a ring stands there. PNG or JPEG; printed up to 30 × 12 mm."))
            return
        found = mark_of(self._mark)
        said = self.tr("{wide} × {high} dots, {size} KB. Who cannot see it hears the hospital's name.")
        self.mark.set_text(
            said.format(wide=found.width, high=found.height, size=max(1, len(self._mark) // 1000))
        )

    def _tell_contrast(self) -> None:
        colour = self.colour.text().strip() or ACCENT
        if not COLOUR.fullmatch(colour):
            self.contrast.set_text(self.tr("Write # and six digits, such as {usual}.").format(usual=ACCENT))
            return
        said = self.tr("Contrast on white {value}; {least} is the least.")
        value = f"{contrast_on_white(colour):.1f}"
        self.contrast.set_text(said.format(value=value, least=LEAST_CONTRAST))

    def _countries(self) -> list[tuple[str, str]]:
        names = {
            "be": self.tr("Belgium, window on the right"),
            "de": self.tr("Germany, DIN 5008 form B, on the left"),
            "fr": self.tr("France, on the right"),
            "lu": self.tr("Luxembourg, as in Belgium"),
            "nl": self.tr("Netherlands, on the left"),
        }
        return [(one, names[one]) for one in COUNTRIES]

    def _lay_out(self) -> None:
        sides = row(
            column(
                Label(self.tr("Mark"), "small"), row(self.choose, self.remove, None, spacing=8), self.mark,
                4, Label(self.colour.accessibleName(), "small"), self.colour, self.contrast,
                spacing=2,
            ),
            column(
                Label(self.country.accessibleName(), "small"), self.country,
                4, Label(self.foot.accessibleName(), "small"), self.foot, None,
                spacing=2,
            ),
            spacing=12,
        )  # fmt: skip
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        box = column(sides, 4, self.picture, spacing=4)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
