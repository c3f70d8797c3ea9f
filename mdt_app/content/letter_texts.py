"""A language of letters is read whole and checked, or refused with the file, the key and the reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.domain.phrases import Phrase, pieces

SEXES = {"f": "female", "m": "male", "x": ""}
FORMS = {
    **SEXES,
    **{first + other: f"{SEXES[first]}+{SEXES[other]}" for first in "fmx" for other in "fm"},
}
"""By the sex of whom a phrase speaks of; by two letters where it also speaks of another: "fm" is she, and he."""

NO_BREAK = "\u00a0"
FRENCH = re.compile(r" (?=[:;?!»])|(?<=«) ")
"""Spaces that French sets beside its marks, and that no line may part."""


@cache
def letter_texts(language: str = "en") -> LetterTexts:
    """The words of one language, "en", "nl", "fr" or "de". Raises `Refused` where there is none or it is faulty."""
    known = languages()
    if language not in known:
        shown = language[:20]
        raise Refused(
            f"There are no letters in this language ({shown}). There are some in {', '.join(known)}."
        )
    return read(folder() / f"{language}.toml")


def languages() -> tuple[str, ...]:
    """The languages that letters can be printed in."""
    return tuple(sorted(path.stem for path in folder().glob("*.toml")))


def folder() -> Path:
    return paths.resources() / "letters"


def read(path: Path) -> LetterTexts:
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except FileNotFoundError:
        raise Refused(f"There are no letters in this language: {path} is not there.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path}: {error}") from None
    if path.stem == "fr":
        table = typeset(table)
    texts: LetterTexts = built(LetterTexts, {"language": path.stem, **table}, f"{path}: ")
    return texts


def typeset(value: Any) -> Any:
    """French words with the spaces that may not break beside : ; ? ! « and »."""
    if isinstance(value, dict):
        return {key: typeset(one) for key, one in value.items()}
    return FRENCH.sub(NO_BREAK, value) if isinstance(value, str) else value


def built(kind: Any, table: object, where: str) -> Any:
    """The dataclass `kind` from a TOML table with exactly its keys."""
    if not isinstance(table, dict):
        raise Refused(f"{where}this must be a table of words.")
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    require_keys(set(table), set(known), where)
    values = {}
    for name, field in known.items():
        place, value = f"{where}{name}", table[name]
        if is_dataclass(hints[name]) and hints[name] is not Phrase:
            values[name] = built(hints[name], value, f"{place}.")
        elif hints[name] is Phrase:
            values[name] = phrase(value, place)
        elif "keys" in field.metadata:
            values[name] = words(value, field.metadata["keys"], place)
        else:
            values[name] = value
    return kind(**values)


def words(table: object, keys: frozenset[str] | None, where: str) -> MappingProxyType[str, Phrase]:
    if not isinstance(table, dict):
        raise Refused(f"{where}: this must be a table of words.")
    if keys is not None:
        require_keys(set(table), {str(key) for key in keys}, f"{where}.")
    return MappingProxyType({key: phrase(value, f"{where}.{key}") for key, value in table.items()})


def phrase(value: object, where: str) -> Phrase:
    forms = value if isinstance(value, dict) else {"x": value}
    if unknown := set(forms) - set(FORMS):
        raise Refused(f"{where}: {', '.join(sorted(unknown))} is not a form; use f, m and x, or two of them.")
    if "x" not in forms:
        raise Refused(f"{where}: the form x is missing; it is for everyone whose sex is not known.")
    return Phrase({FORMS[form]: parsed(text, where) for form, text in forms.items()})


def parsed(text: object, where: str) -> Any:
    if not isinstance(text, str):
        raise Refused(f"{where}: this must be a text.")
    try:
        return pieces(text)
    except ValueError as error:
        raise Refused(f"{where}: {error}.") from None


def require_keys(found: set[str], wanted: set[str], where: str) -> None:
    if missing := wanted - found:
        raise Refused(f"{where}{sorted(missing)[0]} is missing.")
    if unknown := found - wanted:
        raise Refused(f"{where}{sorted(unknown)[0]} is not a key of letters.")
