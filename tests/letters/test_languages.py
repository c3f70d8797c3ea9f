"""A letter speaks its reader's language throughout, with the register, gender, days and figures of that language."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import letter_case
import msgspec
import pytest
from accepting import require_accepted
from letter_words import LANGUAGES, spoken
from pypdf import PdfReader

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.decisions import Said
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.letter import Missing, Recipient
from mdt_app.domain.letters.parts import Holder, Responsibility
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.payloads import Allergy, Answer, Condition, Prognosis, TreatmentLine
from mdt_app.domain.phrases import words
from mdt_app.domain.record import Record
from mdt_app.letters.kit import in_charge
from mdt_app.letters.render import measure, render
from mdt_app.letters.wording import Say, titled

LEVELS = ("primary", "secondary", "tertiary", "patient")
WORD = re.compile(r"[^\W\d_]{3,}")


def pages_of(level: str, language: str, one: LetterRecord | None = None) -> list[str]:
    pdf = render(compose(level, one or spoken(language)), letter_texts(language))
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(level: str, language: str, one: LetterRecord | None = None) -> str:
    return " ".join(pages_of(level, language, one))


def say(language: str, sex: str = "") -> Say:
    return Say(letter_texts(language), letter_case.ON, sex)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_an_accepted_letter_changes_only_with_consent_in_every_language(language: str, level: str) -> None:
    require_accepted(f"{level}-{language}", pages_of(level, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_scores_that_were_not_used_are_answered_with_no_and_not_with_the_word_for_an_aspect(
    language: str,
) -> None:
    one = spoken(language)
    assert one.discussion is not None
    unused = replace(one, discussion=replace(one.discussion, scores_used=Said.NOT_SAID))
    texts = letter_texts(language)
    written = texts.secondary.scores_used.text(answer=texts.shared.answers["no"].text())
    answer = " ".join(written.split())
    assert answer in text_of("secondary", language, unused)
    assert answer not in text_of("secondary", language, one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_keep_their_length_in_every_language(language: str) -> None:
    one, texts = spoken(language), letter_texts(language)
    assert measure(compose("primary", one), texts).pages == 1
    assert all(measure(compose(level, one), texts).pages <= 2 for level in LEVELS[1:])


def hard_words() -> LetterRecord:
    """A case whose facts reach the letters by the program's own words: nobody named, an allergy, old estimates."""
    facts = letter_case.Facts()
    add = facts.add
    add(Kind.DIAGNOSIS, "2025-06-09", Condition(text="Xx", status="active"))
    add(Kind.ADVANCED_DISEASE, "2025-06-09", Answer(value=True))
    add(Kind.METASTASIS, "2026-11-02", Condition(text="", site="liver", distant=True))
    add(Kind.TREATMENT_LINE, "2026-10-02", TreatmentLine(number=2, kind="systemic", intent="palliative"))
    add(Kind.ALLERGY, "2020-01-01", Allergy(text="Yy", severity="severe"))
    add(Kind.PROGNOSIS, "2026-06-12", Prognosis(amount=3, unit="mo", method="clinicians’ estimate"))
    add(Kind.PROGNOSIS, "2026-11-05", Prognosis(told="does-not-wish"))
    add(Kind.REQUEST_HASTENED_DEATH, "2026-11-05", Answer(value=True))
    one = letter_case.letter_record(tuple(facts.facts))
    nobody = Recipient(name="General practitioner", missing=Missing.GP)
    letters = tuple(
        each if each.level == "patient" else replace(each, recipient=nobody) for each in one.letters
    )
    return replace(one, recommendations=(), discussion=None, letters=letters, attendances=())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("case", ["full", "hard", "empty"])
def test_no_word_of_the_program_is_left_in_english(language: str, level: str, case: str) -> None:
    """Whatever stands in the English letter, in this one, and neither in the data nor in this language's own texts."""
    one = {"full": letter_case.colpaert, "hard": hard_words, "empty": letter_case.empty}[case]()
    content = compose(level, one)
    data = set(WORD.findall(msgspec.json.encode(content).decode()))
    own = set(WORD.findall((letter_texts_file(language)).lower()))
    english, other = (set(WORD.findall(text_of(level, each, one))) for each in ("en", language))
    left = {word for word in (english & other) - data if word.lower() not in own}
    assert left <= {"Marie", "Thérèse"}


