"""PostgreSQL and a Redis-compatible server from pip wheels, started for whoever has no URL of their own.

Two properties carry the rest. Booting is idempotent: servers that answer are attached to, whoever started
them, and only what is missing is started. And servers end with their starter: `stop` stops them, and if that
never comes (kill -9) their leash does. Both listen on unix sockets in a private folder and on no port.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from embedded.executables import CannotBoot, find_postgres, find_redis, reachable
from embedded.parent_death import leashed
from embedded.readiness import Answer, Refused, ask_postgres, ask_redis, listens, query_postgres
from embedded.state_dir import Place, default_state, settle

__all__ = ["CannotBoot", "Embedded", "boot", "default_state"]

DATABASE = "registro"
PATIENCE = 60.0  # seconds for a server to get ready; recovery after a crash and loading a long file take their time
STARTS = 40  # how often a server that ends at once is started again, 0.1 s apart, before that is an error
GRACE = 10.0  # seconds for a server to stop
ROOMY = 32 * 2**20  # bytes of /dev/shm that PostgreSQL is comfortable with
STOP_SIGNALS = {
    "redis": signal.SIGTERM,
    "postgres": signal.SIGINT,
}  # in this order; SIGINT: without waiting for clients


class Embedded:
    """The servers of one state folder. `started` holds those started by this object: postgres, redis."""

    def __init__(self, state: Path, *, postgres: bool = True, redis: bool = True, fast: bool = False) -> None:
        with _in_a_sentence(state):
            self.place = settle(state)
        self.started: dict[str, subprocess.Popen[bytes]] = {}
        self._fast = fast
        run = quote(str(self.place.run))
        self.database_url = f"postgresql://postgres@/{DATABASE}?host={run}" if postgres else None
        self.redis_url = f"unix://{run}/{self.place.redis_socket.name}" if redis else None

    def ensure(self) -> None:
        """Attach to what answers and start what does not; also the way to get a killed server back."""
        with _in_a_sentence(self.place.state), self.place.locked():
            if self.database_url:
                self._bring_up("postgres", self.place.postgres_socket, ask_postgres, self._start_postgres)
                _create_database(self.place.postgres_socket)
            if self.redis_url:
                self._bring_up("redis", self.place.redis_socket, ask_redis, self._start_redis)

    def lost(self) -> list[str]:
        """Which servers are gone, in a look that costs next to nothing."""
        wanted = {"postgres": self.database_url, "redis": self.redis_url}
        return [name for name, url in wanted.items() if url and not self._seems_alive(name)]

    def stop(self) -> None:
        """Stop what this object started, and nothing else."""
        lock = self.place.locked() if self.place.state.exists() else contextlib.nullcontext()
        with lock:
            running = [(name, self.started[name]) for name in STOP_SIGNALS if name in self.started]
            for name, server in running:
                server.send_signal(STOP_SIGNALS[name])
                server.send_signal(signal.SIGCONT)  # a stopped one would never hear the other
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
        return listens(self.place.postgres_socket if name == "postgres" else self.place.redis_socket)

    def _bring_up(
        self,
        name: str,
        path: Path,
        ask: Callable[[Path], Answer],
        start: Callable[[], subprocess.Popen[bytes]],
    ) -> None:
        """Ask until it is ready, starting it when nobody listens.

        More than once, because what a server killed a moment ago leaves behind holds its files for a second.
        Never beside something that listens: a second Redis would take the socket from the first.
        """
        deadline, starts = time.monotonic() + PATIENCE, 0
        while (answer := ask(path)) is not Answer.READY:
            server = self.started.get(name)
            if answer is Answer.ABSENT and (server is None or server.poll() is not None):
                if starts == STARTS:
                    raise CannotBoot(f"{name} does not start. The end of its log:\n{self._end_of_log(name)}")
                time.sleep(0.1 if starts else 0)
                self.started[name] = start()
                starts += 1
            if time.monotonic() > deadline:
                raise CannotBoot(f"{name} in {self.place.state} does not get ready: {answer.value}.")
            time.sleep(0.005)
        if name in self.started and self.started[name].poll() is not None:
            del self.started[name]  # ours has died and somebody else's answers

    def _start_postgres(self) -> subprocess.Popen[bytes]:
        program = reachable(find_postgres(), self.place.account, self.place.state / "bin")
        data = self.place.state / "pg"
        if not data.exists():
            _initialise(self.place, program)
        _check_version(data, program)
        settings = ["listen_addresses=", "max_connections=100", "shared_buffers=128MB", *_shared_memory()]
        if self._fast:
            settings += ["synchronous_commit=off", "fsync=off", "full_page_writes=off"]
        flags = [flag for setting in settings for flag in ("-c", setting)]
        # -p: else a PGPORT in somebody's environment would change the socket's name
        return self._spawn("postgres", program, "-D", data, "-k", self.place.run, "-p", 5432, *flags)

    def _start_redis(self) -> subprocess.Popen[bytes]:
        program = reachable(find_redis(), self.place.account, self.place.state / "bin")
        sockets = ["--port", 0, "--unixsocket", self.place.redis_socket, "--unixsocketperm", 700]
        keeping = ["--dir", self.place.private_folder("redis"), "--appendonly", "yes", "--save", ""]
        syncing = ["--appendfsync", "no" if self._fast else "everysec"]
        # noeviction: a queue that forgets jobs under memory pressure is no queue
        return self._spawn("redis", program, *sockets, *keeping, *syncing, "--maxmemory-policy", "noeviction")

    def _spawn(self, name: str, program: Path, *arguments: object) -> subprocess.Popen[bytes]:
        command = leashed([str(part) for part in (program, *arguments)], STOP_SIGNALS[name], self.place.account)
        with (self.place.state / f"{name}.log").open("ab") as log:  # not a pipe: one that nobody reads would block it
            return subprocess.Popen(  # noqa: S603  our own command
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/"
            )

    def _end_of_log(self, name: str) -> str:
        return "\n".join((self.place.state / f"{name}.log").read_text(errors="replace").splitlines()[-5:])


def boot(state: Path, *, postgres: bool = True, redis: bool = True, fast: bool = False) -> Embedded:
    """Servers that answer, in `state`. `fast` is for tests: commits are no longer durable.

    Blocks for some 0.2 s, for 1 to 2 s the first time. Call it from the main thread.
    """
    servers = Embedded(state, postgres=postgres, redis=redis, fast=fast)
    try:
        servers.ensure()
    except BaseException:
        servers.stop()
        raise
    return servers


@contextlib.contextmanager
def _in_a_sentence(state: Path) -> Iterator[None]:
    """What the operating system refuses is told to a person, who may have no use for a traceback."""
    try:
        yield
    except (OSError, Refused) as error:
        raise CannotBoot(f"The embedded servers cannot run in {state}: {error}.") from error


def _initialise(place: Place, postgres: Path) -> None:
    """Make the data folder under another name first: an initdb killed midway leaves one that even starts."""
    uid = place.account.uid if place.account else os.geteuid()
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise CannotBoot(f"User id {uid} has no name here, and initdb insists on one: set DATABASE_URL.") from None
    shutil.rmtree(place.state / "pg.tmp", ignore_errors=True)
    unfinished = place.private_folder("pg.tmp")
    # trust: whoever can reach the socket has entered a private folder. C.UTF-8: the same on every machine.
    flags = ["-D", str(unfinished), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    if _major(postgres) >= 17:
        flags += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command = leashed([str(postgres.with_name("initdb")), *flags], signal.SIGTERM, place.account)
    made = subprocess.run(  # noqa: S603
        command, stdin=subprocess.DEVNULL, capture_output=True, check=False, start_new_session=True, cwd="/"
    )
    if made.returncode:
        raise CannotBoot(f"initdb failed:\n{made.stderr.decode(errors='replace').strip()}")
    unfinished.rename(place.state / "pg")


def _check_version(data: Path, postgres: Path) -> None:
    there, here = int((data / "PG_VERSION").read_text()), _major(postgres)
    if there != here:
        raise CannotBoot(
            f"{data} was made by PostgreSQL {there} and this is PostgreSQL {here}, which cannot read it: "
            "move it away to begin anew, or set DATABASE_URL to a server that can."
        )


def _major(postgres: Path) -> int:
    """18 for `postgres (PostgreSQL) 18.6`."""
    said = subprocess.run([postgres, "--version"], capture_output=True, check=True).stdout  # noqa: S603
    return int(said.split()[2].split(b".")[0])


def _shared_memory() -> list[str]:
    """Where /dev/shm is tiny, as in some containers, PostgreSQL has to keep its shared memory in a file."""
    try:
        status = os.statvfs("/dev/shm")  # noqa: S108
    except OSError:
        return []
    return [] if status.f_bavail * status.f_frsize >= ROOMY else ["dynamic_shared_memory_type=mmap"]


def _create_database(path: Path) -> None:
    if query_postgres(path, f"SELECT FROM pg_database WHERE datname = '{DATABASE}'") == "SELECT 0":
        query_postgres(path, f"CREATE DATABASE {DATABASE}", seconds=PATIENCE)


def _wait_or_kill(server: subprocess.Popen[bytes]) -> None:
    try:
        server.wait(GRACE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
