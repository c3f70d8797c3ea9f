"""What stands on a card is read without its PIN: whose it is, its certificates, and whether its PIN is at risk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, ObjectClass, TokenFlag

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.signing import Card, SigningCertificate, Tries
from mdt_app.signing.authorities import readable
from mdt_app.signing.faults import told
from mdt_app.signing.modules import Module

NO_CARD = "There is no card in the reader. Put the card in, then look again."
SIGNATURE_LABEL = "Signature"
"""What the Belgian eID calls the certificate that is meant for signatures."""


def cards(module: Module) -> tuple[Card, ...]:
    """Every card with the certificates that may sign. Raises `Refused` where there is no card, or none can be read."""
    found = tuple(card_of(token, module) for token in tokens(module))
    if not found:
        raise Refused(NO_CARD)
    return found


def loaded(module: Module) -> Any:
    """The module, started. Raises `Refused` where it does not load."""
    try:
        return pkcs11.lib(str(module.path))
    except pkcs11.PKCS11Error:
        raise Refused(
            f"The card program {module.path} does not load. Install it again, for this kind of computer."
        ) from None


def tokens(module: Module) -> Iterator[Any]:
    """The cards that have been made ready for use."""
    try:
        for slot in loaded(module).get_slots(token_present=True):
            try:
                token = slot.get_token()
            except (pkcs11.TokenNotPresent, pkcs11.TokenNotRecognised):
                continue
            if token.flags & TokenFlag.TOKEN_INITIALIZED:
                yield token
    except pkcs11.PKCS11Error as error:
        raise told(error) from None


def token_of(module: Module, serial: str) -> Any:
    """The card with a serial number. Raises `Refused` where it is not in a reader."""
    for token in tokens(module):
        if serial_of(token) == serial:
            return token
    raise Refused(NO_CARD)


def serial_of(token: Any) -> str:
    return bytes(token.serial).hex()


def tries(token: Any) -> Tries:
    """What the card said of its PIN when the token was fetched."""
    flags = token.flags
    if flags & TokenFlag.USER_PIN_LOCKED:
        return Tries.LOCKED
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        return Tries.LAST
    return Tries.FEWER if flags & TokenFlag.USER_PIN_COUNT_LOW else Tries.FULL


def own_window(token: Any, module: Module) -> bool:
    return module.asks_itself or bool(token.flags & TokenFlag.PROTECTED_AUTHENTICATION_PATH)


def card_of(token: Any, module: Module) -> Card:
    """Raises `Refused` where the card cannot be read."""
    try:
        with token.open() as session:
            found = list(certificates(session, serial_of(token)))
    except pkcs11.PKCS11Error as error:
        raise told(error) from None
    return Card(
        serial=serial_of(token),
        label=token.label,
        tries=tries(token),
        own_window=own_window(token, module),
        certificates=tuple(for_signatures(found)),
    )


def certificates(session: Any, serial: str) -> Iterator[tuple[SigningCertificate, x509.Certificate]]:
    """Every certificate of a person on the card."""
    for stored, parsed in read(session):
        if parsed.ca:
            continue
        made = SigningCertificate(
            card=serial,
            key=bytes(stored[Attribute.ID]).hex(),
            label=stored[Attribute.LABEL],
            name=name_in(parsed),
            issuer=name_of(parsed.issuer.native),
            valid_from=parsed.not_valid_before,
            valid_to=parsed.not_valid_after,
            der=parsed.dump(),
        )
        yield made, parsed


def chain(session: Any) -> list[x509.Certificate]:
    """The certificates of authorities that the card carries along, as an eID does."""
    return [parsed for _, parsed in read(session) if parsed.ca]


def read(session: Any) -> Iterator[tuple[Any, x509.Certificate]]:
    """Every certificate on a card; what cannot be read as one is passed over."""
    for stored in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        try:
            yield stored, readable(x509.Certificate.load(bytes(stored[Attribute.VALUE]), strict=True))
        except (ValueError, TypeError, KeyError, pkcs11.AttributeTypeInvalid):
            continue


def for_signatures(found: list[tuple[SigningCertificate, x509.Certificate]]) -> list[SigningCertificate]:
    """Those meant for signatures that bind; where a card has none, those that may sign at all."""
    binding = [one for one, parsed in found if "non_repudiation" in usage(parsed)]
    able = [one for one, parsed in found if not usage(parsed) or "digital_signature" in usage(parsed)]
    return sorted(binding or able, key=lambda one: (one.label != SIGNATURE_LABEL, one.label))


def usage(certificate: x509.Certificate) -> frozenset[str]:
    value = certificate.key_usage_value
    return frozenset(value.native) if value is not None else frozenset()


def name_in(certificate: x509.Certificate) -> str:
    """Who a certificate is made out to."""
    return name_of(certificate.subject.native)


def name_of(parts: dict[str, Any]) -> str:
    """The common name without its use in brackets, as on an eID; else given and family name, else the organisation."""
    common = text_of(parts.get("common_name")).removesuffix(f"({SIGNATURE_LABEL})").strip()
    person = f"{text_of(parts.get('given_name'))} {text_of(parts.get('surname'))}".strip()
    return common or person or text_of(parts.get("organization_name"))


def text_of(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value or "")
