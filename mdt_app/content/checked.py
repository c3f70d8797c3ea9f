"""What every content table is held to: known ids, a source for each, nothing empty, and the parameters of its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from mdt_app.content.figures import crossing, wrong_figure
from mdt_app.content.toml_file import TomlFile


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


def sourced(file: TomlFile, table: str, made: Sequence[Sourced]) -> None:
    seen: set[str] = set()
    for index, one in enumerate(made):
        if not one.source.strip():
            raise file.wrong(f"{one.id} names no source", table, index, "source")
        if one.id in seen:
            raise file.wrong(f"{one.id} is there twice", table, index, "id")
        seen.add(one.id)
    no_blanks(file, table)


def no_blanks(file: TomlFile, table: str) -> None:
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


def exactly(file: TomlFile, table: str, made: Sequence[Sourced], ids: Iterable[str]) -> None:
    wanted = set(ids)
    for index, one in enumerate(made):
        if one.id not in wanted:
            raise file.wrong(f'id "{one.id}" is not known', table, index, "id")
    sourced(file, table, made)
    missing = wanted - {one.id for one in made}
    if missing:
        raise file.wrong(f"{', '.join(sorted(missing))} missing: {len(wanted)} are needed", table)


def ruled(file: TomlFile, table: str, made: Sequence[Ruled], rules: Mapping[str, Parameters]) -> None:
    for index, one in enumerate(made):
        rule = rules.get(one.rule)
        if rule is None:
            raise file.wrong(f'rule "{one.rule}" is not known', table, index, "rule")
        same(file, table, index, one.numbers, rule.numbers)
        same(file, table, index, one.words, tuple(rule.words), "words")
        for name, values in one.words.items():
            allowed = rule.words[name]
            wrong = [value for value in values if allowed and value not in allowed]
            if wrong:
                raise file.wrong(f'"{wrong[0]}" is not known in {name}', table, index, name)
        owned(file, table, index, one.own, {**one.numbers, **one.words})


def owned(
    file: TomlFile, table: str, index: int, own: Sequence[str], parameters: Mapping[str, object]
) -> None:
    for name in own:
        if name not in parameters:
            raise file.wrong(f'own "{name}" names no parameter', table, index, "own")


def same(
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
