"""The clinical content is read once and refused whole where it is wrong; a broken instrument alone is left out.

What an agenda is computed from is read at once, the rest when it is first asked for: the window waits for neither.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mdt_app.content.checked import exactly, owned, ruled
from mdt_app.content.figures import crossing, wrong_figure
from mdt_app.content.instruments import load_instruments
from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain import criteria
from mdt_app.domain.guidance import CRITERION_IDS, SETTING_NAMES, Criterion, Guidance, Settings

if TYPE_CHECKING:
    from mdt_app.domain.further import Further


def load(folder: Path, *added: Path, local: Path | None = None) -> Guidance:
    """The content of a resources folder, all of it, and the instruments of the folders that a hospital added.

    `local` is the hospital's own file of changed figures; a wrong one changes nothing and is told. Raises
    ContentError: one sentence naming file, line and reason.
    """
    made = load_first(folder, *added, local=local)
    made.further()
    return made


def load_first(folder: Path, *added: Path, local: Path | None = None) -> Guidance:
    """The same, of which `further` is read when first asked for, and may be refused only then; a local file, which
    may change anything, needs all of it at once."""
    content = folder / "content"
    elements = read(content / "elements.toml")
    elements.only("settings", "domain", "element")
    instruments, left_out = load_instruments(content / "instruments", *added)

    @cache
    def further() -> Further:
        from mdt_app.content.further import load_further

        return load_further(content, elements)

    shipped = Guidance(
        settings=_settings(elements),
        criteria=_criteria(read(content / "criteria.toml")),
        instruments=instruments,
        further=further,
        left_out=left_out,
    )
    if local is None or not local.is_file():
        return shipped
    from mdt_app.content.local import with_local

    shipped.further()  # refused here where it is wrong, and not taken for the hospital's mistake
    return with_local(shipped, local)


def _settings(file: TomlFile) -> Settings:
    made = file.one(Settings, file.tables.get("settings", {}), "settings")
    numbers = {name: getattr(made, name) for name in SETTING_NAMES}
    for name, value in numbers.items():
        if why := wrong_figure(name, value):
            raise file.wrong(why, "settings", key=name)
    name, why = crossing(numbers)
    if why:
        raise file.wrong(why, "settings", key=name)
    if not made.source.strip():
        raise file.wrong("the settings name no source", "settings", key="source")
    owned(file, "settings", 0, made.own, numbers)
    return made


def _criteria(file: TomlFile) -> tuple[Criterion, ...]:
    file.only("criterion")
    made = file.made(Criterion, "criterion")
    exactly(file, "criterion", made, CRITERION_IDS)
    ruled(file, "criterion", made, criteria.RULES)
    return made
