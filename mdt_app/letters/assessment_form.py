"""An instrument on paper: its own words unchanged, large boxes, who it is for, and whom it belongs to."""

from __future__ import annotations

from mdt_app.domain.assessments import FormContent
from mdt_app.domain.errors import Refused
from mdt_app.domain.guidance import Item
from mdt_app.letters import measures as m
from mdt_app.letters.blocks import rule
from mdt_app.letters.fonts import BOLD, REGULAR
from mdt_app.letters.list_paper import said_once
from mdt_app.letters.measures import mm
from mdt_app.letters.metadata import About
from mdt_app.letters.page import draw_marks, new_paper, put, shortened
from mdt_app.letters.paper import Paper
from mdt_app.letters.shaping import text_width
from mdt_app.letters.text import P, Style, Text

LEFT, WIDTH = 20 * mm, 170 * mm
RIGHT = LEFT + WIDTH
BOX, BOX_GAP, LARGEST_BOX = 9 * mm, 0.9 * mm, 13 * mm
ANCHOR = 33 * mm
"""Least width of the words at each end of a scale."""

TITLE = Style(15, 19, bold=True, tag="H1")
ASKED = Style(12, 16, bold=True)
ITEM = Style(11.5, 14.5, bold=True)
WORDS = Style(10.5, 13)
SMALL = Style(8.6, 11)
FIRST_TOP, LOWEST = 20 * mm, 30 * mm
ROW_GAP, MOST_IN_LINE = 4.2 * mm, 11
OTHER_ROOM = 9 * mm


def render_form(content: FormContent) -> bytes:
    """The form as PDF, A4. Raises `Refused` where a character cannot be printed or a question does not fit a page."""
    pages = _paged(content)
    canvas = new_paper(About(content.instrument.name, content.language))
    for number, items in enumerate(pages, start=1):
        with said_once(canvas, number):
            draw_marks(canvas, ["DEMO"] if content.demo else [])
            canvas.setFillColor(m.INK)
            top = _draw_head(canvas, content, whole=number == 1)
        for item in items:
            top = _draw_item(canvas, item, top)
        if number == len(pages):
            _draw_answered_by(canvas, content, top)
        _draw_foot(canvas, content, number, len(pages))
        canvas.showPage()
    return canvas.finished()


def _paged(content: FormContent) -> list[list[Item]]:
    """The items page by page; the last page has room for who answered."""
    pages: list[list[Item]] = [[]]
    top = m.PAGE_HEIGHT - FIRST_TOP - _head_height(content, whole=True)
    items = content.instrument.items
    for number, item in enumerate(items):
        needed = _item_height(item) + (_answered_height() if number == len(items) - 1 else 0)
        if top - needed < LOWEST and pages[-1]:
            pages.append([])
            top = m.PAGE_HEIGHT - FIRST_TOP - _head_height(content, whole=False)
        if top - needed < LOWEST:
            raise Refused(f"The question “{item.label[:60]}” is too long for a page. Shorten it in its file.")
        pages[-1].append(item)
        top -= _item_height(item)
    return pages


def _text(words: str, style: Style) -> Text:
    return P(words, style, "the form")


def _head(content: FormContent, whole: bool) -> list[Text]:
    if not whole:
        return [_text(content.instrument.name, ITEM)]
    numbered = any(_in_line(item) for item in content.instrument.items)
    asked = [
        content.instrument.instruction,
        *([] if content.instrument.official_wording or not numbered else [content.words.how_to]),
    ]
    return [_text(content.instrument.name, TITLE), *(_text(one, ASKED) for one in asked)]


def _head_height(content: FormContent, whole: bool) -> float:
    return sum(one.height(WIDTH) + 2.5 * mm for one in _head(content, whole)) + 17 * mm + 3 * mm


