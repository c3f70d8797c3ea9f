"""Each command has one operation; this table is the only way in for screens, command line and replays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mdt_app.domain.errors import Refused
from mdt_app.domain.guidance import Instrument
from mdt_app.operations import (
    accounts,
    agenda,
    attendance,
    attendance_kept,
    closing,
    decisions,
    dispatching,
    facts,
    fates,
    fields,
    invitations,
    invitations_replies,
    letter_life,
    letters,
    needs,
    people,
    planning_meetings,
    planning_slots,
    requests,
    room,
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
    accounts.LockDesk: accounts.lock_desk,
    accounts.MakeAccount: accounts.make_account,
    accounts.RecoverPassword: accounts.recover_password,
    accounts.RenewRecoveryKey: accounts.renew_recovery_key,
    accounts.SignOut: accounts.sign_out,
    accounts.UnlockDesk: accounts.unlock_desk,
    agenda.MakeBoard: agenda.make_board,
    agenda.SeatMember: agenda.seat_member,
    agenda.PlanMeeting: agenda.plan_meeting,
    agenda.ListCase: agenda.list_case,
    agenda.MoveListing: agenda.move_listing,
    agenda.SettleListing: agenda.settle_listing,
    agenda.OpenMeeting: agenda.open_meeting,
    attendance.MarkPresent: attendance.mark_present,
    attendance.MarkContribution: attendance.mark_contribution,
    attendance_kept.KeepAttendanceList: attendance_kept.keep_attendance_list,
    attendance_kept.SendAttendanceList: attendance_kept.send_attendance_list,
    attendance.MarkMembers: attendance.mark_members,
    attendance.SayNoAnswer: attendance.say_no_answer,
    attendance.SayTimes: attendance.say_times,
    attendance.TakeMarksBack: attendance.take_marks_back,
    closing.ReopenMeeting: closing.reopen_meeting,
    decisions.AddRecommendation: decisions.add_recommendation,
    decisions.RemoveRecommendation: decisions.remove_recommendation,
    decisions.WriteNote: decisions.write_note,
    facts.DecideCriterion: facts.decide_criterion,
    facts.MarkElement: facts.mark_element,
    facts.SayStep: facts.say_step,
    fates.MarkFate: fates.mark_fate,
    fields.SetField: fields.set_field,
    invitations.AnswerInvitations: invitations.answer_invitations,
    invitations.DropInvitation: invitations.drop_invitation,
    invitations.InvitePerson: invitations.invite_person,
    invitations.KeepInput: invitations.keep_input,
    invitations.RecordSent: invitations.record_sent,
    invitations.SaySent: invitations.say_sent,
    invitations.RestoreInvitation: invitations.restore_invitation,
    invitations_replies.TakeReply: invitations_replies.take_reply,
    letter_life.CorrectLetter: letter_life.correct_letter,
    letter_life.SetLetter: letter_life.set_letter,
    letter_life.WithdrawLetter: letter_life.withdraw_letter,
    letters.AddressLetter: letters.address_letter,
    letters.TakeUpLetter: letters.take_up_letter,
    talks.KeepTalk: talks.keep_talk,
    people.AddPatient: people.add_patient,
    people.AddPerson: people.add_person,
    needs.AskNeed: needs.ask_need,
    planning_meetings.PlanMeetings: planning_meetings.plan_meetings,
    planning_slots.ForgetPlan: planning_slots.forget_plan,
    planning_slots.GiveAvailability: planning_slots.give_availability,
    planning_slots.KeepPlan: planning_slots.keep_plan,
    planning_slots.PinListing: planning_slots.pin_listing,
    planning_slots.ReleaseListing: planning_slots.release_listing,
    planning_slots.SetBreaks: planning_slots.set_breaks,
    requests.AnswerRequest: requests.answer_request,
    requests.SendAgain: requests.send_again,
    requests.SendRequest: requests.send_request,
    requests.WithdrawRequest: requests.withdraw_request,
    room.BeginCase: room.begin_case,
    room.CorrectTimes: room.correct_times,
    room.EndCase: room.end_case,
    room.NameChair: room.name_chair,
    room.NameModerator: room.name_moderator,
    room.ReadBack: room.read_back,
}


def carry_out(
    command: Command,
    open_work: OpenWork,
    next_start: NextStart,
    instruments: Mapping[str, Instrument],
    press: Callable[[], letter_life.Press],
) -> tuple[Change, ...]:
    """Carry a command out once; sent again, it gives its first changes. Raises `Refused` in words.

    `press` gives the letters' press, which is loaded only where letters are reviewed, sent back or issued, or
    sent after something in them was corrected.
    """
    try:
        if isinstance(command, closing.CloseMeeting):
            return closing.close_meeting(command, open_work, next_start)
        if isinstance(command, facts.RecordFact):
            return facts.record_fact(command, open_work, instruments)
        if isinstance(command, letter_life.ReviewLetter):
            return letter_life.review_letter(command, open_work, press())
        if isinstance(command, letter_life.ReturnLetter):
            return letter_life.return_letter(command, open_work, press())
        if isinstance(command, letter_life.IssueLetter):
            return letter_life.issue_letter(command, open_work, press())
        if isinstance(command, dispatching.SendLetter):
            return dispatching.send_letter(command, open_work, lambda: press().guidance)
        return OPERATIONS[type(command)](command, open_work)
    except Refused:
        # A command sent again meets its own effect ("already closed"), which is no refusal.
        with open_work(command) as work:
            done = work.carried_out(command.id)
        if done is None:
            raise
        return done
