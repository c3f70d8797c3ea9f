"""A letter to sign with the cards of the test run."""

from __future__ import annotations

import letter_case
import pytest
from signing_kit import AT

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.letters.compose import compose
from mdt_app.letters.signature import for_signing, signature_mark
from mdt_app.signing.session import Unsigned


@pytest.fixture(scope="session")
def letter() -> Unsigned:
    """Mrs Colpaërt's letter to her GP, with the place of a signature."""
    content = compose("primary", letter_case.colpaert())
    mark = signature_mark(content, letter_texts(), "Anna Peeters", AT.date())
    return Unsigned(for_signing(content, letter_texts()), mark)
