"""One question for a patient: its words, its answers, and the right not to answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.domain.form_words import FormWords
from mdt_app.domain.guidance import Item
from mdt_app.ui.assessments.large import LargeButton, LargeScale
from mdt_app.ui.common.text import Label

SPACE = 12


class Question(QWidget):
    """Emits `answered(code, value)`, None for "I do not want to answer this".

    `named` shows the item's label; a form that stands as published has its words at both ends of each line instead.
    """

    answered = Signal(str, object)

    def __init__(self, item: Item, words: FormWords, *, named: bool) -> None:
        super().__init__()
        self.item = item
        self.choices: dict[int, LargeButton] = {}
        self.scale: LargeScale | None = None
        self.skip = LargeButton(words.skip, quiet=True)
        self.skip.setCheckable(True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 8, 0, 8)
        self._box.setSpacing(10)
        if named:
            self._box.addWidget(Label(item.label, "title", wrap=True))
            if item.definition:
                self._box.addWidget(Label(item.definition, "lead", tone="second", wrap=True))
        if item.choices:
            self._make_choices()
        else:
            self._make_scale(named=named)
        self._lay_out_skip(beside=not named and self.scale is not None)
        self.skip.clicked.connect(lambda: self._take(None))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a form of many lines the way not to answer stands beside the numbers, where there is room."""
        super().resizeEvent(event)
        if self._beside and self.scale is not None:
            needed = self.scale.sizeHint().width() + self.skip.sizeHint().width() + 3 * SPACE
            fits = event.size().width() >= needed
            self._asked.setMaximumWidth(self.scale.sizeHint().width() if fits else event.size().width())
            way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
            if self._last.direction() != way:
                self._last.setDirection(way)

    def show_answer(self, value: float | None, has_value: bool) -> None:
        """Show what was answered, silently."""
        self.skip.setChecked(has_value and value is None)
        if self.scale is not None:
            self.scale.set_value(value if has_value else None)
        for one, button in self.choices.items():
            button.setChecked(has_value and value == one)

    def first(self) -> QWidget:
        """What has the keys first."""
        buttons = self.scale.buttons if self.scale is not None else self.choices
        return next(iter(buttons.values()))

    def _take(self, value: float | None) -> None:
        self.show_answer(value, True)
        self.answered.emit(self.item.code, value)

    def _make_choices(self) -> None:
        for place, text in enumerate(self.item.choices):
            value = self.item.minimum + place
            button = LargeButton(text, left=True)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, value=value: self._take(float(value)))
            self.choices[value] = button
            self._box.addWidget(button)

    def _make_scale(self, *, named: bool) -> None:
        self.scale = LargeScale(self.item)
        self.scale.taken.connect(self._take)
        low = (
            self.item.low if named else " ".join(one for one in (self.item.low, self.item.definition) if one)
        )
        ends = QHBoxLayout()
        left, right = (
            Label(low or str(self.item.minimum), "lead", wrap=True),
            Label(self.item.high, "lead", wrap=True),
        )
        right.setAlignment(Qt.AlignmentFlag.AlignRight)
        ends.addWidget(left, 1)
        ends.addWidget(right, 1)
        self._ends = ends

    def _lay_out_skip(self, *, beside: bool) -> None:
        self._beside = beside
        self._last = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._last.setSpacing(SPACE)
        if self.scale is not None:
            self._asked = QWidget()
            asked = QVBoxLayout(self._asked)
            asked.setContentsMargins(0, 0, 0, 0)
            asked.addLayout(self._ends)
            asked.addWidget(self.scale)
            self._last.addWidget(self._asked, 1)
        line = QHBoxLayout()
        line.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        self._last.addLayout(line)
        self._box.addLayout(self._last)
