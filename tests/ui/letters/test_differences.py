"""What differs between two versions is marked where it is and nowhere else, wherever lines and pages break."""

from __future__ import annotations

import time
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from mdt_app.ui.letters.compare_bar import all_said, said
from mdt_app.ui.letters.differences import changes, differences, stretches
from mdt_app.ui.letters.page_words import Word, words_of

BODY_TOP, LINE = 700, 20


def pdf(*pages: str, foot: str = "version 1, page {n}") -> bytes:
    """Lines of words, a state on top and a foot below them on each page."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), invariant=1)
    for number, page in enumerate(pages, start=1):
        canvas.drawString(250, 825, f"DRAFT {foot}")
        for row, line in enumerate(page.splitlines()):
            canvas.drawString(72, BODY_TOP - row * LINE, line)
        canvas.drawString(72, 30, foot.format(n=number))
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def words(text: str) -> list[Word]:
    return [Word(one, 1, ((n * 40.0, 10.0, n * 40.0 + 35, 20.0),)) for n, one in enumerate(text.split())]


def pairs(old: bytes, new: bytes) -> list[tuple[str, str]]:
    return [(one.removed, one.added) for one in differences(old, new)]


def test_a_changed_word_is_marked_where_it_stands_and_nowhere_else() -> None:
    old, new = pdf("We stop the\nchemotherapy today"), pdf("We halt the\nchemotherapy today")
    (change,) = differences(old, new)
    assert (change.removed, change.added) == ("stop", "halt")
    (gone,), (come,) = change.removed_at, change.added_at
    first = words_of(old)[0].boxes[0]
    assert gone.box[0] > first[2]
    assert gone.box[1] == pytest.approx(first[1], abs=1)
    assert 842 - BODY_TOP - 16 < come.box[1] < 842 - BODY_TOP < come.box[3] < 842 - BODY_TOP + LINE
    assert come.box[2] < words_of(new)[2].boxes[0][0]


def test_the_same_words_on_other_lines_and_pages_are_no_change() -> None:
    old, new = pdf("one two three\nfour five", "six seven"), pdf("one two\nthree four five six", "seven")
    assert not differences(old, new)


def test_state_version_number_and_page_number_are_not_counted() -> None:
    old, new = pdf("the same"), pdf("the same", foot="version 2 of 3 May, page {n}")
    assert not differences(old, new)


def test_added_and_removed_words_say_where_to_look_in_the_other_version() -> None:
    old, new = pdf("We stop", "the drip today"), pdf("We stop", "the drip slowly today")
    (change,) = differences(old, new)
    assert (change.removed, change.added) == ("", "slowly")
    assert (change.old_at.page, change.new_at.page) == (2, 2)
    (back,) = differences(new, old)
    assert (back.removed, back.added) == ("slowly", "")


def test_a_change_over_two_lines_is_marked_on_both() -> None:
    old, new = pdf("We stop now"), pdf("We stop at once\nand for good now")
    (change,) = differences(old, new)
    assert change.added == "at once and for good"
    assert len(change.added_at) == 2


def test_words_of_two_columns_are_not_marked_as_one() -> None:
    left, right = (72.0, 10.0, 100.0, 20.0), (300.0, 10.0, 330.0, 20.0)
    assert len(stretches([Word("a", 1, (left,)), Word("b", 1, (right,))])) == 2


def test_letters_with_nothing_in_common_are_one_change_and_empty_ones_none() -> None:
    assert pairs(pdf("a b c"), pdf("d e f")) == [("a b c", "d e f")]
    assert pairs(pdf(""), pdf("")) == []
    assert pairs(pdf(""), pdf("new")) == [("", "new")]


def test_a_change_is_said_in_words_and_long_ones_shortened() -> None:
    found = changes(words("stop the drip"), words("halt the drip " + "again " * 60))
    assert said(found[0]) == "“stop” became “halt”"
    assert said(found[1]).startswith("“again again")
    assert said(found[1]).endswith("…” added")
    assert all_said(found).splitlines()[0] == "2 changes"
    assert all_said(()) == "No word differs"


@pytest.mark.parametrize(
    "text",
    [
        "{0} {number} %s %n",
        "<b>bold</b> &amp; &x",
        "x" * 5000,
        "a" * 80 + " " + "()" * 40,
        "\\n \\x00 ' \" ;",
    ],
)
def test_hostile_text_is_compared_as_typed(text: str) -> None:
    old, new = pdf("before after"), pdf(f"before {text} after")
    (change,) = differences(old, new)
    assert not change.removed
    assert change.added.startswith(text.split()[0][:60])
    assert said(change).endswith("added")


def test_two_pages_of_words_are_compared_within_a_twentieth_of_a_second() -> None:
    def letter(word: str) -> bytes:
        lines = "\n".join(
            " ".join(f"{word if n == 3 else 'w'}{row}-{n}" for n in range(12)) for row in range(32)
        )
        return pdf(lines, lines.replace("w", "v"))

    old, new = letter("w"), letter("changed")
    took = []
    for _ in range(3):
        words_of.cache_clear()
        began = time.thread_time()
        found = differences(old, new)
        took.append(time.thread_time() - began)
    assert len(found) == 64
    assert min(took) < 0.05, took


def test_thousands_of_the_same_word_do_not_take_long() -> None:
    old = words("a " * 4000 + "b " + "a " * 2000)
    new = words("c " + "a " * 3000 + "d " + "a " * 3000 + "e")
    began = time.thread_time()
    changes(old, new)
    assert time.thread_time() - began < 1
