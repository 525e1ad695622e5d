"""Texts as PostgreSQL can store them: without NUL, and without half surrogate pairs, which UTF-8 cannot encode."""

import msgspec


def storable_text(text: str | None, most: int) -> str | None:
    """A text that a column of `most` characters can store."""
    return None if text is None else text.replace("\0", "").encode(errors="replace").decode()[:most]


def storable_json(value: object) -> str | None:
    """A value that jsonb can store. What clients and other systems sent may contain NUL."""
    return None if value is None else msgspec.json.encode(value).decode().replace("\\u0000", "")
