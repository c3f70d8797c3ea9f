"""The letters' press: one record gives what a letter says, its bytes, and what stands for both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any

import msgspec

from mdt_app import __version__, paths
from mdt_app.content.glossary import load_glossary
from mdt_app.content.letter_texts import folder, letter_texts
from mdt_app.content.readability import load_gates
from mdt_app.domain.agenda import Letterhead
from mdt_app.domain.errors import Refused
from mdt_app.domain.guidance import Guidance
from mdt_app.domain.letters.checks import Check, checked, forbidden
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.contents import (
    LetterContent,
    PatientContent,
    PrimaryContent,
    SecondaryContent,
    TertiaryContent,
)
from mdt_app.domain.letters.glossary import Glossary
from mdt_app.domain.letters.language import language_of, written_in
from mdt_app.domain.letters.letter import Letter, LetterState, Missing, Recipient
from mdt_app.domain.letters.letterhead import require_letterhead
from mdt_app.domain.letters.parts import Shared, Span
from mdt_app.domain.letters.patient_reading import Gates, PatientReading, patient_reading
from mdt_app.domain.letters.record import LetterRecord
from mdt_app.domain.letters.shared import INITIALS, letter_of
from mdt_app.domain.letters.wanted import kept_back, why_none
from mdt_app.domain.people import CareLevel
from mdt_app.letters.fonts import WEIGHTS
from mdt_app.letters.render import measure, render
from mdt_app.letters.sample import sample
from mdt_app.operations.letter_life import Printed
from mdt_app.operations.letter_records import unread_record
from mdt_app.operations.work import Reader

LIBRARIES = ("reportlab", "uharfbuzz", "python-bidi")
"""They decide where on the page each sign is drawn."""

PAST, AGE = "past", "age"
"""Fields that another day alone changes: that the day of a clause or a task is over, and how old the patient is."""

SHAPES: dict[str, type[LetterContent]] = {
    CareLevel.PRIMARY: PrimaryContent,
    CareLevel.SECONDARY: SecondaryContent,
    CareLevel.TERTIARY: TertiaryContent,
    CareLevel.PATIENT: PatientContent,
}


@dataclass(frozen=True, slots=True)
class LetterPress:
    """Prints by the guidance of this program; `demo` marks every page as a demo's."""

    guidance: Guidance
    demo: bool = False

    def record(self, reader: Reader, listing_id: str, on: date) -> LetterRecord:
        return unread_record(reader, self.guidance, listing_id, on, self.demo)

    def check(self, record: LetterRecord, letter: Letter) -> Check:
        """What a letter still lacks, its length and the refusal to print it included, and how it was shortened."""
        if (none := kept_back(record, letter.level)) is not None:
            return Check(lacks=(), none=none)
        content = self.content_now(record, letter)
        try:
            return checked(content, record, measure(content, letter_texts(letter.language)))
        except Refused as problem:
            return checked(content, record, unprintable=str(problem))

    def content_now(self, record: LetterRecord, letter: Letter) -> LetterContent:
        return compose(letter.level, record, letter)

    def fingerprint(self, record: LetterRecord, letter: Letter) -> str:
        """The same while the letter says the same, as a draft and as issued, today and tomorrow.

        That a day it names has gone by, or a birthday, is no other letter: whoever reviewed it has read that day.
        """
        said = plain(self.content_now(record, letter))
        return sha256(template(letter.language).encode() + b"\n" + said).hexdigest()

    def corrects_nothing(self, now: LetterContent, before: LetterContent) -> bool:
        """Whether a newer version says just what the one before it said, but for the words about what changed."""
        return plain(first_version(now)) == plain(first_version(before))

    def reading(self, record: LetterRecord, letter: Letter) -> PatientReading | None:
        """How plainly a patient's letter reads; None for a letter to professionals. Raises ContentError."""
        content = self.content_now(record, letter)
        if not isinstance(content, PatientContent):
            return None
        return patient_reading(content, letter_texts(letter.language), gates(), glossary())

    def printed(self, record: LetterRecord, letter: Letter) -> Printed:
        """Raises `Refused` where nobody gets this letter, or it cannot be printed as it should be."""
        if (none := kept_back(record, letter.level)) is not None:
            raise Refused(why_none(none, record.patient.sex))
        content = self.content_now(record, letter)
        if isinstance(content, PatientContent) and (found := forbidden(content, record)):
            raise Refused(" ".join(found))
        pdf = render(content, letter_texts(letter.language))
        return Printed(pdf=pdf, content=kept(content), template=template(letter.language))

    def drawn(self, record: LetterRecord, level: str, language: str = "") -> bytes:
        """The newest letter of a level as the record stands, in its own language or in another; what was issued is not
        drawn anew but as a draft, and says so. Raises `Refused`."""
        letter = letter_of(record, level) or Letter(
            id="",
            case_id=record.case.id,
            patient_id=record.patient.id,
            listing_id=record.listing.id,
            level=level,
            number=INITIALS[CareLevel(level)],
            recipient=Recipient(name="", missing=Missing.RECIPIENT),
            language=language_of(record, level),
        )
        state = letter.state if letter.is_open else LetterState.DRAFT
        letter = replace(letter, language=language or letter.language, state=state)
        return self.printed(record, letter).pdf

    def sample(self, head: Letterhead, board: str, on: date) -> bytes:
        """The first page of a letter about nobody, under this head. Raises `Refused`."""
        require_letterhead(head)
        envelope = self.guidance.envelopes[head.country]
        return sample(head, board, envelope, letter_texts(written_in(head.language) or "en"), on)

    def content(self, letter: Letter, kept: bytes) -> LetterContent:
        """What a stored letter says. Raises `Refused` where this program cannot read what another one kept."""
        try:
            found: LetterContent = msgspec.json.decode(kept, type=SHAPES[letter.level])
        except msgspec.DecodeError as error:
            raise Refused(
                f"What {letter.number} says was stored by {letter.template or 'another program'}, and this program "
                "cannot read it. The stored letter stands; send or correct it with that program."
            ) from error
        return found

    def kept(self, content: LetterContent) -> bytes:
        return kept(content)

    def in_place_of(self, before: LetterContent, now: LetterContent) -> bytes:
        """What was said before, printed with the numbers, the day and the state of the letter now, so that only what it
        says differs. Raises `Refused`."""
        shared = now.shared
        as_now = replace(
            before.shared, state=shared.state, issued_on=shared.issued_on, version=shared.version,
            replaces=shared.replaces, replaces_on=shared.replaces_on, changed=shared.changed,
            patient=replace(before.shared.patient, age=shared.patient.age),
        )  # fmt: skip
        said = aged(msgspec.to_builtins(replace(before, shared=as_now)), as_now)
        content: LetterContent = msgspec.convert(said, type=SHAPES[as_now.level])
        return render(content, letter_texts(as_now.language))

    def again(self, letter: Letter, kept: bytes) -> bytes:
        """An issued letter printed anew from what it says: byte for byte the stored one, by the same template.

        Raises `Refused` where another version of program or texts printed it.
        """
        if letter.template != template(letter.language):
            raise Refused(
                f"{letter.number} was printed by {letter.template}; this program would print it otherwise. "
                "The stored letter stands."
            )
        return render(self.content(letter, kept), letter_texts(letter.language))


