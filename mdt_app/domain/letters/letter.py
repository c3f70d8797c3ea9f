"""A letter goes one way, draft, reviewed, issued; what is issued never changes, a newer version replaces it, and one
begun by mistake or overtaken by a newer decision is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from mdt_app.domain.errors import Refused


class LetterState(StrEnum):
    DRAFT = "draft"
    REVIEWED = "reviewed"
    ISSUED = "issued"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


OPEN = (LetterState.DRAFT, LetterState.REVIEWED)
"""States in which a letter still follows the record."""

FROZEN = (LetterState.ISSUED, LetterState.SUPERSEDED)
"""States in which the stored bytes are the letter."""

GONE = (LetterState.SUPERSEDED, LetterState.WITHDRAWN)
"""States of a version that is nobody's work any more: a newer one replaced it, or it was given up unissued."""


class LetterPart(StrEnum):
    """What is stored of an issued letter: what it says, its PDF, and that PDF with a signature."""

    CONTENT = "content"
    PDF = "pdf"
    SIGNED = "signed"


def read_part(fingerprint: str) -> str:
    """Under this name is stored what a reviewer read, approved or sent back, once for each text."""
    return f"read-{fingerprint}"


class Silence(StrEnum):
    """Whether the patient's letter says that something was left out at the patient's wish: family read it, too."""

    UNDECIDED = ""
    SAID = "said"
    KEPT = "kept"


TITLES = {"female": "Mrs", "male": "Mr"}
"""Before a patient's name as a recipient is stored; a letter writes the title of its own language there."""


class Missing(StrEnum):
    """What is not on file of a recipient, as it is stored; a letter says it in its own language."""

    ADDRESS = "no address on file"
    GP = "no GP on file"
    ONCOLOGIST = "no oncologist named"
    TEAM = "no palliative team named yet"
    RECIPIENT = "no recipient named"


