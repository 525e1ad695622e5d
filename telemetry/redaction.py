"""Removes from log lines what they must not contain: tokens, passwords, e-mail addresses and the input of requests."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from structlog.typing import EventDict

HIDDEN = "[redacted]"
"""Written instead."""

_SECRETS = re.compile(r"(?i)authorization|token|secret|passw|cookie|api_?key|credential|e_?mail")
"""Found in the names of keys whose values are secret."""
_PAYLOADS = frozenset({"body", "command", "group_codes", "groups", "grupos", "input", "payload", "query", "variables"})
"""Keys under which the input of a request might be logged."""

# Each must take time proportional to the length of the text: clients can influence what is logged.
_SHAPES = (
    # To the end of the line, because PostgreSQL and asyncpg quote the row or the values of the whole statement.
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
"""Found in every text that one of the shapes matches. Searching for it costs a tenth of trying the shapes."""
_OURS = frozenset({"timestamp", "level", "logger", "saga_id", "task_id"})
"""Keys whose values cannot contain anything secret, because the program makes them."""


def redact(_: Any, __: str, event: EventDict) -> EventDict:
    """For structlog: replace values that are secret by their key or by how they look, at any depth."""
    for key, value in event.items():
        if key not in _OURS:
            event[key] = _safe(key, value)
    return event


def _safe(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return HIDDEN if _is_hidden(key) else redact_text(value)
    if value is None or isinstance(value, int | float):
        return value
    if _is_hidden(key):
        return HIDDEN
    if isinstance(value, Mapping):
        return {str(name): _safe(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_safe("", inner) for inner in value]
    return redact_text(str(value))


@lru_cache(maxsize=1000)
def _is_hidden(key: str) -> bool:
    return key in _PAYLOADS or _SECRETS.search(key) is not None


def redact_text(text: str) -> str:
    """The text without what looks like a token, a password in a URL, an e-mail address or a row of a table."""
    if _CLUE.search(text):
        for shape, instead in _SHAPES:
            text = shape.sub(instead, text)
    return text
