"""PostgreSQL and Redis for both sides: those of the comparing load driver, or embedded ones where it is not."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from commands.processes import free_port
from embedded.servers import boot

ROOT = Path(__file__).parents[2]
YARDSTICK = ROOT.parent / "shared" / "yardstick"
"""Where the driver lies, beside the checkout."""
ADAPTER = ROOT / "bench" / "yardstick_adapter.py"
MINIMAL, MINIMAL_ADAPTER = (ROOT / "bench" / f"minimal_{name}.py" for name in ("service", "adapter"))


@dataclass(frozen=True, slots=True)
class Servers:
    """Running servers, and the load driver that uses them.

    Attributes:
        folder: for logs and results.
        maintenance_url: of a database of this PostgreSQL, from which others are made.
        redis_url: of a database of Redis for Registro alone.
        pids: the roots of the servers' process trees.
        driver: the command of the load driver, without arguments.
        yardstick: the folder of the comparing driver; None where there is only ours.
        environment: for everything that is run in it.
    """

    folder: Path
    maintenance_url: str
    redis_url: str
    pids: Mapping[str, int]
    driver: Sequence[str]
    yardstick: Path | None
    environment: Mapping[str, str]

    def url(self, database: str) -> str:
        """The URL of a database."""
        return urlunsplit(urlsplit(self.maintenance_url)._replace(path=f"/{database}"))

    def has(self, database: str) -> bool:
        """Whether there is such a database."""
        return bool(self._ask("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", database))

    def create(self, database: str) -> None:
        """Make an empty database, in place of one that is there."""
        self._ask(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self._ask(f"CREATE DATABASE {database}")

    def version(self) -> str:
        """PostgreSQL's, such as 15.3."""
        return str(self._ask("SHOW server_version")).split()[0]

    def _ask(self, statement: str, *values: object) -> object:
        return asyncio.run(fetch_value(self.maintenance_url, statement, *values))


async def fetch_value(url: str, statement: str, *values: object) -> object:
    """The first value that a statement returns."""
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement, *values)
    finally:
        await connection.close()


@contextmanager
def running_servers(folder: Path, yardstick: Path) -> Iterator[Servers]:
    """Servers during the block: those of the driver in `yardstick`, if it can be set up here, else embedded ones."""
    found = _set_up(folder / "yardstick", yardstick)
    if found is None:
        with boot(folder) as embedded:
            pids = {name: server.pid for name, server in embedded.started.items()}
            driver = [sys.executable, "-m", "bench.compare.driver"]
            urls = embedded.database_url or "", embedded.redis_url or ""
            yield Servers(folder, *urls, pids, driver, None, dict(os.environ))
        return
    ports = {"PGPORT": free_port(), "REDIS_PORT": free_port(), "API_PORT": free_port()}
    environment = {**os.environ, "Y": str(found), **{name: str(port) for name, port in ports.items()}}
    _follow_port(found, ports["PGPORT"])
    _run_script(found, environment, "services.sh", "start")
    try:
        _run_script(found, environment, "seed.sh", "peer", "limits")
        yield Servers(
            folder,
            f"postgresql://postgres@127.0.0.1:{ports['PGPORT']}/postgres",
            f"redis://127.0.0.1:{ports['REDIS_PORT']}/2",
            {name: int((found / "run" / f"{name}.pid").read_text(encoding="ascii")) for name in ("postgres", "redis")},
            [str(found / "venv" / "bin" / "python"), str(found / "bench.py")],
            found,
            environment,
        )
    finally:
        _run_script(found, environment, "services.sh", "stop")


def _set_up(copy: Path, yardstick: Path) -> Path | None:
    """A set-up copy of the driver; None, with the reason on standard error, where there can be none."""
    if not yardstick.is_dir():
        sys.stderr.write(f"bench: there is no {yardstick}: only Registro is measured, with a driver of its own\n")
        return None
    if not copy.exists():
        shutil.copytree(yardstick, copy, ignore=shutil.ignore_patterns("venv", "pgdata", "redisdata", "run", "logs"))
        for path in (copy, *copy.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)
    done = subprocess.run([str(copy / "setup.sh")], capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        sys.stderr.write(
            f"{done.stdout}{done.stderr}bench: the peer cannot be set up here: only Registro is measured\n"
        )
        return None
    return copy


def _run_script(yardstick: Path, environment: Mapping[str, str], script: str, *arguments: str) -> None:
    """Run a script of the driver. Its output goes to a file: the servers that it starts would keep a pipe open."""
    with (yardstick.parent / "yardstick.log").open("ab") as log:
        command = [str(yardstick / script), *arguments]
        subprocess.run(command, env=environment, check=True, stdout=log, stderr=log)  # noqa: S603 - our own command


def _follow_port(yardstick: Path, port: int) -> None:
    """Let a PostgreSQL of an earlier run listen on today's port."""
    settings = yardstick / "pgdata" / "postgresql.conf"
    if settings.exists():
        with settings.open("a", encoding="utf-8") as file:
            file.write(f"port = {port}\n")
