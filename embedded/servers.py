"""Starts PostgreSQL and a Redis-compatible server, for commands that are given no URL of a server.

Starting is idempotent: a server that already answers is used as it is, whichever process started it, and only one that
is missing is started. Servers end with the process that started them: `stop` stops them, and after a kill -9 of that
process their parent death signal does. Both listen on unix sockets in a private folder and on no port.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from embedded.executables import EmbeddedServerError, accessible_path, find_postgres, find_redis
from embedded.parent_death import die_with_parent
from embedded.readiness import (
    PostgresError,
    Readiness,
    is_listening,
    postgres_readiness,
    query_postgres,
    redis_readiness,
)
from embedded.state_dir import POSTGRES_SOCKET, REDIS_SOCKET, StateDir, default_state_dir, prepare, sockets_folder

__all__ = ["EmbeddedServerError", "EmbeddedServers", "boot", "default_state_dir", "find_running", "has_data"]

DATABASE_NAME = "registro"
DATA_FOLDER = "pg"
READY_TIMEOUT_SECONDS = 60.0
"""Long enough for recovery after a crash, and for Redis to load a long append-only file."""
MAX_STARTS = 40
"""How often a server that ends immediately is started, 0.1 s apart, before that is an error."""
STOP_TIMEOUT_SECONDS = 10.0
MIN_SHARED_MEMORY_BYTES = 32 * 2**20
"""With less free space in /dev/shm, PostgreSQL keeps its shared memory in a file."""
STOP_SIGNALS = {"redis": signal.SIGTERM, "postgres": signal.SIGINT}
"""In the order of stopping. SIGINT: PostgreSQL does not wait for its clients."""


class EmbeddedServers:
    """The servers of one state folder.

    Attributes:
        started: the processes that this object has started, by `postgres` and `redis`.
        database_url, redis_url: None if that server was not asked for.
    """

    def __init__(self, state: Path, *, postgres: bool = True, redis: bool = True, fast: bool = False) -> None:
        with _as_embedded_server_error(state):
            self.state_dir = prepare(state)
        self.started: dict[str, subprocess.Popen[bytes]] = {}
        self._fast = fast
        self.database_url = _database_url(self.state_dir.sockets) if postgres else None
        self.redis_url = _redis_url(self.state_dir.sockets) if redis else None

    def ensure_running(self) -> None:
        """Start each server that does not answer, and wait until all do. A killed server is started again by this.

        Raises EmbeddedServerError.
        """
        with _as_embedded_server_error(self.state_dir.path), self.state_dir.lock():
            if self.database_url:
                self._start_until_ready(
                    "postgres", self.state_dir.postgres_socket, postgres_readiness, self._start_postgres
                )
                _create_database(self.state_dir.postgres_socket)
            if self.redis_url:
                self._start_until_ready("redis", self.state_dir.redis_socket, redis_readiness, self._start_redis)

    def dead(self) -> list[str]:
        """The names of the servers that have ended. Cheap enough to be called every second."""
        wanted = {"postgres": self.database_url, "redis": self.redis_url}
        return [name for name, url in wanted.items() if url and not self._seems_alive(name)]

    def stop(self) -> None:
        """Stop the servers that this object started, and no others."""
        lock = self.state_dir.lock() if self.state_dir.path.exists() else contextlib.nullcontext()
        with lock:
            running = [(name, self.started[name]) for name in STOP_SIGNALS if name in self.started]
            for name, server in running:
                server.send_signal(STOP_SIGNALS[name])
                server.send_signal(signal.SIGCONT)  # a process stopped by SIGSTOP would not handle the other signal
            for _, server in running:
                _wait_or_kill(server)
            self.started.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _seems_alive(self, name: str) -> bool:
        if name in self.started:
            return self.started[name].poll() is None
        return is_listening(self.state_dir.postgres_socket if name == "postgres" else self.state_dir.redis_socket)

    def _start_until_ready(
        self,
        name: str,
        path: Path,
        ask: Callable[[Path], Readiness],
        start: Callable[[], subprocess.Popen[bytes]],
    ) -> None:
        """Ask until the server is ready, and start it if nothing listens on its socket.

        It is started again if it ends: for a second, children of a server that was just killed still hold its files.
        It is not started while something listens, because a second Redis would take the socket from the first.
        """
        deadline, starts = time.monotonic() + READY_TIMEOUT_SECONDS, 0
        while (answer := ask(path)) is not Readiness.READY:
            server = self.started.get(name)
            if answer is Readiness.ABSENT and (server is None or server.poll() is not None):
                if starts == MAX_STARTS:
                    raise EmbeddedServerError(f"{name} does not start. The end of its log:\n{self._end_of_log(name)}")
                time.sleep(0.1 if starts else 0)
                self.started[name] = start()
                starts += 1
            if time.monotonic() > deadline:
                raise EmbeddedServerError(f"{name} in {self.state_dir.path} does not get ready: {answer.value}.")
            time.sleep(0.005)
        if name in self.started and self.started[name].poll() is not None:
            del self.started[name]  # ours has ended, and one that another process started answers

    def _start_postgres(self) -> subprocess.Popen[bytes]:
        postgres = accessible_path(find_postgres(), self.state_dir.run_as, self.state_dir.path / "bin")
        data = self.state_dir.path / DATA_FOLDER
        if not data.exists():
            _initialise(self.state_dir, postgres)
        _check_version(data, postgres)
        settings = ["listen_addresses=", "max_connections=100", "shared_buffers=128MB", *_shared_memory()]
        if self._fast:
            settings += ["synchronous_commit=off", "fsync=off", "full_page_writes=off"]
        flags = [flag for setting in settings for flag in ("-c", setting)]
        # -p: a PGPORT in the environment would change the socket's name
        return self._spawn("postgres", postgres, "-D", data, "-k", self.state_dir.sockets, "-p", 5432, *flags)

    def _start_redis(self) -> subprocess.Popen[bytes]:
        redis = accessible_path(find_redis(), self.state_dir.run_as, self.state_dir.path / "bin")
        sockets = ["--port", 0, "--unixsocket", self.state_dir.redis_socket, "--unixsocketperm", 700]
        storage = ["--dir", self.state_dir.private_folder("redis"), "--appendonly", "yes", "--save", ""]
        sync = ["--appendfsync", "no" if self._fast else "everysec"]
        # noeviction: under memory pressure, writes fail instead of jobs being deleted
        return self._spawn("redis", redis, *sockets, *storage, *sync, "--maxmemory-policy", "noeviction")

    def _spawn(self, name: str, executable: Path, *arguments: object) -> subprocess.Popen[bytes]:
        own_command = [str(part) for part in (executable, *arguments)]
        command = die_with_parent(own_command, STOP_SIGNALS[name], self.state_dir.run_as)
        # Not a pipe: the server would block when it is full. Not for others: it has statements and their values in it.
        with self.state_dir.private_file(f"{name}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own command
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/"
            )

    def _end_of_log(self, name: str) -> str:
        return "\n".join((self.state_dir.path / f"{name}.log").read_text(errors="replace").splitlines()[-5:])


@dataclass(frozen=True, slots=True)
class RunningServers:
    """The URLs of the servers that run; None for one that does not."""

    database_url: str | None
    redis_url: str | None


def find_running(state: Path) -> RunningServers:
    """The servers that run in the folder `state`, whichever process started them. Nothing is made or started."""
    sockets = sockets_folder(state.absolute())
    try:
        postgres, redis = is_listening(sockets / POSTGRES_SOCKET), is_listening(sockets / REDIS_SOCKET)
    except PermissionError:
        return RunningServers(None, None)  # another account's
    return RunningServers(_database_url(sockets) if postgres else None, _redis_url(sockets) if redis else None)


def has_data(state: Path) -> bool:
    """Whether PostgreSQL has data in the folder `state`. Raises EmbeddedServerError if that cannot be seen."""
    with _as_embedded_server_error(state):
        return (state / DATA_FOLDER).is_dir()


def _database_url(sockets: Path) -> str:
    return f"postgresql://postgres@/{DATABASE_NAME}?host={quote(str(sockets))}"


def _redis_url(sockets: Path) -> str:
    return f"unix://{quote(str(sockets))}/{REDIS_SOCKET}"


def boot(state: Path, *, postgres: bool = True, redis: bool = True, fast: bool = False) -> EmbeddedServers:
    """Start the servers in the folder `state`; returns when they answer. Raises EmbeddedServerError.

    Blocks for about 0.2 s, for 1 to 2 s the first time. Call it from the main thread. With `fast`, which is for tests,
    commits are not durable.
    """
    servers = EmbeddedServers(state, postgres=postgres, redis=redis, fast=fast)
    try:
        servers.ensure_running()
    except BaseException:
        servers.stop()
        raise
    return servers


@contextlib.contextmanager
def _as_embedded_server_error(state: Path) -> Iterator[None]:
    """Turn errors of the operating system and of PostgreSQL into EmbeddedServerError, which is shown as a message."""
    try:
        yield
    except (OSError, PostgresError) as error:
        raise EmbeddedServerError(f"The embedded servers cannot run in {state}: {error}.") from error


def _initialise(state_dir: StateDir, postgres: Path) -> None:
    """Make the data folder under another name first: an initdb that is killed leaves a folder that looks complete."""
    uid = state_dir.run_as.uid if state_dir.run_as else os.geteuid()
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedServerError(
            f"User id {uid} has no name here, and initdb insists on one: set DATABASE_URL."
        ) from None
    shutil.rmtree(state_dir.path / "pg.tmp", ignore_errors=True)
    unfinished = state_dir.private_folder("pg.tmp")
    # trust: only accounts that may enter the private folder reach the socket. C.UTF-8: the same on every machine.
    flags = ["-D", str(unfinished), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    if _major_version(postgres) >= 17:
        flags += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command = die_with_parent([str(postgres.with_name("initdb")), *flags], signal.SIGTERM, state_dir.run_as)
    result = subprocess.run(  # noqa: S603 - our own command
        command, stdin=subprocess.DEVNULL, capture_output=True, check=False, start_new_session=True, cwd="/"
    )
    if result.returncode:
        raise EmbeddedServerError(f"initdb failed:\n{result.stderr.decode(errors='replace').strip()}")
    unfinished.rename(state_dir.path / DATA_FOLDER)


def _check_version(data: Path, postgres: Path) -> None:
    of_data, installed = int((data / "PG_VERSION").read_text()), _major_version(postgres)
    if of_data != installed:
        raise EmbeddedServerError(
            f"{data} was made by PostgreSQL {of_data} and this is PostgreSQL {installed}, which cannot read it: "
            f"move the folder elsewhere to start with an empty one, or set DATABASE_URL to a PostgreSQL {of_data}."
        )


def _major_version(postgres: Path) -> int:
    """18 for `postgres (PostgreSQL) 18.6`."""
    command = [str(postgres), "--version"]
    output = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - our own command
    return int(output.split()[2].split(b".")[0])


def _shared_memory() -> list[str]:
    """Settings for a small /dev/shm, as some containers have it: shared memory in a file instead."""
    try:
        status = os.statvfs("/dev/shm")  # noqa: S108 - not a temporary file
    except OSError:
        return []
    return [] if status.f_bavail * status.f_frsize >= MIN_SHARED_MEMORY_BYTES else ["dynamic_shared_memory_type=mmap"]


def _create_database(path: Path) -> None:
    if query_postgres(path, f"SELECT FROM pg_database WHERE datname = '{DATABASE_NAME}'") == "SELECT 0":
        query_postgres(path, f"CREATE DATABASE {DATABASE_NAME}", seconds=READY_TIMEOUT_SECONDS)


def _wait_or_kill(server: subprocess.Popen[bytes]) -> None:
    try:
        server.wait(STOP_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
