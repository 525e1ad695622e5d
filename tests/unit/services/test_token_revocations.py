"""Revocations: kept, shared by messages and by reading, and forgotten when no token can be covered any more."""

from datetime import UTC, datetime, timedelta

import pytest

from enrollment.revocation import IssuedToken, Revocation
from kit.background import Loops
from kit.errors import DatabaseUnavailable
from tests.support.memory import MemoryRevocationStore, memory_revocations

TOKEN = IssuedToken("a", "1", 0.0)
WHO = {"actor": "admin", "reason": "lost", "correlation_id": "c-1"}


async def test_a_revocation_is_in_force_where_it_was_asked_for_and_elsewhere_after_the_next_reading() -> None:
    store = MemoryRevocationStore()
    here, there = memory_revocations(store), memory_revocations(store)
    await here.revoke("a", None, **WHO)
    assert here.tokens.covers(TOKEN)
    assert not there.tokens.covers(TOKEN)
    await there.catch_up()
    assert there.tokens.covers(TOKEN)


async def test_one_that_commits_late_is_not_missed() -> None:
    store = MemoryRevocationStore()
    there = memory_revocations(store)
    late = next(store.ids)
    for _ in range(20):
        await store.add("b", None)
    await there.catch_up()
    store.kept[late] = Revocation(subject="a", revoked_at=store.now - timedelta(seconds=30))
    await there.catch_up()
    assert there.tokens.covers(TOKEN)


async def test_none_is_missed_when_the_clock_of_the_database_is_set_back() -> None:
    store = MemoryRevocationStore()
    there = memory_revocations(store)
    await store.add("b", None)
    await there.catch_up()
    store.now -= timedelta(hours=1)
    await store.add("a", None)
    await there.catch_up()
    assert there.tokens.covers(TOKEN)


async def test_of_many_only_the_newest_are_read_again() -> None:
    store = MemoryRevocationStore()
    there = memory_revocations(store)
    for number in range(500):
        await store.add(f"s-{number}", None)
    await there.catch_up()
    there.tokens.forget_until(store.now.timestamp())
    await there.catch_up()
    assert len(there.tokens) == 100


async def test_what_could_not_be_recorded_is_not_in_force() -> None:
    store = MemoryRevocationStore()
    store.unavailable = True
    here = memory_revocations(store)
    with pytest.raises(DatabaseUnavailable):
        await here.revoke("a", None, **WHO)
    assert not here.tokens.covers(TOKEN)


async def test_a_process_that_starts_knows_what_was_revoked_before_and_starts_without_a_database() -> None:
    store = MemoryRevocationStore()
    await store.add(None, "1")
    started = memory_revocations(store)
    async with started.running(Loops()):
        assert started.tokens.covers(TOKEN)
    store.unavailable = True
    other = memory_revocations(store)
    async with other.running(Loops()):
        assert not other.tokens.covers(TOKEN)


async def test_revocations_are_forgotten_when_every_token_has_expired() -> None:
    store = MemoryRevocationStore()
    store.now -= timedelta(seconds=3600 + 61)
    old = memory_revocations(store, max_life_seconds=3600)
    await store.add("a", None)
    store.now = datetime.now(UTC)
    await store.add("b", None)
    async with old.running(Loops()):
        assert len(old.tokens) == 1
    assert [each.subject for each in store.kept.values()] == ["b"]


def test_a_message_of_another_release_is_dropped() -> None:
    there = memory_revocations()
    wrong = (
        b'{"subject": 7, "revoked_at": "2024-07-01T00:00:00Z"}',
        b'{"subject": "\xff"}',
        b'{"more": ' + b"[" * 100_000,
    )
    for message in (b"", b"{}", b"\xff", *wrong):
        there.receive(message)
    assert len(there.tokens) == 0
    there.receive(b'{"subject": "a", "more": true, "revoked_at": "2024-07-01T00:00:00Z"}')
    assert there.tokens.covers(TOKEN)
