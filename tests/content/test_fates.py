"""The reasons why a decision was not carried out: each with plain words and a source, or the file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdt_app.content.fates import load_fate_reasons
from mdt_app.content.toml_file import ContentError
from mdt_app.domain.decisions import Fate
from mdt_app.domain.fates import REASON_IDS, explaining
from mdt_app.paths import resources

SHIPPED = resources() / "content" / "fates.toml"


def test_every_reason_is_there_once_with_words_and_source() -> None:
    reasons = load_fate_reasons(SHIPPED)
    assert [one.id for one in reasons] == list(REASON_IDS)
    assert all(one.words and one.source for one in reasons)


def test_a_death_explains_what_was_not_done_and_never_a_change() -> None:
    reasons = load_fate_reasons(SHIPPED)
    assert "patient-died" in [one.id for one in explaining(reasons, Fate.NOT_DONE)]
    assert "patient-died" not in [one.id for one in explaining(reasons, Fate.CHANGED)]
    assert explaining(reasons, Fate.CARRIED_OUT) == ()


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('words = "The patient died"', 'words = " "', '"words" is empty'),
        ('id = "toxicity"', 'id = "rain"', 'id "rain" is not known'),
        ('id = "toxicity"', 'id = "progression"', "progression is there twice"),
        ('fates = ["not done"]', 'fates = ["carried out"]', '"carried out" has no reason'),
        ('fates = ["not done"]', "fates = []", '"" has no reason'),
        ('source = "MII: toxicity"', 'source = ""', '"source" is empty'),
    ],
)
def test_a_reason_with_a_hole_is_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    file = tmp_path / "fates.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_fate_reasons(file)
    assert why in str(refused.value)
    assert str(refused.value).startswith("fates.toml, line ")


def test_a_missing_reason_is_named(tmp_path: Path) -> None:
    file = tmp_path / "fates.toml"
    kept = [one for one in SHIPPED.read_text(encoding="utf-8").split("[[reason]]") if '"toxicity"' not in one]
    file.write_text("[[reason]]".join(kept), encoding="utf-8")
    with pytest.raises(ContentError, match="toxicity missing"):
        load_fate_reasons(file)
