"""A request is one page: who asks what, what the patient knows, how the patient is, what is wanted of whom, by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mdt_app.domain.agenda import Board
from mdt_app.domain.needs import Need, Wanted
from mdt_app.domain.payloads import PatientWords, Score
from mdt_app.domain.requests import Urgency, asks_of
from mdt_app.operations.commands import new_id
from mdt_app.operations.requests import TakenOver
from mdt_app.operations.requests_rows import ON_RECORD, AskingView, Earlier, RequestView, Standing
from mdt_app.ui.acp.words import past_day
from mdt_app.ui.common.buttons import CheckRow, LinkButton, PrimaryButton
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.frames import ScrollPanel, column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.typed import typed_in
from mdt_app.ui.common.words import said_day
from mdt_app.ui.readiness.day_field import DayField
from mdt_app.ui.readiness.who_field import WhoField
from mdt_app.ui.readiness.words import things
from mdt_app.ui.requests import words
from mdt_app.ui.services import Services

NOT_SAID = ""
ECOGS = tuple(str(one) for one in range(5))


class RequestForm(ScrollPanel):
    """The form of a board. Emits `kept(values)` with the payload of SendRequest or SendAgain, `board_chosen(id)`,
    `case_asked(place id)` and `left()`."""

    kept = Signal(dict)
    case_asked = Signal(str)
    board_chosen = Signal(str)
    left = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 16, 24, 24), spacing=8, parent=parent)
        self._services = services
        self._boards: dict[str, Board] = {}
        self._stands: Mapping[str, Standing] = {}
        self._again = ""
        self._taken: dict[str, tuple[Earlier, str]] = {}
        self._needs: Mapping[str, Need] = {}
        self._warned = False
        self._make_fields()
        self._lay_out()
        self._connect()

    def begin(self, found: AskingView, board_id: str = "") -> None:
        """An empty form for one patient."""
        self._boards = {one.id: one for one in found.boards}
        self._stands = found.stands
        self._again, self._needs = "", {}
        self.title.set_text(self.tr("Ask a board: {name}").format(name=found.patient.name))
        self.send.set_words(self.tr("Send request"))
        chosen = board_id if board_id in self._boards else self._usual(found)
        self.board.set_choices([(one.id, one.name) for one in found.boards], chosen)
        self.board.setEnabled(True)
        self.requester.set_people(found.people)
        self._clear()
        self.requester.set_text(found.me.name if found.me else "")
        self._ask_things()
        (self.question if found.me else self.requester).setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_again(self, found: AskingView, seen: RequestView) -> None:
        """A returned or withdrawn request, to be completed."""
        self.begin(found, seen.board.id)
        self._again = seen.row.request.id
        self._needs = {one.what: one for one in seen.needs}
        self.title.set_text(self.tr("Complete the request: {name}").format(name=seen.row.patient.name))
        self.send.set_words(self.tr("Send again"))
        self.board.setEnabled(False)
        request = seen.row.request
        self.requester.set_text(request.requester)
        self.question.set_text(seen.row.case.question)
        self.urgency.set_current(str(int(request.urgency)))
        self.wanted_by.show_day(request.wanted_by, self._services.today())
        for what, field in self.wanted.items():
            need = self._needs.get(what)
            field.set_text(need.wanted if need else "")
            self.blocks[what].setChecked(need.blocks if need else False)
        self._take_record(seen)
        self.question.setFocus(Qt.FocusReason.OtherFocusReason)

    def _usual(self, found: AskingView) -> str:
        """The board that knows the patient, else the first."""
        known = {one.source.rpartition("-")[0].rpartition("-")[0] for one in found.earlier}
        return next((one.id for one in found.boards if one.prefix in known), next(iter(self._boards), ""))

    def take(self, one: Earlier) -> None:
        """Put what is on record already into its field, marked with where it comes from."""
        if one.field == "ecog":
            self.ecog.set_current(one.text)
            self.ecog_on.set_text(said_day(one.day, self._services.today()))
        elif one.field in ("question", "knows"):
            (self.question if one.field == "question" else self.knows).set_text(one.text)
        elif one.field in self.wanted:
            self.wanted[one.field].set_text(one.text)
        else:
            return
        self._taken[one.field] = (one, self._said(one.field))
        self._mark()

    def asks(self) -> tuple[str, ...]:
        """What the form of the chosen board asks for."""
        board = self._boards.get(self.board.current())
        return asks_of(board) if board is not None else ()

    def say(self, problem: str) -> None:
        """Why the request is not sent; "" where nothing stands against it."""
        self.wrong.set_text(problem)
        self.wrong.setVisible(bool(problem))
        if problem:
            self.ensureWidgetVisible(self.wrong)

    def unsaved(self) -> bool:
        """Whether words stand here that nobody kept."""
        return typed_in(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves, words only at the second."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.unsaved() and not self._warned:
            self._warned = True
            self.say(self.tr("Not sent yet. Send it; Escape once more leaves it."))
        else:
            self.left.emit()

    def leave_typed(self) -> None:
        """What stands here was sent, or left on purpose."""
        for field in self.findChildren(Field):
            field.setModified(False)
        for area in (self.question, self.knows):
            area.document().setModified(False)

    def _clear(self) -> None:
        self._taken, self._warned = {}, False
        for area in (self.question, self.knows):
            area.set_text("")
            area.document().setModified(False)
        for field in (self.knows_by, self.wanted_by, self.ecog_on, *self.wanted.values()):
            field.set_text("")
        self.urgency.set_current(str(int(Urgency.ROUTINE)))
        self.ecog.set_current(NOT_SAID)
        for box in self.blocks.values():
            box.setChecked(False)
        self.say("")

    def _ask_things(self) -> None:
        """One line for each thing that the board asks for; what stands in it stays where both ask for it."""
        asks = self.asks()
        for what, part in self._things.items():
            part.setVisible(what in asks)
        self._say_standing()
        self._mark()

    def _say_standing(self) -> None:
        """Whoever stands on an agenda of the chosen board is seen there; said before a second request is written."""
        found, near = self._stands.get(self.board.current()), self._services.today()
        self.standing.setVisible(found is not None)
        if found is not None:
            day = said_day(found.day, near, weekday=True)
            self.standing.set_text(
                self.tr("Already on the agenda of {day}").format(day=day), found.question.strip()
            )

    def _ask_case(self) -> None:
        found = self._stands.get(self.board.current())
        if found is not None:
            self.case_asked.emit(f"{found.meeting_id}/{found.listing_id}/prepare")

    def _take_record(self, seen: RequestView) -> None:
        """What is a fact already stays one: it is taken over with its own day."""
        if seen.knows is not None and isinstance(seen.knows.payload, PatientWords):
            text = seen.knows.payload.text
            self.take(Earlier(field="knows", text=text, source=ON_RECORD, day=seen.knows.true_from))
        if seen.ecog is not None and isinstance(seen.ecog.payload, Score):
            value = str(seen.ecog.payload.value)
            self.take(Earlier(field="ecog", text=value, source=ON_RECORD, day=seen.ecog.true_from))

    def _said(self, field: str) -> str:
        if field == "ecog":
            return f"{self.ecog.current()} {self.ecog_on.text().strip()}"
        if field in self.wanted:
            return self.wanted[field].text().strip()
        return (self.question if field == "question" else self.knows).text().strip()

    def _mark(self) -> None:
        """Say beside each field what was taken over; what was changed since is said anew and loses its mark."""
        self._taken = {name: kept for name, kept in self._taken.items() if self._said(name) == kept[1]}
        near = self._services.today()
        for name, label in self._marks.items():
            kept = self._taken.get(name)
            label.set_text(words.taken_over((kept[0].source, kept[0].day), near) if kept else "")
            label.setVisible(kept is not None)

    def _send(self) -> None:
        self.say("")
        try:
            values = self._values()
        except ValueError as wrong:
            self.say(str(wrong))
            return
        self.kept.emit(values)

    def _values(self) -> dict[str, Any]:
        """The payload of the command. Raises ValueError in words."""
        if not self.requester.text().strip():
            self.requester.setFocus()
            raise ValueError(self.tr("Say who asks: a request needs a name."))
        if not self.question.text().strip():
            self.question.setFocus()
            raise ValueError(self.tr("Write the one question to the board."))
        self._mark()
        said = self.ecog.current()
        return {
            **({} if self._again else {"board_id": self.board.current()}),
            "case_id": self._again or new_id(),
            "requester": self.requester.text().strip(),
            "requester_id": self.requester.person_id(),
            "question": self.question.text().strip(),
            "urgency": int(self.urgency.current()),
            "wanted_by": self.wanted_by.day(self._services.today()),
            "knows": self.knows.text().strip(),
            "knows_by": self.knows_by.text().strip(),
            "ecog": int(said) if said else None,
            "ecog_on": self._ecog_day() if said else None,
            "wanted": self._wanted(),
            "taken_over": tuple(
                TakenOver(field=name, source=one.source, day=one.day)
                for name, (one, _) in self._taken.items()
            ),
        }

    def _ecog_day(self) -> date | None:
        text = self.ecog_on.text().strip()
        try:
            found = past_day(text, self._services.today()) if text else None
        except ValueError:
            self.ecog_on.set_wrong(True)
            raise ValueError(
                self.tr("Performance status: write a day that has been, such as 3 Nov.")
            ) from None
        self.ecog_on.set_wrong(False)
        return found

    def _wanted(self) -> tuple[Wanted, ...]:
        """What is asked for; a need that stands already keeps its owner, its day and how far it is."""
        found = []
        for what in self.asks():
            text, blocks = self.wanted[what].text().strip(), self.blocks[what].isChecked()
            before = self._needs.get(what)
            if before is not None:
                found.append(
                    Wanted(
                        id=before.id, what=what, wanted=text, state=before.state, owner_id=before.owner_id,
                        owner=before.owner, expected=before.expected, blocks=blocks,
                    )
                )  # fmt: skip
            elif text or blocks:
                found.append(Wanted(id=new_id(), what=what, wanted=text, blocks=blocks))
        return tuple(found)

    def _choose_board(self, board_id: str) -> None:
        self._ask_things()
        self.board_chosen.emit(board_id)

    def _make_fields(self) -> None:
        self.title = Label("", "title", wrap=True)
        self.board = Choice([], name=self.tr("Board"))
        self.board.give_way(12)
        self.requester = WhoField(self.tr("Who answers for the request"), name=self.tr("Asked by"))
        self.question = TextArea(
            self.tr("One question to the board"), name=self.tr("Question"), rows=2, grows=True
        )
        levels = [(str(int(one)), words.urgency(one)) for one in Urgency]
        self.urgency = SegmentedButton(levels, str(int(Urgency.ROUTINE)), name=self.tr("Urgency"))
        self.wanted_by = DayField(self.tr("20 Oct, +7"), name=self.tr("Wanted by"))
        self.knows = TextArea(
            self.tr("In a sentence; leave it open where nobody knows"), name=self.tr("What the patient knows"),
            rows=1, grows=True,
        )  # fmt: skip
        self.knows_by = Field(self.tr("Patient, family, who told"), name=self.tr("Said by"))
        choices = [(NOT_SAID, self.tr("not said")), *((one, one) for one in ECOGS)]
        self.ecog = SegmentedButton(choices, NOT_SAID, name=self.tr("Performance status (ECOG)"))
        self.ecog_on = Field(self.tr("today, or 3 Nov"), name=self.tr("Seen on"))
        self.wanted: dict[str, Field] = {}
        self.blocks: dict[str, CheckRow] = {}
        self._things: dict[str, QWidget] = {}
        self._marks: dict[str, Label] = {}
        self.wrong = InlineMessage("")
        self.standing = InlineMessage("", act=self.tr("Open that case"))
        self.send = PrimaryButton(self.tr("Send request"), hint="Ctrl+↵", shortcut="Ctrl+Return")
        self.leave = LinkButton(self.tr("Leave"), hint=self.tr("Esc"))

    def _lay_out(self) -> None:
        """From what every request must say to what this board asks for."""
        for part in (
            self.title,
            _cell(self.board),
            self.standing,
            _cell(self.requester),
            self._marked("question", self.question),
            _pair(_cell(self.urgency), _cell(self.wanted_by)),
            self._marked("knows", self.knows),
            _cell(self.knows_by),
            self._marked("ecog", self.ecog, self.ecog_on),
        ):
            self.box.addWidget(part)
        for what, _ in things():
            self.wanted[what] = Field(name=words.wanted(what))
            self.blocks[what] = CheckRow(self.tr("Not without it"))
            self.blocks[what].setAccessibleName(
                self.tr("{what}: cannot be discussed without it").format(what=words.wanted(what))
            )
            self._things[what] = self._marked(what, self.wanted[what], self.blocks[what])
            self.box.addWidget(self._things[what])
        self.box.addWidget(self.wrong)
        foot = QWidget()
        foot.setLayout(row(self.send, self.leave, None, spacing=8))
        self.box.addWidget(foot)
        self.box.addStretch(1)
        self.wrong.hide()
        self.standing.hide()

    def _marked(self, name: str, field: QWidget, beside: QWidget | None = None) -> QWidget:
        """A field under its name, with a place for where it was taken over from."""
        self._marks[name] = Label("", "small")
        self._marks[name].hide()
        head = row(Label(field.accessibleName(), "small"), None, self._marks[name], spacing=8)
        line = row(field, beside, spacing=8) if beside is not None else row(field)
        if beside is not None:
            line.setStretch(0, 1)
        made = QWidget()
        made.setLayout(column(head, line, spacing=2))
        return made

    def _connect(self) -> None:
        self.board.chosen.connect(self._choose_board)
        self.send.clicked.connect(self._send)
        self.leave.clicked.connect(self.left)
        self.standing.acted.connect(self._ask_case)
        for area in (self.question, self.knows):
            area.edited.connect(self._mark)
        for field in (*self.wanted.values(), self.ecog_on):
            field.textEdited.connect(lambda _: self._mark())
        self.ecog.chosen.connect(lambda _: self._mark())


def _cell(field: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(Label(field.accessibleName(), "small"), field, spacing=2))
    return made


def _pair(left: QWidget, right: QWidget) -> QWidget:
    made = QWidget()
    both = row(left, right, spacing=12)
    both.setStretch(0, 1)
    both.setStretch(1, 1)
    made.setLayout(both)
    return made
