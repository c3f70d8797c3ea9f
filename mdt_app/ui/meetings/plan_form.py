"""Planning a meeting asks for day, time and place in one line of fields, filled in from the board's rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.domain.agenda import Board, zone_of
from mdt_app.operations.planning import BoardNext
from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common.buttons import Button, LinkButton, PrimaryButton
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Line, Pane, column
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.theme import current
from mdt_app.ui.common.typed import typed_in


class PlanForm(Pane):
    """Emits `planned(board id, aware start, minutes, place, link)` once the fields can be read, `cancelled` else."""

    planned = Signal(str, object, int, str, str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 12, 16, 12), spacing=8, parent=parent)
        self._boards: dict[str, BoardNext] = {}
        self._on = date.min
        self.board = Choice(name=self.tr("Board"))
        self.day = Field(self.tr("Thu 15 Oct"), name=self.tr("Day"))
        self.time = Field("13:00", name=self.tr("Time"))
        self.minutes = Field("90", name=self.tr("Minutes"))
        self.place = Field(self.tr("Room"), name=self.tr("Place"))
        self.link = Field("https://…", name=self.tr("Video link"))
        self.wrong = InlineMessage("")
        self.plan = PrimaryButton(self.tr("Plan meeting"))
        self.cancel = Button(self.tr("Cancel"))
        self.several = LinkButton(self.tr("Plan several from the rhythm"), "calendar")
        self._lay_out()
        self.board.chosen.connect(self._fill)
        self.plan.clicked.connect(self._plan)
        self.cancel.clicked.connect(self.cancelled)
        for field in (self.day, self.time, self.minutes, self.place, self.link):
            field.returnPressed.connect(self._plan)

    def show_boards(self, boards: Sequence[BoardNext], now: datetime, board_id: str = "") -> None:
        """Offer the boards; the first, or the one named, is chosen and its next session filled in."""
        self._boards = {one.board.id: one for one in boards}
        self._on = now.date()
        chosen = board_id if board_id in self._boards else next(iter(self._boards), "")
        self.board.set_choices([(one.board.id, one.board.name) for one in boards], chosen)
        self._fill(chosen)

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return typed_in(self)

    def say_wrong(self, words: str) -> None:
        """Say in place why the meeting was not planned."""
        self.wrong.set_text(words)
        self.wrong.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)

    def _fill(self, board_id: str) -> None:
        known = self._boards.get(board_id)
        self.say_wrong("")
        if known is None:
            return
        at = known.next_at.astimezone(zone_of(known.board)) if known.next_at else None
        self.day.set_text(f"{at:%d-%m-%Y}" if at else "")
        self.time.set_text(f"{at:%H:%M}" if at else "13:00")
        self.minutes.set_text(str(known.board.rhythm.minutes if known.board.rhythm else 90))
        self.place.set_text(known.board.place)
        self.link.set_text(known.board.video_link)

    def _plan(self) -> None:
        known = self._boards.get(self.board.current())
        starts_at, minutes = self._start(known.board) if known else None, self._minutes()
        if known is None or starts_at is None or minutes is None:
            return
        self.say_wrong("")
        self.planned.emit(
            known.board.id, starts_at, minutes, self.place.text().strip(), self.link.text().strip()
        )

    def _start(self, board: Board) -> datetime | None:
        """The aware start; None, with the field marked and words said, where it cannot be read."""
        try:
            day = parse_day(self.day.text(), self._on)
        except ValueError:
            day = None
        self.day.set_wrong(day is None)
        try:
            hour = time.fromisoformat(self.time.text().strip().zfill(5))
        except ValueError:
            hour = None
        self.time.set_wrong(hour is None)
        if day is None:
            self.say_wrong(self.tr("Write the day as 15-10-2026, 15 Oct, Thu or +7."))
        elif hour is None:
            self.say_wrong(self.tr("Write the time as 13:00."))
        if day is None or hour is None:
            return None
        local = datetime.combine(day, hour.replace(tzinfo=None))
        return local.replace(tzinfo=zone_of(board))

    def _minutes(self) -> int | None:
        text = self.minutes.text().strip()
        good = text.isdigit() and 5 <= int(text) <= 600
        self.minutes.set_wrong(not good)
        if not good:
            self.say_wrong(self.tr("Write how long the meeting takes in minutes, from 5 to 600."))
        return int(text) if good else None

    def _lay_out(self) -> None:
        fields = (
            (self.tr("Board"), self.board, 340), (self.tr("Day"), self.day, 120), (self.tr("Time"), self.time, 76),
            (self.tr("Minutes"), self.minutes, 76), (self.tr("Place"), self.place, 160),
            (self.tr("Video link"), self.link, 220),
        )  # fmt: skip
        cells = []
        for words, field, wide in fields:
            field.setFixedWidth(current().px(wide))
            cell = QWidget()
            cell.setLayout(column(Label(words, "small"), field, spacing=2))
            cells.append(cell)
        self.box.addWidget(Flow(cells, spacing=12))
        self.box.addWidget(self.wrong)
        self.box.addWidget(Flow((self.plan, self.cancel, self.several), spacing=8))
        self.box.addWidget(Line())
        self.wrong.hide()
