"""Cards are reached through one PKCS#11 module: the one that a setting names, else the first that is installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mdt_app import paths
from mdt_app.domain.errors import Refused

BELGIAN, OPENSC, SOFTHSM = "Belgian eID", "OpenSC", "SoftHSM"

_MULTIARCH = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
_MAC_EID = "/Library/Belgium Identity Card/Pkcs11"
CANDIDATES: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "linux": (
        (BELGIAN, tuple(f"{one}/libbeidpkcs11.so.0" for one in (*_MULTIARCH, "/usr/local/lib"))),
        (OPENSC, tuple(f"{one}/{sub}opensc-pkcs11.so" for one in _MULTIARCH for sub in ("", "pkcs11/"))),
        (SOFTHSM, tuple(f"{one}/libsofthsm2.so" for base in _MULTIARCH for one in (base, f"{base}/softhsm"))),
    ),
    "win32": (
        (BELGIAN, (r"C:\Windows\System32\beidpkcs11.dll",)),
        (OPENSC, (r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll",)),
        (SOFTHSM, (r"C:\SoftHSM2\lib\softhsm2-x64.dll",)),
    ),
    "darwin": (
        (
            BELGIAN,
            (
                f"{_MAC_EID}/beid-pkcs11.bundle/Contents/MacOS/libbeidpkcs11.dylib",
                f"{_MAC_EID}/libbeidpkcs11.dylib",
                "/usr/local/lib/libbeidpkcs11.dylib",
            ),
        ),
        (OPENSC, ("/Library/OpenSC/lib/opensc-pkcs11.so", "/usr/local/lib/opensc-pkcs11.so")),
        (SOFTHSM, ("/usr/local/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so")),
    ),
}
"""Where each card's program lies, the Belgian eID's own first: OpenSC offers its authentication certificate only
(Fedict/eid-mw issue 67)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`module` is a path, "" for the first that is installed; `time_authority` an address (RFC 3161), "" for none;
    `authorities` the folder with the certificates of those who vouch for signers."""

    module: str
    time_authority: str
    authorities: Path


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """From `MDT_PKCS11`, `MDT_TIME_AUTHORITY` and `MDT_AUTHORITIES`, else a folder beside the databases."""
    folder = environment.get("MDT_AUTHORITIES")
    return Settings(
        environment.get("MDT_PKCS11", ""),
        environment.get("MDT_TIME_AUTHORITY", ""),
        Path(folder).expanduser() if folder else paths.user_data(environment) / "authorities",
    )


@dataclass(frozen=True, slots=True)
class Module:
    """A PKCS#11 module on this machine, and whose it is."""

    path: Path
    whose: str

    @property
    def asks_itself(self) -> bool:
        """The Belgian eID's own program opens a window for the PIN at each signature."""
        return "beidpkcs11" in self.path.name


def find_module(named: str = "", platform: str = sys.platform) -> Module:
    """The module to use. Raises `Refused` where none is installed, or the one named is not there."""
    if named:
        path = Path(named).expanduser()
        if not path.is_file():
            raise Refused(f"The card program {path} is not there. Correct MDT_PKCS11, or leave it out.")
        return Module(path, path.name)
    for whose, places in CANDIDATES.get(platform, CANDIDATES["linux"]):
        for place in places:
            if (path := Path(place)).is_file():
                return Module(path, whose)
    raise Refused(
        "No program for identity cards is installed. For a Belgian eID, install the eID software from "
        "eid.belgium.be; for another card, set MDT_PKCS11 to its PKCS#11 module."
    )
