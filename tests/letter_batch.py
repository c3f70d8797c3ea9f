"""A meeting's issued letters put straight into a database: each of another patient, each really printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice, product
from pathlib import Path

import letter_case
import pypdfium2
from operations.kit import Team, press

from mdt_app import paths
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.agenda import Listing
from mdt_app.domain.cases import Case
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState, Recipient
from mdt_app.domain.letters.sending_list import OnRecord
from mdt_app.domain.people import Identifier, Patient
from mdt_app.letters.joining import SENDINGS, marks_in
from mdt_app.letters.render import render
from mdt_app.operations.closing import CloseMeeting
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter, due_list
from mdt_app.operations.letter_batch import Item, Options, file_of, items, on_record
from mdt_app.operations.letter_mended import require_unmended
from mdt_app.operations.work import Work
from mdt_app.press import kept, template
from mdt_app.sending.folder import sheet_beside
from mdt_app.sending.lists import LIST
from mdt_app.sending.papers import Desk

GIVEN = (
    "Zoë", "Łukasz", "Torbjörn", "Nguyệt", "İpek", "Κώστας", "Алёна", "Þórdís", "Françoise", "Siobhán", "Gyöngyi",
    "Ľudmila", "Đorđe", "Mehmet", "Ingrid", "Thijs", "Wout", "Yusuf", "Quirine", "Xavier", "Hélène", "Çağla",
    "Šárka", "Øyvind", "Ürmet",
)  # fmt: skip
FAMILIES = (
    "Vandenbroucke", "Wiśniewska", "Papadopoulos", "Достоевский", "Trần", "Öztürk", "Ó Súilleabháin", "Grünwald",
    "Desmet", "Claeys", "Björnsdóttir", "Szczepański", "Παπαδάκης", "Шевченко", "Kovačević", "Lefèbvre", "Nyström",
    "Ferreira", "Colpin", "Dhondt", "Peeters", "Jacobs", "Hubert", "Mertens", "Lambrecht", "Ruiz", "Okafor", "Singh",
    "Tanaka", "Benali", "Ağaoğlu", "Müller", "Çelik", "Åkesson", "Ibáñez", "Dąbrowski", "Žižka", "Ionescu",
    "Håkansson", "Zwart",
)  # fmt: skip
EARLIER = "Dr. Albrecht Vorige"
"""Had the first version of every tenth letter, and so gets the second as well."""

CASE_NUMBER = re.compile(r"LUNG-\d{4}-\d{4}")
VERSION = re.compile(r"letter [PS]1 · version \d")
NATIONAL_NUMBER = re.compile(r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d")


@dataclass
class Batch:
    """A closed meeting with so many letters to send, a patient each."""

    team: Team
    meeting_id: str

    def due(self) -> tuple[Item, ...]:
        with self.team.database.reader() as reader:
            return items(due_list(reader, press().guidance, self.meeting_id))

    def part(self, letter_id: str, what: str) -> bytes:
        with self.team.database.reader() as reader:
            return reader.letter_file(letter_id, what)

    def desk(self, send: Callable[[SendLetter], object] | None = None) -> Desk:
        return desk_of(self.team, send)


def desk_of(team: Team, send: Callable[[SendLetter], object] | None = None) -> Desk:
    """What sending asks of a team's desk."""

    def part(letter_id: str, what: str) -> bytes:
        with team.database.reader() as reader:
            return reader.letter_file(letter_id, what)

    def require_right(letter: Letter) -> None:
        with team.database.reader() as reader:
            require_unmended(reader, lambda: press().guidance, letter)

    def records(names: Sequence[str], field: str) -> OnRecord | None:
        with team.database.reader() as reader:
            return on_record(reader, names, field)

    return Desk(
        part=part, require_right=require_right, content=press().content, records=records, command=team.command,
        send=send or team.carry_out, at=team.clock, database=team.database.id,
        notes=paths.begun_batches(), lists=paths.kept_lists(),
    )  # fmt: skip


