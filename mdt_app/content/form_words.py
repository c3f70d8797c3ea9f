"""What stands around an instrument where a patient reads it, and the gaps in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mdt_app.content.words_by_language import load_words
from mdt_app.domain.form_words import FormWords

GAPS = {
    "page": {"page", "pages"},
    "not_you": {"name"},
    "not_you_carer": {"name"},
    "progress": {"done", "count"},
    "left_open": {"count"},
}


def load_form_words(path: Path) -> Mapping[str, FormWords]:
    """The words by language; English is among them. Raises ContentError."""
    return load_words(path, FormWords, GAPS)
