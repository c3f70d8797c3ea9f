"""The reasons why a recommendation was not carried out are read once; one without words or source is refused."""

from __future__ import annotations

from pathlib import Path

from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain.fates import REASON_IDS, WITH_REASON, FateReason


def load_fate_reasons(path: Path) -> tuple[FateReason, ...]:
    """The reasons of the file, in its order. Raises ContentError."""
    file = read(path)
    file.only("reason")
    reasons = file.made(FateReason, "reason")
    for index, one in enumerate(reasons):
        _check(file, index, one, {other.id for other in reasons[:index]})
    missing = [one for one in REASON_IDS if one not in {reason.id for reason in reasons}]
    if missing:
        raise file.wrong(f"{', '.join(missing)} missing: {len(REASON_IDS)} are needed", "reason")
    return reasons


def _check(file: TomlFile, index: int, one: FateReason, before: set[str]) -> None:
    for name in ("id", "words", "source"):
        if not getattr(one, name).strip():
            raise file.wrong(f'"{name}" is empty', "reason", index, name)
    if one.id not in REASON_IDS:
        raise file.wrong(f'id "{one.id}" is not known', "reason", index, "id")
    if one.id in before:
        raise file.wrong(f"{one.id} is there twice", "reason", index, "id")
    for fate in one.fates or ("",):
        if fate not in WITH_REASON:
            known = " or ".join(f'"{known}"' for known in WITH_REASON)
            raise file.wrong(f'"{fate}" has no reason; it is {known}', "reason", index, "fates")
