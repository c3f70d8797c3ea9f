"""What the README says to type is what the program takes, and does what is said beside it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from cli.conftest import Run
from cli.kit import CHECKOUT

from mdt_app.cli_acts.parser import parser

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (?:\.venv/bin/)mdt (.*)$", README, re.MULTILINE)


def words(command: str) -> list[str]:
    return shlex.split(command, comments=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_is_one_that_the_program_takes(command: str) -> None:
    said = words(command)
    assert parser(said).parse_args(said).command


def test_a_backup_is_made_verified_and_restored_as_the_readme_says(
    demo: Path, mdt: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    section = README.partition("## Backup and restore")[2].partition("## ")[0]
    commands = re.findall(r"^    (?:\.venv/bin/)mdt (.*)$", section, re.MULTILINE)
    assert [words(one)[0] for one in commands] == ["backup", "audit", "restore"]
    for one in commands:
        assert mdt(*words(one)).code == 0, one
    (aside,) = (one for one in tmp_path.glob(f"{demo.name}.replaced-*") if one.suffix != ".keys")
    assert re.fullmatch(re.escape(demo.name) + r"\.replaced-\d{8}-\d{6}-\d{6}", aside.name)
    assert "replaced-20261123-120000-000000" in section
    assert mdt("--database", aside, "patients").code == 0
