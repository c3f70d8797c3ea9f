"""Words are said whole in a language, each with the gaps that it is filled through, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from mdt_app.content.toml_file import TomlFile, read

W = TypeVar("W")
Gaps = Mapping[str, set[str]]


def load_words(path: Path, kind: type[W], gaps: Gaps) -> Mapping[str, W]:
    """The [[words]] of a file by language, as a dataclass of texts; English is among them.

    `gaps` names the {gaps} of each field that has any. Raises ContentError.
    """
    file = read(path)
    file.only("words")
    found: dict[str, W] = {}
    for index, row in enumerate(file.rows("words")):
        language = row.get("language")
        if not isinstance(language, str) or language in found:
            raise file.wrong("each [[words]] names a language of its own", "words", index, "language")
        words = file.one(
            kind, {key: value for key, value in row.items() if key != "language"}, "words", index
        )
        _check(file, index, words, gaps)
        found[language] = words
    if "en" not in found:
        raise file.wrong("the words in English are missing", "words")
    return found


def _check(file: TomlFile, index: int, words: Any, gaps: Gaps) -> None:
    for field in fields(words):
        text, wanted = getattr(words, field.name), gaps.get(field.name, set())
        there = {gap for _, gap, _, _ in Formatter().parse(text) if gap is not None}
        if not text.strip() or there != wanted:
            said = ", ".join(sorted(f"{{{gap}}}" for gap in wanted)) or "no gaps"
            raise file.wrong(f"{field.name} should say something, with {said}", "words", index, field.name)
