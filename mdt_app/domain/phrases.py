"""A letter's fixed words are data of one language: phrases with named gaps, differing by the sex of one or two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


Line = tuple[Run, ...]
Value = str | int | Line

BOLD_MARK = re.compile(r"\*([^*]+)\*")
_FORMATTER = Formatter()


def plain(text: str) -> Line:
    """Text from data as a line: never read for marks or gaps."""
    return (Run(text),) if text else ()


def bold(text: str) -> Line:
    return (Run(text, True),) if text else ()


def words(line: Line) -> str:
    """The line without its weights."""
    return "".join(run.text for run in line)


@dataclass(frozen=True, slots=True)
class Gap:
    """A place to be filled, in one weight."""

    name: str
    bold: bool = False


Piece = Run | Gap


def pieces(template: str) -> tuple[Piece, ...]:
    """The pieces of "Seen by *{who}* on {day}". Raises ValueError where its marks or gaps do not close."""
    found: list[Piece] = []
    for number, part in enumerate(BOLD_MARK.split(template)):
        if "*" in part:
            raise ValueError("a * without its twin")
        for literal, gap, form, conversion in _FORMATTER.parse(part):
            if form or conversion or (gap is not None and not gap.isidentifier()):
                raise ValueError(f"the gap {{{gap}}} must be a plain name")
            found += [Run(literal, number % 2 == 1)] if literal else []
            found += [Gap(gap, number % 2 == 1)] if gap is not None else []
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence, label or heading: `forms` by sex (female, male, "" for every other).

    Where it also speaks of another person, a key is both joined: "female+male", "+female" whatever the first one is.
    """

    forms: Mapping[str, tuple[Piece, ...]]

    @property
    def gaps(self) -> frozenset[str]:
        return frozenset(one.name for form in self.forms.values() for one in form if isinstance(one, Gap))

    def form(self, sex: str = "", other: str = "") -> tuple[Piece, ...]:
        """The form for these two; what is not said of one of them holds for every sex."""
        if len(self.forms) == 1 and "" in self.forms:
            return self.forms[""]
        keys = (f"{sex}+{other}", sex, f"+{other}", "")
        return next(self.forms[key] for key in keys if key in self.forms)

    def begins_with(self, gap: str, sex: str = "", other: str = "") -> bool:
        """Whether a gap stands where a sentence begins."""
        before = ""
        for piece in self.form(sex, other):
            if isinstance(piece, Gap) and piece.name == gap:
                return not before.strip() or before.endswith((". ", "? ", "! "))
            before = "…" if isinstance(piece, Gap) else piece.text
        return False

    def line(self, sex: str = "", other: str = "", /, **values: Value) -> Line:
        """The phrase with its gaps filled. Values are taken as they are; a line keeps its own weights.

        A full stop after a value that ends in one of its own, "18 nov.", is not said twice.
        """
        runs: list[Run] = []
        for piece in self.form(sex, other):
            if isinstance(piece, Run):
                if piece.text[0] == "." and runs and runs[-1].text[-1] == ".":
                    piece = Run(piece.text[1:], piece.bold)
                runs += [piece] if piece.text else []
                continue
            value = values[piece.name]
            if isinstance(value, tuple):
                runs += [Run(one.text, True) if piece.bold else one for one in value if one.text]
            elif text := str(value):
                runs.append(Run(text, piece.bold))
        return tuple(runs)

    def text(self, sex: str = "", other: str = "", /, **values: Value) -> str:
        return words(self.line(sex, other, **values))


Words = Mapping[str, Phrase]
"""Names of one closed set of keys (levels, elements, roles), each a phrase."""
