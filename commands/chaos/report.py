"""What a soak comes to: everything that must be zero, counted."""

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
from models.database import query
from models.invariants import inspect_whole
from resolvers.node import NodeKind
from schema.ids import encode

_EXAMPLES = 5
_BILLED = BILLED.current[TaskKind.ENROLL][0]
"""The plan of an enrollment that is charged for."""


class CheckResult(msgspec.Struct, frozen=True):
    """One thing that must not happen, how often it did, and up to five examples."""

    name: str
    meaning: str
    violations: int
    examples: tuple[str, ...] = ()


class ChaosReport(msgspec.Struct, frozen=True):
    """What was done, what was struck, what is amiss.

    Attributes:
        faults: how often each was done. impossible: those that cannot be done on this machine.
        outcomes: tasks by their final status. retries: how often clients had to ask again, by what they had met.
    """

    seed: int
    minutes: float
    passed: bool
    requests: int
    outcomes: Mapping[str, int]
    retries: Mapping[str, int]
    faults: Mapping[Fault, int]
    unavailable_faults: Sequence[Fault]
    invariants: Sequence[CheckResult]


async def wait_until_final(seconds: float) -> None:
    """Return when no task is live any more, or when the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        [row] = await query("SELECT count(*) AS live FROM sagas WHERE finished_at IS NULL")
        if not row["live"]:
            return
        await asyncio.sleep(0.1)


async def run_checks(crowd: Clients, waiting: int, deaths: Sequence[str], ledger: Path) -> list[CheckResult]:
    """Everything that must be zero.

    Args:
        waiting: how many students still waited for an answer when time was up.
        deaths: ends of processes that nobody had asked for. ledger: the file of billing.
    """
    found = [
        CheckResult(finding.invariant.value, finding.invariant.meaning, finding.violations, finding.examples)
        for finding in (await inspect_whole()).findings
    ]
    statuses = await _statuses()
    requests = crowd.requests
    return [
        *found,
        _check("ACCEPTED_AND_LOST", "Every task that was answered is in the database.", _lost(requests, statuses)),
        _check("ANSWERED_TWICE", "The same key is answered with the same task.", _answered_twice(requests)),
        _check("WRONG_END_SEEN", "A subscription ends with the task's own end.", _wrong_ends(requests, statuses)),
        _check("VERSIONS_SEEN_FALLING", "A subscription's versions rise.", _falling_versions(requests)),
        _check(
            "CHARGED_WRONGLY",
            "Each enrollment that succeeded was charged once; whatever else was charged, once, was refunded.",
            wrong_charges(await _plans_and_statuses(), charges_by_saga(ledger)),
        ),
        _check("NO_WAY_OUT", "No answer leaves a client with nothing to do.", crowd.unusable_answers),
        CheckResult("UNANSWERED", "Whoever waits gets an answer, and the end of the task.", waiting),
        _check("DIED_BY_ITSELF", "No process ends unless it is killed or told to stop.", deaths),
    ]


def outcomes(requests: Sequence[ClientRequest]) -> dict[str, int]:
    """Tasks by the final status that was seen."""
    return dict(Counter(request.final_status for request in requests if request.final_status))


async def _statuses() -> dict[str, str]:
    """Task ids, as clients see them, with their saga's status."""
    rows = await query("SELECT id, status FROM sagas")
    return {encode(NodeKind.TASK, row["id"]): row["status"] for row in rows}


def _check(name: str, meaning: str, found: Iterable[str]) -> CheckResult:
    lines = list(found)
    return CheckResult(name, meaning, len(lines), tuple(lines[:_EXAMPLES]))


def _lost(requests: Sequence[ClientRequest], statuses: Mapping[str, str]) -> list[str]:
    return [task for request in requests for task in request.tasks if task not in statuses]


def _answered_twice(requests: Sequence[ClientRequest]) -> list[str]:
    # A key is given up by a task that failed; the same may be asked for again then.
    return [f"{request.key}: {request.tasks}" for request in requests if len(set(request.tasks)) > 1]


_SAGA_STATUSES = {
    "SUCCEEDED": {"COMPLETED"},
    "REJECTED": {"REJECTED", "COMPENSATED"},
    "FAILED": {"FAILED", "COMPENSATED"},
    "CANCELLED": {"FAILED", "COMPENSATED", "REJECTED"},
}
"""By a task's final status, the saga's that can stand behind it."""


def _wrong_ends(requests: Sequence[ClientRequest], statuses: Mapping[str, str]) -> list[str]:
    return [
        f"{request.tasks[-1]}: seen {request.final_status}, saga {statuses.get(request.tasks[-1])}"
        for request in requests
        if request.final_status and statuses.get(request.tasks[-1]) not in _SAGA_STATUSES[request.final_status]
    ]


async def _plans_and_statuses() -> dict[UUID, tuple[str, str]]:
    """By saga, what it began with and where it is: the name of its plan, and its status."""
    return {row["id"]: (row["plan"], row["status"]) for row in await query("SELECT id, plan, status FROM sagas")}


_CHARGED = ChargeCount(charges=1)
_HARMLESS = (ChargeCount(), ChargeCount(charges=1, refunds=1))


def wrong_charges(sagas: Mapping[UUID, tuple[str, str]], billed: Mapping[UUID, ChargeCount]) -> list[str]:
    """What billing has done that nobody owes, or has not done. `sagas`: by id, the name of the plan and the status."""
    found = []
    for saga_id in {**sagas, **billed}:
        plan, status = sagas.get(saga_id, ("", "unknown"))
        account = billed.get(saga_id, ChargeCount())
        owed = plan == _BILLED and status == "COMPLETED"
        if account != _CHARGED if owed else account not in _HARMLESS:
            found.append(f"{saga_id}: {status}, charged {account.charges} times, refunded {account.refunds} times")
    return found


def _falling_versions(requests: Sequence[ClientRequest]) -> list[str]:
    return [
        f"{request.tasks[-1]}: {request.versions}"
        for request in requests
        if request.versions != sorted(set(request.versions))
    ]
