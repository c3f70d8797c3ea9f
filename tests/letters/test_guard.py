"""What must not stand in the patient's letter keeps it from being printed, wherever it is printed from."""

from __future__ import annotations

from dataclasses import replace

import letter_case
import pytest

from mdt_app.application import load_guidance
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.shared import niss
from mdt_app.press import LetterPress


def test_a_patient_letter_with_the_national_number_in_its_words_is_not_printed() -> None:
    case = letter_case.colpaert()
    assert case.discussion is not None
    typed = replace(case.discussion, plain_feel=f"Bring your card, number {niss(case)}.")
    press = LetterPress(load_guidance())
    assert press.drawn(case, "patient").startswith(b"%PDF")
    with pytest.raises(Refused, match="national number"):
        press.drawn(replace(case, discussion=typed), "patient")
