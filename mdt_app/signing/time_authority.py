"""The time of a signature is vouched for only where the hospital named an authority; nothing else uses the network."""

from __future__ import annotations

from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from mdt_app.domain.errors import Refused

SECONDS, MOST_BYTES = 15, 100_000


class TimeAuthority(TimeStamper):
    """Asks one address for a time stamp (RFC 3161) of a signature's digest; the letter itself is not sent."""

    def __init__(self, address: str) -> None:
        """Raises `Refused` for what is no http or https address."""
        if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
            raise Refused(f"“{address}” is no address of a time authority. Correct MDT_TIME_AUTHORITY.")
        super().__init__()
        self.address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """One question. Raises `Refused` where there is no proper answer."""
        head = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        try:
            with urlopen(Request(self.address, req.dump(), head), timeout=SECONDS) as answer:
                return tsp.TimeStampResp.load(answer.read(MOST_BYTES), strict=True)
        except (URLError, OSError, ValueError):
            raise Refused(
                f"The time authority {self.address} did not answer as it should. Sign later, or without it."
            ) from None
