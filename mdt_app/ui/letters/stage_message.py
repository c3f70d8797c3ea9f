"""Beside a letter that waits for something out of the usual it is said why, with the way to end that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.letters.later import Later
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.team_need import Asked, TeamNeed
from mdt_app.operations.letter_stages import DeskLine, Stage
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.words import said_day
from mdt_app.ui.letters import list_words
from mdt_app.ui.services import Services

TO_DECIDE = (Asked.SUGGESTED, Asked.PUT_OFF)


class StageMessage(Pane):
    """Signals: `go(place, id)`: to the patient's care team, or where his criteria are decided; `letter_wanted(id)`: the
    letter of the newer decision; `taken_up(letter id)`: one that was withdrawn is wanted after all."""

    go = Signal(str, str)
    letter_wanted = Signal(str)
    taken_up = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("surface", margins=(16, 0, 16, 8), parent=parent)
        self._services = services
        self._place = ("", "")
        self._newer = self._given_up = ""
        self.pressing = InlineMessage("", level="act", act=self.tr("Decide"))
        self.quiet = InlineMessage("", level="info", act=self.tr("Write it after all"))
        for message in (self.pressing, self.quiet):
            self.box.addWidget(message)
            message.acted.connect(self._act)
        self.hide()

    def show_line(self, line: DeskLine | None, newer: str = "") -> None:
        """Say it of this letter, or nothing; `newer` is the id of the same letter of the newer decision, if listed."""
        self._place, self._newer, self._given_up = ("", ""), "", ""
        if line is not None and line.stage == Stage.NEEDED and line.need is not None:
            self._show_need(line, line.need)
        elif line is not None and line.stage == Stage.OVERTAKEN and line.due.later is not None:
            self._show_later(line.due.letter, line.due.later, newer)
        elif line is not None and line.stage == Stage.GIVEN_UP:
            self._show_given_up(line.due.letter)
        else:
            self.hide()
            return
        self.show()

    def _act(self) -> None:
        if self._newer:
            self.letter_wanted.emit(self._newer)
        elif self._given_up:
            self.taken_up.emit(self._given_up)
        else:
            self.go.emit(*self._place)

    def _show_need(self, line: DeskLine, need: TeamNeed) -> None:
        decides = need.asked in TO_DECIDE
        id = line.due.letter.patient_id
        self._place = ("palliative", id) if decides else ("patient", f"{id}/care")
        guidance, today = self._services.guidance, self._services.today()
        said = list_words.need(need, lambda one: guidance.criterion(one).name, today)
        self._say(said, self._detail(need), self.tr("Decide") if decides else self.tr("Name the team"))

    def _show_later(self, letter: Letter, later: Later, newer: str) -> None:
        self._newer = newer
        day = said_day(later.day, self._services.today())
        said = self.tr("Decided again on {day}").format(day=day)
        detail = self.tr(
            "{board}. The letter says so at its head. Approve it if it is still wanted, or withdraw it if the newer "
            "one is enough."
        )
        if not letter.is_open:
            detail = self.tr(
                "{board}. It was issued before and does not say so. Correct it, then send what stands."
            )
        self._say(said, detail.format(board=later.board), self.tr("Open the newer letter") if newer else "")

    def _show_given_up(self, letter: Letter) -> None:
        self._given_up = letter.id if self._services.account.may(Right.LETTERS) else ""
        said = self.tr("Withdrawn: {why}").format(why=letter.remark)
        self.pressing.hide()
        self.quiet.set_text(said)
        self.quiet.link.setVisible(bool(self._given_up))
        self.quiet.show()

    def _say(self, title: str, detail: str, act: str) -> None:
        self.quiet.hide()
        self.pressing.set_text(title, detail)
        self.pressing.link.set_words(act)
        self.pressing.link.setVisible(bool(act))
        self.pressing.show()

    def _detail(self, need: TeamNeed) -> str:
        today = self._services.today()
        day = said_day(need.since, today) if need.since is not None else self.tr("an unknown day")
        return {
            Asked.SUGGESTED: self.tr("Suggests a palliative team since {day}; nobody has decided yet."),
            Asked.PUT_OFF: self.tr("That day has passed. Refer now, later or not."),
            Asked.REFERRED: self.tr("Since {day}. This letter goes once the team is named."),
        }.get(need.asked, self.tr("Since {day}. This letter goes once the team is named.")).format(day=day)  # fmt: skip
