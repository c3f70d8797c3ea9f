"""What is wrong in a content file is said in one sentence with file, line and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import cattrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError

Made = TypeVar("Made")


class ContentError(Exception):
    """A content file that cannot be used; the message is one sentence with file, line and reason."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed file that still knows on which line a table or key stands."""

    path: Path
    text: str
    tables: Mapping[str, Any]

    def wrong(self, reason: str, table: str = "", index: int = 0, key: str = "") -> ContentError:
        """The error about the key of the n-th table of that name (or about the file's top), with its line."""
        return ContentError(f"{self.path.name}, line {self._line(table, index, key)}: {reason}.")

    def _line(self, table: str, index: int, key: str) -> int:
        lines = self.text.splitlines()
        headers = [n for n, line in enumerate(lines) if line.strip() in (f"[[{table}]]", f"[{table}]")]
        start = headers[index] if table and index < len(headers) else 0
        for number in range(start + bool(table), len(lines)):
            line = lines[number].partition("#")[0].strip()
            if table and line.startswith("[[") and number > start:
                break
            if key and re.search(rf"\b{re.escape(key)}(\]|\s*=)", line):
                return number + 1
        return start + 1

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The tables `[[table]]` of the file. Raises ContentError where there are none."""
        found = self.tables.get(table)
        if not isinstance(found, list) or not found:
            raise self.wrong(f"there is no [[{table}]]")
        return found

    def only(self, *names: str) -> None:
        """Raises ContentError where the file has a table or key of another name."""
        for name in self.tables:
            if name not in names:
                raise self.wrong(f'"{name}" is not known here', key=name, table=name)

    def made(self, kind: type[Made], table: str) -> tuple[Made, ...]:
        """Each `[[table]]` as a value of `kind`. Raises ContentError."""
        return tuple(self.one(kind, row, table, index) for index, row in enumerate(self.rows(table)))

    def one(self, kind: type[Made], row: Mapping[str, Any], table: str = "", index: int = 0) -> Made:
        """One table as a value of `kind`. Raises ContentError on unknown, missing or mistyped keys."""
        try:
            return CONVERTER.structure(row, kind)
        except ClassValidationError as broken:
            reason, key = _reason(broken)
            raise self.wrong(reason, table, index, key) from None


def read(path: Path) -> TomlFile:
    """The file, parsed. Raises ContentError where it is missing, not text, or not TOML."""
    try:
        text = path.read_text(encoding="utf-8")
        return TomlFile(path=path, text=text, tables=tomllib.loads(text))
    except tomllib.TOMLDecodeError as broken:
        line = re.search(r"line (\d+)", str(broken))
        where = f", line {line[1]}" if line else ""
        raise ContentError(f"{path.name}{where}: this is not valid TOML.") from None
    except (OSError, UnicodeDecodeError) as broken:
        raise ContentError(
            f"{path.name}, line 1: the file cannot be read ({type(broken).__name__})."
        ) from None


def _reason(broken: ClassValidationError) -> tuple[str, str]:
    """The problem to name first in words (an unknown key explains a missing one), and the key that it is about."""
    noted, others = broken.group_exceptions()
    for unknown in others:
        if isinstance(unknown, ForbiddenExtraKeysError):
            name = min(unknown.extra_fields)
            return f'"{name}" is not known here', name
    missing = [note.name for problem, note in noted if isinstance(problem, KeyError)]
    if missing:
        return f'"{missing[0]}" is missing', ""
    problem, note = noted[0]
    return f'"{note.name}": {_deepest(problem)}', note.name


def _deepest(problem: BaseException) -> BaseException:
    """The first cause within nested groups."""
    return _deepest(problem.exceptions[0]) if isinstance(problem, BaseExceptionGroup) else problem


def _pair(value: Any, _: Any) -> tuple[int, int] | None:
    made: tuple[int, int] = CONVERTER.structure(value, tuple[int, int])
    return made


def _plain(kind: type) -> Any:
    def check(value: Any, _: Any) -> Any:
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            raise TypeError(f"{value!r} should be {WORDS[kind]}")
        return value

    return check


def _tuple(value: Any, kind: Any) -> tuple[Any, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError(f"{value!r} should be a list")
    inner = get_args(kind)
    if inner[-1] is Ellipsis:
        return tuple(CONVERTER.structure(one, inner[0]) for one in value)
    if len(inner) != len(value):
        raise TypeError(f"{value!r} should have {len(inner)} parts")
    return tuple(CONVERTER.structure(one, part) for one, part in zip(value, inner, strict=True))


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
CONVERTER = cattrs.Converter(forbid_extra_keys=True)
for plain in WORDS:
    CONVERTER.register_structure_hook(plain, _plain(plain))
CONVERTER.register_structure_hook_func(_is_tuple, _tuple)
CONVERTER.register_structure_hook(tuple[int, int] | None, _pair)
