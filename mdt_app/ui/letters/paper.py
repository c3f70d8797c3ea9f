"""A page lies on the desk: white in both themes, what differs marked by a line and a fill, never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import paint_focus
from mdt_app.ui.common.theme import LIGHT
from mdt_app.ui.letters.page_words import Box
from mdt_app.ui.letters.seen_pages import Part

MARGIN = 12
BAR_LEFT, BAR_WIDTH = 44.0, 3.0
"""Points: where beside the text a bar says that its lines hold a change."""


class Kind(Enum):
    """Removed words are struck through, added ones underlined twice."""

    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Mark:
    """A marked stretch of a page, in points; `current` is the change that somebody went to."""

    box: Box
    kind: Kind
    current: bool = False


def paint_mark(painter: QPainter, box: QRectF, kind: Kind, *, current: bool = False) -> None:
    """Fill, line and, where somebody is there, a ring; `box` in pixels, on white paper whatever the theme."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(box, LIGHT.colour("sunk" if kind is Kind.REMOVED else "look_soft"))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    thick = max(1.0, box.height() / 14)
    painter.setPen(QPen(LIGHT.colour("text2" if kind is Kind.REMOVED else "look_mark"), thick))
    lines = (0.55,) if kind is Kind.REMOVED else (0.86, 1.0)
    for share in lines:
        y = box.top() + box.height() * share
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
    if current:
        painter.setPen(QPen(LIGHT.colour("accent"), 2))
        painter.drawRoundedRect(box.adjusted(-3, -1, 3, 2), 3, 3)
    painter.restore()


class Paper(QWidget):
    """One page, white with a thin line round it; its text is there for screen readers. Emits `painted()`."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._zoom = 1.0
        self._marks: tuple[Mark, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Letter"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, image: QImage, words: str, zoom: float = 1.0, marks: Sequence[Mark] = ()) -> None:
        """Show another page, drawn with so many pixels a point."""
        self._image, self._zoom, self._marks = image, zoom, tuple(marks)
        self.setAccessibleDescription(words)
        side = self._side()
        self.setMinimumSize(side.width() + 2 * MARGIN + 2, side.height() + 2 * MARGIN + 2)
        self.update()

    def image(self) -> QImage:
        """The page as drawn."""
        return self._image

    def marks(self) -> tuple[Mark, ...]:
        """What is marked on the page."""
        return self._marks

    def sheet(self) -> QRectF:
        """Where the page itself lies, in pixels of this widget."""
        side = self._side()
        left = max(MARGIN, (self.width() - side.width()) // 2)
        top = max(MARGIN, (self.height() - side.height()) // 2) if side.height() < self.height() else MARGIN
        return QRectF(left, top, side.width(), side.height())

    def visible_part(self) -> Part:
        """The part of the page that lies on the screen."""
        sheet = self.sheet()
        seen = sheet & QRectF(self.visibleRegion().boundingRect())
        if sheet.isEmpty() or seen.isEmpty():
            return 0.0, 0.0, 0.0, 0.0
        at, wide, high = seen.translated(-sheet.topLeft()), sheet.width(), sheet.height()
        return at.left() / wide, at.top() / high, at.right() / wide, at.bottom() / high

    def box_of(self, part: Part) -> Box:
        """A part of the page in points."""
        wide, high = self.sheet().width() / self._zoom, self.sheet().height() / self._zoom
        left, top, right, bottom = part
        return left * wide, top * high, right * wide, bottom * high

    def place_of(self, box: Box) -> QRectF:
        """Where a box of the page lies, in pixels of this widget."""
        at, zoom = self.sheet().topLeft(), self._zoom
        left, top, right, bottom = box
        return QRectF(left * zoom, top * zoom, (right - left) * zoom, (bottom - top) * zoom).translated(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page in the middle, and what is marked on it."""
        if self._image.isNull():
            return
        theme, painter, sheet = themes.current(), QPainter(self), self.sheet()
        painter.drawImage(sheet.topLeft(), self._image)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(sheet.toRect().adjusted(-1, -1, 0, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._marks:
            paint_mark(painter, self.place_of(mark.box), mark.kind, current=mark.current)
            self._paint_bar(painter, mark)
        if self.hasFocus():
            paint_focus(painter, self.rect().toRectF(), theme)
        self.painted.emit()

    def _paint_bar(self, painter: QPainter, mark: Mark) -> None:
        """In the margin, so that a change is found on a small page, too: broken where words went."""
        box = self.place_of((BAR_LEFT, mark.box[1], BAR_LEFT + BAR_WIDTH, mark.box[3]))
        removed = mark.kind is Kind.REMOVED
        token = "accent" if mark.current else "text2" if removed else "look_mark"
        style = Qt.PenStyle.DotLine if removed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(LIGHT.colour(token), max(2.0, box.width()), style, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(box.center().x(), box.top()), QPointF(box.center().x(), box.bottom()))

    def _side(self) -> QSize:
        return (
            (self._image.size() / self._image.devicePixelRatio()) if not self._image.isNull() else QSize(0, 0)
        )


class Desk(QScrollArea):
    """Scrolls the page where it is larger than its place; what one looks at stays in sight. Emits `resized()`."""

    resized = Signal()

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(paper)
        self.viewport().setAutoFillBackground(False)
        paper.setAutoFillBackground(False)

    def show_page(self, image: QImage, words: str, zoom: float, marks: Sequence[Mark], *, top: bool) -> None:
        """Show a page from its `top`, or keep the place one looks at, whatever the zoom."""
        before, middle = self._paper.sheet(), self._middle()
        self._paper.show_page(image, words, zoom, marks)
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        after = self._paper.sheet()
        if top or before.isEmpty():
            self.verticalScrollBar().setValue(0)
        elif before.size() != after.size():
            share = QPointF(
                (middle.x() - before.left()) / before.width(), (middle.y() - before.top()) / before.height()
            )
            self._centre(QPointF(share.x() * after.width(), share.y() * after.height()) + after.topLeft())

    def reveal(self, box: Box) -> None:
        """Bring a box of the page to the middle of the height, and into sight sideways."""
        place = self._paper.place_of(box).center()
        self.verticalScrollBar().setValue(round(place.y() - self.viewport().height() / 2))
        self.ensureVisible(round(place.x()), round(place.y()), 48, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size fits another page."""
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paging is the preview's; the arrows scroll."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _middle(self) -> QPointF:
        view = self.viewport()
        return QPointF(
            self.horizontalScrollBar().value() + view.width() / 2,
            self.verticalScrollBar().value() + view.height() / 2,
        )

    def _centre(self, place: QPointF) -> None:
        view = self.viewport()
        self.horizontalScrollBar().setValue(round(place.x() - view.width() / 2))
        self.verticalScrollBar().setValue(round(place.y() - view.height() / 2))
