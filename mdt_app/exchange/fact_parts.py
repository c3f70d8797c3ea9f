"""An Observation of `urn:mdt:fact` is a value and components by name; what one lacks is said by its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdt_app.exchange.codes import FACT, VALUE
from mdt_app.exchange.dates import said
from mdt_app.exchange.values import (
    Json,
    code_of,
    codings,
    notes,
    said_in,
    tables,
    text,
    yes_or_no,
)


class Unreadable(ValueError):
    """The observation does not say what its code asks for; the text names the field."""


@dataclass(frozen=True, slots=True)
class Parts:
    """An observation's own value and its components by name."""

    data: Json
    components: dict[str, Json]

    def words(self, name: str) -> str:
        """A component in words: its valueString, else the code of its concept."""
        held = self.components.get(name, {})
        concept = held.get("valueCodeableConcept")
        return text(held.get("valueString")) or code_of(concept, VALUE) or said_in(concept)

    def one_of(self, name: str, *allowed: str, needed: bool = True) -> str:
        found = self.words(name)
        if found in allowed or (not found and not needed):
            return found
        choices = ", ".join(allowed)
        raise Unreadable(
            f'component {name} is "{found[:40]}" and not one of {choices}' if found else lacks(name)
        )

    def id_of(self, known: tuple[str, ...], what: str, name: str = "id") -> str:
        """A component that names one of the program's own things."""
        found = self.needed(name)
        if found not in known:
            raise Unreadable(f'component {name} is "{found[:40]}", and there is no such {what}')
        return found

    def needed(self, name: str) -> str:
        found = self.words(name)
        if not found:
            raise Unreadable(lacks(name))
        return found

    def day(self, name: str) -> date | None:
        """A component's valueDateTime; one that is there but is no date is not passed over."""
        if name not in self.components:
            return None
        held = self.components[name]
        found = said(held.get("valueDateTime")) or said(held.get("valueString"))
        if found is None:
            raise Unreadable(f"component {name} has no valueDateTime")
        return found.first

    def flag(self, name: str) -> bool:
        return yes_or_no(self.components.get(name, {}).get("valueBoolean")) or False

    @property
    def note(self) -> str:
        return self.words("note") or notes(self.data)

    @property
    def own_words(self) -> str:
        return text(self.data.get("valueString"))

    @property
    def own_code(self) -> str:
        """The code of the value: of urn:mdt:value, else the first one."""
        concept = self.data.get("valueCodeableConcept")
        first = next((code for _, code, _ in codings(concept) if code), "")
        return code_of(concept, VALUE) or first


def lacks(name: str) -> str:
    return f"component {name} is missing"


def parts_of(data: Json) -> Parts:
    components: dict[str, Json] = {}
    for one in tables(data.get("component")):
        names = [code for system, code, _ in codings(one.get("code")) if system in (FACT, "") and code]
        for name in names[:1]:
            components.setdefault(name, one)
    return Parts(data, components)
