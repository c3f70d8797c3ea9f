"""One case is one pane: what it holds stays in its place, and only its middle and its panel scroll."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from mdt_app.operations.case_rows import CaseView
from mdt_app.ui.acp.talk_forms import TalkForms
from mdt_app.ui.actions.earlier import Earlier
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.background_panel import BackgroundPanel
from mdt_app.ui.cases.criteria import CriteriaSection
from mdt_app.ui.cases.due import DueSection
from mdt_app.ui.cases.everyone import Everyone
from mdt_app.ui.cases.identity import Identity
from mdt_app.ui.cases.kept import KeptField
from mdt_app.ui.cases.more_words import MoreWords
from mdt_app.ui.cases.presence import PresenceSection
from mdt_app.ui.cases.prompts import PromptFoot, PromptSection
from mdt_app.ui.cases.question import QuestionArea
from mdt_app.ui.cases.read_back import KEY as READ_BACK
from mdt_app.ui.cases.read_back import ReadBackMark
from mdt_app.ui.cases.recommendations import Recommendations
from mdt_app.ui.cases.said import SaidRow
from mdt_app.ui.cases.sdm import SharedDecision
from mdt_app.ui.cases.shared_area import SharedArea
from mdt_app.ui.cases.strip import PatientStrip
from mdt_app.ui.cases.symptoms import SymptomsSection
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common import words
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.common.frames import Line, Pane, ScrollPanel
from mdt_app.ui.common.split import Split
from mdt_app.ui.common.text import SectionTitle

DISCUSSION_ROWS, CARET_ROOM = 7, 40
BESIDE = ("Alt+C", "Alt+U", "Alt+S", "Alt+P", "Alt+G", "Alt+M")


class CasePane(QWidget):
    """Everything of one listing: identity, question, discussion, decision; at the right the palliative panel."""

    def __init__(self, acts: CaseActs) -> None:
        super().__init__()
        self.acts = acts
        self._before_list: QWidget | None = None
        self.identity = Identity(acts.services.guidance.patient_wills)
        self._make_texts(acts)
        self.recommendations = Recommendations(acts)
        self.more = MoreWords(acts)
        self.strip = PatientStrip(acts)
        self.presence = PresenceSection(acts)
        self.criteria = CriteriaSection(acts)
        self.due = DueSection(acts)
        self.symptoms = SymptomsSection(acts)
        self.sdm = SharedDecision(acts)
        self.prompts = PromptSection(acts)
        self._sections = (self.presence, self.criteria, self.due, self.symptoms, self.sdm, self.prompts)
        self._lay_out()
        self._keys()

    def _make_texts(self, acts: CaseActs) -> None:
        """Question, discussion and decision, each with its title."""
        asks, says = (
            self.tr("What does the board have to answer?"),
            self.tr("What is said. Everything is kept as you type."),
        )
        decides = self.tr("What is decided, in a sentence or two")
        self._question = QuestionArea(asks, name=self.tr("Question"))
        self.question = KeptField(acts, "case", acts.view.case.id, "question", self._question)
        self.question_title = SectionTitle(self.tr("Question"), "Alt+Q")
        self.earlier = Earlier(acts.tasks, acts.services)
        self.earlier.opened.connect(lambda place: acts.went.emit("meeting", f"{place}/meet"))
        self.discussion = SharedArea(
            acts, "discussion", says, name=self.tr("Discussion"), rows=DISCUSSION_ROWS
        )
        self.said = SaidRow(acts, SectionTitle(self.tr("Discussion"), "Alt+D"))
        self.decision = SharedArea(acts, "decision", decides, name=self.tr("Decision"), rows=2, grows=True)
        self.decision_title = SectionTitle(self.tr("Decision"), "Alt+E")
        self.read_back = ReadBackMark(acts, self._decides, self._keep_decision)
        self.decision_title.add(self.read_back)

    def show_view(self, view: CaseView) -> None:
        """The case as stored now; what is being typed stays."""
        self.acts.view = view
        self.identity.show_view(view)
        self.background.show_view(view, self.acts.services.today())
        editable = self.acts.editable
        self.question.show_value(view.case.question, view.case_versions.get("question", 0), editable)
        self.question_title.set_right(self._asked(view))
        self.earlier.show_listing(view.patient.id, view.listing.id)
        self.said.show_view(view)
        self.discussion.show_updates(view.discussion_updates, editable)
        self.decision.show_updates(view.decision_updates, editable)
        dissent = view.discussion.dissent.strip()
        self.decision_title.set_right(self.tr("with dissent") if dissent else self.tr("no dissent recorded"))
        for part in (
            self.recommendations,
            self.more,
            self.strip,
            self.read_back,
            self.everyone,
            *self._sections,
        ):
            part.show_view(view)
        self._show_foot()

    def _asked(self, view: CaseView) -> str:
        """Who asked, and who wrote the question last where it was written again."""
        asked = ", ".join(one for one in (view.case.asked_by, _day(view)) if one)
        first = self.tr("asked by {who}").format(who=asked) if view.case.asked_by else ""
        last, near = view.question_by, view.meeting.starts_at.date()
        return "; ".join(
            one for one in (first, words.said_writer(last.by, last.at, near) if last else "") if one
        )

    def show_people(self) -> None:
        """The directory was read again."""
        self.recommendations.show_people()

    def unsaved(self) -> bool:
        """Whether words stand here that the store does not have; then this pane must not go."""
        parts = (
            self.discussion,
            self.decision,
            self.recommendations,
            self.presence,
            self.criteria,
            self.due,
            self.prompts,
            self.everyone,
        )
        kept = any(one.unsaved() for one in parts) or any(one.keeper.unsaved() for one in self._kept_fields())
        return kept or self.talks.isVisibleTo(self)

    def flush(self) -> None:
        """Send everything now."""
        for part in (self.discussion, self.decision, self.recommendations):
            part.flush()
        for field in self._kept_fields():
            field.keeper.flush()

    def _decides(self) -> bool:
        return self.decision.unsaved() or self.recommendations.unsaved()

    def _keep_decision(self) -> None:
        self.decision.flush()
        self.recommendations.flush()

    def toggle_background(self) -> None:
        """Open or close the background over the lower half."""
        self.background.setVisible(self.background.isHidden())
        self._place_background()
        if not self.background.isHidden():
            self.background.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The background keeps its half."""
        super().resizeEvent(event)
        self._place_background()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The background follows the middle."""
        if event.type() == QEvent.Type.Resize:
            self._place_background()
        return super().eventFilter(watched, event)

    def _kept_fields(self) -> list[KeptField]:
        return [self.question, *self.strip.fields.values(), *self.more.kept_fields()]

    def _lay_out(self) -> None:
        panel = self._made_panel()
        self._lay_out_middle()
        self.background = BackgroundPanel(self._middle)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        names = (self.tr("Case"), self.tr("Palliative care"))
        self.split = Split((self._middle, 1), (panel, 0), names=names)
        box.addWidget(self.split)
        self.identity.background_asked.connect(self.toggle_background)
        self.identity.talk_asked.connect(lambda: self.ask("talk"))
        self.identity.palliative.clicked.connect(
            lambda: self.acts.went.emit("palliative", self.acts.patient_id)
        )
        self.acts.asked.connect(self.ask)
        self.talks.opened.connect(lambda: self._show_form(True))
        self.talks.closed.connect(lambda: self._show_form(False))
        self.talks.said.connect(self.acts.said)
        self.presence.mark_all.clicked.connect(self.show_everyone)
        self.everyone.closed.connect(self.hide_everyone)
        self.background.closed.connect(self.background.hide)
        self._middle.installEventFilter(self)
        self._sight = QTimer(self, singleShot=True, interval=0)
        self._sight.timeout.connect(self._see_focus)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def _lay_out_middle(self) -> None:
        self._middle = Pane("surface")
        body = ScrollPanel(margins=(24, 0, 24, 8))
        spaced: tuple[tuple[QWidget, int], ...] = (
            (self.question_title, 2),
            (self.question, 4),
            (self.earlier, 0),
            (self.said, 0),
            (self.discussion, 8),
            (self.decision_title, 2),
            (self.decision, 8),
            (self.recommendations, 0),
            (self.more, 0),
        )
        for part, gap in spaced:
            body.box.addWidget(part, 1 if part is self.discussion else 0)
            body.box.addSpacing(gap)
        self._body = body
        for whole in (self.identity, body, Line(), self.strip):
            self._middle.box.addWidget(whole, 1 if whole is body else 0)

    def _made_panel(self) -> Pane:
        panel = Pane("pane")
        panel.set_width(368)
        self.panel = ScrollPanel(margins=(16, 4, 16, 8))
        for section in self._sections:
            self.panel.box.addWidget(section)
        self.panel.box.addStretch(1)
        panel.box.addWidget(self.panel)
        self.foot = PromptFoot(self.panel, self.prompts)
        panel.box.addWidget(self.foot)
        self.talks = TalkForms(self.acts.tasks, self.acts.services)
        panel.box.addWidget(self.talks)
        self.talks.hide()
        self.everyone = Everyone(self.acts)
        panel.box.addWidget(self.everyone)
        self.everyone.hide()
        return panel

    def ask(self, form: str) -> None:
        """Ask for a conversation, a prognosis or a shared decision in the place of the panel."""
        view = self.acts.view
        if form == "scores":
            self.symptoms.used.setFocus()
        elif self.acts.editable:
            self.talks.begin(form, view.patient.id, view.case.id, deciding=view.background.deciding)
        else:
            self.toggle_background()

    def _show_form(self, shown: bool) -> None:
        """A form stands in the place of the panel until it is kept or left."""
        self.everyone.hide()
        self.talks.setVisible(shown)
        self.panel.setVisible(not shown)
        self._show_foot()
        if shown:
            self.split.reveal(self.talks)
        else:
            self.identity.code.setFocus()

    def show_everyone(self) -> None:
        """The whole list of people in the place of the panel; asked for again, it goes."""
        if not self.everyone.isHidden():
            self.hide_everyone()
        elif self.acts.editable and self.talks.isHidden():
            self._before_list = QApplication.focusWidget()
            self.panel.hide()
            self.everyone.show()
            self._show_foot()
            self.split.reveal(self.everyone)
            self.everyone.begin()

    def hide_everyone(self) -> None:
        """The panel is there again, and the keys where they were."""
        self.everyone.hide()
        self.panel.show()
        self._show_foot()
        before = self._before_list
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self.discussion.setFocus()

    def _show_foot(self) -> None:
        self.foot.show_count(0 if self.panel.isHidden() else self._open_prompts())

    def _open_prompts(self) -> int:
        return sum(one.override is None for one in self.acts.view.prompts)

    def _keys(self) -> None:
        keys = {
            "Alt+Q": self._question.begin,
            "Alt+D": self.discussion.setFocus,
            "Alt+E": self.decision.setFocus,
            "Alt+B": self.toggle_background,
            "Alt+C": self.criteria.focus,
            "Alt+U": self.due.focus,
            "Alt+S": self.sdm.focus,
            "Alt+T": self.symptoms.open_trends,
            "Alt+M": self.symptoms.open_measure,
            "Alt+R": self.recommendations.begin,
            "Alt+P": self.presence.begin,
            "Alt+G": self.foot.go,
            "Alt+A": lambda: self.ask("talk"),
            "Alt+L": self.show_everyone,
            READ_BACK: self.read_back.press,
            **{one.key: one.press for one in self.more.drawers},
        }
        for key, act in keys.items():
            beside = key in BESIDE
            QShortcut(QKeySequence(key), self, lambda act=act, beside=beside: self._jump(act, beside))

    def stay_at_top(self) -> None:
        """A case that was just opened shows its question, wherever the keys are."""
        self._sight.stop()
        self._body.verticalScrollBar().setValue(0)

    def _jump(self, act: Callable[[], object], beside: bool) -> None:
        """Go to a part, bringing its pane into sight first where only one has room."""
        self.split.reveal(self.panel if beside else self._body)
        act()

    def _focus_moved(self, _before: QWidget | None, _now: QWidget | None) -> None:
        self._sight.start()

    def _see_focus(self) -> None:
        """What has the focus is in sight, of a large area the line that is written in; what was only just opened has
        its place once it is laid out."""
        now = QApplication.focusWidget()
        for area in (self._body, self.panel):
            inner = area.widget()
            if now is None or inner is None or not area.isAncestorOf(now):
                continue
            if isinstance(now, TextArea) and now.height() > area.viewport().height() // 2:
                line = now.viewport().mapTo(inner, now.cursorRect().center())
                area.ensureVisible(line.x(), line.y(), 0, themes.current().px(CARET_ROOM))
            else:
                area.ensureWidgetVisible(now, 0, 24)

    def _place_background(self) -> None:
        bottom = self.strip.geometry().top()
        high = max(themes.current().px(220), (bottom - self._body.geometry().top()) // 2)
        self.background.setGeometry(QRect(0, bottom - high, self._middle.width(), high))


def _day(view: CaseView) -> str:
    asked = view.case.asked_on
    return words.said_day(asked, view.meeting.starts_at.date()) if asked else ""
