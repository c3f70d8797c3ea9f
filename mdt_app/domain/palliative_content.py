"""The printed palliative view says what the screen says, on one page, with whose it is and as on which day."""

from __future__ import annotations

from dataclasses import dataclass

from mdt_app.domain.letters.parts import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A statement with what stands in small words after it; `strong` for what must not be overlooked."""

    text: str
    detail: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPart:
    """A title and its lines. `rest` says in words that `{n}` more are `missing`, where the page has no room for all;
    a part without it is never shortened."""

    title: str
    lines: tuple[PrintedLine, ...]
    rest: str = ""
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTrend:
    """One symptom for a small plot: its name, the words of its first and last day, and each value as written."""

    series: Series
    name: str
    first_day: str
    last_day: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PalliativeContent:
    """One page of two columns; the `short` one takes half a page in larger type.

    `identity` follows the name: birth date, number, cases. `code` is the code status in one line, `as_on` the day or
    days of the page, `foot` what it is and who printed it when. `unprintable` stands in the place of a line that
    the font cannot write. `language` is BCP 47.
    """

    title: str
    hospital: str
    patient: str
    identity: str
    code: str
    as_on: str
    foot: str
    left: tuple[PrintedPart, ...]
    right: tuple[PrintedPart, ...]
    trends: tuple[PrintedTrend, ...] = ()
    legend: tuple[str, ...] = ()
    unprintable: str = ""
    short: bool = False
    demo: bool = False
    language: str = "en"
