"""The letter itself lies on the desk as it will be printed, and beside it the version before, what differs marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.frames import Line, Pane, column
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.text import Label
from mdt_app.ui.errors import Explained
from mdt_app.ui.letters.compare_bar import CompareBar
from mdt_app.ui.letters.differences import Change
from mdt_app.ui.letters.page_drawing import Asked, Sheets, draw_sheets
from mdt_app.ui.letters.seen_pages import LEGIBLE, SeenPages
from mdt_app.ui.letters.side_by_side import SideBySide
from mdt_app.ui.tasks import Tasks

STEP, LEAST, MOST = 1.25, 0.4, 5.0
SCROLL = 16
"""Pixels for the bar beside a page that is higher than its room."""
SETTLE_MS = 60


class Preview(Pane):
    """Toolbar 48 and the page. `show_pdf` draws, `show_problem` says why there is no page. Signals: `save_asked()`,
    `settled()` once a page, or the sentence in its place, is shown.

    One page is drawn at a time, and what was asked for meanwhile once after it: the newest, never an older one.
    """

    save_asked = Signal()
    settled = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("sunk", parent=parent)
        self._tasks = tasks
        self._pdf, self._older, self._newer = b"", 0, 0
        self._before: bytes | None = None
        self._number, self._old_number, self._zoom = 1, 1, 0.0
        self._comparing, self._change = False, 0
        self._wished: dict[bool, bool] = {}
        self._sought: Change | None = None
        self._drawing = self._again = self._top = self._reveal = False
        self._sheets: Sheets | None = None
        self._drawn = b""
        self._seen = SeenPages()
        self.page = Label("", "strong")
        self.version = Label("", "small", elide=True)
        self.before = Button(icon="chevron-left", name=self.tr("Previous page (Page Up)"))
        self.after = Button(icon="chevron-right", name=self.tr("Next page (Page Down)"))
        self.smaller = Button(icon="minus", name=self.tr("Smaller"))
        self.larger = Button(icon="plus", name=self.tr("Larger"))
        self.fit = Button(self.tr("Fit"))
        self.save = Button(self.tr("Save…"))
        self.save.setAccessibleName(self.tr("Save this letter as PDF"))
        self.compare = CompareBar()
        self.desk = SideBySide()
        self.paper = self.desk.paper
        self.problem = EmptyState("", "", icon="warning")
        self.nothing = EmptyState(
            self.tr("Choose a letter"), self.tr("It is shown here as it will be printed."), icon="letters"
        )
        self.blank = QWidget()
        self.pages = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._lay_out()
        self._connect()
        self.clear()

    def clear(self) -> None:
        """Show no letter."""
        self._forget()
        self._say("", "")
        self.pages.setCurrentWidget(self.nothing)

    def await_page(self) -> None:
        """Show nothing of the letter before, and no words either: the next one is about to come."""
        self._forget()
        self._say("", "")
        self.pages.setCurrentWidget(self.blank)

    def show_pdf(
        self, pdf: bytes, version: str, *, anew: bool, before: bytes | None = None, older: int = 0, newer: int = 0,
        at_once: bool = False,
    ) -> None:  # fmt: skip
        """Draw a letter; `anew` begins at its first page, else page, zoom and place stay.

        `before` are the bytes of the version number `older` to compare this one, number `newer`, with; 0 is what was
        read of it last. `at_once` compares unless somebody switched that off.
        """
        had = self._before is not None
        self._pdf, self._before, self._older, self._newer = pdf, before, older, newer
        self._comparing = self._wished.get(not older, at_once)
        self._reveal |= before is not None and not had
        if anew:
            self._number, self._old_number, self._change = 1, 1, 0
            self._top, self._reveal = True, True
        self.version.set_text(version)
        self._arrange()
        self._draw()

    def show_problem(self, words: str, version: str, title: str = "") -> None:
        """The sentence that says why it cannot be printed, or why there is none, in place of the page."""
        self._forget()
        self.problem.title.set_text(title or self.tr("This letter cannot be printed yet"))
        self._say("", version)
        self.problem.next_step.set_text(words)
        self.pages.setCurrentWidget(self.problem)
        self.settled.emit()

    def turn(self, by: int) -> None:
        """Go to the next or the previous page."""
        if self._sheets and 1 <= self._number + by <= self._sheets.most_pages:
            self._number = self._old_number = self._number + by
            self._top = True
            self._draw()

    def shows(self, pdf: bytes) -> bool:
        """Whether these very bytes are drawn."""
        return self._sheets is not None and self._drawn is pdf

    def unseen(self, pdf: bytes) -> int:
        """The first page of a letter of which something was never on the screen, 1 while it is not drawn; else 0."""
        if self._sheets is None or not self.shows(pdf):
            return 1
        return self._seen.first_unseen(self._sheets.prints)

    def turn_to_unseen(self, number: int) -> str:
        """Show what was not shown of a page, by itself and large enough to be read; gives the sentence that says so."""
        sheets = self._sheets
        if sheets is None:
            return self.tr("The page has not been shown yet. Approve again after reading.")
        page = sheets.prints[min(number, len(sheets.prints)) - 1]
        gap, said = self._seen.gap(page), self._unseen_words(sheets, number, page)
        if sheets.old is not None or sheets.new.number != number or sheets.new.zoom < LEGIBLE:
            self._turn_alone_to(number)
        elif gap is not None:
            self.desk.desk.reveal(self.paper.box_of(gap))
        return said.format(n=number, all=sheets.new.pages)

    def _unseen_words(self, sheets: Sheets, number: int, page: str) -> str:
        if self._seen.is_begun(page):
            return self.tr(
                "Part of page {n} of {all} has not been shown yet. Read it to its end, then approve again."
            )
        if sheets.new.number == number and sheets.new.zoom < LEGIBLE:
            return self.tr("Page {n} of {all} was too small to be read. Read it now, then approve again.")
        return self.tr("Page {n} of {all} has not been shown yet. Approve again after reading.")

    def _turn_alone_to(self, number: int) -> None:
        """Turn to a page without the one before beside it, of which one has seen what differs."""
        self._comparing = False
        *_, wide, high = self.paper.box_of((0.0, 0.0, 1.0, 1.0))
        room = self.desk.room(self.pages.size())
        if (self._zoom or min(room[0] / wide, room[1] / high)) < LEGIBLE:
            self._zoom = max(LEGIBLE, min(1.0, (room[0] - SCROLL) / wide))
        self._number = self._old_number = number
        self._top = True
        self._arrange()
        self._draw()

    def compare_with_before(self, comparing: bool) -> None:
        """Lay the version before beside this one, or take it away; so it stays for the letters that follow."""
        self._wished[not self._older] = comparing
        self._comparing, self._reveal, self._old_number = comparing, True, self._number
        self._arrange()
        self._soon.start()

    def look_for(self, change: Change) -> None:
        """Compare, and turn to where this became another."""
        self._sought = change
        self.compare_with_before(True)

    def go_to_change(self, index: int) -> None:
        """Both pages follow to where something became another."""
        changes = self._sheets.changes if self._sheets else ()
        if not 0 <= index < len(changes):
            return
        self._change, self._reveal = index, True
        self._number, self._old_number = changes[index].new_at.page, changes[index].old_at.page
        self.compare.show_changes(changes, index)
        self.compare.speak()
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen again, the page fits its room."""
        super().showEvent(event)
        self._soon.start()

    def event(self, event: QEvent) -> bool:
        """On a finer screen the page is drawn finer."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._soon.start()
        return super().event(event)

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
        if not self._pdf or not self.isVisible() or self._tasks.closing:
            return
        if self._drawing:
            self._again = True
            return
        self._drawing = True
        asked = self._asked()
        self._tasks.work(
            self,
            lambda _: draw_sheets(asked),
            lambda sheets: self._came(asked, sheets),
            failed=lambda explained: self._failed(asked, explained),
        )

    def _asked(self) -> Asked:
        before = self._before if self._comparing else None
        return Asked(
            pdf=self._pdf, number=self._number, room=self.desk.room(self.pages.size()), zoom=self._zoom,
            ratio=self.devicePixelRatioF(), before=before, old_number=self._old_number,
        )  # fmt: skip

    def _came(self, asked: Asked, sheets: Sheets) -> None:
        """Show it where it is of the letter that is wanted now; then draw what was asked for meanwhile."""
        if self._is_wanted(asked):
            self._seek(sheets)
        if self._is_wanted(asked) and not self._leads_elsewhere(sheets):
            self._show(asked, sheets)
            self.settled.emit()
        self._go_on()

    def _failed(self, asked: Asked, explained: Explained) -> None:
        if self._is_wanted(asked):
            self.show_problem(explained.words, self.version.whole_text())
        self._go_on()

    def _go_on(self) -> None:
        self._drawing, again, self._again = False, self._again, False
        if again:
            self._draw()

    def _is_wanted(self, asked: Asked) -> bool:
        before = self._before if self._comparing else None
        return asked.pdf is self._pdf and asked.before is before

    def _seek(self, sheets: Sheets) -> None:
        """Turn to what is sought, which may be a part of a longer change on the page."""
        sought = self._sought
        if sought is None or sheets.old is None:
            return
        self._sought, self._reveal = None, True
        like = [n for n, one in enumerate(sheets.changes) if one.says(sought)]
        self._change = like[0] if like else 0

    def _leads_elsewhere(self, sheets: Sheets) -> bool:
        """Whether the change that one goes to stands on other pages than these, which are then drawn instead."""
        if sheets.old is None or not self._reveal or self._again or not sheets.changes:
            return False
        change = sheets.changes[min(self._change, len(sheets.changes) - 1)]
        wanted = change.new_at.page, change.old_at.page
        self._number, self._old_number = wanted
        self._again = wanted != (sheets.new.number, sheets.old.number)
        return self._again

    def _show(self, asked: Asked, sheets: Sheets) -> None:
        """The newest there is; whoever asked for another place meanwhile still gets it with the next."""
        self._sheets, self._drawn = sheets, asked.pdf
        self._change = max(0, min(self._change, len(sheets.changes) - 1))
        self.compare.show_changes(sheets.changes, self._change)
        self.desk.show_sheets(sheets, self._change, top=self._top)
        self.pages.setCurrentWidget(self.desk)
        self._say(self._page_words(sheets), self.version.whole_text())
        if sheets.old is not None and self._reveal and sheets.changes and not self._again:
            self.desk.reveal(sheets.changes[self._change])
        if not self._again:
            self._number = asked.number if sheets.old else sheets.new.number
            self._top = False
            self._reveal = self._reveal and sheets.old is None

    def _looked(self) -> None:
        """What is painted of the page was shown."""
        if self._sheets is not None:
            new = self._sheets.new
            self._seen.look(self._sheets.prints[new.number - 1], self.paper.visible_part(), new.zoom)

    def _page_words(self, sheets: Sheets) -> str:
        return self.tr("Page {n} of {all}").format(n=sheets.new.number, all=sheets.new.pages)

    def _forget(self) -> None:
        self._pdf, self._before, self._sheets, self._sought = b"", None, None, None
        self.compare.hide()

    def _arrange(self) -> None:
        """One page, or two where there is something to compare with."""
        comparing = self._comparing and self._before is not None
        self.compare.setVisible(self._before is not None)
        self.compare.show_switch(self._older, comparing=self._comparing)
        self.desk.set_comparing(comparing, self._older, self._newer)

    def _say(self, page: str, version: str) -> None:
        self.page.set_text(page)
        self.page.setVisible(bool(page))
        self.version.set_text(version)
        sheets = self._sheets
        for button in (self.smaller, self.larger, self.fit, self.save):
            button.setEnabled(sheets is not None)
        self.before.setEnabled(sheets is not None and sheets.new.number > 1)
        self.after.setEnabled(sheets is not None and sheets.new.number < sheets.most_pages)
        self.fit.setChecked(not self._zoom)
        several = sheets is not None and sheets.most_pages > 1
        self.before.setVisible(several)
        self.after.setVisible(several)

    def _zoom_by(self, factor: float) -> None:
        if self._sheets:
            self._zoom = min(MOST, max(LEAST, (self._zoom or self._sheets.new.zoom) * factor))
            self.fit.setChecked(False)
            self._draw()

    def _fit(self) -> None:
        self._zoom = 0.0
        self.fit.setChecked(True)
        self._draw()

    def _connect(self) -> None:
        self._soon.timeout.connect(self._draw)
        self.paper.painted.connect(self._looked)
        self.desk.resized.connect(self._soon.start)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.smaller.clicked.connect(lambda: self._zoom_by(1 / STEP))
        self.larger.clicked.connect(lambda: self._zoom_by(STEP))
        self.fit.clicked.connect(self._fit)
        self.save.clicked.connect(self.save_asked)
        self.compare.switched.connect(self.compare_with_before)
        self.compare.wanted.connect(self.go_to_change)

    def _lay_out(self) -> None:
        self.fit.setCheckable(True)
        bar = Pane("surface", across=True, margins=(16, 4, 16, 4), spacing=4)
        bar.set_height(48)
        bar.box.addLayout(column(self.page, self.version, spacing=0), 1)
        for part in (self.before, self.after, self.smaller, self.fit, self.larger, self.save):
            bar.box.addWidget(part)
        for page in (self.nothing, self.blank, self.desk, self.problem):
            self.pages.addWidget(page)
        self.box.addWidget(bar)
        self.box.addWidget(Line())
        self.box.addWidget(self.compare)
        self.box.addWidget(self.pages, 1)
