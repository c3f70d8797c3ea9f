"""On paper hostile text is printed as it is or refused by name; files stay private, in their folder."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import letter_case
import pypdf
import pytest
from hostile.board import Evil, HostileBoard
from hostile.texts import PATHS, RIGHT_TO_LEFT, hostile_texts, spoken
from hostile.watch import Trap, overheard
from operations.kit import Team

from mdt_app import paths
from mdt_app.application import Application, load_guidance
from mdt_app.cli import main
from mdt_app.cli_acts.files import write_letters
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.agenda_content import AgendaCase, AgendaContent
from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import RESERVED, letter_name, safe_name
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.letters.agenda import render_agenda
from mdt_app.letters.render import render
from mdt_app.letters.text import clean
from mdt_app.store.values import is_whole
from mdt_app.ui.common.pdf_file import save_pdf

LEVELS = ("primary", "secondary", "tertiary", "patient")
MISSING_GLYPH = re.compile(
    r"(its font has no “.+” \(U\+[0-9A-F]{4,6}(, .+)?\)|it piles more than 6 marks on one letter), written in: .+\. "
    r"Write it in",
    re.DOTALL,
)
TURNING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def without_spaces(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", "", text)


def words_of(pdf: bytes) -> str:
    return without_spaces("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def with_text(record: LetterRecord, text: str) -> LetterRecord:
    """The fictional case with a hostile question, first recommendation and word to the patient."""
    first, *rest = record.recommendations
    return replace(
        record,
        case=replace(record.case, question=text),
        discussion=replace(record.discussion, plain_disease=text),
        recommendations=(replace(first, what=text, plain=text, condition=text), *rest),
    )


def test_every_letter_prints_the_text_or_names_the_character_and_the_field(caught: Trap) -> None:
    record, texts = letter_case.colpaert(), letter_texts("en")
    wrong = {}
    with overheard() as heard:
        for number, text in enumerate(hostile_texts(str(caught.bait), caught.address)):
            if not is_whole(text):
                continue
            level = LEVELS[number % 4]
            try:
                pdf = render(compose(level, with_text(record, text)), texts)
            except Refused as refusal:
                if not MISSING_GLYPH.search(str(refusal)):
                    wrong[spoken(text)] = str(refusal)
                continue
            if len(text) < 200 and without_spaces(clean(text)) not in words_of(pdf):
                wrong[spoken(text)] = f"not in the {level} letter"
    assert wrong == {}
    assert heard.breaches == []


@pytest.mark.parametrize("name", [one for one in RIGHT_TO_LEFT if re.search("[\u05d0-\u06ff]", one)])
def test_a_name_that_reads_from_right_to_left_is_printed_and_found_again(name: str) -> None:
    record = letter_case.colpaert()
    patient = replace(record.patient, family=name)
    pdf = render(compose("primary", replace(record, patient=patient)), letter_texts("en"))
    assert without_spaces(clean(name)) in words_of(pdf)


def agenda(text: str) -> AgendaContent:
    fields = AgendaContent.__dataclass_fields__
    case = AgendaCase.__dataclass_fields__
    said = {name: text for name, one in case.items() if one.type == "str"}
    whole = {name: text for name, one in fields.items() if one.type == "str"}
    one = AgendaCase(**{**needed(case), **said})
    return AgendaContent(
        **{**needed(fields), **whole, "starts_at": datetime(2026, 11, 12, tzinfo=UTC), "cases": (one,)}
    )


def needed(fields: dict) -> dict:  # type: ignore[type-arg]
    """Values for the fields that are no texts."""
    from dataclasses import MISSING

    empty = {"tuple": (), "int": 1, "bool": False, "date": None, "datetime": None}
    return {
        name: next((value for kind, value in empty.items() if str(one.type).startswith(kind)), None)
        for name, one in fields.items()
        if one.default is MISSING and one.default_factory is MISSING
    }


def test_the_agenda_prints_the_text_or_names_the_character(caught: Trap) -> None:
    texts, wrong = letter_texts("en"), {}
    with overheard() as heard:
        for text in hostile_texts(str(caught.bait), caught.address):
            if not is_whole(text) or len(text) > 400:
                continue
            try:
                render_agenda(agenda(text), texts)
            except Refused as refusal:
                if "has no “" not in str(refusal) and "piles more than" not in str(refusal):
                    wrong[spoken(text)] = str(refusal)
    assert wrong == {}
    assert heard.breaches == []


def test_one_letter_that_cannot_be_printed_keeps_no_other_back(team: Team, tmp_path: Path) -> None:
    meeting = team.meeting(team.board())
    for family in ("Peeters", "王", "Maes"):
        team.write(team.listed(meeting, family), "Third line with docetaxel.")
    team.close(meeting)
    app = Application(database=team.database, account=team.account, guidance=load_guidance())
    refused: list[str] = []
    written = write_letters(app, meeting, paths.make_private(tmp_path / "out"), refused.append)
    assert len(written) == 8
    assert len(refused) == 4
    assert all(MISSING_GLYPH.search(one) and "\n" not in one for one in refused)
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == sorted(
        Path(one["path"]).name for one in written
    )


def test_a_file_name_from_data_stays_in_its_folder(caught: Trap, tmp_path: Path) -> None:
    for text in hostile_texts(str(caught.bait), caught.address):
        for name in (
            safe_name(text, suffix=".pdf"),
            letter_name(text, text, 1, text),
            safe_name(text, suffix=""),
        ):
            assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]*(\.pdf)?", name), spoken(text)
            assert len(name) < 120
            assert name.partition(".")[0].lower() not in RESERVED
            assert (tmp_path / name).resolve().parent == tmp_path.resolve()


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights are other there")
def test_a_letter_follows_no_link_and_is_its_owners_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("not to be touched")
    for link in ("letter.pdf", ".letter.pdf.part"):
        (tmp_path / link).symlink_to(other)
    before = os.umask(0)
    try:
        folder = paths.make_private(tmp_path / "letters")
        for file in (save_pdf(tmp_path / "letter.pdf", b"%PDF"), save_pdf(folder / "one.pdf", b"%PDF")):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert not file.is_symlink()
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert other.read_text() == "not to be touched"
    assert [one.name for one in folder.iterdir()] == ["one.pdf"]


def test_a_pdf_goes_into_the_file_that_was_chosen_and_into_no_other(tmp_path: Path) -> None:
    taken = tmp_path / "Agenda 12.pdf"
    taken.write_bytes(b"other")
    assert save_pdf(tmp_path / "Agenda 12.10.2026", b"%PDF").name == "Agenda 12.10.2026.pdf"
    assert save_pdf(tmp_path / "Agenda 12", b"%PDF").name == "Agenda 12"
    assert taken.read_bytes() == b"other"


@pytest.fixture
def board(evil: Evil, monkeypatch: pytest.MonkeyPatch) -> HostileBoard:
    """A hostile database that commands open."""
    monkeypatch.setenv("MDT_DATABASE", str(evil.path))
    monkeypatch.setenv("MDT_PASSWORD", "secret")
    return evil.board


def test_the_command_line_says_hostile_text_in_plain_lines_and_whole_json(
    board: HostileBoard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = [
        ("patients",), ("meetings",), ("agenda", board.open_id), ("checklist", board.patients[-1]),
        ("criteria", board.patients[-1]), ("prompts", board.patients[-1]),
        ("letters", board.closed_id, "--out", str(tmp_path / "out")), ("audit", "verify"), ("database", "check"),
        *(("patients", "--search", text) for text in (*PATHS[:3], '"', "*", "a:b", "NEAR(")),
    ]  # fmt: skip
    for command in commands:
        for more in ((), ("--json",)):
            main([*command, *more])
            out, err = capsys.readouterr()
            assert "Traceback" not in err
            assert "made a mistake" not in err
            assert TURNING.search(err) is None
            if more:
                json.loads(out)
                assert out.isascii()
            else:
                assert TURNING.search(out) is None


def test_the_letters_of_a_hostile_board_stay_in_their_folder(
    board: HostileBoard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "place" / "out"
    with overheard(tmp_path) as heard:
        main(["letters", board.closed_id, "--out", str(out), "--json"])
    written = json.loads(capsys.readouterr().out)["letters"]
    assert heard.breaches == []
    assert sorted(str(one) for one in out.rglob("*")) == sorted(one["path"] for one in written)
    assert [one.name for one in out.parent.iterdir()] == ["out"]
