"""Several desks at once lose nothing and see nothing half done. Both engines."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

from store.kit import BOARD, KEY, MEETING, Desk, Kept, case, discussion, listing, patient

from mdt_app.domain.agenda import Listing, Meeting
from mdt_app.domain.errors import Refused
from mdt_app.domain.people import Patient
from mdt_app.store.audit import verify
from mdt_app.store.database import Database

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
sys.path[:0] = sys.argv[4:]
from store.kit import Desk, KEY, discussion
from mdt_app.store.database import Database
from mdt_app.domain.decisions import Discussion
where, name, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
database = Database.open(where, KEY, desk=name)
desk = Desk(name)
for turn in range(times):
    with database.open_work(desk.command()) as work:
        number = work.next_number("LUNG")
        work.put(discussion(reasons=f"{name} {turn}"))
        work.commit()
    print(number, flush=True)
"""


def writer(where: str, name: str, times: int) -> subprocess.Popen[str]:
    paths = [str(ROOT), str(ROOT / "tests")]
    command = [sys.executable, "-c", WRITER, where, name, str(times), *paths]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def address(kept: Kept) -> str:
    return str(kept.database.path or kept.database.engine.url.render_as_string(hide_password=False))


def reasons_history(kept: Kept) -> list[str]:
    with kept.database.reader() as reader:
        changes = reader.changes(entity_id="listing-1")
    return [field.new for one in changes for field in one.fields if field.name == "reasons"]


def versions_of(kept: Kept) -> list[int]:
    with kept.database.reader() as reader:
        return sorted({one.version for one in reader.changes(case_id="case-1")})


def test_processes_on_one_counter_lose_nothing(talked: Kept) -> None:
    times = 200 if talked.database.path else 60
    desks = [writer(address(talked), f"desk-{name}", times) for name in "abcd"]
    outputs = [desk.communicate(timeout=120) for desk in desks]
    assert [error for _, error in outputs] == [""] * 4
    numbers = [int(line) for output, _ in outputs for line in output.split()]
    assert sorted(numbers) == list(range(1, 4 * times + 1))
    assert versions_of(talked) == list(range(1, 4 * times + 2))
    assert len(reasons_history(talked)) == 4 * times
    assert verify(talked.database).intact


def test_a_killed_desk_loses_nothing_that_was_acknowledged(talked: Kept) -> None:
    acknowledged = {
        f"killed-{place}": killed(talked, f"killed-{place}", 0.15 + place * 0.07) for place in range(4)
    }
    history = reasons_history(talked)
    for name, count in acknowledged.items():
        turns = [line for line in history if line.startswith(f"{name} ")]
        assert turns == [f"{name} {turn}" for turn in range(len(turns))]
        assert count <= len(turns) <= count + 1
    assert versions_of(talked) == list(range(1, len(history) + 2))
    assert verify(talked.database).intact


def killed(kept: Kept, name: str, after: float) -> int:
    """How many commits a desk had acknowledged when it was killed `after` seconds of writing."""
    with writer(address(kept), name, 10_000) as desk:
        assert desk.stdout
        assert desk.stdout.readline()
        time.sleep(after)
        desk.kill()
        return 1 + desk.stdout.read().count("\n")


def test_threads_on_two_cases_each_get_versions_without_gaps(talked: Kept) -> None:
    talked.put(case(2), listing(2), discussion(2))
    failures: list[BaseException] = []

    def write(name: str, number: int) -> None:
        desk = Desk(name)
        try:
            for turn in range(25):
                with talked.database.open_work(desk.command()) as work:
                    work.put(discussion(number, reasons=f"{name} {turn}"))
                    work.commit()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(f"t{place}", 1 + place % 2)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with talked.database.reader() as reader:
        assert (reader.case_version("case-1"), reader.case_version("case-2")) == (51, 51)
    assert verify(talked.database).intact


def test_a_listing_waits_for_the_closing_of_its_meeting(talked: Kept) -> None:
    closing, started, outcome = threading.Event(), threading.Event(), []

    def move() -> None:
        started.set()
        with talked.database.open_work(Desk("mover").command()) as work:
            work.lock_meeting("meeting-1")
            try:
                work.get(Meeting, "meeting-1").require_not_closed()
                work.put(replace(work.get(Listing, "listing-1"), position=9))
                work.commit()
                outcome.append("slipped in" if closing.is_set() else "before")
            except Refused as refused:
                outcome.append(str(refused))

    with talked.work() as work:
        work.lock_meeting("meeting-1", exclusive=True)
        mover = threading.Thread(target=move)
        closing.set()
        mover.start()
        started.wait()
        time.sleep(0.2)
        assert outcome == []
        work.put(work.get(Meeting, "meeting-1").closed(MEETING.starts_at, "owner"))
        work.commit()
    mover.join()
    assert outcome == ["This meeting is closed. Reopen it with a reason to change it."]
    assert talked.get(Listing, "listing-1").position == 1


def test_listing_writers_share_the_meeting(served: Kept) -> None:
    served.put(*meeting_with_two_cases())
    with served.work() as one, served.database.open_work(Desk("other").command()) as other:
        one.lock_meeting("meeting-1")
        other.lock_meeting("meeting-1")
        one.put(replace(one.get(Listing, "listing-1"), minutes=9))
        other.put(replace(other.get(Listing, "listing-2"), minutes=8))


def meeting_with_two_cases() -> tuple[object, ...]:
    return BOARD, MEETING, patient(), case(1), case(2), listing(1), listing(2)


def test_a_reader_sees_one_moment_throughout(talked: Kept) -> None:
    with talked.database.reader() as reader:
        before = reader.get(Meeting, "meeting-1")
        talked.put(replace(MEETING, place="elsewhere"))
        assert reader.get(Meeting, "meeting-1") == before
        assert len(reader.changes(entity_id="meeting-1")) == 1
    assert talked.get(Meeting, "meeting-1").place == "elsewhere"


def test_the_same_command_from_two_desks_at_once_is_carried_out_once(talked: Kept) -> None:
    command = talked.desk.command()
    given: list[object] = []

    def carry_out() -> None:
        with talked.database.open_work(command) as work:
            work.next_number("LUNG")
            work.put(discussion(dissent="once"))
            given.append(work.commit())

    threads = [threading.Thread(target=carry_out) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 4
    assert all(one == given[0] for one in given)
    with talked.work() as work:
        assert work.next_number("LUNG") == 2


def test_a_second_program_opens_the_same_file(local: Kept) -> None:
    local.put(patient())
    other = Database.open(str(local.database.path), KEY)
    with other.reader() as reader:
        assert reader.count(Patient) == 1
    other.close()


def test_postgresql_tells_other_desks_which_case_moved(served: Kept) -> None:
    import psycopg

    served.put(*meeting_with_two_cases())
    plain = address(served).replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as listener:
        listener.execute("LISTEN mdt_change")
        served.put(replace(listing(1), minutes=9))
        (told,) = listener.notifies(timeout=5, stop_after=1)
    assert told.payload == "case-1:2"
