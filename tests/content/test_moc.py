"""Belgian kinds and codes are dated rows; one whose day nobody read is not suggested."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mdt_app.content.moc import load_moc
from mdt_app.content.toml_file import ContentError
from mdt_app.domain.attendance import Presence
from mdt_app.domain.moc import KIND_IDS
from mdt_app.paths import resources

SHIPPED = resources() / "content" / "moc.toml"


def test_the_three_kinds_say_when_they_apply_and_every_row_names_its_source() -> None:
    moc = load_moc(SHIPPED)
    assert tuple(one.id for one in moc.kinds) == KIND_IDS
    assert all(one.words and one.source for one in moc.kinds)
    assert all(one.source for one in (*moc.codes, *moc.ways))


def test_what_nobody_checked_has_no_first_day_and_is_off() -> None:
    moc = load_moc(SHIPPED)
    unchecked = [one for one in moc.codes if not one.checked]
    assert {one.numbers for one in unchecked} == {"350232", "350254-350265"}
    assert all(one.since is None and not one.on for one in unchecked)
    assert all(one.since is not None and one.on for one in moc.codes if one.checked)


def test_video_counts_from_the_day_of_its_decree_and_the_telephone_never() -> None:
    moc = load_moc(SHIPPED)
    assert not moc.counts(Presence.VIDEO, date(2025, 10, 31))
    assert moc.counts(Presence.VIDEO, date(2025, 11, 1))
    assert moc.counts(Presence.ON_SITE, date(2025, 10, 31))
    assert not moc.counts(Presence.PHONE, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("least = 4", "least = 0", "at least one specialist is needed"),
        ('"geriatrics"', '"astrology"', 'discipline "astrology" is not known'),
        ('own = ["specialists"', 'own = ["weather"', 'own "weather" names no condition'),
        ('id = "first"', 'id = "last"', "the kinds are first, additional, follow-up"),
        ('presence = "video"', 'presence = "absent"', '"absent" is no way of being there'),
        ('ambulatory = "350372"', 'ambulatory = "35037"', '"35037" is not a number of six digits'),
        ('kinds = ["follow-up"]', 'kinds = ["second"]', 'kind "second" is not known'),
        ("since = 2010-11-01\nchecked = true", "checked = true", "marked as checked, but has no first day"),
        ("since = 2010-11-01\n", "since = 2010-11-01\nuntil = 2009-01-01\n", "ends before it begins"),
        ('biller = "outside"', 'biller = "bystander"', "bystander"),
        ("since = 2003-02-01", 'since = "once"', "date"),
        ('source = "RIZIV-INAMI page on the MOC"', 'source = " "', "no source is named"),
    ],
)
def test_a_row_with_a_hole_is_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, why: str
) -> None:
    file = tmp_path / "moc.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_moc(file)
    assert why in str(refused.value)
    assert str(refused.value).startswith("moc.toml, line ")
