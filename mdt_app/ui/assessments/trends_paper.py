"""What leaves the program says whose it is and of which day; paper is white, whatever the window's theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from mdt_app.domain.trends import Period, Series, Trends
from mdt_app.ui.assessments.trends_plot import TrendPlot
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.theme import Theme

SHEET, MARGIN, HEAD, FOOT = (794, 1123), 48, 84, 40
"""A4 at 96 to the inch, in pixels."""
PICTURE, PICTURE_MARGIN, PANEL = 960, 24, 60
FINE = 2.0
ON_A_PAGE = 16


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is drawn, under which title, and whose it is: name, birth date and number in one line."""

    title: str
    whose: str
    when: str
    legend: str
    trends: Trends
    series: tuple[Series, ...]
    period: Period


def picture(sheet: Sheet) -> QImage:
    """One picture, twice as fine as the screen, as high as its panels ask for."""
    theme = replace(themes.LIGHT, scale=FINE)
    plot = _plot(sheet, theme)
    panels = theme.px(PANEL) * len(sheet.series) + plot.foot_height()
    around = 2 * PICTURE_MARGIN
    image = QImage(theme.px(PICTURE), theme.px(HEAD + FOOT + around) + panels, QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    edge = theme.px(PICTURE_MARGIN)
    _draw(sheet, plot, painter, QRectF(image.rect()).adjusted(edge, edge, -edge, -edge), theme)
    painter.end()
    plot.deleteLater()
    return image


def pdf(sheet: Sheet) -> bytes:
    """A4 pages, at most 16 panels on each."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.title)
    writer.setResolution(96)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    painter = QPainter(writer)
    for number, part in enumerate(_pages(sheet)):
        if number:
            writer.newPage()
        plot = _plot(part, themes.LIGHT)
        box = QRectF(0, 0, *SHEET).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        _draw(part, plot, painter, box, themes.LIGHT)
        plot.deleteLater()
    painter.end()
    buffer.close()
    return bytes(content.data())


def _pages(sheet: Sheet) -> Sequence[Sheet]:
    starts = range(0, max(1, len(sheet.series)), ON_A_PAGE)
    return [replace(sheet, series=sheet.series[start : start + ON_A_PAGE]) for start in starts]


def _plot(sheet: Sheet, theme: Theme) -> TrendPlot:
    plot = TrendPlot(paper=theme)
    plot.show_trends(sheet.trends, sheet.series, sheet.period)
    return plot


def _draw(sheet: Sheet, plot: TrendPlot, painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Title, whose it is and when; the plot; what the marks mean."""
    top = box.top()
    for text, size, strong, high in (
        (sheet.title, 20, True, 30),
        (sheet.whose, 14, True, 22),
        (sheet.when, 12, False, 20),
    ):
        _write(
            painter,
            QRectF(box.left(), top, box.width(), theme.px(high)),
            text,
            theme.font(size, strong),
            theme,
        )
        top += theme.px(high)
    room = box.adjusted(0, theme.px(HEAD), 0, -theme.px(FOOT))
    high = min(int(room.height()), plot.most_height())
    plot.resize(int(room.width()), high)
    plot.grab()  # a widget never shown takes its size only when it is drawn
    plot.render(
        painter,
        QRectF(room.left(), room.top(), plot.width(), high),
        QRect(0, 0, plot.width(), high),
        Qt.AspectRatioMode.IgnoreAspectRatio,
    )
    painter.setFont(theme.font(12))
    painter.setPen(theme.colour("text2"))
    foot = QRectF(box.left(), room.top() + high + theme.px(6), box.width(), theme.px(FOOT - 6))
    painter.drawText(foot, int(Qt.TextFlag.TextWordWrap), sheet.legend)


def _write(painter: QPainter, box: QRectF, text: str, font: QFont, theme: Theme) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour("text"))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine), shown)
