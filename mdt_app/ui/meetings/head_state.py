"""The head says whether the meeting may decide, who is here and who leads, since when it is open and how late it is."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from mdt_app.domain.agenda import MeetingState
from mdt_app.domain.slipping import expected, late_by
from mdt_app.operations.meeting_head import MeetingHead
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label, set_tip
from mdt_app.ui.common.words import discipline, said_time
from mdt_app.ui.meetings import words
from mdt_app.ui.services import Services

EVERY = 10_000


class HeadState(QWidget):
    """Two lines at the right of a meeting's head; how late it is goes on with the clock."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._head: MeetingHead | None = None
        self.quorum = Status(Shape.TRIANGLE, "", 12)
        self.here = Label("", "small", elide=True)
        self.state = Label("", "small", elide=True)
        self.course = Label("", "small", elide=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for part, line, column in (
            (self.quorum, 0, 0), (self.here, 1, 0), (self.state, 0, 1), (self.course, 1, 1),
        ):  # fmt: skip
            grid.addWidget(part, line, column)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._show_course)

    def show_head(self, head: MeetingHead) -> None:
        """The meeting as read now."""
        self._head = head
        self._show_quorum(head)
        self.here.set_text(self.tr("{count} at the meeting").format(count=len(head.here)))
        self.here.setVisible(bool(head.here))
        names = [f"{name}, {discipline(kind)}" if kind else name for name, kind in head.here]
        leads = [
            self.tr("Chair: {name}").format(name=head.heads.chair or self.tr("not named")),
            self.tr("Moderator: {name}").format(name=head.heads.moderator or self.tr("not named")),
        ]
        set_tip(self.here, "\n".join([*leads, *names]))
        self.here.setAccessibleName(self.tr("At the meeting: {names}").format(names="; ".join(names)))
        self.state.set_text(words.state(head.meeting.state))
        set_tip(self.state, "\n".join(leads))
        is_open = head.meeting.state == MeetingState.OPEN
        (self._timer.start if is_open else self._timer.stop)()
        self._show_course()

    def clear(self) -> None:
        """Nothing is known of another meeting yet."""
        self._head = None
        self._timer.stop()
        for part in (self.quorum, self.here, self.course):
            part.hide()
        self.state.set_text("")

    def _show_course(self) -> None:
        """Since when it is open, and how late it is for those still to come."""
        head = self._head
        if head is None or head.meeting.state != MeetingState.OPEN:
            self.course.hide()
            return
        opened = head.meeting.opened_at
        parts = [self.tr("since {time}").format(time=said_time(opened, head.board))] if opened else []
        late = late_by(expected(head.meeting, head.listings, self._services.now(), head.decided))
        if late:
            words_of = self.tr("{minutes} min late") if late > 0 else self.tr("{minutes} min early")
            parts.append(words_of.format(minutes=abs(late)))
        self.course.set_text(", ".join(parts))
        self.course.setVisible(bool(parts))

    def _show_quorum(self, head: MeetingHead) -> None:
        shape = Shape.DONE if head.quorum.met else Shape.TRIANGLE
        self.quorum.setVisible(bool(head.board.quorum))
        closed = head.meeting.state == MeetingState.CLOSED
        whole = words.said_quorum(head.quorum, closed)
        self.quorum.set_state(shape, words.short_quorum(head.quorum, closed))
        self.quorum.setAccessibleName(whole)
        set_tip(self.quorum, whole)
