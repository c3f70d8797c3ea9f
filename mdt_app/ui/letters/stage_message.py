"""Beside a letter that no palliative team reads yet it is said why one is asked for, with the way to end that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.team_need import Asked, TeamNeed
from mdt_app.operations.letter_stages import DeskLine, Stage
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.words import said_day
from mdt_app.ui.letters import list_words
from mdt_app.ui.services import Services

TO_DECIDE = (Asked.SUGGESTED, Asked.PUT_OFF)


class NeedMessage(Pane):
    """Signal: `go(place, id)`: to the patient's care team, or where his criteria are decided."""

    go = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("surface", margins=(16, 0, 16, 8), parent=parent)
        self._services = services
        self._place = ("", "")
        self.message = InlineMessage("", level="act", act=self.tr("Decide"))
        self.box.addWidget(self.message)
        self.message.acted.connect(lambda: self.go.emit(*self._place))
        self.hide()

    def show_line(self, line: DeskLine | None) -> None:
        """Say it of this letter, or nothing."""
        need = line.need if line is not None and line.stage == Stage.NEEDED else None
        self.setVisible(need is not None)
        if line is None or need is None:
            return
        decides = need.asked in TO_DECIDE
        id = line.due.letter.patient_id
        self._place = ("palliative", id) if decides else ("patient", f"{id}/care")
        self.message.link.set_words(self.tr("Decide") if decides else self.tr("Name the team"))
        guidance, today = self._services.guidance, self._services.today()
        said = list_words.need(need, lambda one: guidance.criterion(one).name, today)
        self.message.set_text(said, self._detail(need))

    def _detail(self, need: TeamNeed) -> str:
        today = self._services.today()
        day = said_day(need.since, today) if need.since is not None else self.tr("an unknown day")
        return {
            Asked.SUGGESTED: self.tr("Suggests a palliative team since {day}; nobody has decided yet."),
            Asked.PUT_OFF: self.tr("That day has passed. Refer now, later or not."),
            Asked.REFERRED: self.tr("Since {day}. This letter goes once the team is named."),
        }.get(need.asked, self.tr("Since {day}. This letter goes once the team is named.")).format(day=day)  # fmt: skip
