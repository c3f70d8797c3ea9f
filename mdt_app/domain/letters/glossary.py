"""Words that a patient would not know are pointed out with plain ones beside them; a text is never rewritten."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mdt_app.domain.letters.readability import Text, sentences

WILD = "*"
LEAST_STEM, LONGEST_WORD = 4, 60
"""Letters that an ending must leave, and letters beyond which a word has no endings."""

WORD = re.compile(r"[^\W_]+")
ENDINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (("s", ""), ("es", ""), ("ies", "y")),
    "nl": (("s", ""), ("n", ""), ("en", ""), ("e", ""), ("ën", ""), ("ve", "f"), ("ven", "f"), ("ze", "s")),
    "fr": (
        ("s", ""), ("e", ""), ("es", ""), ("x", ""), ("aux", "al"), ("ive", "if"), ("ives", "if"),
        ("euse", "eux"), ("euses", "eux"), ("elle", "el"), ("elles", "el"), ("enne", "en"), ("ennes", "en"),
    ),
    "de": (
        ("e", ""), ("n", ""), ("en", ""), ("s", ""), ("es", ""), ("er", ""), ("em", ""), ("nen", ""), ("r", ""),
    ),
}  # fmt: skip
"""Language -> (ending of a word in a text, what stands there in the term)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing meant, in one language: `terms` as the file writes them, and `plain` words for it."""

    concept: str
    terms: tuple[str, ...]
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """By language. `local_problem` says why a hospital's own file is not in force, "" where it is or there is none."""

    entries: Mapping[str, tuple[Entry, ...]]
    local_problem: str = ""

    def of(self, language: str) -> tuple[Entry, ...]:
        return self.entries.get(language, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A term as it is `written` in a part of the letter (`where`), with the sentence that it stands in."""

    concept: str
    written: str
    where: str
    plain: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Sought:
    """A term as it is looked for: its words in small letters, or as written where it is in capitals."""

    words: tuple[str, ...]
    capitals: bool
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms by their first word, longest first; those open at an end by what is fixed of them."""

    first: Mapping[str, tuple[_Sought, ...]]
    begins: Mapping[str, Entry]
    ends: Mapping[str, Entry]


def hits(parts: Iterable[Text], entries: tuple[Entry, ...], language: str) -> tuple[Hit, ...]:
    """The terms found, in the order of the text; a term once for each sentence."""
    sought = _by(entries)
    found: dict[tuple[str, str, str], Hit] = {}
    for sentence in sentences(parts):
        text = unicodedata.normalize("NFC", sentence.text)
        for written, entry in _found(text, sought, language):
            found.setdefault(
                (written.casefold(), sentence.where, text),
                Hit(
                    concept=entry.concept,
                    written=written,
                    where=sentence.where,
                    plain=entry.plain,
                    sentence=text,
                ),
            )
    return tuple(found.values())


def _found(text: str, sought: _Terms, language: str) -> Iterable[tuple[str, Entry]]:
    tokens = [(match[0], match.start(), match.end()) for match in WORD.finditer(text)]
    written = [token[0] for token in tokens]
    forms = [_forms(word, language) for word in written]
    at = 0
    while at < len(tokens):
        long, entry = _longest(written, forms, at, sought)
        if entry is not None:
            yield text[tokens[at][1] : tokens[at + long - 1][2]], entry
        at += long


def _longest(
    written: Sequence[str], forms: Sequence[tuple[str, ...]], at: int, sought: _Terms
) -> tuple[int, Entry | None]:
    """How many words from here on are a term, and which; one word that is none where there is nothing."""
    here = [one for form in (*forms[at], written[at]) for one in sought.first.get(form, ())]
    for one in sorted(here, key=lambda one: -len(one.words)):
        if _stands(one, written, forms, at):
            return len(one.words), one.entry
    return 1, _open(forms[at], sought)


def _stands(one: _Sought, written: Sequence[str], forms: Sequence[tuple[str, ...]], at: int) -> bool:
    if at + len(one.words) > len(written):
        return False
    if one.capitals:
        return tuple(written[at : at + len(one.words)]) == one.words
    return all(word in forms[at + number] for number, word in enumerate(one.words))


def _open(forms: Sequence[str], sought: _Terms) -> Entry | None:
    """The entry of a term that is open at an end."""
    for form in forms:
        for length in range(LEAST_STEM, min(len(form), LONGEST_WORD) + 1):
            entry = sought.begins.get(form[:length]) or sought.ends.get(form[-length:])
            if entry is not None:
                return entry
    return None


def _forms(word: str, language: str) -> tuple[str, ...]:
    """The word in small letters, and what it may be without its ending."""
    low = word.lower()
    if len(low) > LONGEST_WORD:
        return (low[:LONGEST_WORD],)
    return (
        low,
        *(
            low.removesuffix(ending) + instead
            for ending, instead in ENDINGS.get(language, ())
            if low.endswith(ending) and len(low) - len(ending) + len(instead) >= LEAST_STEM
        ),
    )


@lru_cache(maxsize=8)
def _by(entries: tuple[Entry, ...]) -> _Terms:
    first: dict[str, list[_Sought]] = {}
    begins: dict[str, Entry] = {}
    ends: dict[str, Entry] = {}
    for entry in entries:
        for term in entry.terms:
            text = unicodedata.normalize("NFC", term)
            if text.startswith(WILD):
                ends[text.strip(WILD).lower()] = entry
            elif text.endswith(WILD):
                begins[text.strip(WILD).lower()] = entry
            else:
                words = tuple(WORD.findall(text if text.isupper() else text.lower()))
                first.setdefault(words[0], []).append(_Sought(words, text.isupper(), entry))
    return _Terms({word: tuple(found) for word, found in first.items()}, begins, ends)
