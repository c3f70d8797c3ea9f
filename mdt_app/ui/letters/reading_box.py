"""How plainly a patient's letter reads is told before it goes, with each word to make plain; it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil, floor

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mdt_app.domain.letters.glossary import Hit
from mdt_app.domain.letters.patient_reading import Miss, PatientReading
from mdt_app.domain.letters.prose import FIXED, PARTS
from mdt_app.domain.letters.readability import Sentence
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.marks import Shape, Status
from mdt_app.ui.common.text import Label, SectionTitle, set_tip
from mdt_app.ui.letters.words import tr

MOST_QUOTED, MOST_TERM = 240, 28
"""Characters of a sentence, and of a term, that are shown."""

MOST_SENTENCES, MOST_HITS = 3, 20


class ReadingBox(QWidget):
    """The score with its gate, the longest sentences, the words to make plain, and what is left out.

    Signal: `part_chosen(part)` where the user goes to the part of the letter that a word stands in, a key of the prose.
    """

    part_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionTitle(self.tr("How plainly it reads"))
        self.state = Status(Shape.RING, "", plain=True)
        self.lines = QVBoxLayout()
        self.hits_title = Label("", "strong", wrap=True)
        self.hits = QGridLayout()
        self.out_title = Label(self.tr("Left out of this letter"), "strong", wrap=True)
        self.out = Label("", "body", wrap=True)
        self._shown: tuple[PatientReading | None, tuple[str, ...]] | None = None
        self._shown_hits: tuple[Hit, ...] = ()
        self._row = 0
        self._lay_out()
        self.show_reading(None)

    def show_reading(self, reading: PatientReading | None, left_out: Sequence[str] = ()) -> None:
        """Show how the letter reads, None while that is not known; `left_out` says each thing kept silent."""
        if self._shown == (reading, tuple(left_out)):
            return
        self._shown = (reading, tuple(left_out))
        self.state.set_state(*_state(reading))
        frames.empty(self.lines)
        for text, role in _lines(reading):
            self.lines.addWidget(Label(text, role, wrap=True))
        self._show_hits(reading.hits if reading else ())
        self.out_title.setVisible(bool(left_out))
        self.out.setVisible(bool(left_out))
        self.out.set_text("\n".join(left_out))

    def _show_hits(self, hits: Sequence[Hit]) -> None:
        """Each word once for each part, under the part's name; untouched where they are the same, so focus stays."""
        each: dict[tuple[str, str], Hit] = {}
        for hit in sorted(hits, key=lambda hit: _place(hit.where)):
            each.setdefault((hit.where, hit.written.casefold()), hit)
        shown = tuple(each.values())
        if shown == self._shown_hits:
            return
        self._shown_hits, self._row = shown, 0
        frames.empty(self.hits)
        self.hits_title.setVisible(bool(shown))
        self.hits_title.set_text(
            self.tr("1 word to make plain") if len(shown) == 1
            else self.tr("{n} words to make plain").format(n=len(shown))
        )  # fmt: skip
        part = ""
        for hit in shown[:MOST_HITS]:
            if hit.where != part:
                part = hit.where
                self._add_across(capital(part_name(part)))
            self._add_hit(hit)
        if len(shown) > MOST_HITS:
            self._add_across(self.tr("and {n} more").format(n=len(shown) - MOST_HITS))

    def _add_across(self, words: str) -> None:
        self.hits.addWidget(Label(words, "small", wrap=True), self._next_row(), 0, 1, 2)

    def _add_hit(self, hit: Hit) -> None:
        written = hit.written if len(hit.written) <= MOST_TERM else f"{hit.written[:MOST_TERM]}…"
        link = LinkButton(written, low=True)
        words = self.tr("{word}, in {part}: {plain}")
        link.setAccessibleName(words.format(word=written, part=part_name(hit.where), plain=hit.plain))
        set_tip(link, _quoted(hit.sentence))
        link.clicked.connect(partial(self.part_chosen.emit, hit.where))
        place = self._next_row()
        self.hits.addWidget(link, place, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.hits.addWidget(Label(hit.plain, wrap=True), place, 1)

    def _next_row(self) -> int:
        self._row += 1
        return self._row - 1

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 12, 0, 0)
        box.setSpacing(4)
        self.lines.setSpacing(2)
        self.hits.setHorizontalSpacing(8)
        self.hits.setVerticalSpacing(2)
        self.hits.setColumnStretch(1, 1)
        box.addWidget(self.title)
        box.addLayout(row(self.state, None))
        box.addLayout(self.lines)
        box.addSpacing(4)
        box.addWidget(self.hits_title)
        box.addLayout(self.hits)
        box.addWidget(self.out_title)
        box.addWidget(self.out)
        box.addStretch(1)
        self.hits_title.hide()


