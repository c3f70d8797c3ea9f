"""When it was answered, by whom and where: now unless said otherwise, earlier if typed, never still to come."""

from __future__ import annotations

from datetime import UTC, date, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.payloads import Assessment
from mdt_app.ui.assessments import words
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.segments import SegmentedButton


class EntryHead(QWidget):
    """`begin` fills the fields, `moment` reads day and time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime.min.replace(tzinfo=UTC)
        self._earliest: date | None = None
        self._latest: date | None = None
        self.day, self.time = Field(name=self.tr("Day")), Field(self.tr("no time"), name=self.tr("Time"))
        self.by = SegmentedButton(words.answered_by(), name=self.tr("Who answered"))
        self.setting = Choice(words.settings(), name=self.tr("Where"))
        theme = themes.current()
        self.day.setFixedWidth(theme.px(112))
        self.time.setFixedWidth(theme.px(80))
        self.setting.setMinimumWidth(theme.px(150))
        when = QWidget()
        inside = row(self.day, self.time, spacing=4)
        inside.setContentsMargins(0, 0, 0, 0)
        when.setLayout(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Flow([when, self.by, self.setting], spacing=8))
        self.day.textEdited.connect(self._day_typed)

    def begin(
        self, now: datetime, day: date | None, at: datetime | None, filled: Assessment | None, by: str
    ) -> None:
        """Now, or the day and moment given; who answered and where as `filled` has it."""
        self.now = now
        self.day.set_text(f"{day or now.date():%d-%m-%Y}")
        moment = at.astimezone(now.tzinfo) if at else None if day else now
        self.time.set_text(f"{moment:%H:%M}" if moment else "")
        self.by.set_current(filled.by if filled else by)
        self.setting.set_current(filled.setting if filled else "")

    def set_limits(self, earliest: date | None, latest: date | None) -> None:
        """The days between which something can have been measured: birth and death."""
        self._earliest, self._latest = earliest, latest

    def set_kind(self, *, only_when: bool, locked: bool) -> None:
        """Whether who and where are asked, and whether anything may be changed."""
        self.by.setVisible(not only_when)
        self.setting.setVisible(not only_when)
        self.by.setEnabled(not locked)
        self.setting.setEnabled(not locked)
        self.day.setReadOnly(locked)
        self.time.setReadOnly(locked)

    def moment(self) -> tuple[date, datetime | None]:
        """Day and moment as typed. Raises ValueError in words."""
        day = words.past_day(self.day.text(), self.now.date())
        if day is None:
            raise ValueError(self.tr("Write the day, such as 16-10-2026."))
        try:
            clock = words.parse_time(self.time.text())
        except ValueError:
            raise ValueError(self.tr("Write the time, such as 14:05, or leave it out.")) from None
        at = words.at_moment(day, clock, self.now)
        if day > self.now.date() or (at is not None and day == self.now.date() and at > self.now):
            raise ValueError(self.tr("This moment is still to come."))
        if self._earliest is not None and day < self._earliest:
            raise ValueError(self.tr("That day is before the patient was born."))
        if self._latest is not None and day > self._latest:
            raise ValueError(
                self.tr("The patient had died by that day; nothing of theirs is measured after it.")
            )
        return day, at

    def _day_typed(self) -> None:
        """Another day has another time: the one of now goes."""
        if self.time.text() == f"{self.now:%H:%M}":
            self.time.set_text("")
