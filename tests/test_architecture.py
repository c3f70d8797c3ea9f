"""The house's rules, each as a sentence that runs."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from mdt_app.operations.carry_out import OPERATIONS
from mdt_app.operations.commands import Command

PACKAGE = Path(__file__).resolve().parent.parent / "mdt_app"
MAX_MODULE_LINES, MAX_FUNCTION_LINES = 400, 40


@dataclass(frozen=True)
class Room:
    """What one room of the house may import: top-level names of libraries, and rooms of ours."""

    libraries: frozenset[str]
    rooms: frozenset[str]


def room(libraries: str = "", rooms: str = "") -> Room:
    return Room(frozenset(libraries.split()), frozenset(rooms.split()))


ROOMS = {
    "domain": room(),
    "operations": room(rooms="domain"),
    "store": room("sqlalchemy alembic sqlcipher3 msgspec", "domain operations notes keys"),
    "letters": room("reportlab pikepdf uharfbuzz bidi", "domain"),
    "content": room("msgspec", "domain"),
    "planner": room("dateutil holidays ortools", "domain"),
    "notes": room("pycrdt", "domain"),
    "keys": room("argon2 cryptography keyring", "domain"),
    "exchange": room("fhir icalendar pydantic openpyxl stdnum", "domain"),
    "signing": room("pyhanko pyhanko_certvalidator pkcs11 asn1crypto", "domain"),
    "sending": room(rooms="letters content operations domain"),
    "demo": room(rooms="operations domain"),
    "ui": room("PySide6 shiboken6 pypdfium2 pyqtgraph numpy", "operations domain"),
}
IN_SEVERAL_ROOMS = {"msgspec"}
"""Turns tables into frozen values, whatever they are of; each other library has one room."""

TOP = {
    "__main__": frozenset[str](),
    "account_keys": frozenset[str](),
    "columns_kept": frozenset[str](),
    "application": frozenset({"pypdfium2"}),
    "cli": frozenset[str](),
    "cli_acts": frozenset({"PySide6", "keyring", "sqlcipher3"}),
    "demo_database": frozenset[str](),
    "invitation_files": frozenset[str](),
    "papers": frozenset[str](),
    "planning": frozenset[str](),
    "outgoing_letters": frozenset[str](),
    "press": frozenset({"msgspec"}),
    "screens": frozenset({"PySide6"}),
    "showcase": frozenset({"PySide6"}),
    "window": frozenset({"PySide6"}),
}
"""Where the rooms are put together; these may import every room, and of the libraries no more than these."""

GROUND = {"paths", "__init__"}
"""Where files lie and the version: standard library only, open to every room but domain and operations."""

IN_AND_OUT = {
    "os",
    "pathlib",
    "io",
    "shutil",
    "socket",
    "subprocess",
    "sqlite3",
    "tempfile",
    "random",
    "urllib",
}


BESIDE = {"threading", "concurrent", "multiprocessing", "asyncio", "QThread", "QThreadPool", "QRunnable"}


@dataclass(frozen=True)
class Module:
    """One parsed source file of the package."""

    path: Path
    name: str
    tree: ast.Module
    nodes: tuple[ast.AST, ...]
    imports: tuple[tuple[str, int], ...]
    """Every full name that the module imports, with its line, wherever in the file it stands."""
    lines: int

    @property
    def room(self) -> str:
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else "__init__"

    def __str__(self) -> str:
        return self.path.relative_to(PACKAGE.parent).as_posix()


@cache
def modules() -> tuple[Module, ...]:
    return tuple(parsed(path) for path in sorted(PACKAGE.rglob("*.py")))


@pytest.fixture(scope="module", autouse=True)
def read_no_longer_than_needed() -> Iterator[None]:
    """Millions of nodes would slow every later search for garbage."""
    yield
    modules.cache_clear()


def parsed(path: Path) -> Module:
    source = path.read_text(encoding="utf-8")
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    tree = ast.parse(source, str(path))
    nodes = tuple(ast.walk(tree))
    return Module(path, name, tree, nodes, tuple(imported(nodes)), len(source.splitlines()))


def in_rooms(*names: str) -> list[Module]:
    return [module for module in modules() if module.room in names]


def imported(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def libraries_of(module: Module) -> Iterator[tuple[str, int]]:
    for name, line in module.imports:
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "mdt_app":
            yield top, line


def rooms_of(module: Module) -> Iterator[tuple[str, int]]:
    for name, line in module.imports:
        parts = name.split(".")
        if parts[0] == "mdt_app":
            yield (parts[1] if len(parts) > 1 and parts[1] != "__version__" else "__init__"), line


def assert_none(breaches: list[str]) -> None:
    assert not breaches, "\n" + "\n".join(breaches)


@pytest.mark.parametrize("name", [*ROOMS, *TOP])
def test_each_library_stays_in_its_own_room(name: str) -> None:
    allowed = ROOMS[name].libraries if name in ROOMS else TOP[name]
    assert_none(
        [
            f"{module}:{line} imports {library}"
            for module in in_rooms(name)
            for library, line in libraries_of(module)
            if library not in allowed
        ]
    )


def test_each_engine_has_one_room_and_each_room_uses_what_it_names() -> None:
    homes: dict[str, list[str]] = {}
    for name, one in ROOMS.items():
        used = {library for module in in_rooms(name) for library, _ in libraries_of(module)}
        assert used == one.libraries, f"{name} names or uses {used ^ one.libraries}"
        for library in used:
            homes.setdefault(library, []).append(name)
    assert {library for library, rooms in homes.items() if len(rooms) > 1} == IN_SEVERAL_ROOMS


@pytest.mark.parametrize("name", ROOMS)
def test_each_room_imports_only_the_rooms_below_it(name: str) -> None:
    ground = set() if name in ("domain", "operations") else GROUND
    allowed = ROOMS[name].rooms | {name} | ground
    assert_none(
        [
            f"{module}:{line} imports mdt_app.{other}"
            for module in in_rooms(name)
            for other, line in rooms_of(module)
            if other not in allowed
        ]
    )


def test_every_package_is_a_room_of_the_house() -> None:
    packages = {module.room for module in modules() if module.path.parent != PACKAGE}
    assert packages <= set(ROOMS) | set(TOP)


def test_paths_stands_on_the_standard_library_alone() -> None:
    assert_none(
        [f"{module} imports {name}" for module in in_rooms("paths") for name, _ in libraries_of(module)]
    )
    assert_none([f"{module} imports {name}" for module in in_rooms("paths") for name, _ in rooms_of(module)])


def test_no_package_imports_application() -> None:
    assert_none(
        [
            f"{module}:{line} imports application"
            for module in in_rooms(*ROOMS)
            for other, line in rooms_of(module)
            if other == "application"
        ]
    )


def test_only_the_lanes_run_beside_the_window() -> None:
    assert_none(
        [
            f"{module}:{line} imports {name}"
            for module in in_rooms("ui")
            for name, line in module.imports
            if module.name != "mdt_app.ui.tasks"
            and (name.partition(".")[0] in BESIDE or name.rpartition(".")[2] in BESIDE)
        ]
    )


def test_a_released_schema_stands_on_nothing_living() -> None:
    released = [module for module in modules() if "versions" in module.path.parts]
    assert_none([f"{module}:{line} imports {room}" for module in released for room, line in rooms_of(module)])


def test_every_command_has_its_operation_and_says_whether_it_may_wait() -> None:
    made_here = [vars(import_module(module.name)).values() for module in in_rooms("operations")]
    kinds = {one for values in made_here for one in values if isinstance(one, type)}
    commands = {one for one in kinds if issubclass(one, Command) and one is not Command}
    assert {one.__name__ for one in commands - OPERATIONS.keys()} == {
        "CloseMeeting",
        "ImportPatient",
        "IssueLetter",
        "KeepSignature",
        "RecordFact",
        "ReturnLetter",
        "ReviewLetter",
        "SendLetter",
    }
    assert_none([one.__name__ for one in commands if not isinstance(vars(one).get("offline"), bool)])


def test_the_rules_read_no_clock() -> None:
    assert_none(
        [
            f"{module}:{line} reads the clock"
            for module in in_rooms("domain")
            for line in (*clock_imports(module), *clock_calls(module))
        ]
    )


def clock_imports(module: Module) -> list[int]:
    return [line for name, line in module.imports if name.split(".")[0] == "time"]


def clock_calls(module: Module) -> list[int]:
    calls = ("now", "today", "utcnow")
    return [
        node.lineno
        for node in module.nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in calls
    ]


def test_the_domain_touches_nothing_outside_itself() -> None:
    assert_none(
        [
            f"{module}:{line} imports {name}"
            for module in in_rooms("domain")
            for name, line in module.imports
            if name.partition(".")[0] in IN_AND_OUT
        ]
    )


def test_no_package_hands_on_what_it_imports() -> None:
    packages = [module for module in modules() if module.path.name == "__init__.py"]
    assert_none([f"{module} imports {name}" for module in packages for name, _ in module.imports])


def test_each_name_is_imported_from_the_module_that_makes_it() -> None:
    makers = {module.name: made(module) for module in modules()}
    assert_none(
        [
            f"{module}:{line} imports {name}, which is made elsewhere"
            for module in modules()
            for name, line in module.imports
            for maker, _, what in [name.rpartition(".")]
            if maker in makers and name not in makers and what not in makers[maker]
        ]
    )


def made(module: Module) -> set[str]:
    """The names that a module makes itself, wherever in it they stand."""
    found = set()
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def test_no_import_is_relative() -> None:
    assert_none(
        [
            f"{module}:{node.lineno}"
            for module in modules()
            for node in module.nodes
            if isinstance(node, ast.ImportFrom) and node.level
        ]
    )


def test_no_import_runs_in_a_circle() -> None:
    known = {module.name for module in modules()}
    edges = {
        module.name: {name for name in targets(module, known) if name != module.name} for module in modules()
    }
    assert circle(edges) == []


def targets(module: Module, known: set[str]) -> Iterator[str]:
    """The modules of ours that are imported: `from package import module` means the module."""
    for name, _ in module.imports:
        yield from (
            candidate
            for candidate in (name, name.rpartition(".")[0])
            if candidate in known and "." in candidate
        )


def circle(edges: dict[str, set[str]]) -> list[str]:
    """One chain of imports that comes back to its start, or nothing."""
    done: set[str] = set()

    def walk(name: str, chain: list[str]) -> list[str]:
        if name in chain:
            return [*chain[chain.index(name) :], name]
        if name in done:
            return []
        for following in sorted(edges[name]):
            if found := walk(following, [*chain, name]):
                return found
        done.add(name)
        return []

    return next((found for name in sorted(edges) if (found := walk(name, []))), [])


def test_every_module_opens_with_the_rule_that_it_keeps() -> None:
    silent = [module for module in modules() if module.tree.body and not ast.get_docstring(module.tree)]
    assert_none([f"{module} has no opening line" for module in silent])


def test_no_module_passes_four_hundred_lines() -> None:
    assert_none([f"{module}: {module.lines} lines" for module in grown() if module.lines > MAX_MODULE_LINES])


def test_no_function_passes_forty_lines() -> None:
    assert_none(
        [
            f"{module}:{node.lineno} {node.name}: {length(node)} lines"
            for module in grown()
            for node in module.nodes
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > MAX_FUNCTION_LINES
        ]
    )


def grown() -> list[Module]:
    """Every module but migrations: a released schema is written out once and never tidied."""
    return [module for module in modules() if "migrations" not in module.path.parts]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_every_text_reaches_a_letter_through_one_function() -> None:
    calls = [
        f"{module}:{node.lineno}"
        for module in modules()
        for node in module.nodes
        if isinstance(node, ast.Call) and called(node) == "Paragraph"
    ]
    assert len(calls) <= 1, calls
    assert all(call.startswith("mdt_app/letters/") for call in calls), calls


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
