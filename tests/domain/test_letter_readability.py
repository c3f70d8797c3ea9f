"""How plain a text is, is measured by the formula of its language, as one reckons by hand."""

from __future__ import annotations

import pytest

from mdt_app.domain.letters.patient_reading import Gates, Miss, reading
from mdt_app.domain.letters.readability import BESIDE, FORMULAS, LIX, Text, counted, lix, sentences

GATES = Gates(least={"en": 70, "nl": 70, "fr": 75, "de": 65}, mean_words=10, most_words=20)
BY_HAND = {
    # 7 words, 2 sentences, 8 syllables
    "en": ("The cat sat. The dog ran away.", 206.835 - 1.015 * 7 / 2 - 84.6 * 8 / 7),
    # 11 words, 2 sentences, 14 syllables
    "nl": ("De kanker is gegroeid. Hij zit nu ook in uw lever.", 206.84 - 0.93 * 5.5 - 77 * 14 / 11),
    # 10 words, 2 sentences, 13 syllables
    "fr": ("Le cancer a grandi. Il est aussi dans le foie.", 207 - 1.015 * 5 - 73.6 * 13 / 10),
    # 11 words, 2 sentences, 14 syllables
    "de": ("Der Krebs ist gewachsen. Er ist jetzt auch in der Leber.", 180 - 5.5 - 58.5 * 14 / 11),
}


def parts(text: str) -> tuple[Text, ...]:
    return (Text("disease", text),)


def texts_of(text: str) -> list[str]:
    return [one.text for one in sentences(parts(text))]


@pytest.mark.parametrize("language", BY_HAND)
def test_each_language_has_its_own_formula_and_it_gives_what_one_reckons_by_hand(language: str) -> None:
    text, score = BY_HAND[language]
    counts = counted(parts(text), language)
    assert counts is not None
    assert FORMULAS[language][1](counts) == pytest.approx(score, abs=0.001)
    assert reading(parts(text), language, GATES).score == pytest.approx(score, abs=0.001)


def test_the_formulas_are_named_for_the_reader() -> None:
    names = {language: reading(parts("A word."), language, GATES).formula for language in FORMULAS}
    assert names == {"en": "Flesch Reading Ease", "nl": "Flesch-Douma", "fr": "Kandel-Moles", "de": "Amstad"}


def test_the_formulas_beside_give_what_one_reckons_by_hand() -> None:
    english, german = (dict(reading(parts(BY_HAND[one][0]), one, GATES).beside) for one in ("en", "de"))
    assert english["Flesch-Kincaid grade"] == pytest.approx(0.39 * 3.5 + 11.8 * 8 / 7 - 15.59, abs=0.001)
    # 1 of 11 words with three syllables, 1 of more than six letters, 9 of one syllable
    wiener = 0.1935 * 100 / 11 + 0.1672 * 5.5 + 0.1297 * 100 / 11 - 0.0327 * 900 / 11 - 0.875
    assert german["Wiener Sachtextformel 1"] == pytest.approx(wiener, abs=0.001)
    assert german["LIX"] == pytest.approx(5.5 + 100 / 11, abs=0.001)
    assert all(LIX in BESIDE.get(language, (LIX,)) for language in FORMULAS)


def test_numbers_are_words_without_syllables() -> None:
    plain, numbered = (counted(parts(text), "en") for text in ("We help people.", "We help 6 in 10 people."))
    assert plain is not None
    assert numbered is not None
    assert (numbered.words, numbered.worded) == (6, 4)
    assert numbered.syllables == plain.syllables + 1


