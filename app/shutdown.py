"""Stopping in order, within a deadline: whoever told a process to stop is not kept waiting by what it waits for.

A process that was told to stop ends with code 0, or with 1 where it could not even let go of things in time: they are
held by something that has stopped answering. What it leaves behind then is what a kill -9 leaves behind.
"""

import os
import signal
import threading

import structlog

_log = structlog.get_logger("app.shutdown")

GOODBYE = 2.5
"""Seconds for letting go of connections when nothing is worked on any more: a little more than waiting for a lock
takes, and together with what requests and sagas get (5 s) less than supervisors wait before they insist."""


def end_within(seconds: float) -> None:
    """End this process with code 1 unless it has ended by itself after so many seconds."""

    def insist() -> None:
        _log.error("not stopped in order: something does not answer", duration_seconds=seconds)
        os._exit(1)

    # A thread: it ends the process even where the event loop is held up.
    watchdog = threading.Timer(seconds, insist)
    watchdog.daemon = True
    watchdog.start()


def survive_signals() -> None:
    """Have SIGTERM and SIGINT do nothing by themselves.

    Uvicorn handles them while it serves, and then raises them again for whoever handled them before: by default they
    would end the process there and then, with everything still open.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
