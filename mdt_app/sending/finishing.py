"""A batch that was killed, or found no room for its list, gets it as soon as this desk looks again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mdt_app import paths
from mdt_app.domain.errors import Refused
from mdt_app.sending.begun import Begun, held, notes_in
from mdt_app.sending.lists import Run, keep_list, list_of, write_list
from mdt_app.sending.papers import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """`files` are the lists that were written now, `refused` says why others were not; those wait for the next time."""

    files: tuple[Path, ...] = ()
    refused: tuple[str, ...] = ()


def finish_lists(desk: Desk) -> Finished:
    """Write every list that a batch of this database left behind, as far as its folder is there."""
    files: list[Path] = []
    refused: list[str] = []
    for file in notes_in(desk.notes):
        try:
            made = _finished(file, desk)
        except Refused as problem:
            refused.append(str(problem))
        else:
            files += [made] if made is not None else []
    return Finished(files=tuple(files), refused=tuple(refused))


def _finished(file: Path, desk: Desk) -> Path | None:
    """The list of one batch, if it lacks one. Raises `Refused`."""
    with held(file) as found:
        if found is None or found[0].database != desk.database:
            return None
        begun, note = found
        if not begun.printed and not begun.folder.is_dir():
            return None  # a stick that is not in: its list is written when it is
        made = _list_of_printed(begun, desk) if begun.printed else _list_of_folder(begun, desk)
        note.strike()
        return made


def _list_of_folder(begun: Begun, desk: Desk) -> Path | None:
    with suppress(OSError):
        paths.sweep(begun.folder)
    return write_list(begun.folder, desk, Run(both_sides=begun.both_sides, locked=begun.locked))


def _list_of_printed(begun: Begun, desk: Desk) -> Path | None:
    found = desk.records(begun.sendings, "id") if begun.sendings else None
    if found is None:
        return None
    run = Run(both_sides=begun.both_sides, printed=all(not one.dispatch.file for one in found.sendings))
    return keep_list(begun.folder, desk, list_of(found, found.sendings, desk, run))
