"""Starts programs of this project by forking a process that has loaded them.

Loading takes a second of a processor, and tests start hundreds of processes. What is forked has a process id, memory,
a session, an environment and an output of its own, and ends as what `spawned` starts.
"""

import asyncio
import ctypes
import io
import multiprocessing
import os
import runpy
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from commands.processes import Process, spawned
from embedded.parent_death import SET_PARENT_DEATH_SIGNAL
from tests.support.poll import within

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["app.api", "app.worker", "commands.cli", "tests.support.participant"])
READY = b"."
"""What a process writes first, when it has a session of its own and can be killed with it."""


async def forked(command: Sequence[str], environment: Mapping[str, str]) -> Process:
    """A process for `python -m MODULE ...`. Other programs, and those with another libc, are spawned."""
    if tuple(command[:2]) != (sys.executable, "-m") or "LD_PRELOAD" in environment:
        return await spawned(command, environment)
    process, _ = await _started(command[2:], environment, outputs=1)
    return process


async def completed(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
    """`registro` with these arguments, to its end: its return code, standard output and standard error."""
    words = ["commands", *map(str, arguments)]
    process, outputs = await _started(words, {**os.environ, **environment}, outputs=2)
    try:
        async with within(60):
            out, err = await asyncio.gather(*(output.read() for output in outputs))
            return await process.wait(), out.decode(), err.decode()
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)


async def _started(
    words: Sequence[str], environment: Mapping[str, str], outputs: int
) -> tuple["_Forked", list[asyncio.StreamReader]]:
    """The process and its outputs: one for all, or standard output and standard error."""
    pipes = [_server.Pipe(duplex=False) for _ in range(outputs)]
    writing = [end for _, end in pipes]
    process = _server.Process(target=_run, args=(words, dict(environment), writing), daemon=True)
    process.start()
    for end in writing:
        end.close()
    readers = [await _reader(end) for end, _ in pipes]
    await readers[0].readexactly(len(READY))
    return _Forked(process, readers[0]), readers


async def _reader(end: Connection) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    with end:
        pipe = os.fdopen(os.dup(end.fileno()), "rb", buffering=0)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


class _Forked:
    """A forked process, with the interface of an `asyncio.subprocess.Process`."""

    def __init__(self, process: ForkServerProcess, stdout: asyncio.StreamReader) -> None:
        assert process.pid is not None
        self.pid, self.stdout = process.pid, stdout
        self._process, self._ended = process, asyncio.Event()
        asyncio.get_running_loop().add_reader(process.sentinel, self._end)

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    async def wait(self) -> int:
        await self._ended.wait()
        code = self.returncode
        assert code is not None
        return code

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._ended.set()


def _run(words: Sequence[str], environment: Mapping[str, str], outputs: Sequence[Connection]) -> None:
    """In the forked process: become what `python -m` with these words would be."""
    os.setsid()
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    for stream, output in zip((sys.stdout, sys.stderr), (outputs[0], outputs[-1]), strict=True):
        assert isinstance(stream, io.TextIOWrapper)
        os.dup2(output.fileno(), stream.fileno())
        stream.reconfigure(write_through=True)
    for output in outputs:
        output.close()
    os.write(sys.stdout.fileno(), READY)
    sys.argv = list(words)
    try:
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)
    except Exception:  # noqa: BLE001 - as Python does with every one that is not caught
        sys.excepthook(*sys.exc_info())
        sys.exit(1)
