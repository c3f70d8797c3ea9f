"""The words of invitations are said whole in a language, with the gaps that they are filled through, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from string import Formatter

from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain.invitation_words import InvitationWords
from mdt_app.paths import resources

GAPS = {
    "summary": {"board"},
    "summary_written": {"board"},
    "summary_cancelled": {"board"},
    "expected": {"day"},
    "slot": {"since", "until", "reference"},
    "zone": {"zone"},
    "by_video": {"link"},
    "by_phone": {"phone"},
    "on_site": {"place"},
    "written": {"when", "reference"},
    "asked_at": {"phone"},
    "mail_subject": {"summary", "day"},
    "mail_greeting": {"name"},
}


def load_invitation_words(path: Path) -> Mapping[str, InvitationWords]:
    """The words by language; English is among them. Raises ContentError."""
    file = read(path)
    file.only("words")
    found: dict[str, InvitationWords] = {}
    for index, row in enumerate(file.rows("words")):
        language = row.get("language")
        if not isinstance(language, str) or language in found:
            raise file.wrong("each [[words]] names a language of its own", "words", index, "language")
        words = file.one(
            InvitationWords, {key: value for key, value in row.items() if key != "language"}, "words", index
        )
        _check(file, index, words)
        found[language] = words
    if "en" not in found:
        raise file.wrong("the words in English are missing", "words")
    return found


@cache
def invitation_words() -> Mapping[str, InvitationWords]:
    """Those that come with the program."""
    return load_invitation_words(resources() / "content" / "invitation-words.toml")


def _check(file: TomlFile, index: int, words: InvitationWords) -> None:
    for field in fields(words):
        text = getattr(words, field.name)
        gaps = {gap for _, gap, _, _ in Formatter().parse(text) if gap is not None}
        if not text.strip() or gaps != GAPS.get(field.name, set()):
            wanted = ", ".join(sorted(f"{{{gap}}}" for gap in GAPS.get(field.name, ()))) or "no gaps"
            raise file.wrong(f"{field.name} should say something, with {wanted}", "words", index, field.name)
