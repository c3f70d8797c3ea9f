"""The clinical content is read once and refused whole where it is wrong; a broken instrument alone is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from mdt_app.content.fates import load_fate_reasons
from mdt_app.content.figures import crossing, wrong_figure
from mdt_app.content.form_words import load_form_words
from mdt_app.content.instruments import load_instruments
from mdt_app.content.local import with_local
from mdt_app.content.moc import load_moc
from mdt_app.content.patient_wills import load_patient_wills
from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.guidance import (
    CRITERION_IDS,
    DOMAIN_COUNT,
    ELEMENT_IDS,
    LEVEL_IDS,
    PARTNER_IDS,
    PROMPT_IDS,
    SETTING_NAMES,
    Criterion,
    Domain,
    Element,
    Guidance,
    Level,
    Partner,
    Prompt,
    Roles,
    Setting,
    Settings,
    Task,
)


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str:
        """The id."""


class Sourced(Identified, Protocol):
    """Anything with an id and the place in the paper where it stands."""

    @property
    def source(self) -> str:
        """The place in the paper."""


class Ruled(Sourced, Protocol):
    """Anything that a rule with parameters computes."""

    @property
    def rule(self) -> str:
        """The rule's name."""

    @property
    def numbers(self) -> Mapping[str, float]:
        """The rule's numbers."""

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The rule's lists."""

    @property
    def own(self) -> tuple[str, ...]:
        """The parameters which are ours."""


