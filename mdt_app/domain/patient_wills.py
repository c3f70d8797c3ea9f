"""A country's codes for a patient's will are offered in that country only, each from its day on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Will:
    """One code: `name` is short, `words` says it plainly, `items` are those of care planning that it fits."""

    code: str
    name: str
    words: str
    items: tuple[str, ...]
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientWills:
    """The list of one country. `zones` are its time zones, `numbers` how the systems of its numbers end."""

    country: str = ""
    system: str = ""
    version: str = ""
    source: str = ""
    zones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    wills: tuple[Will, ...] = ()

    def fits(self, zones: Iterable[str], systems: Iterable[str]) -> bool:
        """Whether boards meet in this country, or a number of the patient's is of this country."""
        return bool(set(zones) & set(self.zones)) or any(
            system.endswith(self.numbers) for system in systems if self.numbers
        )

    def offered(self, item: str, on: date) -> tuple[Will, ...]:
        """The codes for an item on a day."""
        return tuple(one for one in self.wills if item in one.items and _holds(one, on))

    def named(self, text: str) -> Will | None:
        """The code that a value names, by its name or as the code itself: "DNR 2", "dnr2"."""
        wanted = _plain(text)
        return next((one for one in self.wills if wanted in (_plain(one.name), one.code)), None)


def _holds(will: Will, on: date) -> bool:
    return will.since <= on and (will.until is None or on <= will.until)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
