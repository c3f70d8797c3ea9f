"""The words of invitations, and the gaps in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mdt_app.content.words_by_language import load_words
from mdt_app.domain.invitation_words import InvitationWords
from mdt_app.paths import resources

GAPS = {
    "summary": {"board"},
    "summary_written": {"board"},
    "summary_cancelled": {"board"},
    "expected": {"day"},
    "slot": {"since", "until", "reference"},
    "zone": {"zone"},
    "by_video": {"link"},
    "by_phone": {"phone"},
    "on_site": {"place"},
    "written": {"when", "reference"},
    "asked_at": {"phone"},
    "mail_subject": {"summary", "day"},
    "mail_greeting": {"name"},
}


@cache
def invitation_words() -> Mapping[str, InvitationWords]:
    """By language, those that come with the program."""
    return load_words(resources() / "content" / "invitation-words.toml", InvitationWords, GAPS)
