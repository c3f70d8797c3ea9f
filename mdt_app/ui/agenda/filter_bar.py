"""Above an agenda stand the ways to look at it at the left, and what can be done with it at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from mdt_app.domain.agenda import MeetingState
from mdt_app.operations.rows import ListingRow
from mdt_app.ui.agenda import words
from mdt_app.ui.common.buttons import BareButton, Button, LinkButton, PrimaryButton
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.segments import SegmentedButton

Keeps = Callable[[ListingRow], bool]


class FilterBar(Pane):
    """56 px: All, Not ready, GP invited, Standard, Taken off; People, Add case, Plan slots, more, Start meeting."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 12, 16, 12), parent=parent)
        self._titles = {
            "all": self.tr("All {count}"),
            "unready": self.tr("Not ready {count}"),
            "gp": self.tr("GP invited {count}"),
            "standard": self.tr("Standard {count}"),
        }
        choices = [(key, title.format(count=0)) for key, title in self._titles.items()]
        self.segments = SegmentedButton(choices, "all", name=self.tr("Which cases"))
        self.off = Button(self.tr("Taken off"))
        self.off.setCheckable(True)
        self.off.hide()
        self.add = LinkButton(self.tr("Add case"), "plus", shortcut="Ctrl+N")
        self.people = LinkButton(self.tr("People"), "people", shortcut="Ctrl+U")
        self.plan = Button(self.tr("Plan slots"), shortcut="Ctrl+Shift+S")
        self.more = BareButton(icon="more", name=self.tr("More"))
        self._menu = QMenu(self)
        self.hours = self._menu.addAction(self.tr("When people can come"))
        self.bring = self._menu.addAction(self.tr("Import cases from a file"))
        self.print = self._menu.addAction(self.tr("Print the agenda as PDF"))
        self.hours.setShortcut(QKeySequence("Ctrl+T"))
        self.addAction(self.hours)
        self.start = PrimaryButton(self.tr("Start meeting"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.segments)
        row.addWidget(self.off)
        row.addStretch(1)
        for part in (self.people, self.add, self.plan, self.more, self.start):
            row.addWidget(part)
        self.box.addLayout(row, 1)
        self.segments.chosen.connect(self.choose)
        self.more.clicked.connect(
            lambda: self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        )
        self.off.clicked.connect(lambda on: self.choose("off" if on else "all"))

    def current(self) -> str:
        """The key of the filter that is chosen."""
        return "off" if self.off.isChecked() else self.segments.current() or "all"

    def choose(self, key: str) -> None:
        """Choose a filter; "off" is the one of cases taken off."""
        self.segments.set_current("" if key == "off" else key)
        self.off.setChecked(key == "off")
        self.chosen.emit(key)

    def keeps(self, key: str) -> Keeps:
        """The rows that a filter keeps; taken-off cases show under their own only."""
        holds = _HOLDS.get(key)
        if key == "off":
            return words.is_off
        return lambda row: not words.is_off(row) and (holds is None or holds(row))

    def show_counts(self, rows: Sequence[ListingRow]) -> None:
        """Say how many cases each filter keeps; "Off" only where there are any."""
        for key, title in self._titles.items():
            keeps = self.keeps(key)
            self.segments.set_words(key, title.format(count=sum(keeps(row) for row in rows)))
        off = sum(words.is_off(row) for row in rows)
        self.off.set_words(self.tr("Taken off {count}").format(count=off))
        self.off.setVisible(off > 0)
        if not off and self.current() == "off":
            self.choose("all")

    def show_state(self, state: str, may_prepare: bool, may_start: bool) -> None:
        """What can be done as the meeting stands, with this account; who may not start it does not see how."""
        planned = state == MeetingState.PLANNED
        self.plan.setVisible(planned and may_prepare)
        self.hours.setVisible(state != MeetingState.CLOSED)
        for part in (self.add, self.bring):
            part.setEnabled(may_prepare)
            part.setVisible(state != MeetingState.CLOSED)
        self.start.set_words(self.tr("Start meeting") if planned else self.tr("Continue meeting"))
        self.start.setVisible(state != MeetingState.CLOSED and (may_start or not planned))


_HOLDS: dict[str, Keeps] = {"unready": words.is_unready, "gp": words.calls_gp, "standard": words.is_standard}
