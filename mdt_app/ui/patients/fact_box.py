"""A fact is shown whole: what it says, who recorded it, what it corrects, and how it is mended."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.corrected import disputed
from mdt_app.domain.facts import Fact
from mdt_app.domain.guidance import Guidance
from mdt_app.ui.common import frames, keys
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words as said
from mdt_app.ui.common.buttons import Button
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Pane, ScrollPanel
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.patients import words
from mdt_app.ui.patients.mending import Mending, after_of, mending
from mdt_app.ui.patients.reading import PatientPage

LEAST = 120
"""So much of a fact is shown at once in the lowest window."""


class FactBox(Pane):
    """One fact, whole. Signals: `correct_asked(fact id)`, `withdraw_asked(fact id)`, `form_asked(form, key)`."""

    correct_asked = Signal(str)
    withdraw_asked = Signal(str)
    form_asked = Signal(str, str)

    def __init__(self, guidance: Guidance) -> None:
        super().__init__("pane")
        self._guidance = guidance
        self._fact_id = ""
        self._way = Mending()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.correct = Button(self.tr("Correct…"), hint="Alt+C", shortcut="Alt+C")
        self.lead = Button("", "arrow-right", hint="Alt+C", shortcut="Alt+C")
        self.withdraw = Button(self.tr("Withdraw…"), hint="Alt+W", shortcut="Alt+W")
        self.acts = Flow((self.correct, self.lead, self.withdraw), spacing=8)
        self._panel = ScrollPanel(margins=(24, 10, 24, 6), spacing=2)
        self._inner = self._panel.box.parentWidget() or self._panel
        self._panel.box.addLayout(self.lines)
        self.box.addWidget(self._panel)
        foot = Pane("pane", margins=(24, 0, 24, 10))
        foot.box.addWidget(self.acts)
        self._foot = foot
        self.box.addWidget(foot)
        self.correct.clicked.connect(lambda: self.correct_asked.emit(self._fact_id))
        self.withdraw.clicked.connect(lambda: self.withdraw_asked.emit(self._fact_id))
        self.lead.clicked.connect(lambda: self.form_asked.emit(self._way.form, self._way.key))
        self.hide()

    def fact_id(self) -> str:
        """Which fact is shown, "" for none."""
        return "" if self.isHidden() else self._fact_id

    def show_fact(self, fact: Fact, page: PatientPage, *, may_record: bool = False) -> None:
        """What it says, its kind and day, who recorded it and when, its source; `may_record` offers to mend it."""
        self._fact_id = fact.id
        frames.empty(self.lines)
        text = words.fact_line(fact, self._guidance)
        recorded = self._recorded(fact, page)
        at = words.moment(fact.at) if fact.at else words.fact_days(fact)
        self._add(Label(words.fact_kind(fact.kind), "small"), Label(text, "strong", wrap=True))
        self._say_state(fact, page)
        self._small(self.tr("True: {at}").format(at=at))
        self._small(f"{recorded}, {words.source(fact.source)}")
        self._say_line(fact, page)
        self._offer(mending(fact, page) if may_record else Mending())
        self.setVisible(True)
        self.setAccessibleName(f"{words.fact_kind(fact.kind)}: {text}, {recorded}")

    def take_keys(self) -> bool:
        """Put the keys on what mends it; False where nothing does."""
        acts = [one for one in (self.correct, self.lead, self.withdraw) if not one.isHidden()]
        if self.isHidden() or not acts:
            return False
        acts[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def has_keys(self) -> bool:
        """Whether the keys are in here."""
        return keys.holds(self)

    def _recorded(self, fact: Fact, page: PatientPage) -> str:
        who = fact.recorder(page.names) or self.tr("the program")
        return self.tr("recorded {at} by {who}").format(at=words.moment(fact.recorded_at), who=who)

    def _say_state(self, fact: Fact, page: PatientPage) -> None:
        if fact in page.ahead:
            from_day = said.said_day(fact.true_from, page.view.on)
            self._add(Status(Shape.RING, self.tr("from {day}, not used before").format(day=from_day), 12))
        ours = disputed(fact, page.facts)
        if ours is not None and after_of(fact, page.facts) is None:
            told = f"{words.fact_line(ours, self._guidance)}, {self._recorded(ours, page)}"
            detail = self.tr("Withdrawn here: {line}.") if ours.withdrawn else self.tr("Here it was: {line}.")
            settle = self.tr("Save what is right with Correct…, also where the file is right.")
            title = self.tr("A newer file says otherwise than was corrected here, and is used.")
            self._add(InlineMessage(title, f"{detail.format(line=told)} {settle}"))

    def _say_line(self, fact: Fact, page: PatientPage) -> None:
        """What it corrects, and what became of it."""
        before, after = page.facts.get(fact.replaces), after_of(fact, page.facts)
        if fact.withdrawn:
            self._add(Status(Shape.DOT, self.tr("Withdrawn, entered in error"), 12))
        elif before is not None:
            line = words.fact_line(before, self._guidance)
            day = words.fact_days(before)
            again = self.tr("Says again what was withdrawn: {before}") if before.withdrawn else ""
            corrects = again or (
                self.tr("Corrects: {before}")
                if day == words.fact_days(fact)
                else self.tr("Corrects: {before}, {day}")
            )
            self._small(corrects.format(before=line, day=day))
        if after is not None:
            now = self._recorded(after, page)
            if after.withdrawn:
                self._small(self.tr("Withdrawn as entered in error, {recorded}").format(recorded=now))
            else:
                line = words.fact_line(after, self._guidance)
                self._small(self.tr("Corrected to: {line}, {recorded}").format(line=line, recorded=now))

    def _offer(self, way: Mending) -> None:
        self._way = way
        if way.why:
            self._small(way.why)
        self.correct.setVisible(way.correct)
        self.withdraw.setVisible(way.withdraw)
        self.lead.set_words(way.link)
        self.lead.setVisible(bool(way.link))
        self.acts.refit()
        self._foot.setVisible(way.correct or way.withdraw or bool(way.link))

    def _small(self, text: str) -> None:
        self._add(Label(text, "small", wrap=True))

    def _add(self, *shown: QWidget) -> None:
        for one in shown:
            self.lines.addWidget(one)

    def fit(self, room: int) -> None:
        """Be as high as the words need, at most `room`; what is longer scrolls, and by the keys too."""
        inner = self._inner
        width = self._panel.viewport().width()
        needed = inner.heightForWidth(width) if inner.hasHeightForWidth() else inner.sizeHint().height()
        most = max(themes.current().px(LEAST), room)
        self._panel.setFixedHeight(min(needed, most))
        policy = Qt.FocusPolicy.StrongFocus if needed > most else Qt.FocusPolicy.NoFocus
        self._panel.setFocusPolicy(policy)
