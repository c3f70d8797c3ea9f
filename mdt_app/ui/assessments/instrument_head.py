"""Over a filling stands whose instrument it is, and the ways to fill it in: typed here, on paper, by the patient."""

from __future__ import annotations

from PySide6.QtCore import Signal

from mdt_app.domain.guidance import Instrument
from mdt_app.ui.assessments import words
from mdt_app.ui.common import words as said
from mdt_app.ui.common.buttons import Button, LinkButton
from mdt_app.ui.common.fields import Choice
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.frames import Pane
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label


class InstrumentHead(Pane):
    """Signals: `print_asked()`, `hand_asked()`, `correct_asked()`, `discard_asked()`, `take_back_asked()`."""

    print_asked = Signal()
    hand_asked = Signal()
    correct_asked = Signal()
    discard_asked = Signal()
    take_back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("surface", margins=(0, 8, 0, 4), spacing=4)
        self.title = Label("", "title", wrap=True)
        self.language = Choice(name=self.tr("Words of the form in"))
        self.print = Button(self.tr("Print form…"), icon="print")
        self.hand = Button(self.tr("Hand to patient"), icon="lock")
        self.correct = Button(self.tr("Correct…"))
        self.discard = LinkButton(self.tr("Discard"))
        self.take_back = LinkButton(self.tr("Take back"))
        self.no_words = InlineMessage("", level="info", act=self.tr("Use other words"))
        self._asked_for = ""
        self._acts = (self.language, self.hand, self.print, self.correct, self.take_back, self.discard)
        self._line = Flow(self._acts, spacing=8)
        self.box.addWidget(self.title)
        self.box.addWidget(self._line)
        self.box.addWidget(self.no_words)
        self.no_words.acted.connect(self._allow)
        for button, signal in (
            (self.print, self.print_asked), (self.hand, self.hand_asked), (self.correct, self.correct_asked),
            (self.discard, self.discard_asked), (self.take_back, self.take_back_asked),
        ):  # fmt: skip
            button.clicked.connect(signal)

    def show_instrument(self, instrument: Instrument, language: str, *, may: bool, has_form: bool) -> None:
        """Whose it is, and in which words it can be read; where the patient's are lacking, that is said."""
        self.title.set_text(instrument.name)
        tags = [instrument.languages[0], *(one.language for one in instrument.wordings)]
        self.language.set_choices([(tag, said.language(tag)) for tag in tags])
        offered = _offered(instrument, language)
        self.language.set_current(offered)
        self._offer(instrument, language, offered, may=may, has_form=has_form)

    def show_acts(
        self, *, kept: bool = False, draft: bool = False, resumable: bool = False, may: bool = True
    ) -> None:
        """What can be done with a draft or with what is kept."""
        self.correct.setVisible(kept and may)
        self.take_back.setVisible(kept and may)
        self.discard.setVisible(draft and may)
        self.hand.set_words(self.tr("Go on with the patient") if draft else self.tr("Hand to patient"))
        if kept or draft:
            self.print.hide()
            self.language.hide()
            self.no_words.hide()
            self.hand.setVisible(draft and resumable and may)
            self.hand.setEnabled(True)
        self._line.refit()

    def chosen_language(self) -> str:
        """The language of the form, "" while none is chosen."""
        return self.language.current()

    def _offer(
        self, instrument: Instrument, language: str, offered: str, *, may: bool, has_form: bool
    ) -> None:
        self._asked_for = instrument.languages[0]
        for part in (self.print, self.hand, self.language):
            part.setVisible(has_form and (may or part is not self.hand))
            part.setEnabled(bool(offered))
        self.language.setVisible(has_form and bool(offered))
        self.no_words.setVisible(has_form and not offered)
        if offered:
            return
        name = words.short_name(instrument)
        if language:
            text = self.tr("{name} has no official wording in {language} here, so it is not offered in it.")
            self.no_words.set_text(
                text.format(name=name, language=said.language(language)),
                self.tr(
                    "Read it out and type the answers below, or let your hospital add the official form."
                ),
            )
        else:
            self.no_words.set_text(
                self.tr("The patient's language is not recorded. Choose the words of the form.")
            )
        self.no_words.link.set_words(
            self.tr("Use {language}").format(language=said.language(self._asked_for))
        )

    def _allow(self) -> None:
        """The patient reads another language as well: somebody says so."""
        self.language.set_current(self._asked_for)
        for part in (self.print, self.hand, self.language):
            part.setEnabled(True)
        self.language.show()
        self.no_words.hide()
        self._line.refit()


def _offered(instrument: Instrument, language: str) -> str:
    """The instrument's own tag for a language, "" where it has no words in it."""
    worded = instrument.worded(language)
    if worded is None:
        return ""
    if worded is instrument:
        return instrument.languages[0]
    plain = language.casefold()
    tags = [one.language for one in instrument.wordings]
    exact = [tag for tag in tags if tag.casefold() == plain]
    return (exact or [tag for tag in tags if tag.casefold() == plain.partition("-")[0]])[0]