def names() -> Iterator[tuple[str, str]]:
    """(given, family) of a thousand people, neighbours in the list not alike."""
    pairs = list(product(GIVEN, FAMILIES))
    return (pairs[place * 377 % len(pairs)] for place in range(len(pairs)))


def batch(team: Team, count: int) -> Batch:
    """At most a thousand letters; three of four to GPs, the rest to the hospital."""
    board_id = team.board(rhythm=None)
    meeting_id = team.meeting(board_id)
    team.close(meeting_id)
    with team.database.open_work(team.command(CloseMeeting, meeting_id="")) as work:
        for number, (given, family) in enumerate(islice(names(), count), start=1):
            letter = put_patient(work, board_id, meeting_id, number, given, family)
            put_letter(work, letter, number, given, family)
        work.commit()
    return Batch(team, meeting_id)


def put_patient(work: Work, board_id: str, meeting_id: str, number: int, given: str, family: str) -> Letter:
    patient_id, case_id, listing_id = new_id(), new_id(), new_id()
    work.put(born(patient_id, number, given, family))
    work.put(Identifier(id=new_id(), patient_id=patient_id, system=letter_case.SSIN, value=national(number)))
    work.put(Case(id=case_id, case_id=case_id, patient_id=patient_id, board_id=board_id, number=case_number(number),
                  question="What next?"))  # fmt: skip
    work.put(
        Listing(id=listing_id, meeting_id=meeting_id, case_id=case_id, patient_id=patient_id, position=number)
    )
    level, short = ("secondary", "S1") if number % 4 == 0 else ("primary", "P1")
    gp = Recipient(name=f"Dr. Huisarts {number % 37}", family=f"Huisarts {number % 37}", title="Dr.", sex="female",
                   lines=("Dorpsstraat 1", "9999 Amberdal"))  # fmt: skip
    return Letter(
        id=new_id(), case_id=case_id, patient_id=patient_id, listing_id=listing_id, level=level, number=short,
        recipient=gp,
    )  # fmt: skip


def born(id: str, number: int, given: str, family: str) -> Patient:
    day = date(1940, 1, 1) + timedelta(days=number)
    return Patient(id=id, patient_id=id, family=family, given=given, birth_date=day, sex="female")


def national(number: int) -> str:
    nine = f"{(date(1940, 1, 1) + timedelta(days=number)).strftime('%y%m%d')}{number % 1000:03}"
    return f"{nine}{97 - int(nine) % 97:02}"


def case_number(number: int) -> str:
    return f"LUNG-2026-{number:04}"


def put_letter(work: Work, letter: Letter, number: int, given: str, family: str) -> None:
    """Issued; every tenth is the second version, whose first one went to somebody else."""
    at = work.command.at
    first = replace(letter, state=LetterState.ISSUED, issued_by="owner", issued_at=at)
    if number % 10 == 0:
        first = replace(
            first, state=LetterState.SUPERSEDED, recipient=replace(letter.recipient, name=EARLIER)
        )
        put_printed(work, first, number, given, family)
        work.put(
            Dispatch(id=new_id(), letter_id=first.id, case_id=first.case_id, patient_id=first.patient_id,
                     to_name=EARLIER, address=("Oude weg 1",), how=Way.POST, at=at, by="owner", sha256="0" * 64)
        )  # fmt: skip
        first = replace(letter, id=new_id(), version=2, replaces=first.id, changed="the address",
                        state=LetterState.ISSUED, issued_by="owner", issued_at=at)  # fmt: skip
    put_printed(work, first, number, given, family)


