"""What is sent to people outside is worded in a content file, in one language at a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationWords:
    """The words of a calendar entry, of the message around it and of the form for written input; gaps in braces."""

    summary: str
    summary_written: str
    summary_cancelled: str
    expected: str
    slot: str
    zone: str
    by_video: str
    by_phone: str
    by_phone_unknown: str
    on_site: str
    written: str
    cancelled: str
    answer: str
    asked_at: str
    references: str
    demo: str
    mail_subject: str
    mail_greeting: str
    mail_attached: str
    mail_closing: str
    form_title: str
    form_intro: str
    form_patient: str
    form_born: str
    form_no_birth_date: str
    form_case: str
    form_meeting: str
    form_question: str
    form_why: str
    form_from: str
    form_to: str
    form_by: str
    form_no_contact: str
    ask_worry: str
    ask_wants: str
    ask_home: str
    ask_carers: str
    ask_board: str
    form_reachable: str
    form_signed: str
    form_note: str
