"""The gates of readability are our own figures: one for each language of letters, or the file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdt_app.content.readability import load_gates
from mdt_app.content.toml_file import ContentError
from mdt_app.paths import resources

SHIPPED = resources() / "content" / "readability.toml"


def test_the_gates_are_those_that_the_letters_were_designed_to() -> None:
    gates = load_gates(SHIPPED)
    assert gates.least == {"en": 70, "nl": 70, "fr": 75, "de": 65}
    assert (gates.mean_words, gates.most_words) == (10, 20)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("en = 70\n", "", '"en" is missing'),
        ("en = 70", 'en = "plain"', '"en" should be a number'),
        ("en = 70", "en = true", '"en" should be a number'),
        ("en = 70", "en = 700", '"en" lies between 0 and 100'),
        ("en = 70", "en = nan", '"en" lies between 0 and 100'),
        ("en = 70", "en = 70\npl = 60", '"pl" is not known here'),
        ("mean_words = 10", "mean_words = 0", '"mean_words" lies between 3 and 40'),
        ("most_words = 20", "most_word = 20", '"most_words" is missing'),
        ("[least]", "[last]", '"last" is not known here'),
        ("[sentences]", "sentences = 3\n[other]", "is not known here"),
        ("en = 70", "en = ", "this is not valid TOML"),
    ],
)
def test_a_gate_that_cannot_be_used_is_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    file = tmp_path / "readability.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=r"readability.toml, line \d+: ") as refused:
        load_gates(file)
    assert why in str(refused.value)