class Parameters(Protocol):
    """What a rule takes."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The names of its numbers."""

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The names of its lists, with the values allowed in each."""


def load(folder: Path, *added: Path, local: Path | None = None) -> Guidance:
    """The content of a resources folder, and the instruments of the folders that a hospital added.

    `local` is the hospital's own file of changed figures; a wrong one changes nothing and is told. Raises
    ContentError: one sentence naming file, line and reason.
    """
    content = folder / "content"
    elements = read(content / "elements.toml")
    elements.only("settings", "domain", "element")
    instruments, left_out = load_instruments(content / "instruments", *added)
    shipped = Guidance(
        settings=_settings(elements),
        domains=_domains(elements),
        elements=_elements(elements),
        criteria=_criteria(read(content / "criteria.toml")),
        instruments=instruments,
        prompts=_prompts(read(content / "prompts.toml")),
        roles=_roles(read(content / "roles.toml")),
        left_out=left_out,
        form_words=load_form_words(content / "form-words.toml"),
        patient_wills=load_patient_wills(content / "patient-wills.toml"),
        fate_reasons=load_fate_reasons(content / "fates.toml"),
        moc=load_moc(content / "moc.toml"),
    )
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
    _owned(file, "settings", 0, made.own, numbers)
    return made


def _domains(file: TomlFile) -> tuple[Domain, ...]:
    made = file.made(Domain, "domain")
    _sourced(file, "domain", made)
    if len(made) != DOMAIN_COUNT:
        raise file.wrong(f"{DOMAIN_COUNT} domains are needed, not {len(made)}", "domain")
    return made


def _elements(file: TomlFile) -> tuple[Element, ...]:
    made = file.made(Element, "element")
    _exactly(file, "element", made, ELEMENT_IDS)
    domains = {row.get("id") for row in file.rows("domain")}
    for index, element in enumerate(made):
        if element.domain not in domains:
            raise file.wrong(f'domain "{element.domain}" is not known', "element", index, "domain")
    _ruled(file, "element", made, checklist.RULES)
    return made


def _criteria(file: TomlFile) -> tuple[Criterion, ...]:
    file.only("criterion")
    made = file.made(Criterion, "criterion")
    _exactly(file, "criterion", made, CRITERION_IDS)
    _ruled(file, "criterion", made, criteria.RULES)
    return made


def _prompts(file: TomlFile) -> tuple[Prompt, ...]:
    file.only("prompt")
    made = file.made(Prompt, "prompt")
    _exactly(file, "prompt", made, PROMPT_IDS)
    for index, prompt in enumerate(made):
        _same(file, "prompt", index, prompt.numbers, prompts.NUMBERS.get(prompt.id, ()))
        _owned(file, "prompt", index, prompt.own, prompt.numbers)
        asked, wanted = tuple(ask for ask, _ in prompt.asks), prompts.ASKS.get(prompt.id)
        if not asked or (wanted and asked != wanted):
            known = f": {', '.join(wanted)} are needed" if wanted else ""
            raise file.wrong(
                f"{prompt.id} does not ask for what its rule looks at{known}", "prompt", index, "asks"
            )
    return made


def _roles(file: TomlFile) -> Roles:
    file.only("level", "task", "partner", "setting")
    levels, tasks, settings = file.made(Level, "level"), file.made(Task, "task"), _settings_of(file)
    _exactly(file, "level", levels, LEVEL_IDS)
    _sourced(file, "task", tasks)
    for index, task in enumerate(tasks):
        for key, level in (("level", task.level), ("with_tertiary", task.with_tertiary)):
            if level not in LEVEL_IDS:
                raise file.wrong(f'level "{level}" is not known', "task", index, key)
        _where(file, index, task, {one.id for one in settings})
    partners = file.made(Partner, "partner")
    for index, id in enumerate(PARTNER_IDS):
        if len(partners) != len(PARTNER_IDS) or partners[index].id != id:
            raise file.wrong(f"the partners are {', '.join(PARTNER_IDS)}", "partner", index, "id")
    _no_blanks(file, "partner")
    return Roles(levels=levels, tasks=tasks, partners=partners, settings=settings)


def _settings_of(file: TomlFile) -> tuple[Setting, ...]:
    settings = file.made(Setting, "setting")
    named = [word for one in settings for word in (one.id, *one.words)]
    for index, one in enumerate(settings):
        for word in (one.id, *one.words):
            if named.count(word) > 1:
                raise file.wrong(f'"{word}" names two settings', "setting", index, "id")
    _no_blanks(file, "setting")
    return settings


def _where(file: TomlFile, index: int, task: Task, settings: set[str]) -> None:
    for setting, level in task.where.items():
        if setting not in settings:
            raise file.wrong(f'setting "{setting}" is not known', "task", index, "where")
        if level not in LEVEL_IDS:
            raise file.wrong(f'level "{level}" is not known', "task", index, "where")


def _sourced(file: TomlFile, table: str, made: Sequence[Sourced]) -> None:
    seen: set[str] = set()
    for index, one in enumerate(made):
        if not one.source.strip():
            raise file.wrong(f"{one.id} names no source", table, index, "source")
        if one.id in seen:
            raise file.wrong(f"{one.id} is there twice", table, index, "id")
        seen.add(one.id)
    _no_blanks(file, table)


def _no_blanks(file: TomlFile, table: str) -> None:
    """What is given is given in words: an empty text says nothing, and an empty word in a list fits everything."""
    for index, row in enumerate(file.rows(table)):
        lists = [pair for value in row.values() if isinstance(value, Mapping) for pair in value.items()]
        for key, value in [*lists, *row.items()]:
            if any(not text.strip() for text in _texts(value)):
                raise file.wrong(f'"{key}" holds an empty text', table, index, key)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for part in parts:
        yield from _texts(part)


def _exactly(file: TomlFile, table: str, made: Sequence[Sourced], ids: Iterable[str]) -> None:
    wanted = set(ids)
    for index, one in enumerate(made):
        if one.id not in wanted:
            raise file.wrong(f'id "{one.id}" is not known', table, index, "id")
    _sourced(file, table, made)
    missing = wanted - {one.id for one in made}
    if missing:
        raise file.wrong(f"{', '.join(sorted(missing))} missing: {len(wanted)} are needed", table)


def _ruled(file: TomlFile, table: str, made: Sequence[Ruled], rules: Mapping[str, Parameters]) -> None:
    for index, one in enumerate(made):
        rule = rules.get(one.rule)
        if rule is None:
            raise file.wrong(f'rule "{one.rule}" is not known', table, index, "rule")
        _same(file, table, index, one.numbers, rule.numbers)
        _same(file, table, index, one.words, tuple(rule.words), "words")
        for name, values in one.words.items():
            allowed = rule.words[name]
            wrong = [value for value in values if allowed and value not in allowed]
            if wrong:
                raise file.wrong(f'"{wrong[0]}" is not known in {name}', table, index, name)
        _owned(file, table, index, one.own, {**one.numbers, **one.words})


def _owned(
    file: TomlFile, table: str, index: int, own: Sequence[str], parameters: Mapping[str, object]
) -> None:
    for name in own:
        if name not in parameters:
            raise file.wrong(f'own "{name}" names no parameter', table, index, "own")


def _same(
    file: TomlFile,
    table: str,
    index: int,
    given: Mapping[str, Any],
    taken: Sequence[str],
    key: str = "numbers",
) -> None:
    for name in given:
        if name not in taken:
            raise file.wrong(f'"{name}" is no parameter of this rule', table, index, key)
    for name in taken:
        if name not in given:
            raise file.wrong(f'parameter "{name}" is missing', table, index, key)
    for name, value in given.items() if key == "numbers" else ():
        if why := wrong_figure(name, value):
            raise file.wrong(why, table, index, name)
    name, why = crossing(given) if key == "numbers" else ("", "")
    if why:
        raise file.wrong(why, table, index, name)
