"""The head says whether the meeting may decide, who is here and who leads, since when it is open and how late it is."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdt_app.domain.agenda import MeetingState
from mdt_app.domain.attendance import Quorum
from mdt_app.operations.meeting_head import MeetingHead
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.marks import SIZE, Shape, Status
from mdt_app.ui.common.text import Label, set_tip, width
from mdt_app.ui.common.theme import current
from mdt_app.ui.common.words import discipline, said_time
from mdt_app.ui.meetings import words
from mdt_app.ui.services import Services

EVERY, GAP = 10_000, 12


class HeadState(QWidget):
    """Two lines at the right of a meeting's head; how late it is goes on with the clock.

    It keeps the room of the longest words that it may come to say, so that nothing moves when a case begins.
    """

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._head: MeetingHead | None = None
        self.quorum = Status(Shape.TRIANGLE, "", 12)
        self.here = Label("", "small", elide=True)
        self.state = Label("", "small", elide=True)
        self.course = Label("", "small", elide=True)
        below = row(self.state, self.course, self.here, None, spacing=GAP)
        box = column(row(self.quorum, None), below, spacing=0)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._show_course)

    def show_head(self, head: MeetingHead) -> None:
        """The meeting as read now."""
        self._head = head
        self._keep_room(head)
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
        from mdt_app.domain.slipping import expected, late_by

        opened = head.meeting.opened_at
        parts = [self.tr("since {time}").format(time=said_time(opened, head.board))] if opened else []
        late = late_by(expected(head.meeting, head.listings, self._services.now(), head.decided))
        if late:
            words_of = self.tr("{minutes} min late") if late > 0 else self.tr("{minutes} min early")
            parts.append(words_of.format(minutes=abs(late)))
        self.course.set_text(", ".join(parts))
        self.course.setVisible(bool(parts))

    def _keep_room(self, head: MeetingHead) -> None:
        """As wide as it may become while this meeting goes on."""
        rules = [(one.discipline, one.minimum) for one in head.board.quorum]
        each = 2 if len(rules) > 1 else 1
        lacks = [words.short_quorum(Quorum(met=False, missing=(one,) * each, present=0)) for one in rules]
        mark = current().px(SIZE) + 6
        wide = [mark + width(one, 12, True) for one in lacks]
        here = self.tr("{count} at the meeting").format(count=99)
        since = self.tr("since {time}").format(time="00:00")
        for late in (self.tr("{minutes} min late"), self.tr("{minutes} min early")):
            course = f"{since}, {late.format(minutes=99)}"
            parts = (words.state(MeetingState.OPEN), course, here)
            wide.append(sum(width(one, 12) for one in parts) + 2 * GAP)
        self.setMinimumWidth(max(wide))

    def _show_quorum(self, head: MeetingHead) -> None:
        shape = Shape.DONE if head.quorum.met else Shape.TRIANGLE
        self.quorum.setVisible(bool(head.board.quorum))
        closed = head.meeting.state == MeetingState.CLOSED
        whole = words.said_quorum(head.quorum, closed)
        self.quorum.set_state(shape, words.short_quorum(head.quorum, closed))
        self.quorum.setAccessibleName(whole)
        set_tip(self.quorum, whole)
