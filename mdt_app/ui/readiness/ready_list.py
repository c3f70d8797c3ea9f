"""How far a case is stands in one row for each thing; a row opens under itself, where people say what they know."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.readiness import ECOG, READY
from mdt_app.operations.rows import Ready
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import LinkButton, paint_focus
from mdt_app.ui.common.frames import Line, column
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.marks import Status
from mdt_app.ui.common.text import Label, set_tip
from mdt_app.ui.readiness import words
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from mdt_app.ui.readiness.need_form import NeedForm

ROW = 40


class ReadyRow(QWidget):
    """One thing. Emits `pressed()`; it takes the keys where it can be written to."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = Status(words.SHAPES["missing"], "", plain=True)
        self.right = Label("", "secondary")
        self.second = Label("", "small", wrap=True)
        self.setMinimumHeight(themes.current().px(ROW))
        self._second_row = line(22, self.second)
        box = column(line(self.mark, None, self.right, spacing=8), self._second_row, spacing=0)
        box.setContentsMargins(0, 4, 4, 4)
        self.setLayout(box)

    def show_ready(self, one: Ready, near: date, editable: bool) -> None:
        loud = one.state not in READY
        self.mark.set_state(words.shape(one), words.thing(one.what), not loud)
        self.right.set_text(words.beside(one, near))
        self.right.set_tone("look" if loud else "")
        self.second.set_text(words.below(one))
        self.second.setVisible(bool(self.second.whole_text()))
        said = f"{words.thing(one.what)}: {words.whole(one, near)}"
        self.setAccessibleName(said)
        facts = "\n".join(f"{fact.date:%d-%m-%Y}  {fact.value}" for fact in one.facts)
        set_tip(self, f"{said}\n{facts}" if facts else said)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if editable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if editable else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint_focus(QPainter(self), QRectF(self.rect()), themes.current())


class ReadyList(QWidget):
    """The rows of one case. Signals: `next_wanted()`, `said(words, undo, wrong)`."""

    next_wanted = Signal()
    said = Signal(str, object, bool)

    def __init__(
        self, tasks: Tasks, services: Services, *, following: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._services = tasks, services
        self._form: NeedForm | None = None
        self._case_id = ""
        self._ready: dict[str, Ready] = {}
        self._editable = False
        self.rows: dict[str, ReadyRow] = {}
        self.title = Label("", "section")
        self.following = LinkButton(self.tr("Next not ready"), "chevron-right")
        self.more = LinkButton(self.tr("Something else is needed"), "plus")
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.setLayout(
            column(line(self.title, None, self.following), self._lines, line(self.more, None), spacing=0)
        )
        self.following.setVisible(following)
        self.following.clicked.connect(self.next_wanted)
        self.more.clicked.connect(lambda: self.open("other"))

    @property
    def form(self) -> NeedForm:
        """Where a thing is written, made when first asked for."""
        if self._form is None:
            from mdt_app.ui.readiness.need_form import NeedForm

            self._form = NeedForm(self._tasks, self._services, self)
            self._form.hide()
            self._form.left.connect(self._leave)
            self._form.said.connect(self.said)
        return self._form

    def opened(self) -> str:
        """The thing that is being written, "" for none."""
        return self._form.what if self._form is not None and not self._form.isHidden() else ""

    def show_ready(self, case_id: str, ready: tuple[Ready, ...], editable: bool) -> None:
        """What is known of a case; a form that is open on it stays as it is."""
        if case_id != self._case_id:
            if self._form is not None:
                self._form.hide()
            self._case_id = case_id
        self._ready = {one.what: one for one in ready}
        self._editable = editable
        there = sum(one.state in READY for one in ready)
        self.title.set_text(self.tr("Ready {there} of {all}").format(there=there, all=len(ready)))
        self.more.setVisible(editable)
        if list(self.rows) != list(self._ready):
            self._make_rows()
        for what, one in self._ready.items():
            self.rows[what].show_ready(one, self._services.today(), editable and what != ECOG)

    def open(self, what: str) -> None:
        """Ask about one thing of the case; the same again closes it."""
        if not self._editable or what == ECOG:
            return
        if self.opened() == what:
            self._leave()
            return
        self.form.begin(
            self._case_id, self._ready.get(what) or Ready(what=what, state="missing", words="missing")
        )
        self._place_form(what)
        self.form.show()
        self.form.state.setFocus(Qt.FocusReason.OtherFocusReason)

    def parts(self) -> tuple[QWidget, ...]:
        """What the tabulator goes through, from above."""
        rows = [one for what, one in self.rows.items() if self._editable and what != ECOG]
        form = self.form.editors() if self.opened() else ()
        return (self.following, *rows, *form, self.more)

    def unsaved(self) -> bool:
        """Whether something stands in the form that is not kept."""
        return self._form is not None and self._form.unsaved()

    def _make_rows(self) -> None:
        if self._form is not None:
            self._lines.removeWidget(self._form)
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self.rows = {}
        for what in self._ready:
            made = ReadyRow(self)
            made.pressed.connect(lambda what=what: self.open(what))
            self.rows[what] = made
            self._lines.addWidget(made)
            self._lines.addWidget(Line())
        if self.opened():
            self._place_form(self.opened())
        for before, after in pairwise(self.parts()):
            QWidget.setTabOrder(before, after)

    def _place_form(self, what: str) -> None:
        self._lines.removeWidget(self.form)
        row = self.rows.get(what)
        place = self._lines.indexOf(row) + 1 if row is not None else self._lines.count()
        self._lines.insertWidget(place, self.form)

    def _leave(self) -> None:
        had = self.isAncestorOf(self.focusWidget() or self)
        self.form.hide()
        row = self.rows.get(self.form.what)
        if had:
            (row or self.more).setFocus(Qt.FocusReason.OtherFocusReason)
