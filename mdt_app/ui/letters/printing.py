"""The bytes that were issued are what is printed: page by page, at their own size, at the edge of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from mdt_app.domain.errors import Refused
from mdt_app.ui.letters.words import tr

MOST_DPI = 300
"""A page is 35 MB then, and that is what some systems keep of each page until it is printed."""

POINTS = 72
FAILED = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)
ONE_SIDE = QPrinter.DuplexMode.DuplexNone


def printer_for_letters(*, both_sides: bool = False) -> QPrinter:
    """A printer as letters want it, before somebody chooses which one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    laid_out(printer)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if both_sides else ONE_SIDE)
    return printer


def laid_out(printer: QPrinter) -> None:
    """A4 upright without margins: a letter brings its own, and its address has to meet the window."""
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)


class LetterPrinter:
    """Hands letters to the printer that was chosen, one page in memory at a time (work lane).

    `both_sides` is for a printer that does not say it of itself, as one that prints into a file.
    """

    def __init__(self, printer: QPrinter, *, both_sides: bool = False) -> None:
        laid_out(printer)
        self._printer = printer
        self._both_sides = both_sides or printer.duplex() != ONE_SIDE
        self._path = Path(printer.outputFileName()) if printer.outputFileName() else None
        self._painter: QPainter | None = None
        self._pages, self._begun = 0, False

    @property
    def file(self) -> str:
        """The name of the file that is printed into, "" for paper."""
        return self._path.name if self._path else ""

    @property
    def folder(self) -> Path | None:
        """Where the file lies that is printed into, None for paper."""
        return self._path.absolute().parent if self._path else None

    def hand_over(self, title: str, papers: Sequence[bytes]) -> None:
        """Print one letter, or their list; on paper each is a job of its own. Raises `Refused` where it fails."""
        if self._path is None:
            self._printer.setDocName(title)
        try:
            for pdf in papers:
                self._begin_sheet()
                self._draw(pdf)
            if self._path is None:
                self._end()
        except Exception:
            self._give_up()
            raise

    def close(self) -> None:
        """Finish the file. Raises `Refused` where not every page is in it, as on a full disk."""
        wanted = self._pages
        self._end()
        if self._path is None or pages_in(self._path) == wanted:
            return
        self.drop()
        raise Refused(
            tr("{file} could not be written whole. Nothing is recorded as sent.").format(file=self.file)
        )

    def drop(self) -> None:
        """Leave no file behind that is not whole."""
        self._give_up()
        if self._path is not None and self._begun:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _give_up(self) -> None:
        """What is under way does not come out of the printer, as far as that still holds it."""
        if self._painter is not None:
            self._printer.abort()
            self._painter.end()
            self._painter = None

    def _begin_sheet(self) -> None:
        """What comes next begins on the front of a sheet."""
        if self._painter is not None and self._both_sides and self._pages % 2:
            self._next_page()

    def _draw(self, pdf: bytes) -> None:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Refused(tr("A page of it cannot be drawn.")) from error
        try:
            for page in document:
                self._next_page()
                self._draw_page(page)
        finally:
            document.close()

    def _draw_page(self, page: pypdfium2.PdfPage) -> None:
        """At its own size from the corner of the sheet, whatever the printer's resolution."""
        own = self._printer.resolution()
        drawn = min(own, MOST_DPI)
        gray = self._printer.colorMode() == QPrinter.ColorMode.GrayScale
        bitmap = page.render(scale=drawn / POINTS, grayscale=gray, prefer_bgrx=True)
        kind = QImage.Format.Format_Grayscale8 if gray else QImage.Format.Format_RGB32
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind)
        assert self._painter is not None
        size = QRectF(0, 0, bitmap.width * own / drawn, bitmap.height * own / drawn)
        self._painter.drawImage(size, image)

    def _next_page(self) -> None:
        if self._painter is None:
            painter = QPainter()
            if not painter.begin(self._printer):
                raise self._failed()
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._painter, self._pages, self._begun = painter, 0, True
        elif not self._printer.newPage():
            raise self._failed()
        if self._printer.printerState() in FAILED:
            raise self._failed()
        self._pages += 1

    def _end(self) -> None:
        painter, self._painter = self._painter, None
        ended = painter is None or painter.end()
        if not ended or self._printer.printerState() in FAILED:
            raise self._failed()

    def _failed(self) -> Refused:
        """What is said where pages were not taken."""
        if self._path is not None:
            return Refused(
                tr("{file} cannot be written. Choose another folder.").format(file=str(self._path))
            )
        return Refused(
            tr("The printer did not take its pages. Look whether it is on and has paper, then print again.")
        )


def pages_in(path: Path) -> int:
    """How many pages a file has; 0 where it is none that opens."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (OSError, pypdfium2.PdfiumError):
        return 0
    try:
        return len(document)
    finally:
        document.close()
