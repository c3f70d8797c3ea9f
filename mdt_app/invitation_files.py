"""Calendar entries, messages, answers and forms as files: made and read here for the window and the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdt_app.domain.entries import Notice, Reply
    from mdt_app.domain.input_form import InputForm
    from mdt_app.domain.invitation_words import InvitationWords


class InvitationFiles:
    """What stands behind the invitations; each library is loaded when it is first asked."""

    def entry(self, notice: Notice) -> bytes:
        """A calendar entry (.ics), in the language of whom it asks."""
        from mdt_app.exchange.calendar import calendar_entry

        return calendar_entry(notice, invitation_words_in(notice.language))

    def mail(self, notice: Notice) -> bytes:
        """A message with the entry in it (.eml), in the language of whom it asks."""
        from mdt_app.exchange.calendar import mail

        return mail(notice, invitation_words_in(notice.language))

    def replies(self, path: Path) -> tuple[Reply, ...]:
        """The answers in a file. Raises `Refused`."""
        from mdt_app.exchange.calendar_replies import read_replies

        return read_replies(path)

    def form(self, form: InputForm) -> bytes:
        """The form for written input as PDF, in the language of whom it asks. Raises `Refused`."""
        from mdt_app.content.letter_texts import letter_texts
        from mdt_app.letters.input_form import render_input_form

        return render_input_form(form, invitation_words_in(form.language), letter_texts(form.language))


def invitation_words_in(language: str) -> InvitationWords:
    """The words of one of the languages that letters are written in."""
    from mdt_app.content.invitation_words import invitation_words

    return invitation_words()[language]