def test_a_sentence_ends_at_its_mark_or_its_line_and_not_within_a_name_a_title_or_a_day() -> None:
    assert texts_of("Dr. Maes calls. Prof. B. Claeys too.") == ["Dr. Maes calls.", "Prof. B. Claeys too."]
    assert texts_of("Sie kommen am 10. Dezember um 10 Uhr. Dann reden wir.") == [
        "Sie kommen am 10. Dezember um 10 Uhr.",
        "Dann reden wir.",
    ]
    assert texts_of("Op ma. 16 november sprak uw team over u. Dr. Maes deed mee.") == [
        "Op ma. 16 november sprak uw team over u.",
        "Dr. Maes deed mee.",
    ]
    assert texts_of("weak legs\nfever\n\n - \n") == ["weak legs", "fever"]
    assert texts_of("“It hurts.” Then call! Why? Ask us… We listen") == [
        "“It hurts.", "Then call!", "Why?", "Ask us…", "We listen",
    ]  # fmt: skip
    assert len(texts_of("Vous êtes né en 10. Dites non. Il fait 38.5 degrés.")) == 3


def test_what_keeps_every_gate_is_plain() -> None:
    found = reading(parts("The cancer has grown. It is now also in your liver."), "en", GATES)
    assert (found.plain, found.misses, found.too_long) == (True, (), ())
    assert found.longest is not None
    assert (found.longest.words, found.longest.text) == (7, "It is now also in your liver.")


def test_a_hard_text_misses_its_gate_though_its_sentences_are_short() -> None:
    found = reading(parts("Systemic chemotherapy necessitates hospitalisation."), "en", GATES)
    assert found.misses == (Miss.SCORE,)
    assert found.score is not None
    assert found.score < 70
    assert found.plain is False


def test_one_word_too_many_in_a_sentence_is_told_with_the_sentence() -> None:
    short, long = "We help. " * 9, " ".join(["go"] * 21) + "."
    assert reading(parts(short + " ".join(["go"] * 20) + "."), "en", GATES).misses == ()
    found = reading(parts(short + long), "en", GATES)
    assert found.misses == (Miss.LONGEST,)
    assert [(one.words, one.text, one.where) for one in found.too_long] == [(21, long, "disease")]


def test_sentences_that_are_long_on_average_miss_their_gate() -> None:
    ten, eleven = (" ".join(["go"] * number) + ". " for number in (10, 11))
    assert reading(parts(ten * 3), "en", GATES).misses == ()
    assert reading(parts(eleven * 3), "en", GATES).misses == (Miss.MEAN,)


def test_a_score_at_the_gate_itself_is_enough() -> None:
    score = reading(parts(BY_HAND["fr"][0]), "fr", GATES).score
    assert score is not None
    at, above = (Gates(least={"fr": least}, mean_words=10, most_words=20) for least in (score, score + 0.01))
    assert reading(parts(BY_HAND["fr"][0]), "fr", at).misses == ()
    assert reading(parts(BY_HAND["fr"][0]), "fr", above).misses == (Miss.SCORE,)


@pytest.mark.parametrize("text", ["", "   \n", "112", "!!! ... ---", "09 000 12 40"])
def test_where_nothing_is_written_nothing_is_measured(text: str) -> None:
    found = reading(parts(text), "en", GATES)
    assert (found.score, found.mean_words, found.plain, found.misses) == (None, None, None, ())


def test_a_language_without_a_formula_still_has_its_sentences_measured() -> None:
    found = reading(parts("Ala ma kota. " + " ".join(["kot"] * 21) + "."), "pl", GATES)
    assert (found.formula, found.score, found.least) == ("", None, None)
    assert Miss.LONGEST in found.misses
    counts = counted(parts("Ala ma kota."), "pl")
    assert counts is not None
    assert lix(counts) == 3


@pytest.mark.parametrize("language", FORMULAS)
@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000, "!" * 200_000, "." * 200_000, ". " * 100_000, "ba " * 60_000, "Dr. " * 50_000,
        "<b onload=x>&amp;</b>" * 5_000, "\n" * 200_000, "\u202e\u0000\ud7ff" * 10_000, "“" * 200_000 + ".” a",
    ],
)  # fmt: skip
def test_hostile_text_is_measured_as_text_and_at_once(text: str, language: str) -> None:
    found = reading(parts(text), language, GATES)
    assert found.words <= len(text)
    assert found.longest is None or found.longest.text in text
