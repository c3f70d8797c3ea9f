"""A time authority is asked only where one is named, and only about a digest; without its answer nothing is signed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper
from signing_kit import AT, PIN, Authority, Cards, stamping

from mdt_app.domain.errors import Refused
from mdt_app.domain.letters.pin import Pin
from mdt_app.signing.session import Session, Unsigned
from mdt_app.signing.time_authority import TimeAuthority
from mdt_app.signing.verify import verify

STAMPED = AT + timedelta(seconds=9)


class Clock(HTTPServer):
    """A time authority on this machine; `asked` is what it was sent."""

    def __init__(self, by: Authority) -> None:
        key = rsa.generate_private_key(65537, 2048)
        der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        held = x509.Certificate.load(stamping("Clock", key, by).public_bytes(Encoding.DER))
        self.stamper = DummyTimeStamper(held, keys.PrivateKeyInfo.load(der), fixed_dt=STAMPED)
        self.asked: list[bytes] = []
        self.answer: bytes | None = None
        super().__init__(("127.0.0.1", 0), Asked)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Asked(BaseHTTPRequestHandler):
    server: Clock

    def do_POST(self) -> None:
        question = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(question)
        answer = self.server.answer
        if answer is None:
            response = self.server.stamper.async_request_tsa_response(tsp.TimeStampReq.load(question))
            answer = asyncio.run(response).dump()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def clock(soft: Cards) -> Iterator[Clock]:
    server = Clock(soft.authority)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def signed(soft: Cards, letter: Unsigned, address: str) -> bytes:
    with Session(soft.module, soft.certificate("doctor"), Pin(PIN), AT, TimeAuthority(address)) as card:
        return card.sign(letter)


def test_the_time_that_an_authority_vouches_for_is_the_letters(
    soft: Cards, letter: Unsigned, clock: Clock
) -> None:
    pdf = signed(soft, letter, clock.address)
    verdict = verify(pdf, AT, [x509.Certificate.load(soft.authority.der)])
    assert (verdict.holds, verdict.timed, verdict.at) == (True, True, STAMPED)
    assert pdf.startswith(letter.pdf)


def test_the_authority_sees_a_digest_and_nothing_of_the_letter(
    soft: Cards, letter: Unsigned, clock: Clock
) -> None:
    signed(soft, letter, clock.address)
    assert clock.asked
    assert all(len(one) < 100 for one in clock.asked)


@pytest.mark.parametrize("answer", [b"", b"<html>no</html>"])
def test_without_a_proper_answer_the_letter_is_not_signed(
    soft: Cards, letter: Unsigned, clock: Clock, answer: bytes
) -> None:
    clock.answer = answer
    with pytest.raises(Refused, match="did not answer as it should"):
        signed(soft, letter, clock.address)


def test_an_authority_that_cannot_be_reached_is_said(soft: Cards, letter: Unsigned) -> None:
    with pytest.raises(Refused, match="did not answer as it should"):
        signed(soft, letter, "http://127.0.0.1:9/")


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "ftp://x/", "tsa.example"])
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="no address of a time authority"):
        TimeAuthority(address)
