"""A signature is believed only as far as it was checked: bytes, cover, signer and authority are each said apart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from mdt_app.domain.letters.signing import Verdict
from mdt_app.signing.cards import name_in

MAY_SIGN = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
UNREADABLE = "It cannot be read as a letter; take the one that was signed."

for library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(library).setLevel(
        logging.CRITICAL
    )  # what it would log names people; the verdict says it all


def verify(pdf: bytes, at: datetime, trusted: Sequence[x509.Certificate] = ()) -> Verdict:
    """What there is to say of the first signature of a PDF; whatever the bytes are, a verdict and no exception.

    `at` (aware) is the moment at which certificates have to be valid. Nothing is asked over the network, so neither
    is whether a certificate was revoked.
    """
    try:
        found = PdfFileReader(BytesIO(pdf), strict=False).embedded_regular_signatures
    except Exception:
        return Verdict(signed=b"/ByteRange" in pdf, problem=UNREADABLE)
    if not found:
        return Verdict(signed=b"/ByteRange" in pdf)
    try:
        return verdict(pdf, found[0], at, trusted)
    except Exception:
        return Verdict(signed=True, problem=UNREADABLE)


def verdict(
    pdf: bytes, signature: EmbeddedPdfSignature, at: datetime, trusted: Sequence[x509.Certificate]
) -> Verdict:
    context = ValidationContext(trust_roots=list(trusted), moment=at, allow_fetching=False)
    status = asyncio.run(
        async_validate_pdf_signature(signature, context, key_usage_settings=MAY_SIGN, skip_diff=True)
    )
    start, gap, rest, length = (int(one) for one in signature.byte_range)
    stamp = status.timestamp_validity
    timed = stamp is not None and stamp.trusted
    sound = start == 0 and plain(pdf[gap:rest], signature)
    return Verdict(
        signed=True,
        intact=status.intact and status.valid and sound,
        whole=rest + length == len(pdf),
        trusted=status.trusted if trusted else None,
        name=name_in(status.signing_cert),
        at=stamp.timestamp if stamp is not None and timed else status.signer_reported_dt,
        timed=timed,
        problem=why(status, at) if trusted and not status.trusted else "",
    )


def plain(gap: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the hole in the signed bytes holds one signature, written in the one proper way, then zeros."""
    content = bytes(signature.pkcs7_content)
    body = cms.ContentInfo.load(content).dump()
    message = cms.ContentInfo.load(body, strict=True)
    signer, method = signature.signer_info, signature.signer_info["digest_algorithm"].dump()
    versions = (message["content"]["version"].native, signer["version"].native)
    used = [one.dump() for one in message["content"]["digest_algorithms"]]
    written = content.hex().encode()
    return (
        gap in (b"<" + written + b">", b"<" + written.upper() + b">")
        and not any(content[len(body) :])
        and body.endswith(message["content"].dump())
        and (versions, used) == (("v1", "v1"), [method])
    )


def why(status: PdfSignatureStatus, at: datetime) -> str:
    """Why a signer is not vouched for, as far as it can be told."""
    certificate: Any = status.signing_cert
    if certificate.not_valid_after < at:
        return "The certificate has expired."
    if certificate.not_valid_before > at:
        return "The certificate is not valid yet."
    return f"Its issuer, {issuer(certificate)}, is not among the known authorities, or the chain to one is broken."


def issuer(certificate: x509.Certificate) -> str:
    named = certificate.issuer.native
    return str(named.get("common_name") or named.get("organization_name") or "not named")
