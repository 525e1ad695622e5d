"""The API and the workers of one installation as child processes: for `registro dev`, demos and crash tests.

Each child has a session of its own, so that Ctrl-C reaches only the supervisor, and is on a leash, so that none
of them outlives it. What they print comes out line by line behind their names.
"""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path

from app.http.auth.dev_tokens import load_or_create_secret
from embedded.parent_death import die_with_parent
from embedded.servers import EmbeddedServerError, EmbeddedServers, boot

COMMAND = (sys.executable, "-m", "commands")
STOP_TIMEOUT_SECONDS = 8.0  # seconds between asking a child to stop and killing it
CHUNK_BYTES = 2**16  # bytes
REACHABLE_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  address to listen on -> one to be reached at

PrintLine = Callable[[str, str], None]


def write_stdout(text: str) -> None:
    """Print. Never fails: the terminal may have been closed, and stopping in order goes on without it."""
    rest = text.encode(errors="replace")
    with contextlib.suppress(OSError):
        while rest:
            rest = rest[os.write(1, rest) :]


def print_line(name: str, line: str) -> None:
    """Print a line behind the name of who said it."""
    write_stdout(f"{name:8} | {line}\n")


class Child:
    """One running child."""

    def __init__(self, name: str, process: asyncio.subprocess.Process, say: PrintLine) -> None:
        self.name = name
        self.process = process
        self._output_task = asyncio.create_task(self._forward_output(say))

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    def send_signal(self, number: signal.Signals) -> None:
        """SIGTERM asks it to stop; SIGSTOP freezes it, SIGCONT thaws it."""
        # subprocess would look first whether it lives: of one that has just ended, asyncio is then told the code 255.
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill -9, with whatever it started."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    async def wait(self) -> int:
        """Its return code, -9 for one that was killed; what it printed last is out by then."""
        code = await self.process.wait()
        await asyncio.wait([self._output_task], timeout=1)  # not for ever: a grandchild may hold the pipe
        self._output_task.cancel()
        return code

    async def stop(self, grace: float = STOP_TIMEOUT_SECONDS) -> int:
        """Ask, then insist."""
        self.send_signal(signal.SIGTERM)
        self.send_signal(signal.SIGCONT)
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(self.wait(), grace)
        self.kill()
        return await self.wait()

    async def _forward_output(self, say: PrintLine) -> None:
        output, unfinished = self.process.stdout, b""
        while output and (chunk := await output.read(CHUNK_BYTES)):
            *lines, unfinished = (unfinished + chunk).split(b"\n")
            for line in lines:
                say(self.name, line.decode(errors="replace"))
        if unfinished:
            say(self.name, unfinished.decode(errors="replace"))


class Processes:
    """The children of one installation. Those that live and those that died unasked are in `children`.

    `environment` goes on top of our own. `servers` are the embedded ones they use, if any; whoever booted those
    stops them. `command` stands before `api`, `worker` and `prepare`.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        host: str = "127.0.0.1",
        port: int,
        servers: EmbeddedServers | None = None,
        command: Sequence[str] = COMMAND,
        say: PrintLine = print_line,
    ) -> None:
        address = {"HOST": host, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
        self.environment = {**environment, **address, **embedded_urls(servers)}
        self.servers = servers
        self.children: list[Child] = []
        self._host, self._port = REACHABLE_HOST.get(host, host), port
        self._command = command
        self._say = say

    @property
    def base_url(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def start(self, name: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Child:
        """Start one more child; call it from the main thread."""
        process = await asyncio.create_subprocess_exec(
            # SIGKILL: without us the servers end at once, so there is nothing to be finished in peace
            *die_with_parent([*self._command, *arguments], signal.SIGKILL),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **self.environment, **(environment or {})},
        )
        child = Child(name, process, self._say)
        self.children.append(child)
        return child

    async def start_api(self, environment: Mapping[str, str] | None = None) -> Child:
        return await self.start("api", "api", environment=environment)

    async def start_worker(self, environment: Mapping[str, str] | None = None, *, name: str = "worker") -> Child:
        return await self.start(name, "worker", environment=environment)

    async def prepare(self) -> None:
        """Bring the tables and the demo data up to date, and wait until that is done."""
        child = await self.start("prepare", "prepare")
        code = await child.wait()
        self.children.remove(child)
        if code:
            raise EmbeddedServerError(
                f"The database could not be prepared: `prepare` ended with {describe_exit(code)}, see above."
            )

    async def is_ready(self) -> bool:
        """Whether the API says that it is ready to serve."""
        try:
            return await asyncio.wait_for(_status(self._host, self._port, "/readyz"), 2) == 200
        except (OSError, TimeoutError, ValueError):
            return False

    async def wait_until_ready(self, seconds: float = 60) -> None:
        async with asyncio.timeout(seconds):
            while not await self.is_ready():
                if dead := [child for child in self.children if not child.alive]:
                    raise EmbeddedServerError(f"{dead[0].name} ended with {describe_exit(await dead[0].wait())}.")
                await asyncio.sleep(0.05)

    def kill(self) -> None:
        for child in self.children:
            child.kill()

    async def stop(self) -> None:
        """Stop all children at once and wait for them."""
        await asyncio.gather(*(child.stop() for child in self.children))
        self.children.clear()


@contextlib.asynccontextmanager
async def running_processes(
    state: Path,
    port: int,
    *,
    workers: int = 1,
    fast: bool = False,
    environment: Mapping[str, str] | None = None,
    command: Sequence[str] = COMMAND,
    say: PrintLine = print_line,
) -> AsyncIterator[Processes]:
    """Everything that `registro dev` runs, prepared and ready; all of it ends with the block."""
    with boot(state, fast=fast) as servers:
        mode = {"REGISTRO_DEV": "1", "REGISTRO_STATE_DIR": str(state)}
        mode |= {"REGISTRO_JWT_SECRET": load_or_create_secret(state), "REGISTRO_JWKS_URL": ""}
        processes = Processes({**mode, **(environment or {})}, port=port, servers=servers, command=command, say=say)
        try:
            await processes.prepare()
            await processes.start_api()
            for _ in range(workers):
                await processes.start_worker()
            await processes.wait_until_ready()
            yield processes
        finally:
            await processes.stop()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on. Somebody else may take it before you do, which is rare enough."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def embedded_urls(servers: EmbeddedServers | None) -> dict[str, str]:
    """What tells a child where the embedded servers are; nothing about servers that are not embedded."""
    found = {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url} if servers else {}
    return {name: url for name, url in found.items() if url}


def describe_exit(code: int) -> str:
    """`SIGKILL` for -9, `code 3` for 3."""
    return signal.Signals(-code).name if code < 0 else f"code {code}"


async def _status(host: str, port: int, path: str) -> int:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return int((await reader.readline()).split()[1])
    except IndexError:
        return 0
    finally:
        writer.close()
