"""Who answers for what: the levels of care, their tasks, the partners, and the places where a patient is cared for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of care of Figure 1: who gives it, what they answer for, which letter they get."""

    id: str
    name: str
    who: str
    responsible_for: tuple[str, ...]
    letter: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a level of care holds; `with_tertiary` is the level that takes it over once tertiary care is there.

    `where` names, by setting, the level that holds it there until tertiary care takes it over. With `letter` it is a
    row of the table of responsibilities in every letter. One with `per_treatment` stands once for each treatment under
    way and not otherwise; one with `in_grief` goes on after the patient's death.
    """

    id: str
    name: str
    level: str
    with_tertiary: str
    source: str
    per_treatment: bool = False
    letter: bool = True
    in_grief: bool = False
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A place in which a patient is cared for, and the words by which a move or a stay names it; a `visit` ends no
    stay."""

    id: str
    name: str
    words: tuple[str, ...] = ()
    visit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A partner of COO-1: the words for the settings in which it applies, and those by which a contact names it."""

    id: str
    name: str
    always: bool = False
    settings: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    referral: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Who does what: Figure 1."""

    levels: tuple[Level, ...]
    tasks: tuple[Task, ...]
    partners: tuple[Partner, ...]
    settings: tuple[Setting, ...]

    def setting(self, word: str) -> Setting | None:
        """The setting that a word names, or None."""
        plain = word.strip().casefold()
        return next((one for one in self.settings if plain in (one.id, *one.words)), None)
