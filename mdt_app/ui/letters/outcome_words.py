"""What became of a batch is said with its counts and the first refusal, and what to do with the rest."""

from __future__ import annotations

from mdt_app.ui.common.words import said_dates
from mdt_app.ui.letters.export_dialog import Wanted
from mdt_app.ui.letters.issuing import Issued
from mdt_app.ui.letters.words import tr
from mdt_app.ui.services import SentOut


def issued_words(issued: Issued) -> str:
    """How many letters were issued, stopped before, or refused and why."""
    one, more = tr("1 letter is issued. Send it next."), tr("{n} letters are issued. Send them next.")
    said = [one if issued.count == 1 else more.format(n=issued.count)]
    if not issued.count:
        said = [tr("No letter is issued.")]
    if issued.left:
        said.append(tr("Stopped: {n} not issued yet.").format(n=issued.left))
    return " ".join([*said, *_refused(issued.refused, tr("{n} not issued: {first}"))])


def sent_words(out: SentOut, wanted: Wanted, total: int) -> str:
    """How many files were written and recorded as sent, and what is left."""
    if wanted.printer is not None:
        return _printed(out)
    if wanted.options.one_file:
        said = _print_file(out, wanted, total)
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
    if out.left:
        said.append(tr("Stopped: {n} still to print.").format(n=out.left))
    return " ".join([*said, *_refused(out.refused, tr("{n} not sent: {first}"))])


def _print_file(out: SentOut, wanted: Wanted, total: int) -> list[str]:
    if out.left:
        return [tr("No print file was written.")]
    words = tr("{n} letters are in one print file in {folder}.")
    if out.there:
        words = tr(
            "The print file of these {n} letters was in {folder} already; their sending is recorded now."
        )
    return [words.format(n=total, folder=wanted.folder)]


def _refused(refused: tuple[str, ...], words: str) -> list[str]:
    return [words.format(n=len(refused), first=said_dates(refused[0]))] if refused else []
