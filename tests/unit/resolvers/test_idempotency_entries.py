"""idempotencyCache, idempotencyEntries, invalidateIdempotencyKey: who may, and what is handed on."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from enrollment.problems import EntryInFlight, EntryNotFound, InvalidInput, ServiceUnavailable
from enrollment.searches import IdempotencyKeyEntry, IdempotencySearch
from kit.errors import DatabaseUnavailable
from resolvers.caller import Caller, Role
from resolvers.errors import BadArgument, Forbidden, NotSignedIn
from resolvers.idempotency_cache import idempotency_cache
from resolvers.idempotency_entries import idempotency_entries
from resolvers.invalidate_idempotency_key import invalidate_idempotency_key
from resolvers.node import NodeKind, node
from tests.support.memory import MemoryKeys, MemoryServices

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ENTRY = IdempotencyKeyEntry(uuid4(), "est001", "k", derived=False, created_at=NOW, expires_at=NOW, released_at=None)
OPERATOR = Caller("ops", frozenset({Role.OPERATOR}))


@pytest.fixture
def port() -> MemoryKeys:
    return MemoryKeys(ENTRY)


@pytest.mark.parametrize(
    ("caller", "error"),
    [
        (Caller("est001", frozenset({Role.STUDENT}), "EST001"), Forbidden),
        (Caller("reg", frozenset({Role.REGISTRAR})), Forbidden),
        (Caller("nobody", frozenset()), NotSignedIn),
    ],
    ids=lambda value: getattr(value, "subject", None),
)
async def test_only_operators_may(port: MemoryKeys, caller: Caller, error: type[Exception]) -> None:
    context = MemoryServices(idempotency_keys=port).context(caller)
    with pytest.raises(error):
        await idempotency_cache(context)
    with pytest.raises(error):
        await idempotency_entries(context, IdempotencySearch(), 50, None)
    with pytest.raises(error):
        await invalidate_idempotency_key(context, ENTRY.id, "why")
    if caller.roles:
        assert await node(context, NodeKind.IDEMPOTENCY_ENTRY, str(ENTRY.id)) is None
    assert (port.freed, port.searches) == ([], [])


async def test_what_is_freed_is_handed_on_with_who_and_why(port: MemoryKeys) -> None:
    context = MemoryServices(idempotency_keys=port).context(OPERATOR)
    assert await invalidate_idempotency_key(context, ENTRY.id, " a wrong basket ") == ENTRY
    assert port.freed == [(ENTRY.id, "ops", "a wrong basket", "c-test")]
    assert await node(context, NodeKind.IDEMPOTENCY_ENTRY, str(ENTRY.id)) == ENTRY


async def test_what_speaks_against_it_is_an_answer(port: MemoryKeys) -> None:
    context = MemoryServices(idempotency_keys=port).context(OPERATOR)
    assert isinstance(await invalidate_idempotency_key(context, ENTRY.id, " "), InvalidInput)
    assert await invalidate_idempotency_key(context, None, "why") == EntryNotFound(path=("input", "entryId"))
    assert port.freed == []
    port.answer = EntryInFlight(entry_id=str(ENTRY.id))
    assert await invalidate_idempotency_key(context, ENTRY.id, "why") == port.answer
    port.answer = DatabaseUnavailable("connection refused", 2.0)
    outcome = await invalidate_idempotency_key(context, ENTRY.id, "why")
    assert outcome == ServiceUnavailable(service="database", retry_after_seconds=2.0)


async def test_a_search_is_cleaned(port: MemoryKeys) -> None:
    context = MemoryServices(idempotency_keys=port).context(OPERATOR)
    await idempotency_entries(context, IdempotencySearch(key=" k ", student_code=" EST001\u200b"), 50, None)
    assert port.searches == [IdempotencySearch(key=" k ", student_code="EST001")]
    with pytest.raises(BadArgument):
        await idempotency_entries(context, IdempotencySearch(key="a\0b"), 50, None)
