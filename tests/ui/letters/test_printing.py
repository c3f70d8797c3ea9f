"""Letters are printed as they were issued, and a letter that did not come out whole is not recorded as sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from letter_batch import desk_of, pages
from operations.kit import Team, press
from operations.letters_kit import Decided, decided, set_field
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.letters.conftest import LetterDesk
from ui.letters.test_sending import file_of, opened

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.operations.commands import new_id
from mdt_app.operations.dispatching import SendLetter, due_list
from mdt_app.operations.letter_batch import Item, Options, items
from mdt_app.operations.letter_stages import Stage
from mdt_app.operations.letters import AddressLetter
from mdt_app.sending.finishing import finish_lists
from mdt_app.sending.folder import Exported
from mdt_app.sending.lists import LIST
from mdt_app.sending.printing import print_out
from mdt_app.ui.letters.export_dialog import ExportDialog, Wanted
from mdt_app.ui.letters.letters_screen import LettersScreen
from mdt_app.ui.letters.list_choice import kept_choice
from mdt_app.ui.letters.printing import LetterPrinter, printer_for_letters

LEVELS = ("primary", "secondary", "patient")
SCALE = 2
"""Pixels per point at which pages are compared."""


def into(file: Path) -> QPrinter:
    printer = printer_for_letters()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def pictures(pdf: bytes) -> list[np.ndarray]:
    """Each page in grays, small."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            page.render(scale=SCALE, grayscale=True).to_numpy().squeeze().astype(int) for page in document
        ]
    finally:
        document.close()


def found_in(page: np.ndarray, pages: Sequence[np.ndarray]) -> int:
    """Which of these the page is, drawn as a picture; -1 for none of them."""
    high, wide = (min(sizes) for sizes in zip(*(one.shape for one in (page, *pages)), strict=True))
    apart = [float(np.abs(page[:high, :wide] - one[:high, :wide]).mean()) for one in pages]
    nearest = int(np.argmin(apart))
    return nearest if apart[nearest] < 0.6 * sorted(apart)[1] else -1


def until(desk: LetterDesk, holds: Callable[[], bool]) -> None:
    """Drawing pages takes its time where others work as well."""
    desk.qtbot.waitUntil(holds, timeout=30_000)


def send(desk: LetterDesk, screen: LettersScreen, printer: QPrinter, *, both_sides: bool = False) -> str:
    before = len(desk.said)
    wanted = Wanted(Path(), Options(both_sides=both_sides), printer=printer)
    screen.batches.send(screen.letters.at(Stage.SEND), wanted)
    until(desk, lambda: len(desk.said) > before and not screen.batches.running)
    desk.rest()
    return desk.said[-1][0]


def choose(dialog: ExportDialog, way: str) -> None:
    dialog.way.set_current(way)
    dialog.way.chosen.emit(way)


def ready(desk: LetterDesk) -> LettersScreen:
    case = desk.ready()
    desk.issue(case, *LEVELS)
    return desk.letters(case.meeting_id)


def test_what_is_printed_is_page_for_page_what_was_issued_in_the_order_of_the_envelopes(
    desk: LetterDesk, tmp_path: Path
) -> None:
    screen = ready(desk)
    found = items(one.due for one in screen.letters.at(Stage.SEND))
    issued = [page for item in found for page in pictures(file_of(desk, item.letter))]
    words = send(desk, screen, into(tmp_path / "out.pdf"))
    (listed,) = tmp_path.glob(f"{LIST}-*.pdf")
    assert words == f"3 letters are printed and recorded as sent. The list of them is {listed}."
    printed = pictures((tmp_path / "out.pdf").read_bytes())
    assert len(printed) == len(issued) > 3
    assert [found_in(page, issued) for page in printed] == list(range(len(issued)))
    sent = desk.team.find(Dispatch)
    assert sorted(one.to_name for one in sent) == sorted(one.to.name for one in found)
    assert {(one.how, one.file) for one in sent} == {(Way.POST, "out.pdf")}


