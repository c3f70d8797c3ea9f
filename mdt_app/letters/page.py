"""Head, window, references and folds stand at fixed places; whatever does not fit its place is refused."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.letter import FROZEN, LetterState
from mdt_app.domain.letters.mark import mark_of
from mdt_app.domain.letters.parts import Shared
from mdt_app.domain.people import CareLevel
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import Painted, rule
from mdt_app.letters.correction import correction
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.measures import mm
from mdt_app.letters.metadata import About
from mdt_app.letters.paper import Paper
from mdt_app.letters.shaping import require_glyphs, text_width
from mdt_app.letters.text import P, Text, clean, one_line
from mdt_app.letters.wording import Say

MOST_ADDRESS_LINES = 5
CONTACT_WIDTH, CONTACT_SIZE, MOST_CONTACT_LINES = 80 * mm, 7.8, 4
MARK_WIDTH, MARK_HEIGHT, MARK_GAP = 30 * mm, 12 * mm, 3.5 * mm
LEAST_SIZE = 0.75
"""How far a line of the letterhead may shrink."""

VALUE_WIDTH = 47 * mm
REFERENCES_TOP = 49 * mm
REFERENCES_HIGHEST = 29 * mm  # under the letterhead
TITLE_WIDTH = 68 * mm
MOST_CORRECTION_LINES = 4
LONG_NAME = 60
"""Characters of a name from which the head shows its beginning and the body the whole."""


def new_paper(about: About, accent: str = "") -> Paper:
    """A4 paper; `accent` is the colour of headings, "#17475A", "" for the usual one."""
    said = About(
        title=one_line(about.title),
        language=about.language,
        author=one_line(about.author),
        subject=one_line(about.subject),
    )
    paper = Paper(said, m.PAGE_WIDTH, m.PAGE_HEIGHT)
    paper.accent = HexColor(accent) if accent else m.ACCENT
    return paper


def body_top(shared: Shared) -> float:
    """Where the body begins, from the top edge: under all that the window may show."""
    usual = m.PATIENT_BODY_TOP if shared.level == CareLevel.PATIENT else m.BODY_TOP
    return usual + max(0.0, shared.envelope.quiet[3] - m.QUIET_BOTTOM) * mm


def beside_left(shared: Shared) -> float:
    """Where the block beside the address begins: on the other side of the page than the window."""
    return m.RIGHT - m.BESIDE_WIDTH if shared.envelope.at_left else m.LEFT


def put(
    canvas: Paper,
    text: str,
    x: float,
    y: float,
    size: float,
    where: str,
    weight: bool = False,
    right: bool = False,
    tag: str = "P",
) -> None:
    """One line of text with its baseline `y` mm-in-points from the top; `right` ends it at `x`."""
    font, text = BOLD if weight else REGULAR, one_line(text)
    if not text:
        return
    require_glyphs(text, font, where)
    x -= text_width(text, font, size) if right else 0
    with canvas.leaf(tag):
        canvas.text(x, m.PAGE_HEIGHT - y, size, size, [[(f"{text} ", font, 0.0)]])


def shortened(text: str, font: str, size: float, width: float) -> str:
    """The text, or its beginning with … where it is wider than `width`; for lines that repeat what stands elsewhere."""
    text = one_line(text)
    if text_width(text, font, size) <= width:
        return text
    used, kept = text_width("…", font, size), 0
    for letter in text:
        used += text_width(letter, font, size)
        if used > width:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def draw_first(canvas: Paper, shared: Shared, say: Say, title: str, patient: bool = False) -> None:
    draw_letterhead(canvas, shared, say, patient)
    draw_sender(canvas, shared)
    with canvas.tagged("P"):
        draw_address(canvas, shared, say)
    draw_folds(canvas)
    if not patient:
        draw_references(canvas, shared, say, title)


def draw_letterhead(canvas: Paper, shared: Shared, say: Say, patient: bool) -> None:
    head = shared.letterhead
    name = head.hospital or shared.board
    unit = (head.patient_unit or say.line_text(say.texts.patient.team)) if patient else shared.board
    contacts = contact_lines(shared, say, patient)
    wide = draw_mark(canvas, shared, name) + MARK_GAP
    beside = max((text_width(one_line(line), REGULAR, CONTACT_SIZE) for line in contacts), default=0.0)
    x, room = m.LEFT + wide, m.TEXT_WIDTH - wide - min(beside, CONTACT_WIDTH) - MARK_GAP
    canvas.setFillColor(canvas.accent)
    lowest = draw_name(canvas, name, x, room)
    canvas.setFillColor(m.INK)
    unit = unit if unit != name else ""
    size = fitting(unit, REGULAR, 8.4, room)
    put(canvas, shortened(unit, REGULAR, size, room), x, lowest + 4.2 * mm, size, "the letterhead")
    draw_contacts(canvas, contacts)


def draw_name(canvas: Paper, name: str, x: float, room: float) -> float:
    """The name of the house on a line, or on two smaller ones beside a wide mark; the last baseline, from the top."""
    size = fitting(name, BOLD, 12.5, room)
    lines = P(name, m.HOUSE, "the letterhead").lines(room)
    if text_width(one_line(name), BOLD, size) <= room + 0.1 or len(lines) > 2:
        put(canvas, shortened(name, BOLD, size, room), x, 17.6 * mm, size, "the letterhead", weight=True)
        return 17.6 * mm
    for line, y in zip(lines, (15.9 * mm, 19.9 * mm), strict=True):
        put(canvas, "".join(part for part, _, _ in line), x, y, m.HOUSE.size, "the letterhead", weight=True)
    return 19.9 * mm


def draw_contacts(canvas: Paper, lines: list[str]) -> None:
    """How to reach the house, at the right edge."""
    y = (15.9 if len(lines) < MOST_CONTACT_LINES else 14) * mm
    for line in lines:
        size = fitting(line, REGULAR, CONTACT_SIZE, CONTACT_WIDTH)
        if text_width(one_line(line), REGULAR, size) > CONTACT_WIDTH + 0.1:
            raise Refused(
                f"This line of the board's letterhead is too wide: “{one_line(line)[:80]}”. Shorten it."
            )
        put(canvas, line, m.RIGHT, y, size, "the letterhead", right=True)
        y += 3.6 * mm


def fitting(text: str, font: str, size: float, width: float) -> float:
    """The size at which the text fits the width, down to `LEAST_SIZE` of it."""
    wide = text_width(one_line(text), font, size)
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


def draw_mark(canvas: Paper, shared: Shared, name: str) -> float:
    """The mark of the house and its width in points; who listens hears whose it is."""
    if not shared.letterhead.logo:
        draw_ring(canvas, name)
        return 10 * mm
    mark = mark_of(shared.letterhead.logo)
    scale = min(MARK_WIDTH / mark.width, MARK_HEIGHT / mark.height)
    wide, high = mark.width * scale, mark.height * scale
    low = m.PAGE_HEIGHT - 18.8 * mm - high / 2
    with canvas.figure(clean(name), m.LEFT, low, m.LEFT + wide, low + high):
        canvas.picture(mark, m.LEFT, low, wide, high)
    return wide


def draw_ring(canvas: Paper, name: str) -> None:
    """A ring with a full centre, for a house without a mark of its own."""
    x, y, half = m.LEFT + 5 * mm, m.PAGE_HEIGHT - 18.8 * mm, 5 * mm
    canvas.setStrokeColor(canvas.accent)
    canvas.setFillColor(canvas.accent)
    canvas.setLineWidth(1.4)
    with canvas.figure(clean(name), x - half, y - half, x + half, y + half):
        canvas.circle(x, y, 4.7 * mm, stroke=1, fill=0)
        canvas.circle(x, y, 1.8 * mm, stroke=0, fill=1)


def draw_sender(canvas: Paper, shared: Shared) -> None:
    """The house in small type over the address, where the country's envelopes show it; never the unit."""
    head, envelope = shared.letterhead, shared.envelope
    line = " · ".join(part for part in (head.hospital, *head.address) if part)
    if not envelope.sender or not head.hospital:
        return
    left, top, right, _ = (edge * mm for edge in envelope.address)
    room = right - left - 2 * mm
    size = fitting(line, REGULAR, m.SENDER_SIZE, room)
    shown = shortened(line, REGULAR, size, room)
    put(canvas, shown, left + 2 * mm, top - 2.2 * mm, size, "the letterhead")
    rule(canvas, left + 2 * mm, m.PAGE_HEIGHT - top + 1.2 * mm, text_width(shown, REGULAR, size), m.HAIR)


