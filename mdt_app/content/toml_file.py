"""What is wrong in a content file is said in one sentence with file, line and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from mdt_app.domain.errors import Refused

Made = TypeVar("Made")


class ContentError(Refused):
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
        known = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # the kinds are dataclasses
        for key in row:
            if key not in known:
                raise self.wrong(f'"{key}" is not known here', table, index, key)
        try:
            return msgspec.convert(row, kind)
        except msgspec.ValidationError as broken:
            reason, key = _reason(str(broken))
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


def _reason(said: str) -> tuple[str, str]:
    """What the library says, such as "Expected `int`, got `str` - at `$.days`", in our words; and the key meant."""
    missing = re.search(r"missing required field `(\w+)`", said)
    if missing:
        return f'"{missing[1]}" is missing', ""
    found = re.search(r"at `\$\.(\w+)", said)
    key = found[1] if found else ""
    if parts := re.search(r"Expected `array` of length (\d+), got (\d+)", said):
        return f'"{key}" should have {parts[1]} parts, not {parts[2]}', key
    if mistyped := re.search(r"Expected `(.+?)`, got `(.+?)`", said):
        wanted, got = (
            " or ".join(WORDS.get(one, one) for one in part.split(" | ")) for part in mistyped.groups()
        )
        return f'"{key}" should be {wanted}, not {got}', key
    return said.partition(" - at ")[0], key


WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}
