"""What a soak strikes at: servers behind proxies, two APIs, some workers, and billing, another system.

Each process is started again when it has ended.
"""

import asyncio
import contextlib
import secrets
import signal
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from commands.chaos.proxy import Proxy
from commands.demo_term.billing import LEDGER_FILE
from commands.processes import Child, Processes, describe_exit, free_port
from embedded.servers import EmbeddedServers, boot
from models import database

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
    # An undo that is given up waits for an operator, and there is none: more attempts than fit into an outage.
    "REGISTRO_STEP__MAX_ATTEMPTS": "12",
    "REGISTRO_STEP__RETRY_MAX_SECONDS": "2",
}
"""Settings under which what takes ten seconds by default takes two: more happens in a minute."""

DECLINED_STUDENTS = tuple(f"CHAOS{number:03}" for number in range(13, 241, 13))
"""Students whom billing declines."""
_CHARGE_SECONDS = 0.15
"""Seconds that billing thinks about a charge: somebody who cancels meanwhile has to be refunded."""
_RESTART_SECONDS = 0.3
"""Seconds between the end of a process and its next start."""
_START_UP_SECONDS = 10.0
"""Seconds in which a process may still be starting."""
_START_UP_CODES = frozenset({1, -signal.SIGTERM})
"""How it may end then: a server that it needs is away, or it was told to stop before it listened to that."""
_STOP_CODES = frozenset({0, 1, -signal.SIGKILL})
"""How it may end once it was told to: 1 while a server that it says goodbye to does not answer."""

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
"""Debian's faketime, where it is installed."""


def clock_environment(hours: int) -> dict[str, str]:
    """The environment of a process whose clock is so many hours fast, or slow where that is negative.

    Only what tells the time of day is wrong; what measures how long something takes is right.
    """
    real = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
    return {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"{hours * 3600:+d}", **real}