def draw_address(canvas: Paper, shared: Shared, say: Say) -> None:
    """The recipient in the window's zone. Raises `Refused` where the address does not fit there."""
    recipient = shared.recipient
    name = say.addressee(recipient, shared.level)
    lines = [part for line in (name, *recipient.lines) if line.strip() for part in wrapped(line, shared)]
    if recipient.missing:
        lines += wrapped(f"[{say.missing(recipient)}]", shared)
    lines = lines or [f"[{say.line_text(say.texts.common.no_address)}]"]
    if len(lines) > MOST_ADDRESS_LINES:
        raise Refused(
            f"The address of {recipient.name} takes {len(lines)} lines; the window shows {MOST_ADDRESS_LINES}. "
            "Shorten it."
        )
    size = 10.0 if len(lines) == MOST_ADDRESS_LINES else 10.6
    left, top = (edge * mm for edge in shared.envelope.address[:2])
    y, step = (top + 3.5 * mm, 4.2 * mm) if len(lines) == MOST_ADDRESS_LINES else (top + 5 * mm, 4.5 * mm)
    canvas.setFillColor(m.INK)
    for line in lines:
        put(canvas, line, left + 2 * mm, y, size, "the recipient's address")
        y += step


def wrapped(line: str, shared: Shared) -> list[str]:
    """A line of the address in parts that fit the window at its smallest type."""
    left, _, right, _ = shared.envelope.address
    room = (right - left - 2) * mm
    text = P(line, m.ADDRESS, "the recipient's address")
    return ["".join(part for part, _, _ in segments) for segments in text.lines(room)]


