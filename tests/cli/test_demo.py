"""The demo of one seed and day is the same wherever it is made, and it takes nobody's place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run
from cli.kit import USER, cheap_keys, demo_at


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


def test_a_demo_replaces_nobodys_database(demo: Path, mdt: Run) -> None:
    before = demo.read_bytes()
    ran = mdt("--json", "demo", "--no-window", "--patients", "1")
    assert ran.code == 1
    assert str(demo) in ran.sentences[0]
    assert demo.read_bytes() == before