def put_printed(work: Work, letter: Letter, number: int, given: str, family: str) -> None:
    one = letter_case.colpaert()
    record = replace(
        one,
        patient=born(letter.patient_id, number, given, family),
        identifiers=(replace(one.identifiers[0], value=national(number)),),
        case=replace(one.case, number=case_number(number)),
        letters=(letter,),
    )
    content = compose(letter.level, record, letter)
    pdf = render(content, letter_texts(letter.language))
    work.put(replace(letter, sha256=sha256(pdf).hexdigest(), template=template(letter.language)))
    work.keep_letter_file(letter, LetterPart.CONTENT, kept(content))
    work.keep_letter_file(letter, LetterPart.PDF, pdf)


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file under a folder that is neither a list nor an address sheet, by its path from there."""
    found = (one for one in folder.rglob("*") if one.is_file() and not is_beside(one))
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def is_beside(path: Path) -> bool:
    return path.name.startswith(f"{LIST}-") or path.name.endswith("-address.pdf")


def wrong_beside(made: Batch, folder: Path) -> list[str]:
    """Lists and address sheets that are not whole, or say what is not on record, or say it twice."""
    wrong, listed = [], []
    for path in filter(is_beside, folder.rglob("*.pdf")):
        if not pages(path.read_bytes())[0].strip():
            wrong.append(f"{path.name} is empty")
        listed += marks_in(path, kind=SENDINGS)
    recorded = {one.id for one in sent_now(made)}
    wrong += [f"{one} is listed and not recorded" for one in set(listed) - recorded]
    return wrong + [f"{one} is listed twice" for one in set(listed) if listed.count(one) > 1]


def not_listed(made: Batch, folder: Path) -> list[str]:
    """Sendings that no list names, letters without the address sheet that they need, or with one that they do not."""
    listed = {mark for path in folder.glob(f"{LIST}-*.pdf") for mark in marks_in(path, kind=SENDINGS)}
    wrong = [f"{one.file} is on no list" for one in sent_now(made) if one.id not in listed]
    files = {one.file: one.to_name == EARLIER and one.how is Way.POST for one in sent_now(made)}
    if len(files) > 1:
        sheets = {name for name in files if sheet_beside(folder / name).exists()}
        wrong += [f"{name}: address sheet" for name in files if (name in sheets) != files[name]]
    return wrong


def wrong_while_going(made: Batch, wanted: dict[str, str], folder: Path) -> list[str]:
    """What may not be at any moment: a file that is not whole, a sending without its file, a letter sent twice."""
    wrong, files = [], on_disk(folder)
    for name, content in files.items():
        if not name.endswith(".part") and sha256(content).hexdigest() != wanted.get(name):
            wrong.append(f"{name} is not the letter that was issued")
    sent = sent_now(made)
    wrong += [f"{one.file} is recorded and not there" for one in sent if one.file not in files]
    pairs = [(one.letter_id, one.to_name) for one in sent]
    wrong += [f"sent twice: {one}" for one in set(pairs) if pairs.count(one) > 1]
    return wrong + wrong_beside(made, folder)


def sent_now(made: Batch) -> list[Dispatch]:
    return [one for one in made.team.find(Dispatch) if one.to_name != EARLIER or one.file]


def hashes(due: tuple[Item, ...], options: Options) -> dict[str, str]:
    """The SHA-256 of what stands under each name once all is out."""
    return {"/".join(one for one in file_of(item, options) if one): item.letter.sha256 for item in due}


def wrong_patients(made: Batch, due: tuple[Item, ...], folder: Path, options: Options) -> list[str]:
    """Pages that do not carry exactly the patient of their letter: name, case, version and national number."""
    wrong: list[str] = []
    everybody = {f"{given} {family}" for given, family in names()}
    for item in due:
        path = folder.joinpath(*file_of(item, options))
        patient = made.team.get(Patient, item.letter.patient_id)
        (identifier,) = made.team.find(Identifier, patient_id=patient.id)
        own = f"{patient.given} {patient.family}"
        for number, page in enumerate(pages(path.read_bytes()), start=1):
            flat = " ".join(page.split())
            said = {
                "case": set(CASE_NUMBER.findall(flat)) == {item.line.case_number},
                "version": f"letter {item.letter.number} · version {item.letter.version} ·" in flat,
                "national number": {re.sub(r"\D", "", one) for one in NATIONAL_NUMBER.findall(flat)}
                == {identifier.value},
                "name": {one for one in everybody if one in flat} == {own},
            }
            wrong += [f"{path.name} page {number}: {what}" for what, right in said.items() if not right]
    return wrong


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
