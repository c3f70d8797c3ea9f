"""One entry per person and meeting, with his own slots alone and no patient in it.

A meeting is one VEVENT from a person's first slot to his last, his own slots listed in its text: several events under
one UID are the occurrences of one recurring event (RFC 5546, 3.2.2), and mail programs show only the first of several
under different ones. Times are in UTC, so that no calendar needs a zone's rules to get an hour right.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from mdt_app.domain.addresses import NOBODY, attendee_address, mail_address, phone_number, web_link
from mdt_app.domain.attendance import Presence
from mdt_app.domain.entries import Notice
from mdt_app.domain.invitation_words import InvitationWords
from mdt_app.domain.inviting import ToldSlot
from mdt_app.domain.plain_text import one_line

PRODUCT = "-//mdt//tumour board//EN"
LONGEST = 200
BEFORE_DEADLINE = timedelta(minutes=15)
"""How long before it a deadline stands in the calendar: an event has some length."""


def calendar_entry(notice: Notice, words: InvitationWords) -> bytes:
    """The entry as an iCalendar object: METHOD REQUEST, or CANCEL where the person need not come any more."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if notice.entry.cancelled else "REQUEST")
    calendar.add_component(_event(notice, words))
    return bytes(calendar.to_ical())


def _event(notice: Notice, words: InvitationWords) -> Event:
    since, until = _span(notice.entry.slots)
    event = Event()
    event.add("uid", notice.entry.uid)
    event.add("sequence", notice.entry.sequence)
    event.add("dtstamp", notice.sent_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", since.astimezone(UTC))
    event.add("dtend", until.astimezone(UTC))
    event.add("summary", summary(notice, words))
    event.add("description", "\n".join(_lines(notice, words)))
    event.add("status", "CANCELLED" if notice.entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if _live(notice.entry.slots) else "TRANSPARENT")
    event.add("organizer", _organizer(notice), encode=False)
    event.add("attendee", _attendee(notice), encode=False)
    if place := _place(notice):
        event.add("location", vText(place))
    if _link(notice):
        event.add("url", vUri(_link(notice)))
    return event


def _live(slots: tuple[ToldSlot, ...]) -> tuple[ToldSlot, ...]:
    return tuple(one for one in slots if not one.is_deadline)


def _span(slots: tuple[ToldSlot, ...]) -> tuple[datetime, datetime]:
    """From the first of a person's slots to the end of the last; of deadlines alone, a while before the first."""
    live = _live(slots)
    if not live:
        deadline = min(one.until for one in slots)
        return deadline - BEFORE_DEADLINE, deadline
    return min(one.since for one in live), max(one.until for one in live)


def _organizer(notice: Notice) -> vCalAddress:
    made = vCalAddress(f"mailto:{_from(notice)}")
    made.params["CN"] = _name(notice.from_name or notice.title)
    return made


def _attendee(notice: Notice) -> vCalAddress:
    made = vCalAddress(f"mailto:{attendee_address(notice.to_address, notice.entry.person_id)}")
    made.params["CN"] = _name(notice.to_name)
    made.params["CUTYPE"] = "INDIVIDUAL"
    made.params["ROLE"] = "REQ-PARTICIPANT"
    made.params["PARTSTAT"] = "ACCEPTED" if notice.accepted else "NEEDS-ACTION"
    made.params["RSVP"] = "FALSE" if notice.accepted else "TRUE"
    return made


def _from(notice: Notice) -> str:
    return mail_address(notice.from_address) or f"board{NOBODY}"


def _name(text: str) -> str:
    """A name as a parameter's value: one line, without the quote that ends it and what some readers take before one."""
    return one_line(text).replace('"', "'").replace("\\", "/")[:LONGEST] or "?"


def _board(notice: Notice) -> str:
    return one_line(notice.title)[:LONGEST]


def summary(notice: Notice, words: InvitationWords) -> str:
    """The entry's title."""
    if notice.entry.cancelled:
        return words.summary_cancelled.format(board=_board(notice))
    said = words.summary if _live(notice.entry.slots) else words.summary_written
    return said.format(board=_board(notice))


def _link(notice: Notice) -> str:
    by_phone = notice.entry.mode in (Presence.PHONE, Presence.ON_SITE)
    return "" if by_phone or notice.entry.cancelled else web_link(notice.link)


def _place(notice: Notice) -> str:
    """Where he goes, or what he opens; nothing where he is called or writes."""
    if notice.entry.mode == Presence.PHONE or not _live(notice.entry.slots):
        return ""
    return _link(notice) if notice.entry.mode == Presence.VIDEO else one_line(notice.place)[:LONGEST]


def _lines(notice: Notice, words: InvitationWords) -> list[str]:
    """What stands in the entry: his own slots, how he takes part, how to answer where he has not yet."""
    said = [words.demo] if notice.demo else []
    if notice.entry.cancelled:
        said.append(words.cancelled)
        said += _times(notice, words)
    else:
        said += _invited(notice, words)
        said += [] if notice.accepted else [words.answer]
    if phone := phone_number(notice.asked_at):
        said.append(words.asked_at.format(phone=phone))
    return said if notice.entry.cancelled else [*said, words.references]


def _invited(notice: Notice, words: InvitationWords) -> list[str]:
    zone, said = ZoneInfo(notice.zone), []
    live = _live(notice.entry.slots)
    if live:
        said.append(words.expected.format(day=_day(live[0].since.astimezone(zone))))
        said += _times(notice, words)
        said.append(words.zone.format(zone=notice.zone))
        said += _how(notice, words)
    for one in notice.entry.slots:
        if one.is_deadline:
            at = one.until.astimezone(zone)
            when = f"{_day(at)}, {at:%H:%M}"
            said.append(words.written.format(when=when, reference=one_line(one.reference)))
    return said


def _times(notice: Notice, words: InvitationWords) -> list[str]:
    zone = ZoneInfo(notice.zone)
    return [
        words.slot.format(
            since=f"{one.since.astimezone(zone):%H:%M}",
            until=f"{one.until.astimezone(zone):%H:%M}",
            reference=one_line(one.reference),
        )
        for one in _live(notice.entry.slots)
    ]


def _how(notice: Notice, words: InvitationWords) -> list[str]:
    if notice.entry.mode == Presence.PHONE:
        phone = phone_number(notice.phone)
        return [words.by_phone.format(phone=phone) if phone else words.by_phone_unknown]
    said = []
    if notice.place.strip() and notice.entry.mode != Presence.VIDEO:
        said.append(words.on_site.format(place=one_line(notice.place)[:LONGEST]))
    if _link(notice):
        said.append(words.by_video.format(link=_link(notice)))
    return said


def _day(at: datetime) -> str:
    return f"{at:%d-%m-%Y}"


def mail(notice: Notice, words: InvitationWords) -> bytes:
    """A message with the entry in it, to be opened in a mail program and sent from there."""
    entry = calendar_entry(notice, words)
    zone = ZoneInfo(notice.zone)
    since, _ = _span(notice.entry.slots)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = words.mail_subject.format(
        summary=summary(notice, words), day=_day(since.astimezone(zone))
    )
    if mail_address(notice.from_address):
        message["From"] = _address(notice.from_name or notice.title, notice.from_address)
    if mail_address(notice.to_address):
        message["To"] = _address(notice.to_name, notice.to_address)
    message["Date"] = format_datetime(notice.sent_at)
    message["X-Unsent"] = "1"  # Outlook opens it ready to be sent
    text = [words.mail_greeting.format(name=_name(notice.to_name)), "", *_lines(notice, words)]
    text += ["", words.mail_attached, "", words.mail_closing, _name(notice.from_name or notice.title)]
    message.set_content("\n".join(text) + "\n")
    method = "CANCEL" if notice.entry.cancelled else "REQUEST"
    message.add_alternative(
        entry, maintype="text", subtype="calendar", params={"method": method, "charset": "UTF-8"}
    )
    message.add_attachment(entry, maintype="application", subtype="ics", filename="invitation.ics")
    return message.as_bytes()


def _address(name: str, address: str) -> Address:
    return Address(display_name=_name(name), addr_spec=mail_address(address))
