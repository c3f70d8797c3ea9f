"""Issued letters are signed after one PIN, verified before they go, and sent as the signed file."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from signing_kit import AT, PIN, Cards
from sqlalchemy import update
from ui.letters.conftest import LetterDesk
from ui.letters.test_reviewing import at, of
from ui.letters.test_sending import file_of, send

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Dispatch
from mdt_app.domain.letters.letter import LetterPart
from mdt_app.domain.letters.pin import Pin
from mdt_app.operations.letter_life import KeepSignature
from mdt_app.operations.letter_stages import Stage
from mdt_app.store import tables
from mdt_app.ui.letters.letters_screen import LettersScreen
from mdt_app.ui.letters.signing_dialog import SigningDialog


@pytest.fixture
def screen(desk: LetterDesk, soft: Cards, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> LettersScreen:
    """Two issued letters, a card in the reader, and the authority that vouches for its owner."""
    monkeypatch.setenv("MDT_PKCS11", str(soft.module.path))
    (tmp_path / "authorities").mkdir()
    (tmp_path / "authorities" / "test.der").write_bytes(soft.authority.der)
    monkeypatch.setenv("MDT_AUTHORITIES", str(tmp_path / "authorities"))
    desk.team._team.clock = AT
    case = desk.ready()
    desk.issue(case, "primary", "secondary")
    return desk.letters(case.meeting_id)


def signing(desk: LetterDesk, screen: LettersScreen, card: str = "doctor", pin: str = PIN) -> SigningDialog:
    """Open the signing of everything that is not signed, choose a card and type a PIN."""
    screen.batches.ask_sign(screen.letters.unsigned())
    dialog = screen.batches.dialog
    assert isinstance(dialog, SigningDialog)
    names = {"doctor": "Anna Peeters"}
    desk.until(lambda: dialog.box.choice.count() > 0)
    place = next(n for n in range(dialog.box.choice.count()) if names[card] in dialog.box.choice.itemText(n))
    dialog.box.choice.setCurrentIndex(place)
    dialog.box.choice.chosen.emit(dialog.box.choice.current())
    dialog.box.pin.setText(pin)
    dialog.box.sign.click()
    return dialog


def test_a_batch_is_signed_after_one_pin_and_sent_signed(
    desk: LetterDesk, screen: LettersScreen, tmp_path: Path
) -> None:
    assert screen.letters.sign.words() == "Sign 2…"
    signing(desk, screen)
    desk.until(lambda: bool(desk.said))
    assert desk.said[-1][0] == "2 letters are signed."
    desk.rest()
    for level in ("primary", "secondary"):
        letter = of(desk, level)
        assert letter.signed_by == "Anna Peeters"
        signed = file_of(desk, letter, LetterPart.SIGNED)
        assert desk.services.outgoing.verdict(signed, AT).holds
        assert sha256(file_of(desk, letter)).hexdigest() == letter.sha256
    at(desk, screen, "primary")
    page = screen.page()
    assert page is not None
    assert page.pdf == file_of(desk, of(desk, "primary"), LetterPart.SIGNED)
    assert not screen.letters.sign.isVisible()
    send(desk, screen, tmp_path / "out")
    assert {one.signed for one in desk.team.find(Dispatch)} == {True}


def test_a_signature_is_kept_only_under_the_name_in_its_certificate(
    desk: LetterDesk, screen: LettersScreen
) -> None:
    letter, outgoing = of(desk, "primary"), desk.services.outgoing
    found = [one for card in outgoing.cards() for one in card.certificates]
    certificate = next(one for one in found if one.name == "Anna Peeters")
    with desk.guard.preparing():
        said = file_of(desk, letter, LetterPart.CONTENT)
        (signed,) = outgoing.signed([(letter, said)], certificate, Pin(PIN), AT)
        digest = sha256(signed).hexdigest()
        other = desk.services.command(KeepSignature, letter_id=letter.id, signer="Hans Maes", sha256=digest)
        with pytest.raises(Refused, match="was signed by Anna Peeters, not by Hans Maes"):
            outgoing.keep(other, signed)
        own = desk.services.command(KeepSignature, letter_id=letter.id, signer="Anna Peeters", sha256=digest)
        outgoing.keep(own, signed)
    assert of(desk, "primary").signed_by == "Anna Peeters"


def test_a_wrong_pin_signs_nothing_and_is_typed_again(desk: LetterDesk, screen: LettersScreen) -> None:
    dialog = signing(desk, screen, pin="000000")
    desk.until(lambda: dialog.box.problem.isVisible())
    assert "PIN is wrong" in dialog.box.problem.accessibleName()
    assert dialog.box.pin.text() == ""
    assert of(desk, "primary").signed_by == ""
    dialog.box.pin.setText(PIN)
    dialog.box.sign.click()
    desk.until(lambda: of(desk, "secondary").signed_by == "Anna Peeters")


def test_a_signed_letter_that_does_not_verify_is_not_sent(
    desk: LetterDesk, screen: LettersScreen, tmp_path: Path
) -> None:
    signing(desk, screen)
    desk.until(lambda: bool(desk.said))
    desk.rest()
    letter, file = of(desk, "primary"), tables.letter_file
    damaged = file_of(desk, letter, LetterPart.SIGNED).replace(b"Anna", b"Hans")
    with desk.guard.preparing(), desk.team.database.engine.begin() as connection:
        wanted = (file.c.letter_id == letter.id) & (file.c.part == "signed")
        connection.execute(update(file).where(wanted).values(content=damaged + b"\n%"))
    words = send(desk, screen, tmp_path / "out")
    assert "1 not sent" in words
    assert "Do not send it." in words
    assert [one.letter_id for one in desk.team.find(Dispatch)] == [of(desk, "secondary").id]
    at(desk, screen, "primary")
    screen.data.life.record.click()
    desk.until(lambda: "Do not send it." in screen.acts.problem.accessibleName())
    assert len(desk.team.find(Dispatch)) == 1
    assert [one.stage for one in screen.letters.at(Stage.SEND)] == [Stage.SEND]
