"""Whatever is refused is one sentence on standard error, exit 1, and still one document where JSON was asked for."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Run
from cli.kit import PASSWORD, USER

from mdt_app import cli

ON_NOBODY = [
    (("agenda", "nope"), "There is no meeting with the id nope."),
    (("agenda", ""), "There is no meeting with the id"),
    (("agenda", "nope", "--pdf", "x.pdf"), "There is no meeting with the id nope."),
    (("checklist", "nope"), "There is no patient with the id nope."),
    (("criteria", "nope"), "There is no patient with the id nope."),
    (("prompts", "nope"), "There is no patient with the id nope."),
    (("letters", "nope", "--out", "letters"), "There is no meeting with the id nope."),
    (("meetings", "--board", "nope"), "There is no board nope."),
    (("import", "worklist.csv", "--meeting", "nope"), "There is no meeting with the id nope."),
    (("restore", "nope"), "There is no backup at nope."),
    (("restore", "."), "cannot be read"),
    (("backup", "."), "cannot be written"),
    (("backup", "no folder/x"), "Nothing can be written in"),
]
"""Commands on what is not there, and what they say."""

OPENING = [
    ("patients",),
    ("meetings",),
    ("agenda", "x"),
    ("checklist", "x"),
    ("criteria", "x"),
    ("prompts", "x"),
    ("letters", "x", "--out", "letters"),
    ("audit", "verify"),
    ("backup", "copy"),
    ("database", "upgrade"),
    ("database", "check"),
    ("import", "x.json", "--meeting", "x"),
]
"""Commands that need a database that is there."""

WRONG_USAGE = [
    ("nonsense",),
    ("import",),
    ("agenda",),
    ("audit",),
    ("database",),
    ("letters", "x"),
    ("letters", "x", "--out", "y", "--level", "best"),
    ("letters", "x", "--out", "y", "--language", "xx"),
    ("checklist", "x", "--on", "30-11-2026"),
    ("meetings", "--from", "2026-13-01"),
    ("demo", "--patients", "0"),
    ("demo", "--seed", "x"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where commands are given, so that a file left behind is seen."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.mark.parametrize(("arguments", "words"), ON_NOBODY)
def test_what_is_not_there_is_named(
    demo: Path, mdt: Run, folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    ran = mdt("--json", *arguments)
    assert ran.code == 1
    (sentence,) = ran.sentences
    assert words in sentence
    assert ran.json == {"problems": [sentence]}
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("arguments", OPENING)
def test_only_three_commands_make_a_file_that_is_not_there(
    mdt: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("MDT_PASSWORD", PASSWORD)
    ran = mdt("--json", "--database", "none.db", *arguments)
    assert ran.code == 1
    (sentence,) = ran.sentences
    assert sentence == "There is no database at none.db. Make one with `mdt demo` or `mdt database init`."
    assert ran.json["problems"] == [sentence]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("arguments", OPENING)
def test_without_a_password_nothing_opens(
    demo: Path, mdt: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.delenv("MDT_PASSWORD")
    ran = mdt("--json", *arguments)
    assert ran.code == 1
    assert ran.sentences == [f"No password for {USER}: set MDT_PASSWORD, or run this at a terminal."]


@pytest.mark.parametrize("arguments", WRONG_USAGE)
def test_wrong_usage_exits_with_2_and_says_nothing_on_standard_output(
    demo: Path, mdt: Run, arguments: tuple[str, ...]
) -> None:
    ran = mdt("--json", *arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "error:" in ran.err


def test_a_wrong_password_is_refused(demo: Path, mdt: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MDT_PASSWORD", "wrong")
    assert "this password do not open" in mdt("patients").err


def test_an_account_that_is_not_there_is_refused(demo: Path, mdt: Run) -> None:
    ran = mdt("--as", "nobody", "patients")
    assert ran.code == 1
    assert "nobody" in ran.err


def test_keys_that_are_missing_or_broken_are_named(demo: Path, mdt: Run) -> None:
    keys = demo.with_name(demo.name + ".keys")
    for content in ("", "[1]", '{"format": 1}', "{"):
        keys.write_text(content)
        ran = mdt("patients")
        assert ran.code == 1
        assert str(keys) in ran.sentences[0]
    keys.unlink()
    assert f"there is no {keys}" in mdt("patients").err


@pytest.mark.parametrize("kind", ["text", "truncated", "random", "empty", "folder"])
def test_a_file_that_is_no_database_is_named(demo: Path, mdt: Run, kind: str) -> None:
    whole = demo.read_bytes()
    contents = {
        "text": b"a worklist",
        "truncated": whole[: len(whole) // 3],
        "random": os.urandom(9000),
        "empty": b"",
    }
    demo.unlink()
    if kind == "folder":
        demo.mkdir()
    else:
        demo.write_bytes(contents[kind])
    for command in (("patients",), ("audit", "verify"), ("backup", "x"), ("database", "check")):
        ran = mdt("--json", *command)
        assert ran.code == 1
        assert len(ran.sentences) == 1
        assert ran.json["problems"]
        assert "made a mistake" not in ran.err


def test_a_fault_of_our_own_is_one_sentence_too(
    demo: Path, mdt: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("what\nnobody thought of")

    monkeypatch.setattr(cli, "_act", lambda _: broken)
    ran = mdt("--json", "patients")
    assert ran.code == 1
    assert len(ran.sentences) == 1
    assert "KeyError" in ran.json["problems"][0]


def test_what_steers_a_terminal_does_not_reach_it(demo: Path, mdt: Run) -> None:
    ran = mdt("agenda", "x\x1b[2J\ny")
    assert len(ran.sentences) == 1
    assert "\x1b" not in ran.err


@pytest.mark.parametrize("place", ["before", "after", "both"])
def test_json_is_accepted_on_either_side_of_the_command(demo: Path, mdt: Run, place: str) -> None:
    before = ["--json"] if place != "after" else []
    after = ["--json"] if place != "before" else []
    assert isinstance(mdt(*before, "patients", *after).json, list)
    assert "intact" in mdt(*before, "audit", "verify", *after).json


def test_the_database_of_the_option_comes_before_that_of_the_environment(
    demo: Path, mdt: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MDT_DATABASE", "none.db")
    assert mdt("patients").code == 1
    assert mdt("--database", demo, "--as", USER, "patients").code == 0
    monkeypatch.setenv("MDT_USER", "nobody")
    assert mdt("--database", demo, "patients").code == 1
    assert mdt("--database", demo, "--as", USER, "patients").code == 0


def test_without_option_and_environment_the_users_own_file_is_meant(mdt: Run, user_folder: Path) -> None:
    assert str(user_folder / "mdt.db") in mdt("patients").err


def test_the_document_is_plain_ascii_whatever_the_names(demo: Path, mdt: Run) -> None:
    out = mdt("--json", "patients").out
    assert out.isascii()
    assert any(not one["name"].isascii() for one in json.loads(out))
