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
from figure import Figure, interleaved, middle
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
from mdt_app.domain.letter_compose import compose
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
    wanted = [(one, level) for one in decided(database)[:CASES] for level in LEVELS]
    with tempfile.TemporaryDirectory() as folder:
        written = [write(database, guidance, *one, Path(folder)) for one in wanted]
        words = cycle([lines(pdf) for pdf in written])
        asked = cycle(wanted)
        acts: dict[str, Callable[[], object]] = {
            "ours": lambda: write(database, guidance, *next(asked), Path(folder)),
            "bare": lambda: bare(next(words)),
        }
        took = interleaved(acts, ROUNDS * len(wanted))
    database.close()
    ours, floor = (1 / (sum(took[name]) / len(took[name])) for name in ("ours", "bare"))
    yield Figure("letters, record to disk", ours, floor, "ReportLab alone, same words", "/s", target=0.6)
    yield Figure("letters, record to disk", ours, floor, "60/s where bare reaches 100/s", "/s", 60, absolute=True)
    slowest = max(range(len(LEVELS)), key=lambda place: middle(took["ours"][place :: len(LEVELS)]))
    yield Figure(
        f"the slowest letter, {LEVELS[slowest]}", middle(took["ours"][slowest :: len(LEVELS)]),
        middle(took["bare"][slowest :: len(LEVELS)]), "ReportLab alone, same words",
    )  # fmt: skip


def decided(database: Database) -> list[str]:
    with database.reader() as reader:
        return sorted(decided_ids(reader, reader.find(Listing)))


def write(database: Database, guidance: Guidance, listing_id: str, level: str, folder: Path) -> bytes:
    """Read, compose, set, look whether every page names the patient, and put it on disk for good."""
    with database.reader() as reader:
        listing_day = reader.get(Meeting, reader.get(Listing, listing_id).meeting_id).starts_at.date()
        record = letter_record(reader, guidance, listing_id, listing_day, demo=True)
    pdf = render(compose(level, record), letter_texts("en"))
    require_named(pdf, record.patient.family, record.case.number)
    draft = folder / f"{listing_id}-{level}.part"
    with draft.open("wb") as file:
        file.write(pdf)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / f"{listing_id}-{level}.pdf")
    return pdf


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
