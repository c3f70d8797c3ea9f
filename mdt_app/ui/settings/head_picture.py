"""The head and the foot of a letter lie on the desk as they will print: white paper in both themes."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.frames import column
from mdt_app.ui.common.messages import InlineMessage

HEAD, FOOT = 0.44, 0.075
"""Parts of the page that are shown: from its top, and at its end."""

WIDTH, LEAST = 640, 320
TEAR = 10
"""Pixels between them at 100 %."""


def head_image(pdf: bytes, width: int) -> QImage:
    """The first page of a PDF so many device pixels wide (work lane)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        bitmap = page.render(scale=width / page.get_width(), prefer_bgrx=True)
        return QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
    finally:
        document.close()


class HeadPicture(QWidget):
    """The picture, or why there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = _Paper()
        self.problem = InlineMessage("")
        box = column(self.problem, self.paper, spacing=4)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.problem.hide()

    def show_image(self, image: QImage) -> None:
        """A whole page, of which head and foot are shown."""
        self.problem.hide()
        self.paper.image = image
        self.paper.updateGeometry()
        self.paper.show()
        self.paper.update()

    def show_problem(self, words: str) -> None:
        self.problem.set_text(words)
        self.problem.show()
        self.paper.hide()

    def device_width(self) -> int:
        """How many device pixels wide the picture should be."""
        return int(themes.current().px(WIDTH) * self.devicePixelRatioF())


class _Paper(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setAccessibleName(self.tr("The head of a letter as it will print"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(themes.current().px(WIDTH))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Of head and foot together, in the page's own proportion."""
        if self.image.isNull():
            return 0
        whole = min(width, self.maximumWidth()) * self.image.height() / self.image.width()
        return round(whole * (HEAD + FOOT)) + TEAR

    def sizeHint(self) -> QSize:
        width = themes.current().px(WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = themes.current().px(LEAST)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        painter, theme = QPainter(self), themes.current()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        high = self.image.height()
        head, foot = round(high * HEAD), round(high * FOOT)
        scale = self.width() / self.image.width()
        top = QRect(0, 0, self.width() - 1, round(head * scale))
        low = QRect(0, top.bottom() + TEAR, self.width() - 1, round(foot * scale))
        for place, start, part in ((top, 0, head), (low, high - foot, foot)):
            painter.drawImage(place, self.image, QRect(0, start, self.image.width(), part))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
