"""One session signs a letter or a batch: the PIN goes to the card, once where that is enough, and nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any

import pkcs11
from asn1crypto import x509
from pkcs11 import PROTECTED_AUTH, Attribute, Mechanism, ObjectClass, TokenFlag
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.stamp import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.pin import Pin
from mdt_app.domain.letters.signing import LOCKED, CardRemoved, Mark, SigningCertificate, Tries
from mdt_app.signing.cards import chain, token_of, tries
from mdt_app.signing.faults import told
from mdt_app.signing.mark import show
from mdt_app.signing.modules import Module
from mdt_app.signing.writing import Addition

FIELD, DIGEST = "Signature", "sha256"
NO_KEY = (
    "The card holds no key for the certificate of {name}: it cannot sign with it. Choose another certificate."
)


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A letter printed with a place for its signature, and what is to stand there."""

    pdf: bytes
    mark: Mark


class CardSigner(PKCS11Signer):
    """Signs with a key that may want its PIN at each signature (CKA_ALWAYS_AUTHENTICATE)."""

    def __init__(self, session: Any, certificate: SigningCertificate, key: Any, pin: Pin | None) -> None:
        parsed = x509.Certificate.load(certificate.der)
        super().__init__(session, signing_cert=parsed, key_id=bytes.fromhex(certificate.key))
        self._cert_registry = SimpleCertificateStore()  # the signer's own is added by itself, and not twice
        self._cert_registry.register_multiple(chain(session))
        self._key_handle, self._loaded = key, True
        self._pin = pin
        curve = parsed.public_key.algorithm == "ec"
        whole = Mechanism.ECDSA_SHA256 if curve else Mechanism.SHA256_RSA_PKCS
        self.use_raw_mechanism = whole not in session.token.slot.get_mechanisms()

    def sign_kwargs(self, data_to_sign: bytes) -> dict[str, Any]:
        """The PIN, for a key that wants it each time."""
        return {"pin": self._pin.reveal()} if self._pin else {}


