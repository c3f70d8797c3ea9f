"""A chip says whether a thing was said; pressing it says so or takes it back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mdt_app.ui.common import marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, paint_focus
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.text import width


class Chip(Button):
    """Said (dot with tick) or not said (ring); boxed, or bare as in the line above a text. Emits `toggled(bool)`."""

    def __init__(
        self,
        words: str,
        said: bool = False,
        *,
        boxed: bool = True,
        missing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._boxed, self._missing = boxed, missing
        super().__init__(words, parent=parent)
        self.setCheckable(True)
        self.setChecked(said)
        self.toggled.connect(self._name_state)
        self._name_state(said)

    def sizeHint(self) -> QSize:
        """As wide as its state needs, 32 px to press."""
        theme = themes.current()
        said = self.isChecked()
        wide = width(self._shown(said), 12, not said and not self._boxed)
        return QSize(theme.px(marks.SIZE) + 3 + wide + (10 if self._boxed else 4), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw edge, shape and words."""
        theme = themes.current()
        said = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = theme.px(30 if self._boxed else 24)
        box = QRectF(0.5, (self.height() - high) / 2 + 0.5, self.width() - 1, high - 1)
        if self._boxed:
            painter.setPen(
                QPen(
                    theme.colour("line" if said else "field"),
                    1,
                    Qt.PenStyle.SolidLine if said else Qt.PenStyle.DashLine,
                )
            )
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunk"))
            painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)
        x = 5 if self._boxed else 2
        marks.draw_mark(painter, Shape.DONE if said else Shape.RING, x, self.height() / 2, theme)
        token = "text" if self._boxed else ("text2" if said else "look")
        self._write(
            painter,
            theme,
            x + theme.px(marks.SIZE) + 3,
            self._shown(said),
            12,
            not said and not self._boxed,
            token,
        )
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme)

    def _shown(self, said: bool) -> str:
        return self._words if said or not self._missing else f"{self._words}: {self._missing}"

    def _name_state(self, said: bool) -> None:
        state = self.tr("said") if said else self._missing or self.tr("not said")
        self.setAccessibleName(f"{self._words}, {state}")
        self.updateGeometry()
