"""How a commit leaves the task of a saga, and each of its groups: pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from enrollment.commit_verdict import Verdict
from enrollment.plans import DropSeat, LeaveWaitlist, OfferSeat, TakeSeat
from enrollment.problems import AnyProblem
from enrollment.task import ErrorPolicy, GroupStatus, GroupTask, TaskState, stuck_reason
from saga.decide import owes
from saga.journal import SagaStatus, StepStatus
from saga.plan import Call, Effect
from saga.settle import Settled


def task_after(verdict: Verdict, settled: Settled, own_problems: tuple[AnyProblem, ...], now: datetime) -> TaskState:
    """The task's whole state.

    Args:
        own_problems: those of the task that belong to none of its groups.
    """
    candidate = verdict.demand.saga
    saga, before = candidate.request.saga, candidate.details.task
    stuck = settled.status is SagaStatus.STUCK
    return TaskState.build(
        id=before.id,
        kind=before.kind,
        command=saga.command,
        saga_status=settled.status,
        version=saga.version + 1,
        groups=_groups_after(verdict, settled),
        correlation_id=before.correlation_id,
        submitted_at=before.submitted_at,
        own_problems=own_problems,
        records=settled.records,
        cancelled=candidate.cancelled,
        attempts=before.attempts,
        started_at=before.started_at,
        finished_at=now if settled.status.final else None,
        stuck_reason=stuck_reason(settled.records, {step.name for step in saga.plan.steps if step.owed})
        if stuck
        else None,
    )


def _groups_after(verdict: Verdict, settled: Settled) -> tuple[GroupTask, ...]:
    demand = verdict.demand
    plan, groups = demand.saga.request.saga.plan, demand.saga.details.task.groups
    if demand.drops:
        besides = {code for _, code in demand.drops} - {group.group_code for group in groups}
        groups = (*groups, *map(GroupTask, sorted(besides)))
    steps = {step.subject: (n, step.run) for n, step in enumerate(plan.steps, 1)}
    succeeded = settled.status is SagaStatus.COMPLETED or owes(plan, settled.records)
    return tuple(
        _group_after(group, verdict, settled, *steps.get(group.group_code, _NO_STEP), succeeded=succeeded)
        for group in groups
    )


_NO_STEP = (0, DropSeat(""))
"""Of a group that is dropped unasked, with one that it needs."""


def _group_after(
    group: GroupTask, verdict: Verdict, settled: Settled, position: int, run: Effect | Call, *, succeeded: bool
) -> GroupTask:
    """`position`, `run`: of the step that is about it."""
    code, saga = group.group_code, verdict.demand.saga
    problems = (*group.problems, *(it.problem for it in verdict.against if code in it.group_codes))
    if problems and saga.request.saga.command.policy is ErrorPolicy.BEST_EFFORT:
        return GroupTask(code, GroupStatus.REJECTED, problems)
    status = _SUCCESS[type(run)] if succeeded else _unfinished(settled, position, problems)
    waits = group.status is GroupStatus.WAITLISTED or (saga.details.term_id, code) in verdict.joins
    if waits and (succeeded or status is GroupStatus.RESERVED):
        status = GroupStatus.WAITLISTED
    if not settled.unsuccessful and (code in verdict.demand.keeps or group.status is GroupStatus.NOT_DROPPED):
        status = GroupStatus.NOT_DROPPED
    used = (*group.overrides, *(use.override.id for use in verdict.uses if code in use.group_codes))
    return GroupTask(code, status, problems, () if settled.unsuccessful else tuple(dict.fromkeys(used)))


_SUCCESS: Mapping[type, GroupStatus] = {
    TakeSeat: GroupStatus.CONFIRMED,
    DropSeat: GroupStatus.DROPPED,
    OfferSeat: GroupStatus.WAITLISTED,
    LeaveWaitlist: GroupStatus.DROPPED,
}
"""What becomes of a group by the step that is about it."""


def _unfinished(settled: Settled, position: int, problems: Sequence[AnyProblem]) -> GroupStatus:
    """A group's status in a task that has not succeeded."""
    seat = settled.records.get(position)
    if seat is not None and seat.status is StepStatus.COMPENSATED:
        return GroupStatus.RELEASED
    if settled.status.final:
        return GroupStatus.REJECTED if problems else GroupStatus.NOT_TAKEN
    held = seat is not None and seat.status in {StepStatus.DONE, StepStatus.COMPENSATING}
    return GroupStatus.RESERVED if held else GroupStatus.PENDING
