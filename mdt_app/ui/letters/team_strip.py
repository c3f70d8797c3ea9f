"""Under the list it is always seen how many letters ask for a palliative team; those that ask for none are folded."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.operations.letter_stages import DeskLine, Stage
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Pane, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import set_tip

WANTED_KEY, FOLD_KEY = "Ctrl+Shift+T", "Ctrl+T"


class TeamStrip(Pane):
    """Signals: `wanted_asked()` to go to the first that asks for a team, `folded()` when the others are opened or
    folded again by the user."""

    wanted_asked = Signal()
    folded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunk", margins=(12, 2, 8, 2), parent=parent)
        self.wanted = LinkButton(low=True, shortcut=WANTED_KEY)
        self.fold = LinkButton(low=True, shortcut=FOLD_KEY)
        self.is_open = False
        self._quiet = 0
        self._marked = QWidget()
        marked = row(Status(Shape.DIAMOND, "", size=12), self.wanted, spacing=0)
        marked.setContentsMargins(0, 0, 0, 0)
        self._marked.setLayout(marked)
        self.box.addWidget(Flow([self._marked, self.fold], spacing=12))
        set_tip(self.wanted, self.tr("Go to the first ({key})").format(key=WANTED_KEY))
        self.wanted.clicked.connect(self.wanted_asked)
        self.fold.clicked.connect(self._turn)

    def show_letters(self, shown: Collection[DeskLine], folds: bool) -> None:
        """Count the letters that are listed; `folds` says that those which ask for no team may be folded."""
        wanted = sum(one.stage == Stage.NEEDED for one in shown)
        self._quiet = sum(one.stage == Stage.TEAM for one in shown) if folds else 0
        self.wanted.set_words(self.tr("Team wanted: {n}").format(n=wanted))
        self._marked.setVisible(wanted > 0)
        self.fold.setVisible(self._quiet > 0)
        self.setVisible(wanted > 0 or self._quiet > 0)
        self.set_open(self.is_open)

    def set_open(self, opened: bool) -> None:
        """Open or fold, silently."""
        self.is_open = opened
        words = self.tr("Fold others: {n}") if opened else self.tr("Show others: {n}")
        if self._marked.isHidden():
            words = (
                self.tr("Fold {n} without team") if opened else self.tr("Show {n} without palliative team")
            )
        self.fold.set_words(words.format(n=self._quiet))
        set_tip(
            self.fold, self.tr("Letters of patients who have no palliative team ({key})").format(key=FOLD_KEY)
        )

    def _turn(self) -> None:
        self.set_open(not self.is_open)
        self.folded.emit()
