"""What goes wrong with a card is one sentence; a PIN is tried once, and stands in no word that the program says."""

from __future__ import annotations

import pickle
import shutil
import traceback
from datetime import timedelta
from pathlib import Path

import pytest
from pkcs11 import exceptions as fault
from signing_kit import AT, PIN, Cards, configured, fill_one, new_card, started

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.pin import Pin
from mdt_app.domain.letters.signing import LOCKED, CardRemoved, Tries, WrongPin
from mdt_app.signing.cards import cards
from mdt_app.signing.faults import told
from mdt_app.signing.modules import BELGIAN, Module, find_module, settings
from mdt_app.signing.session import Session, Unsigned

WRONG = "314159"


def test_a_wrong_pin_is_tried_once_and_said_nowhere(soft: Cards) -> None:
    pin = Pin(WRONG)
    with pytest.raises(WrongPin, match="The PIN is wrong") as refusal:
        Session(soft.module, soft.certificate("other"), pin, AT)
    assert not pin, "it cannot be tried again"
    told_in_full = "".join(
        traceback.TracebackException.from_exception(refusal.value, capture_locals=True).format()
    )
    assert WRONG not in told_in_full
    assert soft.of("other").tries is Tries.FEWER
    assert "wrong PIN was typed before" in soft.of("other").warning()
    with Session(soft.module, soft.certificate("other"), Pin(PIN), AT):
        pass
    assert soft.of("other").tries is Tries.FULL


def test_a_pin_is_in_no_text_and_no_file() -> None:
    pin = Pin(PIN)
    assert PIN not in f"{pin!r} {pin} {[pin]}"
    with pytest.raises(TypeError):
        pickle.dumps(pin)
    pin.forget()
    assert (bool(pin), pin.reveal()) == (False, "")


@pytest.mark.parametrize("each", ["expired", "early", "keyless"])
def test_a_card_that_cannot_sign_is_refused_before_a_letter_is_touched(soft: Cards, each: str) -> None:
    sentences = {
        "expired": "The certificate of Carl Oud expired on 2026-11-21. Use a card that is still valid.",
        "early": "The certificate of Dora Jong is not valid before 2026-11-25.",
        "keyless": "The card holds no key for the certificate of Els Leeg: it cannot sign with it.",
    }
    pin = Pin(PIN)
    with pytest.raises(Refused) as refusal:
        Session(soft.module, soft.certificate(each), pin, AT)
    assert str(refusal.value).startswith(sentences[each])
    assert not pin


def test_without_a_pin_a_card_that_wants_one_says_so(soft: Cards) -> None:
    with pytest.raises(Refused, match="wants its PIN before it signs"):
        Session(soft.module, soft.certificate("doctor"), None, AT)


def test_a_second_session_on_the_same_card_has_to_wait(soft: Cards, letter: Unsigned) -> None:
    certificate = soft.certificate("doctor")
    with Session(soft.module, certificate, Pin(PIN), AT) as first:
        with pytest.raises(Refused, match="in use by another signing"):
            Session(soft.module, certificate, Pin(PIN), AT)
        assert first.sign(letter)


def test_a_session_that_has_ended_signs_nothing(soft: Cards, letter: Unsigned) -> None:
    card = Session(soft.module, soft.certificate("doctor"), Pin(PIN), AT)
    card.close()
    card.close()
    with pytest.raises(Refused, match="has ended"):
        card.sign(letter)


def test_a_reader_without_a_card_is_said(soft: Cards, tmp_path: Path) -> None:
    with configured(tmp_path):
        started(soft.module)
        with pytest.raises(Refused, match="no card in the reader"):
            cards(soft.module)
    started(soft.module)


def test_a_card_taken_out_in_a_batch_leaves_what_is_signed(
    soft: Cards, letter: Unsigned, tmp_path: Path
) -> None:
    with configured(tmp_path):
        new_card(soft.module, "pulled")
        started(soft.module)
        certificate = fill_one(soft.module, "pulled", "Gert Weg", soft.authority)
        done = []
        with Session(soft.module, certificate, Pin(PIN), AT) as card:
            batch = card.sign_all([letter] * 5)
            done += [next(batch), next(batch)]
            shutil.rmtree(tmp_path / "tokens")
            with pytest.raises(CardRemoved, match=r"taken out.*The 2 letters before it are signed"):
                done += list(batch)
            with pytest.raises(Refused, match="has ended"):
                card.sign(letter)
        assert len(done) == 2
        (tmp_path / "tokens").mkdir()
    started(soft.module)


@pytest.mark.parametrize(
    ("error", "tries", "sentence"),
    [
        (fault.PinLocked(), Tries.LOCKED, LOCKED),
        (fault.PinIncorrect(), Tries.LAST, "The PIN is wrong. One try is left: another wrong PIN locks the card."),
        (fault.PinIncorrect(), Tries.LOCKED, f"The PIN is wrong. {LOCKED}"),
        (fault.PinLenRange(), Tries.FULL, "This cannot be the PIN of this card: it has the wrong length or signs."),
        (fault.FunctionCancelled(), Tries.FULL, "Signing was cancelled in the card's own window."),
        (fault.GeneralError("secret"), Tries.FULL, "The card or its program failed (GeneralError)."),
    ],
)  # fmt: skip
def test_each_fault_of_a_card_is_a_sentence(error: fault.PKCS11Error, tries: Tries, sentence: str) -> None:
    assert str(told(error, tries)).startswith(sentence)


def test_every_fault_that_the_library_knows_becomes_a_refusal() -> None:
    known = [
        one for one in vars(fault).values() if isinstance(one, type) and issubclass(one, fault.PKCS11Error)
    ]
    assert len(known) > 50
    assert all(str(told(one())).endswith((".", "again.")) for one in known)


def test_a_certificate_says_itself_when_it_is_valid(soft: Cards) -> None:
    certificate = soft.certificate("doctor")
    assert certificate.problem(AT) == ""
    assert certificate.problem(AT + timedelta(days=9999)).startswith(
        "The certificate of Anna Peeters expired"
    )


def test_a_module_that_is_named_but_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"is not there\. Correct MDT_PKCS11"):
        find_module(str(tmp_path / "none.so"))


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_each_platform_has_places_to_look_in_the_belgian_card_first(platform: str) -> None:
    from mdt_app.signing.modules import CANDIDATES

    assert CANDIDATES[platform][0][0] == BELGIAN
    assert all(places for _, places in CANDIDATES[platform])


def test_a_machine_without_any_card_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdt_app.signing.modules.CANDIDATES", {"linux": ()})
    with pytest.raises(Refused, match="No program for identity cards is installed"):
        find_module()


def test_a_file_that_is_no_card_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "wrong.so"
    file.write_bytes(b"not a library")
    with pytest.raises(Refused, match="does not load"):
        cards(Module(file, "wrong"))


def test_settings_come_from_the_environment_and_use_no_network_unless_told(tmp_path: Path) -> None:
    found = settings({"MDT_HOME": str(tmp_path)})
    assert (found.module, found.time_authority, found.authorities) == ("", "", tmp_path / "authorities")
    named = settings({"MDT_PKCS11": "/x.so", "MDT_TIME_AUTHORITY": "http://t", "MDT_AUTHORITIES": "/a"})
    assert (named.module, named.time_authority, named.authorities) == ("/x.so", "http://t", Path("/a"))
