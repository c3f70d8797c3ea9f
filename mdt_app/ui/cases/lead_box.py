"""Who chairs and who moderates is named by a person; until then the head says that nobody is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from mdt_app.ui.cases.reading import MeetingLines
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.text import Label, set_tip


class LeadBox(QWidget):
    """Chair and moderator, two lines. Emits `asked()` when somebody wants to name them."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chair = Label("", "small", elide=True)
        self.moderator = Label("", "small", elide=True)
        self.name = LinkButton(self.tr("Name"), low=True)
        set_tip(self.name, self.tr("Alt+L: C names the chair, O the moderator"))
        self.name.clicked.connect(self.asked)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 4, 8, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.chair, 0, 0)
        grid.addWidget(self.moderator, 1, 0)
        grid.addWidget(self.name, 0, 1, 2, 1)
        grid.setColumnStretch(0, 1)
        self.setMinimumHeight(themes.current().px(36))

    def show_lines(self, meeting: MeetingLines, editable: bool) -> None:
        """Who is named; the board's usual chair is only a hint."""
        self.name.setVisible(editable)
        heads = meeting.heads
        chair = heads.chair or self.tr("not named")
        usual = self.tr("usually {name}").format(name=heads.usual_chair) if heads.usual_chair else ""
        self.chair.set_text(self.tr("Chair: {name}").format(name=chair))
        set_tip(self.chair, self.chair.whole_text() if heads.chair else usual or chair)
        self.moderator.set_text(
            self.tr("Moderator: {name}").format(name=heads.moderator or self.tr("not named"))
        )
