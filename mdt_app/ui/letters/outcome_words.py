"""What became of a batch is said with its counts and the first refusal, and what to do with the rest."""

from __future__ import annotations

from mdt_app.ui.common.words import said_dates
from mdt_app.ui.letters.export_dialog import Wanted
from mdt_app.ui.letters.issuing import Issued
from mdt_app.ui.letters.words import tr
from mdt_app.ui.services import FinishedLists, SentOut


def issued_words(issued: Issued) -> str:
    """How many letters were issued, stopped before, or refused and why."""
    one, more = tr("1 letter is issued. Send it next."), tr("{n} letters are issued. Send them next.")
    said = [one if issued.count == 1 else more.format(n=issued.count)]
    if not issued.count:
        said = [tr("No letter is issued.")]
    if issued.left:
        said.append(tr("Stopped: {n} not issued yet.").format(n=issued.left))
    return " ".join([*said, *_refused(issued.refused, tr("{n} not issued: {first}"))])


def finished_words(done: FinishedLists) -> str:
    """Which lists were written now of letters that were sent before, and why others were not."""
    said = []
    if len(done.files) == 1:
        said.append(
            tr("Letters were sent before the program ended; the list of them is written now: {file}.").format(
                file=done.files[0]
            )
        )
    elif done.files:
        files = ", ".join(map(str, done.files))
        said.append(
            tr(
                "Letters were sent before the program ended; the lists of them are written now: {files}."
            ).format(files=files)
        )
    return " ".join([*said, *_refused(done.refused, tr("A list is still missing: {first}"))])


def sent_words(out: SentOut, wanted: Wanted) -> str:
    """How many files were written and recorded as sent, and what is left."""
    if wanted.printer is not None:
        return _printed(out)
    if wanted.options.one_file:
        said = _print_file(out, wanted)
    else:
        count = len(out.written)
        written = tr("1 letter is in {folder}.") if count == 1 else tr("{n} letters are in {folder}.")
        said = [written.format(n=count, folder=wanted.folder)]
        if count:
            said.append(tr("They are recorded as sent: now post or send them, as the list there says."))
        if out.there:
            said.append(tr("{n} were there already and are recorded now.").format(n=out.there))
    if out.left:
        said.append(
            tr("Stopped: {n} still to send; send again into the same folder to go on.").format(n=out.left)
        )
    if out.list_file is not None:
        said.append(tr("The list of them is {name}.").format(name=out.list_file.name))
    return " ".join([*said, *_refused(out.refused, tr("{n} not sent: {first}"))])


def _printed(out: SentOut) -> str:
    count = out.printed
    words = (
        tr("1 letter is printed and recorded as sent.")
        if count == 1
        else tr("{n} letters are printed and recorded as sent.").format(n=count)
    )
    said = [words] if count else [tr("No letter is recorded as sent.")]
    if out.list_printed:
        said.append(tr("The list of them is the last page."))
    elif out.list_file is not None:
        said.append(tr("The list of them is {name}.").format(name=out.list_file))
    if out.left:
        said.append(tr("Stopped: {n} still to print.").format(n=out.left))
    return " ".join([*said, *_refused(out.refused, tr("{n} not sent: {first}"))])


def _print_file(out: SentOut, wanted: Wanted) -> list[str]:
    """How many letters are in the new print file, and how many were in an earlier one."""
    said = []
    if out.joined:
        one, more = (
            tr("1 letter is in a print file in {folder}."),
            tr("{n} letters are in one print file in {folder}."),
        )
        words = one if out.joined == 1 else more
        said.append(words.format(n=out.joined, folder=wanted.folder))
    if out.there:
        one = tr("1 letter was in a print file in {folder} already; its sending is recorded now.")
        more = tr("{n} letters were in a print file in {folder} already; their sending is recorded now.")
        said.append((one if out.there == 1 else more).format(n=out.there, folder=wanted.folder))
    return said or [tr("No print file was written.")]


def _refused(refused: tuple[str, ...], words: str) -> list[str]:
    return [words.format(n=len(refused), first=said_dates(refused[0]))] if refused else []
