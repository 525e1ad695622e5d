"""A Redis-compatible server of a test's own, to be killed, frozen and started again."""

import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from redis.asyncio import Redis

from embedded.executables import find_redis
from embedded.parent_death import die_with_parent
from embedded.readiness import Readiness, redis_readiness
from tests.support.poll import wait_for_async


class RedisServer:
    """Listens on a unix socket in `folder` and on no port; forgets everything when it ends."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    @asynccontextmanager
    async def running(cls, folder: Path) -> AsyncIterator[Self]:
        """One that runs while the block does."""
        server = cls(folder)
        await server.start()
        yield server
        server.kill()

    async def start(self) -> None:
        """Return once it answers; begins anew after `kill`."""
        self._process = self._spawned()
        await wait_for_async(self._ready, 10, "Redis answers")

    def kill(self) -> None:
        """Kill it with SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def freeze(self) -> None:
        """Stop answering while every connection stays open."""
        self._running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._running.send_signal(signal.SIGCONT)

    def client(self) -> Redis:
        """A new client as listeners use it: it waits for messages without a timeout, and connects with one."""
        return Redis(unix_socket_path=str(self.socket), socket_timeout=None, socket_connect_timeout=2)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "start it first"
        return self._process

    def _spawned(self) -> subprocess.Popen[bytes]:
        options = {"unixsocket": self.socket, "port": 0, "dir": self._folder, "save": "", "appendonly": "no"}
        command = [str(find_redis().path)]
        for name, value in options.items():
            command += [f"--{name}", str(value)]
        with (self._folder / "redis.log").open("ab") as log:
            return subprocess.Popen(die_with_parent(command, signal.SIGKILL), stdout=log, stderr=log)

    async def _ready(self) -> bool:
        assert self._running.poll() is None, (self._folder / "redis.log").read_text()
        return redis_readiness(self.socket) is Readiness.READY
