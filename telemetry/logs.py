"""Logs: one JSON object a line on standard output, ours and the libraries' alike. For their readers: docs/logs.md."""

import json
import logging
import sys
import threading
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Literal

import orjson
import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.typing import EventDict, Processor

from telemetry.redaction import redact

Form = Literal["json", "console"]

_AFTER_MESSAGE = ("correlation_id", "saga_id", "task_id", "operation", "duration_seconds")
"""Keys in their order, where a line has them; whatever else there is comes after them."""


class _Logger:
    """Writes lines, and knows its own name. A line that cannot be written is lost: what it tells of goes on."""

    def __init__(self, name: str) -> None:
        self.name = name

    def msg(self, line: bytes) -> None:
        """Write it at once."""
        rest = line + b"\n"
        with suppress(OSError, ValueError):
            while rest and (written := sys.stdout.buffer.write(rest)):
                rest = rest[written:]
            sys.stdout.buffer.flush()

    debug = info = warning = error = critical = msg


class _Handler(logging.Handler):
    """Passes what libraries log to the same lines."""

    def emit(self, record: logging.LogRecord) -> None:
        level = max(logging.DEBUG, min(record.levelno // 10 * 10, logging.CRITICAL))  # libraries make up their own
        try:
            structlog.get_logger(record.name).log(level, record.getMessage(), exc_info=record.exc_info)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it must not come out in another form
            structlog.get_logger("telemetry.logs").exception("a library's line cannot be told", of=record.name)


def configure(level: str, form: Form = "json", *, colours: bool = False) -> None:
    """Write everything from `level` (DEBUG, INFO, WARNING, ERROR) upwards; of libraries, from one level above it.

    At DEBUG they would tell every statement and frame with what is in it.
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


def tell_crashes() -> None:
    """Have what ends the process, or a thread, or happens where nobody can catch it, told in a line as well."""

    def crashed(error: BaseException | None) -> None:
        structlog.get_logger("app").critical("crashed", exc_info=error)

    sys.excepthook = lambda _, error, __: crashed(error)
    threading.excepthook = lambda crash: crashed(crash.exc_value)
    sys.unraisablehook = lambda crash: crashed(crash.exc_value)


def processors(form: Form, *, colours: bool = False) -> Sequence[Processor]:
    """From what is told to the line. Redacting comes after whatever makes text, and before whatever writes it."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="timestamp"),
        structlog.processors.format_exc_info,
        _in_order,
        redact,
        *([_json] if form == "json" else _console(colours)),
    ]


def _in_order(logger: Any, _: str, event: EventDict) -> EventDict:
    """The same keys in the same order at the start of every line."""
    take = event.pop
    line = {"timestamp": take("timestamp"), "level": take("level"), "logger": logger.name, "message": take("event")}
    if saga_id := event.get("saga_id"):
        # As `schema.ids` has it, which brings Strawberry along; a test holds the two together.
        event["task_id"] = urlsafe_b64encode(f"Task:{saga_id}".encode()).decode()
    for key in _AFTER_MESSAGE:
        if (value := take(key, None)) is not None:
            line[key] = value
    line.update(event)
    return line


def _json(_: Any, __: str, event: EventDict) -> bytes:
    try:
        return orjson.dumps(event)
    except TypeError:  # half of a surrogate pair, or a number of more than 64 bits
        return json.dumps(event).encode()


def _console(colours: bool) -> list[Processor]:
    """For people: the time of day is enough, and the task's id is the saga's in other letters."""

    def shortened(_: Any, __: str, event: EventDict) -> EventDict:
        event["timestamp"] = event["timestamp"][11:23]
        event.pop("task_id", None)
        return event

    renderer = ConsoleRenderer(
        colors=colours, pad_event_to=20, exception_formatter=plain_traceback, sort_keys=False, event_key="message"
    )
    return [shortened, renderer, lambda _, __, text: str(text).encode(errors="backslashreplace")]
