"""What a hospital changed in a cadence or threshold is always said beside the figure that it took the place of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PAPER, OWN, INSTRUMENT = "the paper's model", "the program's own figure", "the instrument's own"
PHRASES = {
    "warn_days": ("a warning {} day before", "a warning {} days before"),
    "survival_months": ("a survival of {} month or less", "a survival of {} months or less"),
    "ecog_from": ("from ECOG {} on", "from ECOG {} on"),
    "ecog_to": ("up to ECOG {}", "up to ECOG {}"),
    "line_from": ("from line {} on", "from line {} on"),
    "measure_months": ("a measure counts for {} month", "a measure counts for {} months"),
    "planned_days": ("a plan holds for {} day", "a plan holds for {} days"),
    "last_weeks_days": ("the last weeks of life are {} day", "the last weeks of life are {} days"),
    "night_from": ("the night begins at {} h", "the night begins at {} h"),
    "night_until": ("the night ends at {} h", "the night ends at {} h"),
    "weekend_from": ("the weekend begins on day {}", "the weekend begins on day {}"),
    "follow_up_days": ("a follow-up within {} day", "a follow-up within {} days"),
    "death_days": ("a death within {} day of treatment", "a death within {} days of treatment"),
    "review_days": ("such a death stays listed for {} day", "such a death stays listed for {} days"),
    "jump_percent": ("a change of {} %", "a change of {} %"),
    "news_points": ("news from {} point on", "news from {} points on"),
    "news_months": ("a first letter looks back {} month", "a first letter looks back {} months"),
    "call_minutes": ("people are called {} minute before", "people are called {} minutes before"),
    "letter_days": (
        "letters are due {} working day after the meeting",
        "letters are due {} working days after the meeting",
    ),
    "decline_months": ("a decline holds for {} month", "a decline holds for {} months"),
    "cut_off": ("cut-off {}", "cut-off {}"),
    "days": ("{} day", "{} days"),
    "months": ("{} month", "{} months"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One figure that a hospital changed.

    `of` is the id of the element, criterion, prompt or instrument, or "settings" for a number that rules share; `name`
    the figure's own name there. `bears_on` are the ids of the elements, criteria and prompts whose answer may differ.
    `here` and `model` are both values in words, `whose` says where the one in the model comes from.
    """

    of: str
    name: str
    here: str
    model: str
    bears_on: tuple[str, ...] = ()
    whose: str = PAPER
    reason: str = ""

    def sentence(self) -> str:
        """As shown to a user: "Here: 14 days; the paper's model: 1 month (weekly clinic)."."""
        why = f" ({self.reason})" if self.reason else ""
        return f"Here: {self.here}; {self.whose}: {self.model}{why}."


def in_words(name: str, value: object) -> str:
    """A figure in words: "14 days", "a survival of 3 months or less", "from 7 to 10", "nl, fr"."""
    if isinstance(value, tuple) and all(isinstance(one, int) for one in value):
        return f"{name.replace('_', ' ')} from {value[0]} to {value[-1]}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if not isinstance(value, int | float):
        return "none" if value is None else str(value)
    one, many = PHRASES.get(name, (f"{name.replace('_', ' ')} {{}}",) * 2)
    return (one if value == 1 else many).format(f"{value:g}")


def bearing_on(deviations: Iterable[Deviation], id: str) -> tuple[Deviation, ...]:
    """Those that may change the answer of one element, criterion or prompt."""
    return tuple(one for one in deviations if id in one.bears_on)


def explained(why: str, deviations: Iterable[Deviation]) -> str:
    """A reason followed by what is different here."""
    return " ".join([why, *(one.sentence() for one in deviations)])


def replaced(
    numbers: Mapping[str, float], changes: Mapping[str, float], window: str
) -> tuple[Mapping[str, float], Mapping[str, str]]:
    """(the numbers with the changes, the name of the number that each change took the place of).

    A window may change its unit: days for months, or the other way round.
    """
    instead = {name: window if name in ("days", "months") and window else name for name in changes}
    kept = {name: value for name, value in numbers.items() if name not in instead.values()}
    return {**kept, **changes}, instead