@dataclass(slots=True)
class ManagedProcess:
    """An API or a worker that is always started again.

    Attributes:
        extra: environment of its next start alone.
        armed: whether it is to die at a fault point.
        asked: whether it was told to stop.
        began: when it was started last, by time.monotonic().
        away: seconds more until its next start.
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
class ChaosInstallation:
    """One installation, and what became of its processes.

    Attributes:
        deaths: ends that nobody had asked for, a line each.
        killed_at_points: how many died at a fault point.
        said: the last lines of all processes. errors: the last of those that tell an error.
        ledger: the file in which billing keeps what it did.
    """

    servers: EmbeddedServers
    postgres: Proxy
    redis: Proxy
    apis: list[ManagedProcess]
    workers: list[ManagedProcess]
    billing: ManagedProcess
    ledger: Path
    output: deque[str]
    errors: deque[str]
    unexpected_exits: list[str] = field(default_factory=list)
    killed_at_points: int = 0

    @property
    def base_urls(self) -> list[str]:
        """Where the APIs are."""
        return [member.processes.base_url for member in self.apis]

    @property
    def database_url(self) -> str:
        """Straight to the server, past the proxy."""
        assert self.servers.database_url is not None
        return self.servers.database_url

    @property
    def own_processes(self) -> list[ManagedProcess]:
        """All processes that are ours: not the other system's."""
        return [*self.apis, *self.workers]

    @contextlib.asynccontextmanager
    async def database(self) -> AsyncIterator[None]:
        """Connections straight to the server, for this process."""
        await database.connect(self.database_url, pool_size=2)
        try:
            yield
        finally:
            await database.disconnect()

    async def restart(
        self, member: ManagedProcess, extra: Mapping[str, str] | None = None, *, armed: bool = False
    ) -> None:
        """Have it stop in order and start again with `extra` in its environment; returns once it was told to."""
        member.extra_environment, child = dict(extra or {}), member.child
        member.stop_requested = True
        if child is not None:
            await child.stop()
        member.dies_at_fault_point = armed

    def kill(self, member: ManagedProcess, away: float = 0.0) -> bool:
        """Kill -9, and start it again so many seconds later than else; whether there was anything to kill."""
        child = member.child
        if child is None or not child.alive:
            return False
        member.stop_requested, member.restart_delay = True, away
        child.kill()
        return True

    async def wait_until_ready(self, seconds: float) -> None:
        """Return once both APIs are ready. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not all([await member.processes.is_ready() for member in self.apis]):  # noqa: ASYNC110 - we have to ask
                await asyncio.sleep(0.1)

    async def crash(self, name: str, number: signal.Signals) -> None:
        """End a server with this signal; returns when it is gone."""
        server = self.servers.started[name]
        server.send_signal(number)
        while server.poll() is None:  # noqa: ASYNC110 - nobody tells us, we have to ask
            await asyncio.sleep(0.02)

    async def supervise(self, member: ManagedProcess) -> None:
        """Start it, and again whenever it has ended."""
        while True:
            extra, member.extra_environment = member.extra_environment, {}
            member.started_at, member.stop_requested = time.monotonic(), False
            member.child = await member.start(extra)
            code = await member.child.wait()
            member.processes.children.remove(member.child)
            self._record_exit(member, code)
            away, member.restart_delay = member.restart_delay, 0.0
            await asyncio.sleep(_RESTART_SECONDS + away)

    def _record_exit(self, member: ManagedProcess, code: int) -> None:
        """Tell ends that are in order from those that are not."""
        lived = time.monotonic() - member.started_at
        if member.dies_at_fault_point and code == -signal.SIGKILL and not member.stop_requested:
            self.killed_at_points += 1
        elif not (lived < _START_UP_SECONDS and code in _START_UP_CODES) and not (
            member.stop_requested and code in _STOP_CODES
        ):
            told = ", told to stop," if member.stop_requested else ""
            self.unexpected_exits.append(f"{member.name}{told} ended with {describe_exit(code)} after {lived:.1f} s")
        member.dies_at_fault_point = False


@contextlib.asynccontextmanager
async def running_installation(
    state: Path, *, workers: int, environment: Mapping[str, str]
) -> AsyncIterator[ChaosInstallation]:
    """A site in the folder `state`, everything running and ready; all of it ends with the block.

    Enter it in the main thread. The servers keep what they have committed, whatever kills them. Raises CannotBoot.
    """
    said: deque[str] = deque(maxlen=100)
    errors: deque[str] = deque(maxlen=100)

    def say(name: str, line: str) -> None:
        (errors if '"level":"error"' in line else said).append(f"{name}: {line}")

    with (
        boot(state) as servers,
        Proxy(servers.state_dir.postgres_socket) as postgres,
        Proxy(servers.state_dir.redis_socket) as redis,
    ):
        urls = {
            "DATABASE_URL": f"postgresql://postgres@127.0.0.1:{postgres.port}/registro",
            "REDIS_URL": f"redis://127.0.0.1:{redis.port}/0",
            "REGISTRO_DEV": "1",
            "REGISTRO_STATE_DIR": str(state),
            "REGISTRO_PARTICIPANTS__ENABLED": "1",
            "REGISTRO_PARTICIPANTS__BILLING_URL": f"http://127.0.0.1:{free_port()}/",
            "REGISTRO_PARTICIPANTS__SECRET": secrets.token_urlsafe(),
            "REGISTRO_PARTICIPANTS__NOTIFICATIONS_URL": "",
        }
        homes = [Processes({**urls, **QUICK, **environment}, port=free_port(), say=say) for _ in range(2)]
        site = ChaosInstallation(
            servers=servers,
            postgres=postgres,
            redis=redis,
            apis=[ManagedProcess(f"api-{n}", home, home.start_api) for n, home in enumerate(homes, 1)],
            workers=[_worker(f"worker-{n}", homes[0]) for n in range(1, workers + 1)],
            billing=_billing(homes[0]),
            ledger=state / LEDGER_FILE,
            output=said,
            errors=errors,
        )
        await homes[0].prepare()
        keepers = [asyncio.create_task(site.supervise(member)) for member in [*site.own_processes, site.billing]]
        try:
            await site.wait_until_ready(60)
            yield site
        finally:
            for keeper in keepers:
                keeper.cancel()
            await asyncio.gather(*keepers, return_exceptions=True)
            for home in homes:
                await home.stop()


def _worker(name: str, home: Processes) -> ManagedProcess:
    return ManagedProcess(name, home, lambda extra: home.start_worker(extra, name=name))


def _billing(home: Processes) -> ManagedProcess:
    arguments = ["billing", "--charge-seconds", str(_CHARGE_SECONDS)]
    for code in DECLINED_STUDENTS:
        arguments += ["--decline", code]
    return ManagedProcess("billing", home, lambda extra: home.start("billing", *arguments, environment=extra))
