"""A PDF goes into the file that the user chose and into no other; the name offered for it is safe everywhere."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

from mdt_app.paths import write_whole

ENDING = ".pdf"
LONGEST = 80
"""So much of a board's name."""


def pdf_name(what: str, board: str, day: date) -> str:
    """ "Agenda Thoracic oncology board 2026-10-15.pdf", safe on every system and without any patient's name."""
    flat = unicodedata.normalize("NFC", board)
    plain = re.sub(r"[^\w .-]+", " ", flat).strip(" .")[:LONGEST]
    return " ".join(f"{what} {plain} {day}{ENDING}".split())


def save_pdf(chosen: Path, content: bytes) -> Path:
    """Write it whole; gives the file's name, with the ending unless another file has that name. Raises OSError."""
    named = chosen if chosen.suffix.lower() == ENDING else chosen.with_name(chosen.name + ENDING)
    file = chosen if named != chosen and named.exists() else named
    write_whole(file, content)
    return file
