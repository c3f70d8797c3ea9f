"""What radiology, pathology and the palliative team prepare for one meeting, on screen as on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.people import age
from mdt_app.domain.preparation_content import PreparationCase, PreparationContent, PreparationLine
from mdt_app.domain.preparing_teams import TEAMS
from mdt_app.operations.preparation import PALLIATIVE, preparation
from mdt_app.operations.work import Change
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.columns import Cell, Column, ColumnsModel
from mdt_app.ui.common.frames import Line, Pane, column
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.marks import Mark, Shape, Tone
from mdt_app.ui.common.messages import EmptyState
from mdt_app.ui.common.pdf_file import save_pdf
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.table import TableView
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_clock, said_day
from mdt_app.ui.live import LiveView
from mdt_app.ui.readiness import words
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks

UNCONCERNED = frozenset({"letter", "account", "command", "note", "attendance"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the list: a case, and one thing that it asks; the palliative team reads a case in one line."""

    case: PreparationCase
    one: PreparationLine | None
    number: int


class PreparationScreen(LiveView):
    """`show_preparation("meeting id[/team]")`. Signals: `go(place, id)`, `said(words, undo, wrong)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self.choose_file: Callable[[QWidget, str], str] = _ask_file
        self._meeting_id, self.team = "", next(iter(TEAMS))
        self.content: PreparationContent | None = None
        self.title = Label("", "heading", wrap=True)
        self.back = Button(self.tr("Agenda"), "chevron-left")
        choices = [
            ("radiology", self.tr("Radiology")), ("pathology", self.tr("Pathology")),
            (PALLIATIVE, self.tr("Palliative team")),
        ]  # fmt: skip
        self.teams = SegmentedButton(choices, self.team, name=self.tr("Who prepares"))
        self.print = Button(self.tr("Print as PDF"), "print", shortcut="Ctrl+P")
        self.rest = Label("", "secondary", wrap=True)
        self.model: ColumnsModel[Asked] = ColumnsModel(
            self._columns(), same=lambda one: (one.case.listing_id, one.number)
        )
        self.table = TableView(self.model, name=self.tr("Preparation list"))
        self.none = EmptyState(
            self.tr("Nothing to prepare"),
            self.tr("No case of this meeting asks anything of this team. What a case needs is said beside the agenda."),
            self.tr("Open the agenda"), "meetings",
        )  # fmt: skip
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_preparation(self, id: str) -> None:
        """One team's list for a meeting."""
        self._meeting_id, _, team = id.partition("/")
        if team in TEAMS:
            self._turn(team)
        self.teams.set_current(self.team)
        self.stale()

    def patient_id(self) -> str:
        """Whose line is chosen."""
        row = self.table.current_row()
        return row.case.patient_id if isinstance(row, Asked) else ""

    def shown(self) -> None:
        """The arrows go from line to line."""
        self.table.setFocus()

    def concerns(self, change: Change) -> bool:
        return change.entity not in UNCONCERNED

    def refresh(self) -> None:
        meeting_id, team, guidance = self._meeting_id, self.team, self._services.guidance
        demo = self._services.demo
        if meeting_id:
            self.tasks.read(
                self, lambda reader: preparation(reader, guidance, meeting_id, team, demo), self._show
            )

    def _turn(self, team: str) -> None:
        self.team, self.content = team, None
        self.model.columns = self._columns()
        self.model.set_rows(())
        self.stale()

    def _show(self, content: PreparationContent) -> None:
        if content.team != self.team:
            return
        self.content = content
        day = said_day(content.head.starts_at.date(), self._services.today(), weekday=True)
        clock = said_clock(content.head.starts_at, content.head.starts_at.tzinfo)
        self.title.set_text(f"{content.head.board}, {day}, {clock}")
        rows = _rows(content)
        self.model.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.choose((rows[0].case.listing_id, rows[0].number))
        self.pages.setCurrentWidget(self.table if content.cases else self.none)
        rest = content.rest
        said = self.tr("1 other case asks nothing.") if rest == 1 else self.tr("{n} other cases ask nothing.")
        self.rest.set_text(said.format(n=rest) if rest and content.cases else "")
        self.print.setEnabled(bool(content.cases))

    def _columns(self) -> tuple[Column[Asked], ...]:
        first = (
            Column(self.tr("Slot"), self._slot, 64, key=lambda one: one.case.position),
            Column(self.tr("Patient"), self._patient, 190, key=lambda one: one.case.patient.casefold()),
        )
        if self.team == PALLIATIVE:
            return (
                *first,
                Column(self.tr("Why, and what is wanted"), self._called, 300, stretch=True),
                Column(self.tr("Newest scores"), self._scores, 240, stretch=True),
                Column(self.tr("Due"), self._due, 240, stretch=True, under=3),
            )
        return (
            *first,
            Column(self.tr("Wanted"), self._wanted, 280, stretch=True),
            Column(self.tr("How far"), self._state, 120, under=2),
            Column(self.tr("By when, and who"), self._when, 200, key=lambda one: _day(one) or date.max),
            Column(self.tr("On record"), self._known, 200, stretch=True, under=2),
        )

    def _slot(self, row: Asked) -> Cell:
        slot = row.case.slot
        return Cell(f"{slot[0]:%H:%M}" if slot else "–", str(row.case.position))

    def _patient(self, row: Asked) -> Cell:
        case = row.case
        on = self.content.head.starts_at.date() if self.content else self._services.today()
        born = f"{case.birth_date:%d-%m-%Y}, {age(case.birth_date, on)}" if case.birth_date else case.number
        tip = "\n".join((case.patient, born, *case.identifiers, case.number, case.question))
        return Cell(case.patient, born, strong=True, name=True, tip=tip)

    def _wanted(self, row: Asked) -> Cell:
        asked = row.one
        if asked is None:
            return Cell("–")
        text = asked.text or words.thing(asked.what)
        by = (
            self.tr("asked by {name}").format(name=row.case.asked_by)
            if row.case.asked_by
            else row.case.question
        )
        return Cell(text, by, tip=f"{text}\n{row.case.question}\n{by}")

    def _state(self, row: Asked) -> Cell:
        asked = row.one
        if asked is None:
            return Cell("–")
        shape = Shape.TRIANGLE if asked.blocks else words.SHAPES.get(asked.state, Shape.RING)
        said = words.state(asked.state)
        return Cell(
            said, words.tr("blocks") if asked.blocks else "", marks=(Mark(shape, said),), tone=Tone.LOOK
        )

    def _when(self, row: Asked) -> Cell:
        day = _day(row)
        said = said_day(day, self._services.today()) if day else self.tr("for the meeting")
        owner = row.one.owner if row.one else ""
        return Cell(said, owner or self.tr("nobody sees to it yet"), tip=owner)

    def _known(self, row: Asked) -> Cell:
        said = [f"{said_day(day, self._services.today())}: {text}" for day, text in row.case.known]
        if not said:
            return Cell(self.tr("nothing on record"), tone=Tone.QUIET)
        return Cell(said[0], "; ".join(said[1:]), tip="\n".join(said), small=True)

    def _called(self, row: Asked) -> Cell:
        wanted = [one.text for one in row.case.lines if one.text]
        said = "; ".join([*row.case.called, *wanted]) or "–"
        return Cell(said, tip=f"{said}\n{row.case.question}", small=True, two_lines=True)

    def _scores(self, row: Asked) -> Cell:
        said = [text for _, text in row.case.scores]
        if not said:
            return Cell(
                self.tr("never asked"), tone=Tone.LOOK, marks=(Mark(Shape.RING, self.tr("never asked")),)
            )
        newest = said_day(max(day for day, _ in row.case.scores), self._services.today())
        tip = "\n".join(f"{text}, {said_day(day)}" for day, text in row.case.scores)
        return Cell(f"{newest}: {', '.join(said)}", tip=tip, small=True, two_lines=True)

    def _due(self, row: Asked) -> Cell:
        late = [text for text, overdue in row.case.due if overdue]
        due = [text for text, overdue in row.case.due if not overdue]
        if not late and not due:
            return Cell(self.tr("nothing due"), tone=Tone.QUIET)
        tip = "\n".join([*(self.tr("{what}, overdue").format(what=one) for one in late), *due])
        first = self.tr("overdue: {what}").format(what=", ".join(late)) if late else ", ".join(due)
        mark = (Mark(Shape.DIAMOND, self.tr("overdue")),) if late else ()
        return Cell(first, ", ".join(due) if late else "", marks=mark, tip=tip)

    def _print(self) -> None:
        content = self.content
        if content is None:
            return
        day = content.head.starts_at.date()
        chosen = self.choose_file(
            self, f"{self.teams.segment(self.team).words()} {content.head.board} {day}.pdf"
        )
        if not chosen:
            return

        def act(_: Job) -> Path:
            return save_pdf(Path(chosen), self._services.render_preparation(content))

        def done(written: Path) -> None:
            self.said.emit(self.tr("The list is in {file}.").format(file=written), None, False)

        self.tasks.work(self, act, done, failed=lambda explained: self.said.emit(explained.words, None, True))

    def _lay_out(self) -> None:
        head = Pane("pane", margins=(16, 12, 16, 12), spacing=8)
        above = line(self.back, self.title, self.print, spacing=12)
        above.setStretch(1, 1)
        head.box.addLayout(above)
        head.box.addLayout(line(self.teams, None))
        body = Pane("surface")
        body.box.addWidget(self.pages, 1)
        foot = column(self.rest)
        foot.setContentsMargins(16, 8, 16, 8)
        body.box.addLayout(foot)
        for page in (self.table, self.none):
            self.pages.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (head, Line()):
            box.addWidget(part)
        box.addWidget(body, 1)

    def _connect(self) -> None:
        self.teams.chosen.connect(self._turn)
        self.print.clicked.connect(self._print)
        self.back.clicked.connect(lambda: self.go.emit("meeting", self._meeting_id))
        self.none.acted.connect(lambda: self.go.emit("meeting", self._meeting_id))
        self.table.opened.connect(
            lambda one: self.go.emit("meeting", f"{self._meeting_id}/{one.case.listing_id}/prepare")
        )


def _rows(content: PreparationContent) -> list[Asked]:
    if content.team == PALLIATIVE:
        return [Asked(one, None, 0) for one in content.cases]
    return [Asked(case, one, number) for case in content.cases for number, one in enumerate(case.lines)]


def _day(row: Asked) -> date | None:
    return row.one.expected if row.one is not None else None


def _ask_file(parent: QWidget, name: str) -> str:
    """Where the user wants the file; "" for nowhere. The name is a board's and never a patient's."""
    plain = re.sub(r"[^\w .-]+", " ", name)
    chosen, _ = QFileDialog.getSaveFileName(parent, "", str(Path.home() / plain), "PDF (*.pdf)")
    return chosen
