"""Logs: one JSON object a line on standard output, for our messages and those of libraries. See docs/logs.md."""

import json
import logging
import sys
import threading
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from contextvars import copy_context
from datetime import UTC, datetime
from typing import Any, Literal

import orjson
import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import format_exc_info
from structlog.typing import EventDict, Processor

from telemetry.redaction import redact_text, safe

LogFormat = Literal["json", "console"]

_BOUND = structlog.contextvars.STRUCTLOG_KEY_PREFIX
_LEVELS = {"exception": "error", "warn": "warning"}
"""Of methods of a logger that are not called like their level."""
_AFTER_MESSAGE = ("correlation_id", "saga_id", "task_id", "operation", "duration_seconds")
"""The order of these keys in a line; all others follow them."""


class _Logger:
    """Writes lines under a name. A line that cannot be written is lost, and the program goes on."""

    def __init__(self, name: str) -> None:
        self.name = name

    def msg(self, line: bytes) -> None:
        """Write a line and flush it."""
        rest = line + b"\n"
        with suppress(OSError, ValueError):
            while rest and (written := sys.stdout.buffer.write(rest)):
                rest = rest[written:]
            sys.stdout.buffer.flush()

    debug = info = warning = error = critical = msg


class _Handler(logging.Handler):
    """Passes messages of libraries on to structlog."""

    def emit(self, record: logging.LogRecord) -> None:
        level = max(
            logging.DEBUG, min(record.levelno // 10 * 10, logging.CRITICAL)
        )  # libraries define levels of their own
        try:
            structlog.get_logger(record.name).log(level, record.getMessage(), exc_info=record.exc_info)
        except Exception:  # noqa: BLE001 - a faulty message must not be printed in another format
            structlog.get_logger("telemetry.logs").exception(
                "a library's log message cannot be formatted", library=record.name
            )


def configure(level: str, form: LogFormat = "json", *, colours: bool = False) -> None:
    """Write messages from `level` (DEBUG, INFO, WARNING, ERROR) upwards; those of libraries from one level above it.

    At DEBUG libraries would log the contents of every statement and frame.
    """
    number = logging.getLevelNamesMapping()[level]
    libraries = max(number, min(number + 10, logging.WARNING))
    structlog.configure(
        processors=processors(form, colours=colours),
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *names: _Logger(names[0] if names else "registro"),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[_Handler()], level=libraries, force=True)
    logging.captureWarnings(True)


def log_crashes() -> None:
    """Log exceptions that end the process or a thread, or that are raised where no code can catch them."""

    def crashed(error: BaseException | None) -> None:
        structlog.get_logger("app").critical("crashed", exc_info=error)

    sys.excepthook = lambda _, error, __: crashed(error)
    threading.excepthook = lambda crash: crashed(crash.exc_value)
    sys.unraisablehook = lambda crash: crashed(crash.exc_value)


def processors(form: LogFormat, *, colours: bool = False) -> Sequence[Processor]:
    """What turns an event into a line."""
    return [_line, *([_json] if form == "json" else _console(colours))]


def _line(logger: Any, level: str, event: EventDict) -> EventDict:
    """The keys of a line: always the same ones first, in the same order. No value holds a secret.

    One step in place of six of structlog's, because a busy process writes a line for each saga and request.
    """
    for variable, value in copy_context().items():
        if variable.name.startswith(_BOUND) and value is not Ellipsis:
            event.setdefault(variable.name[len(_BOUND) :], value)
    if "exc_info" in event:
        event = format_exc_info(logger, level, event)
    take = event.pop
    line = {
        "timestamp": datetime.now(UTC),
        "level": _LEVELS.get(level, level),
        "logger": logger.name,
        "message": redact_text(str(take("event"))),
    }
    if saga_id := event.get("saga_id"):
        # The form of `schema.ids`, which would import Strawberry; a test compares the two.
        event["task_id"] = urlsafe_b64encode(b"Task:%b" % str(saga_id).encode()).decode()
    for key in _AFTER_MESSAGE:
        if (value := take(key, None)) is not None:
            line[key] = safe(key, value)
    for key, value in event.items():
        line[key] = safe(key, value)
    return line


def _json(_: Any, __: str, event: EventDict) -> bytes:
    try:
        return orjson.dumps(event, option=orjson.OPT_UTC_Z)
    except TypeError:  # half of a surrogate pair, or a number of more than 64 bits
        return json.dumps({**event, "timestamp": event["timestamp"].isoformat()}).encode()


def _console(colours: bool) -> list[Processor]:
    """For a terminal: with the time of day only, and without the task's id, which is the saga's in another encoding."""

    def shortened(_: Any, __: str, event: EventDict) -> EventDict:
        event["timestamp"] = event["timestamp"].isoformat(timespec="milliseconds")[11:23]
        event.pop("task_id", None)
        return event

    renderer = ConsoleRenderer(
        colors=colours, pad_event_to=20, exception_formatter=plain_traceback, sort_keys=False, event_key="message"
    )
    return [shortened, renderer, lambda _, __, text: str(text).encode(errors="backslashreplace")]
