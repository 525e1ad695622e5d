"""Logs: one JSON object a line on standard output, ours and the libraries' alike."""

import logging
import sys
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict


class _Logger(structlog.BytesLogger):
    """Writes lines, and knows its own name."""

    def __init__(self, name: str) -> None:
        super().__init__(sys.stdout.buffer)
        self.name = name


def _in_order(logger: Any, _: str, event: EventDict) -> EventDict:
    """The same keys in the same order at the start of every line."""
    head = {"timestamp": event.pop("timestamp"), "level": event.pop("level"), "logger": logger.name}
    return {**head, "message": event.pop("event"), **event}


def _json(event: EventDict, **_: Any) -> bytes:
    return orjson.dumps(event, default=str)


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="timestamp"),
    structlog.processors.format_exc_info,
    _in_order,
]


class _Handler(logging.Handler):
    """Passes what libraries log to the same lines."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            structlog.get_logger(record.name).log(record.levelno, record.getMessage(), exc_info=record.exc_info)
        except Exception:  # noqa: BLE001 - logging's own contract: handleError reports it
            self.handleError(record)


def configure(level: str) -> None:
    """Write everything from `level` (DEBUG, INFO, WARNING, ERROR) upwards."""
    number = logging.getLevelNamesMapping()[level]
    structlog.configure(
        processors=[*_SHARED, structlog.processors.JSONRenderer(serializer=_json)],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *names: _Logger(names[0] if names else "registro"),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[_Handler()], level=number, force=True)
    for chatty in ("arq", "uvicorn", "tortoise", "asyncio", "httpx"):
        logging.getLogger(chatty).setLevel(max(number, logging.WARNING))
