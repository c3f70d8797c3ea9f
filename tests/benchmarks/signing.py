"""A letter signed on a card of software with its mark on the page, beside pyHanko alone without a mark, same key."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pkcs11
from figure import Figure, interleaved, middle
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers.functions import sign_pdf
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

from mdt_app.content.letter_texts import letter_texts
from mdt_app.domain.letters.compose import compose
from mdt_app.domain.letters.pin import Pin
from mdt_app.domain.letters.signing import SigningCertificate
from mdt_app.letters.render import render
from mdt_app.signing.modules import Module
from mdt_app.signing.session import Session, Unsigned
from mdt_app.signing.verify import verify
from tests import letter_case
from tests.signing_kit import AT, PIN, Authority, configured, fill_one, mark, new_card, softhsm, started

ROUNDS = 40


def figures() -> Iterator[Figure]:
    module = softhsm()
    if module is None:
        print("signing: SoftHSM is not installed (Debian: softhsm2)", file=sys.stderr)
        return
    letter = Unsigned(
        render(compose("primary", letter_case.colpaert()), letter_texts()), mark("signed by Anna Peeters")
    )
    with tempfile.TemporaryDirectory() as folder, configured(Path(folder)):
        new_card(module, "bench")
        started(module)
        certificate = fill_one(module, "bench", "Anna Peeters", Authority.named("Authority"))
        yield from taken(module, certificate, letter)


def taken(module: Module, certificate: SigningCertificate, letter: Unsigned) -> Iterator[Figure]:
    with Session(module, certificate, Pin(PIN), AT) as card:
        signed = card.sign(letter)  # the font is made ready once for a batch
        bare = PKCS11Signer(alone(module), cert_label="Signature", key_label="Signature")
        took = interleaved(
            {
                "ours": lambda: card.sign(letter),
                "bare": lambda: plain(bare, letter.pdf),
                "verify": lambda: verify(signed, AT),
            },
            ROUNDS,
        )
    floor = middle(took["bare"])
    yield Figure("a letter signed, mark on the page", middle(took["ours"]), floor, "pyHanko alone, no mark")
    yield Figure("a signature verified", middle(took["verify"]), floor, "pyHanko alone, no mark")


def alone(module: Module) -> pkcs11.Session:
    """A second session, which is logged in with the first: a card knows one user."""
    return pkcs11.lib(str(module.path)).get_token(token_label="bench").open()


def plain(signer: PKCS11Signer, pdf: bytes) -> object:
    meta = PdfSignatureMetadata(
        field_name="Signature", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    return sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), meta, signer)