def letter_texts_file(language: str) -> str:
    from mdt_app.content.letter_texts import folder

    return (folder() / f"{language}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "full", "first", "hours"),
    [
        ("en", "12 November 2026, 14:20", "1 December 2026", "14:00–14:36"),
        ("nl", "12 november 2026, 14.20 uur", "1 december 2026", "14–14.36 uur"),
        ("fr", "12 novembre 2026, 14 h 20", "1er décembre 2026", "14 h – 14 h 36"),
        ("de", "12. November 2026, 14:20 Uhr", "1. Dezember 2026", "14:00–14:36 Uhr"),
    ],
)
def test_days_and_hours_are_said_as_in_the_language(language: str, full: str, first: str, hours: str) -> None:
    at, end = datetime(2026, 11, 12, 14, 0, tzinfo=UTC), datetime(2026, 11, 12, 14, 36, tzinfo=UTC)
    one = say(language)
    assert one.day_time(at.replace(minute=20)).replace("\u00a0", " ") == full
    assert one.full_day(date(2026, 12, 1)).replace("\u00a0", " ") == first
    assert one.span((at, end)).replace("\u00a0", " ") == hours


@pytest.mark.parametrize(
    ("language", "number"), [("en", "2.41"), ("nl", "2,41"), ("fr", "2,41"), ("de", "2,41")]
)
def test_a_figure_has_the_decimal_sign_of_the_language_and_a_word_stays_as_typed(
    language: str, number: str
) -> None:
    assert f"calcium {number} mmol/L" in text_of("secondary", language).replace("Calcium", "calcium")
    assert say(language).value("v1.2 of the assay") == "v1.2 of the assay"


@pytest.mark.parametrize(
    ("language", "female", "male", "unknown"),
    [
        ("en", "Dr Maes, your family doctor, took part.",) + ("Dr Maes, your family doctor, took part.",) * 2,
        ("nl", "Ook uw huisarts, dokter Maes, deed mee.",) + ("Ook uw huisarts, dokter Maes, deed mee.",) * 2,
        ("fr", "la docteure Maes", "le docteur Maes", "Dr Maes"),
        ("de", "Hausärztin", "Hausarzt", "Dr. Maes"),
    ],
)  # fmt: skip
def test_a_clinician_is_named_by_her_or_his_own_sex(
    language: str, female: str, male: str, unknown: str
) -> None:
    phrase, one = letter_texts(language).patient.gp_joined, say(language, "female")
    said = {
        sex: words(one.naming(phrase, "gp", Holder(name="", short="Dr Maes", sex=sex))).replace("\u00a0", " ")
        for sex in ("female", "male", "")
    }
    assert female in said["female"]
    assert male in said["male"]
    assert unknown in said[""]
    assert "Hausärztin" not in said["male"]
    assert not {"docteure", "Hausärztin"} & set(WORD.findall(said[""]))


def test_german_names_the_doctor_by_the_doctors_sex_whatever_the_patients() -> None:
    joined = letter_texts("de").tertiary.gp_joined
    doctor = {sex: Holder(name="", short="Dr Maes", sex=sex) for sex in ("female", "male")}
    said = {
        (patient, other): words(say("de", patient).naming(joined, "gp", holder, both=True, mode="–"))
        for patient in ("female", "male")
        for other, holder in doctor.items()
    }
    for (_, other), text in said.items():
        assert ("Hausärztin, Frau Dr." in text.replace("\u00a0", " ")) is (other == "female")
        assert ("Hausarzt, Herr Dr." in text.replace("\u00a0", " ")) is (other == "male")


@pytest.mark.parametrize(
    ("language", "sex", "greeting"),
    [
        ("nl", "female", "Geachte mevrouw Colpaërt,"),
        ("nl", "male", "Geachte heer Colpaërt,"),
        ("nl", "", "Geachte Marie-Thérèse Colpaërt,"),
        ("fr", "female", "Madame,"),
        ("fr", "male", "Monsieur,"),
        ("de", "female", "Sehr geehrte Frau Colpaërt, am 12. November"),
        ("de", "male", "Sehr geehrter Herr Colpaërt, am 12. November"),
    ],
)
def test_the_patient_is_greeted_as_in_the_language(language: str, sex: str, greeting: str) -> None:
    one = spoken(language)
    letters = tuple(replace(each, recipient=replace(each.recipient, sex=sex)) for each in one.letters)
    shown = text_of("patient", language, replace(one, patient=replace(one.patient, sex=sex), letters=letters))
    assert greeting in shown


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "Mrs Marie"), ("nl", "Mevrouw Marie"), ("fr", "Madame Marie"), ("de", "Frau Marie")],
)
def test_the_address_bears_the_title_of_the_letters_language(language: str, line: str) -> None:
    assert line in text_of("patient", language)
    assert language == "en" or "Mrs" not in text_of("patient", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_to_nobody_is_addressed_to_a_function_in_its_language(language: str) -> None:
    common = letter_texts(language).common
    shown = text_of("primary", language, hard_words())
    assert common.nobody["primary"].text() in shown
    assert f"[{common.missing[Missing.GP].text()}]" in shown


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr Maes", ("dr", "Maes")),
        ("Prof. Dr Łucja Wiśniewska", ("prof", "Łucja Wiśniewska")),
        ("Palliative home-care team", ("", "Palliative home-care team")),
        ("Prof.", ("", "Prof.")),
        ("Drieghe", ("", "Drieghe")),
    ],
)
def test_a_title_is_known_only_before_a_name(name: str, parts: tuple[str, str]) -> None:
    assert titled(name) == parts