def test_printed_on_both_sides_each_letter_begins_on_the_front_of_a_sheet(
    desk: LetterDesk, tmp_path: Path
) -> None:
    screen = ready(desk)
    found = items(one.due for one in screen.letters.at(Stage.SEND))
    letters = [pictures(file_of(desk, item.letter)) for item in found]
    assert any(len(pages) % 2 for pages in letters[:-1]), "no letter here leaves its back free"
    blank = np.full_like(letters[0][0], 255)
    wanted = [page for pages in letters for page in (*pages, *[blank] * (len(pages) % 2))]
    wanted = wanted[: len(wanted) - len(letters[-1]) % 2]
    send(desk, screen, into(tmp_path / "out.pdf"), both_sides=True)
    printed = pictures((tmp_path / "out.pdf").read_bytes())
    assert len(printed) == len(wanted)
    blanks = [number for number, page in enumerate(wanted) if page is blank]
    assert [number for number, page in enumerate(printed) if page.min() == 255] == blanks
    inked = [page for page in wanted if page is not blank]
    shown = [page for number, page in enumerate(printed) if number not in blanks]
    assert [found_in(page, inked) for page in shown] == list(range(len(inked)))


@pytest.mark.qt_log_ignore("Returned false")
def test_a_file_that_cannot_be_printed_into_is_said_and_nothing_is_recorded(
    desk: LetterDesk, tmp_path: Path
) -> None:
    screen = ready(desk)
    words = send(desk, screen, into(tmp_path / "nowhere" / "out.pdf"))
    assert "No letter is recorded as sent." in words
    assert "cannot be written. Choose another folder. This letter is not recorded as sent." in words
    assert desk.said[-1][2] is True
    assert desk.team.find(Dispatch) == ()


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_takes_nothing_is_said_and_nothing_is_recorded(desk: LetterDesk) -> None:
    printer = printer_for_letters()
    printer.setPrinterName("")
    words = send(desk, ready(desk), printer)
    assert "The printer did not take its pages" in words
    assert "Stopped: 3 still to print." in words
    assert desk.team.find(Dispatch) == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_disk_that_is_full_leaves_no_letter_recorded(desk: LetterDesk, tmp_path: Path) -> None:
    (tmp_path / "out.pdf").symlink_to("/dev/full")
    words = send(desk, ready(desk), into(tmp_path / "out.pdf"))
    assert "No letter is recorded as sent. Stopped: 3 still to print." in words
    assert re.search("out.pdf (could not be written whole|cannot be written)", words)
    assert desk.team.find(Dispatch) == ()


def test_printing_is_stopped_between_two_letters_and_what_is_out_is_recorded(
    desk: LetterDesk, tmp_path: Path
) -> None:
    screen = ready(desk)
    before = len(desk.said)
    screen.batches.send(
        screen.letters.at(Stage.SEND), Wanted(Path(), Options(), printer=into(tmp_path / "out.pdf"))
    )
    screen.letters.progress.cancel.click()
    until(desk, lambda: len(desk.said) > before and not screen.batches.running)
    sent = desk.team.find(Dispatch)
    assert len(sent) < 3
    assert f"Stopped: {3 - len(sent)} still to print." in desk.said[-1][0]
    if sent:
        assert pictures((tmp_path / "out.pdf").read_bytes())


def test_only_what_goes_on_paper_is_printed_and_the_dialog_says_how_many(
    desk: LetterDesk, tmp_path: Path
) -> None:
    screen = ready(desk)
    dialog = opened(screen)
    assert dialog.print.isEnabled()
    assert not dialog.verb.isEnabled(), "no folder is chosen"
    assert not dialog.beside.isVisibleTo(dialog)
    choose(dialog, str(Way.EHEALTH))
    assert not dialog.print.isEnabled()
    assert "None of them goes by post or by hand" in dialog.beside.whole_text()
    assert "eHealthBox\u00a03" in dialog.ways.whole_text()
    choose(dialog, str(Way.BY_HAND))
    dialog.print_on(into(tmp_path / "out.pdf"))
    until(desk, lambda: len(desk.team.find(Dispatch)) == 3)
    assert {one.how for one in desk.team.find(Dispatch)} == {Way.BY_HAND}


@dataclass
class Tray:
    """A printer of paper: what came out of it; `jams` is the number of the letter at which it stops."""

    file: str = ""
    folder: Path | None = None
    jams: int = 0
    out: list[tuple[str, int]] = field(default_factory=list)
    lists: list[bytes] = field(default_factory=list)

    def hand_over(self, title: str, papers: Sequence[bytes]) -> None:
        if len(self.out) + len(self.lists) + 1 == self.jams:
            raise Refused("The printer is jammed.")
        if title == LIST:
            self.lists += papers
        else:
            self.out.append((title, len(papers)))

    def close(self) -> None:
        raise AssertionError("paper has no file to close")

    def drop(self) -> None:
        pass