class Session:
    """An open card. Use it with `with`; `sign` and `sign_all` raise `Refused`, after which nothing is tried again."""

    def __init__(
        self,
        module: Module,
        certificate: SigningCertificate,
        pin: Pin | None,
        at: datetime,
        timestamper: TimeStamper | None = None,
    ) -> None:
        """`pin` is None where the card's own window asks; `at` is aware: the moment that each signature states.

        Raises `Refused` (also `WrongPin`): no card, locked, wrong PIN, certificate not valid, no key. The PIN is given
        to the card at most once here; it is forgotten at `close`, or at once where the key does not want it again.
        """
        self._module, self._certificate, self._at = module, certificate, at
        self._timestamper, self._pin = timestamper, pin
        self._session: Any = None
        try:
            self._signer = self._open()
        except pkcs11.PKCS11Error as error:
            self.close()
            raise told(error, self._tries()) from None
        except Refused:
            self.close()
            raise
        if pin and not self.each_time:
            pin.forget()

    @property
    def asks_each_time(self) -> bool:
        """Whether a person has to answer the card's own window at every letter."""
        return self._pin is None and (self.each_time or self._module.asks_itself)

    def sign(self, letter: Unsigned) -> bytes:
        """The letter with its signature behind it: PAdES B-B, or B-T with a time authority. Raises `Refused`."""
        if self._session is None:
            raise Refused("This signing has ended. Begin a new one.")
        try:
            return asyncio.run(self._signed(letter))
        except pkcs11.PKCS11Error as error:
            self.close()
            raise told(error, self._tries()) from None
        except TimestampRequestError:
            raise Refused(
                "The time authority refused to vouch for the time. Sign later, or without it."
            ) from None
        except SigningError:
            raise Refused("This letter is signed already.") from None
        except PdfError:
            raise Refused("This file is no letter that can be signed: print it again first.") from None

    def sign_all(self, letters: Iterable[Unsigned]) -> Iterator[bytes]:
        """Each signed letter as it is done, so that a stop loses none. Raises `Refused`, saying how many are signed."""
        for number, letter in enumerate(letters, start=1):
            try:
                yield self.sign(letter)
            except CardRemoved as refusal:
                raise CardRemoved(f"{refusal} {before(number)}") from None
            except Refused as refusal:
                raise type(refusal)(f"{refusal} {before(number)}") from None

    def close(self) -> None:
        """Leave the card and forget the PIN; harmless when done twice."""
        session, self._session = self._session, None
        if self._pin is not None:
            self._pin.forget()
        if session is not None:
            with suppress(pkcs11.PKCS11Error):
                session.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> CardSigner:
        if problem := self._certificate.problem(self._at):
            raise Refused(problem)
        token = token_of(self._module, self._certificate.card)
        if tries(token) is Tries.LOCKED:
            raise Refused(LOCKED)
        self._session = opened(token, self._pin)
        key = self._key(token)
        self.each_time = wants_pin_each_time(key)
        return CardSigner(self._session, self._certificate, key, self._pin if self.each_time else None)

    def _key(self, token: Any) -> Any:
        """The private key; where it hides until a PIN pad or the card's own window was answered, that is asked for."""
        if key := key_of(self._session, self._certificate):
            return key
        if self._pin is None and token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH:
            self._session.close()
            self._session = token.open(user_pin=PROTECTED_AUTH)
            if key := key_of(self._session, self._certificate):
                return key
        if self._pin is None and token.flags & TokenFlag.LOGIN_REQUIRED:
            raise pkcs11.UserNotLoggedIn
        raise Refused(NO_KEY.format(name=self._certificate.name))

    def _tries(self) -> Tries:
        """What the card says of its PIN now."""
        try:
            return tries(token_of(self._module, self._certificate.card))
        except Refused:
            return Tries.FULL

    async def _signed(self, letter: Unsigned) -> bytes:
        writer = Addition(letter.pdf)
        box: Any = letter.mark.box
        signer = PdfSigner(
            PdfSignatureMetadata(field_name=FIELD, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES,
                                 name=self._certificate.name),
            self._signer,
            timestamper=self._timestamper,
            stamp_style=NoOpStampStyle(),
            new_field_spec=SigFieldSpec(FIELD, on_page=letter.mark.page, box=box),
        )  # fmt: skip
        signing = signer.init_signing_session(writer)
        signing.system_time = self._at
        show(letter.mark, signing.sig_field, writer)
        room = await signing.estimate_signature_container_size(None)
        document = signing.prepare_tbs_document(None, room)
        digest, output = document.digest_tbs_document()
        attributes = PdfCMSSignedAttributes(signing_time=self._at)
        await document.perform_signature(digest.document_digest, attributes)
        output.seek(0)
        return bytes(output.read())


def opened(token: Any, pin: Pin | None) -> Any:
    """A session on the card, logged in where there is a PIN: the one place where a PIN leaves the program."""
    return token.open(user_pin=pin.reveal()) if pin else token.open()


def key_of(session: Any, certificate: SigningCertificate) -> Any:
    """The private key that belongs to a certificate, None where the card shows none."""
    wanted = {
        Attribute.CLASS: ObjectClass.PRIVATE_KEY,
        Attribute.ID: bytes.fromhex(certificate.key),
        Attribute.SIGN: True,
    }
    found = list(session.get_objects(wanted))
    return found[0] if found else None


def wants_pin_each_time(key: Any) -> bool:
    try:
        return bool(key[Attribute.ALWAYS_AUTHENTICATE])
    except pkcs11.PKCS11Error:
        return False


def before(number: int) -> str:
    """How many letters of a batch are signed when one cannot be."""
    done = number - 1
    if done == 0:
        return "No letter was signed."
    return "The letter before it is signed." if done == 1 else f"The {done} letters before it are signed."
