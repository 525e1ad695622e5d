"""Texts as PostgreSQL can store them: without NUL, and without half surrogate pairs, which UTF-8 cannot encode."""

import re

import msgspec

_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""How JSON writes NUL. Of a text that has these six characters itself, the backslash is doubled."""


def storable_text(text: str | None, most: int) -> str | None:
    """A text that a column of `most` characters can store."""
    return None if text is None else text.replace("\0", "").encode(errors="replace").decode()[:most]


def storable_json(value: object) -> str | None:
    """A value that jsonb can store. What clients and other systems sent may contain NUL."""
    return None if value is None else _NUL.sub(r"\1", msgspec.json.encode(value).decode())
