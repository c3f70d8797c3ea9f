"""A changed letter is never called intact, and only the authorities that the hospital knows vouch for a signer."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem
from pikepdf import Pdf
from signing_kit import AT, PIN, Cards

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.pin import Pin
from mdt_app.signing.authorities import authorities
from mdt_app.signing.session import Session, Unsigned
from mdt_app.signing.verify import verify
from mdt_app.signing.writing import Addition


@pytest.fixture(scope="module")
def once(soft: Cards, letter: Unsigned) -> bytes:
    """A letter signed on Anna Peeters' card."""
    with Session(soft.module, soft.certificate("doctor"), Pin(PIN), AT) as card:
        return card.sign(letter)


@pytest.fixture
def known(soft: Cards, tmp_path: Path) -> Path:
    """A folder with the certificate of the test's authority."""
    folder = tmp_path / "authorities"
    folder.mkdir()
    (folder / "authority.cer").write_bytes(soft.authority.der)
    (folder / "readme.txt").write_text("not read")
    return folder


def test_one_flipped_bit_anywhere_is_found(once: bytes) -> None:
    chance = random.Random(7)
    places = [
        *chance.sample(range(len(once)), 120),
        0,
        len(once) - 1,
        once.index(b"/Contents <") + 12,
        once.rindex(b"00>"),
    ]
    believed = []
    for place in places:
        changed = bytearray(once)
        changed[place] ^= 1 << chance.randrange(8)
        if verify(bytes(changed), AT).holds:
            believed.append((place, once[place - 10 : place + 10]))
    assert believed == []


def test_a_flipped_letter_of_the_text_is_said_in_words(once: bytes) -> None:
    changed = bytearray(once)
    changed[once.index(b"endstream") - 20] ^= 1
    verdict = verify(bytes(changed), AT)
    assert (verdict.signed, verdict.intact, verdict.holds) == (True, False, False)
    assert verdict.sentence().startswith("This letter was changed after it was signed")


def test_what_is_added_after_signing_is_found(once: bytes) -> None:
    writer = Addition(once)
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    writer.write_in_place()
    writer.prev.stream.seek(0)
    verdict = verify(writer.prev.stream.read(), AT)
    assert (verdict.intact, verdict.whole, verdict.holds) == (True, False, False)
    assert verdict.sentence() == "Something was added to this letter after it was signed."
    assert not verify(once + b"\n", AT).holds


def test_a_letter_saved_by_another_program_is_no_longer_intact(once: bytes, tmp_path: Path) -> None:
    (tmp_path / "signed.pdf").write_bytes(once)
    with Pdf.open(tmp_path / "signed.pdf") as pdf:
        pdf.save(tmp_path / "saved.pdf")
    assert not verify((tmp_path / "saved.pdf").read_bytes(), AT).holds


@pytest.mark.parametrize("kept", [0, 1, 100, 20_000, -1, -700])
def test_a_part_of_a_letter_is_a_verdict_and_no_exception(once: bytes, kept: int) -> None:
    assert not verify(once[:kept], AT).holds


def test_an_unsigned_letter_is_said_to_be_unsigned(letter: Unsigned) -> None:
    verdict = verify(letter.pdf, AT)
    assert (verdict.signed, verdict.holds) == (False, False)
    assert verdict.sentence() == "This letter is not signed."


def test_without_authorities_the_signer_is_said_to_be_unchecked(once: bytes, tmp_path: Path) -> None:
    verdict = verify(once, AT, authorities(tmp_path / "none"))
    assert verdict.trusted is None
    assert verdict.holds
    assert verdict.sentence() == (
        "Signed by Anna Peeters on 2026-11-23: signature intact, signer not checked against an authority."
    )


def test_a_known_authority_vouches_for_its_signer(once: bytes, known: Path) -> None:
    verdict = verify(once, AT, authorities(known))
    assert (verdict.trusted, verdict.holds) == (True, True)
    assert verdict.sentence().endswith("vouched for by a known authority; revocation not asked.")


def test_another_authority_vouches_for_nobody_here(soft: Cards, letter: Unsigned, known: Path) -> None:
    with Session(soft.module, soft.certificate("other"), Pin(PIN), AT) as card:
        verdict = verify(card.sign(letter), AT, authorities(known))
    assert (verdict.intact, verdict.trusted, verdict.holds) == (True, False, False)
    assert "Its issuer, Another Authority, is not among the known authorities" in verdict.sentence()


def test_an_expired_certificate_is_not_vouched_for(once: bytes, known: Path) -> None:
    verdict = verify(once, AT + timedelta(days=9999), authorities(known))
    assert (verdict.intact, verdict.trusted) == (True, False)
    assert "The certificate has expired." in verdict.sentence()


def test_a_file_of_several_certificates_is_read_and_a_wrong_one_is_named(soft: Cards, known: Path) -> None:
    both = pem.armor("CERTIFICATE", soft.authority.der) * 2
    (known / "more.pem").write_bytes(both)
    assert len(authorities(known)) == 3
    (known / "wrong.crt").write_bytes(b"nothing of the kind")
    with pytest.raises(Refused, match=r"wrong\.crt is no certificate"):
        authorities(known)
