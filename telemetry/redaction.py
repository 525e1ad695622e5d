"""What no log line may hold: tokens, passwords, e-mail addresses, and what people asked for."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from structlog.typing import EventDict

HIDDEN = "[redacted]"
"""What stands in its place."""

_SECRETS = re.compile(r"(?i)authorization|token|secret|passw|cookie|api_?key|credential|e_?mail")
"""In the names of keys whose values are nobody's business."""
_PAYLOADS = frozenset({"body", "command", "group_codes", "groups", "grupos", "input", "payload", "query", "variables"})
"""Keys under which somebody might log what was asked for."""

# Each in a time that grows with the text and no faster: clients may have a say in what is logged.
_SHAPES = (
    # The rest of the line: PostgreSQL and asyncpg quote the row, or the values of the whole statement.
    (
        re.compile(
            r"(DETAIL: |Failing row contains |invalid UUID |invalid input (?:syntax|value)? ?for [^:\n]{0,80}: )[^\n]*"
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}"), rf"\1 {HIDDEN}"),
    (re.compile(r"eyJ[\w-]{10,}(?:\.[\w-]*){0,2}"), HIDDEN),
    (re.compile(r"(://[^\s:/@]{0,256}):[^\s\"'<>]{0,512}@"), rf"\1:{HIDDEN}@"),
    (re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)*"), HIDDEN),
)
_CLUE = re.compile(r"[@ ]|eyJ")
"""Is in whatever any of the shapes fits; most values are one word, and looking costs a tenth of the shapes."""
_OURS = frozenset({"timestamp", "level", "logger", "saga_id", "task_id"})
"""Keys whose values we make."""


def redact(_: Any, __: str, event: EventDict) -> EventDict:
    """For structlog: hide what is secret by its key, or looks so by its value, however deep it lies."""
    for key, value in event.items():
        if key not in _OURS:
            event[key] = _safe(key, value)
    return event


def _safe(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return HIDDEN if _hidden(key) else scrub(value)
    if value is None or isinstance(value, int | float):
        return value
    if _hidden(key):
        return HIDDEN
    if isinstance(value, Mapping):
        return {str(name): _safe(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_safe("", inner) for inner in value]
    return scrub(str(value))


@lru_cache(maxsize=1000)
def _hidden(key: str) -> bool:
    return key in _PAYLOADS or _SECRETS.search(key) is not None


def scrub(text: str) -> str:
    """The text without what looks like a token, a password in a URL, an e-mail address, or a row of a table."""
    if _CLUE.search(text):
        for shape, instead in _SHAPES:
            text = shape.sub(instead, text)
    return text
