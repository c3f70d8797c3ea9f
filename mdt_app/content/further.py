"""What no agenda is computed from is read when first asked for, and refused whole where it is wrong."""

from __future__ import annotations

from pathlib import Path

from mdt_app.content.checked import exactly, no_blanks, owned, ruled, same, sourced
from mdt_app.content.envelopes import load_envelopes
from mdt_app.content.fates import load_fate_reasons
from mdt_app.content.form_words import load_form_words
from mdt_app.content.moc import load_moc
from mdt_app.content.patient_wills import load_patient_wills
from mdt_app.content.toml_file import TomlFile, read
from mdt_app.domain import checklist, prompts
from mdt_app.domain.elements import Domain, Element, Prompt
from mdt_app.domain.further import Further
from mdt_app.domain.guidance import (
    DOMAIN_COUNT,
    ELEMENT_IDS,
    LEVEL_IDS,
    PARTNER_IDS,
    PROMPT_IDS,
)
from mdt_app.domain.roles import Level, Partner, Roles, Setting, Task


def load_further(content: Path, elements: TomlFile) -> Further:
    """The rest of the content folder; `elements` is its file of that name, read already. Raises ContentError."""
    return Further(
        domains=_domains(elements),
        elements=_elements(elements),
        prompts=_prompts(read(content / "prompts.toml")),
        roles=_roles(read(content / "roles.toml")),
        form_words=load_form_words(content / "form-words.toml"),
        patient_wills=load_patient_wills(content / "patient-wills.toml"),
        fate_reasons=load_fate_reasons(content / "fates.toml"),
        moc=load_moc(content / "moc.toml"),
        envelopes=load_envelopes(content / "envelopes.toml"),
    )


def _domains(file: TomlFile) -> tuple[Domain, ...]:
    made = file.made(Domain, "domain")
    sourced(file, "domain", made)
    if len(made) != DOMAIN_COUNT:
        raise file.wrong(f"{DOMAIN_COUNT} domains are needed, not {len(made)}", "domain")
    return made


def _elements(file: TomlFile) -> tuple[Element, ...]:
    made = file.made(Element, "element")
    exactly(file, "element", made, ELEMENT_IDS)
    domains = {row.get("id") for row in file.rows("domain")}
    for index, element in enumerate(made):
        if element.domain not in domains:
            raise file.wrong(f'domain "{element.domain}" is not known', "element", index, "domain")
    ruled(file, "element", made, checklist.RULES)
    return made


def _prompts(file: TomlFile) -> tuple[Prompt, ...]:
    file.only("prompt")
    made = file.made(Prompt, "prompt")
    exactly(file, "prompt", made, PROMPT_IDS)
    for index, prompt in enumerate(made):
        same(file, "prompt", index, prompt.numbers, prompts.NUMBERS.get(prompt.id, ()))
        owned(file, "prompt", index, prompt.own, prompt.numbers)
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
    exactly(file, "level", levels, LEVEL_IDS)
    sourced(file, "task", tasks)
    for index, task in enumerate(tasks):
        for key, level in (("level", task.level), ("with_tertiary", task.with_tertiary)):
            if level not in LEVEL_IDS:
                raise file.wrong(f'level "{level}" is not known', "task", index, key)
        _where(file, index, task, {one.id for one in settings})
    partners = file.made(Partner, "partner")
    for index, id in enumerate(PARTNER_IDS):
        if len(partners) != len(PARTNER_IDS) or partners[index].id != id:
            raise file.wrong(f"the partners are {', '.join(PARTNER_IDS)}", "partner", index, "id")
    no_blanks(file, "partner")
    return Roles(levels=levels, tasks=tasks, partners=partners, settings=settings)


def _settings_of(file: TomlFile) -> tuple[Setting, ...]:
    settings = file.made(Setting, "setting")
    named = [word for one in settings for word in (one.id, *one.words)]
    for index, one in enumerate(settings):
        for word in (one.id, *one.words):
            if named.count(word) > 1:
                raise file.wrong(f'"{word}" names two settings', "setting", index, "id")
    no_blanks(file, "setting")
    return settings


def _where(file: TomlFile, index: int, task: Task, settings: set[str]) -> None:
    for setting, level in task.where.items():
        if setting not in settings:
            raise file.wrong(f'setting "{setting}" is not known', "task", index, "where")
        if level not in LEVEL_IDS:
            raise file.wrong(f'level "{level}" is not known', "task", index, "where")
