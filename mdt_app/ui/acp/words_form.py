"""What matters is in the patient's words; how to talk, how to be told and who decides are asked, not guessed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from mdt_app.domain.payloads import Answer, Faith, Language, PatientWords
from mdt_app.operations.acp import Planning
from mdt_app.ui.acp.keeping import KeepingForm
from mdt_app.ui.common.fields import Choice, Field, TextArea
from mdt_app.ui.common.frames import Line, row
from mdt_app.ui.common.segments import SegmentedButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.common.words import language

OWN = ("goals", "fears", "wants", "not-wanted", "knows")
ASKED = ("telling", "deciding", "communication")
LANGUAGES = ("nl", "fr", "de", "en", "ar", "tr", "pl", "es", "it", "ro", "bg", "uk", "ru")


class WordsForm(KeepingForm):
    """Hopes, fears, wants, knows; how to be told, who decides, how to talk; faith, language, interpreter."""

    def __init__(self) -> None:
        super().__init__(self.tr("What matters"), self.tr("Keep"))
        names = {
            "goals": self.tr("Hopes"), "fears": self.tr("Fears"), "wants": self.tr("Wants"),
            "not-wanted": self.tr("Does not want"), "knows": self.tr("Knows of the illness"),
            "telling": self.tr("How to be told of illness, outlook and plan"),
            "deciding": self.tr("Who takes part in deciding, and how far"),
            "communication": self.tr("How to talk together"),
        }  # fmt: skip
        own, asked = self.tr("In the patient’s words"), self.tr("As the patient answers")
        self.texts = {
            topic: TextArea(own if topic in OWN else asked, name=name, rows=1, grows=True)
            for topic, name in names.items()
        }
        self.by = Field(self.tr("The patient, or who said it"), name=self.tr("Said by"))
        answers = (
            ("", self.tr("or:")), ("none", self.tr("none")), ("prefers-not-to-say", self.tr("prefers not to say")),
        )  # fmt: skip
        self.faith = Field(self.tr("Faith or outlook on life"), name=self.tr("Faith"))
        self.no_faith = Choice(answers, "", name=self.tr("Faith, where it is none or not said"))
        known = sorted(((code, language(code)) for code in LANGUAGES), key=lambda one: one[1])
        self.language = Choice([("", self.tr("as recorded")), *known], "", name=self.tr("Language"))
        needed = (("yes", self.tr("Needed")), ("no", self.tr("Not needed")))
        self.interpreter = SegmentedButton(needed, name=self.tr("Interpreter"), stretch=True)
        self._lay_out()

    def begin(self, plan: Planning, today: date, now: datetime, me: str) -> None:
        """Ask; what was said before stays on record, and only what is written here is added."""
        self.start(today, now)
        for area in self.texts.values():
            area.set_text("")
        for field in (self.by, self.faith):
            field.set_text("")
        self.no_faith.set_current("")
        self.language.set_current("")
        self.interpreter.set_current("")
        self.first = self.texts["goals"]

    def payload(self) -> dict[str, Any]:
        """What is to be kept. Raises ValueError in a sentence."""
        by = self.by.text().strip()
        said = tuple(
            PatientWords(topic=topic, text=text, by=by)
            for topic, area in self.texts.items()
            if (text := area.text().strip())
        )
        faith, code = self.faith.text().strip(), self.no_faith.current()
        if faith and code:
            raise ValueError(self.tr("Write the faith, or choose an answer beside it; not both."))
        spoken, needed = self.language.current(), self.interpreter.current()
        found: dict[str, Any] = {
            "words": said,
            "faith": Faith(text=faith, code=code) if faith or code else None,
            "language": Language(code=spoken) if spoken else None,
            "interpreter": Answer(value=needed == "yes") if needed else None,
        }
        if not any(found.values()):
            raise ValueError(self.tr("Nothing is written yet."))
        return found

    def kept_words(self) -> str:
        """What is said after keeping."""
        return self.tr("The patient’s words are kept.")

    def _lay_out(self) -> None:
        self.labelled(self.day)
        for topic in OWN:
            self.labelled(self.texts[topic])
        self.labelled(self.by)
        self.inner.addWidget(Line())
        for topic in ASKED:
            self.labelled(self.texts[topic])
        self.inner.addWidget(Line())
        faith = row(self.faith, self.no_faith, spacing=8)
        faith.setStretch(0, 1)
        self.labelled(self.faith, faith)
        self.labelled(self.language)
        self.inner.addWidget(Label(self.interpreter.accessibleName(), "small"))
        self.inner.addWidget(self.interpreter)
        self.close_with_key()
