"""Icons come from here alone: one folder of strokes, tinted with a theme colour when drawn."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mdt_app import paths

DRAWN_SIZE, DRAWN_STROKE = (
    20,
    1.5,
)  # below its drawn size an icon keeps a little more stroke than it would have


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Every icon there is, sorted."""
    return tuple(sorted(file.stem for file in (paths.resources() / "icons").glob("*.svg")))


@lru_cache(maxsize=512)
def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """An icon as a square picture of `size` logical pixels, in a colour "#RRGGBB", at a device pixel ratio.

    Raises FileNotFoundError for a name that is no icon.
    """
    text = _drawing(name)
    stroke = DRAWN_STROKE * max(1.0, DRAWN_SIZE / size) ** 0.6
    text = text.replace(f'stroke-width="{DRAWN_STROKE}"', f'stroke-width="{stroke:.2f}"')
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def _drawing(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def draw(painter: QPainter, name: str, x: float, middle: float, size: int, colour: QColor) -> None:
    """Paint an icon with its left edge at x and its centre line at `middle`, in logical pixels."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(round(x), round(middle - size / 2)), pixmap(name, size, colour.name(), ratio))
