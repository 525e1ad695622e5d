"""The installation that faults are injected into: servers behind proxies, two APIs, workers, and the billing system.

Each process is started again whenever it has ended.
"""

import asyncio
import contextlib
import secrets
import signal
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path

from app.container import Container
from app.settings import Settings
from commands.chaos.proxy import Proxy
from commands.demo_term.billing import LEDGER_FILE
from commands.processes import Child, Processes, Spawn, describe_exit, free_port, spawned
from embedded.servers import EmbeddedServers, boot

QUICK = {
    "REGISTRO_WORKER__LEASE_SECONDS": "2",
    "REGISTRO_WORKER__HEARTBEAT_SECONDS": "0.5",
    "REGISTRO_WORKER__SWEEP_SECONDS": "0.5",
    "REGISTRO_WORKER__SWEEP_AFTER_SECONDS": "1",
    "REGISTRO_STEP__RETRY_FIRST_SECONDS": "0.2",
    "REGISTRO_EVENT_CATCH_UP_SECONDS": "0.5",
    "REGISTRO_BREAKER__DATABASE__RECOVERY_SECONDS": "1",
    "REGISTRO_BREAKER__BILLING__RECOVERY_SECONDS": "1",
    "REGISTRO_PARTICIPANTS__REQUEST_TIMEOUT_SECONDS": "2",
    # An undo that is given up waits for an operator, and there is none: so more attempts than an outage lasts.
    "REGISTRO_STEP__MAX_ATTEMPTS": "12",
    "REGISTRO_STEP__RETRY_MAX_SECONDS": "2",
}
"""Settings with short leases, retries and recoveries, so that more happens in a minute."""

DECLINED_STUDENTS = tuple(f"CHAOS{number:03}" for number in range(13, 241, 13))
"""Students whose charges billing declines."""
_CHARGE_SECONDS = 0.15
"""How long billing takes for a charge. A student who cancels during it has to be refunded."""
_RESTART_SECONDS = 0.3
"""From the end of a process to its next start."""
_START_UP_CODES = {1: 10.0, -signal.SIGTERM: 30.0}
"""Allowed exit codes of a process that starts, with the seconds that this may take: a server is unavailable, or SIGTERM
came while a busy machine still loaded the program, which is before its handler can be installed."""
_STOP_CODES = frozenset({0, 1, -signal.SIGKILL})
"""Allowed exit codes after a request to stop; 1 if a connection could not be closed because its server is frozen."""

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
"""The library of Debian's faketime; None if it is not installed."""


def clock_environment(hours: int) -> dict[str, str]:
    """The environment of a process whose clock is fast by this many hours, or slow if the number is negative.

    Only the time of day is wrong; the monotonic clock, which measures durations, is right.
    """
    real = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
    return {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"{hours * 3600:+d}", **real}


@dataclass(slots=True)
class ManagedProcess:
    """An API, a worker or billing, which is started again whenever it has ended.

    Attributes:
        extra_environment: for the next start only.
        dies_at_fault_point: whether a kill at a fault point is set for this run.
        stop_requested: whether it was told to stop, or killed.
        started_at: the latest start, by time.monotonic().
        restart_delay: additional seconds before the next start.
    """

    name: str
    processes: Processes
    start: Callable[[Mapping[str, str]], Awaitable[Child]]
    child: Child | None = None
    extra_environment: dict[str, str] = field(default_factory=dict)
    dies_at_fault_point: bool = False
    stop_requested: bool = False
    started_at: float = 0.0
    restart_delay: float = 0.0


@dataclass(slots=True)
class LastOutput:
    """The last lines of all processes: `errors` those with errors, `lines` the others."""

    lines: deque[str] = field(default_factory=lambda: deque(maxlen=100))
    errors: deque[str] = field(default_factory=lambda: deque(maxlen=100))

    def record(self, name: str, line: str) -> None:
        """Keep a line that the process `name` has printed."""
        serious = '"level":"error"' in line or '"level":"critical"' in line
        (self.errors if serious else self.lines).append(f"{name}: {line}")


