"""Head, window, references, folds and foot stand at fixed places; whatever does not fit its place is refused."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import LetterState
from mdt_app.domain.letters.parts import Shared
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Painted, rule
from mdt_app.letters.fonts import BOLD, REGULAR, require_glyphs, text_width
from mdt_app.letters.measures import mm
from mdt_app.letters.text import NO_BREAK, P, clean
from mdt_app.letters.wording import Say, held

MOST_ADDRESS_LINES = 5
NAME_WIDTH, CONTACT_WIDTH, MOST_CONTACT_LINES = 71 * mm, 80 * mm, 4
LEAST_SIZE = 0.75
"""How far a line of the letterhead may shrink."""

VALUE_WIDTH = 47 * mm
REFERENCES_TOP = 49 * mm
REFERENCES_HIGHEST = 29 * mm  # under the letterhead
TITLE_WIDTH = 68 * mm
LONG_NAME = 60
"""Characters of a name from which the head shows its beginning and the body the whole."""


def put(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    size: float,
    where: str,
    weight: bool = False,
    right: bool = False,
) -> None:
    """One line of text with its baseline `y` mm-in-points from the top; `right` ends it at `x`."""
    font, text = BOLD if weight else REGULAR, clean(text).replace("\n", " ")
    require_glyphs(text, font, where)
    canvas.setFont(font, size)
    draw = canvas.drawRightString if right else canvas.drawString
    draw(x, m.PAGE_HEIGHT - y, text.replace(NO_BREAK, " "))


def shortened(text: str, font: str, size: float, width: float) -> str:
    """The text, or its beginning with … where it is wider than `width`; for lines that repeat what stands elsewhere."""
    text = clean(text).replace("\n", " ")
    if text_width(text, font, size) <= width:
        return text
    used, kept = text_width("…", font, size), 0
    for letter in text:
        used += text_width(letter, font, size)
        if used > width:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def draw_first(canvas: Canvas, shared: Shared, say: Say, title: str, patient: bool = False) -> None:
    draw_letterhead(canvas, shared, say, patient)
    draw_address(canvas, shared, say)
    draw_folds(canvas)
    if not patient:
        draw_references(canvas, shared, say, title)


def draw_letterhead(canvas: Canvas, shared: Shared, say: Say, patient: bool) -> None:
    head = shared.letterhead
    draw_mark(canvas)
    name = head.hospital or shared.board
    unit = (head.patient_unit or say.line_text(say.texts.patient.team)) if patient else shared.board
    x = m.LEFT + 13.5 * mm
    canvas.setFillColor(m.ACCENT)
    size = fitting(name, BOLD, 12.5, NAME_WIDTH)
    put(canvas, shortened(name, BOLD, size, NAME_WIDTH), x, 17.6 * mm, size, "the letterhead", weight=True)
    canvas.setFillColor(m.INK)
    unit = unit if unit != name else ""
    size = fitting(unit, REGULAR, 8.4, NAME_WIDTH)
    put(canvas, shortened(unit, REGULAR, size, NAME_WIDTH), x, 21.8 * mm, size, "the letterhead")
    lines = contact_lines(shared, say, patient)
    y = (15.9 if len(lines) < MOST_CONTACT_LINES else 14) * mm
    for line in lines:
        size = fitting(line, REGULAR, 7.8, CONTACT_WIDTH)
        if text_width(clean(line), REGULAR, size) > CONTACT_WIDTH + 0.1:
            raise Refused(f"This line of the board's letterhead is too wide: “{line[:80]}”. Shorten it.")
        put(canvas, line, m.RIGHT, y, size, "the letterhead", right=True)
        y += 3.6 * mm


def fitting(text: str, font: str, size: float, width: float) -> float:
    """The size at which the text fits the width, down to `LEAST_SIZE` of it."""
    wide = text_width(clean(text), font, size)
    return size if wide <= width else size * max(LEAST_SIZE, width / wide)


def contact_lines(shared: Shared, say: Say, patient: bool) -> list[str]:
    head, common = shared.letterhead, say.texts.common
    address = " · ".join(head.address)
    if patient:
        return [line for line in (address, say.full_day(shared.issued_on)) if line]
    both = " · ".join(part for part in (head.unit, address) if part)
    lines = [both] if text_width(both, REGULAR, 7.8) <= CONTACT_WIDTH else [head.unit, address]
    if head.contact or head.day_phone:
        lines.append(common.contact.text(who=head.contact or head.unit, phone=head.day_phone))
    if head.doctor_line:
        lines.append(common.doctor_line.text(phone=head.doctor_line))
    return [line for line in lines if line]


def draw_mark(canvas: Canvas) -> None:
    """A ring with a full centre, for a house without a mark of its own."""
    x, y = m.LEFT + 5 * mm, m.PAGE_HEIGHT - 18.8 * mm
    canvas.setStrokeColor(m.ACCENT)
    canvas.setFillColor(m.ACCENT)
    canvas.setLineWidth(1.4)
    canvas.circle(x, y, 4.7 * mm, stroke=1, fill=0)
    canvas.circle(x, y, 1.8 * mm, stroke=0, fill=1)


def draw_address(canvas: Canvas, shared: Shared, say: Say) -> None:
    """The recipient in the window's zone. Raises `Refused` where the address does not fit there."""
    recipient = shared.recipient
    lines = [part for line in (recipient.name, *recipient.lines) if line.strip() for part in wrapped(line)]
    if recipient.missing:
        lines += wrapped(f"[{recipient.missing}]")
    lines = lines or [f"[{say.line_text(say.texts.common.no_address)}]"]
    if len(lines) > MOST_ADDRESS_LINES:
        raise Refused(
            f"The address of {recipient.name} takes {len(lines)} lines; the window shows {MOST_ADDRESS_LINES}. "
            "Shorten it."
        )
    size = 10.0 if len(lines) == MOST_ADDRESS_LINES else 10.6
    y, step = (51.5 * mm, 4.2 * mm) if len(lines) == MOST_ADDRESS_LINES else (53 * mm, 4.5 * mm)
    canvas.setFillColor(m.INK)
    for line in lines:
        put(canvas, line, m.ADDRESS_LEFT + 2 * mm, y, size, "the recipient's address")
        y += step


