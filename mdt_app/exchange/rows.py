"""A table file becomes rows of plain cells under size limits, before any library may unpack it."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from mdt_app.exchange.dates import Said, said
from mdt_app.exchange.values import keepable

MOST_UNPACKED = 20_000_000
MOST_RATIO = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 200
SIGNS = ";,\t"

Cell = str | date


class Unusable(Exception):
    """Why nothing of a table file can be used; without the file's name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line (CSV) or row number (XLSX), counted from 1."""

    line: int
    cells: tuple[Cell, ...]


def read_csv(content: bytes, known: Callable[[str], bool]) -> list[Row]:
    """Rows of a CSV parted by comma, semicolon or tab: by the sign that shows the most `known` headers.

    Where none is known, by the sign that parts each of the first lines into the most cells.
    """
    words = keepable(_decoded(content))

    def headers(sign: str) -> tuple[int, int]:
        first = _beginning(words, sign)
        most_known = max((sum(known(cell.strip()) for cell in cells) for cells in first), default=0)
        return most_known, min(map(len, first), default=0)

    return _parted(words, max(SIGNS, key=headers))


def _beginning(words: str, sign: str) -> list[list[str]]:
    """The first lines under a sign that may be the wrong one: what it makes of them is no fault of the file."""
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=sign)
    found: list[list[str]] = []
    with suppress(csv.Error):
        found += islice((cells for cells in reader if any(cell.strip() for cell in cells)), 10)
    return found


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable("this is neither text in UTF-8 nor in Windows-1252, and no format that the program knows.")


def _parted(words: str, sign: str) -> list[Row]:
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=sign)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cell.strip() for cell in cells)))
            if len(rows) > MOST_ROWS:
                raise Unusable(f"line {line}: the list has more than {MOST_ROWS} rows; split it.")
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unusable(f"line {reader.line_num}: this is no readable CSV ({error}).") from None
    return rows


def read_xlsx(content: bytes) -> tuple[list[Row], Said | None]:
    """The rows of the first sheet, and the day on which the workbook says that it was last changed."""
    changed = _checked(content)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            rows = list(_sheet_rows(book.worksheets[0])) if book.worksheets else []
    except Unusable:
        raise
    except Exception as error:  # a damaged workbook can fail anywhere inside the library
        reason = type(error).__name__
        raise Unusable(
            f"this Excel file is damaged ({reason}); open it in Excel, save it again and retry."
        ) from None
    if len(rows) > MOST_ROWS:
        raise Unusable(f"row {MOST_ROWS}: the list has more than {MOST_ROWS} rows; split it.")
    return rows, changed


def _checked(content: bytes) -> Said | None:
    """The day of the workbook's last change, once its declared sizes (which the unpacker enforces) are sane."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _refuse_bombs(parts)
            core = packed.read("docProps/core.xml") if "docProps/core.xml" in packed.namelist() else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
        raise Unusable("this Excel file is broken off or damaged; ask for it again.") from None
    found = re.search(rb"<dcterms:modified[^>]*>([\dT:.Z+-]{10,35})<", core)
    return said(found[1].decode()) if found else None


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    if not any(one.filename == "xl/workbook.xml" for one in parts):
        raise Unusable("this is a ZIP file and not an Excel workbook (.xlsx).")
    if any(one.flag_bits & 1 for one in parts):
        raise Unusable("this Excel file has a password; save it without one.")
    unpacked = sum(one.file_size for one in parts)
    tight = [
        one for one in parts if one.file_size > 1_000_000 and one.file_size > MOST_RATIO * one.compress_size
    ]
    if unpacked > MOST_UNPACKED or tight or len(parts) > 1_000:
        part = max(parts, key=lambda one: one.file_size).filename
        size = unpacked // 1_000_000
        raise Unusable(
            f"{part[:60]}: the workbook unpacks to {size} MB, which no worklist needs; it was not opened."
        )


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    found = sheet.iter_rows(max_row=MOST_ROWS + 10, max_col=MOST_COLUMNS, values_only=True)
    for line, values in enumerate(found, 1):
        cells = tuple(_cell(value) for value in values)
        if any(cells):
            yield Row(line, cells)


def _cell(value: object) -> Cell:
    """A date stays a date; a whole number loses its ".0"; all else is text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return keepable(str(value)).strip()
