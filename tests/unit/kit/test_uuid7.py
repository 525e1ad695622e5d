"""Identifiers that sort by when they were made."""

import time
from uuid import UUID

from kit.uuid7 import made_at, uuid7


def test_it_is_a_version_7_uuid_of_now() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after


def test_many_made_in_one_moment_differ() -> None:
    assert len({uuid7() for _ in range(10_000)}) == 10_000


def test_it_says_when_it_was_made() -> None:
    identifier = uuid7()
    made = made_at(identifier)
    assert made is not None
    assert round(made.timestamp() * 1000) == identifier.int >> 80
    assert made_at(UUID(int=1)) is None
