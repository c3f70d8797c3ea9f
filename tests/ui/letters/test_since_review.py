"""What changed since a reviewer read a letter is seen at once, marked on the page, and approved again in one act."""

from __future__ import annotations

from operations.letters_kit import Decided, set_field
from pytestqt.qtbot import QtBot
from sqlalchemy import update
from ui.letters.conftest import LetterDesk
from ui.letters.test_reviewing import at, of, press, said

from mdt_app.domain.accounts import Account
from mdt_app.domain.letters.letter import Letter, LetterState, Recipient
from mdt_app.operations.letter_stages import Stage
from mdt_app.store import tables
from mdt_app.ui.letters.letter_acts import LetterActs
from mdt_app.ui.letters.letters_screen import LettersScreen


def another_sign(desk: LetterDesk, case: Decided, words: str) -> None:
    with desk.guard.preparing():
        set_field(desk.team._team, "discussion", case.listing_id, "red_flags", words)


def changed(desk: LetterDesk) -> tuple[Decided, LettersScreen]:
    """The GP's letter, in which a red flag became another since it was reviewed."""
    case = desk.ready()
    with desk.guard.preparing():
        case.review("primary")
    another_sign(desk, case, "sudden pain in the leg")
    screen = desk.letters(case.meeting_id)
    at(desk, screen, "primary")
    return case, screen


def test_a_reviewed_letter_that_says_something_else_says_so_and_marks_what(desk: LetterDesk) -> None:
    _, screen = changed(desk)
    assert "Changed since it was reviewed" in said(screen)
    assert "Differs from what was reviewed" in said(screen)
    desk.until(lambda: "became “leg" in said(screen))
    desk.until(lambda: screen.preview.desk.old_paper.isVisible())
    assert screen.preview.compare.switch.words() == "Compare with what was read"
    desk.until(lambda: bool(screen.preview.paper.marks()))
    assert "leg" in screen.preview.compare.list.accessibleDescription()


def test_what_changed_is_approved_again_by_one_key(desk: LetterDesk) -> None:
    _, screen = changed(desk)
    before = of(desk, "primary")
    assert screen.acts.approve.words() == "Approve again"
    assert not screen.acts.issue.isVisible()
    press(desk, screen, "Ctrl+Return")
    now = desk.team.get(Letter, before.id)
    assert (now.state, now.reviewed_as != before.reviewed_as) == (LetterState.REVIEWED, True)
    at(desk, screen, "primary")
    assert "Changed since it was reviewed" not in said(screen)
    assert screen.acts.issue.isVisible()
    assert not screen.preview.compare.isVisible()
    desk.until(lambda: [one.due.letter.id for one in screen.letters.at(Stage.ISSUE)] == [now.id])


def test_who_may_not_decide_is_told_who_approves_again(qtbot: QtBot) -> None:
    acts = LetterActs(Account(id="s", user="s", name="S", roles=("secretary",)))
    qtbot.addWidget(acts)
    letter = Letter(
        id="l", case_id="c", patient_id="p", listing_id="x", level="primary", number="P1",
        recipient=Recipient(name="Dr. Maes"), state=LetterState.REVIEWED, reviewed_as="before",
    )  # fmt: skip
    acts.show_letter(letter, Stage.ISSUE, True, changed=True)
    assert not acts.approve.isVisible()
    assert not acts.issue.isVisible()
    assert "A clinician reads what changed and approves it again" in said(acts)


def test_who_switches_the_comparison_off_is_left_in_peace(desk: LetterDesk) -> None:
    case, screen = changed(desk)
    desk.until(lambda: screen.preview.desk.old_paper.isVisible())
    screen.preview.compare.switch.click()
    desk.until(lambda: not screen.preview.desk.old_paper.isVisible())
    another_sign(desk, case, "sudden pain in the arm")
    at(desk, screen, "secondary")
    at(desk, screen, "primary")
    desk.rest()
    assert "arm" in screen.preview.paper.accessibleDescription()
    assert not screen.preview.desk.old_paper.isVisible()


def test_a_letter_that_came_back_says_whether_anything_changed_since_and_what(desk: LetterDesk) -> None:
    case = desk.ready()
    screen = desk.letters(case.meeting_id)
    at(desk, screen, "primary")
    desk.qtbot.keyClicks(screen.acts.remark, "Say which leg.")
    press(desk, screen, "Ctrl+R")
    at(desk, screen, "primary")
    assert "Say which leg.\nNothing changed since." in said(screen)
    assert not screen.data.since.isVisible()
    before = screen.letters.current()
    press(desk, screen, "Ctrl+Return")
    assert "It was sent back, and nothing changed since." in said(screen)
    assert screen.letters.current() == before
    another_sign(desk, case, "sudden pain in the left leg")
    at(desk, screen, "secondary")
    at(desk, screen, "primary")
    assert "Nothing changed since." not in said(screen)
    assert "Changed since it was sent back" in said(screen)
    desk.until(lambda: screen.preview.desk.old_paper.isVisible())


def test_a_draft_that_nobody_read_is_compared_with_nothing(desk: LetterDesk) -> None:
    screen = desk.letters(desk.ready().meeting_id)
    at(desk, screen, "primary")
    assert not screen.preview.compare.isVisible()
    assert not screen.data.since.isVisible()


def test_after_a_batch_only_the_letters_of_its_cases_are_checked_again(desk: LetterDesk) -> None:
    case = desk.ready()
    desk.closed_meeting("Peeters", "Nijs")
    with desk.guard.preparing():
        case.review("primary")
    screen = desk.letters()
    desk.until(lambda: len(screen.checking.found_of) == 12)
    checked: list[str] = []
    screen.checking.found.connect(checked.append)
    screen.batches.issue(screen.letters.at(Stage.ISSUE))
    desk.until(lambda: of_case(desk, case).state == LetterState.ISSUED)
    desk.until(lambda: bool(checked) and not screen.checking._running)
    desk.rest()
    assert set(checked) == {case.listing_id}


def of_case(desk: LetterDesk, case: Decided) -> Letter:
    (found,) = desk.team.find(Letter, listing_id=case.listing_id, level="primary")
    return found  # type: ignore[no-any-return]


def test_stored_bytes_that_are_not_those_that_were_issued_are_not_shown_as_the_letter(
    desk: LetterDesk,
) -> None:
    case = desk.ready()
    desk.issue(case, "primary")
    file = tables.letter_file
    with desk.guard.preparing(), desk.team.database.engine.begin() as connection:
        connection.execute(update(file).where(file.c.part == "pdf").values(content=b"%PDF other"))
    screen = desk.letters(case.meeting_id)
    screen.letters.choose(of(desk, "primary").id)
    desk.until(lambda: screen.preview.pages.currentWidget() is screen.preview.problem)
    assert "is not the one that was issued" in screen.preview.problem.next_step.whole_text()
    assert not screen.acts.send.isEnabled()


def test_what_came_back_unchanged_is_approved_by_whoever_insists(desk: LetterDesk) -> None:
    case = desk.ready()
    screen = desk.letters(case.meeting_id)
    at(desk, screen, "primary")
    desk.qtbot.keyClicks(screen.acts.remark, "Say which leg.")
    press(desk, screen, "Ctrl+R")
    at(desk, screen, "primary")
    for _ in range(2):
        press(desk, screen, "Ctrl+Return")
        desk.rest()
    at(desk, screen, "primary")
    assert not screen.acts.approve.isVisible()
    assert screen.acts.issue.isVisible()
