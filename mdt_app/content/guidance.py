"""The clinical content is read once and refused whole where it is wrong; a broken instrument alone is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from mdt_app.content.instruments import load_instruments
from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.guidance import (
    CRITERION_IDS,
    DOMAIN_COUNT,
    ELEMENT_IDS,
    LEVEL_IDS,
    PROMPT_IDS,
    Criterion,
    Domain,
    Element,
    Guidance,
    Level,
    Partner,
    Prompt,
    Roles,
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


def load(folder: Path) -> Guidance:
    """The content of a resources folder. Raises ContentError: one sentence naming file, line and reason."""
    content = folder / "content"
    elements = read(content / "elements.toml")
    elements.only("settings", "domain", "element")
    instruments, left_out = load_instruments(content / "instruments")
    return Guidance(
        settings=elements.one(Settings, elements.tables.get("settings", {}), "settings"),
        domains=_domains(elements),
        elements=_elements(elements),
        criteria=_criteria(read(content / "criteria.toml")),
        instruments=instruments,
        prompts=_prompts(read(content / "prompts.toml")),
        roles=_roles(read(content / "roles.toml")),
        left_out=left_out,
    )


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
    return made


def _roles(file: TomlFile) -> Roles:
    file.only("level", "task", "partner")
    levels, tasks = file.made(Level, "level"), file.made(Task, "task")
    _exactly(file, "level", levels, LEVEL_IDS)
    _sourced(file, "task", tasks)
    for index, task in enumerate(tasks):
        for key, level in (("level", task.level), ("with_tertiary", task.with_tertiary)):
            if level not in LEVEL_IDS:
                raise file.wrong(f'level "{level}" is not known', "task", index, key)
    return Roles(levels=levels, tasks=tasks, partners=file.made(Partner, "partner"))


def _sourced(file: TomlFile, table: str, made: Sequence[Sourced]) -> None:
    seen: set[str] = set()
    for index, one in enumerate(made):
        if not one.source.strip():
            raise file.wrong(f"{one.id} names no source", table, index, "source")
        if one.id in seen:
            raise file.wrong(f"{one.id} is there twice", table, index, "id")
        seen.add(one.id)


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
        for name in one.own:
            if name not in one.numbers and name not in one.words:
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
    for name, value in given.items():
        if isinstance(value, int | float) and value < 0:
            raise file.wrong(f'"{name}" cannot be below 0', table, index, key)
