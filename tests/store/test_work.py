"""The contract of a unit of work, the same on both engines."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from store.kit import (
    BOARD,
    MEETING,
    OWNER,
    PERSON,
    START,
    Desk,
    Kept,
    case,
    discussion,
    identifier,
    listing,
    patient,
)

from mdt_app.domain.accounts import Account, Right
from mdt_app.domain.agenda import (
    Letterhead,
    Meeting,
    MeetingState,
    Membership,
    QuorumRule,
    Rhythm,
)
from mdt_app.domain.attendance import Attendance, Presence
from mdt_app.domain.decisions import Discussion, Recommendation, Said
from mdt_app.domain.errors import Conflict, Missing, Refused
from mdt_app.domain.letters.letter import Letter, Recipient
from mdt_app.domain.people import Identifier, Patient
from mdt_app.operations.work import Change

HOSTILE = (
    "Dupont <b>x</b> <img src='/etc/passwd'>",
    "'; DROP TABLE patient; --",
    "\u202egpj.exe \u2066x\u2069",
    "👩‍⚕️ Zoë Łukasiewicz\u0301 ﷽",
    "=HYPERLINK(\"http://x\")",
    "%s %(x)s {0} :name $1 ?",
    "line\r\nline\ttab\x0b\x1b[31m",
    "x" * 20_000,
)  # fmt: skip


def test_everything_put_comes_back_equal(talked: Kept) -> None:
    rule, rhythm = QuorumRule(discipline="oncology"), Rhythm(weekday=1, time="13:00")
    head = Letterhead(hospital="St Elisabeth", address=("Street 1", "9000 Ghent"))
    things = (
        replace(BOARD, quorum=(rule, QuorumRule(discipline="", minimum=3)), rhythm=rhythm, letterhead=head),
        Membership(id="m", board_id="board-1", person_id="person-1", discipline="oncology", chair=True),
        replace(MEETING, state=MeetingState.CLOSED, closed_at=START + timedelta(microseconds=7)),
        replace(patient(), address=("Rue 1", "1000"), birth_date=None),
        identifier(1, "50.03.12-123.45"),
        replace(case(), asked_on=START.date()),
        replace(listing(), triage="discuss"),
        discussion(physical=Said.NOT_SAID, reasons="because"),
        Recommendation(
            id="r",
            listing_id="listing-1",
            case_id="case-1",
            patient_id="patient-1",
            position=1,
            due=START.date(),
        ),
        Attendance(
            id="a",
            listing_id="listing-1",
            case_id="case-1",
            patient_id="patient-1",
            person_id="person-1",
            presence=Presence.VIDEO,
        ),
        Letter(
            id="l",
            case_id="case-1",
            patient_id="patient-1",
            listing_id="listing-1",
            level="primary",
            number="P1",
            recipient=Recipient(name="Dr X", lines=("a", "b")),
            made_at=START,
        ),
        replace(OWNER, person_id="person-1"),
    )
    talked.put(*things)
    assert tuple(talked.get(type(thing), thing.id) for thing in things) == things


def test_moments_come_back_in_utc_and_equal(talked: Kept) -> None:
    brussels = datetime(2026, 3, 2, 13, 30, tzinfo=timezone(timedelta(hours=1)))
    talked.put(replace(MEETING, starts_at=brussels))
    found = talked.get(Meeting, "meeting-1").starts_at
    assert found == brussels
    assert found.utcoffset() == timedelta(0)
    assert talked.put(replace(MEETING, starts_at=brussels)) == ()


def test_a_moment_without_zone_is_not_kept(talked: Kept) -> None:
    with pytest.raises(ValueError, match="time zone"), talked.work() as work:
        work.put(replace(MEETING, starts_at=datetime(2026, 3, 2)))  # noqa: DTZ001


def test_what_is_not_there_is_missing(kept: Kept) -> None:
    with kept.database.reader() as reader, pytest.raises(Missing, match="no patient with the id nobody"):
        reader.get(Patient, "nobody")


def test_without_commit_everything_is_as_it_was(kept: Kept) -> None:
    with kept.work() as work:
        work.put(patient())
        assert work.get(Patient, "patient-1") == patient()
    with suppress(ZeroDivisionError), kept.work() as work:
        work.put(patient())
        raise ZeroDivisionError
    with kept.database.reader() as reader:
        assert reader.count(Patient) == 0
        assert reader.changes() == reader.changes(entity_id=OWNER.id)


def test_things_are_found_by_their_fields_in_order(kept: Kept) -> None:
    kept.put(*(patient(number, family=name) for number, name in enumerate("CABB", start=1)))
    with kept.database.reader() as reader:
        families = [one.family for one in reader.find(Patient, order=("family",))]
        backwards = [one.id for one in reader.find(Patient, order=("-family", "-id"), limit=3)]
        assert families == ["A", "B", "B", "C"]
        assert backwards == ["patient-1", "patient-4", "patient-3"]
        assert len(reader.find(Patient, family=("A", "C"))) == 2
        assert reader.find(Patient, family=()) == ()
        assert reader.count(Patient, family="B", birth_date=patient().birth_date) == 2
        assert reader.count(Patient, birth_date=None) == 0


def test_a_field_that_is_not_there_is_our_fault(kept: Kept) -> None:
    with kept.database.reader() as reader, pytest.raises(TypeError, match="no field colour"):
        reader.find(Patient, colour="red")


def test_each_written_field_has_a_version_of_its_own(talked: Kept) -> None:
    talked.put(discussion(dissent="none"))
    talked.put(discussion(dissent="some"))
    talked.put(discussion(dissent="some"))
    with talked.database.reader() as reader:
        versions = reader.versions(Discussion, "listing-1")
    assert versions["dissent"] == 2
    assert versions.get("reasons", 0) == 0


def test_a_change_names_each_field_with_both_values(talked: Kept) -> None:
    talked.put(discussion(dissent="none"))
    (change,) = talked.put(discussion(dissent="some", reasons="why"))
    assert (change.entity, change.entity_id, change.patient_id) == ("discussion", "listing-1", "patient-1")
    assert (change.case_id, change.board_id, change.actor) == ("case-1", "board-1", "owner")
    assert [(one.name, one.old, one.new) for one in change.fields] == [
        ("dissent", "none", "some"),
        ("reasons", "", "why"),
    ]


def test_the_history_of_a_thing_is_read_in_order(talked: Kept) -> None:
    for words in ("one", "two", "three"):
        talked.put(discussion(dissent=words))
    with talked.database.reader() as reader:
        history = [
            one.fields[0].new for one in reader.changes(entity_id="listing-1") if one.entity == "discussion"
        ]
        versions = [one.version for one in reader.changes(case_id="case-1")]
    assert history[-3:] == ["one", "two", "three"]
    assert versions == sorted(versions)


def test_every_commit_that_touches_a_case_gives_it_the_next_version(talked: Kept) -> None:
    seen = [talked.put(discussion(dissent=str(number)))[0].version for number in range(5)]
    assert seen == [2, 3, 4, 5, 6]
    with talked.database.reader() as reader:
        assert reader.case_version("case-1") == 6


def test_a_command_carried_out_twice_changes_nothing_and_says_the_same(talked: Kept) -> None:
    command = talked.desk.command()

    def carry_out(words: str) -> tuple[Change, ...]:
        with talked.database.open_work(command) as work:
            work.put(discussion(dissent=words))
            work.next_number("LUNG")
            return work.commit()

    first = carry_out("once")
    assert carry_out("twice") == first
    assert talked.get(Discussion, "listing-1").dissent == "once"
    with talked.database.reader() as reader:
        assert reader.carried_out(command.id) == first
        assert reader.carried_out("unknown") is None
    with talked.work() as work:
        assert work.next_number("LUNG") == 2


def test_a_desk_cannot_use_a_number_for_two_commands(talked: Kept) -> None:
    again = Desk("desk-1", first=talked.desk.number)
    with talked.database.open_work(again.command()) as work:
        work.put(discussion(dissent="stolen"))
        with pytest.raises(Refused, match="already sent another command"):
            work.commit()
    assert talked.get(Discussion, "listing-1").dissent == ""


def test_numbers_of_a_series_have_no_holes(kept: Kept) -> None:
    with kept.work() as work:
        assert [work.next_number("A"), work.next_number("A"), work.next_number("B")] == [1, 2, 1]
    with kept.work() as work:
        assert work.next_number("A") == 1
        work.commit()
    with kept.work() as work:
        assert work.next_number("A") == 2


def test_a_right_that_the_account_lacks_is_refused_in_words(kept: Kept) -> None:
    kept.put(Account(id="a2", user="reader", name="R", roles=("guest",)))
    with kept.database.open_work(kept.desk.command(actor="reader")) as work:
        assert work.account.name == "R"
        work.require(Right.READ)
        with pytest.raises(Refused, match="reader may not do this"):
            work.require(Right.CLOSE)


def test_an_unknown_account_does_nothing(kept: Kept) -> None:
    with (
        pytest.raises(Refused, match="no account stranger"),
        kept.database.open_work(kept.desk.command(actor="stranger")),
    ):
        pass


def test_only_the_first_account_makes_itself(kept: Kept) -> None:
    with (
        pytest.raises(Refused, match="accounts already"),
        kept.database.open_first_work(kept.desk.command(actor="thief"), OWNER),
    ):
        pass


def test_a_number_belongs_to_one_patient(kept: Kept) -> None:
    kept.put(patient(1), patient(2), identifier(1, "7"))
    with pytest.raises(Refused, match="already in the database"):
        kept.put(Identifier(id="other", patient_id="patient-2", system="urn:x", value="7"))


def test_nothing_hangs_in_the_air(kept: Kept) -> None:
    with pytest.raises(Refused, match="not in the database"):
        kept.put(identifier(9, "7"))


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_text_comes_back_as_it_was_written(kept: Kept, words: str) -> None:
    kept.put(patient(family=words, address=(words,)))
    found = kept.get(Patient, "patient-1")
    assert (found.family, found.address) == (words, (words,))


@pytest.mark.parametrize("words", ["a\x00b", "half \ud83d"])
def test_text_that_no_database_gives_back_is_refused(kept: Kept, words: str) -> None:
    with pytest.raises(Refused, match="cannot be kept"):
        kept.put(patient(family=words))
    with pytest.raises(Refused, match="cannot be kept"):
        kept.put(patient(address=(words,)))


def test_a_field_changed_by_another_since_it_was_read_is_a_conflict(served: Kept) -> None:
    served.put(BOARD, MEETING, PERSON, patient(), case(), listing(), discussion())
    with served.work() as work:
        mine = work.get(Discussion, "listing-1")
        served.put(replace(mine, dissent="theirs", reasons="kept"))
        with pytest.raises(Conflict) as conflict:
            work.put(replace(mine, dissent="mine"))
        assert (conflict.value.field, conflict.value.typed, conflict.value.stored) == (
            "dissent",
            "mine",
            "theirs",
        )
        assert (conflict.value.base, conflict.value.version) == (0, 1)


def test_another_field_changed_meanwhile_is_no_conflict_and_stays(served: Kept) -> None:
    served.put(BOARD, MEETING, PERSON, patient(), case(), listing(), discussion())
    with served.work() as work:
        mine = work.get(Discussion, "listing-1")
        served.put(replace(mine, reasons="theirs"))
        work.put(replace(mine, dissent="mine"))
        work.commit()
    both = served.get(Discussion, "listing-1")
    assert (both.reasons, both.dissent) == ("theirs", "mine")


def test_listeners_hear_what_is_stored_and_cannot_undo_it(
    talked: Kept, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[tuple[Change, ...]] = []

    def fails(_changes: tuple[Change, ...]) -> None:
        raise RuntimeError("broken listener")

    talked.database.bus.subscribe(fails)
    stop = talked.database.bus.subscribe(heard.append)
    changes = talked.put(discussion(dissent="heard"))
    stop()
    talked.put(discussion(dissent="unheard"))
    assert heard == [changes]
    assert "observer" in caplog.text


def test_a_thing_without_a_table_is_our_fault(kept: Kept) -> None:
    with kept.work() as work, pytest.raises(TypeError, match="no table"):
        work.put(QuorumRule(discipline="x"))
