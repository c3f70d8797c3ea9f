"""One item, one row: its words, its scale, what was taken in words, and beside it what it was the last time."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mdt_app.domain.assessments import Last
from mdt_app.domain.fact_text import number
from mdt_app.domain.guidance import Item
from mdt_app.ui.assessments import words
from mdt_app.ui.assessments.entry import Doubt
from mdt_app.ui.assessments.scale import MOST_CELLS, ScaleStrip
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label, set_tip

LABEL, WIDE_LABEL, SAID, IN_LINE, ROOMY = 150, 208, 190, 700, 880


class NumberField(Field):
    """A scale too long for cells is typed as a number; the signals are those of a strip."""

    taken = Signal(object)
    keyed = Signal(object)
    entered = Signal()

    def __init__(self, item: Item) -> None:
        least_most = words.tr("{least} to {most}").format(least=item.minimum, most=item.maximum)
        super().__init__(least_most, name=f"{item.label}, {least_most}")
        self.item = item
        self.setMaximumWidth(themes.current().px(120))
        self.editingFinished.connect(self._finished)

    def set_value(self, value: float | None, has_value: bool) -> None:
        """Show an answer, silently."""
        self.set_text("" if not has_value else words.tr("not answered") if value is None else number(value))
        self.set_wrong(False)

    def set_last(self, last: Last | None) -> None:
        """The row says it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrows go from item to item."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finished()
            self.keyed.emit(event)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """The form stands at this item."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.entered.emit()

    def _finished(self) -> None:
        text = self.text().strip()
        if not text or not self.isModified():
            return
        value = int(text) if text.removeprefix("-").isdecimal() and len(text) < 8 else None
        self.set_wrong(not self.item.allows(value))
        if self.item.allows(value):
            self.taken.emit(float(value or 0))


class EntryRow(QWidget):
    """Label, scale, and in words what was taken and what stood there before."""

    def __init__(self, item: Item, *, unanswered: bool = True) -> None:
        super().__init__()
        self.item = item
        self.label = Label(item.label, "strong", wrap=True)
        self.definition = Label(item.definition, "small", wrap=True)
        fits = item.maximum - item.minimum < MOST_CELLS
        self.scale: ScaleStrip | NumberField = (
            ScaleStrip(item, unanswered=unanswered) if fits else NumberField(item)
        )
        self.now = Label("", "strong")
        self.mark = Status(Shape.DOT, "", 14, strong=True)
        self.before = Label("", "small", wrap=True)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, the scale stands under its label and the words under the scale."""
        super().resizeEvent(event)
        theme = themes.current()
        beside = event.size().width() >= theme.px(IN_LINE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
            self._line.setSpacing(12 if beside else 4)
        room = event.size().width()
        label = WIDE_LABEL if room >= theme.px(ROOMY) else LABEL
        self._asked.setFixedWidth(theme.px(label) if beside else room)
        self._said.setMinimumWidth(theme.px(SAID) if beside else 0)
        self.scale.setMaximumWidth(min(room, self.scale.sizeHint().width()))

    def show_answer(
        self, value: float | None, has_value: bool, last: Last | None, doubt: Doubt | None, near: date
    ) -> None:
        """What was taken, with its word; what stood there before, and how far that lies."""
        self.scale.set_value(value, has_value)
        self.scale.set_last(last)
        shape, word = words.state(self.item, value if has_value else None)
        shown = words.tr("not answered") if value is None else number(value)
        choice = self.item.choice(value) if value is not None else ""
        self.now.set_text(shown + (f"  {choice}" if choice else "") if has_value else "")
        self.now.setVisible(has_value)
        set_tip(self.now, choice)
        self.mark.set_state(shape, word)
        self.mark.setVisible(bool(word))
        self._say_before(last, doubt, near)

    def _say_before(self, last: Last | None, doubt: Doubt | None, near: date) -> None:
        said = words.said_last(last, near)
        if doubt is not None and doubt.jump is not None:
            said = f"▲ {words.said_jump(doubt.jump, near)}"
        if doubt is not None and doubt.slip:
            said = "▲ " + words.tr("1, then 0: if you meant 10, press X here")
        self.before.set_text(said)
        self.before.setAccessibleName(said.removeprefix("▲ "))
        self.before.set_tone("look" if doubt is not None else "")

    def _lay_out(self) -> None:
        self._asked, self._said = QWidget(), QWidget()
        asked, said = QVBoxLayout(self._asked), QVBoxLayout(self._said)
        for box in (asked, said):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        asked.addWidget(self.label)
        asked.addWidget(self.definition)
        self.definition.setVisible(bool(self.item.definition))
        asked.insertStretch(0, 1)
        asked.addStretch(1)
        said.addStretch(1)
        said.addLayout(row(self.now, self.mark, None, spacing=8))
        said.addWidget(self.before)
        said.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 3, 0, 3)
        self._line.setSpacing(12)
        self._line.addWidget(self._asked)
        self._line.addWidget(self.scale, 100)
        self._line.addWidget(self._said, 1)