def draw_references(canvas: Paper, shared: Shared, say: Say, title: str) -> None:
    """Labels and values beside the window, then the title, where the window never shows them.

    They begin beside the address, and higher up where they are long. Raises `Refused` where even that is too little.
    """
    rows = [
        (
            P(label, m.LABEL, "a label"),
            P(value, m.REFERENCE_BOLD if weight else m.REFERENCE, "the references"),
        )
        for label, value, weight in references(shared, say)
    ]
    heading, changed = P(title, m.TITLE, "the title"), correction_in_head(shared, say)
    below = changed.height(TITLE_WIDTH) if changed else 0.0
    left, foot = beside_left(shared), m.PAGE_HEIGHT - body_top(shared) + 1.5 * mm
    low = foot + below
    needed = sum(text.height(VALUE_WIDTH) for _, text in rows) + heading.height(TITLE_WIDTH) + 1 * mm
    y = max(m.PAGE_HEIGHT - REFERENCES_TOP, low + needed)
    if y > m.PAGE_HEIGHT - REFERENCES_HIGHEST:
        raise Refused("The patient's references are too long for the letter's head. Shorten them.")
    for name, text in rows:
        with canvas.tagged("P"):
            Painted(name).draw(canvas, left, y, 20 * mm)
            Painted(text).draw(canvas, left + 21 * mm, y, VALUE_WIDTH)
        y -= text.height(VALUE_WIDTH)
    top = min(low + heading.height(TITLE_WIDTH), y - 1 * mm)
    Painted(heading).draw(canvas, left, top, TITLE_WIDTH)
    if changed:
        Painted(changed).draw(canvas, left, foot + below, TITLE_WIDTH)


def correction_in_head(shared: Shared, say: Say) -> Text | None:
    """What a corrected version says of itself, under its title; None where it is longer than there is room."""
    line = correction(shared, say)
    if not line:
        return None
    text = P(line, m.CORRECTION, "what changed since the version before")
    return text if len(text.lines(TITLE_WIDTH)) <= MOST_CORRECTION_LINES else None


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
    return [(say.line_text(label), value, weight) for label, value, weight in rows]


def beginning(text: str) -> str:
    """The text, or what the head has room for."""
    return text if len(text) <= LONG_NAME else text[:LONG_NAME].rstrip() + "…"


def born(shared: Shared, say: Say) -> str:
    """The birth date with the age, or with the day of death."""
    common, patient = say.texts.common, shared.patient
    day = say.full_day(patient.birth_date) if patient.birth_date else common.no_birth_date.text()
    if patient.died is not None:
        return say.line_text(common.died, born=day, day=say.full_day(patient.died))
    return day if patient.age is None else common.born_age.text(day=day, years=str(patient.age))


def draw_folds(canvas: Paper) -> None:
    for y in m.FOLDS:
        rule(canvas, m.FOLD_LEFT, m.PAGE_HEIGHT - y, m.FOLD_RIGHT - m.FOLD_LEFT, m.THIN)


def draw_next(canvas: Paper, shared: Shared, subject: str) -> None:
    """The head of every page after the first."""
    canvas.setFillColor(canvas.accent)
    name = shared.letterhead.hospital or shared.board
    put(canvas, shortened(name, BOLD, 8.4, 80 * mm), m.LEFT, 15.5 * mm, 8.4, "the letterhead", weight=True)
    canvas.setFillColor(m.INK)
    put(canvas, shortened(subject, REGULAR, 8.4, 80 * mm), m.RIGHT, 15.5 * mm, 8.4, "the title", right=True)
    rule(canvas, m.LEFT, m.PAGE_HEIGHT - 18 * mm, m.TEXT_WIDTH, m.HEAD_RULE)


def draw_state(canvas: Paper, shared: Shared, say: Say) -> None:
    """Whatever is not to be sent says so at the top of every page, between two rules."""
    common = say.texts.common
    marks = []
    if shared.demo:
        marks.append(common.demo.text())
    if shared.state not in FROZEN:
        marks.append(common.draft.text())
    if shared.state == LetterState.SUPERSEDED:
        marks.append(common.superseded.text())
    draw_marks(canvas, marks)


def draw_marks(canvas: Paper, marks: list[str]) -> None:
    if not marks:
        return
    canvas.setFillColor(m.INK)
    text = " · ".join(marks)
    width = text_width(text, BOLD, 9)
    middle = m.LEFT + m.TEXT_WIDTH / 2
    put(canvas, text, middle - width / 2, 9 * mm, 9, "the marks", weight=True)
    for y in (5.2 * mm, 10.4 * mm):
        rule(canvas, middle - width / 2 - 6, m.PAGE_HEIGHT - y, width + 12, m.HEAD_RULE)
