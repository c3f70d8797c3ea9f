"""One option weighed: what it may bring and cost, each with its chance as an absolute number and its source."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mdt_app.domain.deciding import chance
from mdt_app.domain.payloads import WeighedOption
from mdt_app.ui.acp.words import tr
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.text import Label

CHANCE = 88


class OptionEntry(QWidget):
    """`said()` gives the option, None where nothing was weighed; raises ValueError in a sentence."""

    def __init__(self, text: str = "", *, untreated: bool = False) -> None:
        super().__init__()
        self.untreated = untreated
        self.text = Field(tr("Option"), name=tr("Option"), text=text)
        self.title = Label(text, "strong", wrap=True)
        self.benefit = Field(tr("What it may bring"), name=tr("{option}: benefit").format(option=text))
        self.harm = Field(tr("What it may cost"), name=tr("{option}: harm").format(option=text))
        self.benefit_chance = Field(tr("6 in 10"), name=tr("{option}: chance of benefit").format(option=text))
        self.harm_chance = Field(tr("3 in 10"), name=tr("{option}: chance of harm").format(option=text))
        self.source = Field(tr("Source of the chances"), name=tr("{option}: source").format(option=text))
        for field in (self.benefit_chance, self.harm_chance):
            field.setFixedWidth(themes.current().px(CHANCE))
        head = self.title if text else self.text
        parts = (
            head,
            row(self.benefit, self.benefit_chance, spacing=4),
            row(self.harm, self.harm_chance, spacing=4),
        )
        self.setLayout(column(*parts, self.source, spacing=4))

    def said(self) -> WeighedOption | None:
        """The option as it was weighed."""
        benefit, harm = self.benefit.text().strip(), self.harm.text().strip()
        chances = [self._chance(one) for one in (self.benefit_chance, self.harm_chance)]
        typed = self.text.text().strip() if not self.title.whole_text() else ""
        if not (benefit or harm or any(chances) or typed):
            return None
        found = WeighedOption(
            text=self.text.text().strip(), benefit=benefit, benefit_chance=chances[0], harm=harm,
            harm_chance=chances[1], source=self.source.text().strip(), untreated=self.untreated,
        )  # fmt: skip
        if any(chances) and not found.source:
            self.source.set_wrong(True)
            raise ValueError(tr("Say where the chances of {option} come from.").format(option=found.text))
        self.source.set_wrong(False)
        return found

    def _chance(self, field: Field) -> str:
        text = field.text().strip()
        field.set_wrong(False)
        if not text:
            return ""
        try:
            return chance(text)
        except ValueError:
            field.set_wrong(True)
            raise ValueError(tr("Write a chance as an absolute number, such as 6 in 10.")) from None