def wrapped(line: str) -> list[str]:
    """A line of the address in parts that fit the window at its smallest type."""
    room = m.ADDRESS_RIGHT - m.ADDRESS_LEFT - 2 * mm
    text = P(line, m.ADDRESS, "the recipient's address")
    return ["".join(part for part, _, _ in segments) for segments in text.lines(room)]


def draw_references(canvas: Canvas, shared: Shared, say: Say, title: str) -> None:
    """Labels and values left of the window, then the title; x below 93 mm, so that the window never shows them.

    They begin beside the address, and higher up where they are long. Raises `Refused` where even that is too little.
    """
    rows = [
        (
            P(label, m.LABEL, "a label"),
            P(value, m.REFERENCE_BOLD if weight else m.REFERENCE, "the references"),
        )
        for label, value, weight in references(shared, say)
    ]
    heading = P(title, m.TITLE, "the title")
    low = m.PAGE_HEIGHT - m.BODY_TOP + 1.5 * mm
    needed = sum(text.height(VALUE_WIDTH) for _, text in rows) + heading.height(TITLE_WIDTH) + 1 * mm
    y = max(m.PAGE_HEIGHT - REFERENCES_TOP, low + needed)
    if y > m.PAGE_HEIGHT - REFERENCES_HIGHEST:
        raise Refused("The patient's references are too long for the letter's head. Shorten them.")
    for name, text in rows:
        Painted(name).draw(canvas, m.LEFT, y, 20 * mm)
        Painted(text).draw(canvas, m.LEFT + 21 * mm, y, VALUE_WIDTH)
        y -= text.height(VALUE_WIDTH)
    top = min(low + heading.height(TITLE_WIDTH), y - 1 * mm)
    Painted(heading).draw(canvas, m.LEFT, top, TITLE_WIDTH)


def references(shared: Shared, say: Say) -> list[tuple[str, str, bool]]:
    common, patient = say.texts.common, shared.patient
    name = beginning(say.patient_name(shared))
    rows = [(common.patient, name, True), (common.born, born(shared, say), False)]
    if patient.niss:
        rows.append((common.niss, patient.niss, False))
    rows += [
        (common.case, shared.case_number, False),
        (common.meeting, say.day_time(shared.meeting_at), False),
    ]
    return [(label.text(), value, weight) for label, value, weight in rows]


def beginning(text: str) -> str:
    """The text, or what the head has room for."""
    return text if len(text) <= LONG_NAME else text[:LONG_NAME].rstrip() + "…"


