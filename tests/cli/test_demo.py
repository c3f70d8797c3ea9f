"""The demo of one seed and day is the same wherever it is made, and it takes nobody's place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run
from cli.kit import USER, cheap_keys, demo_at

from mdt_app.demo_database import renew_demo
from mdt_app.domain.errors import Refused


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo made as the other one was."""
    path = tmp_path_factory.mktemp("twin") / "twin.db"
    demo_at(path)
    cheap_keys(path)
    return path


def said(mdt: Run, path: Path) -> dict[str, Any]:
    """All that the command line tells of a demo, ids included; a carried-over listing has an id of chance."""

    def ask(*arguments: str) -> Any:
        return mdt("--json", "--database", path, "--as", USER, *arguments).json

    patients, meetings = ask("patients"), ask("meetings")
    agendas = [ask("agenda", one["id"]) for one in meetings]
    for agenda in agendas:
        for case in agenda["cases"]:
            del case["listing"]
    facts = [ask(command, one["id"]) for one in patients for command in ("checklist", "criteria", "prompts")]
    return {"patients": patients, "meetings": meetings, "agendas": agendas, "facts": facts}


def test_same_seed_and_day_give_the_same_data(demo: Path, twin: Path, mdt: Run) -> None:
    first, second = said(mdt, demo), said(mdt, twin)
    assert first == second
    assert len(first["meetings"]) > 5


def test_a_demo_replaces_nobodys_database(empty: Path, mdt: Run) -> None:
    before = empty.read_bytes()
    ran = mdt("--json", "demo", "--no-window", "--patients", "1")
    assert ran.code == 1
    assert ran.sentences == [f"{empty} is already there. Choose another name for the demo."]
    assert empty.read_bytes() == before
    assert sorted(one.name for one in empty.parent.iterdir()) == ["board.db", "board.db.keys"]


def test_a_demo_that_cannot_be_opened_is_not_taken_for_one(
    demo: Path, mdt: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MDT_PASSWORD", "another password")
    ran = mdt("--json", "demo", "--no-window", "--patients", "1")
    assert ran.code == 1
    assert "already there" in ran.sentences[0]


def test_an_earlier_demo_is_kept_beside_the_new_one_and_it_is_said_where(demo: Path, mdt: Run) -> None:
    many = len(mdt("--json", "--as", USER, "patients").json)
    ran = mdt("--json", "--as", USER, "demo", "--no-window", "--patients", "1")
    assert ran.code == 0
    assert ran.json["patients"] == 1
    (kept,) = [one for one in demo.parent.iterdir() if ".replaced-" in one.name and one.suffix != ".keys"]
    assert ran.sentences == [f"The earlier demo is kept as {kept}."]
    assert len(mdt("--json", "--database", kept, "--as", USER, "patients").json) == many
    assert len(mdt("--json", "--as", USER, "patients").json) == 1


def test_the_own_demo_is_renewed_also_where_nobody_knows_its_password(
    tmp_path: Path, mdt: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MDT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MDT_DATABASE", raising=False)
    monkeypatch.delenv("MDT_PASSWORD", raising=False)
    for kept in (0, 1):
        ran = mdt("--json", "demo", "--no-window", "--patients", "1")
        assert ran.code == 0
        assert len(ran.sentences) == kept
    names = sorted(one.name.partition(".replaced-")[0] for one in (tmp_path / "home").iterdir())
    assert names == ["demo.db", "demo.db", "demo.db", "demo.db.keys"]


def test_a_filling_that_is_stopped_leaves_the_earlier_demo_and_no_half_one(demo: Path) -> None:
    before = demo.read_bytes()

    def stop(done: int, of: int, patients: int) -> None:
        if patients:
            raise Refused("Enough.")

    with pytest.raises(Refused, match="Enough"):
        renew_demo(demo, USER, "a password", patients=1, seed=1, progress=stop)
    assert demo.read_bytes() == before
    assert sorted(one.name for one in demo.parent.iterdir()) == ["board.db", "board.db.keys"]
