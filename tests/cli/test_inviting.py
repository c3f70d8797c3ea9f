"""Invitations leave as files that a calendar program reads, and answers come back by file."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.conftest import Run
from icalendar import Calendar


@pytest.fixture
def meeting(demo: Path, mdt: Run) -> str:
    """A coming meeting of the demo that calls somebody; nobody was told yet."""
    meetings = mdt("meetings", "--board", "Breast and gynaecological oncology board", "--json").json
    found = [one for one in meetings if one["state"] == "planned" and one["cases"]]
    assert found
    return str(found[0]["id"])


def entries(folder: Path) -> dict[str, Calendar]:
    return {one.name: Calendar.from_ical(one.read_bytes()) for one in sorted(folder.glob("*.ics"))}


def test_each_person_gets_one_entry_with_the_agenda_s_own_slots(
    mdt: Run, meeting: str, tmp_path: Path
) -> None:
    agenda = mdt("agenda", meeting, "--json").json
    wanted: dict[str, set[tuple[str, str]]] = {}
    for case in agenda["cases"]:
        for one in case["invited"]:
            if case["slot"] and one["person"]:
                wanted.setdefault(one["person"], set()).add((case["number"], case["slot"]["from"]))
    found = mdt("invitations", meeting, "--out", tmp_path / "out", "--json").json
    told = {
        one["person"]: {(slot["reference"], slot["from"]) for slot in one["slots"]}
        for one in found["invitations"]
    }
    assert told
    assert told == {name: slots for name, slots in wanted.items() if name in told}
    assert set(wanted) - set(told) <= {one["person"] for one in found["not_told"]}
    assert len(entries(tmp_path / "out")) == len(told)


def test_no_entry_says_anything_of_a_patient(mdt: Run, meeting: str, tmp_path: Path) -> None:
    agenda = mdt("agenda", meeting, "--json").json
    patients = mdt("patients", "--json").json
    mdt("invitations", meeting, "--out", tmp_path / "out")
    text = "".join(
        str(one.to_ical(), "utf-8").replace("\r\n ", "") for one in entries(tmp_path / "out").values()
    )
    names = "".join(path.name for path in (tmp_path / "out").iterdir())
    for one in patients:
        for said in (one["name"].partition(",")[0], *one["identifiers"], one["birth_date"] or "-no-"):
            assert str(said) not in text + names
    for case in agenda["cases"]:
        assert case["question"] not in text


def test_nothing_is_written_twice_for_who_knows_already(mdt: Run, meeting: str, tmp_path: Path) -> None:
    first = mdt("invitations", meeting, "--out", tmp_path / "out", "--json").json
    again = mdt("invitations", meeting, "--out", tmp_path / "out", "--json").json
    assert again["invitations"] == []
    assert sorted(again["unchanged"]) == sorted(one["person"] for one in first["invitations"])


def test_an_answer_comes_back_into_the_agenda(mdt: Run, meeting: str, tmp_path: Path) -> None:
    one = mdt("invitations", meeting, "--out", tmp_path / "out", "--json").json["invitations"][0]
    calendar = Calendar.from_ical(Path(one["path"]).read_bytes())
    calendar["method"] = "REPLY"
    calendar.events[0]["attendee"].params["PARTSTAT"] = "ACCEPTED"
    reply = tmp_path / "reply.ics"
    reply.write_bytes(calendar.to_ical())
    taken = mdt("replies", meeting, reply, "--json")
    assert (taken.code, taken.json["replies"][0]["answer"]) == (0, "accepts")
    cases = mdt("agenda", meeting, "--json").json["cases"]
    answers = {who["answer"] for case in cases for who in case["invited"] if who["person"] == one["person"]}
    assert answers == {"accepts"}


def test_a_bad_answer_is_named_and_the_others_are_taken(mdt: Run, meeting: str, tmp_path: Path) -> None:
    one = mdt("invitations", meeting, "--out", tmp_path / "out", "--json").json["invitations"][0]
    good = Path(one["path"]).read_text(encoding="utf-8").replace("REQUEST", "REPLY")
    (tmp_path / "good.ics").write_text(
        good.replace("NEEDS-AC\n TION", "DECLINED").replace("NEEDS-ACTION", "DECLINED")
    )
    (tmp_path / "foreign.ics").write_text(
        good.replace(one["uid"], "other").replace("NEEDS-ACTION", "DECLINED")
    )
    ran = mdt(
        "replies", meeting, tmp_path / "foreign.ics", tmp_path / "gone.ics", tmp_path / "good.ics", "--json"
    )
    assert ran.code == 1
    assert [one["answer"] for one in ran.json["replies"]] == ["declines"]
    assert len(ran.sentences) == 2
    assert "foreign.ics" in ran.sentences[0]
    assert "gone.ics cannot be read" in ran.sentences[1]


def test_messages_are_written_on_request(mdt: Run, meeting: str, tmp_path: Path) -> None:
    found = mdt("invitations", meeting, "--out", tmp_path / "out", "--mail", "--json").json["invitations"]
    assert {Path(one["path"]).suffix for one in found} == {".eml"}


def test_a_closed_meeting_tells_nobody(demo: Path, mdt: Run, tmp_path: Path) -> None:
    closed = next(one for one in mdt("meetings", "--json").json if one["state"] == "closed")
    ran = mdt("invitations", closed["id"], "--out", tmp_path / "out")
    assert ran.code == 1
    assert "closed" in ran.sentences[0]
    assert not (tmp_path / "out").exists()


def test_the_agenda_in_lines_says_who_is_invited_and_why(mdt: Run, meeting: str) -> None:
    out = mdt("agenda", meeting).out
    assert ": in charge" in out or "progression" in out or "criterion" in out
