"""Before letters leave, it is said how many go where, how and under which names; what is wrong is said before, too."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from mdt_app.domain.errors import Refused
from mdt_app.domain.file_names import GAPS, PATTERN
from mdt_app.domain.letters.dispatch import Way
from mdt_app.domain.letters.file_password import LEAST, PROPOSED, proposed
from mdt_app.operations.letter_batch import Item, Options, file_of, into_folder, on_paper
from mdt_app.ui.accounts.passwords import named, password_field
from mdt_app.ui.common import theme as themes
from mdt_app.ui.common.buttons import Button, CheckRow, PrimaryButton
from mdt_app.ui.common.dialogs import Scrim
from mdt_app.ui.common.fields import Choice, Field
from mdt_app.ui.common.frames import column, row
from mdt_app.ui.common.messages import InlineMessage
from mdt_app.ui.common.text import Label
from mdt_app.ui.letters import due_words
from mdt_app.ui.letters.list_choice import keep_choice, kept_choice
from mdt_app.ui.letters.printing import printer_for_letters
from mdt_app.ui.letters.target_folder import folder_of, is_new, wrong_folder


@dataclass(frozen=True)
class Wanted:
    """What somebody chose: into which folder and how; `open_file` shows the print file where it can be printed.

    With a `printer` nothing goes into a folder: what goes out on paper is printed.
    """

    folder: Path
    options: Options
    open_file: bool = False
    printer: QPrinter | None = None


class ExportDialog(QDialog):
    """Emits `wanted(Wanted)` once everything fits."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, found: Sequence[Item], today: date) -> None:
        super().__init__(parent)
        self._found, self._today = tuple(found), today
        self.setModal(True)
        title = self._title(len(self._found))
        self.setWindowTitle(title)
        self.title = Label(title, "title", wrap=True)
        self.ways = Label("", "body", wrap=True)
        own = (("", self.tr("Each by its own way")),)
        self.way = Choice((*own, *due_words.ways()), "", name=self.tr("How they go"))
        self.folder = Field(self.tr("Folder"), name=self.tr("Folder"))
        self.choose = Button(self.tr("Choose…"))
        self.one_file = CheckRow(self.tr("One file for the printer, in the order of the envelopes"))
        self.both_sides = CheckRow(self.tr("Printed on both sides"))
        self.open_file = CheckRow(self.tr("Open it to print"))
        self.folders = CheckRow(self.tr("A folder for each recipient"))
        self.pattern = Field(PATTERN, name=self.tr("File names"), text=PATTERN)
        self.example = Label("", "small", wrap=True)
        self._make_passwords()
        self.new_folder = Label(
            self.tr("This folder does not exist yet: it will be made."), "small", wrap=True
        )
        self.list_too = CheckRow(self.tr("Print their list after them"))
        self.list_too.setChecked(kept_choice())
        self._new = False
        self.problem = InlineMessage("")
        self.beside = Label("", "small", wrap=True)
        self.print = Button(self.tr("Print…"), "print", shortcut="Ctrl+P")
        self.cancel, self.verb = Button(self.tr("Cancel")), PrimaryButton(title)
        self._lay_out()
        self._connect()
        self._check()
        scrim = Scrim(parent.window())
        self.finished.connect(scrim.deleteLater)
        self.choose.setFocus()

    def _make_passwords(self) -> None:
        self.password = password_field(self.tr("none"), self.tr("Password of the files"))
        self.again = password_field("", self.tr("The same again"))
        self.open_mail = Label(
            self.tr("Anybody may read an e-mail on its way: lock the files with a password."),
            "small",
            wrap=True,
        )
        self.propose = Button(self.tr("Propose one"))
        self.proposed = Label("", "body", wrap=True)
        self.proposed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def options(self) -> Options:
        """What is chosen."""
        one_file = self.one_file.isChecked()
        return Options(
            how=Way(self.way.current()) if self.way.current() else None,
            pattern=self.pattern.text().strip() or PATTERN,
            folders=self.folders.isChecked() and not one_file,
            password=self.password.text(),
            one_file=one_file,
            both_sides=one_file and self.both_sides.isChecked(),
        )

    def _check(self) -> None:
        """Show an example of a name, and what keeps the letters from being sent."""
        one_file = self.one_file.isChecked()
        for part in (self.both_sides, self.open_file):
            part.setVisible(one_file)
        self.folders.setVisible(not one_file)
        self.pattern.setVisible(not one_file)
        self._show_printing()
        self._show_password()
        self._show_folder()
        mailed = any(one.way(self.options()) is Way.MAIL for one in into_folder(self._found, self.options()))
        self.open_mail.setVisible(mailed and not self.password.text())
        problem = (
            self._show_example(one_file)
            or self._nothing_taken()
            or self._wrong_password()
            or wrong_folder(self.folder.text())
        )
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem) and bool(self.folder.text() or self.password.text()))
        self.verb.setEnabled(not problem)

    def _show_example(self, one_file: bool) -> str:
        """The first name that the pattern gives; why it gives none."""
        if one_file:
            name = f"print-{self._today.isoformat()}-1a2b3c.pdf"
            self.example.set_text(self.tr("For example: {name}").format(name=name))
            return ""
        try:
            name = "/".join(part for part in file_of(self._found[0], self.options()) if part)
        except Refused as refusal:
            self.example.set_text(str(refusal))
            self.pattern.set_wrong(True)
            return str(refusal)
        self.pattern.set_wrong(False)
        gaps = ", ".join(f"{{{gap}}}" for gap in sorted(GAPS))
        self.example.set_text(
            self.tr("For example: {name}\nIt may hold {gaps}.").format(name=name, gaps=gaps)
        )
        return ""

    def _show_printing(self) -> None:
        """How they go, how many a printer takes, and what goes before those that bear another address."""
        options, every = self.options(), len(self._found)
        paper = len(on_paper(self._found, options))
        taken = len(into_folder(self._found, options))
        self.print.setEnabled(bool(paper) and not options.password)
        self.list_too.setVisible(self.print.isEnabled())
        self.verb.set_words(self._title(taken))
        title = self._title(taken or every)
        self.title.set_text(title)
        self.setWindowTitle(title)
        self.ways.set_text(self._ways_words(options))
        words = []
        if not paper and not options.one_file:
            words.append(self.tr("None of them goes by post or by hand, so there is nothing to print."))
        elif taken < every:
            said = self.tr(
                "The print file takes the {n} of {all} that go by post or by hand; the others stay due."
            )
            words.append(said.format(n=taken, all=every))
        elif paper < every:
            said = self.tr("Print… takes the {n} of {all} that go by post or by hand; the others stay due.")
            words.append(said.format(n=paper, all=every))
        sheets = sum(one.needs_sheet(options) for one in self._found)
        if sheets == 1:
            words.append(
                self.tr("1 goes to somebody who had an older version, under a page with that address.")
            )
        elif sheets:
            said = self.tr("{n} go to people who had an older version, each under a page with their address.")
            words.append(said.format(n=sheets))
        self.beside.set_text(" ".join(words))
        self.beside.setVisible(bool(words))

    def _title(self, count: int) -> str:
        return self.tr("Send 1 letter") if count == 1 else self.tr("Send {n} letters").format(n=count)

    def _nothing_taken(self) -> str:
        if into_folder(self._found, self.options()):
            return ""
        return self.tr("None of them goes by post or by hand, so there is nothing to print.")

    def _wrong_password(self) -> str:
        typed, again = self.password.text(), self.again.text()
        if typed and len(typed) < LEAST:
            said = self.tr("A password of a letter takes at least {n} characters: a few words will do.")
            return said.format(n=LEAST)
        return self.tr("The two passwords differ.") if typed != again else ""

    def _propose(self) -> None:
        """A password that can be read out, shown until the window closes."""
        made = proposed(secrets.choice)
        for field in (self.password, self.again):
            field.set_text(made)
        self._check()

    def _show_password(self) -> None:
        """What was proposed is shown as long as it stands there."""
        made = self.password.text()
        self.proposed.setVisible(made == self.again.text() and bool(PROPOSED.fullmatch(made)))
        said = self.tr(
            "{password}\nWrite it down: it is kept nowhere. Say it by telephone, not in the same message."
        )
        self.proposed.set_text(said.format(password=made) if self.proposed.isVisibleTo(self) else "")

    def _show_folder(self) -> None:
        """A folder that is not there is made only after that was said."""
        self._new = is_new(self.folder.text())
        self.new_folder.setVisible(self._new)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for the letters"), str(Path.home()))
        if chosen:
            self.folder.set_text(chosen)
            self._check()
            self.verb.setFocus()

    def _ask_printer(self) -> None:
        """The system's own dialog; every page of every letter is printed, so it offers no range."""
        printer = printer_for_letters(both_sides=self.options().both_sides)
        dialog = QPrintDialog(printer, self)
        for option in (
            QAbstractPrintDialog.PrintDialogOption.PrintPageRange,
            QAbstractPrintDialog.PrintDialogOption.PrintSelection,
            QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage,
        ):
            dialog.setOption(option, on=False)
        if dialog.exec():
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print what goes out on paper."""
        keep_choice(self.list_too.isChecked())
        options = replace(self.options(), list_too=self.list_too.isChecked())
        self.accept()
        self.wanted.emit(Wanted(Path(), options, printer=printer))

    def _accept(self) -> None:
        said_new = self._new
        self._check()
        if not self.verb.isEnabled() or self._new != said_new:
            return
        folder = folder_of(self.folder.text())
        opened = self.one_file.isChecked() and self.open_file.isChecked()
        wanted = Wanted(folder, self.options(), opened)
        for field in (self.password, self.again):
            field.clear()
        self.accept()
        self.wanted.emit(wanted)

    def _ways_words(self, options: Options) -> str:
        """ "post 5, eHealthBox 3" of those that the folder takes; what is not sent from here is said."""
        taken = into_folder(self._found, options) or self._found
        ways = Counter(one.way(options) for one in taken)
        said = ", ".join(f"{due_words.way(way)}\u00a0{count}" for way, count in ways.items())
        words = (
            self.tr("All become one file beside a list of them, and each sending is recorded: {ways}.")
            if options.one_file
            else self.tr("Each becomes a file beside a list of them, and each sending is recorded: {ways}.")
        ).format(ways=said)
        unsigned = sum(not one.letter.signed_by for one in taken)
        if unsigned == len(taken):
            return words + " " + self.tr("None of them is signed.")
        if unsigned:
            words += " " + self.tr("{n} of {all} are not signed.").format(n=unsigned, all=len(taken))
        return words

    def _connect(self) -> None:
        for field in (self.folder, self.pattern, self.password, self.again):
            field.textEdited.connect(lambda _: self._check())
        self.one_file.clicked.connect(lambda: self._check())
        self.folders.clicked.connect(lambda: self._check())
        self.way.chosen.connect(lambda _: self._check())
        self.choose.clicked.connect(self._choose_folder)
        self.propose.clicked.connect(self._propose)
        self.print.clicked.connect(self._ask_printer)
        self.cancel.clicked.connect(self.reject)
        self.verb.clicked.connect(self._accept)

    def _lay_out(self) -> None:
        self.setMinimumWidth(themes.current().px(560))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(8)
        box.addWidget(self.title)
        box.addWidget(self.ways)
        folder = row(self.folder, self.choose)
        folder.setStretch(0, 1)
        box.addLayout(column(Label(self.tr("Into the folder"), "small"), folder, spacing=2))
        box.addWidget(self.new_folder)
        box.addLayout(column(Label(self.tr("How they go"), "small"), self.way, spacing=2))
        box.addWidget(self.one_file)
        box.addLayout(row(24, self.both_sides, self.open_file, None))
        box.addWidget(self.folders)
        box.addLayout(column(Label(self.tr("File names"), "small"), self.pattern, self.example, spacing=2))
        passwords = row(
            named(self.password, self.again), column(Label("\u00a0", "small"), self.propose, spacing=2)
        )
        box.addLayout(passwords)
        box.addWidget(self.proposed)
        box.addWidget(self.open_mail)
        box.addWidget(self.problem)
        box.addWidget(self.beside)
        box.addSpacing(8)
        box.addLayout(row(self.print, self.list_too, None, self.cancel, self.verb))