@pytest.mark.parametrize(
    "typed", ["Vorerst keine Chemo", "Voorlopig geen chemotherapie", "Pas de chimio", "No surgery"]
)
def test_what_was_decided_against_is_nobodys_task(typed: str) -> None:
    one = letter_case.colpaert()
    first, *rest = one.recommendations
    record = replace(one, recommendations=(replace(first, what=typed), *rest))
    assert "systemic" not in [row.task for row in compose("primary", record).shared.responsibilities]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_abbreviation_at_the_end_of_a_sentence_has_one_full_stop(language: str) -> None:
    for level in LEVELS:
        assert ".." not in text_of(level, language)


def test_french_never_parts_its_marks_from_the_word_before() -> None:
    texts = letter_texts("fr")
    assert texts.common.contact.text(who="A", phone="1").startswith("Contact\u00a0:")
    assert texts.common.quoted.text(text="oui") == "«\u00a0oui\u00a0»"


@pytest.mark.parametrize(
    ("language", "female", "male", "professor"),
    [
        ("en", "Dr Zoë Maes", "Dr Zoë Maes", "Prof. Dr Zoë Maes"),
        ("nl", "Dr. Zoë Maes", "Dr. Zoë Maes", "Prof. dr. Zoë Maes"),
        ("fr", "Dre Zoë Maes", "Dr Zoë Maes", "Prof. Zoë Maes"),
        ("de", "Dr. Zoë Maes", "Dr. Zoë Maes", "Prof. Dr. Zoë Maes"),
    ],
)
def test_a_full_name_bears_its_titles_as_the_language_writes_them(
    language: str, female: str, male: str, professor: str
) -> None:
    one = say(language)
    assert one.full_name("Dr Zoë Maes", "female") == female
    assert one.full_name("dr. Zoë Maes", "male") == male
    assert one.full_name("Prof. Dr Zoë Maes", "female") == professor
    assert one.full_name("Palliative home-care team", "") == "Palliative home-care team"
    assert f"{female} Huisartsenpraktijk" in text_of("primary", language)


def test_french_sets_its_colon_between_an_examination_and_what_it_showed() -> None:
    text = render(compose("secondary", spoken("fr")), letter_texts("fr"))
    shown = "".join(page.extract_text() for page in PdfReader(io.BytesIO(text)).pages)
    assert "colonne : T9" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("language", "first", "unknown"),
    [
        (
            "en",
            "First call: Mrs Colpaërt 09 000 60 01; Jürgen Schmitz (husband) 09 000 55 55.",
            "Her phone number",
        ),
        (
            "fr",
            "Premier appel : Mme Colpaërt 09 000 60 01 ; Jürgen Schmitz (mari) 09 000 55 55.",
            "Son numéro",
        ),
    ],
)
def test_the_first_page_for_the_palliative_team_says_whom_to_ring_first(
    language: str, first: str, unknown: str
) -> None:
    one = spoken(language)
    reached = replace(one, patient=replace(one.patient, phone="09 000 60 01"))
    assert first in pages_of("tertiary", language, reached)[0]
    refused = tuple(
        replace(fact, payload=Answer(value=False)) if fact.kind == Kind.CARER_PERMISSION else fact
        for fact in one.record.facts
    )
    page = pages_of("tertiary", language, replace(one, record=Record(refused, one.on)))[0]
    assert unknown in page
    assert "55 55" not in page


@pytest.mark.parametrize(
    ("holder", "role"),
    [
        (
            Holder(
                name="Palliative unit De Haven", family="Palliative unit De Haven", discipline="palliative"
            ),
            False,
        ),
        (
            Holder(name="Dr Naïma El Ouazzani", family="El Ouazzani", discipline="palliative", sex="female"),
            True,
        ),
    ],
)
def test_a_unit_is_not_called_a_doctor(holder: Holder, role: bool) -> None:
    for language in LANGUAGES:
        row = Responsibility(task="symptoms", name="", holder=holder)
        shown = words(in_charge(say(language), row))
        assert (
            say(language).role(letter_texts(language).table.roles, "palliative", holder.sex) in shown
        ) is role
