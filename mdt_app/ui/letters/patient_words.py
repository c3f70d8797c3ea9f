"""The patient's letter is written here in plain words; what is still to be written is a list that leads there."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.accounts import Right
from mdt_app.domain.letters.letter import LetterState
from mdt_app.domain.letters.wanted import kept_back, letter_answer
from mdt_app.ui.cases.acts import CaseActs
from mdt_app.ui.cases.kept import KeptField
from mdt_app.ui.cases.letter_wish import LetterWish
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.fields import TextArea
from mdt_app.ui.common.flow import Flow
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.letters.reading import OneLetter
from mdt_app.ui.letters.words import tr

SHORT = 40
MAY_STAY_EMPTY = frozenset({"plain_open"})


class PatientWords(QWidget):
    """COM-2 in the words for the patient, kept as they are typed; made anew for each listing."""

    def __init__(self, acts: CaseActs, one: OneLetter) -> None:
        super().__init__()
        self._acts = acts
        self.listing_id = one.letter.listing_id
        self.fields: dict[str, KeptField] = {}
        self.title = SectionTitle(self.tr("In words for the patient"))
        self.left = Flow(spacing=4)
        self._shown_left: tuple[str, ...] | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.wish = LetterWish(acts)
        box.addWidget(self.title)
        box.addWidget(self.wish)
        box.addWidget(self.left)
        for name, words, hint in _fields():
            self._add(box, "discussion", self.listing_id, name, words, hint)
        for number, row in enumerate(_recommendations(one), start=1):
            label = self.tr("{n}. {what}").format(n=number, what=row[1])
            self._add(
                box,
                "recommendation",
                row[0],
                f"plain/{row[0]}",
                label,
                self.tr("What the patient will notice of it"),
            )

    def show_letter(self, one: OneLetter) -> None:
        """What is stored; a field with focus or words on their way keeps its own."""
        case = one.case
        if case is None:
            return
        editable = one.letter.state == LetterState.DRAFT and self._acts.services.account.may(Right.RECORD)
        for name, kept in self.fields.items():
            part, _, recommendation_id = name.partition("/")
            if recommendation_id:
                found = {row.recommendation.id: row for row in case.recommendations}.get(recommendation_id)
                if found is not None:
                    kept.show_value(found.recommendation.plain, found.versions.get("plain", 0), editable)
            else:
                value = getattr(case.discussion, part)
                kept.show_value(value, case.discussion_versions.get(part, 0), editable)
        may, today = self._acts.services.account.may(Right.RECORD), self._acts.services.today()
        self.wish.show_answer(letter_answer(one.record.record), today, may)
        self._show_left({} if kept_back(one.record, one.letter.level) else _still_empty(one))
        if kept_back(one.record, one.letter.level):
            self.title.set_note("")

    def flush(self) -> None:
        """Send what waits behind a write on its way."""
        for kept in self.fields.values():
            kept.keeper.flush()

    def unsaved(self) -> bool:
        """Whether words stand here that the store does not have."""
        return any(kept.keeper.unsaved() for kept in self.fields.values())

    def _show_left(self, empty: Mapping[str, str]) -> None:
        count = len(empty)
        note = self.tr("{n} still to write").format(n=count) if count else self.tr("all parts written")
        self.title.set_note(note, "look" if count else "")
        if tuple(empty) == self._shown_left:
            return
        self._shown_left = tuple(empty)
        links = []
        for name, words in empty.items():
            link = LinkButton(words, low=True)
            link.setAccessibleName(self.tr("Write: {part}").format(part=words))
            link.clicked.connect(lambda _=False, name=name: self.fields[name].editor.setFocus())
            links.append(link)
        self.left.set_widgets(links)
        self.left.setVisible(bool(links))

    def _add(self, box: QVBoxLayout, entity: str, id: str, name: str, words: str, hint: str) -> None:
        area = TextArea(hint, name=words, rows=1, grows=True)
        kept = KeptField(self._acts, entity, id, name.partition("/")[0], area)
        self.fields[name] = kept
        box.addSpacing(4)
        box.addWidget(Label(words, "small", wrap=True))
        box.addWidget(kept)


def _recommendations(one: OneLetter) -> list[tuple[str, str]]:
    rows = one.case.recommendations if one.case else ()
    return [
        (row.recommendation.id, row.recommendation.what.strip())
        for row in rows
        if row.recommendation.what.strip()
    ]


def _still_empty(one: OneLetter) -> dict[str, str]:
    """Field -> words, of what a reviewer has still to write."""
    if one.case is None:
        return {}
    said = {name: words for name, words, _ in _fields() if name not in MAY_STAY_EMPTY}
    empty = {name: words for name, words in said.items() if not getattr(one.case.discussion, name).strip()}
    rows = [row.recommendation for row in one.case.recommendations if row.recommendation.what.strip()]
    for number, row in enumerate(rows, start=1):
        if not row.plain.strip():
            empty[f"plain/{row.id}"] = f"{number}. {shorten(row.what, SHORT, placeholder=' …')}"
    return empty


def _fields() -> tuple[tuple[str, str, str], ...]:
    """(field, its name, a hint), in the order of the letter."""
    return (
        ("plain_short", tr("Our advice in short"), tr("One line each, as one would say it")),
        ("plain_disease", tr("What it does against the disease"), tr("What to expect, and what not")),
        ("plain_feel", tr("How you may feel"), tr("Symptoms and daily life; help for x in 10 people")),
        ("plain_length", tr("How long, how often"), tr("How long it lasts, how often one comes")),
        ("plain_again", tr("When we look again"), tr("When, why, and what would make us change")),
        ("plain_open", tr("What is not decided"), tr("Leave empty where all is decided")),
        ("red_flags", tr("Call at once when"), tr("One sign in each line")),
    )
