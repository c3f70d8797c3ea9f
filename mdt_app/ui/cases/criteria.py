"""A criterion is suggested by dated facts and decided by a clinician; a decided one keeps to one line."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import Answer, CriterionDecision, Payload, Referral, Trace
from mdt_app.domain.states import CriterionState, CriterionStatus
from mdt_app.operations.case_rows import CaseView, PatientView
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import DecideCriterion, RecordFact
from mdt_app.ui.careteam.steps import KINDS, ReferralSteps, payload_of, said_of
from mdt_app.ui.cases.ask import Ask
from mdt_app.ui.cases.evidence import EvidenceLines
from mdt_app.ui.cases.patient_acts import PatientActs
from mdt_app.ui.common import words
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Section, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label, SectionTitle

ENTERED = frozenset({"clinician-says"})
STATE_MARKS = {
    CriterionStatus.SUGGESTED: Shape.DIAMOND, CriterionStatus.NOT_MET: Shape.DOT,
    CriterionStatus.CANNOT_BE_EVALUATED: Shape.RING,
}  # fmt: skip


class CriterionBlock(QWidget):
    """One criterion: name, its newest fact, "Why?", and the four answers while it is open."""

    def __init__(self, acts: PatientActs, criterion_id: str) -> None:
        super().__init__()
        self._acts, self.id = acts, criterion_id
        self._state: CriterionState | None = None
        self.known = acts.services.guidance.criterion(criterion_id)
        self.mark = Status(Shape.DIAMOND, "")
        self.name = Label(self.known.name, "strong", wrap=True)
        self.fact = Label("", "small", wrap=True)
        self.why = LinkButton(self.tr("Why?"), low=True)
        self.change = LinkButton(self.tr("Change"), low=True)
        self.lines = EvidenceLines()
        self.answers = SegmentedButton(answers(), name=self.known.name, stretch=True)
        self.entry = SegmentedButton((("yes", self.tr("Yes")), ("no", self.tr("No"))), name=self.known.name)
        self.decided = Label("", "small", wrap=True)
        self.ask = Ask()
        for label in (self.fact, self.decided):
            label.setContentsMargins(18, 0, 0, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 2)
        box.setSpacing(0)
        box.addLayout(self._title_line())
        under = row(spacing=4)
        under.addWidget(self.fact, 1)
        under.addWidget(self.entry)
        box.addLayout(under)
        for part in (self.decided, self.lines, self.answers, self.ask):
            box.addWidget(part)
        self.why.clicked.connect(lambda: self.lines.setVisible(self.lines.isHidden()))
        self.change.clicked.connect(self._reopen)
        self.answers.chosen.connect(self.answer)
        self.entry.chosen.connect(self._enter)

    def _title_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.mark)
        line.addWidget(self.name, 1)
        for part in (self.change, self.why):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(part)
        return line

    def show_state(self, state: CriterionState) -> None:
        """Where it stands."""
        self._state = state
        shape = Shape.DONE if self._is_settled(state) else STATE_MARKS[state.state]
        self.mark.set_state(shape, "", quiet=shape is not Shape.DIAMOND)
        why = " ".join(one for one in (state.why, state.note) if one)
        self.lines.show_why(why, state.facts, self.known.source, self._acts.services.today())
        self.fact.set_text(self._newest(state))
        self.fact.setVisible(bool(self.fact.whole_text()))
        self.answers.set_current("")
        self.answers.setVisible(state.open)
        self.answers.setEnabled(self._acts.decides)
        self.decided.set_text(self._decided_words(state))
        self.decided.setVisible(bool(self.decided.whole_text()))
        self.change.setVisible(state.decision is not None and not state.open and self._acts.decides)
        self.entry.setVisible(self.known.rule in ENTERED and self._acts.editable and not state.open)
        self.setAccessibleName(f"{self.known.name}, {state.state}")

    def answer(self, decision: str) -> None:
        """One of the four: later asks for a day, not now for a reason."""
        segment = self.answers.segment(decision)
        if decision == "later":
            self.ask.day(
                self.tr("Refer when? 20 Oct, +14"),
                self._on(),
                lambda day: self._decide("later", until=day),
                segment,
            )
        elif decision == "not-now":
            question = self.tr("Not now, because")
            self.ask.reason(question, lambda text: self._decide("not-now", reason=text), segment)
        else:
            self._decide(decision)

    def _decide(self, decision: str, reason: str = "", until: date | None = None) -> None:
        payloads: dict[Kind, Payload] = {
            Kind.CRITERION: CriterionDecision(
                criterion=self.id, decision=decision, reason=reason, until=until
            ),
            Kind.CRITERIA_REVIEW: Trace(note=self.id),
            Kind.REFERRAL: Referral(to="tertiary", criterion=self.id),
        }
        said = f"{self.known.name}: {dict(answers())[decision]}"
        self._acts.write_facts(
            DecideCriterion, payloads, said, criterion=self.id, decision=decision, reason=reason, until=until
        )

    def _enter(self, key: str) -> None:
        answer = Answer(value=key == "yes")
        kind = Kind(self.known.words["kinds"][0])
        self._acts.record(kind, answer, f"{self.known.name}: {key}")

    def _reopen(self) -> None:
        self.answers.show()
        self.answers.segment("refer").setFocus()

    def _on(self) -> date:
        return self._acts.on

    def _is_settled(self, state: CriterionState) -> bool:
        return state.decision is not None and not state.open

    def _newest(self, state: CriterionState) -> str:
        if state.facts and state.open:
            newest = max(state.facts, key=lambda one: one.date)
            return f"{newest.value}, {words.said_day(newest.date, self._on())}"
        return "" if self._is_settled(state) else str(state.state) if not state.open else ""

    def _decided_words(self, state: CriterionState) -> str:
        fact = state.decision
        if fact is None or not isinstance(fact.payload, CriterionDecision):
            return ""
        said = dict(answers()).get(fact.payload.decision, fact.payload.decision)
        until = words.said_day(fact.payload.until, self._on()) if fact.payload.until else ""
        who = fact.recorder(self._acts.names)
        parts = (said, until, fact.payload.reason, words.said_day(fact.true_from, self._on()), who)
        before = self.tr("Before: ") if state.open else ""
        return before + ", ".join(part for part in parts if part)


class CriteriaSection(Section):
    """The open ones with their answers, the decided ones in a line each, and all eleven on request."""

    def __init__(self, acts: PatientActs) -> None:
        super().__init__(spacing=0)
        self._acts = acts
        self._view: CaseView | PatientView | None = None
        self._all = False
        self.title = SectionTitle(self.tr("Criteria"), "Alt+C")
        self.every = LinkButton("", low=True)
        self.every.setCheckable(True)
        self.title.add(self.every)
        self.nothing = Label(self.tr("Nothing suggested by what is recorded."), "small", wrap=True)
        self.blocks: dict[str, CriterionBlock] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.box.addWidget(self.title)
        self.box.addWidget(self.nothing)
        self.box.addLayout(self._lines)
        self.referral = ReferralSteps(acts.services.guidance, brief=True)
        self.referral.taken.connect(self._take_step)
        self.box.addWidget(self.referral)
        self.every.toggled.connect(self._toggle)

    def show_view(self, view: CaseView | PatientView) -> None:
        """Where the eleven stand; blocks stay where they are, so that nothing moves under a hand."""
        self._view = view
        opened = [one for one in view.criteria if one.open]
        self.title.set_note(
            self.tr("{count} suggested").format(count=len(opened)) if opened else "", "act" if opened else ""
        )
        self.every.set_words(self.tr("of {count}").format(count=len(view.criteria)) if view.criteria else "")
        self.every.setVisible(bool(view.criteria))
        # After a death there are none, and those of whoever was shown before must go.
        for id in self.blocks.keys() - {one.id for one in view.criteria}:
            self.blocks[id].hide()
        for state in view.criteria:
            shown = self._is_shown(state)
            if shown and state.id not in self.blocks:
                self.blocks[state.id] = CriterionBlock(self._acts, state.id)
                self._lines.addWidget(self.blocks[state.id])
            if state.id in self.blocks:
                self.blocks[state.id].show_state(state)
                self.blocks[state.id].setVisible(shown)
        self.nothing.setVisible(not any(self._is_shown(one) for one in view.criteria))
        self._show_referral(view)
        dead = view.background.dead is not None
        self.nothing.set_text(
            self.tr("None after death.") if dead else self.tr("Nothing suggested by what is recorded.")
        )

    def _show_referral(self, view: CaseView | PatientView) -> None:
        """A referral is followed where it was decided."""
        course = view.background.referral
        self.referral.setVisible(course is not None)
        if course is not None:
            self.referral.show_course(course, self._acts.on, self._acts.editable)

    def _take_step(self, step: str, yes: bool, day: date | None) -> None:
        today, kind, payload = self._acts.services.today(), KINDS[step], payload_of(step, yes)
        self._acts.write_facts(
            RecordFact, {kind: payload}, said_of(step, yes), fact_id=new_id(), kind=kind, payload=payload,
            true_from=day or today, true_at=None if day and day != today else self._acts.services.now(),
        )  # fmt: skip

    def unsaved(self) -> bool:
        """Whether a reason is begun and not kept."""
        return any(one.ask.unsaved() for one in self.blocks.values())

    def focus(self) -> None:
        """Go to the first open criterion, else to all of them."""
        for block in self.blocks.values():
            if not block.answers.isHidden():
                block.answers.segment("refer").setFocus()
                return
        self.every.setFocus()

    def _is_shown(self, state: CriterionState) -> bool:
        return self._all or state.open or state.decision is not None

    def _toggle(self, every: bool) -> None:
        self._all = every
        if self._view is not None:
            self.show_view(self._view)


def answers() -> tuple[tuple[str, str], ...]:
    """The four answers with their words."""
    return (
        ("refer", words.tr("Refer")), ("later", words.tr("Later")), ("not-now", words.tr("Not now")),
        ("under-care", words.tr("Under care")),
    )  # fmt: skip
