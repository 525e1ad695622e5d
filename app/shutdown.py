"""Orderly shutdown within a deadline, even if a server that the process is connected to has stopped answering.

A process that is told to stop ends with code 0, or with code 1 if it could not close its connections in time. It then
leaves the same things undone as after a kill -9.
"""

import os
import signal
import threading

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


def ignore_signals() -> None:
    """Install handlers for SIGTERM and SIGINT that do nothing.

    Uvicorn handles the signals while it serves and then raises them again for the previous handlers. The default
    handlers would end the process immediately, before its connections are closed.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
