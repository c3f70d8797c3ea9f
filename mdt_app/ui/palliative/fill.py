"""A section of the page is a title and lines that open; lines that say the same stay, with what is open in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout

from mdt_app.domain.states import Evidence
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.frames import Section, row
from mdt_app.ui.common.marks import Shape
from mdt_app.ui.common.text import SectionTitle
from mdt_app.ui.palliative import words
from mdt_app.ui.palliative.open_line import EDGE, OpenLine, Opens


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line: what it says, and why, the facts and the source that open under it. `key` tells lines apart."""

    key: str
    text: str
    right: str = ""
    second: str = ""
    shape: Shape | None = None
    quiet: bool = False
    strong: bool = False
    size: int = 14
    why: str = ""
    facts: tuple[Evidence, ...] = ()
    source: str = ""


class Lines(Section):
    """A section of statements, `most` at first. `act` puts a link beside the title, as `link`."""

    def __init__(
        self, title: str, key: str = "", act: str = "", *, most: int = 99, last: bool = False
    ) -> None:
        super().__init__(spacing=0, last=last)
        self.title = SectionTitle(title, key)
        self.link = LinkButton(act, low=True)
        self.title.add(self.link)
        self.link.setVisible(bool(act))
        self.title.setContentsMargins(EDGE, 0, 0, 0)
        self.rows: dict[str, Opens] = {}
        self._shown: list[Statement] = []
        self._most, self._every = most, False
        self.more = LinkButton("", low=True)
        self.more.clicked.connect(self._toggle)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.box.addWidget(self.title)
        self.box.addLayout(self._lines)
        self.foot = row(self.more, None)
        self.box.addLayout(self.foot)

    def show_lines(self, statements: Iterable[Statement]) -> None:
        """Show these statements, in this order."""
        self._shown = list(statements)
        shown = self._shown if self._every else self._shown[: self._most]
        rest = words.tr("{n} more").format(n=len(self._shown) - self._most)
        self.more.set_words(words.tr("Fewer") if self._every else rest)
        self.more.setVisible(len(self._shown) > self._most)
        if [one.key for one in shown] != list(self.rows):
            self._arrange([one.key for one in shown])
        for one in shown:
            self._say(self.rows[one.key], one)

    def focus(self) -> None:
        """Go to the first line."""
        for one in self.rows.values():
            one.line.setFocus()
            return

    def _toggle(self) -> None:
        self._every = not self._every
        self.show_lines(self._shown)

    def _make_line(self, key: str) -> OpenLine:
        return OpenLine()

    def _say(self, opens: Opens, one: Statement) -> None:
        opens.line.say(
            one.text, right=one.right, second=one.second, shape=one.shape, quiet=one.quiet, strong=one.strong,
            size=one.size,
        )  # fmt: skip
        opens.show_why(one.why, one.facts, one.source)

    def _arrange(self, keys: list[str]) -> None:
        kept, self.rows = self.rows, {}
        for old in kept.values():
            self._lines.removeWidget(old)
        for key in keys:
            self.rows[key] = kept.pop(key) if key in kept else Opens(self._make_line(key))
            self._lines.addWidget(self.rows[key])
        for old in kept.values():
            old.hide()
            old.deleteLater()
