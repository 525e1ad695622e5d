"""Texts as PostgreSQL keeps them: it knows no NUL, and UTF-8 no half characters."""

import msgspec


def kept(text: str | None, most: int) -> str | None:
    """A text as a column of `most` characters takes it."""
    return None if text is None else text.replace("\0", "").encode(errors="replace").decode()[:most]


def kept_json(value: object) -> str | None:
    """A value as jsonb takes it; other systems' words, and clients', may hold anything."""
    return None if value is None else msgspec.json.encode(value).decode().replace("\\u0000", "")
