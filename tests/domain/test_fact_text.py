"""Every fact can be said in one short line, whatever it carries."""

from __future__ import annotations

from typing import get_args

from mdt_app.domain.fact_text import SAYINGS
from mdt_app.domain.payloads import Payload


def test_every_payload_has_its_line() -> None:
    assert set(SAYINGS) == set(get_args(Payload))
