"""What matters to the patient comes first, in the patient's words; then who cares, with every gap in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdt_app.domain.facts import Fact
from mdt_app.domain.fates import FateReason
from mdt_app.domain.payloads import CareHolder, Carer, PatientWords
from mdt_app.domain.requests import RequestState
from mdt_app.operations.history import ListedOn
from mdt_app.ui.actions import words as fate_words
from mdt_app.ui.actions.earlier import became
from mdt_app.ui.careteam import words as care_words
from mdt_app.ui.careteam.marked import Marked
from mdt_app.ui.common import frames
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words as said
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import ScrollPanel, Section, row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import IconView
from mdt_app.ui.common.text import Label, SectionTitle, elided, set_tip
from mdt_app.ui.patients import words
from mdt_app.ui.patients.reading import CaseLine, PatientPage
from mdt_app.ui.requests import words as request_words

LEVELS = (("primary", "level-1"), ("secondary", "level-2"), ("tertiary", "level-3"))
SHOWN_WORDS, MARGINS = 4, 62
OWN = ("goals", "wants", "not-wanted", "fears", "knows", "told")


class PersonColumn(ScrollPanel):
    """`room` is its width at 100 %. Signals: `holder_asked(level)`, `case_asked(place id)`, `request_asked(case id)`,
    `words_asked()`, `carers_asked()`."""

    holder_asked = Signal(str)
    case_asked = Signal(str)
    request_asked = Signal(str)
    words_asked = Signal()
    carers_asked = Signal()

    def __init__(self, reasons: Sequence[FateReason] = ()) -> None:
        super().__init__(margins=(16, 4, 16, 16))
        self._reasons = tuple(reasons)
        self.setProperty("pane", "pane")
        self.names: dict[str, LinkButton] = {}
        self.holders: dict[str, LinkButton] = {}
        self._every = False
        self.room = 320
        self.ask_words = LinkButton(
            self.tr("Add"), low=True, name=self.tr("Add what matters, how to talk, faith, language")
        )
        self.ask_words.clicked.connect(self.words_asked)
        self._matters = self._part(self.tr("What matters"), add=self.ask_words)
        self._team = self._part(self.tr("Care team"))
        self.to_carers = LinkButton(
            self.tr("More"), low=True, name=self.tr("Carers: permission, distress, contacts")
        )
        self.to_carers.clicked.connect(self.carers_asked)
        self._carers = self._part(self.tr("Carers"), add=self.to_carers)
        self._cases = self._part(self.tr("Tumour boards"), last=True)
        self.box.addStretch(1)

    def show_page(self, page: PatientPage, may_record: bool) -> None:
        """The column on the page's day; `may_record` offers to name holders."""
        self.ask_words.setVisible(may_record)
        self._show_words(page)
        self._show_team(page, may_record)
        self._show_carers(page)
        self._show_cases(page)

    def _part(self, title: str, last: bool = False, add: LinkButton | None = None) -> QVBoxLayout:
        section = Section(spacing=4, last=last)
        head = SectionTitle(title)
        if add is not None:
            head.add(add)
        section.box.addWidget(head)
        inner = QVBoxLayout()
        inner.setSpacing(4)
        section.box.addLayout(inner)
        self.box.addWidget(section)
        return inner

    def _show_words(self, page: PatientPage) -> None:
        frames.empty(self._matters)
        known = sorted(page.view.background.words, key=lambda one: _rank(one[1]))
        for day, spoken in known if self._every else known[:SHOWN_WORDS]:
            self._matters.addWidget(_Quote(day, spoken))
        if len(known) > SHOWN_WORDS:
            words = (
                self.tr("Fewer") if self._every else self.tr("{n} more").format(n=len(known) - SHOWN_WORDS)
            )
            more = LinkButton(words, low=True)
            more.clicked.connect(lambda: self._toggle_words(page))
            self._matters.addLayout(_linked(more))
        if not known:
            nothing = self.tr("Not asked yet: what does the patient know, want, hope and fear?")
            self._matters.addWidget(Label(nothing, "secondary", wrap=True))

    def _toggle_words(self, page: PatientPage) -> None:
        self._every = not self._every
        self._show_words(page)

    def _show_team(self, page: PatientPage, may_record: bool) -> None:
        frames.empty(self._team)
        self.names, self.holders = {}, {}
        for level, icon in LEVELS:
            holder = page.view.background.holders.get(level)
            self._team.addWidget(self._holder(page, level, icon, holder, may_record))

    def _holder(
        self, page: PatientPage, level: str, icon: str, holder: CareHolder | None, may_record: bool
    ) -> QWidget:
        line = QWidget()
        box = QVBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 4)
        box.setSpacing(0)
        link = LinkButton(self.tr("Change") if holder else self.tr("Name holder"), low=True)
        link.setAccessibleName(f"{said.level(level)}: {link.words()}")
        link.clicked.connect(lambda: self.holder_asked.emit(level))
        link.setVisible(False)
        self.names[level] = link
        box.addLayout(row(IconView(icon, 14), Label(said.level(level), "small"), None, link, spacing=6))
        link.setVisible(may_record)
        if holder is None:
            box.addLayout(row(Status(Shape.RING, words.holder_missing(level), 14), None))
            return line
        box.addWidget(self._name(level, holder.name, may_record))
        role = said.discipline(holder.role) if holder.role else ""
        night = self.tr("night {phone}").format(phone=holder.night_phone) if holder.night_phone else ""
        parts = [part for part in (role, holder.organisation, holder.phone, night) if part]
        box.addWidget(Label(", ".join(parts) or self.tr("no number on file"), "small", wrap=True))
        for shape, doubt in care_words.doubts(page.care.reached.get(level), page.view.on):
            box.addWidget(Marked(shape, doubt, small=True))
        return line

    def _name(self, level: str, name: str, may_record: bool) -> QWidget:
        """Who holds a level: the name leads to where that is changed."""
        if not may_record:
            return Label(name, wrap=True)
        link = _narrow(LinkButton(name), themes.current().px(self.room - MARGINS))
        act = self.tr("{name}. Change who holds {level} care")
        link.setAccessibleName(act.format(name=name, level=said.level(level).lower()))
        link.clicked.connect(lambda: self.holder_asked.emit(level))
        self.holders[level] = link
        held = QWidget()
        held.setLayout(_linked(link))
        return held

    def _show_carers(self, page: PatientPage) -> None:
        frames.empty(self._carers)
        for fact in page.carers:
            self._carers.addWidget(_carer(fact))
        if page.care.carers is None:
            self._carers.addWidget(Label(self.tr("Nobody has asked about a carer."), "secondary", wrap=True))
        elif not page.carers:
            self._carers.addWidget(Label(self.tr("There is no carer."), wrap=True))

    def _show_cases(self, page: PatientPage) -> None:
        frames.empty(self._cases)
        listed = {day.listing_id: day for one in page.histories for day in one.listed}
        decided = [each for one in page.histories for each in one.recommendations]
        for case in page.cases:
            self._cases.addWidget(
                self._case(case, listed.get(case.listing.id) if case.listing else None, page.view.on)
            )
            for each in decided:
                if case.listing is not None and each.listing_id == case.listing.id:
                    self._cases.addWidget(became(each, self._reasons, page.view.on))
        if not page.cases:
            self._cases.addWidget(
                Label(self.tr("Not discussed at a tumour board yet."), "secondary", wrap=True)
            )

    def _case(self, case: CaseLine, listed: ListedOn | None, near: date) -> QWidget:
        line = QWidget()
        box = QVBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 4)
        box.setSpacing(0)
        if case.meeting is None or case.listing is None:
            self._say_waiting(box, case, near)
        else:
            day = said.said_day(case.meeting.starts_at.date())
            link = LinkButton(f"{day}, {case.number}", low=True)
            place = f"{case.meeting.id}/{case.listing.id}"
            link.clicked.connect(lambda: self.case_asked.emit(place))
            box.addLayout(_linked(link))
        outcome = fate_words.outcome(listed) if listed else ""
        box.addWidget(Label(", ".join(part for part in (case.board, outcome) if part), "small", wrap=True))
        if case.question.strip():
            box.addWidget(Label(case.question, wrap=True))
        return line

    def _say_waiting(self, box: QVBoxLayout, case: CaseLine, near: date) -> None:
        """What a case on no agenda waits for: its board's answer, an answer to its board, or a meeting."""
        asked = case.request
        if asked is None or asked.state == RequestState.ACCEPTED:
            shape, state = Shape.RING, self.tr("{case} waits for a meeting").format(case=case.number)
        else:
            shape = request_words.SHAPES[asked.state]
            state = request_words.state(asked, near) + (":" if asked.answer else "")
        box.addWidget(Status(shape, state, 14))
        if asked is not None:
            if asked.answer:
                box.addWidget(Label(asked.answer, wrap=True))
            link = LinkButton(self.tr("Open request {case}").format(case=case.number), low=True)
            link.clicked.connect(lambda: self.request_asked.emit(asked.id))
            box.addLayout(_linked(link))


class _Quote(QWidget):
    """What somebody said, with what it is about, who said it and when."""

    def __init__(self, day: date, spoken: PatientWords) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 4)
        box.setSpacing(0)
        parts = [words.topic(spoken.topic), said.said_day(day), spoken.by]
        box.addWidget(Label("  ·  ".join(part for part in parts if part), "small", wrap=True))
        box.addWidget(Label(f"“{spoken.text}”", wrap=True))


def _carer(fact: Fact) -> QWidget:
    payload = fact.payload
    assert isinstance(payload, Carer)
    parts = (payload.name, payload.relation, payload.phone, payload.note)
    return Label(", ".join(part for part in parts if part), wrap=True)


def _rank(spoken: PatientWords) -> int:
    return OWN.index(spoken.topic) if spoken.topic in OWN else len(OWN)


def _linked(link: LinkButton) -> QHBoxLayout:
    """A link at the left."""
    return row(link, None)


def _narrow(link: LinkButton, room: int) -> LinkButton:
    """A long name gives way to the column; the whole of it stands in the tip."""
    whole = link.words()
    shown = elided(whole, room)
    if shown != whole:
        link.set_words(shown)
        link.setAccessibleName(whole)
        set_tip(link, whole)
    return link
