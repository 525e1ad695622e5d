"""Runs the API and the workers of an installation as child processes, for `registro dev`, the demo, chaos and tests.

Each child has its own session, so that Ctrl-C reaches only this process, and is killed when this process ends. The
output of the children is passed on line by line with their names in front.
"""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from app.http.auth.dev_tokens import load_or_create_secret
from embedded.parent_death import die_with_parent
from embedded.servers import EmbeddedServerError, EmbeddedServers, boot

COMMAND = (sys.executable, "-m", "commands")
STOP_TIMEOUT_SECONDS = 8.0
"""A child that has not ended this long after SIGTERM is killed."""
CHUNK_BYTES = 2**16
REACHABLE_HOST = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not listened on
"""The address to connect to, for the addresses that mean "listen on all"."""

PrintLine = Callable[[str, str], None]
"""Receives the name of a process and a line of its output."""


def write_stdout(text: str) -> None:
    """Write to standard output. Never fails: an orderly stop must go on after the terminal was closed."""
    rest = text.encode(errors="replace")
    with contextlib.suppress(OSError):
        while rest:
            rest = rest[os.write(1, rest) :]


def print_line(name: str, line: str) -> None:
    """Print a line with the name of its process in front."""
    write_stdout(f"{name:8} | {line}\n")


class Process(Protocol):
    """What is used of an `asyncio.subprocess.Process`."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> int | None: ...
    @property
    def stdout(self) -> asyncio.StreamReader | None: ...
    async def wait(self) -> int: ...


Spawn = Callable[[Sequence[str], Mapping[str, str]], Awaitable[Process]]
"""Starts a command with an environment, in a session of its own, to be killed when this process ends."""


async def spawned(command: Sequence[str], environment: Mapping[str, str]) -> asyncio.subprocess.Process:
    """A new process. Call it in the main thread."""
    return await asyncio.create_subprocess_exec(
        # SIGKILL: the servers end with this process, too, so children could not finish their work
        *die_with_parent(list(command), signal.SIGKILL),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
        env=environment,
    )


class Child:
    """A child process."""

    def __init__(self, name: str, process: Process, say: PrintLine) -> None:
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
        """Send a signal, if the process has not ended."""
        # Not by Process.send_signal: it polls the process, and if that has just ended asyncio gets the code 255.
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Send SIGKILL to the process and its own children."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    async def wait(self) -> int:
        """Wait until it has ended and its output is passed on. Returns its return code, e.g. -9 after SIGKILL."""
        code = await self.process.wait()
        await asyncio.wait([self._output_task], timeout=1)  # a grandchild may keep the pipe open
        self._output_task.cancel()
        return code

    async def stop(self, grace: float = STOP_TIMEOUT_SECONDS) -> int:
        """Send SIGTERM, and SIGKILL if it has not ended after `grace` seconds. Returns its return code."""
        self.send_signal(signal.SIGTERM)
        self.send_signal(signal.SIGCONT)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace):
                return await self.wait()
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
    """The child processes of one installation.

    Args:
        environment: added to the environment of this process.
        servers: the embedded servers that the children use, if any. Stopping them is left to the caller.
        command: the command that `api`, `worker` and `prepare` are appended to.
        say: receives the output of the children.
        spawn: starts them.

    Attributes:
        children: the started processes, including those that have ended by themselves.
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
        spawn: Spawn = spawned,
    ) -> None:
        address = {"HOST": host, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
        self.environment = {**environment, **address, **embedded_urls(servers)}
        self.servers = servers
        self.children: list[Child] = []
        self._host, self._port = REACHABLE_HOST.get(host, host), port
        self._command = command
        self._say = say
        self._spawn = spawn

    @property
    def base_url(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def start(self, name: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Child:
        """Start a child process. Call it in the main thread."""
        process = await self._spawn(
            [*self._command, *arguments], {**os.environ, **self.environment, **(environment or {})}
        )
        child = Child(name, process, self._say)
        self.children.append(child)
        return child

    async def start_api(self, environment: Mapping[str, str] | None = None) -> Child:
        return await self.start("api", "api", environment=environment)

    async def start_worker(self, environment: Mapping[str, str] | None = None, *, name: str = "worker") -> Child:
        return await self.start(name, "worker", environment=environment)

    async def prepare(self) -> None:
        """Run `prepare` (migrations, demo data). Raises EmbeddedServerError if it fails."""
        child = await self.start("prepare", "prepare")
        code = await child.wait()
        self.children.remove(child)
        if code:
            raise EmbeddedServerError(
                f"The database could not be prepared: `prepare` ended with {describe_exit(code)}, see above."
            )

    async def is_ready(self) -> bool:
        """Whether the API is ready for requests."""
        try:
            async with asyncio.timeout(2):
                return await _status(self._host, self._port, "/readyz") == 200
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
        """Stop all children together and wait until they have ended."""
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
    """The processes and servers that `registro dev` runs, prepared and ready; they are stopped after the block."""
    with boot(state, fast=fast) as servers:
        mode = {"REGISTRO_DEV": "1", "REGISTRO_PROFILE": "open", "REGISTRO_STATE_DIR": str(state)}
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
    """A port of 127.0.0.1 that nothing listens on.

    It is below those that Linux gives to outgoing connections, which would take it before the caller does.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_768)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def embedded_urls(servers: EmbeddedServers | None) -> dict[str, str]:
    """Environment variables with the URLs of the embedded servers; empty without embedded servers."""
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
