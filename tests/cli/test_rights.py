"""Each command asks for the right that fits it, and refuses an account without it in one sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli.conftest import Run
from cli.kit import CHEAP, CHECKOUT, PASSWORD, USER

from mdt_app import application
from mdt_app.application import Application
from mdt_app.domain.accounts import RIGHTS
from mdt_app.domain.agenda import Listing
from mdt_app.domain.facts import Kind
from mdt_app.domain.payloads import CareHolder
from mdt_app.domain.people import Person
from mdt_app.keys import sidecar
from mdt_app.operations.accounts import MakeAccount
from mdt_app.operations.commands import new_id
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.listings import meeting_rows
from mdt_app.operations.work import Reader
from mdt_app.store.backup import backup

READ = {"owner", "coordinator", "clinician", "palliative", "guest", "secretary"}
KEEP = {"owner", "administrator"}
CHECK = KEEP | {"auditor"}
ALLOWED = {
    "patients": READ,
    "meetings": READ,
    "agenda MEETING": READ,
    "checklist PATIENT": READ,
    "criteria PATIENT": READ,
    "prompts PATIENT": READ,
    "letters MEETING --out LETTERS": READ,
    "export PATIENT --fhir EXPORT": READ,
    "import EXAMPLE": {"owner", "coordinator"},
    "audit verify": CHECK,
    "database check": CHECK,
    "backup BACKUP": KEEP,
    "database upgrade": KEEP,
    "--database ELSEWHERE restore KEPT": KEEP,
    "doctor": set(RIGHTS),
}
"""Command -> the roles whose accounts may give it."""

WRITTEN = ("LETTERS", "EXPORT", "BACKUP", "ELSEWHERE")
EXAMPLE = CHECKOUT / "examples" / "one-patient.json"
Copy = Callable[[Path], Path]


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed meeting with decisions, and one patient of it."""

    meeting: str
    patient: str


def closed(reader: Reader) -> Closed:
    meeting = next(one.id for one in meeting_rows(reader) if one.state == "closed" and one.decided)
    return Closed(meeting, reader.find(Listing, meeting_id=meeting, order=("position",))[0].patient_id)


def opened(path: Path) -> Application:
    return application.open_existing(str(path), USER, lambda _: PASSWORD, ask_keyring=False)


@pytest.fixture(scope="session")
def staffed_once(demo_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with an account of each role but the owner's, named as the role; the guest's has one patient."""
    path = tmp_path_factory.mktemp("staffed") / "staffed.db"
    for ending in ("", ".keys"):
        shutil.copy2(demo_once.with_name(demo_once.name + ending), path.with_name(path.name + ending))
    with opened(path) as app:
        with app.reader() as reader:
            doctor, patient = reader.find(Person, limit=1)[0], closed(reader).patient
        app.write(
            app.command(
                RecordFact, fact_id=new_id(), patient_id=patient, kind=Kind.CARE_HOLDER, true_from=app.now().date(),
                payload=CareHolder(level="primary", name=doctor.name, person_id=doctor.id),
            )
        )  # fmt: skip
        for role in sorted(set(RIGHTS) - {"owner"}):
            said = {"user": role, "name": "", "roles": (role,), "person_id": doctor.id}
            app.write(app.command(MakeAccount, account_id=new_id(), **said))
            sidecar.add_account(sidecar.keys_path(path), app.database.key, role, PASSWORD, cost=CHEAP)
    return path


@pytest.mark.parametrize("role", sorted(RIGHTS))
def test_each_command_is_open_to_the_roles_of_its_right_alone(
    role: str, demo_once: Path, staffed_once: Path, open_copy: Copy, mdt: Run, tmp_path: Path
) -> None:
    path = open_copy(demo_once if role == "owner" else staffed_once)
    said = {name: str(tmp_path / name) for name in (*WRITTEN, "KEPT")} | {"EXAMPLE": str(EXAMPLE)}
    with opened(path) as app, app.reader() as reader:
        backup(app.database, Path(said["KEPT"]))
        about = closed(reader)
        said |= {"MEETING": about.meeting, "PATIENT": about.patient}
    for command, allowed in ALLOWED.items():
        ran = mdt("--as", role, *(said.get(word, word) for word in command.split()))
        if role in allowed:
            assert (ran.code, ran.err) == (0, ""), command
        else:
            assert (ran.code, len(ran.sentences)) == (1, 1), command
            assert f"The account {role} may not do this; it takes the right to" in ran.sentences[0], command
    written = {name for name in WRITTEN if Path(said[name]).exists()}
    assert written == {
        name for command, roles in ALLOWED.items() if role in roles for name in WRITTEN if name in command
    }
