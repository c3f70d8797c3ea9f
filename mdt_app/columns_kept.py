"""What the columns of a list mean is asked once: the answer is kept at this desk for every list with those headers.

It lies in a file of its own beside the look of the window: it says how this desk's exports are laid out and nothing
about a patient, so it needs neither a command nor a table. Headers are kept as a hash, for a list without a header row
would bring names there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.domain.incoming import IncomingColumn, IncomingFile
from mdt_app.exchange import reading

FORMAT = 1


def read_file(path: Path) -> IncomingFile:
    """What a file says, its columns read as they were said to be."""
    mapping = {one.header: one.field for one in read_columns(path)} if _kept() else {}
    return reading.read_file(path, mapping)


def read_columns(path: Path) -> tuple[IncomingColumn, ...]:
    """The columns of a worklist, each with the field that it was said to be, else is known as by its name."""
    columns = reading.read_columns(path)
    fields = _kept().get(_headers(columns), ())
    if len(fields) != len(columns):
        return columns
    return tuple(replace(one, field=field) for one, field in zip(columns, fields, strict=True))


def keep(columns: Sequence[IncomingColumn], fields: Sequence[str]) -> None:
    """Keep which field each column is, "" for one that is not used. Raises `Refused` where it cannot be kept."""
    document = {"format": FORMAT, "lists": {**_kept(), _headers(columns): list(fields)}}
    try:
        paths.make_private(_file().parent)
        paths.write_whole(_file(), json.dumps(document).encode())
    except OSError as error:
        raise Refused(f"What the columns are cannot be kept in {_file()}: {error.strerror}.") from error


def _kept() -> dict[str, list[str]]:
    """Hash of the headers -> the field of each; nothing where the file is not there or not ours."""
    try:
        said = json.loads(_file().read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            return {}
        return {str(key): [str(one) for one in fields] for key, fields in said["lists"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _headers(columns: Sequence[IncomingColumn]) -> str:
    return sha256(json.dumps([one.header for one in columns]).encode()).hexdigest()


def _file() -> Path:
    return paths.user_data() / "columns.json"
