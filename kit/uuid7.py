"""Identifiers that sort by when they were made: RFC 9562, version 7. Python has none of its own before 3.14."""

import os
import time
from datetime import UTC, datetime
from uuid import UUID


def uuid7() -> UUID:
    """A new identifier: milliseconds since 1970 in the first 48 bits, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    high, low = random >> 62 & 0xFFF, random & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


def made_at(identifier: UUID) -> datetime | None:
    """When an identifier was made, to the millisecond; None for one of another version."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, UTC) if identifier.version == 7 else None
