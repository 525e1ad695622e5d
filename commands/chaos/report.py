"""The report of a soak: runs all checks after the faults have ended, and counts violations."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from uuid import UUID

import msgspec

from commands.chaos.load import ClientRequest, Clients
from commands.chaos.schedule import Fault
from commands.demo_term.billing import ChargeCount, charges_by_saga
from enrollment.plans import BILLED
from enrollment.task import TaskKind
from models.database import Database
from models.invariants import InvariantChecks
from models.load_outcomes import LoadOutcomes, SagaOutcome
from resolvers.node import NodeKind
from schema.ids import encode

_EXAMPLES = 5
_BILLED = frozenset(BILLED.current[kind][0] for kind in (TaskKind.ENROLL, TaskKind.SWAP, TaskKind.PROMOTE))
"""The plans whose seats are charged for."""


class CheckResult(msgspec.Struct, frozen=True):
    """A check: what must hold, how often it was violated, and up to five examples."""

    name: str
    meaning: str
    violations: int
    examples: tuple[str, ...] = ()


class ChaosReport(msgspec.Struct, frozen=True):
    """The result of a soak.

    Attributes:
        kinds: number of requests by what they asked for.
        outcomes: number of tasks by their final status.
        retries: how often clients sent a request again, by the error or result that caused it.
        faults: how often each fault was injected.
        unavailable_faults: faults that this machine cannot inject.
        invariants: the results of all checks.
    """

    seed: int
    minutes: float
    passed: bool
    requests: int
    kinds: Mapping[str, int]
    outcomes: Mapping[str, int]
    retries: Mapping[str, int]
    faults: Mapping[Fault, int]
    unavailable_faults: Sequence[Fault]
    invariants: Sequence[CheckResult]


async def wait_until_final(database: Database, seconds: float) -> None:
    """Return when all tasks are final, or when the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not (await LoadOutcomes(database).progress()).unfinished:
            return
        await asyncio.sleep(0.1)


async def run_checks(
    database: Database, clients: Clients, waiting: int, exits: Sequence[str], ledger: Path
) -> list[CheckResult]:
    """Run all checks.

    Args:
        waiting: how many students were still waiting when time was up.
        exits: a line for each process that ended unexpectedly.
        ledger: billing's file of charges.
    """
    found = [
        CheckResult(finding.invariant.value, finding.invariant.meaning, finding.violations, finding.examples)
        for finding in (await InvariantChecks(database).inspect_whole()).findings
    ]
    sagas = await LoadOutcomes(database).sagas()
    statuses: dict[str, str] = {encode(NodeKind.TASK, saga_id): saga.status for saga_id, saga in sagas.items()}
    requests = clients.requests
    return [
        *found,
        _check("ACCEPTED_AND_LOST", "Every accepted task is in the database.", _lost(requests, statuses)),
        _check("ANSWERED_TWICE", "The same key is always answered with the same task.", _answered_twice(requests)),
        _check("WRONG_END_SEEN", "A subscription ends with the task's final status.", _wrong_ends(requests, statuses)),
        _check("VERSIONS_SEEN_FALLING", "The versions in a subscription rise.", _falling_versions(requests)),
        _check(
            "CHARGED_WRONGLY",
            "Whatever got a student seats was charged once; every other charge was refunded once.",
            wrong_charges(sagas, charges_by_saga(ledger)),
        ),
        _check("UNUSABLE_ANSWER", "Every answer has a result or says when to try again.", clients.unusable_answers),
        CheckResult("UNANSWERED", "Every student gets an answer and the end of the task.", waiting),
        _check("UNEXPECTED_EXIT", "No process ends unless it is killed or told to stop.", exits),
    ]


def kinds(requests: Sequence[ClientRequest]) -> dict[str, int]:
    """Number of requests by what they asked for; of enrollments, those that wait in full groups apart."""
    return dict(Counter(f"{request.kind} or wait" if request.waitlist else request.kind for request in requests))


def outcomes(requests: Sequence[ClientRequest]) -> dict[str, int]:
    """Number of tasks by the final status that clients saw."""
    return dict(Counter(request.final_status for request in requests if request.final_status))


def _check(name: str, meaning: str, found: Iterable[str]) -> CheckResult:
    lines = list(found)
    return CheckResult(name, meaning, len(lines), tuple(lines[:_EXAMPLES]))


def _lost(requests: Sequence[ClientRequest], statuses: Mapping[str, str]) -> list[str]:
    return [task for request in requests for task in request.tasks if task not in statuses]


def _answered_twice(requests: Sequence[ClientRequest]) -> list[str]:
    # A failed task releases its key, so that the same can be requested again.
    return [f"{request.key}: {request.tasks}" for request in requests if len(set(request.tasks)) > 1]


_SAGA_STATUSES = {
    "SUCCEEDED": {"COMPLETED"},
    "REJECTED": {"REJECTED", "COMPENSATED"},
    "FAILED": {"FAILED", "COMPENSATED"},
    "CANCELLED": {"FAILED", "COMPENSATED", "REJECTED"},
}
"""The saga's possible statuses for each final status of its task."""


def _wrong_ends(requests: Sequence[ClientRequest], statuses: Mapping[str, str]) -> list[str]:
    return [
        f"{request.tasks[-1]}: client saw {request.final_status}, saga {statuses.get(request.tasks[-1])}"
        for request in requests
        if request.final_status and statuses.get(request.tasks[-1]) not in _SAGA_STATUSES[request.final_status]
    ]


_CHARGED = ChargeCount(charges=1)
_HARMLESS = (ChargeCount(), ChargeCount(charges=1, refunds=1))


def wrong_charges(sagas: Mapping[UUID, SagaOutcome], billed: Mapping[UUID, ChargeCount]) -> list[str]:
    """A line for each saga whose charges are wrong. A place in a waitlist costs nothing.

    Args:
        billed: the charges in billing's ledger.
    """
    found = []
    for saga_id in {**sagas, **billed}:
        saga, account = sagas.get(saga_id), billed.get(saga_id, ChargeCount())
        owed = saga is not None and saga.plan in _BILLED and saga.status == "COMPLETED" and saga.seated
        if account != _CHARGED if owed else account not in _HARMLESS:
            status = saga.status if saga else "unknown"
            found.append(f"{saga_id}: {status}, charged {account.charges} times, refunded {account.refunds} times")
    return found


def _falling_versions(requests: Sequence[ClientRequest]) -> list[str]:
    return [
        f"{request.tasks[-1]}: {request.versions}"
        for request in requests
        if request.versions != sorted(set(request.versions))
    ]
