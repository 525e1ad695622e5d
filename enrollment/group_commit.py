"""What a commit does for each of its sagas: pure, from what was read under the locks to what is to be written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from enrollment.allocate import SeatRequest, allocate
from enrollment.catalogue import Student
from enrollment.plans import Confirm, DropSeat, ReleaseSeat, TakeSeat, Validate, ValidateDrop
from enrollment.problems import AnyProblem, GroupFull
from enrollment.rules import Objection, OfferedGroup, Situation, against_dropping, against_enrolling
from enrollment.task import (
    Command,
    GroupStatus,
    GroupTask,
    TaskKind,
    TaskState,
    stuck_reason,
)
from saga.journal import Record, SagaStatus, StepStatus
from saga.plan import Effect, Plan
from saga.runner import CommitRequest
from saga.settle import CommitStamp, Settled, settle, still_forward

GroupKey = tuple[int, str]
"""(term id, group code)"""


@dataclass(frozen=True, slots=True)
class SagaDetails:
    """What the store keeps of a claimed saga beside what the engine knows.

    Attributes:
        task: its state as of the last commit.
        student_id, term_id: rows it is about.
        accepted: its number in the order of acceptance.
        own_problems: those of the task that belong to none of its groups.
        actor: who asked for it.
    """

    task: TaskState
    student_id: int
    term_id: int
    accepted: int
    own_problems: tuple[AnyProblem, ...]
    actor: str


@dataclass(frozen=True, slots=True)
class FencedSaga:
    """A request that survived the fence. `cancelled`: whether a cancellation was requested, read under the lock."""

    request: CommitRequest
    details: SagaDetails
    cancelled: bool


@dataclass(frozen=True, slots=True)
class LockedState:
    """What was read under the locks.

    Attributes:
        students: by id.
        offers: the groups asked for, by (term id, code), locked.
        held: live enrollments by (student id, term id); confirmed: the codes of the groups of those that are confirmed.
        began: when the transaction began; now: the time after the locks were taken. UTC, the database's.
    """

    students: Mapping[int, Student]
    offers: Mapping[GroupKey, OfferedGroup]
    held: Mapping[tuple[int, int], Sequence[OfferedGroup]]
    confirmed: Mapping[tuple[int, int], frozenset[str]]
    began: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class CommitResult:
    """What to write for one saga.

    Attributes:
        settled: its journal and status.
        task: its whole state after the commit.
        takes: groups in which a seat is taken; gives: groups in which its own seat is given back.
        drops: groups in which the student's confirmed seat is dropped, whichever saga took it.
        take_as_confirmed: whether the seats taken are confirmed by the same commit.
        confirms: whether enrollments reserved by earlier commits become confirmed.
        now: when, UTC.
    """

    saga: FencedSaga
    settled: Settled
    task: TaskState
    own_problems: tuple[AnyProblem, ...]
    takes: tuple[OfferedGroup, ...]
    gives: tuple[OfferedGroup, ...]
    drops: tuple[OfferedGroup, ...]
    take_as_confirmed: bool
    confirms: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class _Demand:
    """What a request comes to once the rules have spoken."""

    saga: FencedSaga
    seats: SeatRequest[GroupKey]
    drops: tuple[GroupKey, ...] = ()
    objections: tuple[Objection, ...] = ()
    confirms: bool = False


def decide_commit(candidates: Iterable[FencedSaga], state: LockedState) -> list[CommitResult]:
    """The outcome of each candidate, in order of acceptance."""
    in_order = sorted(candidates, key=lambda candidate: candidate.details.accepted)
    wishes = [_demand(candidate, state) for candidate in in_order]
    free = {key: offer.group.capacity - offer.group.seats_taken for key, offer in state.offers.items()}
    full = allocate([wish.seats for wish in wishes], free)
    return [_result(wish, refused, state) for wish, refused in zip(wishes, full, strict=True)]


def groups_touched(candidate: FencedSaga) -> list[GroupKey]:
    """The groups whose rows a candidate's commit has to lock."""
    saga, advance = candidate.request.saga, candidate.request.intent
    effects = [saga.plan.steps[position - 1].effect() for position in advance.forward]
    effects += [saga.plan.steps[position - 1].effect(undo=True) for position in advance.backward]
    codes = [effect.group_code for effect in effects if isinstance(effect, TakeSeat | ReleaseSeat | DropSeat)]
    return [(candidate.details.term_id, code) for code in codes]


def _demand(candidate: FencedSaga, state: LockedState) -> _Demand:
    saga, advance, term_id = candidate.request.saga, candidate.request.intent, candidate.details.term_id
    undone = [saga.plan.steps[position - 1].effect(undo=True) for position in advance.backward]
    gives = tuple((term_id, effect.group_code) for effect in undone if isinstance(effect, ReleaseSeat))
    if not still_forward(saga.records, advance, cancelled=candidate.cancelled):
        return _Demand(candidate, SeatRequest(gives=gives))
    effects = [saga.plan.steps[position - 1].effect() for position in advance.forward]
    against = tuple(_objections(candidate, effects, state))
    if against:
        return _Demand(candidate, SeatRequest(gives=gives), objections=against)
    takes = tuple((term_id, effect.group_code) for effect in effects if isinstance(effect, TakeSeat))
    drops = tuple((term_id, effect.group_code) for effect in effects if isinstance(effect, DropSeat))
    return _Demand(
        candidate,
        SeatRequest(takes=takes, gives=(*gives, *drops)),
        drops=drops,
        confirms=any(isinstance(effect, Confirm) for effect in effects),
    )


