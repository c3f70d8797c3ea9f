"""What stands around an instrument where a patient reads it is said whole in a language, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from string import Formatter

from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain.guidance import FormWords

GAPS = {
    "page": {"page", "pages"},
    "not_you": {"name"},
    "not_you_carer": {"name"},
    "progress": {"done", "count"},
    "left_open": {"count"},
}


def load_form_words(path: Path) -> Mapping[str, FormWords]:
    """The words by language; English is among them. Raises ContentError."""
    file = read(path)
    file.only("words")
    found: dict[str, FormWords] = {}
    for index, row in enumerate(file.rows("words")):
        language = row.get("language")
        if not isinstance(language, str) or language in found:
            raise file.wrong("each [[words]] names a language of its own", "words", index, "language")
        words = file.one(
            FormWords, {key: value for key, value in row.items() if key != "language"}, "words", index
        )
        _check(file, index, words)
        found[language] = words
    if "en" not in found:
        raise file.wrong("the words in English are missing", "words")
    return found


def _check(file: TomlFile, index: int, words: FormWords) -> None:
    for field in fields(words):
        text = getattr(words, field.name)
        gaps = {gap for _, gap, _, _ in Formatter().parse(text) if gap is not None}
        if not text.strip() or gaps != GAPS.get(field.name, set()):
            wanted = ", ".join(sorted(f"{{{gap}}}" for gap in GAPS.get(field.name, ()))) or "no gaps"
            raise file.wrong(f"{field.name} should say something, with {wanted}", "words", index, field.name)
