"""A decision is read back to the room before the next case; what changed since then says so, and nothing is blocked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mdt_app.operations.case_rows import CaseView
from mdt_app.operations.read_back import Heard
from mdt_app.operations.room import ReadBack
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.marks import Shape, Status

KEY = "Alt+V"


class ReadBackMark(QWidget):
    """Whether the decision was read back, and the key that says so; pressed again it takes that back.

    `unsaved` and `flush` are those of the words of the decision: what is read back is kept first.
    """

    def __init__(self, acts: CaseActs, unsaved: Callable[[], bool], flush: Callable[[], None]) -> None:
        super().__init__()
        self._acts, self._unsaved, self._flush = acts, unsaved, flush
        self._heard = Heard.NOT_YET
        self.state = Status(Shape.RING, "", size=12)
        self.act = LinkButton("", hint=KEY, low=True)
        self.act.clicked.connect(self.press)
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

    def press(self) -> None:
        """Say that it was read back, or say what is missing."""
        if not self._acts.editable:
            self._acts.said.emit(self.tr("Nothing can be recorded here now."), None, False)
            return
        fresh = self._unsaved()
        self._flush()
        if self.isHidden() and not fresh:
            missing = self.tr("Nothing is decided yet. Write the decision (Alt+E), then read it back.")
            self._acts.said.emit(missing, None, False)
            return
        again = self._heard == Heard.READ_BACK and not fresh
        self._acts.write(ReadBack, listing_id=self._acts.listing_id, taken_back=again)
