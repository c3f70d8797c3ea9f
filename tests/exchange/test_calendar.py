"""A calendar program accepts every entry, and nothing from outside becomes a line or property of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from hostile.texts import hostile_texts, spoken
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from mdt_app.content.invitation_words import invitation_words
from mdt_app.domain.addresses import mail_address, phone_number, web_link
from mdt_app.domain.attendance import Presence
from mdt_app.domain.entries import Notice, Reply
from mdt_app.domain.errors import Refused
from mdt_app.domain.inviting import Entry, ToldSlot
from mdt_app.domain.letters.language import LANGUAGES
from mdt_app.exchange.calendar import calendar_entry, mail
from mdt_app.exchange.calendar_replies import replies
from mdt_app.invitation_files import InvitationFiles

BRUSSELS = ZoneInfo("Europe/Brussels")
WORDS = invitation_words()["en"]
LINK = "https://meet.example.org/board?room=maas-2"
PROPERTIES = {
    *(
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "STATUS",
        "CLASS",
        "TRANSP",
    ),
    *("ORGANIZER", "ATTENDEE", "LOCATION", "URL"),
}


def slot(hour: int, minute: int, day: int = 15, minutes: int = 6, case: str = "LUNG-2026-0417") -> ToldSlot:
    since = datetime(2026, 10, day, hour, minute, tzinfo=BRUSSELS)
    return ToldSlot(listing_id=case, reference=case, since=since, until=since + timedelta(minutes=minutes))


def notice(*slots: ToldSlot, **more: object) -> Notice:
    entry_keys = ("sequence", "cancelled", "mode")
    entry = Entry(
        id="e", board_id="b", meeting_id="m", person_id="p-1", uid="4f21@mdt", slots=slots or (slot(13, 6),),
        **{key: more.pop(key) for key in entry_keys if key in more},  # type: ignore[arg-type]
    )  # fmt: skip
    made = Notice(
        entry=entry, title="Thoracic oncology board", to_name="Dr. Samira Benali", to_address="gp@example.org",
        from_name="Lore Hermans", from_address="lore@example.org", sent_at=datetime(2026, 10, 8, 8, tzinfo=UTC),
        zone="Europe/Brussels", place="Room Maas 2", link=LINK, phone="+32 3 123 45 67", asked_at="+32 3 000 00 00",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def read(content: bytes) -> Component:
    """The one event of an entry, read back."""
    calendar = Calendar.from_ical(content)
    assert not calendar.errors
    (event,) = calendar.subcomponents
    assert not event.errors
    return event


def test_an_entry_spans_a_person_s_own_slots_and_lists_each() -> None:
    event = read(calendar_entry(notice(slot(13, 6), slot(13, 24, case="LUNG-2026-0419")), WORDS))
    assert event.decoded("dtstart") == datetime(2026, 10, 15, 11, 6, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 10, 15, 11, 30, tzinfo=UTC)
    assert "13:06–13:12  case LUNG-2026-0417\n13:24–13:30  case LUNG-2026-0419" in event["description"]


def test_an_entry_asks_one_person_for_an_answer() -> None:
    event = read(calendar_entry(notice(), WORDS))
    attendee = event["attendee"]
    assert str(attendee) == "mailto:gp@example.org"
    assert (attendee.params["RSVP"], attendee.params["PARTSTAT"]) == ("TRUE", "NEEDS-ACTION")
    assert str(event["organizer"]) == "mailto:lore@example.org"


def test_who_said_yes_already_is_not_asked_again() -> None:
    event = read(calendar_entry(notice(accepted=True), WORDS))
    assert (event["attendee"].params["RSVP"], event["attendee"].params["PARTSTAT"]) == ("FALSE", "ACCEPTED")
    assert WORDS.answer not in event["description"]
    assert WORDS.answer in read(calendar_entry(notice(), WORDS))["description"]


def test_updates_and_cancellations_go_under_the_same_uid() -> None:
    made = [
        calendar_entry(notice(), WORDS),
        calendar_entry(notice(slot(13, 30), sequence=1), WORDS),
        calendar_entry(notice(slot(13, 30), sequence=2, cancelled=True), WORDS),
    ]
    assert [Calendar.from_ical(one)["method"] for one in made] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [read(one) for one in made]
    assert {str(one["uid"]) for one in events} == {"4f21@mdt"}
    assert [one["sequence"] for one in events] == [0, 1, 2]
    assert [str(one["status"]) for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


@pytest.mark.parametrize(
    ("day", "hour_in_utc"),
    [(24, 11), (25, 12)],  # the clock goes back in the night of 24 to 25 October 2026
)
def test_one_hour_on_the_wall_is_another_in_utc_when_the_clock_has_changed(
    day: int, hour_in_utc: int
) -> None:
    event = read(calendar_entry(notice(slot(13, 6, day=day)), WORDS))
    assert event.decoded("dtstart") == datetime(2026, 10, day, hour_in_utc, 6, tzinfo=UTC)
    assert "13:06–13:12" in event["description"]


def test_both_hours_of_the_night_in_which_the_clock_goes_back_are_told_apart() -> None:
    first = slot(2, 30, day=25)
    second = replace(first, since=first.since.replace(fold=1), until=first.until.replace(fold=1))
    starts = [read(calendar_entry(notice(one), WORDS)).decoded("dtstart") for one in (first, second)]
    assert starts[1] - starts[0] == timedelta(hours=1)


def test_who_comes_by_phone_is_told_which_number_is_rung_and_no_link() -> None:
    event = read(calendar_entry(notice(mode=Presence.PHONE), WORDS))
    assert "calls you at +32 3 123 45 67" in event["description"]
    assert "url" not in event
    assert "location" not in event


def test_who_comes_by_video_gets_the_link() -> None:
    event = read(calendar_entry(notice(mode=Presence.VIDEO), WORDS))
    assert str(event["url"]) == str(event["location"]) == LINK


def test_who_writes_instead_is_told_until_when_and_stays_free() -> None:
    due = datetime(2026, 10, 14, 12, tzinfo=BRUSSELS)
    event = read(calendar_entry(notice(replace(slot(13, 6), since=due, until=due)), WORDS))
    assert event.decoded("dtend") == due
    assert str(event["transp"]) == "TRANSPARENT"
    assert "send the form by 14-10-2026, 12:00 for case LUNG-2026-0417" in event["description"]
    assert "url" not in read(
        calendar_entry(notice(replace(slot(13, 6), since=due, until=due), mode=Presence.ON_SITE), WORDS)
    )


@pytest.mark.parametrize("text", hostile_texts(), ids=spoken)
def test_no_text_from_outside_becomes_a_line_or_a_property(text: str) -> None:
    for evil in (text, f"{text}\r\nATTENDEE:mailto:evil@example.org\r\nX-EVIL:1", f'"{text}";X-EVIL="1":'):
        made = notice(
            replace(slot(13, 6), reference=evil), title=evil, to_name=evil, from_name=evil, place=evil, link=evil,
            phone=evil, asked_at=evil, to_address=evil, from_address=evil,
        )  # fmt: skip
        content = calendar_entry(made, WORDS)
        event = read(content)
        assert {key.upper() for key in event} <= PROPERTIES
        assert not isinstance(event["attendee"], list)
        assert str(event["attendee"]) == "mailto:p-1@nobody.invalid"
        assert set(event["attendee"].params) == {"CN", "CUTYPE", "ROLE", "PARTSTAT", "RSVP"}
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))
        message = message_from_bytes(mail(made, WORDS), policy=default)
        assert {key.casefold() for key in message} <= {
            "subject",
            "date",
            "x-unsent",
            "mime-version",
            "content-type",
        }
        assert not message.defects


@given(link=st.text(max_size=60))
def test_only_plain_web_addresses_are_links(link: str) -> None:
    found = web_link(f"https://{link}")
    assert not found or (found.isascii() and found.isprintable() and not set(' "<>\\') & set(found))


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://example.org", "https://", "http:///a"),
        *("https://a b", "https://a\r\nX:1", "https://a\"b", "https://user@evil:x@b", "//example.org", "HTTPS//x"),
    ],
)  # fmt: skip
def test_anything_else_is_no_link(link: str) -> None:
    assert web_link(link) == ""
    assert "url" not in read(calendar_entry(notice(link=link), WORDS))


def test_what_is_a_link_an_address_and_a_number_is_kept_as_it_is() -> None:
    assert web_link(f" {LINK} ") == LINK
    assert mail_address("Samira.Benali@huisarts.example.be") == "Samira.Benali@huisarts.example.be"
    assert phone_number("+32 (0)3 123.45.67") == "+32 (0)3 123.45.67"
    assert mail_address("a@b") == phone_number("ring me") == ""


def test_a_message_carries_the_entry_twice_and_opens_unsent() -> None:
    message = message_from_bytes(mail(notice(), WORDS), policy=default)
    assert message["to"] == '"Dr. Samira Benali" <gp@example.org>'
    assert message["x-unsent"] == "1"
    kinds = {part.get_content_type(): part for part in message.walk()}
    assert kinds["text/calendar"].get_param("method") == "REQUEST"
    assert read(kinds["application/ics"].get_payload(decode=True))["uid"] == "4f21@mdt"


REPLY = """BEGIN:VCALENDAR
PRODID:-//Example//EN
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
SEQUENCE:{sequence}
DTSTAMP:20261009T090000Z
DTSTART:20261015T111500Z
ORGANIZER:mailto:lore@example.org
ATTENDEE;PARTSTAT={said};CN=Benali:mailto:GP@example.org
COMMENT:On duty\\nuntil 13:30
END:VEVENT
END:VCALENDAR
"""


def reply_file(
    method: str = "REPLY", said: str = "ACCEPTED", sequence: int = 0, uid: str = "4f21@mdt"
) -> bytes:
    text = REPLY.format(method=method, said=said, sequence=sequence, uid=uid)
    return text.replace("\n", "\r\n").encode()


def test_an_answer_is_read_from_a_calendar_file() -> None:
    (found,) = replies(reply_file(), "answer.ics")
    assert found == Reply(
        uid="4f21@mdt", address="gp@example.org", said="accepted", sequence=0, comment="On duty until 13:30",
        at=datetime(2026, 10, 9, 9, tzinfo=UTC),
    )  # fmt: skip


def test_another_time_is_read_with_its_zone() -> None:
    (found,) = replies(reply_file("COUNTER", "TENTATIVE"), "answer.ics")
    assert (found.said, found.proposed) == ("counter", datetime(2026, 10, 15, 11, 15, tzinfo=UTC))


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_an_answer_is_read_from_a_saved_message_with_who_sent_it(encoding: str) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"] = "Samira Benali <gp@example.org>", "Accepted"
    message.set_content("I will be there.")
    message.add_alternative(reply_file(), maintype="text", subtype="calendar", cte="base64")
    if encoding != "base64":
        part = next(one for one in message.walk() if one.get_content_type() == "text/calendar")
        part.set_content(reply_file().decode(), subtype="calendar", cte=encoding)
    (found,) = replies(message.as_bytes(), "answer.eml")
    assert (found.said, found.sender) == ("accepted", "gp@example.org")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "holds no answer"),
        (b"\x00\xff\xfe", "holds no answer"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT", "no calendar file that can be read"),
        (reply_file("REQUEST"), "holds no answer"),
        (reply_file(said="DELEGATED"), "neither yes nor no"),
        (reply_file(sequence=0).replace(b"SEQUENCE:0", b"SEQUENCE:x"), "which version"),
        (
            reply_file().replace(b"ATTENDEE;", b"ATTENDEE:mailto:b@example.org\r\nATTENDEE;"),
            "which one person",
        ),
        (
            reply_file().replace(b"DTSTAMP:20261009T090000Z", b"DTSTAMP:20261009T090000"),
            "without its time zone",
        ),
        (
            reply_file("COUNTER").replace(b"DTSTART:20261015T111500Z", b"DTSTART;VALUE=DATE:20261015"),
            "a day without a time",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_that_names_the_file(
    content: bytes, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        replies(content, "answer.ics")
    assert "answer.ics" in str(refusal.value)


@pytest.mark.parametrize("text", hostile_texts(), ids=spoken)
def test_a_hostile_file_is_refused_or_read_and_never_more(text: str) -> None:
    raw = text.encode("utf-8", "replace")
    for content in (raw, reply_file().replace(b"4f21@mdt", raw), reply_file().replace(b"On duty", raw)):
        try:
            found = replies(content, "answer.ics")
        except Refused:
            continue
        for one in found:
            assert one.said == "accepted"
            assert one.uid.isprintable() or "\n" not in one.uid


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You are expected on 15-10-2026"),
        ("nl", "U wordt verwacht op 15-10-2026"),
        ("fr", "Vous êtes attendu(e) le 15-10-2026"),
        ("de", "Sie werden am 15-10-2026 erwartet"),
    ],
)
def test_whoever_is_invited_reads_entry_and_message_in_his_own_language(language: str, said: str) -> None:
    files, wanted = InvitationFiles(), notice(language=language)
    assert said in read(files.entry(wanted))["description"]
    message = message_from_bytes(files.mail(wanted), policy=default)
    body = message.get_body(("plain",))
    assert body is not None
    assert said in body.get_content()
    others = [one.answer for known, one in invitation_words().items() if known != language]
    assert [one for one in others if one in body.get_content()] == []


def test_invitations_are_worded_in_every_language_that_letters_are_written_in() -> None:
    assert invitation_words().keys() == set(LANGUAGES)
