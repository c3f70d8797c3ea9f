"""No name lies anywhere in plain text: not in the files, not in a backup, a log or a sentence about a fault."""

from __future__ import annotations

import logging
import stat
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hostile.test_kill import worklist
from sqlalchemy import text

from mdt_app import application
from mdt_app.application import Application
from mdt_app.cli import main
from mdt_app.domain.errors import Refused, whereabouts
from mdt_app.exchange.reading import read_file
from mdt_app.operations.agenda import ListCase, MakeBoard, PlanMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.people import AddPatient
from mdt_app.store import postgres
from mdt_app.store.failures import in_words
from mdt_app.ui.errors import explain

CANARY = "Kanarienvogel"
CANARIES = 40
OURS = ("site-packages", "mdt_app/", ".py", "SELECT", "INSERT", "UPDATE ", "sqlite", "psycopg")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Application:
    """A database under work, with everything temporary in a folder of its own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("MDT_PASSWORD", "secret")
    monkeypatch.setenv("MDT_DATABASE", str(tmp_path / "files" / "board.db"))
    return application.create(str(tmp_path / "files" / "board.db"), "owner", "secret")


def plain_in(folder: Path) -> list[str]:
    """The files below a folder that hold a canary in any usual writing."""
    words = [CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")] + [CANARY.lower().encode()]
    return [
        str(one)
        for one in folder.rglob("*")
        if one.is_file() and any(word in one.read_bytes() for word in words)
    ]


def fill(app: Application) -> None:
    board, meeting = new_id(), new_id()
    app.write(app.command(MakeBoard, board_id=board, name="Board", prefix="CAN"))
    app.write(app.command(PlanMeeting, meeting_id=meeting, board_id=board, starts_at=app.now()))
    for number in range(CANARIES):
        patient = new_id()
        app.write(app.command(AddPatient, patient_id=patient, family=f"{CANARY}{number}", given=CANARY))
        app.write(
            app.command(
                ListCase,
                listing_id=new_id(),
                case_id=new_id(),
                meeting_id=meeting,
                patient_id=patient,
                question=CANARY,
            )
        )


def test_no_name_lies_in_plain_text_in_any_file_we_write(
    app: Application, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with app:
        fill(app)
        incoming = read_file(worklist(tmp_path / "list.json")).patients
        for one in incoming[:10]:
            app.take_in(f"{CANARY}.json", replace(one, family=CANARY + one.family))
        with app.reader() as reader:
            reader.search(CANARY)
        assert plain_in(tmp_path) == []
        assert main(["backup", str(tmp_path / "files" / "copy.mdtbackup")]) == 0
        assert plain_in(tmp_path) == []
        assert {"board.db", "board.db-wal", "board.db.keys"} <= {
            one.name for one in (tmp_path / "files").iterdir()
        }
        if sys.platform != "win32":
            modes = {
                one.name: stat.S_IMODE(one.stat().st_mode)
                for one in (tmp_path / "files").rglob("*")
                if one.is_file()
            }
            assert set(modes.values()) == {0o600}, modes
    assert plain_in(tmp_path) == []
    assert CANARY not in caplog.text


def fault_of_the_engine(app: Application) -> None:
    with app.database.engine.connect() as connection, in_words():
        connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": CANARY})


def fault_of_a_constraint(app: Application) -> None:
    with app.database.engine.connect() as connection, in_words():
        names = "id, patient_id, system, value, field_versions"
        connection.execute(
            text(f"INSERT INTO identifier ({names}) VALUES ('x', :name, '', :name, '{{}}')"), {"name": CANARY}
        )
        connection.commit()


def fault_of_the_program(app: Application) -> None:
    raise ValueError(f"{CANARY} is no number")


def fault_upon_a_fault(app: Application) -> None:
    try:
        fault_of_the_program(app)
    except ValueError as error:
        raise KeyError(CANARY) from error


@pytest.mark.parametrize(
    "fail", [fault_of_the_engine, fault_of_a_constraint, fault_of_the_program, fault_upon_a_fault]
)
def test_neither_log_nor_sentence_of_a_fault_names_a_patient_or_our_insides(
    fail: Callable[[Application], None], app: Application, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with app:
        with pytest.raises(Exception) as raised:  # noqa: PT011 - each fault is of another kind
            fail(app)
        said = explain(raised.value)
    assert CANARY not in caplog.text + said.words
    assert [one for one in OURS if one in said.words] == []
    assert said.words.count(".") >= 1
    if not isinstance(raised.value, Refused):
        assert f"{Path(__file__).stem}:" in caplog.text


def test_an_observer_that_fails_says_where_and_never_whom(
    app: Application, caplog: pytest.LogCaptureFixture
) -> None:
    def observer(_: object) -> None:
        raise ValueError(CANARY)

    with app:
        app.database.bus.subscribe(observer)
        app.write(app.command(AddPatient, patient_id=new_id(), family=CANARY))
    assert "ValueError at" in caplog.text
    assert CANARY not in caplog.text


def test_the_command_line_says_of_its_own_fault_only_where_it_is(
    app: Application, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(CANARY)

    app.close()
    monkeypatch.setattr("mdt_app.cli_acts.table.ACTS", {"patients": broken})
    assert main(["patients"]) == 1
    assert CANARY not in capsys.readouterr().err


def test_whereabouts_follow_the_causes() -> None:
    try:
        try:
            postgres.address("nowhere")
            raise ValueError(CANARY)
        except Exception as error:
            raise RuntimeError(CANARY) from error
    except RuntimeError as error:
        said = whereabouts(error)
    assert "RuntimeError at" in said
    assert ", caused by" in said
    assert CANARY not in said