@pytest.fixture
def case(tmp_path: Path) -> Decided:
    (tmp_path / "database").mkdir()
    case = decided(Team.at(tmp_path / "database"))
    for level in LEVELS:
        case.issue(level)
    return case


def due_now(case: Decided) -> tuple[Item, ...]:
    with case.team.database.reader() as reader:
        return items(due_list(reader, press().guidance, case.meeting_id))


def printed(case: Decided, tray: Tray, **options: object) -> Exported:
    return print_out(
        due_now(case), Options(**options), desk_of(case.team), tray, lambda done, of: True,  # type: ignore[arg-type]
    )  # fmt: skip


def kept() -> list[Path]:
    """The lists that were kept as files."""
    return sorted(paths.kept_lists().glob(f"{LIST}-*.pdf"))


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def test_a_letter_that_the_printer_did_not_finish_is_not_recorded_and_those_before_are(case: Decided) -> None:
    tray = Tray(jams=2)
    done = printed(case, tray)
    assert (done.printed, done.left) == (1, 2)
    (sentence,) = done.refused
    assert sentence.endswith("The printer is jammed. This letter is not recorded as sent.")
    (sent,) = case.team.find(Dispatch)
    assert (sent.file, sent.how) == ("", Way.POST)
    rest = Tray()
    assert printed(case, rest).printed == 2
    assert len({title for title, _ in (*tray.out, *rest.out)}) == 3


def test_on_paper_each_letter_is_a_job_of_its_own_named_without_its_patient(case: Decided) -> None:
    tray = Tray()
    printed(case, tray)
    assert sorted(title for title, _ in tray.out) == [f"LUNG-2026-0001 {one}" for one in ("F1", "P1", "S1")]


def test_who_had_an_older_version_gets_a_page_with_the_address_before_the_letter(case: Decided) -> None:
    old = case.letter()
    case.team.act(
        SendLetter, dispatch_id=new_id(), letter_id=old.id, to_name="Dr. An Other", address=("Oude weg 1",),
        how=Way.POST,
    )  # fmt: skip
    case.correct()
    case.issue()
    tray = Tray()
    assert printed(case, tray).printed == 4
    assert sorted(count for _, count in tray.out) == [1, 1, 1, 2]


def test_a_letter_that_another_desk_sent_meanwhile_is_said_to_lie_in_the_printer(case: Decided) -> None:
    due = due_now(case)
    printed(case, Tray())
    done = print_out(due[:1], Options(), desk_of(case.team), Tray(), lambda done, of: True)
    (sentence,) = done.refused
    assert "already, sent by owner. It was printed all the same: take it out of the printer." in sentence
    assert len(case.team.find(Dispatch)) == 3


def test_a_file_that_is_not_whole_in_the_end_is_refused(tmp_path: Path, qtbot: object) -> None:
    press = LetterPrinter(into(tmp_path / "out.pdf"))
    press.hand_over("blank", [blank()])
    (tmp_path / "out.pdf").unlink()
    with pytest.raises(Refused, match="could not be written whole"):
        press.close()


