"""Each command has one operation; this table is the only way in for screens, command line and replays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mdt_app.domain.errors import Refused
from mdt_app.operations import (
    accounts,
    agenda,
    attendance,
    closing,
    decisions,
    facts,
    fields,
    letters,
    people,
    talks,
)
from mdt_app.operations.closing import NextStart
from mdt_app.operations.commands import Command
from mdt_app.operations.work import Change, OpenWork

OPERATIONS: dict[type[Any], Callable[[Any, OpenWork], tuple[Change, ...]]] = {
    accounts.ChangePassword: accounts.change_password,
    accounts.ChangeRoles: accounts.change_roles,
    accounts.CloseAccount: accounts.close_account,
    accounts.GivePassword: accounts.give_password,
    accounts.LinkAccount: accounts.link_account,
    accounts.MakeAccount: accounts.make_account,
    accounts.RecoverPassword: accounts.recover_password,
    accounts.RenewRecoveryKey: accounts.renew_recovery_key,
    agenda.MakeBoard: agenda.make_board,
    agenda.SeatMember: agenda.seat_member,
    agenda.PlanMeeting: agenda.plan_meeting,
    agenda.ListCase: agenda.list_case,
    agenda.MoveListing: agenda.move_listing,
    agenda.SettleListing: agenda.settle_listing,
    agenda.OpenMeeting: agenda.open_meeting,
    attendance.MarkPresent: attendance.mark_present,
    attendance.MarkContribution: attendance.mark_contribution,
    closing.ReopenMeeting: closing.reopen_meeting,
    decisions.AddRecommendation: decisions.add_recommendation,
    decisions.RemoveRecommendation: decisions.remove_recommendation,
    decisions.WriteNote: decisions.write_note,
    facts.RecordFact: facts.record_fact,
    facts.DecideCriterion: facts.decide_criterion,
    facts.MarkElement: facts.mark_element,
    facts.SayStep: facts.say_step,
    fields.SetField: fields.set_field,
    letters.AddressLetter: letters.address_letter,
    talks.KeepTalk: talks.keep_talk,
    people.AddPatient: people.add_patient,
    people.AddPerson: people.add_person,
}


def carry_out(command: Command, open_work: OpenWork, next_start: NextStart) -> tuple[Change, ...]:
    """Carry a command out once; sent again, it gives its first changes. Raises `Refused` in words."""
    try:
        if isinstance(command, closing.CloseMeeting):
            return closing.close_meeting(command, open_work, next_start)
        return OPERATIONS[type(command)](command, open_work)
    except Refused:
        # A command sent again meets its own effect ("already closed"), which is no refusal.
        with open_work(command) as work:
            done = work.carried_out(command.id)
        if done is None:
            raise
        return done
