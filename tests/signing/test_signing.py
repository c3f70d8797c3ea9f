"""A card signs one letter or a batch after one PIN; the letter's own bytes stay in front, and others can check it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import x509
from pypdf import PdfReader
from signing_kit import AT, LABELS, PIN, Cards, shown

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.pin import Pin
from mdt_app.signing.session import Session, Unsigned
from mdt_app.signing.verify import verify

SIGNERS = ("doctor", "newer", "asks")
"""RSA 2048; P-384 as on newer identity cards; a key that wants its PIN at each signature."""


def session(soft: Cards, label: str = "doctor") -> Session:
    return Session(soft.module, soft.certificate(label), Pin(PIN), AT)


def signed(soft: Cards, letter: Unsigned, label: str = "doctor") -> bytes:
    with session(soft, label) as card:
        return card.sign(letter)


@pytest.mark.parametrize("label", SIGNERS)
def test_a_signed_letter_is_intact_whole_and_vouched_for(soft: Cards, letter: Unsigned, label: str) -> None:
    verdict = verify(signed(soft, letter, label), AT, [x509.Certificate.load(soft.authority.der)])
    assert (verdict.intact, verdict.whole, verdict.trusted, verdict.holds) == (True, True, True, True)
    assert (verdict.name, verdict.at, verdict.timed) == (soft.certificate(label).name, AT, False)


@pytest.mark.parametrize("label", SIGNERS)
def test_the_unsigned_letter_is_the_beginning_of_the_signed_one(
    soft: Cards, letter: Unsigned, label: str
) -> None:
    assert signed(soft, letter, label).startswith(letter.pdf)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig is not installed (Debian: poppler-utils)")
@pytest.mark.parametrize("label", SIGNERS)
def test_another_program_finds_the_same_signature(
    soft: Cards, letter: Unsigned, label: str, tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(signed(soft, letter, label))
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=True).stdout
    for part in ("ETSI.CAdES.detached", "SHA-256", "Signature is Valid", "Total document signed"):
        assert part in said


def test_a_batch_of_fifty_needs_one_pin(soft: Cards, letter: Unsigned) -> None:
    words = ("signed by Anna Peeters", "ondertekend door Anna Peeters")
    letters = [shown(letter, words[number % 2]) for number in range(50)]
    pin = Pin(PIN)
    with Session(soft.module, soft.certificate("doctor"), pin, AT) as card:
        assert not pin, "the key does not want it again"
        done = list(card.sign_all(letters))
    assert len(done) == 50
    assert all(verify(one, AT).holds for one in done)
    assert [words_on(one) for one in done[:2]] == [f"Electronic signature: {one}" for one in words]


def test_a_key_that_wants_its_pin_each_time_gets_it_for_a_whole_batch(soft: Cards, letter: Unsigned) -> None:
    pin = Pin(PIN)
    with Session(soft.module, soft.certificate("asks"), pin, AT) as card:
        assert card.each_time
        assert not card.asks_each_time, "the program answers, not the person"
        assert all(verify(one, AT).holds for one in card.sign_all([letter] * 3))
    assert not pin, "forgotten with the session"


def words_on(pdf: bytes) -> str:
    """What the signature's picture shows."""
    (annotation,) = PdfReader(io.BytesIO(pdf)).pages[0]["/Annots"]  # type: ignore[misc]
    return str(annotation.get_object()["/TU"])


def test_the_same_letter_signed_twice_differs_in_nothing_but_the_signature(
    soft: Cards, letter: Unsigned
) -> None:
    assert signed(soft, letter) == signed(soft, letter), "RSA signs without chance"
    first, second = (signed(soft, letter, "newer") for _ in range(2))
    hole = re.compile(rb"/Contents <[0-9A-F]+>")
    assert first != second
    assert hole.sub(b"", first) == hole.sub(b"", second)


def test_the_page_says_who_signed_in_an_embedded_font_without_transparency(
    soft: Cards, letter: Unsigned
) -> None:
    with pikepdf.open(io.BytesIO(signed(soft, shown(letter, "signed by Łukasz Nguyễn-Çelik")))) as pdf:
        (field,) = pdf.pages[0].Annots
        picture = field.AP.N
        assert (field.FT, field.Subtype, int(field.F) & 4) == ("/Sig", "/Widget", 4)
        assert str(field.TU) == str(field.Contents) == "Electronic signature: signed by Łukasz Nguyễn-Çelik"
        assert pdf.pages[0].Tabs == "/S"
        (font,) = dict(picture.Resources.Font).values()
        (below,) = font.DescendantFonts
        assert "/FontFile2" in below.FontDescriptor
        assert "NotoSans" in str(font.BaseFont)
        assert "/Group" not in picture
        assert set(picture.Resources.keys()) == {"/Font"}
        assert "Helvetica" not in str(
            [one.get("/BaseFont") for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        )


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed (Debian: poppler-utils)"
)
def test_the_signers_name_is_read_back_from_the_page(soft: Cards, letter: Unsigned, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(signed(soft, shown(letter, "signed by Łukasz Nguyễn-Çelik on 23 November 2026")))
    said = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "signed by Łukasz Nguyễn-Çelik on 23 November 2026" in said


def test_a_long_name_takes_two_lines(soft: Cards, letter: Unsigned) -> None:
    words = "unterschrieben von Marie-Christine Vandenbroucke-Van der Meersch am 23. November 2026"
    with pikepdf.open(io.BytesIO(signed(soft, shown(letter, words)))) as pdf:
        assert pdf.pages[0].Annots[0].AP.N.read_bytes().count(b"BT ") == 2
    with pikepdf.open(io.BytesIO(signed(soft, letter))) as pdf:
        assert pdf.pages[0].Annots[0].AP.N.read_bytes().count(b"BT ") == 1


def test_the_letters_properties_stay_as_they_were(soft: Cards, letter: Unsigned) -> None:
    before, after = (PdfReader(io.BytesIO(one)).metadata for one in (letter.pdf, signed(soft, letter)))
    assert before == after


def test_a_name_that_does_not_fit_or_cannot_be_drawn_is_refused(soft: Cards, letter: Unsigned) -> None:
    with session(soft) as card:
        with pytest.raises(Refused, match="too long for the signature's place"):
            card.sign(shown(letter, "signed by " + "Maximiliaan " * 12))
        with pytest.raises(Refused, match="has no “王”"):
            card.sign(shown(letter, "signed by 王芳"))
        assert verify(card.sign(letter), AT).holds, "the session goes on"


@pytest.mark.parametrize("what", [b"", b"no letter", b"%PDF-1.7\n"])
def test_what_is_no_letter_is_refused(soft: Cards, letter: Unsigned, what: bytes) -> None:
    with session(soft) as card, pytest.raises(Refused, match="no letter that can be signed"):
        card.sign(Unsigned(what, letter.mark))


def test_a_signed_letter_is_not_signed_again(soft: Cards, letter: Unsigned) -> None:
    once = signed(soft, letter)
    with session(soft) as card, pytest.raises(Refused, match="signed already"):
        card.sign(Unsigned(once, letter.mark))


def test_every_card_of_the_run_is_found_with_its_owner(soft: Cards) -> None:
    assert {soft.of(label).label for label in LABELS} == set(LABELS)
    only = soft.of("doctor").certificates
    assert [(one.label, one.name, one.issuer) for one in only] == [
        ("Signature", "Anna Peeters", "Test Authority")
    ]
