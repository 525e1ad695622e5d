"""The systems that are compared, as processes: Registro on a database, the peer, and the least service."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jwt
import redis

from bench.compare.servers import ADAPTER, MINIMAL, MINIMAL_ADAPTER, ROOT, Servers
from commands.processes import free_port
from embedded.parent_death import die_with_parent

READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class System:
    """A running system.

    Attributes:
        name: the first part of the names of its figures.
        adapter: what tells the driver how to use it.
        environment: for the driver.
        trees: the roots of its process trees and of the servers'.
        url, token: where its API is, and what signs in there as an admin; empty but for Registro.
    """

    name: str
    adapter: str
    environment: Mapping[str, str]
    trees: Mapping[str, tuple[int, ...]]
    url: str = ""
    token: str = ""


@contextmanager
def registro(servers: Servers, database: str, name: str, *, workers: int = 1, seeded: int = 0) -> Iterator[System]:
    """Registro with one API on a database that is migrated and filled. `seeded`: how many sagas in it are final."""
    port, secret = free_port(), secrets.token_urlsafe(48)
    claims = {"sub": "bench", "roles": ["admin"], "exp": int(time.time()) + 24 * 3600}
    with redis.Redis.from_url(servers.redis_url) as client:
        client.flushdb()
    environment = {
        **servers.environment,
        "DATABASE_URL": servers.url(database),
        "REDIS_URL": servers.redis_url,
        "PORT": str(port),
        "REGISTRO_JWT_SECRET": secret,
        "YARD_DSN": servers.url(database),
        "TOKEN": jwt.encode(claims, secret),
        "REGISTRO_CATALOGUE_CACHE__MAX_BYTES": "0",  # pages are executed; nothing else here reads the catalogue
        "REGISTRO_RATE__ADMIN__QUERIES_PER_SECOND": "1000000",  # one client asks for pages as 64 would
        "GROWN": str(seeded),
    }
    commands = [["-m", "commands", command] for command in ("api", *["worker"] * workers)]
    with _processes(servers, name, commands, environment) as started:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(f"{url}/readyz", started)
        pids = [process.pid for process in started]
        servers_trees = {each: (pid,) for each, pid in servers.pids.items()}
        trees = {"api": (pids[0],), "workers": tuple(pids[1:]), **servers_trees}
        yield System(name, str(ADAPTER), environment, trees, url, environment["TOKEN"])


@contextmanager
def peer(servers: Servers, yardstick: Path) -> Iterator[System]:
    """The peer, on the database that the driver has seeded for it."""
    script = [str(yardstick / "peer" / "peer.sh")]
    environment = {**servers.environment, "YARD_DSN": servers.url("peer")}
    subprocess.run([*script, "start"], env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        found = {name: (int((yardstick / "run" / f"{name}.pid").read_text()),) for name in ("api", "workers")}
        trees = {**found, **{each: (pid,) for each, pid in servers.pids.items()}}
        yield System("peer", "seed_rest", environment, trees)
    finally:
        subprocess.run([*script, "stop"], env=environment, check=False, capture_output=True)  # noqa: S603 - our own command


@contextmanager
def minimal(servers: Servers, database: str) -> Iterator[System]:
    """The minimal service with one worker, on a database that has its tables."""
    port = free_port()
    url = servers.url(database)
    environment = {**servers.environment, "DATABASE_URL": url, "YARD_DSN": url, "REDIS_URL": servers.redis_url}
    environment |= {"PORT": str(port)}
    with _processes(servers, "minimal", [[str(MINIMAL), role] for role in ("api", "worker")], environment) as started:
        _wait_until_listening(port, started)
        pids = [process.pid for process in started]
        trees = {"api": (pids[0],), "workers": (pids[1],), **{each: (pid,) for each, pid in servers.pids.items()}}
        yield System("minimal", str(MINIMAL_ADAPTER), environment, trees)


def migrate(servers: Servers, database: str) -> None:
    """Create Registro's tables, or bring them to the state of this checkout."""
    environment = {
        **os.environ,
        "DATABASE_URL": servers.url(database),
        "REDIS_URL": servers.redis_url,
        "REGISTRO_JWT_SECRET": secrets.token_urlsafe(48),
    }
    command = [sys.executable, "-m", "commands", "migrate"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}bench: the tables could not be created")


@contextmanager
def _processes(
    servers: Servers, name: str, commands: Sequence[Sequence[str]], environment: Mapping[str, str]
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Python with the arguments of each command, during the block; a log for each."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            with (servers.folder / f"{name}-{command[-1]}.log").open("ab") as log:
                started.append(_start(command, environment, log.fileno()))
        yield started
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


def _start(command: Sequence[str], environment: Mapping[str, str], log: int) -> subprocess.Popen[bytes]:
    whole = die_with_parent([sys.executable, *command], signal.SIGTERM)
    return subprocess.Popen(  # noqa: S603 - our own command
        whole, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    )


def _wait_until_ready(url: str, started: Sequence[subprocess.Popen[bytes]]) -> None:
    def ready() -> None:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own API
            pass

    _wait_until(ready, started, url)


def _wait_until_listening(port: int, started: Sequence[subprocess.Popen[bytes]]) -> None:
    _wait_until(lambda: socket.create_connection(("127.0.0.1", port), timeout=2).close(), started, f"port {port}")


def _wait_until(works: Callable[[], None], started: Sequence[subprocess.Popen[bytes]], what: str) -> None:
    """Until `works` raises no OSError."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in started):
            raise SystemExit("bench: a process has ended; its log is in the folder of the benchmark")
        try:
            return works()
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"bench: {what} does not answer")
