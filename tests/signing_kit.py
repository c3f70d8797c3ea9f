"""Cards of software (SoftHSM), made anew for each test run: keys, certificates and who vouches for them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pkcs11 import Attribute, CertificateType, ObjectClass
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key

from mdt_app.domain.letters.signing import Card, Mark, SigningCertificate
from mdt_app.signing.cards import cards
from mdt_app.signing.modules import CANDIDATES, SOFTHSM, Module
from mdt_app.signing.session import Unsigned

AT = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
PIN, KEY = "271828", b"\x05"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def softhsm() -> Module | None:
    """SoftHSM's module where it and its tool are installed."""
    places = [Path(place) for whose, found in CANDIDATES["linux"] for place in found if whose == SOFTHSM]
    module = next((place for place in places if place.is_file()), None)
    return Module(module, SOFTHSM) if module and shutil.which("softhsm2-util") else None


@dataclass(frozen=True)
class Authority:
    """Who vouches: a certificate of its own, and its key."""

    certificate: x509.Certificate
    key: Key

    @classmethod
    def named(cls, name: str) -> Authority:
        key = rsa.generate_private_key(65537, 2048)
        return cls(certificate(name, key, None), key)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


def certificate(
    name: str,
    key: Key,
    by: Authority | None,
    since: datetime = AT - timedelta(days=30),
    until: datetime = AT + timedelta(days=300),
    binding: bool = True,
) -> x509.Certificate:
    """A certificate of an authority (`by` None) or of a person; `binding` allows signatures that bind."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        by is not None and not binding, binding and by is not None, False, False, False, by is None, by is None,
        False, False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(by is None, None), True)
        .add_extension(usage, True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )
    if by:
        issuer_key = by.key.public_key()
        made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), False)
    return made.sign(by.key if by else key, hashes.SHA256())


def stamping(name: str, key: Key, by: Authority) -> x509.Certificate:
    """A certificate of a time authority."""
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(by.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=30))
        .not_valid_after(AT + timedelta(days=300))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), False)
        .sign(by.key, hashes.SHA256())
    )


def new_card(module: Module, label: str) -> None:
    """A token with its PIN; the module has to be started anew to see it."""
    command = [
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        label,
        "--pin",
        PIN,
        "--so-pin",
        "99887766",
    ]
    subprocess.run([*command, "--module", module.path], check=True, capture_output=True)


def put(
    module: Module,
    label: str,
    held: x509.Certificate,
    key: Key | None,
    each_time: bool = False,
    name: str = "Signature",
) -> None:
    """Store a certificate, and a key where there is one, on a card."""
    token = pkcs11.lib(str(module.path)).get_token(token_label=label)
    with token.open(rw=True, user_pin=PIN) as session:
        stored: dict[Any, Any] = {
            Attribute.CLASS: ObjectClass.CERTIFICATE,
            Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
            Attribute.VALUE: held.public_bytes(Encoding.DER),
            Attribute.SUBJECT: held.subject.public_bytes(),
            Attribute.LABEL: name,
            Attribute.ID: KEY,
            Attribute.TOKEN: True,
        }
        session.create_object(stored)
        if key is not None:
            session.create_object(private(key, each_time) | {Attribute.LABEL: name})


def private(key: Key, each_time: bool) -> dict[Any, Any]:
    pkcs1 = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    decode = decode_rsa_private_key if isinstance(key, rsa.RSAPrivateKey) else decode_ec_private_key
    return decode(pkcs1) | {
        Attribute.TOKEN: True,
        Attribute.ID: KEY,
        Attribute.SIGN: True,
        Attribute.PRIVATE: True,
        Attribute.SENSITIVE: True,
        Attribute.ALWAYS_AUTHENTICATE: each_time,
    }


LABELS = ("doctor", "newer", "asks", "expired", "early", "keyless", "other")


@dataclass(frozen=True)
class Cards:
    """SoftHSM with its cards, by label, and who vouches for their owners."""

    module: Module
    authority: Authority
    folder: Path

    def of(self, label: str) -> Card:
        return next(one for one in cards(self.module) if one.label == label)

    def certificate(self, label: str) -> SigningCertificate:
        return self.of(label).certificates[0]


class configured:  # noqa: N801
    """SoftHSM reads where its cards lie from a file that the environment names."""

    def __init__(self, folder: Path) -> None:
        (folder / "tokens").mkdir(exist_ok=True)
        self.file = folder / "softhsm2.conf"
        self.file.write_text(
            f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
        )

    def __enter__(self) -> None:
        self.before = os.environ.get("SOFTHSM2_CONF")
        os.environ["SOFTHSM2_CONF"] = str(self.file)

    def __exit__(self, *_: object) -> None:
        if self.before is None:
            del os.environ["SOFTHSM2_CONF"]
        else:
            os.environ["SOFTHSM2_CONF"] = self.before


def fill(soft: Cards) -> None:
    module, by, days = soft.module, soft.authority, timedelta
    key = rsa.generate_private_key(65537, 2048)
    newer = ec.generate_private_key(ec.SECP384R1())
    put(
        module,
        "doctor",
        certificate("Anna Peeters (Authentication)", key, by, binding=False),
        None,
        name="Authentication",
    )
    put(module, "doctor", certificate("Anna Peeters (Signature)", key, by), key)
    put(module, "newer", certificate("Łukasz Nguyễn-Çelik (Signature)", newer, by), newer)
    put(module, "asks", certificate("Bert Maes", key, by), key, each_time=True)
    put(module, "expired", certificate("Carl Oud", key, by, AT - days(90), AT - days(2)), key)
    put(module, "early", certificate("Dora Jong", key, by, AT + days(2), AT + days(90)), key)
    put(module, "keyless", certificate("Els Leeg", key, by), None)
    put(module, "other", certificate("Frank Vreemd", key, Authority.named("Another Authority")), key)


def mark(words: str) -> Mark:
    return Mark(
        words=words, spoken=f"Electronic signature: {words}", language="en", box=(368.5, 17, 538.6, 36)
    )


def shown(letter: Unsigned, words: str) -> Unsigned:
    return replace(letter, mark=mark(words))


def started(module: Module) -> None:
    """The module looks for its cards only when it starts."""
    pkcs11.lib(str(module.path)).reinitialize()


def fill_one(module: Module, label: str, name: str, by: Authority) -> SigningCertificate:
    """A card that can sign, in someone's name."""
    key = rsa.generate_private_key(65537, 2048)
    put(module, label, certificate(name, key, by), key)
    return next(one for one in cards(module) if one.label == label).certificates[0]
