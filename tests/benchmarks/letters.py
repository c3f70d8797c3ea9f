"""A letter from the record to the disk, beside ReportLab alone setting the same words in the same fonts."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import cycle
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2
from demo import opened
from figure import Figure, interleaved
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from mdt_app import paths
from mdt_app.content import guidance as guidance_files
from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.agenda import Listing, Meeting
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import LetterContent
from mdt_app.letters.render import render
from mdt_app.operations.letter_records import letter_record
from mdt_app.operations.listings import decided_ids
from mdt_app.store.database import Database

LEVELS = ("primary", "secondary", "tertiary", "patient")
CASES, ROUNDS = 10, 4


def figures() -> Iterator[Figure]:
    database = opened()
    guidance = guidance_files.load(paths.resources())
    pdfmetrics.registerFont(TTFont("Bare", str(paths.fonts() / "NotoSans-Regular.ttf")))
    wanted = decided(database)[:CASES]
    with tempfile.TemporaryDirectory() as folder:
        words = cycle(
            [[lines(pdf) for pdf in write(database, guidance, one, Path(folder))] for one in wanted]
        )
        asked = cycle(wanted)
        contents = cycle([composed(database, guidance, one) for one in wanted])
        acts: dict[str, Callable[[], object]] = {
            "set": lambda: [render(one, letter_texts("en")) for one in next(contents)],
            "ours": lambda: write(database, guidance, next(asked), Path(folder)),
            "bare": lambda: [bare(one) for one in next(words)],
        }
        took = interleaved(acts, ROUNDS * len(wanted))
    database.close()
    ours, tagged, floor = (
        len(LEVELS) / (sum(took[name]) / len(took[name])) for name in ("ours", "set", "bare")
    )
    yield Figure(
        "letters, tagged, from content to bytes", tagged, floor, "ReportLab alone, untagged", "/s", target=0.4
    )
    yield Figure("letters, record to disk", ours, floor, "ReportLab alone, the same words", "/s", target=0.6)
    scaled = 60 * min(1, floor / 100)
    yield Figure(
        "letters a second (60 where the floor is 100)", ours, floor, "ReportLab alone, the same words", "/s",
        scaled, absolute=True,
    )  # fmt: skip


def decided(database: Database) -> list[str]:
    with database.reader() as reader:
        return sorted(decided_ids(reader, reader.find(Listing)))


def write(database: Database, guidance: Guidance, listing_id: str, folder: Path) -> list[bytes]:
    """Read a case once; compose and set its letters, look whether every page names the patient, keep them for good."""
    with database.reader() as reader:
        day = reader.get(Meeting, reader.get(Listing, listing_id).meeting_id).starts_at.date()
        record = letter_record(reader, guidance, listing_id, day, demo=True)
    written = []
    for level in LEVELS:
        pdf = render(compose(level, record), letter_texts("en"))
        require_named(pdf, record.patient.family, record.case.number)
        keep(pdf, folder / f"{listing_id}-{level}.pdf")
        written.append(pdf)
    return written


def composed(database: Database, guidance: Guidance, listing_id: str) -> list[LetterContent]:
    with database.reader() as reader:
        day = reader.get(Meeting, reader.get(Listing, listing_id).meeting_id).starts_at.date()
        record = letter_record(reader, guidance, listing_id, day, demo=True)
    return [compose(level, record) for level in LEVELS]


def keep(pdf: bytes, path: Path) -> None:
    draft = path.with_suffix(".part")
    with draft.open("wb") as file:
        file.write(pdf)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def require_named(pdf: bytes, family: str, case_number: str) -> None:
    for number, text in enumerate(texts(pdf), start=1):
        flat = " ".join(text.split())
        assert family in flat, f"page {number} does not name the patient"
        assert case_number in flat, f"page {number} does not name the case"


def lines(pdf: bytes) -> list[str]:
    return [line for text in texts(pdf) for line in text.splitlines() if line.strip()]


def bare(words: list[str]) -> bytes:
    style = ParagraphStyle("bare", fontName="Bare", fontSize=9.5, leading=12)
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([Paragraph(escape(line), style) for line in words])
    return out.getvalue()
