"""A real board on a real database: a desk that carries commands out, one minute after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from mdt_app.application import load_guidance
from mdt_app.content.instruments import load_instruments
from mdt_app.domain.accounts import Account
from mdt_app.domain.agenda import Listing, Meeting, MeetingState, QuorumRule, Rhythm
from mdt_app.domain.facts import Kind
from mdt_app.domain.guidance import Instrument
from mdt_app.domain.payloads import CareHolder
from mdt_app.notes.text import MergeText
from mdt_app.operations.agenda import ListCase, MakeBoard, PlanMeeting
from mdt_app.operations.carry_out import carry_out
from mdt_app.operations.closing import CloseMeeting, ReopenMeeting
from mdt_app.operations.commands import Command, new_id
from mdt_app.operations.decisions import WriteNote
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.people import AddPatient
from mdt_app.operations.work import Change
from mdt_app.paths import resources
from mdt_app.planner.rhythm import next_start
from mdt_app.press import LetterPress
from mdt_app.store.database import Database

KEY = bytes(range(32))
BRUSSELS = ZoneInfo("Europe/Brussels")
THURSDAY = Rhythm(weekday=3, time="13:00", weeks=1, minutes=90)
STANDARD = "Follow-up after resection"
QUORUM = (QuorumRule(discipline="", minimum=2), QuorumRule(discipline="pathology"))


@cache
def instruments() -> Mapping[str, Instrument]:
    """Those that come with the program."""
    return load_instruments(resources() / "content" / "instruments")[0]


@cache
def press() -> LetterPress:
    """What prints letters, by the guidance that comes with the program."""
    return LetterPress(load_guidance())


@cache
def empty_database() -> bytes:
    """The file of a database with its owner, made once for all tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.mdt"
        team = with_owner(Team(database=Database.create(path, KEY, user="owner"), desk="setup"))
        team.database.close()
        return path.read_bytes()


def with_owner(team: Team) -> Team:
    """The team once its account is kept in a database without any."""
    with team.database.open_first_work(team.command(CloseMeeting, meeting_id=""), team.account) as work:
        work.put(team.account)
        work.commit()
    return team


@dataclass
class Team:
    """A desk at an open database. `act` carries a command out as the owner, or as another account."""

    database: Database
    account: Account = Account(id="account-1", user="owner", name="Lore Hermans", roles=("owner",))
    number: int = 0
    clock: datetime = datetime(2026, 10, 1, 8, tzinfo=UTC)
    desk: str = "desk-1"

    @classmethod
    def at(cls, folder: Path) -> Team:
        """An encrypted file in a folder, with its owner's account and nothing else."""
        path = folder / "board.mdt"
        path.write_bytes(empty_database())
        return cls(database=Database.open(path, KEY, user="owner", desk="desk-1"))

    def command(self, kind: Any, /, **payload: Any) -> Any:
        """A stamped command; the clock goes on by a minute."""
        self.number += 1
        self.clock += timedelta(minutes=1)
        stamp = {
            "id": new_id(),
            "actor": self.account.user,
            "desk": self.desk,
            "number": self.number,
            "at": self.clock,
        }
        return kind(**(stamp | payload))

    def act(self, kind: Any, /, **payload: Any) -> tuple[Change, ...]:
        """Carry a command out. Raises `Refused`."""
        return self.carry_out(self.command(kind, **payload))

    def carry_out(self, command: Command) -> tuple[Change, ...]:
        """Carry a stamped command out. Raises `Refused`."""
        return carry_out(command, self.database.open_work, next_start, instruments(), press)

    def board(self, rhythm: Rhythm | None = THURSDAY, **more: Any) -> str:
        """A board with prefix LUNG unless said; gives its id."""
        id = new_id()
        said = {
            "name": "Thoracic oncology board",
            "prefix": "LUNG",
            "quorum": QUORUM,
            "place": "Room Maas 2",
            "standards": (STANDARD,),
        } | more
        self.act(MakeBoard, board_id=id, rhythm=rhythm, **said)
        return id

    def meeting(self, board_id: str, day: date = date(2026, 10, 15), **more: Any) -> str:
        """A meeting at 13:00 in Brussels; gives its id."""
        id = new_id()
        starts_at = datetime(day.year, day.month, day.day, 13, tzinfo=BRUSSELS)
        self.act(PlanMeeting, meeting_id=id, board_id=board_id, **({"starts_at": starts_at} | more))
        return id

    def patient(self, family: str = "Peeters", given: str = "Anna", **more: Any) -> str:
        """A patient; gives the id."""
        id = new_id()
        self.act(
            AddPatient,
            patient_id=id,
            **({"family": family, "given": given, "birth_date": date(1951, 3, 12)} | more),
        )
        return id

    def listed(
        self, meeting_id: str, family: str = "Peeters", question: str = "What next?", **more: Any
    ) -> str:
        """A new patient on an agenda; gives the listing's id."""
        id = new_id()
        said = {"case_id": new_id(), "patient_id": more.pop("patient_id", "") or self.patient(family)} | more
        self.act(ListCase, listing_id=id, meeting_id=meeting_id, question=question, **said)
        return id

    def write(self, listing_id: str, text: str, name: str = "decision") -> None:
        """Write words into a shared text, after what is there."""
        with self.database.reader() as reader:
            shared = MergeText(reader.note_updates(listing_id, name))
        update = shared.replace(len(shared.text), 0, text)
        self.act(WriteNote, listing_id=listing_id, name=name, update=update)

    def with_gp(
        self,
        patient_id: str,
        name: str = "Dr. Samira Benali",
        person_id: str = "",
        *,
        since: date = date(2026, 1, 5),
        task: str = "",
    ) -> None:
        """Record who holds primary care, or one task of it."""
        self.act(
            RecordFact,
            fact_id=new_id(),
            patient_id=patient_id,
            kind=Kind.CARE_HOLDER,
            payload=CareHolder(level="primary", name=name, role="gp", person_id=person_id, task=task),
            true_from=since,
        )

    def close(self, meeting_id: str) -> tuple[Change, ...]:
        return self.act(CloseMeeting, meeting_id=meeting_id)

    def reopen(
        self, meeting_id: str, reason: str = "the pathology report came after all"
    ) -> tuple[Change, ...]:
        return self.act(ReopenMeeting, meeting_id=meeting_id, reason=reason)

    def get(self, kind: type[Any], id: str) -> Any:
        with self.database.reader() as reader:
            return reader.get(kind, id)

    def find(self, kind: type[Any], **where: Any) -> tuple[Any, ...]:
        with self.database.reader() as reader:
            return reader.find(kind, **where)

    def agenda(self, meeting_id: str) -> list[Listing]:
        """The listings of a meeting in order."""
        with self.database.reader() as reader:
            return list(reader.find(Listing, meeting_id=meeting_id, order=("position",)))

    def open_meetings(self, board_id: str) -> list[Meeting]:
        """Meetings of a board that are not closed, in order."""
        found = self.find(Meeting, board_id=board_id, order=("starts_at",))
        return [one for one in found if one.state != MeetingState.CLOSED]
