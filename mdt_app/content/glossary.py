"""The glossary is read whole, each thing meant in every language of letters; a hospital changes single entries.

A wrong file of the hospital's changes nothing at all, and one sentence says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mdt_app.content.toml_file import ContentError, TomlFile, read
from mdt_app.domain.letters.glossary import LEAST_STEM, WILD, WORD, Entry, Glossary
from mdt_app.domain.letters.language import LANGUAGES

MOST_LETTERS = 80
Entries = dict[str, dict[str, Entry]]
"""Language -> thing meant -> entry."""


def load_glossary(path: Path, local: Path | None = None) -> Glossary:
    """The glossary of the file, with the hospital's own entries instead of ours. Raises ContentError about ours."""
    shipped = _complete(read(path))
    if local is None or not local.is_file():
        return _glossary(shipped)
    try:
        return _glossary(_with_local(shipped, read(local)))
    except ContentError as broken:
        return replace(_glossary(shipped), local_problem=str(broken))


def _complete(file: TomlFile) -> Entries:
    entries: Entries = {language: {} for language in LANGUAGES}
    for concept, by_language in file.tables.items():
        rows = _rows(file, concept, by_language)
        for language in LANGUAGES:
            if language not in rows:
                raise file.wrong(f"{concept}: {language} is missing", concept)
            entries[language][concept] = _entry(file, concept, language, rows[language], None)
    _once(file, entries)
    return entries


def _with_local(shipped: Entries, file: TomlFile) -> Entries:
    entries = {language: dict(found) for language, found in shipped.items()}
    for concept, by_language in file.tables.items():
        for language, row in _rows(file, concept, by_language).items():
            was = entries[language].get(concept)
            entries[language][concept] = _entry(file, concept, language, row, was)
    _once(file, entries)
    return entries


def _rows(file: TomlFile, concept: str, by_language: object) -> dict[str, dict[str, object]]:
    if not isinstance(by_language, dict) or not by_language:
        raise file.wrong(f'"{concept}" should be a table such as [metastasis]', key=concept, table=concept)
    for language, row in by_language.items():
        if language not in LANGUAGES:
            raise file.wrong(f'{concept}: there are no letters in "{language}"', concept, 0, language)
        if not isinstance(row, dict):
            raise file.wrong(f"{concept}: {language} should give terms and plain words", concept, 0, language)
    return by_language


def _entry(file: TomlFile, concept: str, language: str, row: dict[str, object], was: Entry | None) -> Entry:
    """The entry as the row says, what it does not say as it was."""

    def wrong(why: str) -> ContentError:
        return file.wrong(f"{concept}, {language}: {why}", concept, 0, language)

    for name in row:
        if name not in ("terms", "plain"):
            raise wrong(f'"{name}" is not known here')
    terms = row.get("terms", list(was.terms) if was else None)
    plain = row.get("plain", was.plain if was else None)
    if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
        raise wrong('"terms" should be a list of words')
    if not terms and was is None:
        raise wrong('"terms" is empty')
    if not isinstance(plain, str) or not plain.strip():
        raise wrong('"plain" should say it in plain words')
    for term in terms:
        if why := _wrong_term(term):
            raise wrong(f'"{term[:MOST_LETTERS]}" {why}')
    return Entry(concept=concept, terms=tuple(terms), plain=plain.strip())


def _wrong_term(term: str) -> str:
    """Why a term cannot be looked for, or "" where it can."""
    words = WORD.findall(term)
    if not words or len(term) > MOST_LETTERS:
        return f"should be a word, of {MOST_LETTERS} characters at most"
    if WILD not in term:
        return ""
    fixed = term.removeprefix(WILD) if term.startswith(WILD) else term.removesuffix(WILD)
    if WILD in fixed or words != [fixed] or len(fixed) < LEAST_STEM:
        return f'may have one "{WILD}", before or after one word of {LEAST_STEM} letters or more'
    return ""


def _once(file: TomlFile, entries: Entries) -> None:
    """Raises ContentError where two things meant have one term, so that nobody knows which plain words are shown."""
    for language, by_concept in entries.items():
        whose: dict[str, str] = {}
        for concept, entry in by_concept.items():
            for term in entry.terms:
                key = term if term.isupper() else term.casefold()
                if key in whose:
                    at = concept if concept in file.tables else whose[key]
                    raise file.wrong(f'{at}, {language}: "{term}" is there twice', at, 0, language)
                whose[key] = concept


def _glossary(entries: Entries) -> Glossary:
    return Glossary(
        entries={
            language: tuple(entry for entry in by_concept.values() if entry.terms)
            for language, by_concept in entries.items()
        }
    )
