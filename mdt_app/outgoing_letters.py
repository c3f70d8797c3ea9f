"""What leaves the house is the stored letter: written, signed and verified by parts that load when first asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_app import paths
from mdt_app.domain.errors import Refused

if TYPE_CHECKING:
    from mdt_app.application import Application
    from mdt_app.domain.letters.letter import Letter
    from mdt_app.domain.letters.pin import Pin
    from mdt_app.domain.letters.signing import Card, SigningCertificate, Verdict
    from mdt_app.operations.letter_batch import Batch
    from mdt_app.operations.letter_life import KeepSignature
    from mdt_app.operations.work import Change
    from mdt_app.sending.finishing import Finished
    from mdt_app.sending.folder import Exported
    from mdt_app.sending.papers import Desk
    from mdt_app.sending.printing import Printer
    from mdt_app.signing.session import Unsigned


class OutgoingLetters:
    """Batches, cards and signatures of one account at one desk; never on the GUI thread."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def send_out(self, batch: Batch, folder: Path) -> Exported:
        """Write a batch and record each sending; a signed letter that does not verify is refused."""
        from mdt_app.sending.folder import export

        return export(batch.items, folder, batch.options, self._desk(batch), batch.step)

    def print_out(self, batch: Batch, printer: Printer) -> Exported:
        """Print a batch and record the sending of each letter whose pages were handed over."""
        from mdt_app.sending.printing import print_out

        return print_out(batch.items, batch.options, self._desk(batch), printer, batch.step)

    def lists_missing(self) -> bool:
        """Whether this desk knows of a batch that may have no list; it may be at work elsewhere."""
        from mdt_app.sending.begun import notes_in

        return bool(notes_in(paths.begun_batches()))

    def finish_lists(self, batch: Batch) -> Finished:
        """Write the lists of batches that ended before theirs was there; a batch without letters says how to read."""
        from mdt_app.sending.finishing import finish_lists

        return finish_lists(self._desk(batch))

    def _desk(self, batch: Batch) -> Desk:
        from mdt_app.domain.letters.letter import LetterPart
        from mdt_app.operations.letter_batch import on_record
        from mdt_app.operations.letter_mended import require_unmended
        from mdt_app.sending.papers import Desk

        def verified(letter_id: str, what: str) -> bytes:
            pdf: bytes = batch.read(lambda reader: reader.letter_file(letter_id, what))
            if what == LetterPart.SIGNED and not (found := self.verdict(pdf, batch.at)).holds:
                raise Refused(f"{found.sentence()} Do not send it.")
            return pdf

        def require_right(letter: Letter) -> None:
            batch.read(lambda reader: require_unmended(reader, lambda: self._application.guidance, letter))

        return Desk(
            part=verified,
            require_right=require_right,
            content=self._application.press.content,
            records=lambda names, field: batch.read(lambda reader: on_record(reader, names, field)),
            command=self._application.command,
            send=batch.send,
            at=batch.at,
            database=batch.read(lambda reader: reader.remembered("id")),
            notes=paths.begun_batches(),
            lists=paths.kept_lists(),
            demo=self._application.demo,
        )

    def cards(self) -> tuple[Card, ...]:
        """The cards in the reader. Raises `Refused` where there is none, or no program for cards."""
        from mdt_app.signing.cards import cards
        from mdt_app.signing.modules import find_module, settings

        return cards(find_module(settings().module))

    def signed(
        self,
        letters: Sequence[tuple[Letter, bytes]],
        certificate: SigningCertificate,
        pin: Pin | None,
        at: datetime,
    ) -> Iterator[bytes]:
        """Each letter signed, in order, at the moment `at` (aware). Raises `Refused`."""
        from mdt_app.signing.modules import find_module, settings
        from mdt_app.signing.session import Session
        from mdt_app.signing.time_authority import TimeAuthority

        said = settings()
        authority = TimeAuthority(said.time_authority) if said.time_authority else None
        with Session(find_module(said.module), certificate, pin, at, authority) as session:
            yield from session.sign_all(
                self._unsigned(letter, kept, certificate.name, at.date()) for letter, kept in letters
            )

    def verdict(self, pdf: bytes, at: datetime) -> Verdict:
        """What checking a signature finds, by the authorities that this hospital knows."""
        from mdt_app.signing.authorities import authorities
        from mdt_app.signing.modules import settings
        from mdt_app.signing.verify import verify

        return verify(pdf, at, authorities(settings().authorities))

    def keep(self, command: KeepSignature, pdf: bytes) -> tuple[Change, ...]:
        """Store signed bytes beside the unsigned ones. Raises `Refused` where they are not those that were signed, or
        the certificate in them names somebody else."""
        from mdt_app.operations.letter_life import keep_signature

        return keep_signature(command, pdf, self._application.database.open_work, self)

    def signer(self, signed: bytes, at: datetime) -> str:
        """The name in the certificate of a letter's signature. Raises `Refused` where the signature does not hold."""
        found = self.verdict(signed, at)
        if not (found.signed and found.intact and found.whole):
            raise Refused(found.sentence())
        return found.name

    def _unsigned(self, letter: Letter, kept: bytes, signer: str, on: date) -> Unsigned:
        """The issued letter with a place for its signature; refused where this program would print it otherwise."""
        from mdt_app.content.letter_texts import letter_texts
        from mdt_app.letters.signature import for_signing, signature_mark
        from mdt_app.signing.session import Unsigned

        press = self._application.press
        if sha256(press.again(letter, kept)).hexdigest() != letter.sha256:
            raise Refused(f"{letter.number} would be printed otherwise than it was issued. Do not sign it.")
        content, texts = press.content(letter, kept), letter_texts(letter.language)
        return Unsigned(for_signing(content, texts), signature_mark(content, texts, signer, on))
