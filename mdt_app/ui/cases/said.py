"""Body, comorbidity, mind, social situation and the patient's view are each said, not said or not known."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from mdt_app.domain.decisions import ASPECTS, Said
from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.fields import SetField
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.common import marks
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, paint_focus
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.text import SectionTitle, set_tip, width

NEXT = {
    Said.NOTHING: Said.SAID, Said.SAID: Said.NOT_SAID, Said.NOT_SAID: Said.NOT_KNOWN, Said.NOT_KNOWN: Said.NOTHING,
}  # fmt: skip


class SaidChip(Button):
    """One aspect; pressing it goes on to the next state. Emits `stepped()`. Every state has its shape and its word."""

    stepped = Signal()

    def __init__(self, words: str, key: str) -> None:
        self.state, self.version = Said.NOTHING, 0
        self._key = key
        super().__init__(words)
        QShortcut(QKeySequence(key), self, self.click)
        self.clicked.connect(self.stepped)
        self.show_state(Said.NOTHING)

    def show_state(self, state: Said, version: int = 0) -> None:
        """Show another state, written so often."""
        self.state, self.version = state, version
        spoken = state or self.tr("not ticked yet")
        self.setAccessibleName(f"{self._words}, {spoken}")
        set_tip(
            self,
            self.tr("{aspect}: {state}. {key} goes on.").format(
                aspect=self._words, state=spoken, key=self._key
            ),
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its state needs, 32 px to press."""
        theme = themes.current()
        return QSize(theme.px(marks.SIZE) + 4 + width(self._shown(), 12, self._loud()) + 6, theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw shape and words."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect().adjusted(0, 4, 0, -4), theme.colour("sunk"))
        quiet = self.state in (Said.NOTHING, Said.NOT_KNOWN)
        shape = {Said.SAID: Shape.DONE, Said.NOT_KNOWN: Shape.HALF}.get(self.state, Shape.RING)
        marks.draw_mark(painter, shape, 2, self.height() / 2, theme, quiet)
        token = "look" if self._loud() else "text2"
        self._write(painter, theme, 2 + theme.px(marks.SIZE) + 4, self._shown(), 12, self._loud(), token)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), theme)

    def _loud(self) -> bool:
        return self.state == Said.NOT_SAID

    def _shown(self) -> str:
        suffix = {Said.NOT_SAID: self.tr("not said"), Said.NOT_KNOWN: self.tr("not known")}.get(self.state)
        return f"{self._words}: {suffix}" if suffix else self._words


class SaidRow(QWidget):
    """The title of the discussion with the five aspects beside it. F2 to F6 step them."""

    def __init__(self, acts: CaseActs, title: SectionTitle) -> None:
        super().__init__()
        self._acts = acts
        names = (
            self.tr("Physical"), self.tr("Comorbidity"), self.tr("Psychological"), self.tr("Social"),
            self.tr("Patient’s view"),
        )  # fmt: skip
        self.chips = {
            aspect: SaidChip(words, f"F{number}")
            for number, (aspect, words) in enumerate(zip(ASPECTS, names, strict=True), start=2)
        }
        for aspect, chip in self.chips.items():
            chip.stepped.connect(lambda aspect=aspect: step(self._acts, aspect, self.chips[aspect]))
        self._title = title
        self._flow = Flow(list(self.chips.values()), spacing=2, right=True)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._box.addWidget(title)
        self._box.addWidget(self._flow, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short of room, the aspects stand on a line of their own under the title."""
        super().resizeEvent(event)
        needed = self._title.sizeHint().width() + 8 + self._flow.sizeHint().width()
        beside = needed <= event.size().width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._box.direction():
            self._box.setDirection(way)
            self._flow.set_right(beside)

    def show_view(self, view: CaseView) -> None:
        """What was ticked."""
        for aspect, chip in self.chips.items():
            chip.setEnabled(self._acts.editable)
            chip.show_state(Said(getattr(view.discussion, aspect)), view.discussion_versions.get(aspect, 0))


def step(acts: CaseActs, field: str, chip: SaidChip) -> None:
    """Write the next state over the one that is shown."""
    base, state = chip.version, NEXT[chip.state]
    chip.show_state(state, base + 1)
    acts.write(
        SetField, entity="discussion", entity_id=acts.listing_id, field=field, value=state, base_version=base,
    )  # fmt: skip
