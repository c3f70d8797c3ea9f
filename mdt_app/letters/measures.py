"""The grid and type of every letter, in one place: millimetres on an A4 page, sizes in points."""

from __future__ import annotations

from reportlab.lib import units
from reportlab.lib.colors import Color, HexColor

from mdt_app.letters.text import Style

mm: float = units.mm

PAGE_WIDTH, PAGE_HEIGHT = 210 * mm, 297 * mm
LEFT, TEXT_WIDTH = 25 * mm, 165 * mm
RIGHT = LEFT + TEXT_WIDTH
BOTTOM = 20 * mm
"""Lowest point of the body, from the page's bottom edge."""

BODY_TOP, PATIENT_BODY_TOP, NEXT_TOP = 96 * mm, 94.4 * mm, 23 * mm
"""Where the body begins, from the top edge: first page of a professional and of a patient letter, later pages."""

HEADING_WIDTH, HUNG = 29 * mm, 33 * mm
"""Width of a hung heading, and where the text beside it begins."""

HALF, GUTTER = 80 * mm, 5 * mm
"""The two columns of the patient letter."""

QUIET_BOTTOM = 94.0
"""Millimetres from the top edge: where a window may show the page down to here, the body begins as above."""

BESIDE_WIDTH = 68 * mm
"""Of the block beside the address."""

FOLD_LEFT, FOLD_RIGHT, FOLDS = 5 * mm, 9 * mm, (99 * mm, 198 * mm)
FOOTER_RULE = 17 * mm

INK: Color = HexColor(0x111111)
ACCENT: Color = HexColor(0x17475A)
HAIR, THIN, HEAD_RULE = 0.25, 0.3, 0.9

BODY = Style(9.2, 12)
BODY_SMALL = Style(9, 11.8)
HEADING = Style(9.2, 12, accent=True, bold=True, tag="H2")
HEADING_SMALL = Style(9, 11.8, accent=True, bold=True, tag="H2")
CLOSE = Style(8.8, 11)
CLOSE_HEADING = Style(8.8, 11, accent=True, bold=True, tag="H2")
CLOSE_CELL = Style(8.2, 10)
CLOSEST = Style(8.4, 10.4)
CLOSEST_HEADING = Style(8.4, 10.4, accent=True, bold=True, tag="H2")
CLOSEST_CELL = Style(8, 9.6)
CELL = Style(8.3, 10.7)
CELL_HEAD = Style(7.6, 10.2, accent=True, bold=True)
TITLE = Style(13, 16.6, bold=True, tag="H1")
LABEL = Style(7.4, 13)
REFERENCE = Style(8.8, 13)
REFERENCE_BOLD = Style(8.8, 13, bold=True)
ADDRESS = Style(10, 12)
NOTE = Style(7.8, 10)
HOUSE = Style(10, 12, bold=True)
CORRECTION = Style(8.8, 11.4)
LEGEND = Style(6.6, 8.3)
SENDER_SIZE, FOOT, LARGE_FOOT = 6.6, 7.4, 10.0

PATIENT = Style(11, 14.5)
PATIENT_HEADING = Style(11, 14.5, accent=True, bold=True, tag="H2")
PATIENT_BULLET = Style(11, 14.5, bullet=True)
PATIENT_CELL = Style(10.4, 13.2)
PATIENT_CELL_HEAD = Style(10.4, 13.2, accent=True, bold=True)
PATIENT_NUMBER = Style(14.5, 16.5, bold=True)
PATIENT_TITLE = Style(14, 18.5, bold=True, tag="H1")
LARGE = Style(16, 21.5)
LARGE_HEADING = Style(17, 22.5, accent=True, bold=True, tag="H2")
LARGE_TITLE = Style(17, 23, bold=True, tag="H1")
LARGE_CALL_HEADING = Style(17, 22.5, accent=True, bold=True, tag="H1")
LARGE_NUMBER = Style(21, 27, bold=True)
CALL = Style(10.4, 12.7)
CALL_HEADING = Style(11, 14, accent=True, bold=True, tag="H1")
CALL_BULLET = Style(10.4, 12.7, bullet=True)
