"""An installation for one test or for many: a database cloned from the migrated template, a key prefix of its own."""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from app.settings import Settings
from commands.processes import COMMAND, Child, PrintLine, Processes, free_port
from models.scratch_databases import scratch_database
from models.sql import SQL
from tests.support.forked import forked
from tests.support.tokens import KEYS

QUICK = {
    "REGISTRO_WORKER__LEASE_SECONDS": "1",
    "REGISTRO_WORKER__HEARTBEAT_SECONDS": "0.25",
    "REGISTRO_WORKER__SWEEP_SECONDS": "0.2",
    "REGISTRO_WORKER__SWEEP_AFTER_SECONDS": "0.3",
    "REGISTRO_STEP__RETRY_FIRST_SECONDS": "0.05",
    "REGISTRO_EVENT_CATCH_UP_SECONDS": "0.2",
    "REGISTRO_BREAKER__DATABASE__RECOVERY_SECONDS": "1",
    # Tests make participants fail on purpose, again and again: to see what becomes of the sagas, not of the breaker.
    "REGISTRO_BREAKER__BILLING__FAILURE_THRESHOLD": "1000",
    "REGISTRO_BREAKER__NOTIFICATIONS__FAILURE_THRESHOLD": "1000",
}
"""Settings under which what takes ten seconds by default takes one."""


@dataclass(frozen=True, slots=True)
class Servers:
    """The servers of a test run. `database_url`: of a database from which others can be created."""

    database_url: str
    redis_url: str
    template: str

    @asynccontextmanager
    async def installation(
        self, environment: Mapping[str, str] | None = None, *, empty: bool = False
    ) -> AsyncIterator["Installation"]:
        """An installation with the demo term in it, or `empty`, without any table; it is gone afterwards, its processes
        too.
        """
        template = None if empty else self.template
        async with scratch_database(self.database_url, "test", template=template) as name:
            made = Installation(
                database_url=named(self.database_url, name),
                redis_url=self.redis_url,
                prefix=name,
                environment=dict(environment or {}),
            )
            try:
                yield made
            finally:
                await made.stop()

    async def execute(self, sql: str) -> None:
        """Run a statement outside of any installation."""
        connection = await asyncpg.connect(self.database_url)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()


@dataclass(slots=True)
class Installation:
    """Where an installation's data is, and its processes."""

    database_url: str
    redis_url: str
    prefix: str
    environment: dict[str, str]
    processes: list[Processes] = field(default_factory=list)
    _idle: list[asyncpg.Connection] = field(default_factory=list)

    def settings(self, **changes: Any) -> Settings:
        """Settings for parts that run inside the test. A member of a group is changed by `group__name=value`."""
        given = {name.removeprefix("REGISTRO_").lower(): value for name, value in self.environment.items()}
        servers = {"database_url": self.database_url, "redis_url": self.redis_url, "redis_prefix": self.prefix}
        nested: dict[str, Any] = {}
        for path, value in {**servers, **given, **changes}.items():
            *groups, name = path.split("__")
            members = nested
            for group in groups:
                members = members.setdefault(group, {})
            members[name] = value
        return Settings(**nested)

    async def sql(self, statement: str, *values: object) -> list[dict[str, Any]]:
        """Rows, by a connection that no other statement uses at the same time: what a registrar would see."""
        while self._idle and self._idle[-1].is_closed():
            self._idle.pop()
        # Without a cache of statements: what tests do to tables would make its entries useless.
        connection = (
            self._idle.pop() if self._idle else await asyncpg.connect(self.database_url, statement_cache_size=0)
        )
        try:
            rows = await connection.fetch(statement, *values)
        except BaseException:
            connection.terminate()
            raise
        self._idle.append(connection)
        return [dict(row) for row in rows]

    async def start(
        self,
        *,
        apis: int = 1,
        workers: int = 1,
        environment: Mapping[str, str] | None = None,
        command: Sequence[str] = COMMAND,
        say: PrintLine | None = None,
    ) -> list[Processes]:
        """Real API and worker processes, ready to serve; one `Processes` an API, the workers with the first.

        `say` is given what they print, line by line; None: they are not shown, unless REGISTRO_TEST_VERBOSE is set.
        """
        started = []
        for n in range(apis):
            processes = Processes(
                {
                    "DATABASE_URL": self.database_url,
                    "REDIS_URL": self.redis_url,
                    "REGISTRO_REDIS_PREFIX": self.prefix,
                    **KEYS,
                    "REGISTRO_PROFILE": "open",
                    **self.environment,
                    **(environment or {}),
                },
                port=free_port(),
                say=say or (loud if os.environ.get("REGISTRO_TEST_VERBOSE") else quiet),
                command=command,
                spawn=forked,
            )
            self.processes.append(processes)
            await processes.start_api()
            for m in range(workers if n == 0 else 0):
                await processes.start_worker(name=f"worker{m}")
            started.append(processes)
        for processes in started:
            await processes.wait_until_ready()
        return started

    async def stop(self) -> None:
        """End all processes, and leave no connection open."""
        for processes in self.processes:
            await processes.stop()
        for connection in self._idle:
            connection.terminate()
        self._idle.clear()

    async def violations(self) -> dict[str, int]:
        """What does not hold of all that must whatever is under way, from the database alone."""
        sagas = [row["id"] for row in await self.sql("SELECT id FROM sagas")]
        rows = [
            *await self.sql(SQL["invariants.groups"]),
            *await self.sql(SQL["invariants.waitlists"]),
            *await self.sql(SQL["invariants.held"]),
            *await self.sql(SQL["invariants.sagas"], sagas),
        ]
        return {row["name"]: row["violations"] for row in rows}


def named(url: str, database: str) -> str:
    """`url` with another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}")) if "://" in url else url


def quiet(_: str, __: str) -> None:
    """Say nothing."""


def loud(name: str, line: str) -> None:
    """Say all, for those who look for a mistake: REGISTRO_TEST_VERBOSE=1."""
    print(name, line, flush=True)  # noqa: T201 - who looks for a mistake reads it


def pids(children: list[Child]) -> list[int]:
    """Process ids of those that live."""
    return [child.pid for child in children if child.alive]
