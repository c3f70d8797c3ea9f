"""A patient at a screen sees their own questions and nothing else; only the staff's password leads back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QScroller, QStackedWidget, QVBoxLayout, QWidget

from mdt_app.domain.assessments import with_answer
from mdt_app.domain.form_words import FormWords
from mdt_app.domain.guidance import Instrument
from mdt_app.domain.payloads import Assessment
from mdt_app.ui.assessments.large import LargeButton
from mdt_app.ui.assessments.question import Question
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import Pane, ScrollPanel, column, row
from mdt_app.ui.common.messages import Bar
from mdt_app.ui.common.text import Label

WIDEST, WIDEST_FORM, MARGIN = 880, 1180, 32


class PatientMode(QWidget):
    """The whole screen for one patient. `changed(Assessment)` after each answer; `release_asked(password)` when
    somebody of the staff wants it back. Whoever opened it says `release()`, or `refuse(words)`.
    """

    changed = Signal(object)
    release_asked = Signal(str)

    def __init__(self, instrument: Instrument, words: FormWords, given: str, filled: Assessment) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(words.welcome)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.filled = filled
        self._instrument, self._words = instrument, words
        self._released = False
        self._at = self._first_open()
        self.questions: list[Question] = []
        self.pages = QStackedWidget()
        self.bar = Bar(8)
        self.progress = Label("", "lead", tone="second")
        self.back, self.next = LargeButton(words.back), LargeButton(words.next, filled=True)
        self.leave = LargeButton(words.give_back, quiet=True)
        self.problem = Label("", "lead", tone="look", wrap=True)
        self._make_pages(given)
        self._connect()
        self._show()

    def release(self) -> None:
        """Go away: the staff has it back."""
        self._released = True
        self.close()
        self.deleteLater()

    def refuse(self, words: str) -> None:
        """Stay, and say why."""
        self.password.clear()
        self.password.setEnabled(True)
        self.wrong.set_text(words)
        self.password.setFocus()

    def not_kept(self) -> None:
        """The last answer could not be kept; the patient is asked to give it back."""
        self.problem.set_text(self._words.not_kept)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing but the staff's password closes it."""
        if self._released:
            event.accept()
            return
        event.ignore()
        self._ask_staff()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key leads out of it."""
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """It stays the whole screen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self.showFullScreen()

    def _first_open(self) -> int:
        has = {code for code, _ in self.filled.answers}
        codes = [item.code for item in self._instrument.items]
        return next((place for place, code in enumerate(codes) if code not in has), 0)

    def _make_pages(self, given: str) -> None:
        self.welcome, self.asking, self.open, self.thanks, self.staff = (
            self._welcome(given), self._asking(), self._left_open(), self._thanks(), self._for_staff(),
        )  # fmt: skip
        for page in (self.welcome, self.asking, self.open, self.thanks, self.staff):
            self.pages.addWidget(page)
        desk = Pane("surface")
        desk.box.addWidget(self.pages)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(desk)

    def _welcome(self, given: str) -> QWidget:
        words = self._words
        self.begin = LargeButton(words.start, filled=True)
        self.not_me = LargeButton(words.give_back, quiet=True)
        for_whom = words.not_you_carer if self._instrument.subject == "carer" else words.not_you
        return _middle(
            Label(words.welcome, "clock", wrap=True),
            Label(for_whom.format(name=given), "title", wrap=True),
            Label(self._instrument.name, "lead", tone="second", wrap=True),
            self.begin,
            self.not_me,
        )

    def _asking(self) -> QWidget:
        single = self._instrument.one_at_a_time
        named = single and len(self._instrument.items) > 1
        self.questions = [Question(item, self._words, named=named) for item in self._instrument.items]
        for question in self.questions:
            question.answered.connect(self._answered)
        page = Pane("surface", margins=(0, 0, 0, 0), spacing=0)
        top = Pane("surface", margins=(MARGIN, 20, MARGIN, 12), spacing=8)
        top.box.addLayout(row(self.progress, None, self.leave, spacing=16))
        top.box.addWidget(self.bar)
        wide = WIDEST if single else WIDEST_FORM
        page.box.addWidget(_narrow(top, wide))
        self.panel = ScrollPanel(margins=(MARGIN, 8, MARGIN, 24), spacing=12)
        self.panel.box.addWidget(Label(self._instrument.instruction, "lead" if named else "title", wrap=True))
        for question in self.questions:
            self.panel.box.addWidget(question)
        self.panel.box.addWidget(Label(self._instrument.credit, "small", wrap=True))
        self.panel.box.addStretch(1)
        QScroller.grabGesture(self.panel.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        page.box.addWidget(_narrow(self.panel, wide), 1)
        foot = Pane("surface", margins=(MARGIN, 12, MARGIN, 24), spacing=8)
        foot.box.addWidget(self.problem)
        foot.box.addLayout(row(self.back, None, self.next, spacing=16))
        page.box.addWidget(_narrow(foot, wide))
        return page

    def _left_open(self) -> QWidget:
        words = self._words
        self.count = Label("", "title", wrap=True)
        self.go_back = LargeButton(words.go_back)
        self.done = LargeButton(words.finish, filled=True)
        return _middle(self.count, self.done, self.go_back)

    def _thanks(self) -> QWidget:
        words = self._words
        self.again = LargeButton(words.go_back, quiet=True)
        self.for_staff = LargeButton(self.tr("For staff"), icon="lock", quiet=True)
        more = Label(words.thanks_more, "title", wrap=True)
        return _middle(Label(words.thanks, "clock"), more, self.again, self.for_staff)

    def _for_staff(self) -> QWidget:
        self.password = Field(
            self.tr("Password"), name=self.tr("Password of who handed it over"), role="question"
        )
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.open_again = LargeButton(self.tr("Take back"), filled=True)
        self.cancel = LargeButton(self._words.go_back, quiet=True)
        self.wrong = Label("", "lead", tone="look", wrap=True)
        title = Label(self.tr("For staff"), "clock")
        asks = Label(
            self.tr("The password of who handed this over leads back to the program."), "lead", wrap=True
        )
        return _middle(title, asks, self.password, self.wrong, self.open_again, self.cancel)

    def _connect(self) -> None:
        self.begin.clicked.connect(lambda: self._turn(self.asking))
        self.go_back.clicked.connect(lambda: self._turn(self.asking))
        self.again.clicked.connect(lambda: self._turn(self.asking))
        self.cancel.clicked.connect(lambda: self._turn(self.asking))
        for button in (self.leave, self.not_me, self.done):
            button.clicked.connect(lambda: self._turn(self.thanks))
        self.for_staff.clicked.connect(self._ask_staff)
        self.open_again.clicked.connect(self._release)
        self.password.returnPressed.connect(self._release)
        self.next.clicked.connect(lambda: self._step(1))
        self.back.clicked.connect(lambda: self._step(-1))

    def _answered(self, code: str, value: float | None) -> None:
        self.filled = with_answer(self.filled, code, value)
        self.problem.set_text("")
        self._show()
        self.changed.emit(self.filled)

    def _step(self, by: int) -> None:
        """To the next question; after the last one to the end."""
        last = len(self.questions) - 1
        if not self._instrument.one_at_a_time or (by > 0 and self._at == last):
            self._end()
            return
        self._at = min(max(self._at + by, 0), last)
        self._turn(self.asking)

    def _end(self) -> None:
        missing = len(self.questions) - len(self.filled.answers)
        self.count.set_text(self._words.left_open.format(count=missing))
        self._turn(self.open if missing else self.thanks)

    def _turn(self, page: QWidget) -> None:
        """No answer has the focus ring until a key asks for it: it would look like a proposal."""
        self.pages.setCurrentWidget(page)
        self._show()
        self.setFocus()

    def _ask_staff(self) -> None:
        self.wrong.set_text("")
        self.pages.setCurrentWidget(self.staff)
        self.password.setFocus()

    def _release(self) -> None:
        if self.password.isEnabled():
            self.password.setEnabled(False)
            self.release_asked.emit(self.password.text())

    def _show(self) -> None:
        """Which question, which answers, how far."""
        answers, single = dict(self.filled.answers), self._instrument.one_at_a_time
        for place, question in enumerate(self.questions):
            code = question.item.code
            question.show_answer(answers.get(code), code in answers)
            question.setVisible(not single or place == self._at)
        count = len(self.questions)
        self.progress.set_text(self._words.progress.format(done=len(answers), count=count))
        self.bar.set_share(len(answers) / count)
        self.back.setVisible(single and count > 1)
        self.back.setEnabled(self._at > 0)
        on_last = not single or self._at == count - 1
        self.next.set_words(self._words.finish if on_last else self._words.next)


def _narrow(widget: QWidget, widest: int = WIDEST) -> QWidget:
    """In the middle, no wider than lines that can be read."""
    widget.setMaximumWidth(themes.current().px(widest))
    holder = QWidget()
    line = row(widget, spacing=0)
    line.setContentsMargins(0, 0, 0, 0)
    line.setStretch(0, 1)
    holder.setLayout(line)
    return holder


def _middle(*parts: QWidget) -> QWidget:
    """Words and buttons in the middle of the screen, scrolled where there is no room."""
    panel = ScrollPanel(margins=(MARGIN, 24, MARGIN, 24), spacing=20)
    panel.box.addStretch(2)
    panel.box.addLayout(column(*parts, spacing=20))
    panel.box.addStretch(3)
    return _narrow(panel)