def part_name(part: str) -> str:
    """A part of the patient's letter as its field is called."""
    return {
        FIXED: tr("the fixed words"), "changed": tr("what changed"), "short": tr("our advice in short"),
        "disease": tr("what it does against the disease"), "feel": tr("how you may feel"),
        "length": tr("how long, how often"), "days": tr("the recommendations"), "again": tr("when we look again"),
        "open": tr("what is not decided"), "red_flags": tr("call at once when"),
    }.get(part, part)  # fmt: skip


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _place(part: str) -> int:
    """Where a part stands in the letter; one that is not known comes last."""
    return PARTS.index(part) if part in PARTS else len(PARTS)


def _state(reading: PatientReading | None) -> tuple[Shape, str]:
    if reading is None or reading.plain is None:
        return Shape.RING, tr("Not measured yet")
    if reading.plain:
        return Shape.DONE, tr("Plain enough")
    return Shape.TRIANGLE, tr("Not plain enough yet")


def _lines(reading: PatientReading | None) -> list[tuple[str, str]]:
    """(words, role of the label), from the score down."""
    if reading is None or reading.mean_words is None:
        return []
    found = [(one, "body") for one in (_score(reading), _mean(reading), *_sentences(reading)) if one]
    beside = ", ".join(f"{name} {ceil(value)}" for name, value in reading.beside)
    return [*found, (tr("Beside it: {scores}").format(scores=beside), "small")]


def _score(reading: PatientReading) -> str:
    if reading.score is None or reading.least is None:
        return tr("There is no formula for this language.")
    words = tr("{formula} {score}, too low: {least} or more is plain enough.")
    if Miss.SCORE not in reading.misses:
        words = tr("{formula} {score}: {least} or more is plain enough.")
    return words.format(formula=reading.formula, score=floor(reading.score), least=floor(reading.least))


def _mean(reading: PatientReading) -> str:
    words = tr("{mean} words in a sentence, too many: {most} at most.")
    if Miss.MEAN not in reading.misses:
        words = tr("{mean} words in a sentence: {most} at most.")
    mean = ceil(10 * (reading.mean_words or 0)) / 10
    return words.format(mean=f"{mean:g}", most=f"{reading.gates.mean_words:g}")


def _sentences(reading: PatientReading) -> list[str]:
    """The longest sentence; where some are too long, these."""
    if not reading.too_long:
        return [_sentence(tr("Longest, {n} words: {sentence}"), reading.longest)] if reading.longest else []
    words = tr("Too long, {n} words where {most} are the most: {sentence}")
    found = [_sentence(words, one, reading.gates.most_words) for one in reading.too_long[:MOST_SENTENCES]]
    more = len(reading.too_long) - MOST_SENTENCES
    return [*found, *([tr("and {n} more too long").format(n=more)] if more > 0 else [])]


def _sentence(words: str, one: Sentence, most: int = 0) -> str:
    return words.format(n=one.words, most=most, sentence=f"{_quoted(one.text)} ({part_name(one.where)})")


def _quoted(sentence: str) -> str:
    short = sentence if len(sentence) <= MOST_QUOTED else f"{sentence[:MOST_QUOTED]}…"
    return f"“{short}”"
