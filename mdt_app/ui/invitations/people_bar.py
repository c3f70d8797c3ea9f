"""Above the people stand the ways to look at them at the left, and what can be done at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.entries import Due
from mdt_app.domain.inviting import Answer
from mdt_app.operations.invitations_view import PersonRow
from mdt_app.ui.common.buttons import BareButton, LinkButton, PrimaryButton
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.segments import SegmentedButton

Keeps = Callable[[PersonRow], bool]


def awaited(row: PersonRow) -> bool:
    """Was told, and has not answered what he was told."""
    told = row.entry is not None and not row.entry.cancelled and bool(row.cases)
    return told and (row.answer is Answer.NONE or row.stale)


def changed(row: PersonRow) -> bool:
    """Something is different from what he was told."""
    return row.due in (Due.MOVED, Due.CANCELLED)


class PeopleBar(Pane):
    """56 px: back to the agenda; All, To tell, No answer, Changed, Missing; invite, read answers, tell everybody."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 12, 16, 12), parent=parent)
        self._titles = {
            "all": self.tr("All {count}"),
            "due": self.tr("To tell {count}"),
            "awaited": self.tr("No answer {count}"),
            "changed": self.tr("Changed {count}"),
            "missing": self.tr("Missing {count}"),
        }
        choices = [(key, title.format(count=0)) for key, title in self._titles.items()]
        self.back = LinkButton(self.tr("Agenda"), "chevron-left")
        self.segments = SegmentedButton(choices, "all", name=self.tr("Which people"))
        self.invite = LinkButton(self.tr("Invite"), "plus", shortcut="Ctrl+N")
        self.read = BareButton(icon="import", name=self.tr("Read answers from files"))
        self.tell = PrimaryButton(self.tr("Nobody to tell"))
        self._above = line(self.back, self.segments, None, self.invite, self.read, self.tell, spacing=8)
        self._under = line(spacing=8)
        self.box.setSpacing(0)
        self.box.addLayout(self._above, 1)
        self.box.addLayout(self._under)
        self.segments.chosen.connect(self.chosen)

    def set_narrow(self, narrow: bool) -> None:
        """Short of room the ways to look stand under what can be done."""
        before, after = (self._above, self._under) if narrow else (self._under, self._above)
        if before.indexOf(self.segments) >= 0:
            before.removeWidget(self.segments)
            after.insertWidget(0 if narrow else 1, self.segments)
            self._under.setContentsMargins(0, 8 if narrow else 0, 0, 0)

    def current(self) -> str:
        """The key of the filter that is chosen."""
        return self.segments.current() or "all"

    def show_counts(self, rows: Sequence[PersonRow], may: bool) -> None:
        """Say how many people each filter keeps, and how many must hear something."""
        for key, title in self._titles.items():
            keeps = HOLDS[key]
            self.segments.set_words(key, title.format(count=sum(keeps(row) for row in rows)))
        due = sum(row.due.must_hear for row in rows)
        few = {0: self.tr("Nobody to tell"), 1: self.tr("Send 1 invitation")}
        self.tell.set_words(few.get(due) or self.tr("Send {count} invitations").format(count=due))
        self.tell.setEnabled(may and due > 0)
        for part in (self.invite, self.read):
            part.setEnabled(may)


HOLDS: dict[str, Keeps] = {
    "all": lambda row: True,
    "due": lambda row: row.due.must_hear,
    "awaited": awaited,
    "changed": changed,
    "missing": lambda row: row.unknown,
}
