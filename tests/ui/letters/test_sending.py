"""Letters are issued and sent in batches that say their numbers before, and go on where they were stopped."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from operations.letters_kit import set_field
from PySide6.QtWidgets import QLabel
from ui.letters.conftest import LetterDesk
from ui.letters.test_reviewing import at, of, press, said

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, LetterPart, LetterState
from mdt_app.operations.commands import new_id
from mdt_app.operations.letter_batch import Options
from mdt_app.operations.letter_life import CorrectLetter
from mdt_app.operations.letter_stages import Stage
from mdt_app.operations.letters import AddressLetter
from mdt_app.ui.common.dialogs import FinalDialog
from mdt_app.ui.letters.export_dialog import ExportDialog, Wanted
from mdt_app.ui.letters.letters_screen import LettersScreen

LEVELS = ("primary", "secondary", "patient")


def file_of(desk: LetterDesk, letter: Letter, part: LetterPart = LetterPart.PDF) -> bytes:
    with desk.guard.preparing(), desk.team.database.reader() as reader:
        found: bytes = reader.letter_file(letter.id, part)
        return found


def send(desk: LetterDesk, screen: LettersScreen, folder: Path, **options: object) -> str:
    """Send everything that is due; gives what is said."""
    before = len(desk.said)
    screen.batches.send(screen.letters.at(Stage.SEND), Wanted(folder, Options(**options)))  # type: ignore[arg-type]
    desk.until(lambda: len(desk.said) > before and not screen.batches.running)
    desk.rest()
    return desk.said[-1][0]


def opened(screen: LettersScreen) -> ExportDialog:
    screen.batches.ask_send(screen.letters.at(Stage.SEND))
    dialog = screen.batches.dialog
    assert isinstance(dialog, ExportDialog)
    return dialog


def test_a_batch_is_issued_after_its_number_was_confirmed(desk: LetterDesk) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        for level in LEVELS:
            case.review(level)
    screen = desk.letters(case.meeting_id)
    assert screen.letters.issue.words() == "Issue 3 reviewed…"
    screen.letters.issue.click()
    dialog = screen.batches.dialog
    assert isinstance(dialog, FinalDialog)
    facts = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "1 of them goes to a patient" in facts
    assert "cannot be undone" in facts
    assert {of(desk, level).state for level in LEVELS} == {LetterState.REVIEWED}
    dialog.verb.click()
    desk.until(lambda: bool(desk.said))
    assert desk.said[-1][0] == "3 letters are issued. Send them next."
    assert {of(desk, level).state for level in LEVELS} == {LetterState.ISSUED}
    desk.until(lambda: screen.letters.send.words() == "Send 3…")


def test_one_letter_is_issued_by_key_and_its_stored_bytes_are_shown(desk: LetterDesk) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        case.review("primary")
    screen = desk.letters(case.meeting_id)
    at(desk, screen, "primary")
    press(desk, screen, "Ctrl+I")
    assert isinstance(screen.batches.dialog, FinalDialog)
    screen.batches.dialog.verb.click()
    desk.until(lambda: of(desk, "primary").state == LetterState.ISSUED)
    letter = of(desk, "primary")
    desk.until(lambda: screen.page() is not None and screen.page().letter == letter)  # type: ignore[union-attr]
    page = screen.page()
    assert page is not None
    assert sha256(page.pdf).hexdigest() == letter.sha256
    assert "issued, not signed" in screen.preview.version.whole_text()


def test_a_letter_that_is_refused_stops_no_other(desk: LetterDesk) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        for level in LEVELS:
            case.review(level)
    screen = desk.letters(case.meeting_id)
    lines = screen.letters.at(Stage.ISSUE)
    with desk.guard.preparing():
        set_field(desk.team._team, "person", case.gp_id, "address", ["Nieuwstraat 9", "3600 Genk"])
    screen.batches.issue(lines)
    desk.until(lambda: bool(desk.said))
    words, _, wrong = desk.said[-1]
    assert wrong
    assert "not issued: HEAD-" in words
    assert "The directory says otherwise" in words
    assert of(desk, "secondary").state == LetterState.ISSUED


def test_issuing_is_stopped_between_two_letters(desk: LetterDesk) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        for level in LEVELS:
            case.review(level)
    screen = desk.letters(case.meeting_id)
    screen.batches.issue(screen.letters.at(Stage.ISSUE))
    screen.letters.progress.cancel.click()
    desk.until(lambda: bool(desk.said))
    assert desk.said[-1][0] == "1 letter is issued. Send it next. Stopped: 2 not issued yet."
    states = [of(desk, level).state for level in LEVELS]
    assert states.count(LetterState.ISSUED) == 1


def test_what_is_due_is_written_and_recorded_and_done_again_it_goes_on(
    desk: LetterDesk, tmp_path: Path
) -> None:
    case = desk.ready()
    desk.issue(case, *LEVELS)
    screen = desk.letters(case.meeting_id)
    folder = tmp_path / "out"
    before = len(desk.said)
    screen.batches.send(screen.letters.at(Stage.SEND), Wanted(folder, Options()))
    screen.letters.progress.cancel.click()
    desk.until(lambda: len(desk.said) > before)
    desk.rest()
    stopped, done = desk.said[-1][0], len(desk.team.find(Dispatch))
    assert "send again into the same folder" in stopped
    assert done < 3
    assert "3 letters" in send(desk, screen, folder) or done
    assert len(desk.team.find(Dispatch)) == 3
    assert len(list(folder.glob("HEAD-*.pdf"))) == 3
    assert screen.letters.at(Stage.SEND) == ()
    assert {one.stage for one in screen.letters._lines if one.due.letter.level in LEVELS} == {Stage.OUT}


def test_a_print_file_joins_all_and_says_how_many(desk: LetterDesk, tmp_path: Path) -> None:
    case = desk.ready()
    desk.issue(case, *LEVELS)
    screen = desk.letters(case.meeting_id)
    words = send(desk, screen, tmp_path / "out", one_file=True, both_sides=True)
    assert words.startswith("3 letters are in one print file in ")
    (file,) = (tmp_path / "out").glob("print-*.pdf")
    (listed,) = (tmp_path / "out").glob("letters-sent-*.pdf")
    assert words.endswith(f"The list of them is {listed.name}.")
    with pikepdf.open(file) as document:
        assert len(document.pages) % 2 == 0
    assert len(desk.team.find(Dispatch)) == 3


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_recorded(
    desk: LetterDesk, tmp_path: Path
) -> None:
    case = desk.ready()
    desk.issue(case, "primary")
    screen = desk.letters(case.meeting_id)
    (tmp_path / "out").write_text("a file")
    assert "cannot be written to" in send(desk, screen, tmp_path / "out")
    assert desk.said[-1][2] is True
    assert desk.team.find(Dispatch) == ()
    assert screen.letters.send.isVisibleTo(screen)


def test_the_dialog_says_what_is_wrong_before_anything_begins(desk: LetterDesk, tmp_path: Path) -> None:
    case = desk.ready()
    desk.issue(case, "primary", "patient")
    dialog = opened(desk.letters(case.meeting_id))
    assert not dialog.verb.isEnabled()
    desk.qtbot.keyClicks(dialog.folder, str(tmp_path))
    assert dialog.verb.isEnabled()
    assert "For example: HEAD-2026-0001-P1-v1-primary.pdf" in dialog.example.whole_text()
    dialog.pattern.clear()
    desk.qtbot.keyClicks(dialog.pattern, "{patient}")
    assert "A file name cannot hold {patient}" in dialog.example.whole_text()
    assert not dialog.verb.isEnabled()
    dialog.pattern.clear()
    desk.qtbot.keyClicks(dialog.pattern, "{recipient}")
    assert "Dr-Lieve-De-Gp" in dialog.example.whole_text()
    desk.qtbot.keyClicks(dialog.password, "short")
    assert "at least 15" in dialog.problem.accessibleName()
    desk.qtbot.keyClicks(dialog.password, " no more than that")
    assert "differ" in dialog.problem.accessibleName()
    desk.qtbot.keyClicks(dialog.again, "short no more than that")
    assert dialog.verb.isEnabled()
    with desk.qtbot.waitSignal(dialog.wanted) as wanted:
        dialog.verb.click()
    found = wanted.args[0]
    assert (found.folder, found.options.password, found.options.pattern) == (
        tmp_path, "short no more than that", "{recipient}",
    )  # fmt: skip
    assert dialog.password.text() == ""
    assert "short no more than that" not in repr(found)


def test_letters_by_open_e_mail_are_said_to_be_readable_until_they_are_locked(desk: LetterDesk) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        case.issue()
    dialog = opened(desk.letters(case.meeting_id))
    assert not dialog.open_mail.isVisible()
    dialog.way.set_current(Way.MAIL)
    dialog.way.chosen.emit(Way.MAIL)
    assert dialog.open_mail.isVisible()
    desk.qtbot.keyClicks(dialog.password, "long enough, at last")
    assert not dialog.open_mail.isVisible()


def test_title_and_sentence_follow_what_one_file_takes(desk: LetterDesk) -> None:
    case = desk.ready()
    with desk.guard.preparing():
        set_field(desk.team._team, "person", case.gp_id, "letters_by", str(Way.EHEALTH))
        desk.team._team.act(AddressLetter, letter_id=case.letter().id)
        for level in ("primary", "secondary"):
            case.issue(level)
    dialog = opened(desk.letters(case.meeting_id))
    assert dialog.title.whole_text() == dialog.windowTitle() == "Send 2 letters"
    assert "Each becomes a file" in dialog.ways.whole_text()
    assert "eHealthBox\u00a01" in dialog.ways.whole_text()
    dialog.one_file.click()
    assert dialog.title.whole_text() == dialog.windowTitle() == dialog.verb.words() == "Send 1 letter"
    assert "All become one file" in dialog.ways.whole_text()
    assert "eHealthBox" not in dialog.ways.whole_text()
    dialog.one_file.click()
    assert dialog.title.whole_text() == "Send 2 letters"


def test_a_sending_without_a_file_is_recorded_by_hand(desk: LetterDesk) -> None:
    case = desk.ready()
    desk.issue(case, "patient")
    screen = desk.letters(case.meeting_id)
    letter = at(desk, screen, "patient")
    assert screen.data.life.by_hand.isVisible()
    screen.data.life.record.click()
    desk.until(lambda: bool(desk.team.find(Dispatch)))
    (sent,) = desk.team.find(Dispatch)
    assert (sent.how, sent.to_name, sent.file) == (Way.BY_HAND, letter.recipient.name, "")
    desk.until(lambda: bool(desk.said))
    assert desk.said[-1][0] == f"Recorded as sent to {letter.recipient.name}."
    desk.until(lambda: screen.letters.current() not in ("", letter.id))
    at_stage(desk, screen, Stage.OUT, "patient")
    assert f"Sent to {letter.recipient.name}, by hand, not signed" in said(screen)
    assert not screen.data.life.by_hand.isVisible()


def test_late_letters_are_marked_by_word_and_shape(desk: LetterDesk) -> None:
    case = desk.ready()
    desk.team._team.clock += timedelta(days=20)
    screen = desk.letters(case.meeting_id)
    rows = {one.key: one for one in screen.letters.list.model().rows if hasattr(one, "key")}  # type: ignore[attr-defined]
    row = rows[of(desk, "primary").id]
    assert row.right.endswith(" days late")
    assert row.mark is not None
    assert "4 late" in screen.letters.count.whole_text()
    at(desk, screen, "primary")
    assert "since the meeting; late since" in said(screen)


def test_a_correction_says_what_changed_and_who_gets_it(desk: LetterDesk, tmp_path: Path) -> None:
    case = desk.ready()
    desk.issue(case, "primary")
    screen = desk.letters(case.meeting_id)
    send(desk, screen, tmp_path / "out")
    old = at_stage(desk, screen, Stage.OUT, "primary")
    screen.acts.correct.click()
    assert f"It went to {old.recipient.name}: they get the corrected one." in said(screen.acts)
    screen.acts.correct.click()
    assert "what changed" in said(screen.acts)
    desk.qtbot.keyClicks(screen.acts.remark, "The day of the scan.")
    screen.acts.correct.click()
    desk.until(lambda: of(desk, "primary").version == 2)
    new = of(desk, "primary")
    desk.until(lambda: screen.letters.current() == new.id)
    desk.until(lambda: screen.page() is not None)
    assert "Version 2, what changed: The day of the scan." in said(screen)
    assert f"The version before went to {old.recipient.name}: they get this one." in said(screen)
    assert screen.acts.remark.text() == ""


def test_an_older_version_is_shown_from_its_stored_bytes_and_nothing_is_done_meanwhile(
    desk: LetterDesk,
) -> None:
    case = desk.ready()
    desk.issue(case, "primary")
    old = of(desk, "primary")
    desk.team.act(CorrectLetter, letter_id=old.id, new_letter_id=new_id(), changed="the day of the scan")
    screen = desk.letters(case.meeting_id)
    at(desk, screen, "primary")
    screen.data.version_asked.emit(old)
    desk.until(lambda: screen.older.isVisible())
    desk.rest()
    assert "version 1, issued" in screen.preview.version.whole_text()
    assert screen.page() is None
    assert not screen.acts.approve.isEnabled()
    with desk.guard.preparing():
        set_field(desk.team._team, "person", case.gp_id, "phone", "011 99 99 99")
    desk.rest()
    assert "version 1, issued" in screen.preview.version.whole_text()
    screen.older.link.click()
    desk.until(lambda: screen.page() is not None)
    assert "version 2, draft" in screen.preview.version.whole_text()


def at_stage(desk: LetterDesk, screen: LettersScreen, stage: Stage, level: str) -> Letter:
    """Go to a letter that is filtered out at first."""
    letter = of(desk, level)
    screen.letters.stages.set_current(stage)
    screen.letters.stages.chosen.emit(stage)
    screen.letters.choose(letter.id)
    desk.until(lambda: (page := screen.page()) is not None and page.letter.id == letter.id)
    return letter


def test_a_folder_that_is_not_there_is_made_only_after_that_was_said(
    desk: LetterDesk, tmp_path: Path
) -> None:
    case = desk.ready()
    desk.issue(case, "primary")
    dialog = opened(desk.letters(case.meeting_id))
    desk.qtbot.keyClicks(dialog.folder, str(tmp_path / "nowhere" / "out"))
    assert f"There is no folder {tmp_path / 'nowhere'}" in dialog.problem.accessibleName()
    assert not dialog.verb.isEnabled()
    assert not dialog.new_folder.isVisible()
    dialog.folder.clear()
    desk.qtbot.keyClicks(dialog.folder, str(tmp_path))
    assert dialog.verb.isEnabled()
    assert not dialog.new_folder.isVisible()
    desk.qtbot.keyClicks(dialog.folder, "/out")
    assert dialog.verb.isEnabled()
    assert dialog.new_folder.isVisible()
    assert "it will be made" in dialog.new_folder.whole_text()


def test_a_folder_that_vanished_meanwhile_is_said_before_it_is_made_again(
    desk: LetterDesk, tmp_path: Path
) -> None:
    case = desk.ready()
    desk.issue(case, "primary")
    dialog = opened(desk.letters(case.meeting_id))
    (tmp_path / "stick").mkdir()
    desk.qtbot.keyClicks(dialog.folder, str(tmp_path / "stick"))
    (tmp_path / "stick").rmdir()
    with desk.qtbot.assertNotEmitted(dialog.wanted):
        dialog.verb.click()
    assert dialog.new_folder.isVisible()


def test_a_password_that_is_proposed_is_shown_until_it_is_changed(desk: LetterDesk, tmp_path: Path) -> None:
    case = desk.ready()
    desk.issue(case, "primary")
    dialog = opened(desk.letters(case.meeting_id))
    desk.qtbot.keyClicks(dialog.folder, str(tmp_path))
    dialog.propose.click()
    made = dialog.password.text()
    assert re.fullmatch(r"([a-z]{4}-){4}[a-z]{4}", made)
    assert made in dialog.proposed.whole_text()
    assert dialog.verb.isEnabled()
    dialog.propose.click()
    assert dialog.password.text() != made
    desk.qtbot.keyClicks(dialog.password, "x")
    assert not dialog.proposed.isVisible()


def test_whoever_comes_to_the_letters_gets_the_list_that_a_killed_batch_left_behind(
    desk: LetterDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise Refused("The disk is full.")

    case = desk.ready()
    desk.issue(case, *LEVELS)
    screen = desk.letters(case.meeting_id)
    with monkeypatch.context() as patched:
        patched.setattr("mdt_app.sending.lists.keep_list", refused)
        send(desk, screen, tmp_path / "out")
    assert list((tmp_path / "out").glob("letters-sent-*.pdf")) == []
    screen.hide()
    screen.show()
    desk.until(lambda: bool(list((tmp_path / "out").glob("letters-sent-*.pdf"))))
    desk.until(lambda: "the list of them is written now" in desk.said[-1][0])
    (listed,) = (tmp_path / "out").glob("letters-sent-*.pdf")
    assert str(listed) in desk.said[-1][0]
    said = len(desk.said)
    screen.hide()
    screen.show()
    desk.rest()
    assert len(desk.said) == said
