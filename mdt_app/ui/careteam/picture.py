"""Figure 1 for one patient: where, the three levels over each other, and the patient's own side at their foot."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from mdt_app.domain.guidance import Guidance
from mdt_app.domain.handovers import LEVELS, Handover, Whereabouts
from mdt_app.operations.care import Care
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.level_box import ICON, PADDING, LevelBox
from mdt_app.ui.common import icons
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import paint_focus
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.text import width
from mdt_app.ui.common.words import said_day

BETWEEN, HIGH = 12, 32


class PlaceChip(QAbstractButton):
    """A setting; the one where the patient is stands filled, with its icon and since when."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._said, self._here = "", False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_place(self, name: str, here: str) -> None:
        """`here` says since when the patient is there, "" where he is not."""
        self._said, self._here = f"{name}, {here}" if here else name, bool(here)
        spoken = words.tr("here now: {place}") if here else words.tr("not here: {place}")
        self.setAccessibleName(spoken.format(place=self._said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Its words, and its icon where the patient is."""
        theme = themes.current()
        room = width(self._said, 12, self._here) + 20 + (theme.px(14) + 6 if self._here else 0)
        return QSize(room, theme.px(HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled, with the pin, where the patient is; else words alone."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 10
        if self._here or self.underMouse():
            painter.setPen(QPen(theme.colour("field"), 1) if self._here else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunk"))
            box = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -2.5)
            painter.drawRoundedRect(box, themes.RADIUS, themes.RADIUS)
        if self._here:
            icons.draw(painter, "place", x, self.height() / 2, theme.px(14), theme.colour("text"))
            x += theme.px(14) + 6
        painter.setFont(theme.font(12, self._here))
        painter.setPen(theme.colour("text" if self._here else "text2"))
        painter.drawText(self.rect().adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._said)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme)


class _Levels(QWidget):
    """The boxes, and between them the line along which care is handed on: broken where nobody confirmed."""

    def __init__(self, boxes: tuple[LevelBox, ...]) -> None:
        super().__init__()
        self._boxes = boxes
        self._open: tuple[Handover, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        for box in boxes:
            column.addWidget(box)

    def show_open(self, found: tuple[Handover, ...]) -> None:
        """The handovers that nobody confirmed."""
        self._open = found
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line between two boxes."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = PADDING + theme.px(ICON) / 2
        for upper, lower in zip(self._boxes, self._boxes[1:], strict=False):
            waits = any(_crosses(one, upper.id, lower.id) for one in self._open)
            top, bottom = (
                QPoint(int(x), upper.geometry().bottom() + 1),
                QPoint(int(x), lower.geometry().top()),
            )
            pen = QPen(theme.colour("look_mark" if waits else "field"), 2)
            if waits:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(top, bottom)


class CarePicture(QWidget):
    """Signals: `holder_asked(level)`, `place_asked(setting)`."""

    holder_asked = Signal(str)
    place_asked = Signal(str)

    def __init__(self, guidance: Guidance) -> None:
        super().__init__()
        self._guidance = guidance
        self.boxes = {level: LevelBox(level) for level in reversed(LEVELS)}
        self.places = {one.id: PlaceChip(one.id) for one in guidance.roles.settings}
        self._levels = _Levels(tuple(self.boxes.values()))
        self.strip = Flow(list(self.places.values()), spacing=2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.strip)
        box.addWidget(self._levels)
        for level, one in self.boxes.items():
            one.clicked.connect(lambda _=False, level=level: self.holder_asked.emit(level))
        for key, chip in self.places.items():
            chip.clicked.connect(lambda _=False, key=key: self.place_asked.emit(key))

    def show_care(self, care: Care, may_record: bool) -> None:
        """The picture on the care's day."""
        place = care.team.place
        for key, chip in self.places.items():
            here = place is not None and place.setting.id == key
            chip.show_place(words.setting(key, self._guidance), _since(place, care.on) if here else "")
            chip.setEnabled(may_record)
        self.strip.setVisible(care.dead is None)
        for level, one in self.boxes.items():
            one.show_level(care.team, may_record, words.doubts(care.reached.get(level), care.on))
        self._levels.show_open(care.team.open_handovers)
        self.strip.updateGeometry()


def _since(place: Whereabouts | None, on: date) -> str:
    """Since when the patient is there, or when he was last seen on a visit."""
    if place is None:
        return ""
    said = words.tr("seen {day}") if place.setting.visit else words.tr("since {day}")
    return said.format(day=said_day(place.fact.true_from, on))


def _crosses(one: Handover, upper: str, lower: str) -> bool:
    """Whether an open handover passes between two levels that lie over each other."""
    if one.move.from_ not in LEVELS or one.move.to not in LEVELS:
        return False
    ends = sorted((LEVELS.index(one.move.from_), LEVELS.index(one.move.to)))
    return ends[0] <= LEVELS.index(lower) and LEVELS.index(upper) <= ends[1]
