"""Written input instead of coming is one page: who is meant, five questions with room to write, to whom, by when."""

from __future__ import annotations

from mdt_app.domain.input_form import InputForm
from mdt_app.domain.invitation_words import InvitationWords
from mdt_app.domain.letters.texts import LetterTexts
from mdt_app.letters import measures as m
from mdt_app.letters.agenda import reason
from mdt_app.letters.blocks import rule
from mdt_app.letters.fonts import BOLD
from mdt_app.letters.measures import mm
from mdt_app.letters.metadata import About
from mdt_app.letters.page import draw_marks, new_paper, put, shortened
from mdt_app.letters.paper import Paper
from mdt_app.letters.text import P, Style, Text
from mdt_app.letters.wording import Say

LEFT, WIDTH = 20 * mm, 170 * mm
TOP, BOTTOM = 18 * mm, 30 * mm
LABEL = 34 * mm
TITLE, ASKED = Style(15, 19, bold=True, tag="H1"), Style(11, 14, bold=True)
WORDS, SMALL = Style(10.5, 13.5), Style(8.6, 11)
LONGEST = {"question": 420, "why": 160, "other": 110}
LINE = 8.4 * mm
"""From one line to write on to the next."""
WHERE = "the form for written input"


def render_input_form(form: InputForm, words: InvitationWords, texts: LetterTexts) -> bytes:
    """The form as PDF, A4, always one page, in the language of `texts`. Raises `Refused` where a character cannot be
    printed."""
    canvas = new_paper(About(words.form_title, texts.language))
    if form.demo:
        draw_marks(canvas, [texts.common.demo.text()])
    canvas.setFillColor(m.INK)
    top = _draw_head(canvas, form, words, Say(texts, form.starts_at.date()))
    _draw_questions(canvas, words, top)
    _draw_foot(canvas, form, words)
    canvas.showPage()
    return canvas.finished()


def _text(said: str, style: Style) -> Text:
    return P(said, style, WHERE)


def _cut(text: str, most: int = LONGEST["other"]) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= most else f"{joined[: most - 2].rstrip()} …"


def _draw_head(canvas: Paper, form: InputForm, words: InvitationWords, say: Say) -> float:
    """Title, what the form is for, and a table of who and when; gives where the questions begin."""
    top = m.PAGE_HEIGHT - TOP
    for said, style in ((words.form_title, TITLE), (words.form_intro, WORDS)):
        block = _text(said, style)
        block.draw(canvas, LEFT, top, WIDTH)
        top -= block.height(WIDTH) + 1.6 * mm
    top -= 1.5 * mm
    rule(canvas, LEFT, top, WIDTH, m.HEAD_RULE)
    top -= 2.5 * mm
    for label, said, strong in _rows(form, words, say):
        value = _text(said, ASKED if strong else WORDS)
        named = _text(label, SMALL)
        with canvas.tagged("P"):
            named.draw(canvas, LEFT, top - 0.6 * mm, LABEL - 3 * mm)
            value.draw(canvas, LEFT + LABEL, top, WIDTH - LABEL)
        top -= max(value.height(WIDTH - LABEL), named.height(LABEL - 3 * mm)) + 1.1 * mm
    rule(canvas, LEFT, top - 0.5 * mm, WIDTH, m.THIN)
    return float(top - 4.5 * mm)


def _rows(form: InputForm, words: InvitationWords, say: Say) -> list[tuple[str, str, bool]]:
    born = say.full_day(form.birth_date) if form.birth_date else words.form_no_birth_date
    born_in = say.texts.shared.said_first.text(first=say.lowered(words.form_born), rest=born)
    meeting = f"{_cut(form.board)}, {say.day_time(form.starts_at)}"
    return_to = _cut(", ".join(part for part in form.return_to if part)) or words.form_no_contact
    return [
        (words.form_patient, f"{_cut(form.patient)}   ({born_in})", True),
        (words.form_case, _cut(form.case), False),
        (words.form_meeting, meeting, False),
        (words.form_question, _cut(form.question, LONGEST["question"]) or "–", False),
        (words.form_why, _cut(reason(form.why, say), LONGEST["why"]) or "–", False),
        (words.form_from, _cut(say.full_name(form.to, form.sex)), False),
        (words.form_to, return_to, False),
        (words.form_by, say.day_time(form.by), True),
    ]


def _draw_questions(canvas: Paper, words: InvitationWords, top: float) -> None:
    """Five questions share what the head leaves; each has as many lines to write on."""
    asked = [
        _text(one, ASKED)
        for one in (words.ask_worry, words.ask_wants, words.ask_home, words.ask_carers, words.ask_board)
    ]
    room = top - BOTTOM - sum(one.height(WIDTH) + 1.2 * mm for one in asked)
    lines = max(1, int(room / len(asked) / LINE))
    step = room / len(asked) / lines
    for one in asked:
        with canvas.tagged("H2"):
            one.draw(canvas, LEFT, top, WIDTH)
        top -= one.height(WIDTH) + 1.2 * mm
        for number in range(1, lines + 1):
            rule(canvas, LEFT, top - number * step + 2.2 * mm, WIDTH, m.HAIR)
        top -= lines * step


def _draw_foot(canvas: Paper, form: InputForm, words: InvitationWords) -> None:
    """Where to reach who wrote, his name, and how this page may travel."""
    y = 25 * mm
    for label, x, wide in (
        (words.form_reachable, LEFT, 92 * mm),
        (words.form_signed, LEFT + 98 * mm, 72 * mm),
    ):
        said = _text(label, SMALL)
        said.draw(canvas, x, y + 3 * mm, wide)
        start = x + said.natural_width() + 2 * mm
        rule(canvas, start, y, max(x + wide - start, 5 * mm), m.HAIR)
    rule(canvas, LEFT, 19 * mm, WIDTH, m.THIN)
    _text(words.form_note, SMALL).draw(canvas, LEFT, 18 * mm, WIDTH)
    name = shortened(form.patient, BOLD, 8.4, 120 * mm)
    with canvas.artifact():
        put(canvas, name, LEFT, m.PAGE_HEIGHT - 8 * mm, 8.4, "the patient's name", weight=True)
        put(canvas, _cut(form.case), LEFT + WIDTH, m.PAGE_HEIGHT - 8 * mm, 8.4, WHERE, right=True)
