"""A decision is read back to the room before the next case; what changed since then says so, and nothing is blocked."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.read_back import Heard
from mdt_app.operations.room import ReadBack
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.marks import Shape, Status

KEY = "Alt+V"


class ReadBackMark(QWidget):
    """Whether the decision was read back, and the key that says so; pressed again it takes that back."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__()
        self._acts = acts
        self._heard = Heard.NOT_YET
        self.state = Status(Shape.RING, "", size=12)
        self.act = LinkButton("", hint=KEY, low=True)
        self.act.clicked.connect(self._press)
        QShortcut(QKeySequence(KEY), self, self._press)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.state)
        box.addWidget(self.act)

    def show_view(self, view: CaseView) -> None:
        """What is kept; where nothing is decided there is nothing to read back."""
        self._heard = view.heard
        read = view.heard != Heard.NOT_YET
        self.setVisible(view.decided)
        self.state.setVisible(read)
        if view.heard == Heard.READ_BACK:
            self.state.set_state(Shape.DONE, self.tr("read back"), True)
        elif view.heard == Heard.CHANGED:
            self.state.set_state(Shape.TRIANGLE, self.tr("changed since read back"))
        words = {
            Heard.READ_BACK: self.tr("Take back"), Heard.CHANGED: self.tr("Read back again"),
            Heard.NOT_YET: self.tr("Read back"),
        }  # fmt: skip
        self.act.set_words(words[view.heard])
        self.act.setVisible(self._acts.editable)

    def _press(self) -> None:
        if self.isHidden() or not self._acts.editable:
            return
        again = self._heard == Heard.READ_BACK
        self._acts.write(ReadBack, listing_id=self._acts.listing_id, taken_back=again)