NOBODY_NAMED = (Missing.GP, Missing.ONCOLOGIST, Missing.TEAM)
"""Then the letter is addressed to a function: "General practitioner"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a letter goes to, as frozen on the day it was made; `missing` is one of `Missing`, "" where all is there.
    `way` is how letters go there (a `Way`, "" for post), `mail` the electronic address."""

    name: str
    lines: tuple[str, ...] = ()
    title: str = ""
    family: str = ""
    sex: str = ""
    role: str = ""
    missing: str = ""
    way: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`number` is what people call it within its case: P1 primary, S1 secondary, T1 tertiary, F1 patient and family.

    A corrected letter keeps its number and counts its `version`; `replaces` is the id of the version before, `changed`
    says in words what is different in it. `remark` is why a reviewer sent it back, or why a correction was withdrawn.
    `reviewed_as` is the fingerprint of what the reviewer read. From issuing on, `sha256` is that of the stored PDF and
    `template` names program and texts that made it; `signed_by` is the name in the certificate.
    """

    id: str
    case_id: str
    patient_id: str
    listing_id: str
    level: str
    number: str
    recipient: Recipient
    language: str = "en"
    version: int = 1
    state: LetterState = LetterState.DRAFT
    made_at: datetime | None = None
    left_out: str = ""
    replaces: str = ""
    changed: str = ""
    remark: str = ""
    silence: Silence = Silence.UNDECIDED
    large_print: bool = False
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    reviewed_as: str = ""
    issued_by: str = ""
    issued_at: datetime | None = None
    sha256: str = ""
    template: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the letter still follows the record."""
        return self.state in OPEN

    @property
    def is_given_up(self) -> bool:
        """Whether it was withdrawn as the first of its number, because a newer decision goes before it."""
        return self.state == LetterState.WITHDRAWN and not self.replaces

    @property
    def is_frozen(self) -> bool:
        """Whether the stored bytes are the letter."""
        return self.state in FROZEN

    def require_standing(self) -> None:
        """Raises `Refused` for a version that was given up."""
        if self.is_given_up:
            raise Refused(f"{self.number} was withdrawn. Write it after all, if it is wanted again.")
        if self.state == LetterState.WITHDRAWN:
            raise Refused(
                f"{self.number} version {self.version} was withdrawn; the version before it stands."
            )

    def require_draft(self) -> None:
        """Raises `Refused` once somebody answers for what the letter says."""
        self.require_standing()
        if self.state == LetterState.REVIEWED:
            raise Refused(f"{self.number} is reviewed. Send it back with a remark before it is changed.")
        if self.is_frozen:
            raise Refused(f"{self.number} is {self.state} and cannot be changed. Make a corrected version.")

    def reviewed(self, by: str, at: datetime, fingerprint: str) -> Letter:
        """Somebody read exactly this and answers for it; again, where it is no longer what was reviewed."""
        if self.state != LetterState.REVIEWED:
            self.require_draft()
        elif self.reviewed_as == fingerprint:
            raise Refused(f"{self.number} is already reviewed, by {self.reviewed_by}.")
        return replace(
            self,
            state=LetterState.REVIEWED,
            reviewed_by=by,
            reviewed_at=at,
            reviewed_as=fingerprint,
            remark="",
        )

    def returned(self, remark: str) -> Letter:
        """Back to whoever writes it, with what is to be mended."""
        self.require_standing()
        if not self.is_open:
            raise Refused(f"{self.number} is {self.state} and cannot be sent back. Make a corrected version.")
        if not remark.strip():
            raise Refused("Say in a few words what is to be mended.")
        return replace(
            self,
            state=LetterState.DRAFT,
            remark=remark.strip(),
            reviewed_by="",
            reviewed_at=None,
            reviewed_as="",
        )

    def withdrawn(self, reason: str, *, overtaken: bool = False) -> Letter:
        """A correction is given up, and the version before it stays the letter; it keeps its number. A first version
        is only where its decision is `overtaken`: the letter of the newer decision stands for it."""
        self.require_standing()
        if not self.is_open:
            raise Refused(
                f"{self.number} version {self.version} is already {self.state}; correct it instead."
            )
        if not self.replaces and not overtaken:
            raise Refused(
                f"{self.number} is no correction: nothing stands in its place. Send it back instead."
            )
        if not reason.strip():
            raise Refused(f"Say in a few words why {self.number} is withdrawn.")
        return replace(self, state=LetterState.WITHDRAWN, remark=reason.strip())

    def require_reviewed(self) -> None:
        self.require_standing()
        if self.state == LetterState.DRAFT:
            raise Refused(f"{self.number} is still a draft. It has to be reviewed before it is issued.")
        if self.is_frozen:
            raise Refused(f"{self.number} is already {self.state}.")

    def issued(self, by: str, at: datetime) -> Letter:
        """Final. What it is stored as, is said by `stored_as`."""
        self.require_reviewed()
        return replace(self, state=LetterState.ISSUED, issued_by=by, issued_at=at)

    def stored_as(self, sha256: str, template: str) -> Letter:
        return replace(self, sha256=sha256, template=template)

    def require_issued(self) -> None:
        self.require_standing()
        if self.state == LetterState.SUPERSEDED:
            raise Refused(f"{self.number} version {self.version} is superseded; take the newer version.")
        if self.state != LetterState.ISSUED:
            raise Refused(f"{self.number} is {self.state}; it is not issued yet.")

    def signed(self, by: str, at: datetime) -> Letter:
        self.require_issued()
        if self.signed_by:
            raise Refused(f"{self.number} is already signed, by {self.signed_by}.")
        return replace(self, signed_by=by, signed_at=at)

    def superseded(self) -> Letter:
        """A newer version is issued."""
        self.require_issued()
        return replace(self, state=LetterState.SUPERSEDED)

    def next_version(self, id: str, changed: str, at: datetime, *, given: int = 0) -> Letter:
        """A draft that will replace this letter, and says what is different; `given` is the highest version number
        that was given already, to a correction that was withdrawn."""
        self.require_issued()
        if not self.recipient.name:
            raise Refused(
                f"The record behind {self.number} was erased: nothing is left that could be corrected."
            )
        return Letter(
            id=id,
            case_id=self.case_id,
            patient_id=self.patient_id,
            listing_id=self.listing_id,
            level=self.level,
            number=self.number,
            recipient=self.recipient,
            language=self.language,
            version=max(self.version, given) + 1,
            made_at=at,
            replaces=self.id,
            changed=_said(changed),
            silence=self.silence,
            large_print=self.large_print,
        )

    def reworded(self, changed: str) -> Letter:
        """A correction that says in other words what is different in it."""
        self.require_draft()
        if not self.replaces:
            raise Refused(f"{self.number} is no correction: nothing changed in it.")
        return replace(self, changed=_said(changed))


def _said(changed: str) -> str:
    """What changed, never empty: whoever had the version before looks for it."""
    if not changed.strip():
        raise Refused("Say in a few words what changed; the corrected letter names it.")
    return changed.strip()
