"""Two desks write the same meeting at once: nothing is lost, conflicts are said, and closing falls before or after."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from operations.kit import Team

from mdt_app.domain.agenda import Listing, Meeting, MeetingState, Outcome
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Recommendation, is_decided
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import Letter
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation, listing_to_record
from mdt_app.operations.fields import SetField
from mdt_app.store.audit import verify
from mdt_app.store.checks import problems

ROOT = Path(__file__).parents[2]
TURNS, CASES, ROUNDS = 25, 4, 4
DESK = """
import sys
sys.path[:0] = sys.argv[6:]
from operations.kit import KEY, Team
from mdt_app.domain.cases import Case
from mdt_app.domain.errors import Conflict
from mdt_app.notes.text import MergeText
from mdt_app.operations.agenda import MoveListing
from mdt_app.operations.decisions import WriteNote
from mdt_app.operations.fields import SetField
from mdt_app.store.database import Database
where, name, listing, case, turns = sys.argv[1:6]
team = Team(database=Database.open(where, KEY, user="owner", desk=name), desk=name)
with team.database.reader() as reader:
    shared = MergeText(reader.note_updates(listing, "discussion"))
for turn in range(int(turns)):
    update = shared.replace(len(shared.text), 0, f"[{name} {turn}]")
    team.act(WriteNote, listing_id=listing, name="discussion", update=update)
    with team.database.reader() as reader:
        version = reader.versions(Case, case)["question"]
    try:
        said = {"field": "question", "value": f"{name} {turn}", "base_version": version}
        team.act(SetField, entity="case", entity_id=case, **said)
        print("kept", turn, flush=True)
    except Conflict as conflict:
        print("conflict", conflict.stored, flush=True)
    team.act(MoveListing, listing_id=listing, position=turn % 4 + 1)
team.database.close()
"""


def address(team: Team) -> str:
    return str(team.database.path or team.database.engine.url.render_as_string(hide_password=False))


def began(team: Team, listing: str, case: str, name: str) -> subprocess.Popen[str]:
    words = [address(team), name, listing, case, str(TURNS), str(ROOT), str(ROOT / "tests")]
    return subprocess.Popen(
        [sys.executable, "-c", DESK, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def numbered(words: str, names: Iterable[str]) -> bool:
    """Whether every desk's words stand there once and in the order in which it wrote them."""
    return all(
        [words.count(f"[{name} {turn}]") for turn in range(TURNS)] == [1] * TURNS
        and [words.index(f"[{name} {turn}]") for turn in range(TURNS)]
        == sorted(words.index(f"[{name} {turn}]") for turn in range(TURNS))
        for name in names
    )


def test_two_processes_on_one_case_lose_no_word_and_say_each_conflict(both: Team) -> None:
    meeting = both.meeting(both.board())
    listings = [both.listed(meeting, f"Family {number}") for number in range(CASES)]
    case = both.get(Listing, listings[0]).case_id
    names = ("west", "east")
    desks = [began(both, listings[0], case, name) for name in names]
    said = [desk.communicate(timeout=60) for desk in desks]
    assert [error for _, error in said] == ["", ""]
    kept = {f"{name} {line.split()[1]}" for name, (out, _) in zip(names, said, strict=True)
            for line in out.splitlines() if line.startswith("kept")}  # fmt: skip
    with both.database.reader() as reader:
        note = reader.note(listings[0], "discussion")
        changes = reader.changes(entity_id=case)
    written = {str(field.new) for one in changes for field in one.fields if field.name == "question"}
    assert numbered(note, names)
    assert sum(len(out.splitlines()) for out, _ in said) == 2 * TURNS
    assert kept <= written
    assert written - kept == {"What next?"}
    assert both.get(Case, case).question in kept
    assert [one.position for one in both.agenda(meeting)] == list(range(1, CASES + 1))
    assert verify(both.database).intact
    assert problems(both.database) == ()


def test_a_meeting_closed_while_another_desk_writes_is_closed_before_or_after_each_word(both: Team) -> None:
    board = both.board()
    for turn in range(ROUNDS):
        meeting = both.meeting(board, starts_at=both.clock)
        listings = [both.listed(meeting, f"Family {turn} {number}") for number in range(CASES)]
        both.act(OpenMeeting, meeting_id=meeting)
        other = Team(database=both.database, desk=f"other-{turn}", clock=both.clock)
        accepted: list[str] = []
        refused: list[str] = []
        under_way = threading.Event()

        def record(
            other: Team = other, listings: list[str] = listings, accepted: list[str] = accepted,
            refused: list[str] = refused, under_way: threading.Event = under_way,
        ) -> None:  # fmt: skip
            for number in count():
                listing, id = listings[number % CASES], new_id()
                try:
                    other.act(
                        AddRecommendation, recommendation_id=id, listing_id=listing, what=f"what {number}"
                    )
                    accepted.append(id)
                    other.act(
                        SetField, entity="discussion", entity_id=listing, field="reasons", value=str(number),
                        base_version=number // CASES,
                    )  # fmt: skip
                except Refused as refusal:
                    refused.append(str(refusal))
                    break
                under_way.set()

        desk = threading.Thread(target=record)
        desk.start()
        under_way.wait(10)
        both.act(CloseMeeting, meeting_id=meeting)
        desk.join()
        assert len(refused) == 1
        assert "closed" in refused[0]
        assert_closed_whole(both, meeting, accepted)
    assert verify(both.database).intact


def assert_closed_whole(team: Team, meeting: str, accepted: list[str]) -> None:
    """Every accepted word is there, each case is settled by what it held, and nothing came after closing."""
    assert team.get(Meeting, meeting).state == MeetingState.CLOSED
    for listing in team.agenda(meeting):
        recommendations = team.find(Recommendation, listing_id=listing.id)
        decided = is_decided("", recommendations)
        assert (listing.outcome == Outcome.DISCUSSED) is decided
        assert len(team.find(Letter, listing_id=listing.id)) == (4 if decided else 0)
        with team.database.reader() as reader:
            changes = reader.changes(case_id=listing.case_id)
        closing = max(one.version for one in changes if one.command == "CloseMeeting")
        assert closing >= max(
            one.version for one in changes if one.entity in ("recommendation", "discussion", "listing")
        )
    kept = {
        one.id for listing in team.agenda(meeting) for one in team.find(Recommendation, listing_id=listing.id)
    }
    assert set(accepted) == kept


def test_closing_waits_for_a_word_that_is_being_recorded_and_counts_it(both: Team) -> None:
    meeting = both.meeting(both.board())
    listing = both.listed(meeting)
    both.act(OpenMeeting, meeting_id=meeting)
    other = Team(database=both.database, desk="other", clock=both.clock)
    closing = threading.Thread(target=both.close, args=(meeting,))
    with both.database.open_work(
        other.command(AddRecommendation, recommendation_id="r", listing_id=listing)
    ) as work:
        held = listing_to_record(work, listing)
        closing.start()
        closing.join(0.3)
        assert closing.is_alive()
        work.put(
            Recommendation(
                id="r",
                listing_id=listing,
                case_id=held.case_id,
                patient_id=held.patient_id,
                position=1,
                what="docetaxel",
            )
        )
        work.commit()
    closing.join()
    assert_closed_whole(both, meeting, ["r"])
