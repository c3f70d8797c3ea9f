"""Before anything is planned, everybody's hours stand in one list: who gave some, and whom another meeting has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.agenda import Break, MeetingState
from mdt_app.domain.errors import Refused
from mdt_app.domain.when import windows_from, windows_text
from mdt_app.operations.hand_order import Standing
from mdt_app.operations.planning_slots import SetBreaks
from mdt_app.operations.planning_wishes import STAYS_AWAY, key_of, not_planned
from mdt_app.ui.common.frames import Pane, empty
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.words import discipline, level, presence_icon
from mdt_app.ui.errors import explain
from mdt_app.ui.planning import words
from mdt_app.ui.planning.person_hours import PersonHours
from mdt_app.ui.planning.windows_field import LineField
from mdt_app.ui.planning.words import Naming
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks


class HoursPage(Pane):
    """People with their hours, the one who is chosen in a field, breaks, and meetings that clash. Signal: `said`."""

    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("pane", margins=(16, 4, 16, 12), spacing=4, parent=parent)
        self._tasks, self._services = tasks, services
        self._standing: Standing | None = None
        self._who: dict[str, tuple[str, str]] = {}
        self.clashes = Pane("pane", spacing=4)
        self.list = SideList(name=self.tr("When people can come"))
        self.name = Label("", "section", name=True)
        self.person = PersonHours(tasks, services)
        self.unknown = Label("", "small", wrap=True)
        self.breaks = LineField(self.tr("none; such as 14:00-14:10"), name=self.tr("Breaks"))
        self.wrong = Label("", "small", tone="look", wrap=True)
        self.box.addWidget(self.clashes)
        self.box.addWidget(self.list, 1)
        for part in (
            self.name,
            self.person,
            self.unknown,
            SectionTitle(self.tr("Breaks")),
            self.breaks,
            self.wrong,
        ):
            self.box.addWidget(part)
        self.wrong.hide()
        self.list.chosen.connect(self._show_person)
        self.list.opened.connect(lambda _: self.focus_field())
        self.person.said.connect(self.said)
        self.person.left.connect(self.list.setFocus)
        self.breaks.finished.connect(self._set_breaks)
        self.breaks.left.connect(self._show_breaks)

    def show_standing(self, standing: Standing, editable: bool) -> None:
        """Everybody invited and every member, with the hours that are stored; the one chosen stays chosen."""
        self._standing = standing
        rows = self._rows(standing)
        self.list.set_rows(rows)
        current = str(self.list.current_key() or "")
        if current not in self._who:
            current = next((str(one.key) for one in rows if isinstance(one, SideRow)), "")
            self.list.choose(current)
        self._show_person(current)
        self.setEnabled(editable and standing.view.agenda.meeting.state != MeetingState.CLOSED)
        self._show_breaks()
        self._show_clashes(standing)

    def choose(self, person_id: str) -> None:
        """Show one person's hours, ready to be typed."""
        if person_id in self._who:
            self.list.choose(person_id)
            self._show_person(person_id)
            self.focus_field()

    def focus_field(self) -> None:
        """Put the cursor where the hours are typed."""
        self.person.field.times.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.person.field.times.selectAll()

    def _rows(self, standing: Standing) -> list[SideRow | SideGroup]:
        view, names = standing.view, Naming(standing)
        self._who = {}
        cases: dict[str, list[str]] = {}
        for row in view.agenda.rows:
            for one in row.invited if row.slot else ():
                key = key_of(one)
                if not key or one.answer in STAYS_AWAY:
                    continue
                self._who.setdefault(key, (one.person, level(one.level) if one.level else ""))
                at = names.clock(row.slot[0]) if row.slot else ""
                cases.setdefault(key, []).append(f"{at} {row.patient.name}")
        outside = [key for key in self._who if key not in view.wishes.members]
        for member in view.agenda.members:
            self._who[member.person.id] = (member.person.name, discipline(member.discipline))
        inside = [key for key in self._who if key in view.wishes.members]
        left = {one.person_id for one in not_planned(view.agenda)}
        found: list[SideRow | SideGroup] = []
        for title, keys in ((self.tr("From outside"), outside), (self.tr("The board"), inside)):
            if keys:
                found.append(SideGroup(title, str(len(keys))))
                found += [self._row(standing, names, key, cases.get(key, []), key in left) for key in keys]
        return found

    def _row(self, standing: Standing, names: Naming, key: str, cases: list[str], left: bool) -> SideRow:
        """One person; `left` says that a time which he proposed is not in the plan."""
        name, role = self._who[key]
        given = standing.view.wishes.given.get(key)
        hours = windows_text(given.windows, standing.view.hours) if given else ""
        mode = next((one.mode for one in given.windows), None) if given else None
        elsewhere = [one for one in standing.view.wishes.elsewhere if one.person_id == key]
        missed = any(one.person_id == key for one in standing.plan.unmet)
        hours = hours or names.proposed(key)
        about = role
        if cases:
            about = cases[0] if len(cases) == 1 else self.tr("{count} cases").format(count=len(cases))
        if elsewhere:
            about = self.tr("also at {board}").format(board=elsewhere[0].board)
        mark = None
        if missed or elsewhere:
            mark = Mark(
                Shape.TRIANGLE, self.tr("not met as it stands") if missed else self.tr("double-booked")
            )
        if left:
            mark = Mark(Shape.TRIANGLE, self.tr("not in the plan"))
        return SideRow(
            key, name, about, right=hours or self.tr("any time"), mark=mark, quiet=not hours and not missed,
            second_icon=presence_icon(mode) if mode else "",
        )  # fmt: skip

    def _show_person(self, key: object) -> None:
        standing, id = self._standing, str(key or "")
        if standing is None or id not in self._who:
            self.person.hide()
            self.name.hide()
            return
        view = standing.view
        listed = not id.startswith("name ")
        self.name.show()
        self.name.set_text(self._who[id][0])
        self.person.setVisible(listed)
        self.unknown.set_text(self._remark(id, listed))
        self.unknown.setVisible(bool(self.unknown.whole_text()))
        if listed:
            self.person.show_person(
                view.agenda.meeting.id, id, self._who[id][0], view.hours, view.wishes.given.get(id),
                view.wishes.phones.get(id, ""),
            )  # fmt: skip

    def _remark(self, id: str, listed: bool) -> str:
        if not listed:
            return self.tr("Not in the directory: add this person under People to note hours.")
        standing = self._standing
        if standing is None:
            return ""
        left = [one for one in not_planned(standing.view.agenda) if one.person_id == id]
        if left:
            return "; ".join(words.left_out(Naming(standing), one) for one in left) + "."
        if id not in standing.view.wishes.members:
            return ""
        invited = {key_of(one) for row in standing.view.agenda.rows for one in row.invited}
        if id in invited:
            return self.tr(
                "A member is at every case; with hours, only the cases that invite him keep to them."
            )
        return self.tr("Invited to no case: hours change nothing until a case invites this member.")

    def _show_breaks(self) -> None:
        if self._standing is not None and not (self.breaks.hasFocus() and self.breaks.isModified()):
            self.breaks.set_text(windows_text(self._standing.day.breaks, self._standing.view.hours))
            self._say("")

    def _set_breaks(self) -> None:
        standing = self._standing
        if standing is None or not self.breaks.isModified():
            return
        meeting = standing.view.agenda.meeting
        try:
            windows = windows_from(self.breaks.text(), standing.view.hours)
        except Refused as problem:
            self._say(str(problem))
            return
        self._say("")
        self.breaks.setModified(False)
        wanted = tuple(Break(since=one.since, until=one.until) for one in windows)
        payload = {"meeting_id": meeting.id, "breaks": wanted, "before": meeting.breaks}

        def undo() -> None:
            back = payload | {"breaks": meeting.breaks, "before": wanted}
            command = self._services.command(SetBreaks, **back)
            self._tasks.write(
                command, lambda _: self.said.emit(self.tr("Taken back."), None, False), self._refused, self
            )

        command = self._services.command(SetBreaks, **payload)
        said = self.tr("The breaks are kept.")
        self._tasks.write(command, lambda _: self.said.emit(said, undo, False), self._refused, self)

    def _refused(self, error: Exception) -> None:
        self.said.emit(explain(error).words, None, True)
        self._show_breaks()

    def _say(self, problem: str) -> None:
        self.wrong.set_text(problem)
        self.wrong.setVisible(bool(problem))
        self.breaks.set_wrong(bool(problem))

    def _show_clashes(self, standing: Standing) -> None:
        empty(self.clashes.box)
        names = Naming(standing)
        for one in standing.view.wishes.clashes:
            self.clashes.box.addWidget(InlineMessage(words.clash(one, names.clock(one.since))))
        self.clashes.setVisible(bool(standing.view.wishes.clashes))
