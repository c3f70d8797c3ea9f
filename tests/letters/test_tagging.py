"""Every paper is heard as it is read: in order, by headings, lists and tables, each one whole over its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import letter_case
import pdfua
import pytest
from letters import (
    test_agenda,
    test_assessment_form,
    test_attendance_list,
    test_input_form,
    test_palliative_page,
    test_preparation,
    test_sending_papers,
)
from pdf_checks import Node, Opened, problems

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.preparation_content import PreparationContent
from mdt_app.letters import measures as m
from mdt_app.letters.address_sheet import render_address_sheet
from mdt_app.letters.agenda import render_agenda
from mdt_app.letters.assessment_form import render_form
from mdt_app.letters.attendance_list import render_attendance_list
from mdt_app.letters.blocks import Block, Painted, Pair, Section, Stack
from mdt_app.letters.flow import draw_page, paged
from mdt_app.letters.input_form import render_input_form
from mdt_app.letters.metadata import About
from mdt_app.letters.page import new_paper
from mdt_app.letters.palliative_page import render_palliative
from mdt_app.letters.paper import Paper
from mdt_app.letters.preparation import render_preparation
from mdt_app.letters.render import render
from mdt_app.letters.sending_list import render_sending_list
from mdt_app.letters.table import Rows
from mdt_app.letters.text import P

LEVELS = ("primary", "secondary", "tertiary", "patient")
LANGUAGES = ("en", "nl", "fr", "de")


def letter(level: str, language: str = "en", bare: bool = False) -> bytes:
    one = letter_case.empty() if bare else letter_case.colpaert()
    return render(compose(level, one), letter_texts(language))


PAPERS: dict[str, Callable[[], bytes]] = {
    **{
        f"{level}, {one}": lambda level=level, one=one: letter(level, one)
        for level in LEVELS
        for one in LANGUAGES
    },  # type: ignore[misc]
    **{f"{level}, nothing known": lambda level=level: letter(level, bare=True) for level in LEVELS},  # type: ignore[misc]
    "agenda": lambda: render_agenda(test_agenda.agenda(30), letter_texts()),
    "agenda of a demo without cases": lambda: render_agenda(
        replace(test_agenda.agenda(0), demo=True), letter_texts()
    ),
    "attendance list": lambda: render_attendance_list(
        test_attendance_list.content(12, demo=True), letter_texts()
    ),
    "attendance list to sign": lambda: render_attendance_list(
        test_attendance_list.content(2, signatures=True), letter_texts()
    ),
    **{
        f"form {name}": lambda name=name: render_form(test_assessment_form.form(name))  # type: ignore[misc]
        for name in ("esas-r", "phq-4", "distress", "carer-distress")
    },
    "sending list": lambda: render_sending_list(
        test_sending_papers.listing(*map(test_sending_papers.line, range(1, 80)), demo=True), letter_texts()
    ),
    "address sheet": lambda: render_address_sheet(
        test_sending_papers.issued(), test_sending_papers.OTHER, letter_texts()
    ),
    "input form": lambda: render_input_form(test_input_form.FORM, test_input_form.WORDS, letter_texts()),
    "palliative page": lambda: render_palliative(test_palliative_page.content(40)),
    "palliative half page": lambda: render_palliative(test_palliative_page.content(60, short=True)),
    "preparation list": lambda: render_preparation(
        PreparationContent(
            team="radiology",
            head=test_preparation.HEAD,
            cases=tuple(map(test_preparation.case, range(1, 30))),
            rest=0,
        ),
        letter_texts(),
    ),
}


@cache
def paper(name: str) -> bytes:
    return PAPERS[name]()


@pytest.mark.parametrize("name", PAPERS)
def test_the_checker_of_pdf_ua_finds_nothing_in_any_paper(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper(name))
    assert [finding.message for finding in pdfua.validate(str(file)).findings] == []


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_tagged_and_archivable_by_structure(name: str) -> None:
    assert problems(paper(name)) == []


def drawn(*blocks: Block) -> Opened:
    """The blocks on as many pages as they need, read back."""
    made = new_paper(About("A paper", "en"))
    for page in paged(blocks, m.NEXT_TOP):
        draw_page(made, page)
        made.showPage()
    pdf = made.finished()
    assert problems(pdf) == []
    return Opened(pdf)


def pages_of(node: Node) -> set[int]:
    return {page for page, _ in node.places()}


def sentences(count: int, word: str = "sentence") -> str:
    return " ".join(f"This is {word} {number} of a long text." for number in range(count))


def test_a_paragraph_over_two_pages_is_one_paragraph() -> None:
    said = sentences(300)
    opened = drawn(Painted(P(said, m.BODY, "a note")))
    (only,) = opened.all("P")
    assert opened.text(only).strip() == said
    assert pages_of(only) == {0, 1}


def test_a_table_over_three_pages_is_one_table_that_is_headed_once() -> None:
    rows = [tuple(P(f"{column}{number}", m.CELL, "a table") for column in "abc") for number in range(150)]
    head = tuple(P(one, m.CELL_HEAD, "a table") for one in ("First", "Second", "Third"))
    opened = drawn(Rows((1, 1, 1), rows, head))
    (table,) = opened.all("Table")
    assert pages_of(table) == {0, 1, 2}
    found = [
        [opened.text(cell).strip() for cell in row.kids if isinstance(cell, Node)] for row in opened.all("TR")
    ]
    assert found == [
        ["First", "Second", "Third"],
        *([f"{one}{number}" for one in "abc"] for number in range(150)),
    ]
    assert [opened.text(one).strip() for one in opened.all("TH")] == ["First", "Second", "Third"]


def test_a_row_over_two_pages_is_one_row() -> None:
    long = (P("what", m.CELL, "a table"), P(sentences(250), m.CELL, "a table"))
    opened = drawn(Rows((1, 3), [long, (P("last", m.CELL, "a table"), P("row", m.CELL, "a table"))]))
    first, last = opened.all("TR")
    assert pages_of(first) == {0, 1}
    assert [opened.text(one).strip() for one in first.kids if isinstance(one, Node)] == [
        "what",
        sentences(250),
    ]
    assert opened.text(last) == "last row "


def test_a_section_over_two_pages_is_one_section_with_one_heading() -> None:
    heading = Painted(P("Reasons", m.HEADING, "a heading"))
    body = Stack([Painted(P(sentences(40), m.BODY, "a note")) for _ in range(5)])
    opened = drawn(Painted(P("A title", m.TITLE, "a title")), Section(heading, body))
    (section,) = opened.all("Sect")
    assert pages_of(section) == {0, 1}
    assert [opened.text(one).strip() for one in opened.all("H2")] == ["Reasons"]
    assert [opened.text(one).strip() for one in opened.all("P")] == [sentences(40)] * 5


def test_of_two_columns_over_two_pages_the_left_is_read_whole_before_the_right() -> None:
    left, right = (
        Stack([Painted(P(sentences(30, side), m.BODY, "a note")) for _ in range(5)])
        for side in ("left", "right")
    )
    opened = drawn(Pair(left, right))
    assert pages_of(opened.root) == {0, 1}
    said = [opened.text(one).strip() for one in opened.all("P")]
    assert said == [sentences(30, "left")] * 5 + [sentences(30, "right")] * 5


def test_points_over_two_pages_are_one_list_and_a_parted_point_is_one_point() -> None:
    opened = drawn(*(Painted(P(sentences(45), m.PATIENT_BULLET, "a list")) for _ in range(5)))
    (only,) = opened.all("L")
    assert pages_of(only) == {0, 1, 2}
    assert [opened.text(one).strip() for one in opened.all("LBody")] == [sentences(45)] * 5
    assert [opened.text(one) for one in opened.all("Lbl")] == ["• "] * 5


def test_lines_are_joined_by_a_space_where_words_end_and_by_none_inside_a_word() -> None:
    opened = drawn(Painted(P(f"{'x' * 500} and 10 mg of it", m.BODY, "a note")))
    (only,) = opened.all("P")
    assert opened.text(only).strip() == f"{'x' * 500} and 10 mg of it"


def test_where_nothing_is_written_nothing_is_read() -> None:
    opened = Opened(paper("secondary, en"))
    assert all(opened.text(one).strip() for one in opened.all("P", "LBody", "H1", "H2"))


def test_the_patient_hears_whom_to_call_before_the_letter() -> None:
    opened = Opened(paper("patient, en"))
    said = [opened.text(one).strip() for one in opened.all("H1", "H2")]
    assert said[:4] == [
        "Who to call",
        "Our advice after the meeting of 12 November 2026",
        "Our advice in short",
        "1 What we expect for the disease",
    ]
    whole = opened.text(opened.root)
    assert whole.index("09 000 12 00") < whole.index("Our advice after") < whole.index("Dear Mrs")


def test_what_every_page_repeats_is_heard_once_and_page_numbers_never() -> None:
    opened = Opened(paper("secondary, en"))
    whole = opened.text(opened.root)
    assert len(opened.contents) == 2
    assert whole.count("DRAFT") == 1
    assert whole.count("letter S1 · version 1") == 1
    assert whole.rstrip().endswith("not signed")
    assert "page 1 of" not in whole


def test_each_symptom_of_the_plot_is_heard_with_its_answers_and_days() -> None:
    opened = Opened(paper("tertiary, en"))
    said = [opened.text(one) for one in opened.all("Figure")]
    assert said[0] == "St Aurelia General Hospital"
    assert any(one.startswith("Pain: 3 (6 Aug), 4 (") and one.endswith("8 (5 Nov)") for one in said)


def test_a_file_says_its_language_and_which_letter_it_is_but_never_whose() -> None:
    opened = Opened(paper("primary, fr"))
    assert str(opened.pdf.Root.Lang) == "fr"
    title = str(opened.pdf.docinfo["/Title"])
    assert title.endswith(", P1 LUNG-2026-0417")
    described = bytes(opened.pdf.Root.Metadata.read_bytes()).decode() + "".join(
        map(str, opened.pdf.docinfo.values())
    )
    assert "Colpa" not in described


def test_a_drawing_that_nobody_named_is_decoration() -> None:
    made = Paper(About("A paper", "en"), 200, 200)
    made.line(10, 10, 90, 10)
    with made.artifact():
        made.circle(50, 50, 20)
    with made.tagged("H1"):
        pass
    made.showPage()
    opened = Opened(made.finished())
    assert opened.contents[0].wrong == []
    assert opened.contents[0].tags == {}


def test_the_checks_see_a_drawing_and_a_text_that_nobody_named() -> None:
    made = Paper(About("A paper", "en"), 200, 200)
    made.circle(50, 50, 20)
    made.text(10, 100, 9, 12, [[("loose", "NotoSans", 0.0)]])
    made.showPage()
    assert len([one for one in problems(made.finished()) if "stands in 0 stretches" in one]) == 2
