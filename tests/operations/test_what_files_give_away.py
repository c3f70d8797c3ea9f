"""A letter's file tells of the patient on its pages alone, neither in its metadata nor in the bytes of a locked one."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from operations.kit import Team
from operations.letters_kit import Decided, decided

from mdt_app.letters.joining import joined, locked

PASSWORD = "palliatief 2026 thuis"
OF_PATIENT = ("Colpaert", "Martine", "Dorpsstraat", "3500 Hasselt")
OF_THE_MACHINE = (
    str(Path.home()),
    str(Path(__file__).parents[2]),
    "Lore Hermans",
    "CreationDate",
    "ModDate",
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Decided:
    return decided(Team.at(tmp_path_factory.mktemp("files")))


@pytest.fixture(scope="module")
def letters(case: Decided) -> dict[str, bytes]:
    """Level -> the issued file."""
    found = {}
    for level in ("primary", "secondary", "patient"):
        letter = case.issue(level)
        with case.team.database.reader() as reader:
            found[level] = reader.letter_file(letter.id, "pdf")
    return found


def said_beside_the_pages(pdf: bytes) -> str:
    """Everything readable in a file that is no drawn page: its dictionaries, metadata and alternative texts."""
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.Contents.objgen for page in document.pages}
        dictionaries = [repr(one) for one in document.objects if not isinstance(one, pikepdf.Stream)]
        plain = [
            one.read_bytes().decode("utf-8", "replace")
            for one in document.objects
            if isinstance(one, pikepdf.Stream) and one.objgen not in pages and "/Subtype" in one
        ]
        return "\n".join([*dictionaries, *plain, repr(dict(document.docinfo))])


def test_what_a_file_says_of_itself_names_no_patient_and_no_machine(letters: dict[str, bytes]) -> None:
    for level, pdf in letters.items():
        said = said_beside_the_pages(pdf)
        assert [word for word in (*OF_PATIENT, *OF_THE_MACHINE) if word in said] == [], level
        assert "AZ Voorbeeld" in said


def test_a_locked_file_is_aes_256_and_shows_nothing_without_its_password(letters: dict[str, bytes]) -> None:
    for pdf in letters.values():
        file = locked(pdf, PASSWORD)
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(file))
        with pikepdf.open(BytesIO(file), password=PASSWORD) as document:
            found = document.encryption
            title = str(document.docinfo["/Title"])
        methods = {found.stream_method, found.string_method, found.file_method}
        assert (found.R, found.bits, methods) == (6, 256, {pikepdf.models.EncryptionMethod.aesv3})
        readable = (title, "LUNG-2026", "AZ Voorbeeld", "xmpmeta", *OF_PATIENT)
        assert [word for word in readable if word.encode() in file or word.encode("utf-16-be") in file] == []


def test_a_joined_file_says_only_which_letters_it_holds(letters: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(joined(letters.values(), marks=["a", "b"]))) as document:
        assert dict(document.docinfo) == {"/Letters": "a b"}
        assert "/Metadata" not in document.Root
