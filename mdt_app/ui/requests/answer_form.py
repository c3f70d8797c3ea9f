"""The board answers a request in place: onto a meeting, back with a question, or to a later day with a reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.requests import RequestState
from mdt_app.operations.commands import new_id
from mdt_app.operations.requests_rows import RequestView
from mdt_app.ui.common.buttons import PrimaryButton
from mdt_app.ui.common.fields import Choice, TextArea
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.typed import typed_in
from mdt_app.ui.patients.words import meeting as meeting_words
from mdt_app.ui.readiness.day_field import DayField
from mdt_app.ui.services import Services

WAITS = ""
STANDARD = "standard:"
ACCEPT, RETURN, DEFER = RequestState.ACCEPTED.value, RequestState.RETURNED.value, RequestState.DEFERRED.value


class AnswerForm(QWidget):
    """Emits `answered(values)` with the payload of AnswerRequest."""

    answered = Signal(dict)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._case_id = ""
        ways = [(ACCEPT, self.tr("Accept")), (RETURN, self.tr("Ask back")), (DEFER, self.tr("Defer"))]
        self.way = SegmentedButton(ways, ACCEPT, name=self.tr("Answer"))
        self.meeting = Choice([], name=self.tr("Onto which meeting"))
        self.triage = Choice([], name=self.tr("Triage"))
        for choice in (self.meeting, self.triage):
            choice.give_way(12)
        self.question = TextArea(
            self.tr("What is to be said first?"), name=self.tr("Question back"), rows=2, grows=True
        )
        self.until = DayField(self.tr("2 Dec, +7"), name=self.tr("Until"))
        self.reason = TextArea(self.tr("Why it waits"), name=self.tr("Reason"), rows=1, grows=True)
        self.wrong = InlineMessage("")
        self.send = PrimaryButton("", hint="Ctrl+↵", shortcut="Ctrl+Return")
        self._lay_out()
        self.way.chosen.connect(self._turn)
        self.meeting.chosen.connect(lambda _: self._turn(ACCEPT))
        self.send.clicked.connect(self._send)

    def show_request(self, seen: RequestView) -> None:
        """What may be answered to it; what is typed for the same request stays."""
        meetings = [(one.id, meeting_words(one.starts_at, "").strip()) for one in seen.meetings]
        begun = self.tr("{meeting}, begun already")
        late = [
            (one.id, begun.format(meeting=meeting_words(one.starts_at, "").strip())) for one in seen.begun
        ]
        choices = [*meetings, (WAITS, self.tr("wait, no meeting yet")), *late]
        same = self._case_id == seen.row.request.id
        chosen = self.meeting.current() if same and self.meeting.current() in dict(choices) else choices[0][0]
        self.meeting.set_choices(choices, chosen)
        ways = [("discuss", self.tr("Discuss")), ("complex", self.tr("Discuss, complex"))]
        ways += [
            (STANDARD + one, self.tr("Met by a standard: {name}").format(name=one))
            for one in seen.board.standards
        ]
        way = self.triage.current()
        self.triage.set_choices(ways, way if same and way in dict(ways) else "discuss")
        if not same:
            self._case_id = seen.row.request.id
            for area in (self.question, self.reason):
                area.set_text("")
                area.document().setModified(False)
            self.until.set_text("")
            self.way.set_current(ACCEPT)
            self._turn(ACCEPT)

    def say(self, problem: str) -> None:
        """Why nothing is answered yet."""
        self.wrong.set_text(problem)
        self.wrong.setVisible(bool(problem))

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return typed_in(self)

    def _turn(self, way: str) -> None:
        self.say("")
        place = (ACCEPT, RETURN, DEFER).index(way)
        for number, page in enumerate(self._pages):
            page.setVisible(number == place)
        waits = way == ACCEPT and self.meeting.current() == WAITS
        said = {
            ACCEPT: self.tr("Accept, let it wait") if waits else self.tr("Accept onto this meeting"),
            RETURN: self.tr("Return with this question"), DEFER: self.tr("Defer until then"),
        }  # fmt: skip
        self.send.set_words(said[way])

    def _send(self) -> None:
        try:
            self.answered.emit(self._values())
        except ValueError as wrong:
            self.say(str(wrong))

    def _values(self) -> dict[str, Any]:
        """The payload of the command. Raises ValueError in words."""
        way = RequestState(self.way.current())
        values: dict[str, Any] = {"case_id": self._case_id, "state": way}
        if way == RequestState.RETURNED:
            return values | {"answer": self._text(self.question, self.tr("Write the question first."))}
        if way == RequestState.DEFERRED:
            until = self.until.day(self._services.today())
            if until is None:
                self.until.setFocus()
                raise ValueError(self.tr("Say until which day it is deferred."))
            return values | {"until": until, "answer": self._text(self.reason, self.tr("Say why it waits."))}
        triage = self.triage.current()
        standard = triage.removeprefix(STANDARD) if triage.startswith(STANDARD) else ""
        return values | {
            "meeting_id": self.meeting.current(), "listing_id": new_id(),
            "triage": "standard" if standard else triage, "standard": standard,
        }  # fmt: skip

    def _text(self, area: TextArea, lacking: str) -> str:
        if not area.text().strip():
            area.setFocus()
            raise ValueError(lacking)
        return area.text().strip()

    def _lay_out(self) -> None:
        accept, back, defer = QWidget(), QWidget(), QWidget()
        both = row(_cell(self.meeting), _cell(self.triage), spacing=12)
        for place in (0, 1):
            both.setStretch(place, 1)
        accept.setLayout(both)
        back.setLayout(column(_cell(self.question)))
        line = row(_cell(self.until), _cell(self.reason), spacing=12)
        line.setStretch(1, 1)
        defer.setLayout(line)
        self._pages = (accept, back, defer)
        self.setLayout(
            column(
                SectionTitle(self.tr("Answer of the board")), row(self.way, None), *self._pages, self.wrong,
                row(self.send, None), spacing=8,
            )
        )  # fmt: skip
        self.wrong.hide()
        for page in self._pages[1:]:
            page.hide()


def _cell(field: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(Label(field.accessibleName(), "small"), field, spacing=2))
    return made
