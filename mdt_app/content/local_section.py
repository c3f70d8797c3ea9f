"""One table of a hospital's own file: what it is about, what it changes and why; a figure out of bounds is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mdt_app.content.figures import wrong_figure
from mdt_app.content.toml_file import ContentError, TomlFile
from mdt_app.domain.deviations import PAPER, Deviation, in_words


@dataclass(frozen=True, slots=True)
class Section:
    """`of` is the id of the element, criterion, prompt or instrument, or "settings"."""

    file: TomlFile
    of: str
    changes: Mapping[str, Any]
    reason: str

    def wrong(self, why: str, key: str = "") -> ContentError:
        """The error about a key of this table, or about the table."""
        return self.file.wrong(f"{self.of}: {why}", self.of, 0, key)

    def figure(self, name: str, value: object) -> int:
        """A whole number within its bounds. Raises ContentError."""
        if why := wrong_figure(name, value):
            raise self.wrong(why, name)
        return int(value)  # type: ignore[call-overload,no-any-return]  # wrong_figure saw that it is a number

    def words(self, name: str, value: object, allowed: tuple[str, ...]) -> tuple[str, ...]:
        """A list of words out of those allowed, () allowing any. Raises ContentError."""
        if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
            raise self.wrong(f'"{name}" should be a list of words', name)
        for one in value:
            if allowed and one not in allowed:
                raise self.wrong(f'"{one}" is not known in {name}', name)
        return tuple(value)

    def band(self, name: str, value: object) -> tuple[int, int]:
        """The lowest and the highest value of a band. Raises ContentError."""
        if not isinstance(value, list) or len(value) != 2 or not all(type(one) is int for one in value):
            raise self.wrong(f'"{name}" should be two whole numbers such as [7, 10]', name)
        return value[0], value[1]

    def deviation(
        self,
        name: str,
        value: object,
        model: tuple[str, object],
        bears_on: tuple[str, ...],
        whose: str = PAPER,
    ) -> Deviation:
        """The change of a figure; `model` is the name and the value of the one that it takes the place of."""
        here, shipped = in_words(name, value), in_words(*model)
        return Deviation(
            of=self.of,
            name=name,
            here=here,
            model=shipped,
            bears_on=bears_on,
            whose=whose,
            reason=self.reason,
        )


def section(file: TomlFile, name: str, rows: object) -> Section:
    """A table of the file by its name. Raises ContentError."""
    if not isinstance(rows, dict):
        raise file.wrong(f'"{name}" should be a table such as [SYM-1]', key=name, table=name)
    reason = rows.get("reason", "")
    if not isinstance(reason, str):
        raise file.wrong(f'{name}: "reason" should be text', name, 0, "reason")
    changes = {key: value for key, value in rows.items() if key != "reason"}
    found = Section(file, name, changes, reason.strip().rstrip("."))
    if not changes:
        raise found.wrong("no figure is given")
    return found
