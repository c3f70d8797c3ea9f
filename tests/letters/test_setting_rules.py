"""What any text may do to a page: nothing stands outside its column, and no heading or mark is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import letter_case
import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_words import LANGUAGES

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import PatientContent, PrimaryContent, SecondaryContent
from mdt_app.letters import measures as m
from mdt_app.letters import patient, primary, secondary
from mdt_app.letters.blocks import Block, Painted, Pair, Section, Space, Stack, Titled, is_heading
from mdt_app.letters.columns import fitted, insides, suited
from mdt_app.letters.flow import PART, paged
from mdt_app.letters.kit import Kit
from mdt_app.letters.render import gp_words
from mdt_app.letters.table import Rows
from mdt_app.letters.text import P, clean
from mdt_app.letters.wording import Say

SHORT = st.text("abcdeéßłA- ", min_size=1, max_size=12)
SOME = (
    "a",
    "der",
    "puis",
    "Rücken",
    "l’équipe",
    "Wiśniewska",
    "Marie-Thérèse",
    "Rückenmarkskompression",
    "8 Gy",
)
LONG = st.lists(st.sampled_from(SOME), min_size=8, max_size=40).map(" ".join)
CELL = st.one_of(SHORT, LONG)
TABLE = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6)


def table(cells: Sequence[tuple[str, str, str]], natural: bool = False) -> Rows:
    rows = [tuple(P(cell, m.CELL, "a cell") for cell in row) for row in cells]
    return Rows((44, 61, 27), rows, natural=natural)


def wide(lines: Sequence[Sequence[tuple[str, str, float]]]) -> float:
    return max((sum(part for _, _, part in line) for line in lines), default=0.0)


@given(TABLE, st.booleans(), st.floats(180, 480))
def test_no_text_stands_outside_its_column(
    cells: list[tuple[str, str, str]], natural: bool, width: float
) -> None:
    made = table(cells, natural)
    widths = made.widths(width)
    assert sum(widths) == pytest.approx(width)
    for row in made.rows:
        for cell, room in zip(row, made.insides(widths), strict=True):
            assert wide(cell.lines(room)) <= room + 0.01


@given(TABLE, st.floats(180, 480))
def test_a_word_is_parted_only_where_the_table_has_no_room_for_whole_words(
    cells: list[tuple[str, str, str]], width: float
) -> None:
    made = table(cells)
    needs = [max(row[column].widest(0) for row in made.rows) for column in range(3)]
    if sum(needs) + 2 * made.gap + 1 > width:
        return
    for row, typed in zip(made.rows, cells, strict=True):
        for cell, room, text in zip(row, made.insides(made.widths(width)), typed, strict=True):
            shown = [
                part for line in cell.lines(room) for part in "".join(word for word, _, _ in line).split()
            ]
            assert shown == text.split()


@given(TABLE, st.floats(180, 480))
def test_natural_columns_never_take_more_lines_than_the_columns_as_set(
    cells: list[tuple[str, str, str]], width: float
) -> None:
    made = table(cells)
    as_set = [width * share / 132 for share in made.shares]
    found = fitted(as_set, made.rows, made.gap)

    def count(widths: list[float]) -> int:
        inside = insides(widths, made.gap)
        return sum(
            max(len(cell.lines(room)) for cell, room in zip(row, inside, strict=True)) for row in made.rows
        )

    assert sum(found) == pytest.approx(width)
    assert count(found) <= count(as_set)


def test_a_parted_table_keeps_its_columns_on_every_page() -> None:
    made = table([("short", "text", "x"), ("Rückenmarkskompressionssyndrom", "text", "Palliativmedizinerin")])
    head, tail = made.split(240, made.row_height(made.rows[0], made.widths(240)) + 1)
    assert isinstance(head, Rows)
    assert isinstance(tail, Rows)
    assert (
        head.widths(240)
        == tail.widths(240)
        == suited([240 * share / 132 for share in made.shares], made.rows, made.gap)
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Marie-Thérèse", ["Marie-", "Thérèse"]),
        ("14:06–14:12\u00a0Uhr", ["14:06–14:12", "Uhr"]),
    ],
)
def test_a_word_wider_than_its_column_is_parted_where_it_may_be(text: str, lines: list[str]) -> None:
    room = max(P(line, m.CELL, "a name").natural_width() for line in lines) + 1
    assert ["".join(part for part, _, _ in line) for line in P(text, m.CELL, "a name").lines(room)] == lines


def parts(block: Block) -> Iterator[Block]:
    """A block and all blocks within it."""
    yield block
    if isinstance(block, Stack):
        for one in block.blocks:
            yield from parts(one)
    elif isinstance(block, Pair):
        yield from parts(block.left)
        yield from parts(block.right)
    elif isinstance(block, Section | Titled):
        yield from parts(block.body)


def require_kept(pages: Sequence[Sequence[tuple[Block, float]]]) -> None:
    """Every heading has something of its own under it, and nothing reaches into the foot."""
    for page in pages:
        for block, top in page:
            below = block.below if isinstance(block, Section | Titled) else 0
            assert top - block.height(m.TEXT_WIDTH) + below >= m.BOTTOM - 0.1
            for part in parts(block):
                if isinstance(part, Section | Titled) and not isinstance(part.heading, Space):
                    assert part.body.height(m.TEXT_WIDTH) > 0
                if isinstance(part, Stack):
                    assert not part.blocks or not is_heading(part.blocks[-1])
        real = [block for block, _ in page if not isinstance(block, Space)]
        assert not real or not is_heading(real[-1])


@given(st.lists(st.tuples(LONG, TABLE, st.sampled_from("stpg")), min_size=1, max_size=14), st.booleans())
def test_no_heading_is_left_at_a_pages_end(
    made: list[tuple[str, list[tuple[str, str, str]], str]], save: bool
) -> None:
    say = Say(letter_texts("en"), letter_case.ON)
    kit, heading = Kit(say), say.texts.primary.decided
    blocks: list[Block] = []
    for text, cells, kind in made:
        long = f"{text} " * 6
        group = Stack([Painted(P("Heading", m.PATIENT_HEADING, "")), kit.text(long, ""), table(cells)])
        if kind == "s":
            blocks.append(kit.section(heading, long, table(cells)))
        elif kind == "t":
            blocks.append(kit.titled(heading, (), long, table(cells)))
        elif kind == "p":
            blocks.append(Pair(group, group))
        else:
            blocks += [group, Space(4)]
    require_kept(paged(blocks, m.BODY_TOP, PART) if save else paged(blocks, m.BODY_TOP))


@given(st.integers(0, 12), st.integers(0, 30), st.integers(0, 30), st.sampled_from(LANGUAGES))
def test_no_letter_leaves_a_heading_alone_however_much_was_written(
    many: int, long: int, longer: int, language: str
) -> None:
    one = letter_case.colpaert()
    assert one.discussion is not None
    said = {f"plain_{part}": "A sentence of some words. " * long for part in ("disease", "feel", "again")}
    discussion = replace(one.discussion, reasons="Another sentence of words. " * longer, **said)
    record = replace(
        one, discussion=discussion, recommendations=(*one.recommendations[:7],) * (1 + many // 4)
    )
    say = Say(letter_texts(language), letter_case.ON, "female")
    whole = compose("secondary", record)
    assert isinstance(whole, SecondaryContent)
    require_kept(paged(secondary.blocks(whole, Kit(say)), m.BODY_TOP, PART))
    plain = compose("patient", record)
    assert isinstance(plain, PatientContent)
    require_kept(paged(patient.blocks(plain, say), m.PATIENT_BODY_TOP))


WORDS = st.lists(st.sampled_from(("et", "puis", "la", "consultation", "aura", "lieu")), max_size=8).map(
    " ".join
)
PIECES = (
    *("8 Gy", "10 mg", "38 °C", "67 %", "10 h 30", "8 h 30 – 17 h", "12 novembre"),
    *("Dr Maes", "Prof. Maes", "Dre Maes", "M. Maes", "Mme Maes", "Frau Maes"),
    *("oui ?", "ainsi : le", "a ; b", "« mot »", "N1 · N2", "là – ici"),
)
HOLDS = re.compile(r"^(Gy|mg|°C|%|Maes|h|30|17|novembre|[:;?!»·–])$")


@given(WORDS, st.sampled_from(PIECES), WORDS, st.floats(90, 300))
def test_what_belongs_together_is_never_parted(before: str, piece: str, after: str, width: float) -> None:
    text = P(f"{before} {piece} {after}", m.BODY, "a text")
    for line in text.lines(width):
        first = "".join(part for part, _, _ in line).replace("\u00a0", " ").split()[:1]
        assert not first or not HOLDS.match(first[0]) or piece.startswith(first[0])
        assert not "".join(part for part, _, _ in line).endswith("«")


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(LANGUAGES))
def test_a_day_is_one_piece_in_every_way_that_it_is_said(day: date, language: str) -> None:
    say = Say(letter_texts(language), day + timedelta(days=400))
    ways = (say.full_day, say.day, say.year_day, say.weekday_full, say.weekday_short)
    assert all(" " not in clean(way(day)) for way in ways)


HUNG = {
    "primary": ("decided", "changed", "asks", "told", "medication", "call", "code"),
    "secondary": ("question", "reasons", "sdm", "facts", "said", "attendance"),
    "tertiary": (
        *(
            "asks",
            "why",
            "symptoms",
            "medication",
            "disease",
            "ready",
            "goals",
            "home",
            "planning",
            "unknown",
        ),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", HUNG)
def test_no_word_of_a_hung_heading_is_wider_than_its_margin(language: str, level: str) -> None:
    texts = getattr(letter_texts(language), level)
    for name in HUNG[level]:
        for sex in ("female", "male", ""):
            shown = getattr(texts, name).text(sex)
            assert P(shown, m.HEADING, "a heading").widest(0) <= m.HUNG - 6, shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_that_go_by_make_no_letter_of_the_gp_too_long(language: str) -> None:
    content = compose("primary", letter_case.colpaert())
    assert isinstance(content, PrimaryContent)
    over = replace(
        content,
        decided=tuple(replace(one, past=one.due is not None) for one in content.decided),
        asks=tuple(replace(one, past=one.due is not None) for one in content.asks),
    )
    assert over != content
    assert counted(over, language) == counted(content, language)


def counted(content: PrimaryContent, language: str) -> int:
    say = Say(letter_texts(language), letter_case.ON, "female")
    return gp_words(primary.above(content, Kit(say)), content, say)