def born(shared: Shared, say: Say) -> str:
    """The birth date with the age, or with the day of death."""
    common, patient = say.texts.common, shared.patient
    day = say.full_day(patient.birth_date) if patient.birth_date else common.no_birth_date.text()
    if patient.died is not None:
        return common.died.text(born=day, day=say.full_day(patient.died))
    return day if patient.age is None else common.born_age.text(day=day, years=str(patient.age))


def draw_folds(canvas: Canvas) -> None:
    for y in m.FOLDS:
        rule(canvas, m.FOLD_LEFT, m.PAGE_HEIGHT - y, m.FOLD_RIGHT - m.FOLD_LEFT, m.THIN)


def draw_next(canvas: Canvas, shared: Shared, subject: str) -> None:
    """The head of every page after the first."""
    canvas.setFillColor(m.ACCENT)
    name = shared.letterhead.hospital or shared.board
    put(canvas, shortened(name, BOLD, 8.4, 80 * mm), m.LEFT, 15.5 * mm, 8.4, "the letterhead", weight=True)
    canvas.setFillColor(m.INK)
    put(canvas, shortened(subject, REGULAR, 8.4, 80 * mm), m.RIGHT, 15.5 * mm, 8.4, "the title", right=True)
    rule(canvas, m.LEFT, m.PAGE_HEIGHT - 18 * mm, m.TEXT_WIDTH, m.HEAD_RULE)


def draw_foot(canvas: Canvas, shared: Shared, say: Say, page: int, pages: int, size: float = 7.4) -> None:
    """Who the page is about, which letter it is and which page: on every page."""
    common, leading = say.texts.common, size * 9.5 / 7.4
    canvas.setFillColor(m.INK)
    rule(canvas, m.LEFT, m.FOOTER_RULE, m.TEXT_WIDTH, m.HEAD_RULE)
    y = m.PAGE_HEIGHT - m.FOOTER_RULE + leading
    counted = common.page.text(page=str(page), pages=str(pages))
    state = common.signed.text(name=shared.signed_by) if shared.signed_by else common.not_signed.text()
    room = m.TEXT_WIDTH - 32 * mm
    rest = foot_identity(shared, say)
    name = shortened(shared.patient.name, BOLD, size, room - text_width(rest, BOLD, size))
    put(canvas, name + rest, m.LEFT, y, size, "the patient's name", weight=True)
    put(canvas, counted, m.RIGHT, y, size, "the page number", weight=True, right=True)
    draft = shared.state in (LetterState.DRAFT, LetterState.REVIEWED)
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
    put(canvas, shortened(letter, REGULAR, size, room), m.LEFT, y + leading, size, "the case number")
    put(
        canvas,
        shortened(state, REGULAR, size, 60 * mm),
        m.RIGHT,
        y + leading,
        size,
        "the signature",
        right=True,
    )


def foot_identity(shared: Shared, say: Say) -> str:
    common, patient = say.texts.common, shared.patient
    text = f" · {common.foot_no_birth_date.text()}"
    if patient.birth_date:
        text = f" · {common.foot_born.text(day=say.full_day(patient.birth_date))}"
    if patient.niss:
        text += f" · {common.foot_niss.text(number=patient.niss)}"
    return text.replace(held(" "), " ")


def draw_state(canvas: Canvas, shared: Shared, say: Say) -> None:
    """Whatever is not to be sent says so at the top of every page, between two rules."""
    common = say.texts.common
    marks = []
    if shared.demo:
        marks.append(common.demo.text())
    if shared.state in (LetterState.DRAFT, LetterState.REVIEWED):
        marks.append(common.draft.text())
    if shared.state == LetterState.SUPERSEDED:
        marks.append(common.superseded.text())
    draw_marks(canvas, marks)


def draw_marks(canvas: Canvas, marks: list[str]) -> None:
    if not marks:
        return
    canvas.setFillColor(m.INK)
    canvas.setFont(BOLD, 9)
    text = " · ".join(marks)
    width = text_width(text, BOLD, 9)
    middle = m.LEFT + m.TEXT_WIDTH / 2
    canvas.drawCentredString(middle, m.PAGE_HEIGHT - 9 * mm, text)
    for y in (5.2 * mm, 10.4 * mm):
        rule(canvas, middle - width / 2 - 6, m.PAGE_HEIGHT - y, width + 12, m.HEAD_RULE)
