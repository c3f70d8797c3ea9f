"""A shared text keeps every update and shows the merged words. Both engines."""

from __future__ import annotations

from hashlib import sha256

import pytest
from store.kit import Kept, discussion

from mdt_app.domain.errors import Missing, Refused
from mdt_app.notes.text import MergeText


def test_a_shared_text_shows_what_was_written(talked: Kept) -> None:
    mine = MergeText()
    first, second = mine.replace(0, 0, "Ünstable 👍"), mine.replace(10, 0, " pain")
    for update in (first, second):
        with talked.work() as work:
            shown = work.append_note("listing-1", "discussion", update)
            work.commit()
    assert shown == mine.text
    with talked.database.reader() as reader:
        assert reader.note("listing-1", "discussion") == mine.text
        assert reader.note("listing-1", "decision") == ""
        assert reader.note_updates("listing-1", "discussion") == (first, second)
        assert reader.notes(("listing-1", "other")) == {("listing-1", "discussion"): mine.text}
        assert reader.notes(()) == {}


def test_two_desks_that_wrote_apart_are_both_in_the_text(talked: Kept) -> None:
    one, other = MergeText(), MergeText()
    updates = one.replace(0, 0, "alpha "), other.replace(0, 0, "beta ")
    with talked.work() as work:
        for update in updates:
            work.append_note("listing-1", "decision", update)
        work.commit()
    with talked.database.reader() as reader:
        assert sorted(reader.note("listing-1", "decision").split()) == ["alpha", "beta"]


def test_a_change_cites_the_updates_and_not_the_words(talked: Kept) -> None:
    mine = MergeText()
    updates = mine.replace(0, 0, "SECRET"), mine.replace(0, 3, "")
    with talked.work() as work:
        for update in updates:
            work.append_note("listing-1", "discussion", update)
        (change,) = work.commit()
    (field,) = change.fields
    assert (change.entity, change.entity_id, change.case_id, field.name) == (
        "note",
        "listing-1",
        "case-1",
        "discussion",
    )
    assert field.new == {"updates": [1, 2], "sha256": [sha256(update).hexdigest() for update in updates]}
    assert change.version == 2


def test_a_damaged_update_is_refused_and_nothing_kept(talked: Kept) -> None:
    with talked.work() as work:
        work.put(discussion(dissent="x"))
        with pytest.raises(Refused, match="damaged"):
            work.append_note("listing-1", "discussion", b"\xff\xff nonsense")


def test_a_text_needs_its_listing(talked: Kept) -> None:
    with talked.work() as work, pytest.raises(Missing):
        work.append_note("listing-9", "discussion", MergeText().replace(0, 0, "x"))
