"""Orderly shutdown within a deadline, even if a server that the process is connected to has stopped answering.

A process that is told to stop ends with code 0, or with code 1 if it could not close its connections in time. It then
leaves the same things undone as after a kill -9.
"""

import asyncio
import os
import signal
import threading
from collections.abc import Coroutine
from typing import Any

import structlog

_log = structlog.get_logger("app.shutdown")

SHUTDOWN_GRACE_SECONDS = 2.5
"""For closing connections after all work has ended. A little longer than the timeout of a lock; together with the 5 s
that requests and sagas get, shorter than supervisors wait before they kill."""


def exit_after(seconds: float) -> None:
    """End this process with code 1 unless it has ended by itself within this time."""

    def end_process() -> None:
        _log.error("shutdown timed out: a connection could not be closed", duration_seconds=seconds)
        os._exit(1)

    # A thread, so that it works even if the event loop is blocked.
    watchdog = threading.Timer(seconds, end_process)
    watchdog.daemon = True
    watchdog.start()


class StopSignals:
    """Notes SIGTERM and SIGINT until a server or a worker installs handlers of its own.

    Made first of all: the default handlers would end a process, and the first process of a container would not
    notice SIGTERM at all. The handlers stay between two steps of a start, so that no signal is lost there. Uvicorn
    raises the signals again when it has served, for the handlers that were there before.
    """

    def __init__(self) -> None:
        self._told = False
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Task[Any] | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def told(self) -> bool:
        """Whether the process was told to stop."""
        return self._told

    async def completed(self, work: Coroutine[Any, Any, None]) -> bool:
        """Do `work` until it is done or the process is told to stop. Returns whether it is done."""
        if self.told():
            work.close()
            return False
        task = self._waiting = asyncio.current_task()
        assert task is not None
        try:
            await work  # not as a task of its own: a SystemExit would end the loop before anything is closed
        except asyncio.CancelledError:
            if not self.told():
                raise
            task.uncancel()
            return False
        finally:
            self._waiting = None
        return True

    def _note(self, *_: object) -> None:
        self._told = True
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._interrupt)  # not here: a handler runs in the middle of anything

    def _interrupt(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
