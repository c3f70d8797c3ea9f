"""Reading a file never raises: the answer is what the file says, or one sentence on why it says nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from mdt_app.domain.incoming import IncomingColumn, IncomingFile
from mdt_app.exchange import fhir, registration, rows, versions, worklists
from mdt_app.exchange.bundle import Resource
from mdt_app.exchange.dates import Said
from mdt_app.exchange.values import keepable, text
from mdt_app.exchange.warnings import Warnings

LARGEST_FILE = 30_000_000
MOST_VALUES = 2_000_000
MOST_RESOURCES = 100_000
DEEPEST = 100
_LONGEST_NUMBER = 30

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z|\\\Z)|[\[\]{}]', re.DOTALL)
_ESCAPED = re.compile(r"\\u(?:00[01]|007[fF]|[dD][89a-fA-F]|[fF](?:[dD][dDeE]|[eE][fF]|[fF]{2}))|\\[bf]")


class Unusable(Exception):
    """Why nothing of a file can be used, and where; without the file's name."""


def read_file(path: Path, mapping: Mapping[str, str] | None = None) -> IncomingFile:
    """What the file says, its format told from its content.

    Formats: `fhir` (JSON), `fhir-ndjson`, `tumour-conference`, `csv`, `xlsx`; `unknown` where it cannot be told.
    `mapping` (column header -> field of columns.FIELDS) comes before the names that worklists know.
    """
    name = path.name
    form = "unknown"
    try:
        content, saved = _content(path)
        form = recognised(content)
        if form in ("csv", "xlsx"):
            found = worklists.read(content, form, mapping or {}, saved)
        elif form.startswith("fhir"):
            found = _read_fhir(content, form, saved)
        else:
            raise Unusable(form)
        return replace(found, path=str(path), error=found.error and f"{name}: {found.error}")
    except (Unusable, rows.Unusable) as problem:
        form = form if form in ("csv", "xlsx", "fhir", "fhir-ndjson") else "unknown"
        return IncomingFile(path=str(path), format=form, error=f"{name}: {problem}")
    except (RecursionError, MemoryError):
        return IncomingFile(
            path=str(path), format="unknown", error=f"{name}: it is too large or too deep to be read."
        )


def read_columns(path: Path) -> tuple[IncomingColumn, ...]:
    """The columns of a worklist, for a mapping to be chosen; () for any other file."""
    try:
        content, _ = _content(path)
        form = recognised(content)
        return worklists.columns_of(content, form) if form in ("csv", "xlsx") else ()
    except (Unusable, rows.Unusable):
        return ()


def _content(path: Path) -> tuple[bytes, Said]:
    """The bytes of a file of sane size, and the day on which it was saved."""
    try:
        if path.exists() and not path.is_file():
            raise Unusable("this is no file; choose the files in a folder.")
        if path.stat().st_size > LARGEST_FILE:
            raise Unusable(
                f"the file is larger than {LARGEST_FILE // 1_000_000} MB; export fewer patients at a time."
            )
        content = path.read_bytes()
        day = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()
    except FileNotFoundError:
        raise Unusable("there is no such file.") from None
    except (OSError, ValueError) as error:
        raise Unusable(f"the file cannot be opened ({getattr(error, 'strerror', None) or error}).") from None
    if not content.strip():
        raise Unusable("the file is empty.")
    return content, Said(day, day)


def recognised(content: bytes) -> str:
    """The format's name, or for one that is not read the sentence that says so."""
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.startswith((b"{", b"[")):
        return "fhir-ndjson" if _one_a_line(content) else "fhir"
    for sign, sentence in (
        (
            b"\xd0\xcf\x11\xe0",
            "this is an old Excel file or one with a password; save it as .xlsx without a password.",
        ),
        (b"<", "this is XML or HTML; ask for FHIR R4 as JSON, or for a worklist as CSV or XLSX."),
        (b"%PDF", "this is a PDF; ask for FHIR R4 as JSON, or for a worklist as CSV or XLSX."),
    ):
        if content.startswith(sign) or start.startswith(sign):
            return sentence
    return "csv"


def _one_a_line(content: bytes) -> bool:
    """Whether the first line is a whole JSON object and another line follows."""
    first, _, rest = content.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    return (
        first.rstrip().endswith(b"}")
        and rest.lstrip().startswith(b"{")
        and first.count(b"{") <= first.count(b"}")
    )


