"""A referral is followed step by step, with the days between; the step that waits is taken with one key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.facts import Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.payloads import Answer, Event, Payload
from mdt_app.domain.referrals import Course, Step
from mdt_app.ui.acp.words import past_day
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.marked import Marked
from mdt_app.ui.cases.ask import Ask
from mdt_app.ui.common import frames, keys
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import said_day

KINDS = {
    "agreed": Kind.REFERRAL_AGREED, "contact": Kind.REFERRAL_FIRST_CONTACT, "follow-up": Kind.REFERRAL_FOLLOW_UP,
}  # fmt: skip


def payload_of(step: str, yes: bool) -> Payload:
    """What is recorded when a step was taken."""
    return Event() if step == "follow-up" else Answer(value=yes)


def said_of(step: str, yes: bool) -> str:
    """What is said after it was kept."""
    if step == "agreed":
        return words.tr("Referral agreed.") if yes else words.tr("Kept: the referral was not agreed.")
    return words.tr("First contact kept.") if step == "contact" else words.tr("Follow-up kept.")


class ReferralSteps(QWidget):
    """The steps of one referral; `brief` says them in one paragraph and offers only the step that waits.

    `taken(step id, yes, day)` is what the user records, day None being today.
    """

    taken = Signal(str, bool, object)

    def __init__(self, guidance: Guidance, brief: bool = False) -> None:
        super().__init__()
        self._guidance, self._brief = guidance, brief
        self.acts: dict[str, Button] = {}
        self.ask = Ask()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(self._lines)
        box.addWidget(self.ask)

    def show_course(self, course: Course, on: date, may_record: bool) -> None:
        """Where it stands on a day."""
        had = not self.ask.isVisible() and keys.holds(self)
        frames.empty(self._lines)
        self.acts = {}
        if self._brief:
            said = "  ·  ".join(
                f"{words.step(one.id)}: {self._state(one, course, on)[1]}" for one in course.steps
            )
            self._lines.addWidget(Marked(self._shape(course), said, small=True))
        else:
            self._lines.addWidget(Label(self._led_by(course), "small", wrap=True))
        for one in course.steps:
            if not self._brief:
                self._lines.addWidget(self._line(course, one, on))
            if may_record and self._may_be_taken(course, one) and (one.waits or not self._brief):
                self._lines.addWidget(self._offer(one, on))
        if had:
            self._keep_keys()

    def _keep_keys(self) -> None:
        """The step that waits now has the keys; after the last one they go on to what comes next."""
        if self.acts:
            next(iter(self.acts.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            keys.go_on(self)

    def _shape(self, course: Course) -> Shape:
        return Shape.RING if course.waiting else Shape.TRIANGLE if course.refused else Shape.DONE

    def _led_by(self, course: Course) -> str:
        names: Mapping[str, str] = {one.id: one.name for one in self._guidance.criteria}
        said = "; ".join(names.get(one, one) for one in course.criteria)
        return said or words.tr("referred without a criterion named")

    def _line(self, course: Course, one: Step, on: date) -> QWidget:
        line = QWidget()
        shape, state = self._state(one, course, on)
        mark = Status(
            shape,
            words.step(one.id),
            14,
            quiet=shape in (Shape.DONE, Shape.DOT),
            plain=True,
        )
        said = Label(state, "small", wrap=True)
        both = row(mark, said, spacing=12)
        both.setStretch(1, 1)
        line.setLayout(both)
        line.setAccessibleName(f"{words.step(one.id)}: {state}")
        return line

    def _state(self, one: Step, course: Course, on: date) -> tuple[Shape, str]:
        if one.fact is not None:
            no = isinstance(one.fact.payload, Answer) and not one.fact.payload.value
            parts = [said_day(one.fact.true_from, on), words.tr("not agreed") if no else ""]
            if one.days is not None:
                parts.append(
                    words.tr("after {days}").format(days=words.days(one.days)) if one.days else words.days(0)
                )
            return (Shape.TRIANGLE if no else Shape.DONE), ", ".join(part for part in parts if part)
        if one.waits:
            since = words.tr("waits for {days}").format(days=words.days(one.days or 0))
            return Shape.RING, since if one.days else words.tr("waits since today")
        later = any(step.fact is not None for step in course.steps[course.steps.index(one) + 1 :])
        return Shape.DOT, words.tr("not recorded") if later or course.waiting is None else words.tr("to come")

    def _may_be_taken(self, course: Course, one: Step) -> bool:
        """What can still be recorded: nothing once it is over, and a follow-up only after a contact."""
        if one.fact is not None or course.waiting is None:
            return False
        return one.id != "follow-up" or course.step("contact").fact is not None

    def _offer(self, one: Step, on: date) -> QWidget:
        made = {
            "agreed": words.tr("Agreed today"), "contact": words.tr("First contact today"),
            "follow-up": words.tr("Follow-up today"),
        }  # fmt: skip
        act = self.acts[one.id] = Button(made[one.id])
        act.clicked.connect(lambda: self.taken.emit(one.id, True, None))
        other = LinkButton(words.tr("Another day…"), name=f"{words.step(one.id)}: {words.tr('another day')}")
        question = words.tr("When? 20 Oct")
        other.clicked.connect(
            lambda: self.ask.day(question, on, lambda day: self.taken.emit(one.id, True, day), act, past_day)
        )
        offers: list[QWidget] = [act, other]
        if one.id == "agreed":
            no = LinkButton(words.tr("Not agreed"))
            no.clicked.connect(lambda: self.taken.emit(one.id, False, None))
            offers.append(no)
        flow = Flow(offers, spacing=8)
        flow.setContentsMargins(0, 0, 0, 4)
        return flow
