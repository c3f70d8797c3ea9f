"""Every page says at its foot whose it is, which letter and which page, and whether the letter is signed."""

from __future__ import annotations

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import FROZEN
from mdt_app.domain.letters.parts import Shared
from mdt_app.domain.letters.signing import Box
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import rule
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.measures import mm
from mdt_app.letters.page import fitting, put, shortened
from mdt_app.letters.paper import Paper
from mdt_app.letters.shaping import text_width
from mdt_app.letters.text import one_line
from mdt_app.letters.wording import Say, held

SIGNATURE_WIDTH = 60 * mm
BESIDE_SIGNATURE = m.TEXT_WIDTH - SIGNATURE_WIDTH - 2 * mm
FOOT_SIZE, FOOT_LEADING = 6.6, 7.6
LEAST_SIGNATURE_BOTTOM = 13.0
"""Points from the page's lower edge, which no printer reaches."""


def draw_foot(canvas: Paper, shared: Shared, say: Say, page: int, pages: int, size: float = 7.4) -> None:
    """Who the page is about, which letter it is and which page: on every page; who listens hears it at the end."""
    common, leading = say.texts.common, size * 9.5 / 7.4
    canvas.setFillColor(m.INK)
    rule(canvas, m.LEFT, m.FOOTER_RULE, m.TEXT_WIDTH, m.HEAD_RULE)
    y = m.PAGE_HEIGHT - m.FOOTER_RULE + leading
    counted = common.page.text(page=str(page), pages=str(pages))
    state = signing_state(shared, say, page)
    room = m.TEXT_WIDTH - 32 * mm
    rest = foot_identity(shared, say)
    name = shortened(shared.patient.name, BOLD, size, room - text_width(rest, BOLD, size))
    draft = shared.state not in FROZEN
    letter = (
        (common.foot_draft if draft else common.foot_letter)
        .text(
            case=shared.case_number,
            letter=shared.number,
            version=str(shared.version),
            day=say.full_day(shared.issued_on),
        )
        .replace(held(" "), " ")
    )
    beside = room if state else BESIDE_SIGNATURE
    closer = fitting(letter, REGULAR, size, beside)
    letter, state = (
        shortened(letter, REGULAR, closer, beside),
        shortened(state, REGULAR, size, SIGNATURE_WIDTH),
    )
    with canvas.tagged("P") if page == pages else canvas.artifact():
        put(canvas, name + rest, m.LEFT, y, size, "the patient's name", weight=True)
        with canvas.artifact():
            put(canvas, counted, m.RIGHT, y, size, "the page number", weight=True, right=True)
        put(canvas, letter, m.LEFT, y + leading, closer, "the case number")
        put(canvas, state, m.RIGHT, y + leading, size, "the signature", right=True)
    if not state:
        left, bottom, right, _ = signature_box(size)
        rule(canvas, left, bottom, right - left, m.HAIR)
    if page == 1 and size < m.LARGE_FOOT:
        draw_house(canvas, shared, m.TEXT_WIDTH if state else beside, y + leading)


def draw_house(canvas: Paper, shared: Shared, room: float, above: float) -> None:
    """The lines of the house under everything, such as its registration number; `above` is the last baseline."""
    for number, line in enumerate(shared.letterhead.foot, start=1):
        size = fitting(line, REGULAR, FOOT_SIZE, room)
        put(canvas, line, m.LEFT, above + number * FOOT_LEADING + 0.8, size, "the foot of the letter")


def require_room(shared: Shared) -> None:
    """Raises `Refused` where a line of the house is too wide, also once a signature stands beside it."""
    for line in shared.letterhead.foot:
        size = fitting(line, REGULAR, FOOT_SIZE, BESIDE_SIGNATURE)
        if text_width(one_line(line), REGULAR, size) > BESIDE_SIGNATURE + 0.1:
            raise Refused(f"This line of the letter's foot is too wide: “{one_line(line)[:80]}”. Shorten it.")


def signing_state(shared: Shared, say: Say, page: int = 0) -> str:
    """Whether the letter is signed; "" on the page that keeps a place for the signature."""
    common = say.texts.common
    if shared.to_be_signed:
        return "" if page == 1 else common.signature_place.text()
    return common.signed.text(name=shared.signed_by) if shared.signed_by else common.not_signed.text()


def signature_box(size: float = 7.4) -> Box:
    """The place of the signature at the foot of the first page: beside the letter's number, and a line below it."""
    leading = size * 9.5 / 7.4
    baseline = m.FOOTER_RULE - 2 * leading
    bottom = max(baseline - leading - 0.3 * size, LEAST_SIGNATURE_BOTTOM)
    return m.RIGHT - SIGNATURE_WIDTH, bottom, m.RIGHT, baseline + size


def foot_identity(shared: Shared, say: Say) -> str:
    common, patient = say.texts.common, shared.patient
    text = f" · {common.foot_no_birth_date.text()}"
    if patient.birth_date:
        text = f" · {say.line_text(common.foot_born, day=say.full_day(patient.birth_date))}"
    if patient.niss:
        text += f" · {common.foot_niss.text(number=patient.niss)}"
    return text.replace(held(" "), " ")
