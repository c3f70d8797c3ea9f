"""An instrument file with a hole is left out alone, with a sentence that says why.

The program's own files lie in its resources; a hospital puts its own into a folder of its own (`paths.instruments`).
There a file may also give an instrument that is known one more language: `wording_of` its id, and one `[[wording]]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mdt_app.content.figures import crossing_bands
from mdt_app.content.toml_file import ContentError, TomlFile, read
from mdt_app.domain.guidance import ELEMENT_IDS, SYMPTOMS, Instrument, Item, ItemWords, Wording

SUBJECTS = ("patient", "carer")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
LONGEST_SCALE, MOST_ITEMS = 100, 100


def load_instruments(*folders: Path) -> tuple[Mapping[str, Instrument], tuple[str, ...]]:
    """The instruments of the folders by id, and a sentence for each file that was left out; no folder, no files."""
    found: dict[str, Instrument] = {}
    left_out: list[str] = []
    wordings: list[TomlFile] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
        try:
            file = read(path)
            if "wording_of" in file.tables:
                wordings.append(file)
                continue
            instrument = _instrument(file)
            if instrument.id in found:
                raise file.wrong(f'instrument "{instrument.id}" is there twice', key="id")
            found[instrument.id] = instrument
        except ContentError as broken:
            left_out.append(str(broken))
    for file in wordings:
        try:
            worded = _with_wordings(file, found)
            found[worded.id] = worded
        except ContentError as broken:
            left_out.append(str(broken))
    return found, tuple(left_out)


def _instrument(file: TomlFile) -> Instrument:
    row = dict(file.tables)
    items = _tables(file, row, "item")
    totals = _tables(file, row, "total")
    wordings = _wordings(file, _tables(file, row, "wording"))
    checked = file.made(Item, "item")
    for index, item in enumerate(checked):
        _check_item(file, index, item)
    made = file.one(Instrument, {**row, "items": items, "totals": totals})
    _check(file, made)
    for index, wording in enumerate(wordings):
        _check_wording(file, index, wording, made)
    spoken = [one.language for one in wordings]
    if list(made.languages[1:]) != spoken:
        missing = [one for one in made.languages[1:] if one not in spoken]
        extra = [one for one in spoken if one not in made.languages[1:]]
        said = (
            f'there is no [[wording]] for "{missing[0]}"'
            if missing
            else f'"{(extra or spoken)[0]}" is out of order'
        )
        raise file.wrong(said, key="languages")
    return replace(made, wordings=wordings)


def _tables(file: TomlFile, row: dict[str, object], name: str) -> list[dict[str, object]]:
    """The tables `[[name]]`, taken out of the row. Raises ContentError where they are something else."""
    rows = row.pop(name, [])
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise file.wrong(f"[[{name}]] is written with two brackets", name)
    return rows


def _wordings(file: TomlFile, rows: Sequence[Mapping[str, object]]) -> tuple[Wording, ...]:
    made = []
    for index, row in enumerate(rows):
        items = row.get("items")
        if not isinstance(items, dict) or not all(isinstance(one, dict) for one in items.values()):
            raise file.wrong("a [[wording]] has its words in [wording.items.CODE]", "wording", index)
        words = {code: file.one(ItemWords, one, "wording", index) for code, one in items.items()}
        empty = file.one(Wording, {**row, "items": {}}, "wording", index)
        made.append(replace(empty, items=words))
    return tuple(made)


def _with_wordings(file: TomlFile, known: Mapping[str, Instrument]) -> Instrument:
    """A known instrument with the languages of a file that adds them."""
    file.only("wording_of", "wording")
    named = file.tables["wording_of"]
    instrument = known.get(named) if isinstance(named, str) else None
    if instrument is None:
        raise file.wrong(f'there is no instrument "{named}" to give words to', key="wording_of")
    wordings = _wordings(file, _tables(file, dict(file.tables), "wording"))
    if not wordings:
        raise file.wrong("there is no [[wording]]")
    for index, wording in enumerate(wordings):
        _check_wording(file, index, wording, instrument)
        if wording.language in instrument.languages:
            raise file.wrong(
                f'"{instrument.id}" has words in "{wording.language}" already', "wording", index, "language"
            )
        languages = (*instrument.languages, wording.language)
        instrument = replace(instrument, languages=languages, wordings=(*instrument.wordings, wording))
    return instrument


def _check_item(file: TomlFile, index: int, item: Item) -> None:
    if not item.code.strip() or not item.label.strip():
        raise file.wrong("an item has a code and a label", "item", index, "label")
    if item.minimum >= item.maximum:
        raise file.wrong(f"{item.code}: the scale is empty", "item", index, "minimum")
    if item.maximum - item.minimum > LONGEST_SCALE:
        raise file.wrong(
            f"{item.code}: the scale has more than {LONGEST_SCALE} steps", "item", index, "maximum"
        )
    if item.symptom and item.symptom not in SYMPTOMS:
        raise file.wrong(
            f'{item.code}: "{item.symptom}" is no symptom of the criteria', "item", index, "symptom"
        )
    _check_choices(file, "item", index, item, item.choices)
    key, why = crossing_bands((item.minimum, item.maximum), item.look, item.severe)
    if why:
        raise file.wrong(f"{item.code}: {why}", "item", index, key)
    if item.symptom and item.severe is None:
        raise file.wrong(f"{item.code}: a symptom states which values are severe", "item", index, "symptom")


def _check_choices(file: TomlFile, table: str, index: int, item: Item, choices: tuple[str, ...]) -> None:
    steps = item.maximum - item.minimum + 1
    if choices and (len(choices) != steps or not all(one.strip() for one in choices)):
        raise file.wrong(f"{item.code}: {steps} values need {steps} choices", table, index, "choices")


def _check(file: TomlFile, made: Instrument) -> None:
    _check_codes(file, made)
    if not ID.fullmatch(made.id):
        raise file.wrong("an id is of small letters, digits and hyphens", key="id")
    if not made.languages:
        raise file.wrong(f"{made.id} names no language", key="languages")
    for language in made.languages:
        if not LANGUAGE.fullmatch(language):
            raise file.wrong(f'"{language}" is no language code such as "nl"', key="languages")
    for element in made.settles:
        if element not in ELEMENT_IDS:
            raise file.wrong(f'"{element}" is no element', key="settles")
    if made.subject not in SUBJECTS:
        raise file.wrong('"subject" is patient or carer', key="subject")
    texts = ("name", "instruction", "source", "licence", "credit")
    for key, text in ((key, getattr(made, key)) for key in texts):
        if not text.strip():
            raise file.wrong(f"{made.id} names no {key}", key=key)


def _check_codes(file: TomlFile, made: Instrument) -> None:
    codes = [item.code for item in made.items]
    if len(codes) > MOST_ITEMS:
        raise file.wrong(f"there are more than {MOST_ITEMS} items", "item", MOST_ITEMS)
    for index, code in enumerate(codes):
        if code in codes[:index]:
            raise file.wrong(f'item "{code}" is there twice', "item", index, "code")
    if len([item for item in made.items if item.free]) > 1:
        raise file.wrong("only one item is free", "item")
    if "PSY-2" in made.settles and not (made.totals and all(one.cut_off is not None for one in made.totals)):
        raise file.wrong("a distress score needs a [[total]] with its cut_off", key="settles")
    for index, total in enumerate(made.totals):
        for code in total.items:
            if code not in codes:
                raise file.wrong(f'total "{total.id}" names no item "{code}"', "total", index, "items")
        highest = sum(item.maximum for item in made.items if item.code in total.items)
        if not total.items or (total.cut_off is not None and total.cut_off > highest):
            raise file.wrong(f'total "{total.id}" can never reach its cut-off', "total", index, "cut_off")


def _check_wording(file: TomlFile, index: int, wording: Wording, made: Instrument) -> None:
    if not LANGUAGE.fullmatch(wording.language):
        raise file.wrong(
            f'"{wording.language}" is no language code such as "nl"', "wording", index, "language"
        )
    for key, text in (("source", wording.source), ("instruction", wording.instruction)):
        if not text.strip():
            raise file.wrong(f'the words in "{wording.language}" have no {key}', "wording", index, key)
    for code in wording.items:
        if made.item(code) is None:
            raise file.wrong(
                f'the words in "{wording.language}" name no item "{code}"', "wording", index, code
            )
    for item in made.items:
        words = wording.items.get(item.code)
        if words is None:
            raise file.wrong(f'the words in "{wording.language}" lack item "{item.code}"', "wording", index)
        _check_words(file, index, wording.language, item, words)


def _check_words(file: TomlFile, index: int, language: str, item: Item, words: ItemWords) -> None:
    for key in ("label", "low", "high", "definition"):
        if getattr(item, key).strip() and not getattr(words, key).strip():
            raise file.wrong(f'{item.code} has no {key} in "{language}"', "wording", index, key)
    if bool(item.choices) != bool(words.choices):
        raise file.wrong(f'{item.code} has no choices in "{language}"', "wording", index, "choices")
    _check_choices(file, "wording", index, item, words.choices)
