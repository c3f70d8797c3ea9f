"""Where a letter says something wrong, every kind of fact that letters read is looked through."""

from __future__ import annotations

import re
from pathlib import Path

from mdt_app.domain.facts import Kind
from mdt_app.domain.letters import used
from mdt_app.domain.letters.used import USED

OWN = {Kind.LETTER_ISSUED, Kind.CRITERIA_REVIEW, Kind.ASSESSMENT_DRAFT}
"""What the program leaves itself, and what no letter says."""


def test_every_kind_of_fact_that_a_letter_reads_is_among_those_that_letters_use() -> None:
    folder = Path(used.__file__).parent
    named = {
        name for one in folder.glob("*.py") for name in re.findall(r"Kind\.([A-Z_]+)", one.read_text("utf-8"))
    }
    kinds = {one for one in Kind if one.name in named}
    assert len(kinds) > 20
    assert kinds - OWN <= USED