def blank() -> bytes:
    """An empty page of A4."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(595.276, 841.89)
    document.save(made := BytesIO())
    return made.getvalue()


def test_a_letter_is_printed_at_its_own_size_whatever_the_printer_can(tmp_path: Path, qtbot: object) -> None:
    for resolution in (150, 300, 1200):
        printer = into(tmp_path / f"{resolution}.pdf")
        printer.setResolution(resolution)
        press = LetterPrinter(printer)
        press.hand_over("blank", [blank()])
        press.close()
        made = pypdfium2.PdfDocument(tmp_path / f"{resolution}.pdf")
        (one,) = made[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        left, low, right, top = one.get_bounds()
        assert max(abs(left), abs(low), abs(right - 595.3), abs(top - 841.9)) < 0.7
        made.close()


def test_ctrl_p_asks_for_a_printer_and_whoever_leaves_that_has_sent_nothing(desk: LetterDesk) -> None:
    dialog = opened(ready(desk))
    asked: list[QPrintDialog] = []

    def leave() -> None:
        asked.extend(one for one in QApplication.topLevelWidgets() if isinstance(one, QPrintDialog))
        asked[0].reject()

    dialog.activateWindow()
    desk.qtbot.waitUntil(dialog.isActiveWindow)
    QTimer.singleShot(300, leave)
    QTest.keySequence(QApplication.focusWidget() or dialog, QKeySequence("Ctrl+P"))
    assert len(asked) == 1
    assert dialog.isVisible()
    assert desk.team.find(Dispatch) == ()
    dialog.reject()


def test_a_print_file_takes_what_goes_on_paper_and_the_rest_stays_due(
    desk: LetterDesk, tmp_path: Path
) -> None:
    with desk.guard.preparing():
        case = decided(desk.team._team, "HEAD")
        set_field(desk.team._team, "person", case.gp_id, "letters_by", "eHealthBox")
        case.team.act(AddressLetter, letter_id=case.letter().id)
        for level in LEVELS:
            case.issue(level)
    screen = desk.letters(case.meeting_id)
    dialog = opened(screen)
    desk.qtbot.keyClicks(dialog.folder, str(tmp_path))
    assert "Print… takes the 2 of 3 that go by post or by hand" in dialog.beside.whole_text()
    assert dialog.verb.words() == "Send 3 letters"
    dialog.one_file.click()
    assert "The print file takes the 2 of 3" in dialog.beside.whole_text()
    assert dialog.verb.words() == "Send 2 letters"
    dialog.verb.click()
    desk.until(lambda: len(desk.team.find(Dispatch)) == 2)
    assert {one.how for one in desk.team.find(Dispatch)} == {Way.POST}
    desk.rest()
    (left,) = screen.letters.at(Stage.SEND)
    assert left.due.letter.level == "primary"


def test_the_list_of_what_was_printed_is_the_last_page_and_says_what_is_recorded(case: Decided) -> None:
    tray = Tray()
    done = printed(case, tray, list_too=True)
    assert (done.list_printed, done.list_file, kept()) == (True, None, [])
    (said,) = map(words_of, tray.lists)
    assert "3 letters are recorded as sent." in said
    assert "To do: fold at the marks" in said
    assert "patient LUNG-2026-0001" in said
    assert "Colpaert" not in said


def test_the_list_of_what_was_printed_is_a_file_where_it_is_not_wanted_on_paper(case: Decided) -> None:
    tray = Tray()
    done = printed(case, tray)
    assert (tray.lists, done.list_printed, [done.list_file]) == ([], False, kept())
    assert "3 letters are recorded as sent." in words_of(kept()[0].read_bytes())


@pytest.mark.parametrize("jams", [3, 4])
def test_a_printer_that_jams_before_the_list_leaves_it_as_a_file(case: Decided, jams: int) -> None:
    done = printed(case, Tray(jams=jams), list_too=True)
    assert (done.list_printed, [done.list_file]) == (False, kept())
    said = words_of(kept()[0].read_bytes())
    assert f"{done.printed} letters are recorded as sent." in said
    assert ("1 letter did not go out: printing was stopped, and it is still due." in said) == (jams == 3)


def test_where_nothing_was_printed_there_is_no_list(case: Decided) -> None:
    tray = Tray(jams=1)
    done = printed(case, tray, list_too=True)
    assert (done.list_file, done.list_printed, tray.lists, kept()) == (None, False, [], [])


def test_printing_that_was_killed_has_its_list_at_the_next_start_once(case: Decided) -> None:
    @dataclass
    class Dying(Tray):
        def hand_over(self, title: str, papers: Sequence[bytes]) -> None:
            if len(self.out) == 2:
                raise KeyboardInterrupt
            super().hand_over(title, papers)

    with pytest.raises(KeyboardInterrupt):
        printed(case, Dying(), list_too=True)
    assert kept() == []
    done = finish_lists(desk_of(case.team))
    assert list(done.files) == kept()
    assert "2 letters are recorded as sent." in words_of(kept()[0].read_bytes())
    assert finish_lists(desk_of(case.team)).files == ()
    assert len(kept()) == 1


def test_the_choice_to_print_the_list_is_remembered(desk: LetterDesk, tmp_path: Path) -> None:
    screen = ready(desk)
    dialog = opened(screen)
    assert dialog.list_too.isChecked()
    assert dialog.list_too.isVisibleTo(dialog)
    dialog.list_too.click()
    dialog.print_on(into(tmp_path / "out.pdf"))
    until(desk, lambda: len(desk.team.find(Dispatch)) == 3 and not screen.batches.running)
    assert not kept_choice()
