"""What each key press and each command costs, beside one bare durable insert into the same encrypted file."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from demo import fill, opened
from figure import Figure, interleaved, middle, part
from kept import folder

from mdt_app.domain.agenda import Listing, Meeting, MeetingState
from mdt_app.notes.text import MergeText
from mdt_app.operations.carry_out import carry_out
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import WriteNote
from mdt_app.planner.rhythm import next_start
from mdt_app.store.database import Database
from mdt_app.store.local_file import connect

ROUNDS, PIECE = 300, "twelve words "
DEMO_COMMANDS = 3_600


def figures() -> Iterator[Figure]:
    kept = opened()
    key = kept.key
    source = kept.path
    kept.close()
    with tempfile.TemporaryDirectory(dir=folder()) as place:
        path = Path(shutil.copy2(str(source), place))
        database = Database.open(path, key, user="demo")
        bare = connect(path, key)
        bare.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, content BLOB)")
        acts: dict[str, Callable[[], object]] = {
            "ours": typed(database),
            "bare": partial(bare.execute, "INSERT INTO bare (content) VALUES (zeroblob(400))"),
        }
        took = interleaved(acts, ROUNDS)
        bare.close()
        database.close()
        floor = "one bare durable insert"
        yield Figure("a piece of text kept, median", middle(took["ours"]), middle(took["bare"]), floor)
        yield Figure("a piece of text kept, p99", part(took["ours"], 0.99), part(took["bare"], 0.99), floor)
        draft = Path(place) / "demo"
        draft.mkdir()
        began = time.perf_counter()
        fill(draft)
        seconds = time.perf_counter() - began
        yield Figure(
            "the demo of 48 patients", seconds, DEMO_COMMANDS * middle(took["bare"], "s"),
            f"{DEMO_COMMANDS} bare durable inserts", "s",
        )  # fmt: skip


def no_letters() -> Any:
    """Nothing is printed here."""
    raise AssertionError


def typed(database: Database) -> Callable[[], object]:
    """One more piece at the end of a shared text, as a desk sends it."""
    with database.reader() as reader:
        states = {one.id: one.state for one in reader.find(Meeting)}
        listing = next(one for one in reader.find(Listing) if states[one.meeting_id] != MeetingState.CLOSED)
        text = MergeText(reader.note_updates(listing.id, "discussion"))
    numbers, desk = count(1), new_id()

    def act() -> Any:
        update = text.replace(len(text.text), 0, PIECE)
        command = WriteNote(
            id=new_id(), actor="demo", desk=desk, number=next(numbers), at=datetime.now(UTC),
            listing_id=listing.id, name="discussion", update=update,
        )  # fmt: skip
        return carry_out(command, database.open_work, next_start, {}, no_letters)

    return act