def _objections(candidate: FencedSaga, effects: Sequence[Effect], state: LockedState) -> Iterator[Objection]:
    command: Command = candidate.request.saga.command
    for effect in effects:
        match effect:
            case Validate(rules):
                yield from against_enrolling(command, _situation(candidate, command, state), rules)
            case ValidateDrop():
                yield from against_dropping(command, _situation(candidate, command, state))


def _situation(candidate: FencedSaga, command: Command, state: LockedState) -> Situation:
    subject = candidate.details
    asked = {code: state.offers.get((subject.term_id, code)) for code in command.group_codes}
    return Situation(
        student=state.students[subject.student_id],
        offers={code: offer for code, offer in asked.items() if offer is not None},
        held=state.held.get((subject.student_id, subject.term_id), ()),
        confirmed=state.confirmed.get((subject.student_id, subject.term_id), frozenset()),
    )


def _result(demand: _Demand, full: tuple[GroupKey, ...], state: LockedState) -> CommitResult:
    candidate = demand.saga
    saga, subject = candidate.request.saga, candidate.details
    against = [
        *demand.objections,
        *(
            Objection(GroupFull(group_code=code, capacity=state.offers[term_id, code].group.capacity), (code,))
            for term_id, code in full
        ),
    ]
    settled = settle(
        saga.plan,
        saga.records,
        candidate.request.intent,
        CommitStamp(saga.version + 1, state.began, state.now),
        problems=_by_step(saga.plan, candidate.request.intent.forward, demand.objections, against),
        cancelled=candidate.cancelled,
    )
    own = tuple(
        dict.fromkeys(
            (
                *subject.own_problems,
                *(objection.problem for objection in against if not objection.group_codes),
                *(record.problem for record in settled.changed if record.problem is not None and not against),
            )
        )
    )
    granted = not against
    return CommitResult(
        saga=candidate,
        settled=settled,
        task=_task_after(candidate, settled, own, against, state.now),
        own_problems=own,
        takes=tuple(state.offers[key] for key in demand.seats.takes) if granted else (),
        gives=tuple(state.offers[key] for key in demand.seats.gives if key not in demand.drops),
        drops=tuple(state.offers[key] for key in demand.drops) if granted else (),
        take_as_confirmed=demand.confirms,
        confirms=demand.confirms and granted,
        now=state.now,
    )


def _by_step(
    plan: Plan, forward: tuple[int, ...], ruled: Sequence[Objection], against: Sequence[Objection]
) -> dict[int, AnyProblem]:
    """Problems by position: the rules' at the step that validates, a full group's at the step that takes its seat."""
    problems: dict[int, AnyProblem] = {}
    for position in forward:
        step = plan.steps[position - 1]
        if ruled:
            found = [objection.problem for objection in ruled if isinstance(step.run, Validate | ValidateDrop)]
        else:
            found = [objection.problem for objection in against if step.subject in objection.group_codes]
        if found:
            problems[position] = found[0]
    return problems


def _task_after(
    candidate: FencedSaga,
    settled: Settled,
    own: tuple[AnyProblem, ...],
    against: Sequence[Objection],
    now: datetime,
) -> TaskState:
    saga, before = candidate.request.saga, candidate.details.task
    groups = tuple(_group_after(group, before.kind, saga.plan, settled, against) for group in before.groups)
    return TaskState.build(
        id=before.id,
        kind=before.kind,
        command=saga.command,
        saga_status=settled.status,
        version=saga.version + 1,
        groups=groups,
        correlation_id=before.correlation_id,
        submitted_at=before.submitted_at,
        own_problems=own,
        records=settled.records,
        cancelled=candidate.cancelled,
        attempts=before.attempts,
        started_at=before.started_at,
        finished_at=now if settled.status.final else None,
        stuck_reason=stuck_reason(settled.records) if settled.status is SagaStatus.STUCK else None,
    )


def _group_after(
    group: GroupTask, kind: TaskKind, plan: Plan, settled: Settled, against: Sequence[Objection]
) -> GroupTask:
    problems = (*group.problems, *(o.problem for o in against if group.group_code in o.group_codes))
    seat = next(
        (settled.records.get(n) for n, step in enumerate(plan.steps, 1) if step.subject == group.group_code),
        None,
    )
    success = _SUCCESS[kind]
    status = success if settled.status is SagaStatus.COMPLETED else _unfinished(settled.status, seat, problems)
    return GroupTask(group.group_code, status, problems)


_SUCCESS = {TaskKind.ENROLL: GroupStatus.CONFIRMED, TaskKind.DROP: GroupStatus.DROPPED}


def _unfinished(saga: SagaStatus, seat: Record | None, problems: Sequence[AnyProblem]) -> GroupStatus:
    """A group's status in a task that has not succeeded."""
    if seat is not None and seat.status is StepStatus.COMPENSATED:
        return GroupStatus.RELEASED
    if saga.final:
        return GroupStatus.REJECTED if problems else GroupStatus.NOT_TAKEN
    held = seat is not None and seat.status in {StepStatus.DONE, StepStatus.COMPENSATING}
    return GroupStatus.RESERVED if held else GroupStatus.PENDING