def _draw_head(canvas: Paper, content: FormContent, whole: bool) -> float:
    """Who it is for in a frame, then name and instruction; gives where the items begin."""
    words, top = content.words, m.PAGE_HEIGHT - FIRST_TOP
    born = f"{content.birth_date:%d-%m-%Y}" if content.birth_date else words.no_birth_date
    name = words.patient if content.instrument.subject == "carer" else words.name
    canvas.setStrokeColor(m.INK)
    canvas.setLineWidth(m.THIN)
    with canvas.artifact():
        canvas.roundRect(LEFT, top - 13 * mm, WIDTH, 13 * mm, 2 * mm)
    cells = (
        (name, content.patient, 0.0, 78 * mm),
        (words.born, born, 82 * mm, 34 * mm),
        (words.day, f"{content.day:%d-%m-%Y}", 120 * mm, 26 * mm),
        (words.time, "", 148 * mm, 20 * mm),
    )
    for label, value, x, room in cells:
        at = LEFT + 3 * mm + x
        shown = shortened(value, BOLD, 11, room)
        with canvas.tagged("P"):
            put(canvas, label, at, FIRST_TOP + 4.6 * mm, 8, "the form")
            put(canvas, shown, at, FIRST_TOP + 10.2 * mm, 11, "the patient's name", weight=True)
    rule(canvas, LEFT + 151 * mm, top - 10.6 * mm, 16 * mm, m.THIN)
    top -= 17 * mm
    for one in _head(content, whole):
        one.draw(canvas, LEFT, top, WIDTH)
        top -= one.height(WIDTH) + 2.5 * mm
    return top - 3 * mm


def _in_line(item: Item) -> bool:
    """Whether the whole scale stands in one line of numbered boxes."""
    return not item.choices and item.maximum - item.minimum < MOST_IN_LINE


def _ends(item: Item) -> tuple[Text, Text]:
    """What stands at both ends of a scale; the label itself where the ends do not name it."""
    low = item.low or str(item.minimum)
    return _text("\n".join(one for one in (low, item.definition) if one), WORDS), _text(item.high, WORDS)


def _scale(item: Item) -> tuple[float, float]:
    """Width of a box, and of the words at each end."""
    steps = item.maximum - item.minimum + 1
    box = min(LARGEST_BOX, max(BOX, (WIDTH - 2 * ANCHOR) / steps - BOX_GAP))
    return box, (WIDTH - steps * (box + BOX_GAP)) / 2 - 1.5 * mm


def _item_height(item: Item) -> float:
    room = OTHER_ROOM if item.free else 0.0
    if not _in_line(item):
        tall = max(_choice_text(item, value).height(_choice_width(item)) for value in _values(item))
        return _text(_asked(item), ITEM).height(WIDTH) + 1.5 * mm + BOX + tall + ROW_GAP + 1 * mm + room
    box, end = _scale(item)
    return max(box, *(one.height(end) for one in _ends(item))) + ROW_GAP + room


def _asked(item: Item) -> str:
    return " ".join(one for one in (item.label, item.definition) if one)


def _values(item: Item) -> list[int]:
    """The values with a box each; of a long scale only its ends, and a line to write the number on."""
    return list(range(item.minimum, item.maximum + 1)) if item.choices else [item.minimum, item.maximum]


def _choice_width(item: Item) -> float:
    return WIDTH / len(_values(item)) - 2 * mm


def _choice_text(item: Item, value: int) -> Text:
    ends = {item.minimum: item.low, item.maximum: item.high}
    words = item.choice(value) or f"{value}  {ends.get(value, '')}".strip()
    return _text(words, WORDS)


def _draw_item(canvas: Paper, item: Item, top: float) -> float:
    high = _item_height(item) - (OTHER_ROOM if item.free else 0.0)
    if _in_line(item):
        _draw_scale(canvas, item, top, high - ROW_GAP)
    else:
        _draw_choices(canvas, item, top)
    if item.free:
        name = _text(item.label, SMALL)
        name.draw(canvas, LEFT, top - high + 1 * mm, 60 * mm)
        at = LEFT + name.natural_width() + 3 * mm
        rule(canvas, at, top - high - 3.4 * mm, RIGHT - at, m.THIN)
        return top - high - OTHER_ROOM
    return top - high


