"""A correction leads to where the wrong fact is mended, says what differs, and is withdrawn where it was a mistake."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from operations.letters_kit import Decided, set_field
from PySide6.QtCore import Qt
from ui.letters.conftest import LetterDesk
from ui.letters.test_reviewing import at, of, press, said

from mdt_app.domain.letters.letter import Letter, LetterState
from mdt_app.operations.commands import new_id
from mdt_app.operations.letter_life import CorrectLetter, WithdrawLetter
from mdt_app.operations.letters import AddressLetter
from mdt_app.ui.common.buttons import LinkButton
from mdt_app.ui.letters.letters_screen import LettersScreen


@pytest.fixture
def case(desk: LetterDesk) -> Decided:
    made = desk.ready()
    desk.issue(made, "primary")
    return made


def corrected(desk: LetterDesk, case: Decided) -> LettersScreen:
    """The letters with a correction of the GP's in front, in which nothing is mended yet."""
    old = of(desk, "primary")
    desk.team.act(CorrectLetter, letter_id=old.id, new_letter_id=new_id(), changed="the address")
    screen = desk.letters(case.meeting_id)
    at(desk, screen, "primary")
    return screen


def moved(desk: LetterDesk, case: Decided) -> None:
    """The GP has moved, and the letter is addressed anew."""
    with desk.guard.preparing():
        set_field(desk.team._team, "person", case.gp_id, "address", ["Nieuwstraat 9", "3600 Genk"])
    desk.tasks.write(desk.services.command(AddressLetter, letter_id=of(desk, "primary").id))


def link(screen: LettersScreen, words: str) -> LinkButton:
    (found,) = [
        one for one in screen.data.findChildren(LinkButton) if one.words() == words and one.isVisible()
    ]
    return found


def shows(screen: LettersScreen) -> list[LinkButton]:
    """The ways to what differs."""
    return [one for one in screen.data.since.findChildren(LinkButton) if one.isVisible()]


def test_a_correction_begun_by_mistake_is_withdrawn_by_keyboard_and_the_version_before_comes(
    desk: LetterDesk, case: Decided
) -> None:
    screen = corrected(desk, case)
    gone = of(desk, "primary")
    screen.acts.withdraw.setFocus()
    desk.qtbot.keyClick(screen.acts.withdraw, Qt.Key.Key_Return)
    assert screen.acts.remark.hasFocus()
    assert not screen.acts.approve.isVisible()
    press(desk, screen, "Ctrl+Return")
    assert "Say in a few words why" in said(screen.acts)
    desk.qtbot.keyClicks(screen.acts.remark, "The address was right.")
    press(desk, screen, "Ctrl+Return")
    first = desk.team.get(Letter, gone.replaces)
    desk.until(lambda: screen.letters.current() == first.id)
    desk.until(lambda: screen.page() is not None)
    assert desk.team.get(Letter, gone.id).state == LetterState.WITHDRAWN
    assert screen.letters.line(gone.id) is None
    assert "Version 2, withdrawn: The address was right." in said(screen)
    assert "Version 2 withdrawn: The address was right; " in said(screen)
    assert screen.acts.remark.text() == ""
    assert screen.acts.correct.isVisible()


def test_who_thinks_again_keeps_the_correction(desk: LetterDesk, case: Decided) -> None:
    screen = corrected(desk, case)
    screen.acts.withdraw.click()
    desk.qtbot.keyClick(screen.acts.remark, Qt.Key.Key_Escape)
    assert screen.acts.approve.isVisible()
    assert not screen.acts.give_up.isVisible()
    assert of(desk, "primary").state == LetterState.DRAFT


def test_a_letter_that_corrects_nothing_is_not_offered_to_be_withdrawn(
    desk: LetterDesk, case: Decided
) -> None:
    screen = desk.letters(case.meeting_id)
    at(desk, screen, "secondary")
    assert not screen.acts.withdraw.isVisible()
    at(desk, screen, "primary")
    assert not screen.acts.withdraw.isVisible()


