"""An instrument file with a hole is left out alone, with a sentence that says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mdt_app.content.toml_file import ContentError, TomlFile, read
from mdt_app.domain.guidance import ELEMENT_IDS, Instrument, Item

SUBJECTS = ("patient", "carer")


def load_instruments(folder: Path) -> tuple[Mapping[str, Instrument], tuple[str, ...]]:
    """The instruments of a folder by id, and a sentence for each file that was left out."""
    found: dict[str, Instrument] = {}
    left_out: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            instrument = _instrument(read(path))
            if instrument.id in found:
                raise ContentError(f'{path.name}, line 1: instrument "{instrument.id}" is there twice.')
            found[instrument.id] = instrument
        except ContentError as broken:
            left_out.append(str(broken))
    return found, tuple(left_out)


def _instrument(file: TomlFile) -> Instrument:
    row = dict(file.tables)
    items = row.pop("item", [])
    totals = row.pop("total", [])
    for table, rows in (("item", items), ("total", totals)):
        if not isinstance(rows, list):
            raise file.wrong(f"[[{table}]] is written with two brackets", table)
    checked = file.made(Item, "item")
    for index, item in enumerate(checked):
        _check_item(file, index, item)
    made = file.one(Instrument, {**row, "items": items, "totals": totals})
    _check(file, made)
    return made


def _check_item(file: TomlFile, index: int, item: Item) -> None:
    if item.minimum >= item.maximum:
        raise file.wrong(f"{item.code}: the scale is empty", "item", index, "minimum")
    for name, band in _bands(item):
        if not item.minimum <= band[0] <= band[1] <= item.maximum:
            raise file.wrong(f"{item.code}: {name} {list(band)} lies outside the scale", "item", index, name)
    if (
        item.look is not None
        and item.severe is not None
        and not (item.look[1] < item.severe[0] or item.severe[1] < item.look[0])
    ):
        raise file.wrong(f"{item.code}: look and severe overlap", "item", index, "severe")


def _bands(item: Item) -> Iterator[tuple[str, tuple[int, int]]]:
    yield from (
        (name, band) for name, band in (("look", item.look), ("severe", item.severe)) if band is not None
    )


def _check(file: TomlFile, made: Instrument) -> None:
    _check_codes(file, made)
    for element in made.settles:
        if element not in ELEMENT_IDS:
            raise file.wrong(f'"{element}" is no element', key="settles")
    if made.subject not in SUBJECTS:
        raise file.wrong('"subject" is patient or carer', key="subject")
    for key, text in (("source", made.source), ("licence", made.licence), ("credit", made.credit)):
        if not text.strip():
            raise file.wrong(f"{made.id} names no {key}", key=key)


def _check_codes(file: TomlFile, made: Instrument) -> None:
    codes = [item.code for item in made.items]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            raise file.wrong(f'item "{code}" is there twice', "item", index, "code")
    for index, total in enumerate(made.totals):
        for code in total.items:
            if code not in codes:
                raise file.wrong(f'total "{total.id}" names no item "{code}"', "total", index, "items")
