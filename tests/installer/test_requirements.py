"""Every pinned package is hashed, comes from no named place, and is none that is known to be harmful."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ("requirements.txt", "requirements-test.txt")
BANNED = {
    "pyside6-essentials": ">=6.12",  # takes references to None away on Python 3.11
    "sqlcipher3": "<0.6.4",  # SQLite that can lose committed writes in WAL mode
    "reportlab": "<5.1",
}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, Requirement]:
    """The pinned requirements of a file by their name."""
    found = [Requirement(line) for line in re.findall(r"^([a-z0-9][^\\\n]*?) \\$", text(name), re.MULTILINE)]
    return {requirement.name: requirement for requirement in found}


def version(requirement: Requirement) -> Version:
    (one,) = requirement.specifier
    assert one.operator == "=="
    return Version(one.version)


@pytest.mark.parametrize("name", FILES)
def test_no_pin_names_a_place(name: str) -> None:
    assert "://" not in text(name)
    assert "--index" not in text(name)
    assert "--find-links" not in text(name)


@pytest.mark.parametrize("name", FILES)
def test_every_pin_is_exact_and_hashed(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", text(name).strip())
    for block in blocks:
        assert re.match(r"\S+==\S+", block), block
        assert "--hash=sha256:" in block, block
    assert len(blocks) == len(pins(name))


def test_both_files_pin_the_same_versions() -> None:
    tested = pins("requirements-test.txt")
    for name, requirement in pins("requirements.txt").items():
        assert str(tested[name].specifier) == str(requirement.specifier)


@pytest.mark.parametrize(("name", "harmful"), BANNED.items())
def test_no_harmful_version_is_pinned(name: str, harmful: str) -> None:
    pinned = version(pins("requirements.txt")[name])
    assert pinned not in Requirement(f"{name}{harmful}").specifier


def test_what_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["build"]]
    pinned = pins("requirements.txt")
    for requirement in map(Requirement, wanted):
        assert version(pinned[normal(requirement.name)]) in requirement.specifier


def test_what_the_program_imports_is_asked_for() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    asked = {normal(Requirement(line).name) for line in project["dependencies"]}
    came_along = {"pydantic", "shiboken6"}  # inseparable from fhir.resources and PySide6
    providers = packages_distributions()
    for library in sorted(imported_libraries()):
        assert {normal(name) for name in providers.get(library, [])} & (asked | came_along), library


def imported_libraries() -> set[str]:
    names = set()
    for path in (ROOT / "mdt_app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"mdt_app"}


def normal(name: str) -> str:
    """A distribution's name as the pins write it."""
    return re.sub(r"[-_.]+", "-", name).lower()
