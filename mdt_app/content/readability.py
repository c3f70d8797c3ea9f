"""The gates of readability are read whole, one for each language of letters, or refused with line and reason."""

from __future__ import annotations

from pathlib import Path

from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain.letters.language import LANGUAGES
from mdt_app.domain.letters.patient_reading import Gates

BOUNDS = {"mean_words": (3, 40), "most_words": (5, 80)}
SCORES = (0, 100)


def load_gates(path: Path) -> Gates:
    """The gates of the file. Raises ContentError."""
    file = read(path)
    file.only("sentences", "least")
    limits = {name: _figure(file, "sentences", name, bounds) for name, bounds in BOUNDS.items()}
    _only(file, "sentences", tuple(BOUNDS))
    least = {language: _figure(file, "least", language, SCORES) for language in LANGUAGES}
    _only(file, "least", LANGUAGES)
    return Gates(least=least, mean_words=limits["mean_words"], most_words=int(limits["most_words"]))


def _table(file: TomlFile, table: str) -> dict[str, object]:
    found = file.tables.get(table)
    if not isinstance(found, dict):
        raise file.wrong(f"there is no [{table}]")
    return found


def _only(file: TomlFile, table: str, known: tuple[str, ...]) -> None:
    for name in _table(file, table):
        if name not in known:
            raise file.wrong(f'"{name}" is not known here', table, 0, name)


def _figure(file: TomlFile, table: str, name: str, bounds: tuple[int, int]) -> float:
    value = _table(file, table).get(name)
    if value is None:
        raise file.wrong(f'"{name}" is missing', table)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise file.wrong(f'"{name}" should be a number', table, 0, name)
    if not bounds[0] <= value <= bounds[1]:
        raise file.wrong(f'"{name}" lies between {bounds[0]} and {bounds[1]}', table, 0, name)
    return float(value)
