"""The box hands a certificate and a PIN over once, and keeps neither; what stands against signing is said in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from mdt_app.domain.letters.pin import Pin
from mdt_app.domain.letters.signing import Card, SigningCertificate, Tries
from mdt_app.ui.letters.signing_box import SigningBox

AT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
ANNA = SigningCertificate(
    card="0a", key="05", label="Signature", name="Anna Peeters", issuer="Citizen CA",
    valid_from=AT - timedelta(days=9), valid_to=AT + timedelta(days=999), der=b"",
)  # fmt: skip
CARD = Card(serial="0a", label="BELPIC", tries=Tries.FULL, own_window=False, certificates=(ANNA,))


@pytest.fixture
def box(qtbot: QtBot) -> SigningBox:
    made = SigningBox()
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_a_card_nothing_can_be_signed_and_it_says_why(box: SigningBox) -> None:
    box.show_problem("There is no card in the reader. Put the card in, then look again.")
    assert not box.sign.isEnabled()
    assert not box.pin.isVisible()
    assert "no card" in box.problem.accessibleName()


def test_a_pin_is_handed_over_once_and_leaves_the_field(box: SigningBox, qtbot: QtBot) -> None:
    box.show_cards([CARD], 12, AT)
    assert not box.sign.isEnabled(), "the PIN is missing"
    qtbot.keyClicks(box.pin, "1234")
    with qtbot.waitSignal(box.wanted) as wanted:
        box.sign.click()
    certificate, pin = wanted.args
    assert (certificate, isinstance(pin, Pin), pin.reveal()) == (ANNA, True, "1234")
    assert box.pin.text() == ""
    assert not box.sign.isEnabled(), "it is under way"


def test_the_pin_is_not_shown_and_enter_signs(box: SigningBox, qtbot: QtBot) -> None:
    box.show_cards([CARD], 1, AT)
    qtbot.keyClicks(box.pin, "1234")
    assert "1234" not in box.pin.displayText()
    with qtbot.waitSignal(box.wanted):
        box.pin.returnPressed.emit()


def test_a_card_with_its_own_window_gets_no_pin_from_here(box: SigningBox, qtbot: QtBot) -> None:
    box.show_cards([replace(CARD, own_window=True)], 3, AT)
    assert not box.pin.isVisible()
    assert "at each of the 3 letters" in box.own_window.whole_text()
    with qtbot.waitSignal(box.wanted) as wanted:
        box.sign.click()
    assert wanted.args == [ANNA, None]


@pytest.mark.parametrize(
    ("card", "words"),
    [
        (replace(CARD, tries=Tries.LOCKED), "locked after too many wrong tries"),
        (replace(CARD, certificates=(replace(ANNA, valid_to=AT - timedelta(days=1)),)), "expired on 22 Nov 2026"),
    ],
    ids=["locked", "expired"],
)  # fmt: skip
def test_a_card_that_cannot_sign_is_not_asked(box: SigningBox, qtbot: QtBot, card: Card, words: str) -> None:
    box.show_cards([card], 1, AT)
    qtbot.keyClicks(box.pin, "1234")
    assert not box.sign.isEnabled()
    assert words in box.warning.accessibleName()


def test_the_last_try_is_warned_of(box: SigningBox) -> None:
    box.show_cards([replace(CARD, tries=Tries.LAST)], 1, AT)
    assert box.warning.isVisible()
    assert "One try is left" in box.warning.accessibleName()


def test_after_a_wrong_pin_the_field_is_empty_and_the_box_can_be_used_again(
    box: SigningBox, qtbot: QtBot
) -> None:
    box.show_cards([CARD], 1, AT)
    qtbot.keyClicks(box.pin, "9999")
    box.sign.click()
    box.show_problem("The PIN is wrong. Make sure of it before you type it again.")
    assert (box.pin.text(), box.sign.isEnabled(), box.problem.isVisible()) == ("", False, True)
    qtbot.keyClicks(box.pin, "1234")
    assert box.sign.isEnabled()


def test_a_batch_shows_how_far_it_is_and_can_be_stopped(box: SigningBox, qtbot: QtBot) -> None:
    box.show_cards([CARD], 50, AT)
    box.show_progress(12, 50)
    assert (box.progress.isVisible(), box.look.isEnabled()) == (True, False)
    with qtbot.waitSignal(box.stopped):
        box.progress.cancel.click()
    box.show_progress(50, 50)
    assert not box.progress.isVisible()
    assert box.look.isEnabled()
