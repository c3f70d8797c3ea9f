"""A day is typed as people write it; what is no day is marked, and said in one sentence."""

from __future__ import annotations

from datetime import date

from mdt_app.ui.cases.days import parse_day
from mdt_app.ui.common.fields import Field
from mdt_app.ui.common.words import said_day


class DayField(Field):
    """A day to come, or none."""

    def __init__(self, placeholder: str = "", *, name: str) -> None:
        super().__init__(placeholder, name=name)
        self.textEdited.connect(lambda _: self.set_wrong(False))

    def show_day(self, day: date | None, near: date | None = None) -> None:
        """What is stored."""
        self.set_wrong(False)
        self.set_text(said_day(day, near) if day else "")

    def day(self, on: date) -> date | None:
        """The day that is meant, seen from `on`; None where nothing is written. Raises ValueError in words."""
        try:
            return parse_day(self.text(), on)
        except ValueError:
            self.set_wrong(True)
            said = self.tr("{field}: write the day as 20 Oct, 20/10, +7 or 2026-10-20.")
            raise ValueError(said.format(field=self.accessibleName())) from None
