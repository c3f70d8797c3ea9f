"""A house's mark comes out of a picture file once, small, flat and plain, or is refused in words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.mark import MOST_BYTES, MOST_HIGH, MOST_WIDE, plain_png

FORMATS = ("png", "jpeg")
MOST_FILE = 5_000_000
MOST_SIDE, LEAST_SIDE = 6_000, 20
SMALLER = 0.8
"""Of a picture with more colours than a letter should carry, until it is small enough."""


def mark_from(path: Path) -> bytes:
    """The PNG of the mark in a picture file, as `mark_of` takes it. Raises `Refused`."""
    try:
        if path.stat().st_size > MOST_FILE:
            raise Refused(tr("This picture is larger than 5 MB. Choose a smaller file."))
        content = path.read_bytes()
    except OSError:
        raise Refused(tr("This file cannot be read. Choose another.")) from None
    return small(flat(read(content)))


def read(content: bytes) -> QImage:
    """The picture, looked at before it is opened: what it is, and how large."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()).decode() not in FORMATS:
        raise Refused(tr("A mark is a PNG or JPEG picture. Save a drawing (SVG) as PNG first."))
    size = reader.size()
    if not (min(size.width(), size.height()) >= LEAST_SIDE and max(size.width(), size.height()) <= MOST_SIDE):
        said = tr("This picture has {wide} × {high} dots; from {least} to {most} on each side can be used.")
        raise Refused(said.format(wide=size.width(), high=size.height(), least=LEAST_SIDE, most=MOST_SIDE))
    image = reader.read()
    if image.isNull():
        raise Refused(tr("This picture is damaged. Choose another file."))
    return image


def flat(image: QImage) -> QImage:
    """On white, in plain sRGB: a letter's file may hold no transparency and no profile but its own."""
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    paper = QImage(image.size(), QImage.Format.Format_RGB888)
    paper.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def small(image: QImage) -> bytes:
    """The picture as large as its place on the page asks for, and no larger than a letter should carry."""
    room = QSize(MOST_WIDE, MOST_HIGH)
    while True:
        fitted = image
        if image.width() > room.width() or image.height() > room.height():
            fitted = image.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        fitted = fitted.convertToFormat(QImage.Format.Format_RGB888)
        fitted.setColorSpace(QColorSpace())
        content = png(fitted)
        if len(content) <= MOST_BYTES:
            return plain_png(content)
        room = QSize(int(room.width() * SMALLER), int(room.height() * SMALLER))


def png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def tr(text: str) -> str:
    return QCoreApplication.translate("mark", text)
