"""A PDF goes into the file that the user chose and into no other."""

from __future__ import annotations

from pathlib import Path

from mdt_app.paths import write_whole

ENDING = ".pdf"


def save_pdf(chosen: Path, content: bytes) -> Path:
    """Write it whole; gives the file's name, with the ending unless another file has that name. Raises OSError."""
    named = chosen if chosen.suffix.lower() == ENDING else chosen.with_name(chosen.name + ENDING)
    file = chosen if named != chosen and named.exists() else named
    write_whole(file, content)
    return file
