"""A country's codes for a patient's will are read once; a row without meaning, day or source is refused."""

from __future__ import annotations

from pathlib import Path

from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain.acp import ITEMS
from mdt_app.domain.patient_wills import PatientWills, Will


def load_patient_wills(path: Path) -> PatientWills:
    """The list of the file. Raises ContentError."""
    file = read(path)
    file.only("list", "will")
    wills = file.made(Will, "will")
    for index, one in enumerate(wills):
        _check(file, index, one)
    codes = [one.code for one in wills]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            raise file.wrong(f'"{code}" is there twice', "will", index, "code")
    return file.one(PatientWills, {**file.tables.get("list", {}), "wills": wills}, "list")


def _check(file: TomlFile, index: int, one: Will) -> None:
    for name in ("code", "name", "words", "source"):
        if not getattr(one, name).strip():
            raise file.wrong(f'"{name}" is empty', "will", index, name)
    for item in one.items or ("",):
        if item not in ITEMS:
            raise file.wrong(f'item "{item}" is not known', "will", index, "items")
    if one.until is not None and one.until < one.since:
        raise file.wrong(f"{one.code} ends before it begins", "will", index, "until")
