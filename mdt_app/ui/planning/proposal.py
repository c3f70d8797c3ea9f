"""A plan is shown before it is kept: who waits, who is not met and why, which wishes collide, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mdt_app.domain.planning_day import Planned, Stay, Wish, WishKind
from mdt_app.operations.hand_order import Standing
from mdt_app.operations.planning_wishes import not_planned
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import ScrollPanel, empty, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label, SectionTitle, elided
from mdt_app.ui.common.theme import current
from mdt_app.ui.planning import words
from mdt_app.ui.planning.words import Naming

MOST, NAME = 40, 180


class Proposal(ScrollPanel):
    """What the planner found. `change(person id)` asks for other hours, `release(listing id)` for a pin to go."""

    change = Signal(str)
    release = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 12, 16, 16), spacing=4, parent=parent)

    def show_planned(self, standing: Standing, planned: Planned) -> None:
        """Totals, then what collides, who is not met, and from outside everybody's slot and waiting."""
        empty(self.box)
        names = Naming(standing)
        self._totals(standing, names, planned)
        if planned.collides:
            self._collision(standing, names, planned)
        if planned.plan.unmet:
            self._unmet(standing, planned)
        outside = sorted(
            (one for one in planned.plan.stays if one.outside), key=lambda one: (-one.minutes, one.since)
        )
        if outside:
            self.box.addWidget(SectionTitle(self.tr("From outside"), right=self.tr("waiting")))
            before = {one.person_id: one.minutes for one in standing.plan.stays}
            for stay in outside[:MOST]:
                self.box.addWidget(self._stay(names, stay, before.get(stay.person_id, 0)))
        self.box.addStretch(1)

    def _totals(self, standing: Standing, names: Naming, planned: Planned) -> None:
        now, then = standing.plan.outside_waiting, planned.plan.outside_waiting
        said = self.tr("People from outside wait {after} min together; as it stands, {before}.")
        self.box.addWidget(Label(said.format(after=then, before=now), "body", wrap=True))
        if planned.cancelled:
            self.box.addWidget(
                InlineMessage(self.tr("Stopped: the best that was found by then."), level="info")
            )
        elif planned.best:
            self.box.addWidget(Label(self.tr("No order lets them wait less."), "secondary", wrap=True))
        else:
            said = self.tr("No order lets them wait less than {bound} min.")
            self.box.addWidget(Label(said.format(bound=planned.bound), "secondary", wrap=True))
        taken = {one.case_id: (one.since, one.until) for one in planned.plan.slots}
        left = not_planned(standing.view.agenda, taken)
        for one in left[:MOST]:
            self.box.addWidget(Status(Shape.TRIANGLE, words.left_out(names, one)))
        if not planned.plan.unmet and not left:
            self.box.addWidget(Status(Shape.DONE, self.tr("Everybody is met within the hours given")))

    def _collision(self, standing: Standing, names: Naming, planned: Planned) -> None:
        self.box.addWidget(
            InlineMessage(
                self.tr("These cannot all be kept. This is the nearest plan."),
                words.collision(standing, planned.collides),
            )
        )
        ways: list[QWidget] = []
        for wish in planned.collides:
            if wish.kind == WishKind.PIN:
                case = elided(names.case(wish.case_id), current().px(NAME))
                ways.append(self._way(self.tr("Release {case}").format(case=case), wish))
            elif wish.kind == WishKind.WINDOW and not wish.person_id.startswith("name "):
                person = elided(names.person(wish.person_id), current().px(NAME))
                said = self.tr("Change hours of {person}").format(person=person)
                if all(said != one.words() for one in ways if isinstance(one, LinkButton)):
                    ways.append(self._way(said, wish))
        if ways:
            self.box.addWidget(Flow(ways[:MOST], spacing=8, most=1))

    def _way(self, said: str, wish: Wish) -> LinkButton:
        link = LinkButton(said)
        if wish.kind == WishKind.PIN:
            link.clicked.connect(lambda: self.release.emit(wish.case_id))
        else:
            link.clicked.connect(lambda: self.change.emit(wish.person_id))
        return link

    def _unmet(self, standing: Standing, planned: Planned) -> None:
        starts = {one.case_id: one.since for one in planned.plan.slots}
        self.box.addWidget(SectionTitle(self.tr("Not kept"), right=str(len(planned.plan.unmet))))
        for wish in planned.plan.unmet[:MOST]:
            what, why = words.not_met(standing, wish, starts)
            self.box.addWidget(Status(Shape.TRIANGLE, what))
            self.box.addWidget(Label(why, "small", wrap=True))
        if planned.undecided:
            self.box.addWidget(
                Label(self.tr("Whether a plan could keep them all is not known."), "small", wrap=True)
            )

    def _stay(self, names: Naming, stay: Stay, before: int) -> QWidget:
        times = self.tr("{since}–{until}").format(
            since=names.clock(stay.since), until=names.clock(stay.until)
        )
        waits = words.minutes(stay.minutes)
        if stay.minutes != before:
            waits = self.tr("{after}, was {before}").format(after=waits, before=before)
        line = QWidget()
        name = Label(stay.name, "body", elide=True)
        inner = row(name, Label(times, "small"), Label(waits, "small"), spacing=8)
        inner.setContentsMargins(0, 2, 0, 2)
        inner.setStretch(0, 1)
        line.setLayout(inner)
        line.setAccessibleName(", ".join((stay.name, times, waits)))
        return line
