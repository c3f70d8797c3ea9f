"""Each letter says what its reader needs, on every page whose it is, and nothing that is not for that reader."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import letter_case
import pytest
from accepting import require_accepted
from letter_words import spoken
from pypdf import PdfReader

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.brief import versions
from mdt_app.domain.letters.checks import SHORTENED, Lacking, too_long
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import LetterContent, PrimaryContent
from mdt_app.domain.letters.letter import LetterState
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import Answer, Condition, Event
from mdt_app.domain.phrases import words
from mdt_app.letters import measures as m
from mdt_app.letters import text as letter_text
from mdt_app.letters.blocks import Painted, Section
from mdt_app.letters.kit import responsibility_row
from mdt_app.letters.measures import TEXT_WIDTH
from mdt_app.letters.patient import questions, usual_kit
from mdt_app.letters.plot import joined
from mdt_app.letters.render import measure, render, set_out
from mdt_app.letters.wording import Say, as_line

LEVELS = ("primary", "secondary", "tertiary", "patient")
MM = 72 / 25.4
NISS = ("58.03.14-998.15", "58031499815")


def printed(level: str, one: LetterRecord | None = None) -> bytes:
    return render(compose(level, one or letter_case.colpaert()), letter_texts())


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


def with_content(content: LetterContent, **changes: object) -> LetterContent:
    return replace(content, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("level", LEVELS)
def test_every_page_names_patient_case_letter_and_page(level: str) -> None:
    pages = pages_of(printed(level))
    number = {"primary": "P1", "secondary": "S1", "tertiary": "T1", "patient": "F1"}[level]
    for place, page in enumerate(pages, start=1):
        assert page.count("Marie-Thérèse Colpaërt · born 14 March 1958") == 1
        assert (
            page.count(f"Case LUNG-2026-0417 · letter {number} · version 1 · draft of 13 November 2026") == 1
        )
        assert page.count(f"page {place} of {len(pages)}") == 1
        assert page.count("not signed") >= 1


def test_a_normal_case_fits_one_page_for_the_gp_and_two_for_the_others() -> None:
    assert [len(pages_of(printed(level))) for level in LEVELS] == [1, 2, 2, 2]


@pytest.mark.parametrize("one", [letter_case.colpaert, letter_case.empty])
def test_a_letter_to_the_gp_holds_one_page_and_340_words(one: Callable[[], LetterRecord]) -> None:
    length = measure(compose("primary", one()), letter_texts())
    assert length.pages == 1
    assert 0 < length.words <= 340
    printed_words = text_of(printed("primary", one())).partition("Who is in charge")[0].partition("Dear ")[2]
    assert length.words == sum(any(map(str.isalnum, word)) for word in printed_words.split()) + 1


@pytest.mark.parametrize("level", ["primary", "tertiary"])
def test_what_is_asked_by_a_day_that_is_past_says_so(level: str) -> None:
    case = letter_case.colpaert()
    later = replace(case, on=max(one.due for one in case.recommendations if one.due) + timedelta(days=1))
    asked = re.compile(r"by .{3,30} \(past\)", re.S)
    assert asked.search(text_of(printed(level, later)))
    assert not asked.search(text_of(printed(level, case)))


def test_a_letter_to_the_gp_that_was_shortened_says_how_much_stands_elsewhere() -> None:
    one = letter_case.long_story()
    length = measure(compose("primary", one), letter_texts())
    text = text_of(printed("primary", one))
    assert length.pages == 1
    assert "events" in length.shortened
    assert re.search(r"\d more in the decision record\.", text)
    assert "brain metastasis, 9 mm" in text
    assert "Unchanged, doses as before: Macrogol; Paracetamol; Denosumab." in text


def test_the_last_thing_that_the_gps_letter_leaves_out_is_what_the_patient_knows() -> None:
    shorter = list(versions(cast(PrimaryContent, compose("primary", letter_case.long_story()))))
    assert shorter[0].shortened == ()
    assert shorter[-1].shortened[-1] == "knows"
    assert not shorter[-1].told.knows
    assert all(one.told.knows for one in shorter[:-1])
    assert set(shorter[-1].shortened) <= set(SHORTENED)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_the_gps_letter_keeps_its_page_where_the_whole_record_is_in_a_longer_language(language: str) -> None:
    one = spoken(language)
    texts = letter_texts(language)
    assert measure(compose("primary", one), texts).pages == 1
    text = text_of(render(compose("primary", one), texts))
    assert all(said.what in text for said in one.recommendations)


def test_a_gps_letter_with_nothing_left_to_drop_is_set_closer_before_it_takes_a_second_page() -> None:
    one = letter_case.colpaert()
    asked = tuple(
        letter_case.recommendation(number, f"task {number} " + "with words " * 9, "wisniewska", "2026-11-20")
        for number in range(10, 20)
    )
    sizes = []
    for count in range(len(asked)):
        laid, _ = set_out(
            compose("primary", replace(one, recommendations=(*one.recommendations, *asked[:count]))),
            letter_texts(),
        )
        body = next(block for block, _ in laid.pages[0] if isinstance(block, Section))
        sizes.append((len(laid.pages), cast(Painted, body.heading).text.style.size))
    assert (1, m.CLOSEST.size) in sizes
    assert all(size == m.BODY.size for pages, size in sizes if pages > 1)


def test_a_letter_to_the_gp_that_no_page_can_hold_loses_nothing_and_goes_on_under_its_heading() -> None:
    one = letter_case.crowded()
    content = compose("primary", one)
    length = measure(content, letter_texts())
    pages = pages_of(printed("primary", one))
    assert length.pages == len(pages) > 1
    assert length.shortened == ()
    assert all("Tumour board outcome" in page for page in pages)
    assert "St Aurelia General Hospital" in pages[1]
    assert [lack.kind for lack in too_long("primary", length)] == [Lacking.LENGTH]


def test_asks_beyond_four_stand_in_one_line_each_with_its_day() -> None:
    one = letter_case.colpaert()
    more = tuple(
        letter_case.recommendation(number, f"task {number}", "maes", f"2026-11-{number + 10}")
        for number in range(10, 16)
    )
    text = text_of(printed("primary", replace(one, recommendations=more)))
    assert "by 23 Nov task 13" in text
    assert "and then task 14 by 24 Nov; task 15 by 25 Nov. Who to ring: the table below." in text


@pytest.mark.parametrize("rows", range(1, 16))
def test_lines_for_questions_never_fill_a_page_alone(rows: int) -> None:
    one = replace(letter_case.colpaert(), recommendations=())
    content = compose("patient", one)
    table = content.shared.responsibilities[:1] * rows
    shared = replace(content.shared, responsibilities=table)
    pages = pages_of(render(with_content(content, shared=shared), letter_texts()))
    (page,) = (page for page in pages if "Your questions" in page)
    assert "Who does what" in page


@pytest.mark.parametrize("count", range(12))
def test_the_palliative_teams_table_never_fills_a_page_alone(count: int) -> None:
    left_out = (Kind.ASSESSMENT, Kind.TREATMENT_LINE, Kind.MEDICATION, Kind.CRITERION)
    facts = letter_case.Facts()
    facts.facts += [fact for fact in letter_case.colpaert_facts() if fact.kind not in left_out]
    for number in range(count):
        problem = Condition(text=f"problem {number}, which fills a line of the letter", status="active")
        facts.add(Kind.PROBLEM, "2026-10-01", problem)
    pages = pages_of(printed("tertiary", letter_case.letter_record(tuple(facts.facts))))
    assert "Who is in charge of what" in pages[-1]
    assert "Not known" in pages[-1]


def test_the_patient_letter_says_what_was_decided_for_the_day_of_the_meeting() -> None:
    assert "Thu 12 November No new chemotherapy for now." in text_of(printed("patient"))


def test_the_patient_letter_says_which_days_are_past_when_it_is_written() -> None:
    one = replace(letter_case.colpaert(), on=date(2026, 11, 20))
    text = text_of(printed("patient", one))
    for recommendation in one.recommendations:
        assert recommendation.plain.rstrip(".") in text
    past = [
        one.due
        for one in one.recommendations
        if one.due and date(2026, 11, 12) < one.due < date(2026, 11, 20)
    ]
    assert past
    assert text.count("(past)") >= len(past)
    assert "Thu 12 November No new chemotherapy for now." in text
    assert "(past)" not in text_of(printed("patient"))


@pytest.mark.parametrize("level", LEVELS)
def test_a_talk_that_should_have_been_held_by_now_is_said_so_in_every_table(level: str) -> None:
    late = replace(letter_case.colpaert(), on=date(2026, 11, 26))
    assert "talk by 25 Nov (past)" in text_of(printed(level, late))


def test_a_gp_sees_of_what_others_were_to_do_that_its_day_is_past() -> None:
    said = "Referral to the palliative home-care team 16 Nov"
    late = replace(letter_case.colpaert(), on=date(2026, 11, 20))
    assert f"{said} (past)" in text_of(printed("primary", late))
    assert f"{said}." in text_of(printed("primary"))


@pytest.mark.parametrize("level", ["primary", "secondary", "tertiary"])
def test_professional_letters_carry_the_national_number(level: str) -> None:
    assert NISS[0] in text_of(printed(level))


def test_the_patient_letter_has_neither_national_number_nor_estimate() -> None:
    pdf = printed("patient")
    text = text_of(pdf)
    for secret in (*NISS, "4 months", "clinicians’ estimate", "months rather than years", "ECOG", "stage IV"):
        assert secret not in text
        assert secret.encode() not in pdf


def test_the_table_is_the_same_in_all_four_letters() -> None:
    contents = [compose(level, letter_case.colpaert()) for level in LEVELS]
    assert all(content.shared.responsibilities == contents[0].shared.responsibilities for content in contents)
    say = Say(letter_texts(), letter_case.ON, "female")
    for content in contents:
        text = text_of(render(content, letter_texts()))
        for row in content.shared.responsibilities:
            cells = [
                " ".join(words(as_line(cell)).replace("\u00a0", " ").split())
                for cell in responsibility_row(say, row)
            ]
            assert " ".join(cells) in text


@pytest.mark.parametrize("level", LEVELS)
def test_the_table_says_what_nobody_has_settled_and_both_numbers_of_a_handover(level: str) -> None:
    text = text_of(printed(level))
    assert "Dr Maes – not settled yet talk by 25 Nov 09 000 44 10" in text
    assert "handover by 16 Nov 09 000 44 10 09 000 77 77" in text


def test_a_task_without_holder_says_none_yet() -> None:
    text = text_of(printed("primary", letter_case.empty()))
    assert "Daily care, all prescriptions at home none yet" in text


@pytest.mark.parametrize("level", LEVELS)
def test_every_font_is_embedded(level: str) -> None:
    names = set()
    for page in PdfReader(io.BytesIO(printed(level))).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            names.add(str(font["/BaseFont"]).partition("+")[2])
            assert "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]
    assert names == {"NotoSans-Regular", "NotoSans-Bold"}


@pytest.mark.parametrize("level", LEVELS)
def test_the_same_letter_has_the_same_bytes(level: str) -> None:
    first = printed(level)
    letter_text.clean.cache_clear()
    assert printed(level) == first


@pytest.mark.parametrize("level", LEVELS)
def test_an_accepted_letter_changes_only_with_consent(level: str) -> None:
    require_accepted(level, pages_of(printed(level)))


@pytest.mark.parametrize("level", LEVELS)
def test_a_draft_says_so_on_every_page_and_an_issued_letter_does_not(level: str) -> None:
    content = compose(level, letter_case.colpaert())
    assert all("DRAFT" in page for page in pages_of(render(content, letter_texts())))
    issued = with_content(content, shared=replace(content.shared, state=LetterState.ISSUED))
    assert not any("DRAFT" in page for page in pages_of(render(issued, letter_texts())))
    demo = with_content(content, shared=replace(content.shared, state=LetterState.ISSUED, demo=True))
    assert all("DEMO" in page for page in pages_of(render(demo, letter_texts())))


@pytest.mark.parametrize("level", LEVELS)
def test_only_the_address_stands_where_the_window_can_show_it(level: str) -> None:
    content = compose(level, letter_case.colpaert())
    page = PdfReader(io.BytesIO(render(content, letter_texts()))).pages[0]
    seen: list[str] = []

    def visit(text: str, _: object, matrix: list[float], *__: object) -> None:
        x, y = matrix[4] / MM, 297 - matrix[5] / MM
        if text.strip() and x > 95 and 26 < y < 94:
            seen.append(text.strip())
            assert 115 <= x <= 190
            assert 48 <= y <= 69

    page.extract_text(visitor_text=visit)
    recipient = content.shared.recipient
    assert seen == [recipient.name, *recipient.lines]


def test_an_address_that_the_window_cannot_show_is_refused() -> None:
    content = compose("primary", letter_case.colpaert())
    recipient = replace(content.shared.recipient, lines=("a", "b", "c", "d", "e"))
    with pytest.raises(Refused, match="address"):
        render(with_content(content, shared=replace(content.shared, recipient=recipient)), letter_texts())


@pytest.mark.parametrize("level", LEVELS)
def test_a_patient_with_nothing_on_record_gets_a_letter_that_says_so(level: str) -> None:
    text = text_of(printed(level, letter_case.empty()))
    expected = {
        "primary": [
            "None recorded: no treatment limit is in force.",
            "No medication recorded.",
            "Not discussed yet.",
        ],
        "secondary": ["No question recorded.", "No diagnosis on record", "Nobody's presence was recorded."],
        "tertiary": ["No GP on file.", "Carers: nobody has asked.", "No symptom scores on record."],
        "patient": ["[not written yet: how you will feel]", "[not written yet: our advice in short]"],
    }
    for sentence in expected[level]:
        assert sentence in text


@pytest.mark.parametrize("level", ["primary", "secondary"])
def test_forty_recommendations_are_all_printed(level: str) -> None:
    one = letter_case.crowded()
    text = text_of(printed(level, one))
    for number in range(1, 41):
        assert f"Recommendation {number}: a talk" in text


@pytest.mark.parametrize("level", ["primary", "secondary", "tertiary"])
def test_the_other_letters_say_that_the_patient_wants_none(level: str) -> None:
    facts = letter_case.Facts()
    facts.facts += letter_case.colpaert_facts()
    facts.add(Kind.PATIENT_LETTER, "2026-11-05", Answer(value=False))
    text = text_of(printed(level, letter_case.letter_record(tuple(facts.facts))))
    assert "No letter to the patient: she wants none (5 Nov)." in text
    assert "F1" not in text
    assert "No letter to the patient" not in text_of(printed(level))


@pytest.mark.parametrize("room", range(0, 700, 10))
def test_the_lines_for_questions_fill_the_page_or_one_of_their_own(room: int) -> None:
    height = questions(usual_kit(Say(letter_texts(), letter_case.ON, "female")), room).height(TEXT_WIDTH)
    assert height <= room if room >= 60 else height > 300
    assert height > min(room, 340) - 30


@pytest.mark.parametrize("level", LEVELS)
def test_a_name_of_three_hundred_characters_is_printed_whole(level: str) -> None:
    one = letter_case.crowded()
    text = text_of(printed(level, one)).replace(" ", "")
    assert one.patient.family.replace(" ", "") in text


HOSTILE = '<img src="/etc/hostname"/><b>Bold & <a href="javascript:x">y</a> {patient} *star* &amp; </para>'


@pytest.mark.parametrize("level", LEVELS)
def test_markup_in_data_prints_as_the_text_that_it_is(level: str) -> None:
    one = letter_case.colpaert()
    patient = replace(one.patient, given=HOSTILE[:40])
    discussion = replace(one.discussion, plain_disease=HOSTILE, reasons=HOSTILE, red_flags=HOSTILE)  # type: ignore[type-var]
    pdf = printed(level, replace(one, patient=patient, discussion=discussion))
    shown = text_of(pdf).replace(" ", "")
    assert HOSTILE[:40].replace(" ", "") in shown
    if level in ("secondary", "patient"):
        assert HOSTILE.replace(" ", "") in shown
    for page in PdfReader(io.BytesIO(pdf)).pages:
        assert not list(page.images)
        assert "/Annots" not in page


@pytest.mark.parametrize("level", LEVELS)
def test_printing_opens_no_file(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = compose(level, letter_case.colpaert())
    render(content, letter_texts())
    hostile = with_content(content, shared=replace(content.shared, board=HOSTILE[:30]))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("io.open", refuse)
    monkeypatch.setattr("os.open", refuse)
    assert render(hostile, letter_texts()).startswith(b"%PDF")


def test_a_letter_about_someone_who_died_says_so() -> None:
    facts = letter_case.Facts()
    facts.add(Kind.DEATH, "2026-11-12", Event())
    one = letter_case.letter_record(tuple(facts.facts))
    assert "14 March 1958, died 12 November 2026" in text_of(printed("primary", one))


def test_a_long_letterhead_shrinks_and_never_loses_a_number() -> None:
    content = compose("primary", letter_case.colpaert())
    head = replace(
        content.shared.letterhead, contact="Lieve De Smet-Vandenbroucke, oncology nurse consultant"
    )
    text = text_of(
        render(with_content(content, shared=replace(content.shared, letterhead=head)), letter_texts())
    )
    assert "consultant · 09 000 12 40" in text
    head = replace(head, contact="x" * 90)
    with pytest.raises(Refused, match="letterhead"):
        render(with_content(content, shared=replace(content.shared, letterhead=head)), letter_texts())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("王", "“王” (U+738B)"),
        ("김", "“김” (U+AE40, hangul syllable gim)"),
        ("👍", "“👍” (U+1F44D, thumbs up sign)"),
    ],
)
def test_a_name_that_no_font_can_draw_is_refused_in_one_sentence_with_its_field(
    level: str, name: str, character: str
) -> None:
    one = letter_case.colpaert()
    with pytest.raises(Refused) as refused:
        printed(level, replace(one, patient=replace(one.patient, given=name)))
    assert str(refused.value) == (
        f"The letter cannot be printed: its font has no {character}, written in: the patient's name. "
        "Write it in Latin, Greek or Cyrillic letters on the patient's page (Edit)."
    )


@pytest.mark.parametrize(
    ("changes", "level", "field"),
    [
        ({"decision_text": "Go 👍"}, "primary", "written in: Decided. Write it"),
        ({"plain_feel": "Good 👍"}, "patient", "the words for the patient, how the patient will feel. Write it"),
        ({"red_flags": "👍"}, "patient", "the red flags. Write it"),
        ({"board": "Board 👍"}, "tertiary", "the board's name. Write it .* in the board's settings"),
        ({"recipient": "王"}, "primary", "the recipient's name and address. .* address the letter anew"),
        ({"holder": "王"}, "patient", "a name in the care team. .* in People or on the patient's page"),
    ],
)  # fmt: skip
def test_what_no_font_can_draw_is_refused_where_it_is_printed(
    changes: dict[str, str], level: str, field: str
) -> None:
    one = letter_case.colpaert()
    assert one.discussion is not None
    (key, text), *_ = changes.items()
    if key == "decision_text":
        one = replace(one, decision_text=text)
    elif key == "board":
        one = replace(one, board=replace(one.board, name=text))
    elif key == "recipient":
        letters = tuple(replace(each, recipient=replace(each.recipient, name=text)) for each in one.letters)
        one = replace(one, letters=letters)
    elif key == "holder":
        one = replace(one, people={id: replace(each, family=text) for id, each in one.people.items()})
    else:
        one = replace(one, discussion=replace(one.discussion, **{key: text}))
    with pytest.raises(Refused, match=field):
        printed(level, one)


def test_a_boards_name_that_the_patient_letter_does_not_print_costs_it_nothing() -> None:
    one = letter_case.colpaert()
    assert printed("patient", replace(one, board=replace(one.board, name="Board 👍")))


def test_an_unanswered_item_is_a_gap_in_the_line_and_never_a_zero() -> None:
    content = compose("tertiary", letter_case.colpaert())
    depression = next(one for one in content.symptoms if one.item == "depression")  # type: ignore[union-attr]
    answered = [
        (place, 0.0, value) for place, (_, value) in enumerate(depression.points) if value is not None
    ]
    assert [value for _, _, value in answered] == [2, 3, 4, 4]
    assert [(one[0], following[0]) for one, following in joined(answered)] == [(0, 1), (3, 4)]


def test_the_patients_name_is_not_in_the_files_properties() -> None:
    for level in LEVELS:
        metadata = PdfReader(io.BytesIO(printed(level))).metadata
        assert "Colpaërt" not in str(metadata)
