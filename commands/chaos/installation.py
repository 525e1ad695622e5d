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
from commands.demo_term.billing import LEDGER
from commands.processes import Child, Processes, ending, free_port
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

DECLINED = tuple(f"CHAOS{number:03}" for number in range(13, 241, 13))
"""Students whom billing declines."""
_MOMENT = 0.15
"""Seconds that billing thinks about a charge: somebody who cancels meanwhile has to be refunded."""
_AGAIN = 0.3
"""Seconds between the end of a process and its next start."""
_STARTING = 10.0
"""Seconds in which a process may still be starting."""
_EARLY = frozenset({1, -signal.SIGTERM})
"""How it may end then: a server that it needs is away, or it was told to stop before it listened to that."""
_IN_ORDER = frozenset({0, 1, -signal.SIGKILL})
"""How it may end once it was told to: 1 while a server that it says goodbye to does not answer."""

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
"""Debian's faketime, where it is installed."""


def clock(hours: int) -> dict[str, str]:
    """The environment of a process whose clock is so many hours fast, or slow where that is negative.

    Only what tells the time of day is wrong; what measures how long something takes is right.
    """
    real = {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
    return {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"{hours * 3600:+d}", **real}


@dataclass(slots=True)
class Member:
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
    extra: dict[str, str] = field(default_factory=dict)
    armed: bool = False
    asked: bool = False
    began: float = 0.0
    away: float = 0.0


@dataclass(slots=True)
class Site:
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
    apis: list[Member]
    workers: list[Member]
    billing: Member
    ledger: Path
    said: deque[str]
    errors: deque[str]
    deaths: list[str] = field(default_factory=list)
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
    def members(self) -> list[Member]:
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

    async def restart(self, member: Member, extra: Mapping[str, str] | None = None, *, armed: bool = False) -> None:
        """Have it stop in order and start again with `extra` in its environment; returns once it was told to."""
        member.extra, child = dict(extra or {}), member.child
        member.asked = True
        if child is not None:
            await child.stop()
        member.armed = armed

    def kill(self, member: Member, away: float = 0.0) -> bool:
        """Kill -9, and start it again so many seconds later than else; whether there was anything to kill."""
        child = member.child
        if child is None or not child.alive:
            return False
        member.asked, member.away = True, away
        child.kill()
        return True

    async def ready(self, seconds: float) -> None:
        """Return once both APIs are ready. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not all([await member.processes.ready() for member in self.apis]):  # noqa: ASYNC110 - we have to ask
                await asyncio.sleep(0.1)

    async def crash(self, name: str, number: signal.Signals) -> None:
        """End a server with this signal; returns when it is gone."""
        server = self.servers.started[name]
        server.send_signal(number)
        while server.poll() is None:  # noqa: ASYNC110 - nobody tells us, we have to ask
            await asyncio.sleep(0.02)

    async def keep(self, member: Member) -> None:
        """Start it, and again whenever it has ended."""
        while True:
            extra, member.extra = member.extra, {}
            member.began, member.asked = time.monotonic(), False
            member.child = await member.start(extra)
            code = await member.child.wait()
            member.processes.children.remove(member.child)
            self._note(member, code)
            away, member.away = member.away, 0.0
            await asyncio.sleep(_AGAIN + away)

    def _note(self, member: Member, code: int) -> None:
        """Tell ends that are in order from those that are not."""
        lived = time.monotonic() - member.began
        if member.armed and code == -signal.SIGKILL and not member.asked:
            self.killed_at_points += 1
        elif not (lived < _STARTING and code in _EARLY) and not (member.asked and code in _IN_ORDER):
            told = ", told to stop," if member.asked else ""
            self.deaths.append(f"{member.name}{told} ended with {ending(code)} after {lived:.1f} s")
        member.armed = False


@contextlib.asynccontextmanager
async def built(state: Path, *, workers: int, environment: Mapping[str, str]) -> AsyncIterator[Site]:
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
        site = Site(
            servers=servers,
            postgres=postgres,
            redis=redis,
            apis=[Member(f"api-{n}", home, home.start_api) for n, home in enumerate(homes, 1)],
            workers=[_worker(f"worker-{n}", homes[0]) for n in range(1, workers + 1)],
            billing=_billing(homes[0]),
            ledger=state / LEDGER,
            said=said,
            errors=errors,
        )
        await homes[0].prepare()
        keepers = [asyncio.create_task(site.keep(member)) for member in [*site.members, site.billing]]
        try:
            await site.ready(60)
            yield site
        finally:
            for keeper in keepers:
                keeper.cancel()
            await asyncio.gather(*keepers, return_exceptions=True)
            for home in homes:
                await home.stop()


def _worker(name: str, home: Processes) -> Member:
    return Member(name, home, lambda extra: home.start_worker(extra, name=name))


def _billing(home: Processes) -> Member:
    arguments = ["billing", "--moment", str(_MOMENT)]
    for code in DECLINED:
        arguments += ["--decline", code]
    return Member("billing", home, lambda extra: home.start("billing", *arguments, environment=extra))
