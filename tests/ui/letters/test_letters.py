"""A letter is read beside what it is made of; what it lacks is mended there, and it is saved whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from sqlalchemy import text
from ui.letters.conftest import LetterDesk

from mdt_app.domain.decisions import Discussion
from mdt_app.domain.errors import Refused
from mdt_app.domain.facts import Kind
from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.domain.payloads import Prognosis
from mdt_app.operations.commands import new_id
from mdt_app.operations.decisions import AddRecommendation
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.fields import SetField
from mdt_app.operations.letter_stages import Stage
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.common.listed_rows import SideGroup, SideRow
from mdt_app.ui.letters import saving
from mdt_app.ui.letters.letters_screen import LettersScreen
from mdt_app.ui.letters.page_drawing import draw_page


def rows(screen: LettersScreen) -> list[SideRow]:
    return [one for one in screen.letters.list.model().rows if isinstance(one, SideRow)]  # type: ignore[attr-defined]


def lacks(screen: LettersScreen, letter_id: str) -> str:
    """What stands under a row in a line of its own."""
    third = row_of(screen, letter_id).third
    return third.word if third else ""


def row_of(screen: LettersScreen, letter_id: str) -> SideRow:
    return next(one for one in rows(screen) if one.key == letter_id)


def words(screen: LettersScreen) -> str:
    return "\n".join(one.text() for one in screen.data.findChildren(QLabel) if one.isVisibleTo(screen))


def test_the_four_letters_of_a_case_stand_under_what_is_to_be_done_with_them(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    groups = [
        (one.title, one.right)
        for one in screen.letters.list.model().rows  # type: ignore[attr-defined]
        if isinstance(one, SideGroup)
    ]
    assert groups == [("To review", "1"), ("Nobody named yet", "2")]
    assert [one.second_parts[0] for one in rows(screen)] == ["F1", "P1", "S1"]
    assert screen.letters.teams.fold.words() == "Show 1 without palliative team"


def test_letters_stand_in_the_order_chosen_within_their_stage(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Aerts"))

    def first_of_each() -> list[str]:
        return [one.due.patient.family for one in screen.letters.shown][:2]

    assert first_of_each() == ["Peeters", "Aerts"]
    screen.letters.tools.sort.choose("patient")
    assert first_of_each() == ["Aerts", "Peeters"]
    screen.letters.tools.clear()
    assert first_of_each() == ["Peeters", "Aerts"]


def test_who_is_not_named_stands_in_the_recipients_place(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("primary")
    assert row_of(screen, letter.id).first == "No GP on file"
    screen.letters.choose(letter.id)
    desk.rest()
    assert "No GP on file" in words(screen)


def test_each_draft_says_in_the_list_what_keeps_it_from_being_sent(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("patient")
    desk.until(lambda: "6 to write" in lacks(screen, letter.id))
    assert row_of(screen, letter.id).mark is None, "nobody waits too long for it yet"
    assert "no address on file" in lacks(screen, letter.id)
    desk.tasks.write(desk.services.command(SetField, **_edit(letter)))
    desk.until(lambda: "5 to write" in lacks(screen, letter.id))


def test_the_list_stays_where_it_was_scrolled_to_when_a_check_arrives(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs", "Maes", "Claes", "Wouters"))
    desk.until(lambda: len(screen.checking.found_of) == 20)
    bar = screen.letters.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    screen.letters.show_found({})
    desk.rest()
    assert bar.value() == bar.maximum()


def test_who_wants_no_letter_is_said_everywhere_and_asked_again_there(desk: LetterDesk) -> None:
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
    desk.until(lambda: screen.letters.line(letter.id).stage == Stage.NONE)  # type: ignore[union-attr]
    assert row_of(screen, letter.id).mark is None
    assert not screen.acts.approve.isVisibleTo(screen)
    wish.answers.segment("yes").click()
    desk.until(lambda: screen.preview.pages.currentWidget() is not screen.preview.problem)
    desk.until(lambda: screen.letters.line(letter.id).stage == Stage.REVIEW)  # type: ignore[union-attr]


def test_letters_are_found_by_typing_and_by_their_stage(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters", "Nijs"))
    desk.qtbot.keyClicks(screen.letters.query, "nijs")
    assert {one.due.patient.family for one in screen.letters.shown} == {"Nijs"}
    desk.qtbot.keyClicks(screen.letters.query, "zzz")
    assert screen.letters.nothing.isVisibleTo(screen)
    screen.letters.query.clear()
    screen.letters.tools.clear()
    screen.letters.stages.set_current(Stage.REVIEW)
    screen.letters.stages.chosen.emit(Stage.REVIEW)
    assert {one.due.letter.level for one in screen.letters.shown} == {"patient"}
    assert screen.letters.stages.currentText() == "To review (2)"


def test_a_stage_without_letters_leaves_no_letter_of_another(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    screen.letters.stages.set_current(Stage.SEND)
    screen.letters.stages.chosen.emit(Stage.SEND)
    desk.rest()
    assert "Peeters" not in words(screen)
    assert screen.preview.pages.currentWidget() is screen.preview.nothing
    assert not screen.acts.isVisibleTo(screen)


def test_checking_the_list_is_no_look_at_a_patient(desk: LetterDesk) -> None:
    meeting = desk.closed_meeting("Peeters", "Nijs")
    screen = desk.letters(meeting)
    for _ in range(3):
        desk.rest()
    desk.until(lambda: len(screen.checking.found_of) == 8)
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
    assert "survival estimate" in words(screen)
    assert [one for one in screen.data.findChildren(LinkButton) if one.words() == "Left out"]


def test_what_a_letter_to_the_gp_lacks_stands_beside_it_as_sentences(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    screen.letters.choose(desk.of("primary").id)
    desk.until(lambda: "The signs for which the GP should call are not written yet" in words(screen))
    screen.data.lacks.mend.emit("patient letter")
    desk.rest()
    assert screen.letters.current() == desk.of("patient").id


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
    assert screen.letters.current() == desk.of("primary").id
    assert "primary level" in words(screen)


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
    screen.letters.choose(desk.of("primary").id)
    desk.rest()
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
    with pytest.raises(Refused, match="no longer a draft"):
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
    screen.letters.choose(letter.id)
    desk.rest()
    assert screen.data.address.message.link.words() == "Name a GP"
    screen.data.address.message.link.click()
    assert ("patient", f"{letter.patient_id}/care/name-primary") in desk.went
    desk.team.with_gp(letter.patient_id)
    screen.stale()
    screen._turn()
    desk.rest()
    assert screen.data.address.message.link.hasFocus()
    desk.qtbot.keyClick(screen.data.address.message.link, Qt.Key.Key_Return)
    desk.rest()
    assert desk.of("primary").recipient.name == "Dr. Samira Benali"
    desk.until(lambda: row_of(screen, letter.id).first != "No GP on file")


def test_a_letter_that_cannot_be_printed_says_why_in_place_of_the_page(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    letter = desk.of("patient")
    desk.team.act(SetField, **_edit(letter) | {"value": "A sign no font has: \U00012000"})
    screen.letters.choose(letter.id)
    desk.rest()
    desk.until(lambda: screen.preview.pages.currentWidget() is screen.preview.problem)
    assert screen.preview.problem.next_step.whole_text()
    assert not screen.preview.save.isEnabled()
    desk.until(lambda: "cannot be printed" in lacks(screen, letter.id))
    assert not screen.acts.approve.isEnabled()


def test_one_letter_is_saved_as_a_pdf_file(desk: LetterDesk, tmp_path: Path) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    screen.save_current(tmp_path / "letter")
    desk.until(lambda: bool(desk.said))
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert saving.file_name(screen.letters.shown[0]).endswith("-F1-v1-patient.pdf")


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


def test_a_name_with_markup_is_shown_as_it_is_written(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("<b>Peeters</b>"))
    assert screen.data.name.textFormat() is Qt.TextFormat.PlainText
    assert "<b>Peeters</b>" in screen.data.name.text()


def test_a_page_is_fitted_into_its_room(desk: LetterDesk) -> None:
    screen = desk.letters(desk.closed_meeting("Peeters"))
    page = screen.page()
    assert page is not None
    drawn = draw_page(page.pdf, 1, (300, 400), 0, 1.0)
    assert drawn.image.width() <= 301
    assert drawn.image.height() <= 401
    assert draw_page(page.pdf, 99, (300, 400), 0, 1.0).number == drawn.pages
