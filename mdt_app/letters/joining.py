"""Finished letters are joined, locked or padded as they are: no page of them is drawn anew."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pikepdf

from mdt_app.domain.letters.file_password import require_length

SHEET = 2
"""Sides of a sheet of paper."""

MARKS, SENDINGS = "/Letters", "/Sendings"
"""What a joined file says of the letters in it, and a list of the sendings that it names."""


def joined(letters: Iterable[bytes], *, both_sides: bool = False, marks: Iterable[str] = ()) -> bytes:
    """One file for the printer, the letters in their order; each begins a new sheet where both sides are printed.

    `marks` say in the file which letters it holds; `marks_in` reads them again. A joined file is for
    paper alone: tags and signatures stay with the single letters.
    """
    with pikepdf.new() as out:
        for letter in letters:
            with pikepdf.open(BytesIO(letter)) as one:
                out.pages.extend(one.pages)
                if both_sides and len(out.pages) % SHEET:
                    out.add_blank_page(page_size=page_size(one))
        out.docinfo[MARKS] = " ".join(marks)
        return saved(out)


def marked(pdf: bytes, marks: Iterable[str]) -> bytes:
    """A list that says in its file which sendings it names; its pages and tags stay as they are."""
    with pikepdf.open(BytesIO(pdf)) as document:
        document.docinfo[SENDINGS] = " ".join(marks)
        return saved(document)


def page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def marks_in(file: Path, password: str = "", kind: str = MARKS) -> list[str]:
    """The marks of a file; none where it is another file, or does not open with this password."""
    try:
        with pikepdf.open(file, password=password) as document:
            return str(document.docinfo.get(kind, "")).split()
    except (OSError, pikepdf.PdfError, pikepdf.PasswordError):
        return []


def page_size(document: pikepdf.Pdf) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in document.pages[0].mediabox)
    return right - left, top - bottom


def locked(letter: bytes, password: str) -> bytes:
    """The letter, to be opened with a password (AES-256). Raises `Refused` for a password that is too short.

    Locking makes other bytes each time, and what is locked is neither PDF/A nor bears a valid signature.
    """
    require_length(password)
    with pikepdf.open(BytesIO(letter)) as document:
        out = BytesIO()
        key = pikepdf.Encryption(user=password, owner=password, R=6)
        document.save(out, encryption=key, static_id=False)
        return out.getvalue()


def opens_as(file: bytes, password: str, letter: bytes) -> bool:
    """Whether a locked file opens with this password and is that letter: the same title, the same pages."""
    try:
        with pikepdf.open(BytesIO(file), password=password) as found, pikepdf.open(BytesIO(letter)) as wanted:
            return said(found) == said(wanted)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return False


def said(document: pikepdf.Pdf) -> tuple[str, list[bytes]]:
    return str(document.docinfo.get("/Title", "")), [page.Contents.read_bytes() for page in document.pages]


def saved(document: pikepdf.Pdf) -> bytes:
    """The same pages give the same bytes."""
    out = BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()
