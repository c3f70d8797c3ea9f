"""An address or link that could break out of the line in which it stands is none; nothing is mended by guessing."""

from __future__ import annotations

import re

from mdt_app.domain.plain_text import one_line

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?=.{1,253}$)(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_LINK = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?(?::[0-9]{1,5})?(?:[/?#][a-z0-9._~:/?#@!$&'()*+,;=%-]{0,1700})?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+0-9][0-9 ()/.-]{2,30}")
NOBODY = "@nobody.invalid"
"""Ends an address that reaches nobody (RFC 2606), where an entry needs one and none is known."""


def mail_address(text: str) -> str:
    """The address, or "" where it is none that can be written to."""
    trimmed = text.strip()
    return trimmed if _ADDRESS.fullmatch(trimmed) else ""


def web_link(text: str) -> str:
    """An http or https address, or "" for everything else."""
    trimmed = text.strip()
    return trimmed if _LINK.fullmatch(trimmed) else ""


def phone_number(text: str) -> str:
    """A telephone number as it is written, or "" for what is none."""
    trimmed = one_line(text)
    return trimmed if _NUMBER.fullmatch(trimmed) else ""


def attendee_address(said: str, person_id: str) -> str:
    """By which address a person is named in his entries; one that reaches nobody where he has none."""
    return mail_address(said) or f"{person_id}{NOBODY}"
