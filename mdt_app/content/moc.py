"""Belgian kinds and codes are read once; a row without its day is not suggested, one without its source is refused."""

from __future__ import annotations

import re
from pathlib import Path

from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain.attendance import Presence
from mdt_app.domain.moc import KIND_IDS, Moc, MocCode, MocKind, MocWay
from mdt_app.domain.people import DISCIPLINES

FILES_SAY = ("radiotherapy", "medical-oncology")
"""Words for a discipline that files bring beside those of the program."""

LISTS = ("specialists", "oncologists", "outside", "not_asking")
NUMBER = re.compile(r"\d{6}")


def load_moc(path: Path) -> Moc:
    """Conditions, kinds, ways of taking part and codes of the file. Raises ContentError."""
    file = read(path)
    file.only("conditions", "kind", "way", "code")
    kinds, ways, codes = file.made(MocKind, "kind"), file.made(MocWay, "way"), file.made(MocCode, "code")
    made = file.one(
        Moc,
        {**file.tables.get("conditions", {}), "kinds": kinds, "ways": ways, "codes": codes},
        "conditions",
    )
    _conditions(file, made)
    _kinds(file, kinds)
    for index, way in enumerate(ways):
        _said(file, "way", index, way.source)
        if way.presence not in {one for one in Presence if one.live}:
            raise file.wrong(f'"{way.presence}" is no way of being there', "way", index, "presence")
        _dates(file, "way", index, way)
    for index, code in enumerate(codes):
        _code(file, index, code)
    return made


def _conditions(file: TomlFile, made: Moc) -> None:
    _said(file, "conditions", 0, made.source)
    if made.least < 1:
        raise file.wrong("at least one specialist is needed", "conditions", key="least")
    for name in LISTS:
        for discipline in getattr(made, name):
            if discipline not in (*DISCIPLINES, *FILES_SAY):
                raise file.wrong(f'discipline "{discipline}" is not known', "conditions", key=name)
    for name in made.own:
        if name not in (*LISTS, "least"):
            raise file.wrong(f'own "{name}" names no condition', "conditions", key="own")


def _kinds(file: TomlFile, kinds: tuple[MocKind, ...]) -> None:
    if tuple(one.id for one in kinds) != KIND_IDS:
        raise file.wrong(f"the kinds are {', '.join(KIND_IDS)}, in this order", "kind")
    for index, one in enumerate(kinds):
        _said(file, "kind", index, one.source)


def _code(file: TomlFile, index: int, code: MocCode) -> None:
    _said(file, "code", index, code.source)
    for key in ("ambulatory", "stay"):
        number = getattr(code, key)
        if (number or key == "ambulatory") and not NUMBER.fullmatch(number):
            raise file.wrong(f'"{number}" is not a number of six digits', "code", index, key)
    for kind in code.kinds or ("",):
        if kind not in KIND_IDS:
            raise file.wrong(f'kind "{kind}" is not known', "code", index, "kinds")
    if code.checked and code.since is None:
        raise file.wrong(
            f"{code.numbers} is marked as checked, but has no first day", "code", index, "checked"
        )
    _dates(file, "code", index, code)


def _dates(file: TomlFile, table: str, index: int, row: MocCode | MocWay) -> None:
    if row.since is not None and row.until is not None and row.until < row.since:
        raise file.wrong("this row ends before it begins", table, index, "until")


def _said(file: TomlFile, table: str, index: int, source: str) -> None:
    if not source.strip():
        raise file.wrong("no source is named", table, index, "source")
