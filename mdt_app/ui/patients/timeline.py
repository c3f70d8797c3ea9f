"""Every dated line of the timeline opens down to its fact: who recorded it when, whence it came, how it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.corrected import disputed
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.used import USED
from mdt_app.domain.record import Record
from mdt_app.operations.background import line as line_of
from mdt_app.operations.case_rows import Line as DatedLine
from mdt_app.ui.common import words as said
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.frames import Line, row
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.common.lists import SideList
from mdt_app.ui.common.marks import Mark, Shape
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients import words
from mdt_app.ui.patients.fact_box import FactBox
from mdt_app.ui.patients.reading import PatientPage

LETTERS, GONE = "letters", "gone"
"""The entries of the choice that stand for more than one kind: what letters use, and what stands no more."""


class Timeline(QWidget):
    """Lines by year, newest first, of one kind, of several or of all; the fact of the current line stands below."""

    def __init__(self, guidance: Guidance) -> None:
        super().__init__()
        self._guidance = guidance
        self._page: PatientPage | None = None
        self._after: dict[str, Fact] = {}
        self._keys: set[str] = set()
        self._may = self._to_list = False
        self._shown_id = ""
        self.kinds = Choice([("", self.tr("Everything"))], name=self.tr("Kind of fact"))
        self.count = Label("", "small")
        self.list = SideList(name=self.tr("Timeline"))
        self.nothing = Label("", "secondary", wrap=True)
        self.fact = FactBox(guidance)
        self._lay_out()
        self.kinds.chosen.connect(lambda _: self._fill())
        self.list.chosen.connect(lambda key: self.show_fact(str(key)))
        self.list.opened.connect(lambda _: self.fact.take_keys())

    def ask_for(self, kinds: str) -> None:
        """Show these kinds from the next reading on, with the keys in the list."""
        self._to_list = True
        self._offer_kinds(kinds)

    def forget(self) -> None:
        """Another patient comes, or the same one by another way."""
        self._shown_id, self._to_list = "", False
        self._page = None
        self.kinds.set_choices([("", self.tr("Everything"))], "")

    def show_page(self, page: PatientPage, may_record: bool = False) -> None:
        """The timeline on the page's day; `may_record` offers to mend what is wrong. The open fact stays open."""
        self._page, self._may = page, may_record
        self._after = {one.replaces: one for one in page.facts.values() if one.replaces}
        self._offer_kinds(self.kinds.current())
        self._fill(self._shown_id)

    def take_keys(self) -> bool:
        """Put the keys in the list where the timeline was asked for by its kinds; False where it was not."""
        asked, self._to_list = self._to_list, False
        if not asked:
            return False
        shown = self.list if self._keys else self.kinds
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._keys and not self.list.current_key():
            self.list.step(1)
        return True

    def show_fact(self, fact_id: str) -> None:
        """Open one fact."""
        if self._page is not None and fact_id in self._page.facts:
            self._shown_id = fact_id
            self.fact.show_fact(self._page.facts[fact_id], self._page, may_record=self._may)
            self._fit()
            QTimer.singleShot(0, self, self._fit)

    def open_fact(self, fact_id: str) -> None:
        """Show a fact among all, or among those of its kind where all of them do not hold it."""
        page = self._page
        if page is None or fact_id not in page.facts:
            return
        for kind in (self.kinds.current(), "", page.facts[fact_id].kind.value, GONE):
            self.kinds.set_current(kind)
            self._fill()
            if fact_id in self._keys:
                break
        self.list.choose(fact_id)
        self.show_fact(fact_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fact takes half of the room at most."""
        super().resizeEvent(event)
        if self.fact.fact_id():
            self._fit()

    def _fit(self) -> None:
        self.fact.fit(self.height() // 2 - self.fact.acts.sizeHint().height())
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.list.scrollTo(self.list.currentIndex())

    def _offer_kinds(self, wanted: str) -> None:
        page = self._page
        choices = [("", self.tr("Everything")), (LETTERS, self.tr("What letters use"))]
        if page is not None:
            kinds = {one.kind for one in self._standing(page)} | {one.kind.value for one in page.ahead}
            choices += [(kind, words.fact_kind(kind)) for kind in sorted(kinds)]
            if any(self._gone(page)):
                choices.append((GONE, self.tr("Corrected or withdrawn")))
        elif wanted not in dict(choices):
            choices.append((wanted, words.fact_kind(wanted)))
        self.kinds.set_choices(choices, wanted if wanted in dict(choices) else "")

    def _fill(self, open_id: str = "") -> None:
        page = self._page
        if page is None:
            return
        wanted, had = self.kinds.current(), self.fact.has_keys()
        lines = list(self._lines(page, wanted))
        ahead = [one for one in page.ahead if _is_of(one.kind, wanted)]
        rows: list[SideRow | SideGroup] = self._rows_ahead(ahead, page.view.on)
        year = 0
        for one in lines:
            if one.day.year != year:
                year = one.day.year
                rows.append(SideGroup(str(year)))
            rows.append(self._row(one, page))
        self._keys = {str(one.key) for one in rows if isinstance(one, SideRow)}
        self.list.set_rows(rows)
        count = len(lines) + len(ahead)
        self.count.set_text(self.tr("1 fact") if count == 1 else self.tr("{n} facts").format(n=count))
        self._say_nothing(not rows, wanted)
        self._keep_open(page, open_id, had)

    def _keep_open(self, page: PatientPage, open_id: str, had_keys: bool) -> None:
        """The fact that was open, or what took its place; else nothing, and the keys are not lost with it."""
        now = self._newest(page, open_id)
        if now and now in self._keys:
            self.list.choose(now)
            self.show_fact(now)
            if had_keys and not self.fact.has_keys() and not self.fact.take_keys():
                self.list.setFocus()
            return
        self._shown_id = ""
        self.fact.hide()
        if had_keys:
            self.list.setFocus()

    def _newest(self, page: PatientPage, fact_id: str) -> str:
        """What stands in the place of a fact by now, "" where it was withdrawn."""
        while fact_id in self._after:
            fact_id = self._after[fact_id].id
        fact = page.facts.get(fact_id)
        return fact_id if fact is not None and not fact.withdrawn else ""

    def _say_nothing(self, nothing: bool, wanted: str) -> None:
        used = self.tr("Nothing is recorded that a letter would use.")
        self.nothing.set_text(used if wanted == LETTERS else self.tr("Nothing is recorded up to this day."))
        self.nothing.setVisible(nothing)

    def _lines(self, page: PatientPage, wanted: str) -> Iterator[DatedLine]:
        """Everything as on the overview; of chosen kinds every fact, however old, also those that are not there."""
        if wanted == GONE:
            return iter(sorted(map(line_of, self._gone(page)), key=lambda one: one.day, reverse=True))
        if not wanted:
            return iter(page.view.background.timeline)
        return (one for one in self._standing(page) if _is_of(one.kind, wanted))

    def _standing(self, page: PatientPage) -> list[DatedLine]:
        shown = list(page.view.background.timeline)
        known = {one.fact_id for one in shown}
        record = Record(tuple(page.facts.values()), page.view.on)
        more = [line_of(one) for one in reversed(record.of(*Kind)) if one.id not in known]
        return sorted((*shown, *more), key=lambda one: one.day, reverse=True)

    def _gone(self, page: PatientPage) -> Iterator[Fact]:
        """What was corrected or withdrawn; a withdrawal is no entry of its own."""
        return (one for one in page.facts.values() if one.id in self._after and not one.withdrawn)

    def _row(self, one: DatedLine, page: PatientPage) -> SideRow:
        fact = page.facts.get(one.fact_id)
        text = words.fact_line(fact, self._guidance) if fact else one.text
        right, mark = words.fact_kind(one.kind), None
        after = self._after.get(one.fact_id)
        if after is not None:
            right = self.tr("withdrawn") if after.withdrawn else self.tr("corrected")
        elif fact is not None and disputed(fact, page.facts) is not None:
            mark = Mark(Shape.TRIANGLE, self.tr("against a correction"))
        return SideRow(one.fact_id, text, lead=said.said_day(one.day, one.day), right=right, mark=mark)

    def _rows_ahead(self, facts: Sequence[Fact], on: date) -> list[SideRow | SideGroup]:
        """What is dated after today stands first, each line marked with its day."""
        if not facts:
            return []
        title = self.tr("Still to come, not used before its day")
        return [SideGroup(title), *(self._row_ahead(one, on) for one in facts)]

    def _row_ahead(self, fact: Fact, on: date) -> SideRow:
        from_day = self.tr("from {day}").format(day=said.said_day(fact.true_from, on))
        return SideRow(
            fact.id, words.fact_line(fact, self._guidance), second=words.fact_kind(fact.kind),
            lead=said.said_day(fact.true_from, fact.true_from), right=from_day, mark=Mark(Shape.RING),
        )  # fmt: skip

    def _lay_out(self) -> None:
        head = row(self.kinds, self.count, None, spacing=8)
        head.setContentsMargins(24, 4, 24, 8)
        self.nothing.setContentsMargins(24, 4, 24, 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.nothing)
        box.addWidget(self.list, 1)
        box.addWidget(Line())
        box.addWidget(self.fact)


def _is_of(kind: str, wanted: str) -> bool:
    if wanted == LETTERS:
        return Kind(kind) in USED
    return wanted in ("", kind)
