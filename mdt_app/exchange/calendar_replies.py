"""An answer is read from what a calendar or mail program saved, and nothing in the file is believed beyond it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from icalendar import Calendar, Component

from mdt_app.domain.addresses import mail_address
from mdt_app.domain.entries import Reply
from mdt_app.domain.errors import Refused
from mdt_app.domain.plain_text import one_line

LARGEST = 5_000_000
LONGEST = 2_000
ANSWERS = ("ACCEPTED", "DECLINED", "TENTATIVE")
OF_CALENDARS = ("text/calendar", "application/ics")


def read_replies(path: Path) -> tuple[Reply, ...]:
    """The answers in a file. Raises `Refused` with the file's name where it holds none that can be read."""
    name = one_line(path.name)[:100]
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{name} is too large to be an answer to an invitation.")
        content = path.read_bytes()
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror or error}.") from error
    return replies(content, name)


def replies(content: bytes, name: str) -> tuple[Reply, ...]:
    """The same from a file's bytes."""
    sender, calendars = _calendars(content, name)
    found = tuple(reply for one in calendars for reply in _replies(one, sender, name))
    if not found:
        raise Refused(f"{name} holds no answer to an invitation. Save the answer itself as .ics or .eml.")
    return tuple(dict.fromkeys(found))


def _calendars(content: bytes, name: str) -> tuple[str, list[Component]]:
    """Who sent the message, "" where the file is a calendar alone, and the calendars in it."""
    if b"BEGIN:VCALENDAR" in content.lstrip(b"\xef\xbb\xbf\r\n\t ")[:15].upper():
        return "", [_parsed(content, name)]
    try:
        message = message_from_bytes(content, policy=default)
        sender = mail_address(parseaddr(str(message.get("From", "")))[1])
        return sender, [_parsed(one, name) for one in _parts(message)]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Refused(f"{name} is no message that can be read.") from error


def _parts(message: EmailMessage) -> Iterator[bytes]:
    """The calendars in a message; the same one often comes twice."""
    for part in message.walk():
        named = (part.get_filename() or "").casefold().endswith(".ics")
        if part.get_content_type() in OF_CALENDARS or named:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield payload


def _parsed(content: bytes, name: str) -> Component:
    try:
        return Calendar.from_ical(content)
    except Exception as error:  # whatever the library meets in a broken file, the file is what is wrong
        raise Refused(f"{name} is no calendar file that can be read.") from error


def _replies(calendar: Component, sender: str, name: str) -> Iterator[Reply]:
    method = _text(calendar, "method").upper()
    if method not in ("REPLY", "COUNTER"):
        return
    for event in calendar.walk("VEVENT"):
        yield _reply(event, method, sender, name)


def _reply(event: Component, method: str, sender: str, name: str) -> Reply:
    people = event.get("attendee")
    if people is None or isinstance(people, list):
        raise Refused(f"{name} does not say which one person answers. Enter the answer by hand.")
    said = str(people.params.get("PARTSTAT", "")).upper()
    if method == "REPLY" and said not in ANSWERS:
        raise Refused(f"{name} says neither yes nor no. Enter the answer by hand.")
    return Reply(
        uid=_text(event, "uid"),
        address=_address(people),
        by=_address(people.params.get("SENT-BY", "")),
        said="counter" if method == "COUNTER" else said.lower(),
        sequence=_sequence(event, name),
        comment=_comment(event),
        proposed=_moment(event, "dtstart", name) if method == "COUNTER" else None,
        at=_moment(event, "dtstamp", name) if "dtstamp" in event else None,
        sender=sender,
    )


def _text(component: Component, key: str) -> str:
    value = component.get(key)
    return one_line(str(value))[:LONGEST] if value is not None and not isinstance(value, list) else ""


def _comment(event: Component) -> str:
    value = event.get("comment")
    values = value if isinstance(value, list) else [value]
    return " ".join(one_line(str(one)) for one in values if one is not None)[:LONGEST]


def _address(value: object) -> str:
    """The address in a cal-address, in small letters; "" for what is none."""
    said = str(value).strip()
    return mail_address(said[7:] if said.casefold().startswith("mailto:") else said).casefold()


def _sequence(event: Component, name: str) -> int:
    """Which version is answered; a program that leaves it out answers the first."""
    value: Any = event.get("sequence", 0)
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise Refused(f"{name} does not say which version of the invitation it answers.") from error


def _moment(event: Component, key: str, name: str) -> datetime | None:
    """A time with its zone. Raises `Refused` for one that could be any zone's."""
    try:
        value = event.decoded(key)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Refused(f"{name} proposes no time that can be read. Enter the answer by hand.") from error
    if not isinstance(value, datetime):
        raise Refused(f"{name} proposes a day without a time. Enter the answer by hand.")
    if value.tzinfo is None:
        raise Refused(f"{name} gives a time without its time zone. Enter the answer by hand.")
    return value
