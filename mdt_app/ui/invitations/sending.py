"""A person counts as told once his file is written and that is kept; what failed is named, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mdt_app import paths
from mdt_app.domain.agenda import zone_of
from mdt_app.domain.entries import entry_file
from mdt_app.domain.errors import Refused
from mdt_app.operations.invitations import RecordSent
from mdt_app.operations.invitations_replies import TakeReply
from mdt_app.operations.invitations_view import PeopleView, PersonRow, notice_of
from mdt_app.ui.services import Services
from mdt_app.ui.tasks import Job, Tasks


@dataclass(frozen=True)
class Sent:
    """What became of a batch: the files written and for whom, and a sentence for each that failed."""

    written: tuple[Path, ...]
    people: tuple[str, ...]
    failed: tuple[str, ...]
    of: int

    @property
    def stopped(self) -> int:
        """How many were not tried any more."""
        return self.of - len(self.written) - len(self.failed)


def send(
    tasks: Tasks, services: Services, view: PeopleView, rows: Sequence[PersonRow], folder: Path, *, mail: bool
) -> Callable[[Job], Sent]:
    """The act that writes one file for each person into a folder, as calendar entries or as messages."""

    def act(job: Job) -> Sent:
        written, people, failed = [], [], []
        for number, row in enumerate(rows):
            if job.cancelled:
                break
            job.progress(number, len(rows), row.name)
            try:
                written.append(_one(tasks, services, view, row, folder, mail=mail))
                people.append(row.key)
            except (Refused, OSError) as error:
                reason = str(error) if isinstance(error, Refused) else (error.strerror or str(error))
                failed.append(f"{row.name}: {reason}")
        job.progress(len(rows), len(rows))
        return Sent(tuple(written), tuple(people), tuple(failed), len(rows))

    return act


def _one(
    tasks: Tasks, services: Services, view: PeopleView, row: PersonRow, folder: Path, *, mail: bool
) -> Path:
    """Write, then keep that he was told; where that is refused no file stays. What is written again is kept already."""
    notice = notice_of(view, row, services.now(), services.demo)
    content = services.invitations.mail(notice) if mail else services.invitations.entry(notice)
    day = view.meeting.starts_at.astimezone(zone_of(view.board)).date()
    path = folder / entry_file(notice.entry, view.board.prefix, day, row.name, ".eml" if mail else ".ics")
    paths.write_whole(path, content)
    if row.written:
        return path
    command = services.command(RecordSent, entry=notice.entry, how="e-mail" if mail else "file")
    try:
        tasks.in_store_lane(lambda: services.carry_out(command))
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    return path


def take_replies(
    tasks: Tasks, services: Services, meeting_id: str, files: Sequence[Path]
) -> Callable[[Job], tuple[int, list[str]]]:
    """The act that reads answers from files: how many were kept, and a sentence for each that was not."""

    def act(job: Job) -> tuple[int, list[str]]:
        kept, failed = 0, []
        for number, path in enumerate(files):
            if job.cancelled:
                break
            job.progress(number, len(files), path.name)
            try:
                for reply in services.invitations.replies(path):
                    command = services.command(TakeReply, reply=reply, meeting_id=meeting_id)
                    tasks.in_store_lane(partial(services.carry_out, command))
                    kept += 1
            except Refused as refusal:
                failed.append(f"{path.name}: {refusal}")
        return kept, failed

    return act