@dataclass(slots=True)
class ChaosInstallation:
    """An installation and the history of its processes.

    Attributes:
        postgres, redis: the proxies in front of the servers.
        ledger: the file in which billing records its charges.
        unexpected_exits: a line for each process that ended without being killed or told to stop.
        killed_at_points: how many processes died at a fault point.
    """

    servers: EmbeddedServers
    postgres: Proxy
    redis: Proxy
    apis: list[ManagedProcess]
    workers: list[ManagedProcess]
    billing: ManagedProcess
    ledger: Path
    output: LastOutput
    unexpected_exits: list[str] = field(default_factory=list)
    killed_at_points: int = 0

    @property
    def base_urls(self) -> list[str]:
        """The URLs of the APIs."""
        return [process.processes.base_url for process in self.apis]

    @property
    def database_url(self) -> str:
        """The server's URL, which bypasses the proxy."""
        assert self.servers.database_url is not None
        return self.servers.database_url

    @property
    def own_processes(self) -> list[ManagedProcess]:
        """The APIs and workers, without billing, which stands for another system."""
        return [*self.apis, *self.workers]

    def container(self, settings: Settings) -> AbstractAsyncContextManager[Container]:
        """A container with the installation's database, bypassing the proxy."""
        return Container.connected(settings.model_copy(update={"database_url": self.database_url}))

    async def restart(
        self,
        process: ManagedProcess,
        environment: Mapping[str, str] | None = None,
        *,
        dies_at_fault_point: bool = False,
    ) -> None:
        """Stop a process; returns when it has ended. It is started again with `environment` on top of its own."""
        process.extra_environment, child = dict(environment or {}), process.child
        process.stop_requested = True
        if child is not None:
            await child.stop()
        process.dies_at_fault_point = dies_at_fault_point

    def kill(self, process: ManagedProcess, restart_delay: float = 0.0) -> None:
        """Kill a process with SIGKILL, if it runs. It starts again `restart_delay` seconds later than usual."""
        child = process.child
        if child is not None and child.alive:
            process.stop_requested, process.restart_delay = True, restart_delay
            child.kill()

    async def wait_until_ready(self, seconds: float) -> None:
        """Return when both APIs are ready. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not all([await process.processes.is_ready() for process in self.apis]):  # noqa: ASYNC110 - HTTP probe
                await asyncio.sleep(0.1)

    async def crash(self, name: str, number: signal.Signals) -> None:
        """Send a signal to a server; returns when it has ended."""
        server = self.servers.started[name]
        server.send_signal(number)
        while server.poll() is None:  # noqa: ASYNC110 - a Popen can only be polled
            await asyncio.sleep(0.02)

    async def supervise(self, process: ManagedProcess) -> None:
        """Start a process, and start it again whenever it has ended."""
        while True:
            extra, process.extra_environment = process.extra_environment, {}
            process.started_at, process.stop_requested = time.monotonic(), False
            process.child = await process.start(extra)
            code = await process.child.wait()
            process.processes.children.remove(process.child)
            self._record_exit(process, code)
            delay, process.restart_delay = process.restart_delay, 0.0
            await asyncio.sleep(_RESTART_SECONDS + delay)

    def _record_exit(self, process: ManagedProcess, code: int) -> None:
        """Record the exit if it was unexpected, or a death at a fault point."""
        lived = time.monotonic() - process.started_at
        if process.dies_at_fault_point and code == -signal.SIGKILL and not process.stop_requested:
            self.killed_at_points += 1
        elif lived >= _START_UP_CODES.get(code, 0.0) and not (process.stop_requested and code in _STOP_CODES):
            name = f"{process.name}, which was told to stop," if process.stop_requested else process.name
            self.unexpected_exits.append(f"{name} ended with {describe_exit(code)} after {lived:.1f} s")
        process.dies_at_fault_point = False


@contextlib.asynccontextmanager
async def running_installation(
    state: Path, *, workers: int, environment: Mapping[str, str], spawn: Spawn = spawned
) -> AsyncIterator[ChaosInstallation]:
    """An installation in the folder `state`, running and ready; it is stopped at the end of the block.

    Call it in the main thread. Commits are durable, so servers may be killed. Raises EmbeddedServerError.
    """
    output = LastOutput()
    with (
        boot(state) as servers,
        Proxy(servers.state_dir.postgres_socket) as postgres,
        Proxy(servers.state_dir.redis_socket) as redis,
    ):
        environment = {**_environment(state, postgres, redis), **environment}
        process_groups = [Processes(environment, port=free_port(), say=output.record, spawn=spawn) for _ in range(2)]
        installation = ChaosInstallation(
            servers=servers,
            postgres=postgres,
            redis=redis,
            apis=[
                ManagedProcess(f"api-{n}", process_group, process_group.start_api)
                for n, process_group in enumerate(process_groups, 1)
            ],
            workers=[_worker(f"worker-{n}", process_groups[0]) for n in range(1, workers + 1)],
            billing=_billing(process_groups[0]),
            ledger=state / LEDGER_FILE,
            output=output,
        )
        await process_groups[0].prepare()
        try:
            async with _supervised(installation):
                await installation.wait_until_ready(60)
                yield installation
        finally:
            for process_group in process_groups:
                await process_group.stop()


def _environment(state: Path, postgres: Proxy, redis: Proxy) -> dict[str, str]:
    return {
        **QUICK,
        "DATABASE_URL": f"postgresql://postgres@127.0.0.1:{postgres.port}/registro",
        "REDIS_URL": f"redis://127.0.0.1:{redis.port}/0",
        "REGISTRO_DEV": "1",
        "REGISTRO_STATE_DIR": str(state),
        "REGISTRO_PARTICIPANTS__ENABLED": "1",
        "REGISTRO_PARTICIPANTS__BILLING_URL": f"http://127.0.0.1:{free_port()}/",
        "REGISTRO_PARTICIPANTS__SECRET": secrets.token_urlsafe(),
        "REGISTRO_PARTICIPANTS__NOTIFICATIONS_URL": "",
    }


@contextlib.asynccontextmanager
async def _supervised(installation: ChaosInstallation) -> AsyncIterator[None]:
    """Start all processes, and start each again whenever it has ended, until the end of the block."""
    processes = [*installation.own_processes, installation.billing]
    supervisors = [asyncio.create_task(installation.supervise(process)) for process in processes]
    try:
        yield
    finally:
        for supervisor in supervisors:
            supervisor.cancel()
        await asyncio.gather(*supervisors, return_exceptions=True)


def _worker(name: str, process_group: Processes) -> ManagedProcess:
    return ManagedProcess(name, process_group, lambda extra: process_group.start_worker(extra, name=name))


def _billing(process_group: Processes) -> ManagedProcess:
    arguments = ["billing", "--charge-seconds", str(_CHARGE_SECONDS)]
    for code in DECLINED_STUDENTS:
        arguments += ["--decline", code]
    return ManagedProcess(
        "billing", process_group, lambda extra: process_group.start("billing", *arguments, environment=extra)
    )
