"""What a batch draws of its caller's tokens, and what is handed on of its rows."""

from dataclasses import replace
from typing import cast
from uuid import UUID

from enrollment.batch import NewBatch
from enrollment.problems import BatchKeyConflict, DuplicateRow, InvalidInput, RateLimited
from enrollment.submission import Submission
from guards.rate_limits.bucket import Limit
from guards.rate_limits.buckets import Buckets
from guards.rate_limits.rates import UNLIMITED, CallerBucket
from resolvers.context import Context
from resolvers.enroll_batch import BatchRequest, enroll_batch
from resolvers.submit import EnrollRequest
from services.batches import BatchService
from tests.support.memory import MemoryServices

CONFLICT = BatchKeyConflict(first_batch_id=str(UUID(int=1)))


class Recorded:
    """Keeps what is submitted."""

    def __init__(self) -> None:
        self.batches: list[NewBatch] = []

    async def submit(self, batch: NewBatch) -> BatchKeyConflict:
        self.batches.append(batch)
        return CONFLICT


def context(recorded: Recorded, tokens: float) -> Context:
    """Of an admin who may draw this number of tokens for mutations, and a sixth of it for one."""
    made = MemoryServices().context()
    mutations = CallerBucket(Buckets("mutations", Limit(1, tokens)), "admin")
    services = replace(made.services, batches=cast("BatchService", recorded))
    return replace(made, services=services, allowance=UNLIMITED._replace(mutations=mutations))


def request(count: int) -> BatchRequest:
    return BatchRequest([EnrollRequest(f"EST{n:03}", "2024-2", ["G"]) for n in range(count)], "seniors first")


async def test_each_row_draws_a_token_besides_the_one_of_the_mutation() -> None:
    recorded = Recorded()
    allowed = context(recorded, tokens=600)
    assert [await enroll_batch(allowed, request(51)) for _ in range(6)] == [CONFLICT] * 6
    limited = await enroll_batch(allowed, request(51))
    assert isinstance(limited, RateLimited), "50 are drawn each time, and no more than 300 may be owed"
    assert len(recorded.batches) == 6


async def test_rows_are_submitted_as_single_requests_without_a_key_would_be() -> None:
    recorded = Recorded()
    rows = [
        EnrollRequest("EST001", "2024-2", ["B", " A"]),
        EnrollRequest("EST001 ", "2024-2", ["A", "B", "B"]),
        EnrollRequest("EST002", "", ["A"]),
    ]
    await enroll_batch(context(recorded, tokens=600), BatchRequest(rows, "x", "key-1"))
    [batch] = recorded.batches
    first, second, third = (row.submission for row in batch.rows)
    assert isinstance(first, Submission)
    assert (first.derived, first.by_registrar, first.command.group_codes) == (True, True, ("A", "B"))
    assert isinstance(second, DuplicateRow)
    assert isinstance(third, InvalidInput)
    assert (batch.key, batch.caller) == ("key-1", first.caller)
