"""A saga in a worker's hands: as it was claimed, what is to be committed for it, and that it has to wait."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from saga.journal import Records, SagaStatus
from saga.plan import Plan
from saga.settle import CommitIntent

STORE = "database"
"""What a saga waits for whose commit was postponed, unless that says for what."""


@dataclass(frozen=True, slots=True)
class ClaimedSaga:
    """A saga that a worker has claimed.

    Attributes:
        id, token: which saga, and the proof that it is ours: a saga with another token is left out of every commit.
        version: as of the last commit. A commit that finds a newer one under our own token was asked for twice (its
            answer was lost); nothing is done again then, and the saga is read afresh.
        plan, records, status: what it consists of and how far it is.
        cancelled: whether a cancellation was requested, as of the last commit.
        correlation_id: of the request that began it.
        command: what it carries out; details: what the domain and the store keep of it. The engine reads neither.
    """

    id: UUID
    token: UUID
    version: int
    plan: Plan
    records: Records
    status: SagaStatus
    cancelled: bool
    correlation_id: str
    command: Any
    details: Any


@dataclass(frozen=True, slots=True)
class CommitRequest:
    """One saga's part of a commit."""

    saga: ClaimedSaga
    intent: CommitIntent


@dataclass(frozen=True, slots=True)
class Waiting:
    """A saga that can go on no sooner than in `seconds`: its worker puts it down until then.

    Attributes:
        waits_for: what for: the name of another system, STORE, or what the domain calls it.
        reason: why, for operators.
    """

    saga: ClaimedSaga
    seconds: float
    waits_for: str
    reason: str
