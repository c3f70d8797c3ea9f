"""Whatever text comes in, it is kept as the text that it is, cleaned as documented, or refused in one sentence."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hostile.texts import HALVES, hostile_texts, spoken
from hostile.watch import Trap, overheard
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError
from operations.kit import Team

from mdt_app.domain.agenda import Board
from mdt_app.domain.cases import Case
from mdt_app.domain.decisions import Discussion, Recommendation
from mdt_app.domain.errors import Refused
from mdt_app.domain.incoming import IncomingFile, IncomingPatient
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.plain_text import one_line
from mdt_app.exchange.reading import read_file
from mdt_app.exchange.values import keepable
from mdt_app.notes.text import MergeText
from mdt_app.operations.agenda import MakeBoard
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation, WriteNote
from mdt_app.operations.fields import LONGEST_TEXT, SetField
from mdt_app.operations.importing import ImportPatient, import_patient
from mdt_app.operations.people import LONGEST_NAME, AddPerson
from mdt_app.store.audit import verify
from mdt_app.store.checks import problems
from mdt_app.store.values import is_whole

Texts = tuple[str, ...]


@pytest.fixture
def texts(caught: Trap) -> Texts:
    return tuple(hostile_texts(str(caught.bait), caught.address))


def one_sentence(words: str) -> bool:
    return bool(words) and "\n" not in words and words.endswith((".", "…")) and "Traceback" not in words


def bundle(text: str, number: int) -> list[dict[str, Any]]:
    """A patient whose every free text is hostile, with a tumour and a question to a board."""
    about = {"reference": f"Patient/p{number}"}
    name = {"family": text, "given": [text]}
    return [
        {"resourceType": "Patient", "id": f"p{number}", "name": [name], "birthDate": "1950-04-01",
         "address": [{"text": text, "line": [text], "city": text}], "telecom": [{"system": "phone", "value": text}],
         "identifier": [{"system": "urn:x", "value": f"{number} {text}"}]},
        {"resourceType": "Condition", "id": f"c{number}", "subject": about, "recordedDate": "2026-01-01",
         "code": {"text": text}, "note": [{"text": text}]},
        {"resourceType": "ServiceRequest", "id": f"s{number}", "subject": about, "status": "active", "intent": "order",
         "code": {"coding": [{"system": "http://snomed.info/sct", "code": "708004003"}], "text": "Tumour board"},
         "authoredOn": "2026-01-02", "note": [{"text": text}]},
    ]  # fmt: skip


def as_bundle(texts: Texts, folder: Path) -> Path:
    entries = [{"resource": one} for number, text in enumerate(texts) for one in bundle(text, number)]
    path = folder / "all.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
    return path


def as_ndjson(texts: Texts, folder: Path) -> Path:
    lines = [json.dumps(one) for number, text in enumerate(texts) for one in bundle(text, number)]
    path = folder / "all.ndjson"
    path.write_text("\n".join(lines))
    return path


HEADERS = (
    "family name",
    "given name",
    "birth date",
    "hospital number",
    "address",
    "phone",
    "diagnosis",
    "question",
    "gp",
)


def rows(texts: Texts) -> list[tuple[str, ...]]:
    """Every text in a column, six different ones in a row."""
    return [
        (f"x{one[0]}", one[1], "01/04/1950", f"H{number}", one[2], one[3], one[4], one[5], one[0])
        for number, one in enumerate(zip(*[iter(texts + texts[:5])] * 6, strict=False))
    ]


def as_csv(texts: Texts, folder: Path) -> Path:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADERS)
    writer.writerows(rows(texts))
    path = folder / "all.csv"
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    return path


def as_xlsx(texts: Texts, folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADERS)
    for number, words in enumerate(
        rows(tuple(text for text in texts if is_whole(text) and "\uffff" not in text))
    ):
        for column, text in enumerate(words, 1):
            try:
                sheet.cell(number + 2, column, text).data_type = "s"
            except IllegalCharacterError:
                continue
    path = folder / "all.xlsx"
    book.save(path)
    return path


def keep(team: Team, incoming: IncomingPatient) -> str:
    """Import one patient; gives the id, or the refusal as "!sentence"."""
    command = team.command(ImportPatient, source="hostile")
    try:
        return import_patient(command, incoming, team.database.open_work).patient_id
    except Refused as refusal:
        return f"!{refusal}"


def kept_as_read(team: Team, incoming: IncomingPatient) -> bool:
    """Whether an incoming patient is in the database as its file was read, or was refused in one sentence."""
    id = keep(team, incoming)
    if id.startswith("!"):
        return one_sentence(id)
    patient = team.get(Patient, id)
    with team.database.reader() as reader:
        facts = [unlinked(one.payload) for one in reader.facts([id])[id]]
    return (patient.family, patient.given, patient.phone) == (
        one_line(incoming.family), one_line(incoming.given), one_line(incoming.phone)
    ) and all(unlinked(fact.payload) in facts for fact in incoming.facts)  # fmt: skip


def unlinked(payload: Any) -> Any:
    """What the file said, without the person of the directory whom it turned out to be."""
    return replace(payload, person_id="") if hasattr(payload, "person_id") else payload


@pytest.mark.parametrize("write", [as_bundle, as_csv, as_xlsx])
def test_a_file_of_hostile_texts_is_read_and_kept_without_opening_anything(
    write: Callable[[Texts, Path], Path], texts: Texts, team: Team, tmp_path: Path
) -> None:
    path = write(texts, tmp_path)
    with overheard(tmp_path) as heard:
        file = read_file(path)
        wrong = [spoken(one.family) for one in file.patients if not kept_as_read(team, one)]
    assert heard.breaches == []
    assert file.error == ""
    assert wrong == []
    assert len(file.patients) > 30
    assert all(one_sentence(said) or said.endswith(".") for said in file.warnings)
    assert verify(team.database).intact
    assert problems(team.database) == ()


@pytest.mark.parametrize("write", [as_bundle, as_ndjson])
def test_fhir_says_every_text_as_it_was_written(
    write: Callable[[Texts, Path], Path], texts: Texts, tmp_path: Path
) -> None:
    file: IncomingFile = read_file(write(texts, tmp_path))
    read = {one.origin: one for one in file.patients}
    shown = [
        spoken(text)
        for number, text in enumerate(texts)
        if keepable(text).strip()
        and not any(
            keepable(text).strip() == one.family for key, one in read.items() if key.endswith(f"p{number}")
        )
    ]
    assert shown == []


def test_the_same_hostile_file_twice_changes_nothing(texts: Texts, team: Team, tmp_path: Path) -> None:
    file = read_file(as_bundle(texts[::4], tmp_path))
    command = team.command(ImportPatient, source="hostile")
    for turn in range(2):
        states = []
        for one in file.patients:
            if len(one.family) <= LONGEST_NAME:
                again = replace(command, id=new_id(), number=team.number + 1)
                team.number += 1
                states.append(import_patient(again, one, team.database.open_work).state)
        assert set(states) == {"created" if turn == 0 else "unchanged"}


def one_way(team: Team, send: Callable[[], Any], kept: Callable[[], str], cleaned: str) -> str:
    """Nothing, when the text came back equal after cleaning or was refused in one sentence; else what went wrong."""
    try:
        send()
    except Refused as refusal:
        return "" if one_sentence(str(refusal)) and len(str(refusal)) < 400 else f"refused as {refusal}"
    return "" if kept() == cleaned else f"kept as {spoken(kept())}"


def test_a_name_entered_by_hand_comes_back_in_reading_order_or_is_refused(texts: Texts, team: Team) -> None:
    wrong = {}
    for text in texts:
        made: list[str] = []
        wrong[spoken(text)] = one_way(
            team,
            lambda made=made, text=text: made.append(team.patient(text, text)),
            lambda made=made: team.get(Patient, made[0]).family,
            one_line(text),
        )
    assert {text: said for text, said in wrong.items() if said} == {}
    with team.database.reader() as reader:
        for text in texts:
            reader.search(text[:300])


def test_the_directory_keeps_hostile_names_or_refuses_them(texts: Texts, team: Team) -> None:
    for text in texts:
        id = new_id()
        said = {
            "family": text,
            "given": text,
            "title": text,
            "organisation": text,
            "address": (text,),
            "email": text,
        }
        wrong = one_way(
            team,
            lambda id=id, said=said: team.act(AddPerson, person_id=id, **said),
            lambda id=id: team.get(Person, id).family,
            one_line(text),
        )
        assert wrong == "", spoken(text)


def test_a_board_takes_any_name_and_only_plain_prefixes(texts: Texts, team: Team) -> None:
    said: list[str] = []
    for number, text in enumerate(texts):
        id = new_id()
        words = {"name": text, "prefix": f"B{number}", "place": text, "video_link": text}
        wrong = one_way(
            team,
            lambda id=id, words=words: team.act(MakeBoard, board_id=id, **words),
            lambda id=id: team.get(Board, id).name,
            one_line(text),
        )
        assert wrong == "", spoken(text)
        try:
            team.board(prefix=text)
        except Refused as refusal:
            said.append(str(refusal))
    assert [one for one in said if not one_sentence(one)] == []
    assert all(re.fullmatch("[A-Z0-9]{2,8}", one.prefix) for one in team.find(Board))


@pytest.mark.parametrize(
    ("entity", "field", "kind"),
    [
        ("case", "question", Case),
        ("discussion", "wants", Discussion),
        ("recommendation", "what", Recommendation),
        ("patient", "family", Patient),
    ],
)  # fmt: skip
def test_a_field_keeps_what_is_typed_or_refuses_it(
    entity: str, field: str, kind: type[Any], texts: Texts, team: Team
) -> None:
    listing = team.listed(team.meeting(team.board()))
    held = team.agenda(team.find(Case)[0].id) or team.find(Case)
    recommendation = new_id()
    team.act(AddRecommendation, recommendation_id=recommendation, listing_id=listing, what="x")
    ids = {
        "case": held[0].id,
        "discussion": listing,
        "recommendation": recommendation,
        "patient": held[0].patient_id,
    }
    cleaned = one_line if entity == "patient" else str
    wrong = {}
    for text in texts:

        def send(text: str = text) -> None:
            with team.database.reader() as reader:
                version = reader.versions(kind, ids[entity]).get(field, 0)
            team.act(
                SetField, entity=entity, entity_id=ids[entity], field=field, value=text, base_version=version
            )

        def kept() -> str:
            found = team.find(kind, id=ids[entity])
            return str(getattr(found[0], field)) if found else ""

        wrong[spoken(text)] = one_way(team, send, kept, cleaned(text))
        assert len(kept()) <= LONGEST_TEXT
    assert {text: said for text, said in wrong.items() if said} == {}
    assert verify(team.database).intact


def test_a_shared_text_keeps_every_character_or_refuses_it(texts: Texts, team: Team) -> None:
    listing = team.listed(team.meeting(team.board()))

    def note() -> str:
        with team.database.reader() as reader:
            return reader.note(listing, "discussion")

    for text in texts:
        if not is_whole(text):
            continue
        with team.database.reader() as reader:
            shared = MergeText(reader.note_updates(listing, "discussion"))
        update = shared.replace(0, len(shared.text), text)
        wrong = one_way(
            team,
            lambda update=update: team.act(WriteNote, listing_id=listing, name="discussion", update=update),
            note,
            text,
        )
        assert wrong == "", spoken(text)
    assert problems(team.database) == ()


@pytest.mark.parametrize("text", HALVES)
def test_half_a_character_is_refused_by_a_sentence_that_shows_it(text: str, team: Team) -> None:
    with pytest.raises(Refused, match=r"cannot be kept; remove it: .*\\ud"):
        team.act(MakeBoard, board_id=new_id(), name="Board", prefix="HALF", place=text)