def _draw_scale(canvas: Paper, item: Item, top: float, high: float) -> None:
    """One end, the numbered boxes, the other end: read in this order."""
    box, end = _scale(item)
    low, upper = _ends(item)
    low.draw(canvas, LEFT, top - (high - low.height(end)) / 2, end)
    x, bottom = LEFT + end + 1.5 * mm, top - high / 2 - box / 2
    with canvas.tagged("P"):
        for value in range(item.minimum, item.maximum + 1):
            _draw_box(canvas, x, bottom, box, box, str(value))
            x += box + BOX_GAP
    upper.draw(canvas, RIGHT - end, top - (high - upper.height(end)) / 2, end)


def _draw_choices(canvas: Paper, item: Item, top: float) -> None:
    asked = _text(_asked(item), ITEM)
    asked.draw(canvas, LEFT, top, WIDTH)
    top -= asked.height(WIDTH) + 1.5 * mm
    values = _values(item)
    for place, value in enumerate(values):
        x = LEFT + place * WIDTH / len(values)
        with canvas.tagged("P"):
            if item.choices:
                _draw_box(canvas, x, top - BOX, BOX * 1.3, BOX, str(value))
            elif place == 0:
                _draw_box(canvas, x, top - BOX, BOX * 3, BOX, "")
            _choice_text(item, value).draw(canvas, x, top - BOX - 1 * mm, _choice_width(item))


def _draw_box(canvas: Paper, x: float, y: float, width: float, height: float, said: str) -> None:
    canvas.setStrokeColor(m.INK)
    canvas.setLineWidth(0.8)
    with canvas.artifact():
        canvas.roundRect(x, y, width, height, 1.2 * mm)
    size = 12.0
    wide = text_width(said, REGULAR, size)
    put(canvas, said, x + (width - wide) / 2, m.PAGE_HEIGHT - y - height / 2 + size * 0.36, size, "the form")


def _answered_height() -> float:
    return 16 * mm


def _draw_answered_by(canvas: Paper, content: FormContent, top: float) -> None:
    """Who filled it in: four small boxes on two lines."""
    words = content.words
    y = top - 3 * mm
    rule(canvas, LEFT, y, WIDTH, m.THIN)
    _text(words.answered_by, SMALL).draw(canvas, LEFT, y - 2.4 * mm, 34 * mm)
    for place, said in enumerate((words.alone, words.helped, words.carer, words.professional)):
        x, line = LEFT + 36 * mm + place % 2 * 66 * mm, y - 5.6 * mm - place // 2 * 6 * mm
        canvas.setLineWidth(0.6)
        with canvas.artifact():
            canvas.rect(x, line - 0.6 * mm, 3.6 * mm, 3.6 * mm)
        put(
            canvas,
            shortened(said, REGULAR, 9.5, 58 * mm),
            x + 5.4 * mm,
            m.PAGE_HEIGHT - line,
            9.5,
            "the form",
        )


def _draw_foot(canvas: Paper, content: FormContent, page: int, pages: int) -> None:
    """Whose instrument it is, which patient, which page: on every page."""
    canvas.setFillColor(m.INK)
    rule(canvas, LEFT, 24 * mm, WIDTH, m.HEAD_RULE)
    credit = _text(content.instrument.credit, SMALL)
    if credit.height(WIDTH) > 3 * SMALL.leading:
        raise Refused("The instrument's credit is longer than three lines. Shorten it in its file.")
    with canvas.tagged("P") if page == pages else canvas.artifact():
        credit.draw(canvas, LEFT, 23 * mm, WIDTH)
    said = content.words.page.format(page=page, pages=pages)
    name, y = shortened(content.patient, BOLD, 8.4, 120 * mm), m.PAGE_HEIGHT - 8 * mm
    with canvas.artifact():
        put(canvas, name, LEFT, y, 8.4, "the patient's name", weight=True)
        put(canvas, said, RIGHT, y, 8.4, "the form", right=True)
