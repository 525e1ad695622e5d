"""Removes from log lines what they must not contain: tokens, passwords, e-mail addresses and the input of requests."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

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
_OURS = frozenset({"saga_id", "task_id"})
"""Keys whose values cannot contain anything secret, because the program makes them."""


def safe(key: str, value: Any) -> Any:
    """The value of a key without what is secret, by its key or by how it looks, at any depth."""
    if isinstance(value, str):
        if key in _OURS:
            return value
        return HIDDEN if _is_hidden(key) else redact_text(value)
    if value is None or isinstance(value, int | float):
        return value
    if _is_hidden(key):
        return HIDDEN
    if isinstance(value, list | tuple | set | frozenset):
        return [safe("", inner) for inner in value]
    if isinstance(value, Mapping):
        return {str(name): safe(str(name), inner) for name, inner in value.items()}
    return redact_text(str(value))


@lru_cache(maxsize=1000)
def _is_hidden(key: str) -> bool:
    return key in _PAYLOADS or _SECRETS.search(key) is not None


def redact_text(text: str) -> str:
    """The text without what looks like a token, a password in a URL, an e-mail address or a row of a table."""
    if _may_match(text):
        for shape, instead in _SHAPES:
            text = shape.sub(instead, text)
    return text


def _may_match(text: str) -> bool:
    """False where none of the shapes matches. Asking costs a tenth of trying them."""
    if "@" in text or "eyJ" in text or "invalid " in text or "DETAIL: " in text or "Failing row contains " in text:
        return True
    folded = text.casefold()
    return "bearer" in folded or "basic" in folded
