"""The code status stands on every screen of a patient, never cut in what it means; what was only discussed is none."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from mdt_app.domain.acp import CODE_STATUS, Standing
from mdt_app.domain.patient_wills import PatientWills
from mdt_app.ui.acp import words
from mdt_app.ui.common import marks
from mdt_app.ui.common.buttons import Button, Look
from mdt_app.ui.common.text import elided, set_tip, width
from mdt_app.ui.common.theme import Theme, current

RECORDED = Look("surface", "text", "text", "sunk", strong=True)
ASKS = Look("surface", "look_line", "look", "look_soft", strong=True)
GAP, ROOM, LEAST = 6, 460, 200


class CodeStatusBanner(Button):
    """The code status in its box, with its shape. Pressing it (`clicked`) leads to care planning.

    `wills` gives the plain words of a code for the tip.
    """

    look = ASKS

    def __init__(self, wills: PatientWills | None = None) -> None:
        self._standing, self._near = Standing(item=CODE_STATUS), None
        self._wills = wills or PatientWills()
        super().__init__(words.banner(self._standing))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_status(self, found: Standing, near: date | None = None, leads: str = "") -> None:
        """Where the code status stands; days are said as seen from `near`, and `leads` says what pressing it does."""
        self._standing = found
        self.look = RECORDED if found.in_force and not found.doubts else ASKS
        whole = words.banner(found, near)
        self.set_words(whole)
        rest = words.banner_tip(found, self._wills)
        set_tip(self, "\n".join(one for one in (whole, rest, leads) if one))
        self.setAccessibleDescription(rest)

    def sizeHint(self) -> QSize:
        """As wide as its words, up to what a head has room for."""
        size = super().sizeHint()
        return QSize(min(size.width(), current().px(ROOM)), size.height())

    def minimumSizeHint(self) -> QSize:
        """Long words give way, never those that say that there is no code; the whole stands in the tip."""
        theme, wide = current(), self.sizeHint().width()
        least = wide if self._standing.state == "none" else theme.px(LEAST)
        return QSize(min(wide, least), self.sizeHint().height())

    def _contents_width(self, theme: Theme) -> int:
        return super()._contents_width(theme) + theme.px(marks.SIZE) + GAP

    def _paint_contents(self, painter: QPainter, theme: Theme, look: Look) -> None:
        x = max(self._padding(), self._start(theme, look.strong))
        marks.draw_mark(painter, words.shape(self._standing), x, self.height() / 2, theme)
        begin = x + theme.px(marks.SIZE) + GAP
        room = round(self.width() - begin - self._padding()) + 1
        fits = width(self.words(), 14, look.strong) <= room
        shown = elided(self.words() if fits else words.short_banner(self._standing), room, 14, look.strong)
        self._write(painter, theme, begin, shown, 14, look.strong, look.words)
