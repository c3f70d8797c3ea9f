"""The letter itself lies on the desk as it will be printed: white paper in both themes, page by page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, paint_focus
from mdt_app.ui.common.frames import Line, Pane, row
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters.page_drawing import Drawn, draw_page
from mdt_app.ui.tasks import Tasks

MARGIN, STEP, LEAST, MOST = 12, 1.25, 0.4, 5.0
SETTLE_MS = 60


class Preview(Pane):
    """Toolbar 48 and the page. `show_pdf` draws, `show_problem` says why there is no page. Emits `save_asked()`."""

    save_asked = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("sunk", parent=parent)
        self._tasks = tasks
        self._pdf = b""
        self._number, self._zoom = 1, 0.0
        self._drawn: Drawn | None = None
        self.page = Label("", "strong")
        self.version = Label("", "secondary", elide=True)
        self.before = Button(icon="chevron-left", name=self.tr("Previous page (Page Up)"))
        self.after = Button(icon="chevron-right", name=self.tr("Next page (Page Down)"))
        self.smaller = Button(icon="minus", name=self.tr("Smaller"))
        self.larger = Button(icon="plus", name=self.tr("Larger"))
        self.fit = Button(self.tr("Fit"))
        self.save = Button(self.tr("Save…"))
        self.save.setAccessibleName(self.tr("Save this letter as PDF"))
        self.paper = Paper()
        self.desk = _Desk(self.paper)
        self.problem = EmptyState("", "", icon="warning")
        self.nothing = EmptyState(
            self.tr("Choose a letter"), self.tr("It is shown here as it will be printed."), icon="letters"
        )
        self.pages = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._lay_out()
        self._connect()
        self.clear()

    def clear(self) -> None:
        """Show no letter."""
        self._pdf, self._drawn = b"", None
        self._say("", "")
        self.pages.setCurrentWidget(self.nothing)

    def show_pdf(self, pdf: bytes, version: str, *, anew: bool) -> None:
        """Draw a letter; `anew` begins at its first page, else the page and zoom stay."""
        self._pdf = pdf
        self._number = 1 if anew else self._number
        self.version.set_text(version)
        self._draw()

    def show_problem(self, words: str, version: str, title: str = "") -> None:
        """The sentence that says why it cannot be printed, or why there is none, in place of the page."""
        self._pdf, self._drawn = b"", None
        self.problem.title.set_text(title or self.tr("This letter cannot be printed yet"))
        self._say("", version)
        self.problem.next_step.set_text(words)
        self.pages.setCurrentWidget(self.problem)

    def turn(self, by: int) -> None:
        """Go to the next or the previous page."""
        if self._drawn and 1 <= self._drawn.number + by <= self._drawn.pages:
            self._number = self._drawn.number + by
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen again, the page fits its room."""
        super().showEvent(event)
        self._soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn pages, + and - zoom, 0 fits."""
        acts = {
            Qt.Key.Key_PageDown: lambda: self.turn(1), Qt.Key.Key_PageUp: lambda: self.turn(-1),
            Qt.Key.Key_Plus: lambda: self._zoom_by(STEP), Qt.Key.Key_Minus: lambda: self._zoom_by(1 / STEP),
            Qt.Key.Key_0: self._fit,
        }  # fmt: skip
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _draw(self) -> None:
        if not self._pdf or not self.isVisible():
            return
        pdf, number, zoom = self._pdf, self._number, self._zoom
        size = self.pages.size()
        margin = 2 * MARGIN + 4
        room, ratio = (size.width() - margin, size.height() - margin), self.devicePixelRatioF()
        self._tasks.work(
            self, lambda _: draw_page(pdf, number, room, zoom, ratio), lambda drawn: self._show(pdf, drawn)
        )

    def _show(self, pdf: bytes, drawn: Drawn) -> None:
        if pdf is not self._pdf:
            return
        self._drawn = drawn
        self._number = drawn.number
        self.paper.show_page(drawn.image, drawn.words)
        self.pages.setCurrentWidget(self.desk)
        said = self.tr("Page {n} of {all}").format(n=drawn.number, all=drawn.pages)
        self._say(said, self.version.whole_text())

    def _say(self, page: str, version: str) -> None:
        self.page.set_text(page)
        self.page.setVisible(bool(page))
        self.version.set_text(version)
        drawn = self._drawn
        for button in (self.smaller, self.larger, self.fit, self.save):
            button.setEnabled(drawn is not None)
        self.before.setEnabled(drawn is not None and drawn.number > 1)
        self.after.setEnabled(drawn is not None and drawn.number < drawn.pages)
        self.fit.setChecked(not self._zoom)
        several = drawn is not None and drawn.pages > 1
        self.before.setVisible(several)
        self.after.setVisible(several)

    def _zoom_by(self, factor: float) -> None:
        if self._drawn:
            self._zoom = min(MOST, max(LEAST, (self._zoom or self._drawn.zoom) * factor))
            self._draw()

    def _fit(self) -> None:
        self._zoom = 0.0
        self.fit.setChecked(True)
        self._draw()

    def _connect(self) -> None:
        self._soon.timeout.connect(self._draw)
        self.desk.resized.connect(self._soon.start)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.smaller.clicked.connect(lambda: self._zoom_by(1 / STEP))
        self.larger.clicked.connect(lambda: self._zoom_by(STEP))
        self.fit.clicked.connect(self._fit)
        self.save.clicked.connect(self.save_asked)

    def _lay_out(self) -> None:
        self.fit.setCheckable(True)
        bar = Pane("surface", across=True, margins=(16, 8, 16, 8), spacing=8)
        bar.set_height(48)
        bar.box.addLayout(row(self.page, self.version, spacing=8))
        bar.box.addStretch(1)
        for part in (self.before, self.after, self.smaller, self.fit, self.larger, self.save):
            bar.box.addWidget(part)
        for page in (self.nothing, self.desk, self.problem):
            self.pages.addWidget(page)
        self.box.addWidget(bar)
        self.box.addWidget(Line())
        self.box.addWidget(self.pages, 1)


class Paper(QWidget):
    """One page, white with a thin line round it; its text is there for screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Letter"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, image: QImage, words: str) -> None:
        """Show another page."""
        self._image = image
        self.setAccessibleDescription(words)
        side = self._side()
        self.setMinimumSize(side.width() + 2 * MARGIN + 2, side.height() + 2 * MARGIN + 2)
        self.update()

    def image(self) -> QImage:
        """The page as drawn."""
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page in the middle."""
        if self._image.isNull():
            return
        theme, painter, side = themes.current(), QPainter(self), self._side()
        left = max(MARGIN, (self.width() - side.width()) // 2)
        top = max(MARGIN, (self.height() - side.height()) // 2) if side.height() < self.height() else MARGIN
        painter.drawImage(left, top, self._image)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(left - 1, top - 1, side.width() + 1, side.height() + 1)
        if self.hasFocus():
            paint_focus(painter, self.rect().toRectF(), theme)

    def _side(self) -> QSize:
        return (
            (self._image.size() / self._image.devicePixelRatio()) if not self._image.isNull() else QSize(0, 0)
        )


class _Desk(QScrollArea):
    """Scrolls the page where it is larger than its place. Emits `resized()`."""

    resized = Signal()

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(paper)
        self.viewport().setAutoFillBackground(False)
        paper.setAutoFillBackground(False)

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
