"""What happened to a letter is told in the order in which it happened: who, when, and what was said with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from mdt_app.domain.letters.dispatch import Dispatch, Way
from mdt_app.domain.letters.letter import Letter, Silence
from mdt_app.operations.work import Change
from mdt_app.ui.common.words import language, said_clock, said_day
from mdt_app.ui.letters import due_words
from mdt_app.ui.letters.reading import Life
from mdt_app.ui.letters.words import tr


def history(life: Life, near: date) -> tuple[str, ...]:
    """A line for each thing that was done with the letter, oldest first."""
    acts = [(one.at, _act(one, life, near)) for one in life.changes if one.entity == "letter"]
    sent = [(one.at, sending(one, life, near)) for one in life.sendings]
    return tuple(said for _, said in sorted((*acts, *sent), key=lambda one: one[0]) if said)


def remarks(life: Life, near: date) -> tuple[tuple[str, str], ...]:
    """(who and when, what) of each time that it was sent back, oldest first."""
    return tuple(
        (_by(one, life, near), str(new["remark"]))
        for one in life.changes
        if one.command == "ReturnLetter" and (new := _new(one)).get("remark")
    )


def sending(one: Dispatch, life: Life, near: date) -> str:
    """ "Sent to Dr. Maes by post, signed; Lore Hermans, 13 Nov, 16:02"."""
    said = tr("Sent to {name} by e-mail") if one.how is Way.MAIL else tr("Sent to {name}, {way}")
    words = said.format(name=one.to_name, way=due_words.way(one.how))
    signed = (
        tr("{sent}, signed").format(sent=words) if one.signed else tr("{sent}, not signed").format(sent=words)
    )
    return f"{signed}; {life.names.get(one.by, one.by)}, {moment(one.at, near, life.zone)}"


def moment(at: datetime, near: date, zone: tzinfo | None) -> str:
    """ "13 Nov, 16:02" by the clock of the board's place, which is named where this desk's clock shows another."""
    return f"{said_day(at.astimezone(zone).date(), near)}, {said_clock(at, zone)}"


def _act(one: Change, life: Life, near: date) -> str:
    given_up = next((each for each in life.withdrawn if each.id == one.entity_id), None)
    what = _what(one) if given_up is None else _withdrawal(given_up)
    return f"{what}; {_by(one, life, near)}" if what else ""


def _what(one: Change) -> str:
    new = _new(one)
    said = {
        "CloseMeeting": tr("Drafted when the meeting closed"), "AddressLetter": tr("Addressed anew"),
        "ReviewLetter": tr("Reviewed"), "IssueLetter": tr("Issued"), "KeepSignature": tr("Signed"),
        "CorrectLetter": tr("Corrected version begun"), "ReturnLetter": tr("Sent back"),
        "TakeUpLetter": tr("Written after all, in place of one that was withdrawn"),
    }.get(one.command, "")  # fmt: skip
    if one.command == "IssueLetter" and new.get("state") == "superseded":
        return tr("Replaced by a newer version")
    if one.command == "WithdrawLetter":
        return tr("Withdrawn: {why}").format(why=str(new.get("remark", "")).rstrip("."))
    if one.command == "SetLetter":
        return ", ".join(_set(new))
    return said


def _withdrawal(letter: Letter) -> str:
    return tr("Version {n} withdrawn: {why}").format(n=letter.version, why=letter.remark.rstrip("."))


def _set(new: Mapping[str, Any]) -> Iterator[str]:
    if "language" in new:
        yield tr("Language: {name}").format(name=language(str(new["language"])))
    if "large_print" in new:
        yield tr("Large print") if new["large_print"] else tr("Usual print")
    if "silence" in new:
        said = new["silence"] == Silence.SAID
        yield tr("Says that something was left out") if said else tr("Keeps silent on what was left out")
    if "changed" in new:
        yield tr("What changed, in other words: {words}").format(words=str(new["changed"]).rstrip("."))


def _new(one: Change) -> dict[str, Any]:
    return {field.name: field.new for field in one.fields}


def _by(one: Change, life: Life, near: date) -> str:
    return f"{life.names.get(one.actor, one.actor)}, {moment(one.at, near, life.zone)}"
