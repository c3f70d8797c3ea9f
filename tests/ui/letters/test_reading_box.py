"""Before a patient's letter goes one sees how plainly it reads, in words, and gets to each word to make plain."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mdt_app.domain.letters.glossary import Hit
from mdt_app.domain.letters.patient_reading import Gates, PatientReading, reading
from mdt_app.domain.letters.readability import Text
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters.reading_box import MOST_HITS, MOST_QUOTED, ReadingBox

GATES = Gates(least={"en": 70}, mean_words=10, most_words=20)


def hit(written: str, where: str = "feel", plain: str = "short of breath") -> Hit:
    return Hit(concept="x", written=written, where=where, plain=plain, sentence=f"Your {written} grows.")


def read(text: str, *hits: Hit) -> PatientReading:
    return reading((Text("disease", text),), "en", GATES, hits)


def box(qtbot: QtBot, found: PatientReading | None, *left_out: str) -> ReadingBox:
    made = ReadingBox()
    qtbot.addWidget(made)
    made.show_reading(found, left_out)
    made.show()
    return made


def said(made: ReadingBox) -> str:
    return "\n".join(one.whole_text() for one in made.findChildren(Label) if one.isVisible())


def test_a_plain_text_says_its_score_its_gate_and_its_longest_sentence(qtbot: QtBot) -> None:
    made = box(qtbot, read("The cancer has grown. It is now also in your liver."))
    assert made.state.word() == "Plain enough"
    assert "Flesch Reading Ease 93: 70 or more is plain enough." in said(made)
    assert "5.5 words in a sentence: 10 at most." in said(made)
    assert "Longest, 7 words: “It is now also in your liver.” (what it does against the disease)" in said(
        made
    )
    assert "LIX" in said(made)


def test_a_hard_text_says_what_is_too_much(qtbot: QtBot) -> None:
    made = box(qtbot, read(" ".join(["hospitalisation"] * 21) + "."))
    assert made.state.word() == "Not plain enough yet"
    assert "too low: 70 or more is plain enough" in said(made)
    assert "21 words in a sentence, too many: 10 at most." in said(made)
    assert "Too long, 21 words where 20 are the most" in said(made)


def test_more_long_sentences_than_fit_are_counted(qtbot: QtBot) -> None:
    made = box(qtbot, read((" ".join(["go"] * 21) + ". ") * 5))
    assert said(made).count("Too long, 21 words") == 3
    assert "and 2 more too long" in said(made)


def test_each_word_stands_with_plain_ones_and_leads_to_its_part_by_key(qtbot: QtBot) -> None:
    made = box(qtbot, read("Well.", hit("dyspnoea"), hit("ECOG", "open", "how strong you are")))
    links = made.findChildren(LinkButton)
    assert [link.words() for link in links] == ["dyspnoea", "ECOG"]
    assert "2 words to make plain" in said(made)
    assert "How you may feel\nshort of breath\nWhat is not decided\nhow strong you are" in said(made)
    assert links[1].accessibleName() == "ECOG, in what is not decided: how strong you are"
    links[1].setFocus()
    with qtbot.waitSignal(made.part_chosen) as chosen:
        QTest.keyClick(links[1], Qt.Key.Key_Space)
    assert chosen.args == ["open"]


def test_a_word_keeps_its_focus_while_another_part_is_written(qtbot: QtBot) -> None:
    made = box(qtbot, read("Well.", hit("ECOG")))
    (link,) = made.findChildren(LinkButton)
    made.show_reading(read("Well. Very well.", hit("ECOG")))
    assert made.findChildren(LinkButton) == [link]
    made.show_reading(read("Well. Very well."))
    assert link.isHidden()
    assert "to make plain" not in said(made)


def test_a_word_that_stands_twice_in_a_part_is_listed_once(qtbot: QtBot) -> None:
    made = box(qtbot, read("Well.", hit("ECOG"), hit("ecog"), hit("ECOG", "open")))
    assert "2 words to make plain" in said(made)


def test_many_words_are_cut_to_a_list_that_says_how_many_more(qtbot: QtBot) -> None:
    made = box(qtbot, read("Well.", *(hit(f"term{number}") for number in range(MOST_HITS + 5))))
    assert len(made.findChildren(LinkButton)) == MOST_HITS
    assert "and 5 more" in said(made)


def test_what_is_left_out_is_said_and_nothing_is_said_where_nothing_is(qtbot: QtBot) -> None:
    made = box(qtbot, read("Well."), "survival estimate, 12 Nov")
    assert "Left out of this letter\nsurvival estimate, 12 Nov" in said(made)
    made.show_reading(read("Well."))
    assert "Left out" not in said(made)


def test_what_is_not_measured_is_not_called_plain(qtbot: QtBot) -> None:
    made = box(qtbot, None)
    assert made.state.word() == "Not measured yet"
    made.show_reading(read(""))
    assert made.state.word() == "Not measured yet"


def test_hostile_words_are_shown_as_typed_and_cut(qtbot: QtBot) -> None:
    long = "<b>x</b>&" * 30_000
    made = box(qtbot, read(f"{long} " * 21 + ".", hit(long, plain="<i>{x}</i>")), "<script>")
    labels = made.findChildren(QLabel)
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)
    assert all(len(one.text()) < 3 * MOST_QUOTED for one in labels)
    assert "<i>{x}</i>" in said(made)
    assert len(made.findChildren(LinkButton)[0].words()) <= 30