def test_a_correction_withdrawn_at_another_desk_leaves_the_list_and_nothing_of_it_stays(
    desk: LetterDesk, case: Decided
) -> None:
    screen = corrected(desk, case)
    gone = of(desk, "primary")
    desk.tasks.write(desk.services.command(WithdrawLetter, letter_id=gone.id, reason="It was right."))
    desk.until(lambda: screen.letters.line(gone.id) is None)
    desk.until(lambda: screen.page() is not None)
    assert screen.letters.current() != gone.id


def test_an_empty_correction_says_what_to_do_and_then_what_it_says_otherwise(
    desk: LetterDesk, case: Decided
) -> None:
    screen = corrected(desk, case)
    note = screen.data.since
    assert note.how.isVisible()
    assert "Nothing differs yet from version 1" in said(screen)
    assert "each heading below leads there" in said(screen)
    moved(desk, case)
    desk.until(lambda: "Differs from version 1" in said(screen))
    assert not note.how.isVisible()
    desk.until(lambda: "“Molenweg 3" in said(screen))
    assert "became “Nieuwstraat 9" in said(screen)
    assert "Version 2 replaces" not in "\n".join(
        one.text() for one in note.findChildren(type(screen.data.name))
    )


def test_what_differs_is_shown_on_the_page_from_beside_it(desk: LetterDesk, case: Decided) -> None:
    screen = corrected(desk, case)
    moved(desk, case)
    desk.until(lambda: "Differs from version 1" in said(screen))
    assert not screen.preview.desk.old_paper.isVisible()
    desk.until(lambda: "Molenweg 3" in shows(screen)[0].accessibleName() if shows(screen) else False)
    shows(screen)[0].click()
    desk.until(lambda: screen.preview.desk.old_paper.isVisible())
    desk.until(lambda: "Molenweg 3" in screen.preview.compare.list.currentText())


@pytest.mark.parametrize(
    ("words", "leads"),
    [
        ("Decision", lambda case: ("meeting", f"{case.meeting_id}/{case.listing_id}")),
        ("Code status", lambda case: ("patient", f"{case.patient_id}/planning")),
        ("Facts", lambda case: ("patient", f"{case.patient_id}/timeline/letters")),
        ("Directory", lambda case: ("people", f"{case.gp_id}/address")),
        ("GP", lambda case: ("patient", f"{case.patient_id}/care/primary")),
        ("Oncology", lambda case: ("patient", f"{case.patient_id}/care/secondary")),
        ("Palliative", lambda case: ("patient", f"{case.patient_id}/care/tertiary")),
        ("Letterhead", lambda case: ("settings", f"{case.board_id}/letterhead")),
    ],
)
def test_each_part_of_a_letter_leads_to_where_it_is_mended_by_key(
    desk: LetterDesk, case: Decided, words: str, leads: Callable[[Decided], tuple[str, str]]
) -> None:
    screen = corrected(desk, case)
    way = link(screen, words)
    assert way.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "Opens" in way.accessibleName()
    desk.qtbot.keyClick(way, Qt.Key.Key_Return)
    assert desk.went[-1] == leads(case)


def test_the_way_to_the_decision_says_that_its_meeting_is_opened_again_for_that(
    desk: LetterDesk, case: Decided
) -> None:
    screen = corrected(desk, case)
    assert "it is opened again with a reason" in link(screen, "Decision").accessibleName()


def test_after_a_withdrawn_version_the_next_one_is_compared_with_the_one_it_replaces(
    desk: LetterDesk, case: Decided
) -> None:
    screen = corrected(desk, case)
    first = of(desk, "primary").replaces
    desk.team.act(WithdrawLetter, letter_id=of(desk, "primary").id, reason="It was right.")
    desk.team.act(CorrectLetter, letter_id=first, new_letter_id=new_id(), changed="the phone")
    screen.show_letter(of(desk, "primary").id)
    desk.until(lambda: (page := screen.page()) is not None and page.letter.version == 3)
    desk.until(lambda: "Nothing differs yet from version 1" in said(screen))
    assert screen.preview.compare.switch.words() == "Compare with version 1"
    screen.preview.compare.switch.click()
    desk.until(lambda: screen.preview.desk.legend.accessibleName().startswith("Version 3"))
