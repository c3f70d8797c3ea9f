"""A tagged letter stays tagged when it is signed: the field has its place in it, and checkers find no fault."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pdfua import validate
from signing_kit import AT, PIN, Cards

from mdt_app.domain.letters.pin import Pin
from mdt_app.signing.session import Session, Unsigned


@pytest.fixture
def files(soft: Cards, letter: Unsigned, tmp_path: Path) -> tuple[Path, Path]:
    """The letter before and after signing."""
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(letter.pdf)
    with Session(soft.module, soft.certificate("newer"), Pin(PIN), AT) as card:
        after.write_bytes(card.sign(letter))
    return before, after


def failures(file: Path) -> set[str]:
    return {f"{one.rule_id} {one.message}" for one in validate(str(file)).findings}


def test_signing_brings_no_fault_into_a_letter_for_screen_readers(files: tuple[Path, Path]) -> None:
    before, after = files
    assert failures(after) <= failures(before)


def test_the_field_is_the_last_element_and_is_found_from_the_page(files: tuple[Path, Path]) -> None:
    with pikepdf.open(files[1]) as pdf:
        field = pdf.pages[0].Annots[-1]
        document = pdf.Root.StructTreeRoot.K
        element = (document if isinstance(document, pikepdf.Dictionary) else document[0]).K[-1]
        assert element.S == "/Form"
        assert str(element.Alt) == str(field.TU) == str(field.Contents)
        kid = element.K[0]
        assert (kid.Type, kid.Obj.objgen, kid.Pg.objgen) == ("/OBJR", field.objgen, pdf.pages[0].objgen)
        tree = dict(numbered(pdf.Root.StructTreeRoot.ParentTree))
        assert tree[int(field.StructParent)].objgen == element.objgen
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) > int(field.StructParent)


def numbered(tree: pikepdf.Dictionary) -> list[tuple[int, pikepdf.Object]]:
    """Every number of a tree with what it leads to; a page's number leads to a list."""
    below = [pair for kid in tree.get("/Kids", []) for pair in numbered(kid)]
    numbers = list(tree.get("/Nums", []))
    return [(int(one), two) for one, two in zip(numbers[::2], numbers[1::2], strict=True)] + below


def test_what_an_archive_wants_is_untouched(files: tuple[Path, Path]) -> None:
    with pikepdf.open(files[0]) as before, pikepdf.open(files[1]) as after:
        for name in ("/Metadata", "/OutputIntents", "/MarkInfo", "/Lang", "/ViewerPreferences"):
            assert (name in before.Root) == (name in after.Root)
        if "/Metadata" in before.Root:
            assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()
        assert "/NeedAppearances" not in after.Root.AcroForm
        assert int(after.Root.AcroForm.SigFlags) == 3
        assert "/Encrypt" not in after.trailer
