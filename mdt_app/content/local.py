"""A hospital's own file changes cadences and thresholds only, each said beside the figure that it takes the place of.

One table for each element, criterion, prompt or instrument, by its id; `[settings]` holds the numbers that rules share:

    [SYM-1]
    days = 14
    reason = "Patients come every two weeks"

    [esas-r]
    look = [4, 7]
    severe = [8, 10]

A wrong file changes nothing at all, and one sentence says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from mdt_app.content import local_scores
from mdt_app.content.figures import crossing
from mdt_app.content.local_section import Section, section
from mdt_app.content.toml_file import ContentError, read
from mdt_app.domain import checklist, criteria, prompts
from mdt_app.domain.deviations import INSTRUMENT, OWN, PAPER, Deviation, replaced
from mdt_app.domain.elements import Element, Prompt
from mdt_app.domain.guidance import SETTING_NAMES, Criterion, Guidance
from mdt_app.domain.phase import PHASE, READ_BY_PHASE

WINDOWS = ("days", "months")
WHOSE = {"look": OWN, "severe": PAPER, "cut_off": INSTRUMENT}
Ruled = TypeVar("Ruled", Element, Criterion, Prompt)


def with_local(guidance: Guidance, path: Path) -> Guidance:
    """The guidance with a hospital's changes; with a wrong file as it is, and the problem."""
    try:
        file = read(path)
        changed = guidance
        for name, rows in file.tables.items():
            changed = _with_section(changed, section(file, name, rows))
    except ContentError as broken:
        return replace(guidance, local_problem=str(broken))
    return changed


def _with_section(guidance: Guidance, given: Section) -> Guidance:
    if given.of == "settings":
        return _with_settings(guidance, given)
    if given.of in guidance.instruments:
        return _with_instrument(guidance, given)
    elements, criteria_, prompts_ = guidance.elements, guidance.criteria, guidance.prompts
    deviations: list[Deviation] = []
    further = replace(
        guidance.further(),
        elements=tuple(_element(one, given, deviations) if one.id == given.of else one for one in elements),
        prompts=tuple(_prompt(one, given, deviations) if one.id == given.of else one for one in prompts_),
    )
    criteria_ = tuple(_criterion(one, given, deviations) if one.id == given.of else one for one in criteria_)
    if not deviations:
        raise given.wrong("there is no element, criterion, prompt or instrument of this id")
    return replace(
        guidance,
        criteria=criteria_,
        further=lambda: further,
        deviations=(*guidance.deviations, *deviations),
    )


def _element(element: Element, given: Section, made: list[Deviation]) -> Element:
    rule = checklist.RULES[element.rule]
    rest, lists = dict(given.changes), {}
    if element.decline_months and "decline_months" in rest:
        months = given.figure("decline_months", rest.pop("decline_months"))
        made.append(
            given.deviation(
                "decline_months", months, ("decline_months", element.decline_months), (element.id,)
            )
        )
        element = replace(element, decline_months=months)
    for name in [name for name in rest if name in element.words and name in element.own]:
        lists[name] = given.words(name, rest.pop(name), rule.words[name])
        model = (name, element.words[name])
        made.append(given.deviation(name, lists[name], model, (element.id,), OWN))
    element = replace(element, words={**element.words, **lists})
    return _numbered(element, given, rest, rule.numbers, rule.window, made)


def _criterion(criterion: Criterion, given: Section, made: list[Deviation]) -> Criterion:
    rule = criteria.RULES[criterion.rule]
    return _numbered(criterion, given, given.changes, rule.numbers, rule.window, made)


def _prompt(prompt: Prompt, given: Section, made: list[Deviation]) -> Prompt:
    taken, window = prompts.NUMBERS.get(prompt.id, ()), prompts.WINDOWS.get(prompt.id, "")
    return _numbered(prompt, given, given.changes, taken, window, made)


def _numbered(
    one: Ruled,
    given: Section,
    changes: Mapping[str, Any],
    taken: tuple[str, ...],
    window: str,
    made: list[Deviation],
) -> Ruled:
    """The thing with the changed numbers of its rule; what was changed is added to `made`."""
    allowed = {*taken, *(WINDOWS if window else ())}
    for name in changes:
        if name not in allowed:
            known = ", ".join(sorted(allowed)) or "none"
            raise given.wrong(f'"{name}" is no figure that can be changed here (there are: {known})', name)
    if set(WINDOWS) <= set(changes):
        raise given.wrong("give days or months, not both", "months")
    figures = {name: given.figure(name, value) for name, value in changes.items()}
    numbers, instead = replaced(one.numbers, figures, window)
    key, why = crossing(numbers)
    if why:
        raise given.wrong(why, key)
    for name, value in figures.items():
        was = instead[name]
        made.append(
            given.deviation(name, value, (was, one.numbers[was]), (one.id,), OWN if was in one.own else PAPER)
        )
    return replace(one, numbers=numbers)


def _with_settings(guidance: Guidance, given: Section) -> Guidance:
    figures: dict[str, Any] = {}
    made = []
    for name, value in given.changes.items():
        if name not in SETTING_NAMES:
            raise given.wrong(f'"{name}" is not known here (there are: {", ".join(SETTING_NAMES)})', name)
        figures[name] = given.figure(name, value)
        model = (name, getattr(guidance.settings, name))
        whose = OWN if name in guidance.settings.own else PAPER
        made.append(given.deviation(name, figures[name], model, _bearing(guidance, name), whose))
    changed = replace(guidance.settings, **figures)
    key, why = crossing({name: getattr(changed, name) for name in SETTING_NAMES})
    if why:
        raise given.wrong(why, key if key in figures else next(iter(figures)))
    return replace(guidance, settings=changed, deviations=(*guidance.deviations, *made))


def _bearing(guidance: Guidance, name: str) -> tuple[str, ...]:
    """The ids of everything that a shared number bears on: a plan on every element, a measure on the phase too."""
    if name == "planned_days":
        return tuple(one.id for one in guidance.elements)
    return (*_reading(guidance, name), *((PHASE,) if name in READ_BY_PHASE else ()))


def _with_instrument(guidance: Guidance, given: Section) -> Guidance:
    instrument = guidance.instruments[given.of]
    changed = local_scores.rescored(instrument, given)
    made = []
    for name in given.changes:
        model, here = (name, local_scores.shipped(instrument, name)), local_scores.shipped(changed, name)
        is_read = name != "cut_off" or "PSY-2" in instrument.settles
        on = _reading(guidance, name) if is_read else ()
        made.append(given.deviation(name, here, model, on, WHOSE[name]))
    instruments = {**guidance.instruments, instrument.id: changed}
    return replace(guidance, instruments=instruments, deviations=(*guidance.deviations, *made))


def _reading(guidance: Guidance, figure: str) -> tuple[str, ...]:
    """The ids of everything whose rule reads a shared figure."""
    shared = {one.id: checklist.RULES[one.rule].shared for one in guidance.elements}
    shared |= {one.id: criteria.RULES[one.rule].shared for one in guidance.criteria}
    shared |= {one.id: prompts.SHARED.get(one.id, ()) for one in guidance.prompts}
    return tuple(id for id, names in shared.items() if figure in names)