def _read_fhir(content: bytes, form: str, saved: Said) -> IncomingFile:
    words = _decoded(content)
    parts = _lines(words) if form == "fhir-ndjson" else [_parsed(words, 1)]
    documents = [one for part in parts for one in (part if isinstance(part, list) else [part])]
    if not any(isinstance(one, dict) and text(one.get("resourceType")) for one in documents):
        raise Unusable("line 1: this JSON is not FHIR, for it names no resourceType.")
    given = [pair for one in documents if isinstance(one, dict) for pair in fhir.entries(one)]
    if len(given) > MOST_RESOURCES:
        raise Unusable(f"it holds more than {MOST_RESOURCES} resources; export fewer patients at a time.")
    warnings = Warnings()
    foreign = versions.foreign([one for one, _ in given], documents)
    if foreign and foreign.certain:
        raise Unusable(foreign.sentence)
    resources = fhir.valid_resources(given, warnings)
    if foreign and not versions.speaks_r4(resources):
        raise Unusable(foreign.sentence)
    if foreign:
        warnings.say(foreign.sentence)
    return _file(resources, warnings, documents, form, saved)


def _file(
    resources: tuple[Resource, ...], warnings: Warnings, documents: list[Any], form: str, saved: Said
) -> IncomingFile:
    days = [fhir.bundle_day(one) for one in documents if isinstance(one, dict)]
    timestamp = next(filter(None, days), None)
    patients = fhir.read_patients(resources, warnings, timestamp, saved)
    if registration.is_registration(resources):
        form = "tumour-conference"
    said = warnings.sentences()
    if not patients:
        why = said[0] if said else "it holds no Patient resource."
        return IncomingFile(
            path="", format=form, warnings=said, error=f"no patient can be read from it: {why}"
        )
    return IncomingFile(path="", format=form, patients=patients, warnings=said)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unusable(f"line {line}: byte {error.start} is not UTF-8, as FHIR must be.") from None


def _lines(words: str) -> list[Any]:
    return [_parsed(line, place) for place, line in enumerate(words.split("\n"), 1) if line.strip()]


def _parsed(words: str, line: int) -> Any:
    """The JSON of a text whose first line has this number in the file; decimals exact, texts safe to keep."""
    if words.count(",") > MOST_VALUES:
        raise Unusable(
            f"line {line}: it holds more than {MOST_VALUES} values; export fewer patients at a time."
        )
    _refuse_depth(words, line)
    try:
        found = json.loads(words, parse_float=_exact, parse_int=_whole, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {line + error.lineno - 1}, column {error.colno}"
        end = error.pos >= len(words.rstrip())
        what = "the file breaks off" if end else f"this is not JSON ({error.msg.lower()})"
        raise Unusable(f"{where}: {what}; nothing of it was used.") from None
    except ValueError as error:
        raise Unusable(f"line {line}: {error}.") from None
    return _safe(found) if _ESCAPED.search(words) or keepable(words) != words else found


def _exact(written: str) -> Decimal | str:
    """The number as written; one of absurd size stays text, which no field takes for a number."""
    try:
        found = Decimal(written)
    except ArithmeticError:
        return written
    return found if len(written) <= _LONGEST_NUMBER and abs(found.adjusted()) <= _LONGEST_NUMBER else written


def _whole(written: str) -> int | str:
    return int(written) if len(written) <= _LONGEST_NUMBER else written


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number in JSON")


def _refuse_depth(words: str, line: int) -> None:
    depth = 0
    for token in _TOKEN.finditer(words):
        sign = words[token.start()]
        if sign in "[{":
            depth += 1
            if depth > DEEPEST:
                row = line + words.count("\n", 0, token.start())
                column = token.start() - words.rfind("\n", 0, token.start())
                raise Unusable(
                    f"line {row}, column {column}: it nests deeper than {DEEPEST} levels, as no FHIR does."
                )
        elif sign in "]}":
            depth -= 1


def _safe(value: Any) -> Any:
    """The same JSON with every text and key made keepable."""
    if isinstance(value, str):
        return keepable(value)
    if isinstance(value, list):
        return [_safe(one) for one in value]
    if isinstance(value, dict):
        return {keepable(key): _safe(one) for key, one in value.items()}
    return value
