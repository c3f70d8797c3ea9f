"""One page says who cares: what is missing first, then the picture, referral, handovers and carers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.careteam import Gap, Gaps
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.states import Status as Stands
from mdt_app.operations.care import Care
from mdt_app.ui.careteam import words
from mdt_app.ui.careteam.carer_list import CarerList
from mdt_app.ui.careteam.handover_list import HandoverList
from mdt_app.ui.careteam.marked import Marked
from mdt_app.ui.careteam.picture import CarePicture
from mdt_app.ui.careteam.steps import ReferralSteps
from mdt_app.ui.common import frames, keys
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import ScrollPanel, Section, row
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.common.words import said_dates, said_day

LEADS = {Gaps.NO_LEAD: "lead", Gaps.NO_SETTING: "setting"}


class CareView(ScrollPanel):
    """`asked(form, key)` asks for a form: holder (level or level/task), handover (fact id, "lead", or a setting after
    "to/"), carer (fact id or ""), grief. Further signals: `confirmed(fact id)`, `no_carer()`,
    `step_taken(step, yes, day)`, `fact_asked(fact id)`, `cover_asked()`."""

    asked = Signal(str, str)
    confirmed = Signal(str)
    no_carer = Signal()
    step_taken = Signal(str, bool, object)
    fact_asked = Signal(str)
    cover_asked = Signal()

    def __init__(self, guidance: Guidance) -> None:
        super().__init__(margins=(24, 4, 24, 16))
        self._may = False
        self.adds: dict[str, LinkButton] = {}
        self.mends: dict[str, LinkButton] = {}
        self._gaps_section, self._gaps = self._part(words.tr("Missing"))
        _, levels = self._part(words.tr("Who holds what"))
        self._refer_section, refer = self._part(words.tr("Referral to palliative care"))
        handed = self._part(words.tr("Handovers"), "handover", words.tr("New handover"), "Ctrl+H")[1]
        carers = self._part(words.tr("Carers"), "carer", words.tr("Add carer"), last=True)[1]
        self.picture = CarePicture(guidance)
        self.cover = Marked(Shape.DOT, "", small=True)
        self.cover_link = LinkButton(words.tr("Team's cover…"), low=True)
        self.steps = ReferralSteps(guidance)
        self.earlier = Label("", "small", wrap=True)
        self.handovers, self.carers = HandoverList(guidance), CarerList(guidance)
        levels.addWidget(self.picture)
        cover = row(self.cover, self.cover_link, spacing=8)
        cover.setStretch(0, 1)
        levels.addLayout(cover)
        for box, one in (
            (refer, self.steps),
            (refer, self.earlier),
            (handed, self.handovers),
            (carers, self.carers),
        ):
            box.addWidget(one)
        self.box.addStretch(1)
        self._connect()

    def show_care(self, care: Care, may_record: bool) -> None:
        """The care on its day; `may_record` offers what mends it."""
        self._may = may_record
        had = keys.holds(self)
        for add in self.adds.values():
            add.setVisible(may_record and care.dead is None)
        self._show_gaps(care)
        self.picture.show_care(care, may_record)
        self._show_cover(care)
        self._refer_section.setVisible(bool(care.courses))
        if care.courses:
            self.steps.show_course(care.courses[-1], care.on, may_record)
        before = [said_day(one.since, care.on) for one in care.courses[:-1]]
        self.earlier.set_text(words.tr("Referred before: {days}").format(days=", ".join(before)))
        self.earlier.setVisible(bool(before))
        self.handovers.show_care(care, may_record)
        self.carers.show_care(care, may_record)
        if had and not keys.holds(self):
            self.take_keys()

    def take_keys(self, what: str = "") -> None:
        """The keys go to a level's own box, or to what waits of "handover", "referral" or "grief", else to the first
        gap or the picture."""
        asked: dict[str, Mapping[str, QWidget]] = {
            "handover": self.handovers.confirms, "referral": self.steps.acts, "grief": self.carers.edits,
        }  # fmt: skip
        if what in self.picture.boxes:
            asked[what] = {what: self.picture.boxes[what]}
        places = [*asked.get(what, {}).values(), *self.mends.values(), *self.picture.boxes.values()]
        places[0].setFocus(Qt.FocusReason.OtherFocusReason)
        frames.reveal(places[0])

    def _show_gaps(self, care: Care) -> None:
        frames.empty(self._gaps)
        self.mends = {}
        for gap in care.team.gaps:
            line = row(Marked(Shape.TRIANGLE, words.gap(gap)), spacing=8)
            line.setStretch(0, 1)
            if self._may:
                link = LinkButton(words.mends(gap), low=True, name=f"{words.gap(gap)}: {words.mends(gap)}")
                link.clicked.connect(lambda _=False, gap=gap: self.asked.emit(*_form(gap)))
                line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
                self.mends[gap.kind.value] = link
            self._gaps.addLayout(line)
        self._gaps_section.setVisible(bool(care.team.gaps))

    def _show_cover(self, care: Care) -> None:
        """The team's cover by day and night, where the last phase of life asks for it or it is known."""
        state = care.cover
        shown = state.status in (Stands.DUE, Stands.DONE) and care.dead is None
        self.cover.setVisible(shown)
        self.cover_link.setVisible(shown and state.status is Stands.DUE)
        due = state.status is Stands.DUE
        self.cover.set_state(
            Shape.TRIANGLE if due else Shape.DONE, said_dates(state.why, care.on), quiet=not due
        )

    def _part(
        self, title: str, form: str = "", act: str = "", key: str = "", last: bool = False
    ) -> tuple[QWidget, QVBoxLayout]:
        section = Section(spacing=4, last=last)
        head = SectionTitle(title)
        if form:
            button = LinkButton(act, "plus", key, shortcut=key)
            button.clicked.connect(lambda: self.asked.emit(form, ""))
            head.add(button)
            self.adds[form] = button
        section.box.addWidget(head)
        inner = QVBoxLayout()
        inner.setSpacing(4)
        section.box.addLayout(inner)
        self.box.addWidget(section)
        return section, inner

    def _connect(self) -> None:
        self.picture.holder_asked.connect(lambda level: self._ask("holder", level))
        self.picture.place_asked.connect(lambda setting: self._ask("handover", f"to/{setting}"))
        self.handovers.asked.connect(lambda key: self._ask("handover", key))
        self.handovers.confirmed.connect(self.confirmed)
        self.handovers.fact_asked.connect(self.fact_asked)
        self.carers.asked.connect(lambda key: self._ask("carer", key))
        self.carers.none_asked.connect(self.no_carer)
        self.carers.grief_asked.connect(lambda: self._ask("grief", ""))
        self.steps.taken.connect(self.step_taken)
        self.cover_link.clicked.connect(self.cover_asked)

    def _ask(self, form: str, key: str) -> None:
        if self._may:
            self.asked.emit(form, key)


def _form(gap: Gap) -> tuple[str, str]:
    """The form that ends a gap, and what it is about."""
    if gap.kind is Gaps.NO_CARER_ASKED:
        return "carer", ""
    if gap.kind in (Gaps.NO_LEAD, Gaps.NO_SETTING):
        return "handover", LEADS[gap.kind]
    return "holder", f"{gap.level}/{gap.task}" if gap.task else gap.level
