"""A letter is read beside what it is made of; what it lacks is mended there, and it is saved whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import text
from ui.letters.conftest import LetterDesk

from mdt_app.domain.decisions import Discussion
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.checks import Check, Lack, Lacking
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.payloads import Prognosis
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import SetField
from mdt_app.ui.common.lists import SideGroup, SideRow
from mdt_app.ui.letters import saving
from mdt_app.ui.letters.letters_screen import LettersScreen
from mdt_app.ui.letters.page_drawing import draw_page


def rows(screen: LettersScreen) -> list[SideRow]:
    return [one for one in screen.letters.list.model().rows if isinstance(one, SideRow)]  # type: ignore[attr-defined]


def words(screen: LettersScreen) -> str:
    return "\n".join(one.text() for one in screen.data.findChildren(QLabel) if one.isVisibleTo(screen))


def test_a_decided_case_shows_its_four_letters_in_order_of_care(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    levels = [one.second_right.partition(" ")[0] for one in rows(screen)]
    assert levels == ["primary", "secondary", "tertiary", "patient"]


def test_letters_stand_in_the_order_chosen_and_stay_with_their_patient(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Aerts"))

    def cases() -> list[str]:
        return [one.case_number for one in screen.letters.shown]

    first, second = cases()[0], cases()[4]
    assert cases() == [first] * 4 + [second] * 4
    screen.letters.tools.sort.choose("patient")
    assert cases() == [second] * 4 + [first] * 4
    screen.letters.tools.sort.choose("recipient")
    names = [one.recipient.casefold() for one in screen.letters.shown[:4] if one.recipient]
    assert names == sorted(names)
    assert len(set(cases()[:4])) == 1
    screen.letters.tools.clear()
    assert cases() == [first] * 4 + [second] * 4


def test_what_is_missing_is_said_with_its_shape(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    first = rows(screen)[0]
    assert first.first == "No GP on file"
    assert first.mark is not None
    assert "No GP on file" in words(screen)


def test_each_draft_says_in_the_list_what_keeps_it_from_being_sent(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    for _ in range(3):
        desk.rest()
    marked = {one.second_right.partition(" ")[0]: one for one in rows(screen)}
    assert marked["patient"].second.startswith("F1, 6 to write")
    assert marked["patient"].mark is not None
    assert marked["patient"].mark.word == "no address on file, 6 to write, phone missing"
    assert "1 to write" in marked["tertiary"].second
    assert "4 lack something" in screen.letters.count.whole_text()


def test_a_draft_that_lacks_nothing_more_bears_no_mark(desk: LetterDesk) -> None:
    lacks = (Lack(kind=Lacking.LENGTH, sentence="too long"), Lack(kind=Lacking.PART, sentence="one"))
    screen = desk.letters(desk.closed_meeting("Peeters"))
    id = desk.of("secondary").id
    screen.letters.show_checks({id: Check(lacks=lacks, pages=3)})
    said = next(one for one in rows(screen) if one.key == id)
    assert said.second.endswith("runs to 3 pages, 1 to write")
    screen.letters.show_checks({id: Check(lacks=(), pages=2)})
    row = next(one for one in screen.letters.shown if one.id == id)
    said = next(one for one in rows(screen) if one.key == id)
    assert (said.mark is None) == (row.missing == "")


def test_the_list_stays_where_it_was_scrolled_to_when_a_check_arrives(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs", "Maes", "Claes", "Wouters"))
    desk.until(lambda: len(screen.checking.checks) == 20)
    bar = screen.letters.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    screen.letters.show_checks({})
    desk.rest()
    assert bar.value() == bar.maximum()


def test_words_that_were_written_are_no_longer_lacking_in_the_list(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("patient")
    desk.until(lambda: any(one.second.startswith("F1, 6 to write") for one in rows(screen)))
    command = desk.services.command(SetField, **_edit(letter))
    desk.tasks.write(command)
    desk.until(lambda: any(one.second.startswith("F1, 5 to write") for one in rows(screen)))


def test_checking_the_list_is_no_look_at_a_patient(desk: LetterDesk) -> None:
    meeting = desk.closed_meeting("Peeters", "Nijs")
    screen = desk.letters(meeting)
    for _ in range(3):
        desk.rest()
    assert len(screen.checking.checks) == 8
    shown = screen.data._one
    assert shown is not None
    with desk.guard.preparing(), desk.team.database.engine.connect() as connection:
        read = (
            connection.execute(text("SELECT patient_id FROM read_log WHERE what = 'letters'")).scalars().all()
        )
    assert set(read) == {shown.letter.patient_id}


def test_what_the_letter_leaves_out_stands_beside_it(desk: LetterDesk) -> None:
    meeting = desk.closed_meeting("Peeters")
    letter = desk.of("patient")
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=letter.patient_id, kind=Kind.PROGNOSIS,
        payload=Prognosis(amount=4, unit="mo", method="clinicians"), true_from=desk.team.clock.date(),
    )  # fmt: skip
    screen = desk.letters(meeting)
    screen.letters.choose(letter.id)
    desk.rest()
    assert "Left out\nsurvival estimate" in words(screen)


def test_what_a_letter_to_the_gp_lacks_stands_beside_it_as_sentences(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    desk.until(lambda: "Still to do" in words(screen))
    assert "The signs for which the GP should call are not written yet" in words(screen)


def test_the_page_is_drawn_as_printed(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    assert not screen.preview.paper.image().isNull()
    assert "Peeters" in screen.preview.paper.accessibleDescription()
    assert screen.preview.page.text().startswith("Page 1 of")
    assert "draft" in screen.preview.version.whole_text()


def test_the_arrow_keys_go_from_letter_to_letter(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    desk.qtbot.keyClick(screen.letters.list, Qt.Key.Key_Down)
    desk.rest()
    assert screen.letters.current() == desk.of("secondary").id
    assert "secondary level" in words(screen)


def test_page_down_turns_the_page_and_stops_at_the_last(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    screen.letters.choose(desk.of("secondary").id)
    desk.rest()
    pages = int(screen.preview.page.text().rpartition(" ")[2])
    assert pages > 1
    for _ in range(pages + 1):
        desk.qtbot.keyClick(screen.letters.list, Qt.Key.Key_PageDown)
        desk.rest()
    assert screen.preview.page.text() == f"Page {pages} of {pages}"


def test_no_figure_of_survival_stands_beside_the_patient_letter(desk: LetterDesk) -> None:
    meeting = desk.closed_meeting("Peeters")
    letter = desk.of("patient")
    desk.team.act(
        RecordFact, fact_id=new_id(), patient_id=letter.patient_id, kind=Kind.PROGNOSIS,
        payload=Prognosis(amount=4, unit="mo", method="clinicians"), true_from=desk.team.clock.date(),
    )  # fmt: skip
    screen = desk.letters(meeting)
    assert "4 months" in words(screen)
    screen.letters.choose(letter.id)
    desk.rest()
    assert "4 months" not in words(screen)
    assert "Prognosis" not in words(screen)


def test_words_for_the_patient_are_kept_after_the_meeting_was_closed(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("patient")
    screen.letters.choose(letter.id)
    desk.rest()
    assert screen.data.words is not None
    assert "still to write" in screen.data.words.title.note.whole_text()
    editor = screen.data.words.fields["plain_feel"].editor
    editor.setFocus()
    desk.qtbot.keyClicks(editor, "Less pain.")
    desk.rest()
    (kept,) = desk.team.find(Discussion, id=letter.listing_id)
    assert kept.plain_feel == "Less pain."


def test_the_page_is_drawn_anew_when_its_words_change(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("patient")
    screen.letters.choose(letter.id)
    desk.rest()
    command = desk.services.command(
        SetField, entity="discussion", entity_id=letter.listing_id, field="plain_feel", value="Less pain soon.",
        base_version=0,
    )  # fmt: skip
    desk.tasks.write(command)
    desk.until(lambda: "Less pain soon." in screen.preview.paper.accessibleDescription())


def test_an_edit_made_elsewhere_meanwhile_is_shown_and_not_overwritten(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("patient")
    screen.letters.choose(letter.id)
    desk.rest()
    field = {"entity": "discussion", "entity_id": letter.listing_id, "field": "plain_feel"}
    desk.team.act(SetField, **field, value="From another desk.", base_version=0)
    assert screen.data.words is not None
    kept = screen.data.words.fields["plain_feel"]
    kept.editor.setFocus()
    desk.qtbot.keyClicks(kept.editor, "Mine")
    desk.rest()
    assert kept.box.isVisibleTo(screen)
    assert kept.box.stored.text() == "From another desk."
    (stored,) = desk.team.find(Discussion, id=letter.listing_id)
    assert stored.plain_feel == "From another desk."


def test_the_patients_words_are_frozen_once_a_letter_is_no_draft(desk: LetterDesk) -> None:
    desk.closed_meeting("Peeters")
    letter = desk.of("patient")
    with (
        desk.guard.preparing(),
        desk.team.database.open_work(desk.team.command(SetField, **_edit(letter))) as work,
    ):
        work.put(replace(letter, state=LetterState.ISSUED))
        work.commit()
    with pytest.raises(Refused, match="no longer drafts"):
        desk.team.act(SetField, **_edit(letter))


def _edit(letter: Letter) -> dict[str, object]:
    return {
        "entity": "discussion", "entity_id": letter.listing_id, "field": "plain_feel", "value": "x", "base_version": 0,
    }  # fmt: skip


def test_a_recommendation_without_plain_words_is_listed_as_still_to_write(desk: LetterDesk) -> None:
    meeting = desk.team.meeting(desk.board_id)
    listing = desk.team.listed(meeting, "Peeters")
    desk.team.act(
        AddRecommendation, recommendation_id=new_id(), listing_id=listing, what="CT in three months"
    )
    desk.team.close(meeting)
    screen = desk.letters(meeting)
    screen.letters.choose(desk.of("patient").id)
    desk.rest()
    assert screen.data.words is not None
    links = [one.words() for one in screen.data.words.left.widgets()]  # type: ignore[attr-defined]
    assert "1. CT in three months" in links


def test_a_gp_named_later_is_offered_and_the_draft_is_addressed_anew(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("primary")
    assert screen.data.warning.link.words() == "Name a GP"
    screen.data.warning.link.click()
    assert ("patient", letter.patient_id) in desk.went
    desk.team.with_gp(letter.patient_id)
    screen.stale()
    screen._turn()
    desk.rest()
    screen.data.warning.link.click()
    desk.rest()
    assert desk.of("primary").recipient.name == "Dr. Samira Benali"
    desk.until(lambda: rows(screen)[0].first != "No GP on file")


def test_a_letter_that_cannot_be_printed_says_why_in_place_of_the_page(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("patient")
    desk.team.act(SetField, **_edit(letter) | {"value": "A sign no font has: \U00012000"})
    screen.letters.choose(letter.id)
    desk.rest()
    assert screen.preview.pages.currentWidget() is screen.preview.problem
    assert screen.preview.problem.next_step.whole_text()
    assert not screen.preview.save.isEnabled()
    desk.until(lambda: screen.letters.save.words() == "Save 3 PDFs…")
    assert screen.letters.left_out.whole_text() == "Not saved: 1 (cannot be printed)."


def test_the_button_says_how_many_letters_it_saves_and_which_it_does_not(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs"))
    assert screen.letters.save.words() == "Save 8 PDFs…"
    assert not screen.letters.left_out.isVisibleTo(screen)
    desk.qtbot.keyClicks(screen.letters.query, "Nijs")
    assert screen.letters.save.words() == "Save 4 PDFs…"
    assert screen.letters.left_out.whole_text() == "Not saved: 4 (not in this list now)."
    desk.qtbot.keyClicks(screen.letters.query, " nobody of that name")
    assert not screen.letters.save.isEnabled()


def test_who_wants_no_letter_is_said_everywhere_and_asked_again_there(
    desk: LetterDesk, tmp_path: Path
) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("patient")
    screen.letters.choose(letter.id)
    desk.rest()
    assert screen.data.words is not None
    wish = screen.data.words.wish
    assert (wish.answers.current(), wish.said.whole_text()) == ("", "not asked; a letter is written")
    wish.answers.segment("no").click()
    desk.until(lambda: screen.preview.pages.currentWidget() is screen.preview.problem)
    assert "wants none, said on" in screen.preview.problem.next_step.whole_text()
    assert screen.preview.problem.title.whole_text() == "No letter is written"
    assert "wants none, said on" in words(screen)
    desk.until(lambda: "wants no letter" in rows(screen)[3].second)
    assert rows(screen)[3].mark is None
    assert screen.letters.count.whole_text().startswith("3 in draft")
    assert screen.letters.save.words() == "Save 3 PDFs…"
    assert screen.letters.left_out.whole_text() == "Not saved: 1 (wants no letter)."
    assert screen.letters.left_out.isVisibleTo(screen)
    screen.save_into(tmp_path)
    desk.until(lambda: len(desk.said) > 1)
    assert "Patients without a letter, dead or wanting none: 1." in desk.said[-1][0]
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    wish.answers.segment("yes").click()
    desk.until(lambda: screen.preview.pages.currentWidget() is not screen.preview.problem)
    desk.until(lambda: "to write" in rows(screen)[3].second)


def test_all_letters_are_saved_under_names_that_tell_nobody_anything(
    desk: LetterDesk, tmp_path: Path
) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs"))
    folder = tmp_path / "letters"
    folder.mkdir()
    screen.save_into(folder)
    desk.until(lambda: bool(desk.said))
    names = sorted(one.name for one in folder.iterdir())
    assert len(names) == 8
    assert names[0] == "LUNG-2026-0001-F1-v1-patient.pdf"
    assert all(len(pypdfium2.PdfDocument(one)) for one in folder.iterdir())
    assert not any("Peeters" in name or "Nijs" in name for name in names)


def test_stopping_leaves_no_letter_behind(desk: LetterDesk, tmp_path: Path) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs"))
    folder = tmp_path / "letters"
    folder.mkdir()
    screen.save_into(folder)
    screen.letters.progress.cancel.click()
    desk.until(lambda: bool(desk.said))
    assert list(folder.iterdir()) == []
    assert "No letter was written" in desk.said[0][0]


def test_a_folder_that_cannot_be_written_is_said_in_words(desk: LetterDesk, tmp_path: Path) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    screen.save_into(tmp_path / "nowhere")
    desk.until(lambda: bool(desk.said))
    assert desk.said[0][2] is True
    assert not screen.letters.save.isHidden()


def test_one_letter_is_saved_as_a_pdf_file(desk: LetterDesk, tmp_path: Path) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    screen.save_current(tmp_path / "letter")
    desk.until(lambda: bool(desk.said))
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert saving.file_name(screen.letters.shown[0]).endswith("-P1-v1-primary.pdf")


def test_a_meeting_that_is_not_closed_says_when_letters_are_made(desk: LetterDesk) -> None:
    screen = desk.letters(desk.team.meeting(desk.board_id))
    steps: list[str] = []
    screen.step.connect(steps.append)
    assert "when the meeting is closed" in screen.empty.title.whole_text()  # type: ignore[attr-defined]
    screen.empty.button.click()  # type: ignore[attr-defined]
    assert steps == ["close"]


def test_a_closed_meeting_without_a_decision_says_so(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting())
    assert "decided no case" in screen.empty.title.whole_text()  # type: ignore[attr-defined]


def test_the_place_of_all_letters_leads_to_the_meetings_while_there_are_none(desk: LetterDesk) -> None:
    screen = desk.letters()
    screen.empty.button.click()  # type: ignore[attr-defined]
    assert desk.went == [("meetings", "")]


def test_letters_are_found_by_typing_and_grouped_by_state(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs"))
    desk.qtbot.keyClicks(screen.letters.query, "nijs")
    assert {one.patient for one in screen.letters.shown} == {"Nijs, Anna"}
    desk.qtbot.keyClicks(screen.letters.query, "zzz")
    assert screen.letters.nothing.isVisibleTo(screen)
    screen.letters.query.clear()
    screen.letters.groups.segment("state").click()
    groups = [one for one in screen.letters.list.model().rows if isinstance(one, SideGroup)]  # type: ignore[attr-defined]
    assert [(one.title, one.right) for one in groups] == [("Draft", "8")]


def test_a_name_with_markup_is_shown_as_it_is_written(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("<b>Peeters</b>"))
    assert screen.data.name.textFormat() is Qt.TextFormat.PlainText
    assert "<b>Peeters</b>" in screen.data.name.text()


def test_a_page_is_fitted_into_its_room(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    drawn = draw_page(screen._pdf, 1, (300, 400), 0, 1.0)
    assert drawn.image.width() <= 301
    assert drawn.image.height() <= 401
    assert draw_page(screen._pdf, 99, (300, 400), 0, 1.0).number == drawn.pages
