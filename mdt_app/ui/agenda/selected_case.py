"""The selected case is made ready beside the agenda, without leaving it; what is typed is kept as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from mdt_app.domain.agenda import Listing, Outcome
from mdt_app.domain.guidance import Guidance
from mdt_app.operations.rows import Invited, ListingRow
from mdt_app.operations.work import Reader
from mdt_app.ui.agenda import words
from mdt_app.ui.agenda.slot_fields import SlotFields
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel, column, empty
from mdt_app.ui.common.frames import row as line
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import IconView
from mdt_app.ui.common.text import Label, SectionTitle, literal
from mdt_app.ui.common.words import born, language, said_dates, said_day, said_writer
from mdt_app.ui.readiness.ready_list import ReadyList
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from mdt_app.operations.case_rows import CaseView
    from mdt_app.ui.actions.beside_case import BesideCase
    from mdt_app.ui.agenda.due_list import DueList
    from mdt_app.ui.cases.acts import CaseActs
    from mdt_app.ui.cases.kept import KeptField

WIDTH = 384


class SelectedCase(Pane):
    """One case of the agenda; what shows a case that was read is loaded with the first of them.

    Signals: `settle(listing id, outcome, agreed standard)`, `next_wanted()`, `said`, `wanted(place, id)`.
    """

    settle = Signal(str, str, str)
    next_wanted = Signal()
    wanted = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent=parent)
        self._tasks, self._services = tasks, services
        self._row: ListingRow | None = None
        self._view: CaseView | None = None
        self._versions: Mapping[str, int] = {}
        self._acts: CaseActs | None = None
        self.question: KeptField | None = None
        self.due: DueList | None = None
        self.beside: BesideCase | None = None
        self._unsaved: dict[str, tuple[KeptField | None, CaseActs | None]] = {}
        self.panel = ScrollPanel(margins=(16, 12, 16, 16), spacing=0)
        self.off = LinkButton(self.tr("Take off agenda"))
        self.standard = LinkButton(self.tr("Standard of care…"))
        self.back = Button(self.tr("Put back on the agenda"))
        self._rested = QTimer(self, singleShot=True)
        self._rested.timeout.connect(self._read_case)
        self._lay_out()

    def show_row(self, row: ListingRow) -> None:
        """Show a case: what the agenda knows at once, the rest as soon as it is read."""
        if self._row is None or self._row.listing.id != row.listing.id:
            self._leave()
            self.question, self._acts = self._unsaved.pop(row.listing.id, (None, None))
            if self.question is not None:
                self._question_place.addWidget(self.question)
                self.question.show()
        self._row = row
        self._fill()
        self._rested.start()

    def _read_case(self) -> None:
        """Read the case on which the selection came to rest; those passed over are not read."""
        listing_id = self.listing_id()
        if not listing_id:
            return

        def read(reader: Reader) -> tuple[CaseView, Mapping[str, int]]:
            from mdt_app.operations.views import case_view

            versions = dict(reader.versions(Listing, listing_id))
            return case_view(reader, self._services.guidance, listing_id), versions

        self._tasks.read(self, read, lambda found: self._show_case(*found))

    def question_changed(self, row: ListingRow) -> None:
        """The question was written, here or at another desk; what is being typed stays."""
        if self._row is not None and row.listing.id == self._row.listing.id:
            self._row = row
            if self.question is not None and not self.question.editor.hasFocus():
                self.show_row(row)

    def listing_id(self) -> str:
        """Which listing is shown, "" for none."""
        return self._row.listing.id if self._row else ""

    def focus_question(self) -> None:
        """Put the cursor where the question is written."""
        if self.question is not None:
            self.question.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave(self) -> None:
        """Let go of the case shown; a question with words not kept yet stays until they are."""
        question, acts, self.question, self._acts, self._view = self.question, self._acts, None, None, None
        if question is None or acts is None or self._row is None:
            return
        self._question_place.removeWidget(question)
        question.hide()
        question.keeper.flush()
        if question.keeper.unsaved():
            self._unsaved[self._row.listing.id] = (question, acts)
            name = self._row.patient.name
            question.keeper.conflict.connect(lambda _: self._say_clash(name))
        else:
            question.deleteLater()
            acts.deleteLater()

    def _say_clash(self, name: str) -> None:
        text = self.tr(
            "The question of {name} was changed elsewhere. Go back to it and choose which text stays."
        )
        self.said.emit(text.format(name=name), None, True)

    def _show_case(self, view: CaseView, versions: Mapping[str, int]) -> None:
        if self._row is None or view.listing.id != self._row.listing.id:
            return
        from mdt_app.ui.cases.acts import CaseActs
        from mdt_app.ui.cases.kept import KeptField

        self._view, self._versions = view, versions
        if self._acts is None:
            self._acts = CaseActs(self._tasks, self._services, view, self)
            self._acts.said.connect(self.said)
        self._acts.view = view
        if self.question is None:
            editor = TextArea(
                self.tr("One question to the board"), name=self.tr("Question"), rows=2, grows=True
            )
            editor.setObjectName("question")
            self.question = KeptField(self._acts, "case", view.case.id, "question", editor)
            self._question_place.addWidget(self.question)
        version = view.case_versions.get("question", 0)
        self.question.show_value(view.case.question, version, self._acts.editable)
        self.slot.show_listing(view.listing, self._acts.editable)
        self.slot.show()
        self._show_beside(view, self._acts.editable)
        self._fill()

    def _show_beside(self, view: CaseView, editable: bool) -> None:
        if self.beside is None:
            from mdt_app.ui.actions.beside_case import BesideCase

            self.beside = BesideCase(self._tasks, self._services)
            self.beside.wanted.connect(self.wanted)
            self.beside.said.connect(self.said)
            self._beside_place.addWidget(self.beside)
        self.beside.show_case(view, editable)

    def _fill(self) -> None:
        """Lay the panel out anew around the question, which stays as it is while somebody writes in it."""
        assert self._row is not None
        for place in (self._head_place, self._body_place):
            empty(place)
        self._head(self._row)
        editable = self._acts is not None and self._acts.editable
        self.ready.show_ready(self._row.case.id, self._row.ready, editable)
        self._people(words.at_table(self._row))
        self._due()
        self._foot(self._row)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """The tabulator goes through the panel as the eye does, though its parts are made anew."""
        editor = [self.question.editor] if self.question is not None else []
        boxes = [box for _, box in self.due.boxes] + [self.due.more] if self.due is not None else []
        slot = (self.slot.triage, self.slot.minutes, self.slot.urgency, self.slot.pin)
        parts = (
            self.panel,
            self._page_link,
            *editor,
            *slot,
            *self.ready.parts(),
            *(self.beside.stops() if self.beside is not None else ()),
            *boxes,
            self.off,
            self.standard,
        )
        for before, after in pairwise((*parts, self.back)):
            QWidget.setTabOrder(before, after)

    def _head(self, row: ListingRow) -> None:
        place = self._head_place
        on = self._view.meeting.starts_at.date() if self._view else self._services.today()
        page = LinkButton(
            self.tr("Open patient"), name=self.tr("Open the page of {name}").format(name=row.patient.name)
        )
        page.clicked.connect(lambda: self.wanted.emit("patient", row.patient.id))
        place.addLayout(line(Label(row.patient.name, "title", name=True), None, page))
        self._page_link = page
        place.addWidget(Label(f"{born(row.patient.birth_date, on)}, {row.number}", "small", wrap=True))
        if row.summary:
            place.addWidget(Label(said_dates(row.summary, self._services.today()), wrap=True))
        if self._view is not None:
            self._code(place, self._view, on)
        if self._view is not None and self._view.background.language:
            speaks = self.tr("Speaks {language}").format(language=language(self._view.background.language))
            place.addWidget(Label(speaks, "secondary", wrap=True))
        if row.listing.standard:
            met = self.tr("Met by: {standard}").format(standard=row.listing.standard)
            place.addWidget(Label(met, "secondary", wrap=True))
        if row.listing.carried_from:
            place.addWidget(Label(self.tr("Carried over from an earlier meeting"), "secondary", wrap=True))
        place.addSpacing(12)
        asked = self._asked(row)
        place.addWidget(SectionTitle(self.tr("Question"), right=asked))
        if self._view is not None and self._view.question_by is not None:
            last = self._view.question_by
            written = said_writer(last.by, last.at, self._services.today())
            place.addWidget(Label(written, "small", wrap=True))
        place.addSpacing(4)

    def _code(self, place: QVBoxLayout, view: CaseView, on: date) -> None:
        from mdt_app.ui.acp.banner import CodeStatusBanner

        banner = CodeStatusBanner(self._services.guidance.patient_wills)
        banner.show_status(view.background.code, on)
        banner.clicked.connect(lambda: self.wanted.emit("patient", f"{view.patient.id}/planning"))
        place.addSpacing(4)
        place.addLayout(line(banner, None))
        place.addSpacing(4)

    def _asked(self, row: ListingRow) -> str:
        if not row.case.asked_by:
            return self.tr("not said who asks")
        on = row.case.asked_on
        if on is None:
            return self.tr("asked by {name}").format(name=row.case.asked_by)
        day = said_day(on, self._services.today())
        return self.tr("asked by {name}, {day}").format(name=row.case.asked_by, day=day)

    def _people(self, called: tuple[Invited, ...]) -> None:
        place = self._body_place
        place.addSpacing(16)
        place.addWidget(SectionTitle(self.tr("People, and why")))
        if not called:
            place.addWidget(
                Label(self.tr("Nothing on record calls anybody beside the board."), "secondary", wrap=True)
            )
        for one in called:
            place.addWidget(_person_row(one, self._services.guidance, self._services.today()))
            place.addWidget(Line())

    def _due(self) -> None:
        ticking = self.due is not None and self.due.isAncestorOf(QApplication.focusWidget() or self)
        before, self.due = self.due, None
        if self._view is not None and self._acts is not None:
            from mdt_app.ui.agenda.due_list import DueList

            self.due = DueList(self._acts, self._view, self._services.guidance)
            if before is not None and before.listing_id == self.due.listing_id:
                self.due.go_on_from(before)
            self._body_place.addSpacing(16)
            self._body_place.addWidget(self.due)
            if ticking:
                self.due.take_focus()

    def _foot(self, row: ListingRow) -> None:
        listed = row.outcome in (Outcome.LISTED, Outcome.DEFERRED)
        editable = self._acts is not None and self._acts.editable
        self.off.setVisible(listed and editable)
        self.standard.setVisible(listed and editable)
        self.back.setVisible(not listed and row.outcome != Outcome.DISCUSSED and editable)
        discuss = row.outcome == Outcome.STANDARD
        self.back.set_words(self.tr("Discuss after all") if discuss else self.tr("Put back on the agenda"))

    def _set_slot(self, field: str, value: object) -> None:
        from mdt_app.operations.fields import SetField

        if self._row is not None and self._acts is not None:
            self._acts.write(
                SetField,
                entity="listing",
                entity_id=self._row.listing.id,
                field=field,
                value=value,
                base_version=self._versions.get(field, 0),
            )

    def _settle(self, outcome: Outcome, standard: str = "") -> None:
        if self._row is not None:
            self.settle.emit(self._row.listing.id, str(outcome), standard)

    def standards(self) -> QMenu:
        """The standards that the board has agreed, one of which may meet the case."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        agreed = self._view.board.standards if self._view is not None else ()
        for name in agreed:
            menu.addAction(literal(name)).triggered.connect(
                lambda _=False, name=name: self._settle(Outcome.STANDARD, name)
            )
        if not agreed:
            none = menu.addAction(literal(self.tr("No standard is agreed yet: Settings, Boards")))
            none.setEnabled(False)
        return menu

    def _ask_standard(self) -> None:
        menu = self.standards()
        menu.popup(self.standard.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _lay_out(self) -> None:
        self._head_place = column(spacing=0)
        self._question_place = column(spacing=0)
        self._body_place = column(spacing=0)
        self.slot = SlotFields()
        self.slot.hide()
        self.slot.changed.connect(self._set_slot)
        self.ready = ReadyList(self._tasks, self._services)
        self.ready.next_wanted.connect(self.next_wanted)
        self.ready.said.connect(self.said)
        for place in (self._head_place, self._question_place):
            self.panel.box.addLayout(place)
        self.panel.box.addWidget(self.slot)
        self.panel.box.addSpacing(12)
        self.panel.box.addWidget(self.ready)
        self._beside_place = column(spacing=0)
        self.panel.box.addLayout(self._beside_place)
        self.panel.box.addLayout(self._body_place)
        self.panel.box.addStretch(1)
        foot = Pane("pane", margins=(8, 8, 12, 8))
        foot.box.addLayout(line(self.off, self.standard, self.back, None, spacing=4))
        self.box.addWidget(self.panel, 1)
        self.box.addWidget(Line())
        self.box.addWidget(foot)
        self.off.clicked.connect(lambda: self._settle(Outcome.WITHDRAWN))
        self.standard.clicked.connect(self._ask_standard)
        self.back.clicked.connect(lambda: self._settle(Outcome.LISTED))


def _person_row(one: Invited, guidance: Guidance, near: date) -> QWidget:
    made = QWidget()
    icon = words.mode_icon(one) if one.mode or words.is_away(one) else "people"
    who = Label(words.invited_name(one), wrap=True)
    why = ", ".join(dict.fromkeys((words.role(one.level), words.why(one, guidance, near))))
    mode: QWidget = Label(words.mode_words(one), "small")
    if not one.person:
        mode = Status(Shape.RING, words.tr("nobody named"), 12)
    parts = line(IconView(icon, 14), column(who, Label(why, "small", wrap=True), spacing=0), mode)
    parts.setContentsMargins(0, 4, 0, 4)
    parts.setStretch(1, 1)
    made.setLayout(parts)
    made.setAccessibleName(f"{words.invited_name(one)}, {why}, {words.mode_words(one)}")
    return made
