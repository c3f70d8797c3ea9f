"""A desk is killed at any moment: what its screen called kept is there, whole, and the record holds together."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile.typist import ROOT, stream
from operations.kit import KEY, Team

from mdt_app.domain.decisions import Discussion
from mdt_app.domain.facts import Kind
from mdt_app.domain.people import Patient
from mdt_app.exchange.reading import read_file
from mdt_app.operations.agenda import OpenMeeting
from mdt_app.store.audit import verify
from mdt_app.store.checks import problems
from mdt_app.store.database import Database

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="desks are forked and killed here")
ROUNDS, SEED = 20, 20261123
IMPORTED, FACTS = 40, 12


@dataclass
class Nursery:
    """Makes desks; what the one alive has said is read until it is killed."""

    process: subprocess.Popen[str]

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def killed_after(self, seconds: float, *words: object) -> list[str]:
        """What a desk said before it was killed so long after its first words."""
        assert self.process.stdin is not None
        print(*words, file=self.process.stdin, flush=True)
        desk = int(self.line())
        said = [self.line()]
        assert said[0] not in ("", "gone"), "the desk ended by itself"
        time.sleep(seconds)
        os.kill(desk, signal.SIGKILL)
        while (one := self.line()) != "gone":
            said.append(one)
        return said


@contextmanager
def nursery() -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("typist.py"))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        made = Nursery(process)
        assert made.line() == "ready"
        yield made
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=20)
        assert process.stdout is not None
        process.stdout.close()


def test_what_the_screen_called_kept_outlives_any_kill(tmp_path: Path) -> None:
    team = Team.at(tmp_path)
    meeting = team.meeting(team.board())
    listing = team.listed(meeting)
    team.act(OpenMeeting, meeting_id=meeting)
    path = team.database.path
    team.database.close()
    moments = random.Random(SEED)
    with nursery() as desks:
        for turn in range(ROUNDS):
            said = desks.killed_after(moments.uniform(0, 0.25), path, listing, meeting, f"desk-{turn}")
            note, field = (int(one) for one in said[-1].split())
            database = Database.open(path, KEY, user="owner")
            with database.reader() as reader:
                written = reader.note(listing, "discussion")
                wanted = reader.get(Discussion, listing).wants
            assert (len(written) >= note, len(wanted) >= field) == (True, True), turn
            assert (written, wanted) == (stream(len(written)), stream(len(wanted), 3))
            assert verify(database).intact
            assert problems(database) == ()
            database.close()
    assert len(written) > ROUNDS


IMPORTER = """
import sys
sys.path[:0] = sys.argv[3:]
from pathlib import Path
from operations.kit import Team, KEY
from mdt_app.exchange.reading import read_file
from mdt_app.operations.importing import ImportPatient, import_patient
from mdt_app.store.database import Database
team = Team(database=Database.open(sys.argv[1], KEY, user="owner", desk="importer"), desk="importer")
file = read_file(Path(sys.argv[2]))
for one in file.patients:
    import_patient(team.command(ImportPatient, source="file"), one, team.database.open_work)
    print(one.family, flush=True)
"""


def worklist(path: Path) -> Path:
    """Patients with a dozen facts each."""
    entries = []
    for number in range(IMPORTED):
        entries.append({"resourceType": "Patient", "id": f"p{number}", "name": [{"family": f"Family {number}"}],
                        "identifier": [{"system": "urn:x", "value": str(number)}]})  # fmt: skip
        entries += [
            {"resourceType": "Condition", "id": f"c{number}-{place}", "subject": {"reference": f"Patient/p{number}"},
             "recordedDate": "2026-01-01", "code": {"text": f"Problem {place}"}}
            for place in range(FACTS)
        ]  # fmt: skip
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection",
                                "entry": [{"resource": one} for one in entries]}))  # fmt: skip
    return path


def test_an_import_that_is_killed_leaves_whole_patients_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    team = Team.at(tmp_path)
    path, file = team.database.path, worklist(tmp_path / "list.json")
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(path), str(file), str(ROOT), str(ROOT / "tests")],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(9)]
    process.kill()
    said += process.stdout.read().split("\n")
    process.stdout.close()
    process.wait()
    acknowledged = {one for one in said if one}
    patients = team.find(Patient)
    assert acknowledged <= {one.family for one in patients}
    assert 9 <= len(patients) < IMPORTED
    with team.database.reader() as reader:
        facts = reader.facts([one.id for one in patients])
    assert {sum(fact.kind == Kind.PROBLEM for fact in facts[one.id]) for one in patients} == {FACTS}
    assert verify(team.database).intact
    assert problems(team.database) == ()
    assert len(read_file(file).patients) == IMPORTED
    team.database.close()
