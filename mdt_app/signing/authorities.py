"""Who vouches for signers is a choice of the hospital: the certificates that it puts into one folder, and no others."""

from __future__ import annotations

from pathlib import Path

from asn1crypto import pem, x509

from mdt_app.domain.errors import Refused

ENDINGS = frozenset({".cer", ".crt", ".der", ".pem"})


def authorities(folder: Path) -> tuple[x509.Certificate, ...]:
    """Every certificate in the folder's files (DER, or PEM with several), none where it is not there.

    Raises `Refused`, naming the file, for what is no certificate or cannot be read.
    """
    if not folder.is_dir():
        return ()
    files = sorted(one for one in folder.iterdir() if one.suffix.lower() in ENDINGS)
    return tuple(certificate for file in files for certificate in certificates_in(file))


def certificates_in(file: Path) -> list[x509.Certificate]:
    try:
        content = file.read_bytes()
        parts = (
            [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
        )
        return [readable(x509.Certificate.load(part, strict=True)) for part in parts]
    except OSError as error:
        raise Refused(f"{file}: {error.strerror or error}.") from None
    except (ValueError, TypeError, KeyError):
        raise Refused(
            f"{file} is no certificate. Take it out of the folder, or put the right file there."
        ) from None


def readable(certificate: x509.Certificate) -> x509.Certificate:
    """The same; raises ValueError where it names nobody or its inner parts cannot be read."""
    if not certificate.subject.native or not certificate.public_key.algorithm:
        raise ValueError("no subject")
    return certificate