def plain(content: LetterContent) -> bytes:
    """What a letter says, whatever its state and the day it is issued on."""
    shared = replace(content.shared, state=LetterState.DRAFT, issued_on=date.min)
    said = timeless(msgspec.to_builtins(replace(content, shared=shared)))
    return msgspec.json.encode(said, order="deterministic")


def first_version(content: LetterContent) -> LetterContent:
    """The letter as if nothing had been corrected in it."""
    return replace(
        content, shared=replace(content.shared, version=1, changed="", replaces=0, replaces_on=None)
    )


def timeless(said: Any) -> Any:
    """What a letter says without what another day alone changes; 2 is the same number as 2.0, as it may be kept."""
    if isinstance(said, dict):
        return {name: timeless(value) for name, value in said.items() if name not in (PAST, AGE)}
    if isinstance(said, int) and not isinstance(said, bool):
        return float(said)
    return [timeless(one) for one in said] if isinstance(said, list | tuple) else said


def aged(said: Any, shared: Shared) -> Any:
    """What a letter says with which days are over on the day that it has now."""
    if isinstance(said, dict):
        found = {name: aged(value, shared) for name, value in said.items()}
        if PAST in found:
            day = str(found.get("due") or found.get("day") or "")
            found[PAST] = bool(day) and found.get("span") != Span.DONE and _is_over(day, shared)
        return found
    return [aged(one, shared) for one in said] if isinstance(said, list | tuple) else said


def _is_over(day: str, shared: Shared) -> bool:
    return day < shared.issued_on.isoformat() and day != shared.meeting_at.date().isoformat()


def kept(content: LetterContent) -> bytes:
    """What a letter says, as it is stored: the same content gives the same bytes."""
    return msgspec.json.encode(content, order="deterministic")


@cache
def gates() -> Gates:
    return load_gates(paths.resources() / "content" / "readability.toml")


@cache
def glossary() -> Glossary:
    """Ours with the hospital's own words."""
    return load_glossary(paths.resources() / "content" / "glossary.toml", paths.local_glossary())


@cache
def template(language: str) -> str:
    """Names what turns content into bytes: the program, its texts of a language, the libraries that draw, the fonts."""
    texts = sha256((folder() / f"{language}.toml").read_bytes()).hexdigest()[:12]
    drawn = ", ".join(f"{library} {version(library)}" for library in LIBRARIES)
    return f"mdt {__version__}, {language} {texts}, {drawn}, fonts {fonts()}"


@cache
def fonts() -> str:
    """Stands for the files of all fonts that a letter may be set in."""
    found = sha256()
    files = (one for weight in WEIGHTS.values() for one in paths.fonts().glob(f"*-{weight}.ttf"))
    for file in sorted(files):
        found.update(file.name.encode() + sha256(file.read_bytes()).digest())
    return found.hexdigest()[:12]
