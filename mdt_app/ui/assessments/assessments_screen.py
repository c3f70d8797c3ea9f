"""Everything that is measured of one patient: filled in here, handed over, reviewed, kept, corrected."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.assessments import ECOG, FormContent, in_language
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Instrument
from mdt_app.domain.payloads import Assessment, Payload, Score
from mdt_app.operations.assessments import AssessmentsView, Kept, assessments_view, newest
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.work import Change
from mdt_app.ui.assessments import choices, printing, words
from mdt_app.ui.assessments.choices import DRAFT, FILL, KEPT
from mdt_app.ui.assessments.entry_form import EntryForm, Filled
from mdt_app.ui.assessments.handover import Handover
from mdt_app.ui.assessments.history import History
from mdt_app.ui.assessments.instrument_head import InstrumentHead
from mdt_app.ui.assessments.patient_line import PatientLine
from mdt_app.ui.common.frames import Line, Pane
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.split import Split
from mdt_app.ui.errors import explain
from mdt_app.ui.live import LiveView
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Tasks

LEFT = 264


class AssessmentsScreen(LiveView):
    """`show_assessments("patient id[/instrument id]")`. Signals: `go(place, id)`, `said(words, undo, wrong)`."""

    go = Signal(str, str)
    said = Signal(str, object, bool)

    def __init__(self, tasks: Tasks, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._services = services
        self._patient_id = ""
        self._key = ""
        self._correcting = ""
        self._to_begin = False
        self._begun: dict[tuple[str, str], Assessment] = {}
        self.view: AssessmentsView | None = None
        self.patient = PatientLine(services.guidance.patient_wills)
        self.list = SideList(name=self.tr("Assessments"))
        self.clash = InlineMessage("")
        self.head = InstrumentHead()
        self.form = EntryForm(services.guidance.settings.jump_percent)
        self.history = History()
        self.handover = Handover(tasks, services, self)
        self._lay_out()
        self._connect()

    def show_assessments(self, place: str) -> None:
        """Open a patient's assessments, at an instrument where one is named."""
        patient_id, _, instrument = place.partition("/")
        self._stash()
        if patient_id != self._patient_id:
            self.view = None
            self.body.hide()
        self._patient_id = patient_id
        self._key, self._correcting = FILL + instrument if instrument else "", ""
        self._to_begin = True
        self.stale()

    def patient_id(self) -> str:
        """Whose assessments these are."""
        return self._patient_id

    def concerns(self, change: Change) -> bool:
        """This patient's own changes."""
        return change.patient_id == self._patient_id

    def refresh(self) -> None:
        """Read anew."""
        if not self._patient_id:
            return
        wanted, guidance, today = self._patient_id, self._services.guidance, self._services.today()
        self.tasks.read(
            self,
            lambda reader: assessments_view(reader, guidance, wanted, today),
            lambda view: self._show(wanted, view),
        )

    def _show(self, wanted: str, view: AssessmentsView) -> None:
        if wanted != self._patient_id:
            return
        first = self.view is None
        self.view = view
        self.patient.show_patient(view)
        self.clash.setVisible(bool(view.clashes))
        self.clash.set_text(" ".join(view.clashes))
        self.list.set_rows(choices.rows(view, self._services.guidance))
        self.body.show()
        if self._key not in self._keys():
            self._key, self._correcting = self._first_key(), ""
            self._open()
        elif first or not self.form.is_touched():
            self._open()
        self.list.choose(self._key)
        if self._to_begin:
            self._to_begin = False
            self.form.begin()

    def _keys(self) -> list[str]:
        assert self.view is not None
        fills = [FILL + one.id for one in choices.in_order(self._services.guidance)]
        drafts = [DRAFT + one.id for one in self.view.drafts]
        return [*drafts, *fills, *(KEPT + one.fact.id for one in self.view.kept)]

    def _first_key(self) -> str:
        """What a patient just left, else the first that can be filled in."""
        return self._keys()[0]

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._stash()
            self._key, self._correcting = key, ""
            self._open()

    def _stash(self) -> None:
        """What was begun is there again when somebody comes back to it."""
        entry = self.form.entry
        if entry is not None and self._key.startswith(FILL):
            place = (self._patient_id, self._key)
            self._begun.pop(place, None)
            if self.form.is_touched():
                self._begun[place] = Assessment(
                    instrument=entry.instrument.id, answers=entry.in_order(), by=self.form.head.by.current(),
                    setting=self.form.head.setting.current(), other=self.form.other.text(),
                )  # fmt: skip

    def _open(self) -> None:
        """Show what is chosen: a filling, a draft to review, or what is kept."""
        assert self.view is not None
        fact, instrument = self._fact(), self._instrument()
        may = self._services.account.may(Right.RECORD)
        kept, draft = self._key.startswith(KEPT), self._key.startswith(DRAFT)
        has_form = instrument.id != ECOG and instrument.id in self._services.guidance.instruments
        self.head.show_instrument(instrument, self.view.language, may=may, has_form=has_form)
        on_the_day = fact is not None and fact.true_from == self.view.on
        self.head.show_acts(
            kept=kept and not self._correcting,
            draft=draft,
            resumable=on_the_day,
            may=may and (has_form or kept),
        )
        self._limit(instrument)
        filled = self._begun.get((self._patient_id, self._key)) if fact is None else _as_assessment(fact)
        last = newest(self.view.record, self._services.guidance, fact.id if fact else "").get(
            instrument.id, {}
        )
        self.form.show_entry(
            instrument, last, self._services.now(), filled=filled, at=fact.at if fact else None,
            day=fact.true_from if fact else None, locked=not may or (kept and not self._correcting),
        )  # fmt: skip
        self.history.show_kept(self._kept(), self.view, self._services.guidance)

    def _limit(self, instrument: Instrument) -> None:
        assert self.view is not None
        dead = self.view.background.dead if instrument.subject == "patient" else None
        self.form.set_limits(self.view.patient.birth_date, dead)

    def _fact(self) -> Fact | None:
        assert self.view is not None
        id = self._key.partition(":")[2]
        facts = (*self.view.drafts, *(one.fact for one in self.view.kept))
        return next((one for one in facts if one.id == id), None)

    def _kept(self) -> Kept | None:
        assert self.view is not None
        return next((one for one in self.view.kept if KEPT + one.fact.id == self._key), None)

    def _instrument(self) -> Instrument:
        fact = self._fact()
        id = self._key.removeprefix(FILL)
        if fact is not None:
            id = fact.payload.instrument if isinstance(fact.payload, Assessment) else ECOG
        known = {one.id: one for one in choices.in_order(self._services.guidance)}
        return known.get(id) or words.unknown_instrument(id, fact)

    def _keep(self, made: Filled) -> None:
        """One record: new, in place of a draft, or as a correction beside which the old one stays."""
        fact = self._fact()
        payload: Payload = made.assessment
        kind = Kind.ASSESSMENT
        if made.assessment.instrument == ECOG:
            grade = made.assessment.answers[0][1]
            assert grade is not None, "an ECOG has no way not to be answered"
            kind, payload = Kind.ECOG, Score(value=int(grade))
        elif fact is not None and isinstance(fact.payload, Assessment):
            payload = replace(made.assessment, language=fact.payload.language)
        fact_id, key = new_id(), self._key
        command = self._services.command(
            RecordFact, fact_id=fact_id, patient_id=self._patient_id, kind=kind, payload=payload, true_from=made.day,
            true_at=made.at, replaces=fact.id if fact else "",
        )  # fmt: skip
        corrected = fact is not None and fact.kind is kind
        said = (
            self.tr("{name} corrected. The former answers stay on record.")
            if corrected
            else self.tr("{name} kept.")
        )
        name = words.short_name(self._instrument())

        def done(_: tuple[Change, ...]) -> None:
            self._begun.pop((self._patient_id, key), None)
            self._key, self._correcting = KEPT + fact_id, ""
            self.view = None
            self.list.setFocus()
            undo = None if fact is not None else lambda: self._withdraw(fact_id, kind, payload)
            self.said.emit(said.format(name=name), undo, False)
            self.stale()

        self.tasks.write(command, done, lambda error: self.form.say(explain(error).words), self)

    def _withdraw(self, fact_id: str, kind: Kind, payload: Payload) -> None:
        """Take an entry back, as a recorded withdrawal."""
        command = self._services.command(
            RecordFact, fact_id=new_id(), patient_id=self._patient_id, kind=kind, payload=payload,
            true_from=self._services.today(), replaces=fact_id, withdrawn=True,
        )  # fmt: skip

        def done(_: tuple[Change, ...]) -> None:
            self.said.emit(self.tr("Taken back. It stays in the history."), None, False)

        self._key = ""
        self.tasks.write(command, done, lambda error: self.form.say(explain(error).words), self)

    def _take_away(self) -> None:
        """A draft or a kept entry goes, on record."""
        fact = self._fact()
        if fact is not None:
            self._withdraw(fact.id, fact.kind, fact.payload)

    def _correct(self) -> None:
        self._correcting = self._key
        self._open()
        self.form.begin()

    def _hand_over(self) -> None:
        assert self.view is not None
        fact = self._fact()
        language = self.head.chosen_language()
        if fact is not None and isinstance(fact.payload, Assessment):
            language = fact.payload.language or self._instrument().languages[0]
        self.handover.begin(self.view.patient, self._instrument(), language, fact)

    def _given_back(self, draft_id: str) -> None:
        """What the patient answered is in front, to be reviewed and kept."""
        self._key, self._correcting = (DRAFT + draft_id if draft_id else ""), ""
        self.view, self._to_begin = None, True
        self.stale()

    def _print(self) -> None:
        assert self.view is not None
        worded = in_language(
            self._instrument(), self.head.chosen_language(), self._services.guidance.form_words
        )
        if worded is None:
            return
        content = FormContent(
            instrument=worded[0], words=worded[1], language=self.head.chosen_language(),
            patient=self.view.patient.name, birth_date=self.view.patient.birth_date, day=self._services.today(),
            demo=self._services.demo,
        )  # fmt: skip
        chosen = printing.ask_file(self, printing.file_name(content))
        if chosen:
            printing.print_form(self, self.tasks, self._services, content, chosen, self.said.emit)

    def _lay_out(self) -> None:
        left, right = Pane("pane"), Pane("surface")
        left.set_width(LEFT)
        left.box.addWidget(self.list, 1)
        self.form.put_on_top(self.head, self.clash, self.history)
        right.box.addWidget(self.form, 1)
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.patient)
        inside.addWidget(Line())
        names = (self.tr("Assessments"), self.tr("Answers"))
        inside.addWidget(Split((left, 0), (right, 1), names=names), 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.body)
        self.clash.hide()
        self.body.hide()

    def _connect(self) -> None:
        self.patient.back.clicked.connect(lambda: self.go.emit("patient", self._patient_id))
        self.patient.code.clicked.connect(lambda: self.go.emit("patient", f"{self._patient_id}/planning"))
        self.list.chosen.connect(lambda key: self._choose(str(key)))
        self.list.opened.connect(lambda _: self.form.begin())
        self.list.clicked.connect(lambda _: self.form.begin())
        self.form.keep.connect(self._keep)
        self.head.print_asked.connect(self._print)
        self.head.hand_asked.connect(self._hand_over)
        self.head.correct_asked.connect(self._correct)
        self.head.discard_asked.connect(self._take_away)
        self.head.take_back_asked.connect(self._take_away)
        self.handover.given_back.connect(self._given_back)


def _as_assessment(fact: Fact) -> Assessment:
    """What a fact says, as answers."""
    if isinstance(fact.payload, Assessment):
        return fact.payload
    value = float(fact.payload.value) if isinstance(fact.payload, Score) else None
    return Assessment(instrument=ECOG, answers=((ECOG, value),))
