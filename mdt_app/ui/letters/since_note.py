"""What a letter says otherwise than before is listed beside it, each with the way to where it stands on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.people import CareLevel
from mdt_app.ui.common import frames
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label, SectionTitle
from mdt_app.ui.letters.compare_bar import said
from mdt_app.ui.letters.differences import Change
from mdt_app.ui.letters.since import Since

SIGNS = tuple(".,;:")
MOST = 6
"""Changes that are listed; all of them stand marked on the page."""


class SinceNote(QWidget):
    """Signal: `wanted(Change)` to see one on the page."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Letter, Since] | None = None
        self.how = InlineMessage("", level="info")
        self.title = SectionTitle("")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.how)
        box.addWidget(self.title)
        box.addLayout(self.lines)
        self.hide()

    def forget(self) -> None:
        """Nothing is known of the letter that comes."""
        self._shown = None
        self.hide()

    def show_since(self, letter: Letter, since: Since) -> None:
        """Show what an open letter says otherwise; untouched where that is the same, so that the keys stay."""
        if self._shown == (letter, since):
            return
        self._shown = (letter, since)
        earlier = since.shown if letter.is_open else None
        changes = earlier.changes or () if earlier is not None else ()
        nothing = letter.is_open and since.before is not None and not since.before.changes
        self.how.setVisible(nothing)
        if nothing and since.before is not None:
            title = self.tr("Nothing differs yet from version {n}").format(n=since.before.version)
            unknown = self.tr("This corrects version {n}").format(n=since.before.version)
            self.how.set_text(unknown if since.before.changes is None else title, self._how(letter))
        self._fill(changes)
        for part in (self.title, self.title.title):
            part.setVisible(bool(changes))
        self.title.title.set_text(self._title(letter, since))
        self.title.set_right(str(len(changes)))
        self.setVisible(bool(nothing or changes))

    def _how(self, letter: Letter) -> str:
        own = (
            self.tr("Write the words for the patient anew here. ")
            if letter.level == CareLevel.PATIENT
            else ""
        )
        return own + self.tr(
            "Mend what is wrong where it comes from: each heading below leads there. The decision is mended in its "
            "meeting, which is opened again for that, a wrong fact in the patient’s timeline. What then differs "
            "stands here."
        )

    def _title(self, letter: Letter, since: Since) -> str:
        earlier = since.shown
        if earlier is not None and earlier.version:
            return self.tr("Differs from version {n}").format(n=earlier.version)
        if letter.state == LetterState.REVIEWED:
            return self.tr("Differs from what was reviewed")
        return self.tr("Changed since it was sent back")

    def _fill(self, changes: tuple[Change, ...]) -> None:
        frames.empty(self.lines)
        each = alike(changes)
        for change, times in each[:MOST]:
            words = said(change)
            if times > 1:
                words = self.tr("{change}, {n} times").format(change=words, n=times)
            link = LinkButton(
                self.tr("Show"), name=self.tr("Show on the page: {change}").format(change=words), low=True
            )
            link.clicked.connect(partial(self.wanted.emit, change))
            line = row(Label(words, wrap=True), link, spacing=4)
            line.setStretch(0, 1)
            line.setAlignment(link, Qt.AlignmentFlag.AlignTop)
            self.lines.addLayout(line)
        if len(each) > MOST:
            more = self.tr("and {n} more, marked on the page").format(n=len(each) - MOST)
            self.lines.addWidget(Label(more, "small", wrap=True))


def alike(changes: Sequence[Change]) -> list[tuple[Change, int]]:
    """Each change once, without the sign that follows both words, and how often it was made."""
    found: dict[tuple[str, str], tuple[Change, int]] = {}
    for change in changes:
        same = change.removed[-1:] == change.added[-1:] and change.removed[-1:] in SIGNS
        cut = slice(-1) if same else slice(None)
        plain = replace(change, removed=change.removed[cut], added=change.added[cut])
        first, times = found.get((plain.removed, plain.added), (plain, 0))
        found[plain.removed, plain.added] = first, times + 1
    return list(found.values())
