"""A command that was kept can be read back as it was sent, and sent again it does nothing more. Both engines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date

from operations.kit import Team
from operations.letters_kit import of_the_letters
from operations.room_kit import of_the_room
from operations.table_kit import of_the_table
from sqlalchemy import select

from mdt_app.demo.fill import commands
from mdt_app.domain.agenda import Board, Listing, Meeting, MeetingState, Outcome
from mdt_app.domain.decisions import Recommendation
from mdt_app.domain.facts import Fact, Kind
from mdt_app.domain.letters.letter import Letter
from mdt_app.domain.payloads import (
    Acp,
    Answer,
    Faith,
    Language,
    PatientWords,
    Prognosis,
    Proposal,
    SdmStep,
    WeighedOption,
)
from mdt_app.domain.people import Patient, Person
from mdt_app.domain.requests import RequestState
from mdt_app.notes.text import MergeText
from mdt_app.operations.accounts import (
    ChangePassword,
    ChangeRoles,
    CloseAccount,
    GivePassword,
    LinkAccount,
    LockDesk,
    MakeAccount,
    RecoverPassword,
    RenewRecoveryKey,
    SignOut,
    UnlockDesk,
)
from mdt_app.operations.agenda import SettleListing
from mdt_app.operations.carry_out import OPERATIONS
from mdt_app.operations.closing import CloseMeeting, ReopenMeeting
from mdt_app.operations.commands import Command
from mdt_app.operations.decisions import RemoveRecommendation
from mdt_app.operations.dispatching import SendLetter
from mdt_app.operations.facts import RecordFact
from mdt_app.operations.importing import ImportPatient
from mdt_app.operations.letter_life import IssueLetter, ReturnLetter, ReviewLetter
from mdt_app.operations.letters import AddressLetter
from mdt_app.operations.needs import AskNeed
from mdt_app.operations.requests import (
    AnswerRequest,
    SendAgain,
    SendRequest,
    TakenOver,
    Wanted,
    WithdrawRequest,
)
from mdt_app.operations.talks import KeepTalk
from mdt_app.store import tables
from mdt_app.store.audit import verify
from mdt_app.store.values import from_json, to_json

WITH_MORE = (CloseMeeting, ImportPatient, IssueLetter, RecordFact, ReturnLetter, ReviewLetter, SendLetter)
KINDS = {one.__name__: one for one in (*OPERATIONS, *WITH_MORE)}
TWICE_OF_EACH = 5


def demo_commands() -> tuple[Command, ...]:
    return commands(
        today=date(2026, 11, 12),
        note_update=lambda text: MergeText().replace(0, 0, text),
        patients=4,
        actor="owner",
    )


def rarer(team: Team) -> Iterator[Command]:
    """Commands that the demo does without, on what it left; the last are made from what those before them left."""
    yield from [
        team.command(LinkAccount, account_id="account-1", person_id=team.find(Person)[0].id),
        team.command(AddressLetter, letter_id=team.find(Letter)[0].id),
        team.command(
            SettleListing,
            listing_id=team.find(Listing, outcome=Outcome.LISTED)[0].id,
            outcome=Outcome.STANDARD,
            standard=standard_of(team, team.find(Listing, outcome=Outcome.LISTED)[0]),
        ),
        team.command(
            ReopenMeeting,
            meeting_id=team.find(Meeting, state=MeetingState.CLOSED)[-1].id,
            reason="a late report",
        ),
        team.command(RemoveRecommendation, recommendation_id=reopened_recommendation(team)),
        conversation(team),
        team.command(
            MakeAccount, account_id="account-2", user="second", name="Second", roles=("coordinator",)
        ),
        team.command(ChangeRoles, account_id="account-2", roles=("secretary", "clinician")),
        team.command(
            ChangeRoles, account_id="account-1", roles=("administrator", "coordinator", "clinician")
        ),
        team.command(GivePassword, account_id="account-2"),
        team.command(RecoverPassword, account_id="account-2"),
        team.command(CloseAccount, account_id="account-2"),
        team.command(ChangePassword),
        team.command(RenewRecoveryKey),
        team.command(LockDesk, after=10),
        team.command(UnlockDesk, wrong=1),
        team.command(SignOut),
        *of_a_request(team),
        *of_the_room(team),
    ]
    yield from of_the_table(team)
    yield from of_the_letters(team)


def standard_of(team: Team, listing: Listing) -> str:
    """An agreed standard of the board on whose agenda a case stands."""
    return str(team.get(Board, team.get(Meeting, listing.meeting_id).board_id).standards[0])


def of_a_request(team: Team) -> list[Command]:
    """A case asked of a board that is returned, sent again, withdrawn, sent once more and accepted."""
    said = {
        "case_id": "case-asked",
        "requester": "Dr Benali",
        "question": "And now?",
        "ecog": 2,
        "knows": "All of it",
    }
    wanted = Wanted(
        id="need-1", what="imaging", wanted="a PET-CT", owner="radiology", expected=date(2027, 1, 4)
    )
    alive = next(
        one.id
        for one in team.find(Patient)
        if all(f.kind is not Kind.DEATH for f in team_facts(team, one.id))
    )
    back, again = (
        {"state": RequestState.RETURNED, "answer": "Which scan?"},
        {**said, "knows": "", "ecog": None},
    )
    taken = (TakenOver(field="knows", source="LUNG-2026-0001", day=date(2026, 5, 3)),)
    return [
        team.command(
            SendRequest,
            patient_id=alive,
            board_id=team.find(Board)[0].id,
            wanted=(wanted,),
            taken_over=taken,
            **said,
        ),
        team.command(AnswerRequest, case_id="case-asked", **back),
        team.command(SendAgain, urgency=1, **again),
        team.command(WithdrawRequest, case_id="case-asked", reason="Another hospital"),
        team.command(AskNeed, need_id="need-2", case_id="case-asked", what="other", wanted="An interpreter"),
    ]


def conversation(team: Team) -> Command:
    """Everything that may be said in one go to a patient of the demo who is alive."""
    facts = {one.id: team_facts(team, one.id) for one in team.find(Patient)}
    alive = next(id for id, known in facts.items() if all(one.kind is not Kind.DEATH for one in known))
    return team.command(  # type: ignore[no-any-return]
        KeepTalk,
        patient_id=alive,
        day=date(2026, 11, 11),
        items=(
            Acp(
                item="code-status", state="completed", value="DNR 1", codes=("dnr1",), review=date(2027, 2, 1)
            ),
        ),
        steps=(SdmStep(step="choice", family="her son"),),
        options=(
            WeighedOption(text="No treatment", benefit_chance="6 in 10", source="a trial", untreated=True),
        ),
        proposals=(Proposal(text="Third line", kind="systemic", intent="palliative"),),
        prognoses=(Prognosis(amount=3, unit="mo", author="Dr Maes"),),
        words=(PatientWords(topic="goals", text="To dance"),),
        faith=Faith(code="none"),
        language=Language(code="nl"),
        interpreter=Answer(value=False),
    )


def team_facts(team: Team, patient_id: str) -> tuple[Fact, ...]:
    with team.database.reader() as reader:
        return reader.facts([patient_id])[patient_id]


def reopened_recommendation(team: Team) -> str:
    meeting = team.find(Meeting, state=MeetingState.CLOSED)[-1]
    listings = {one.id for one in team.find(Listing, meeting_id=meeting.id)}
    return next(one.id for one in team.find(Recommendation) if one.listing_id in listings)


def kept_commands(team: Team) -> dict[str, Command]:
    with team.database.engine.connect() as connection:
        rows = connection.execute(select(tables.command.c.type, tables.command.c.payload)).all()
    read = [from_json(json.loads(json.dumps(payload)), KINDS[name]) for name, payload in rows]
    return {one.id: one for one in read}


def test_every_kind_of_command_is_read_back_equal_and_carried_out_once(both: Team) -> None:
    sent: dict[str, Command] = {}
    repeated: Counter[str] = Counter()

    def send(command: Command) -> None:
        changes = both.carry_out(command)
        sent[command.id] = command
        repeated[type(command).__name__] += 1
        if repeated[type(command).__name__] <= TWICE_OF_EACH:
            again = both.carry_out(from_json(to_json(command), type(command)))
            assert again == changes, type(command).__name__

    for command in demo_commands():
        send(command)
    for command in rarer(both):
        send(command)
    assert set(repeated) == set(KINDS) - {"ImportPatient"}
    kept = kept_commands(both)
    assert [type(one).__name__ for id, one in sent.items() if kept[id] != one] == []
    assert verify(both.database).intact
