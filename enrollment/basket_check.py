"""What would become of a basket if it was sent now: the very decision of a group commit, about a saga that never is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec

from enrollment.catalogue import Student
from enrollment.commit_values import FencedSaga, LockedState, SagaDetails
from enrollment.group_commit import decide_commit
from enrollment.history import HistoryEntry
from enrollment.offers import GroupKey
from enrollment.overrides import Override
from enrollment.problems import AnyProblem
from enrollment.reserved_seats import Members
from enrollment.rule_settings import NO_TERM_RULES, TermRules
from enrollment.rules import OfferedGroup
from enrollment.submission import NamedRows, against_accepting
from enrollment.task import Command, ErrorPolicy, GroupTask, TaskKind, TaskState
from enrollment.waitlist import SeatHold
from saga.claimed_saga import ClaimedSaga, CommitRequest
from saga.decide import Commit, decide
from saga.journal import SagaStatus
from saga.plan import Plan
from saga.settle import CommitIntent

_NO_SAGA = UUID(int=0)


@dataclass(frozen=True, slots=True)
class BasketFacts:
    """What a basket is judged by, read at one moment.

    Attributes:
        named: what there is of its student and term.
        student: None if there is no such student.
        term_id: None if there is no such term.
        offers: the groups asked for that exist in the term; held: those in which the student has a live enrollment.
        term_rules: what the term says about rules.
        history: what the student has taken before; empty where no rule asks for it.
        members: who holds the seats of those groups that reserve seats.
        released: groups in which seats that were kept from students who wait are released since they were last asked.
        places: the groups in which the student waits for a seat; holds: the seats that are held for them, by code.
        overrides: the student's in the term that can be used.
    """

    named: NamedRows
    student: Student | None
    term_id: int | None
    offers: Sequence[OfferedGroup]
    held: Sequence[OfferedGroup]
    term_rules: TermRules = NO_TERM_RULES
    history: Sequence[HistoryEntry] = ()
    members: Mapping[GroupKey, Members] = field(default_factory=dict)
    released: frozenset[GroupKey] = frozenset()
    places: Sequence[OfferedGroup] = ()
    holds: Mapping[str, SeatHold] = field(default_factory=dict)
    overrides: Sequence[Override] = ()


@dataclass(frozen=True, slots=True)
class CheckedGroup:
    """One group of a basket, and what speaks against it."""

    group_code: str
    term_code: str
    problems: tuple[AnyProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class BasketCheck:
    """What speaks against a basket at one moment.

    Attributes:
        command: the basket; None if nothing was looked up, because of the input.
        problems: all of it, as the task of the basket would have it; what speaks against accepting it comes first.
        groups: one for each group asked for, in the order of their codes.
        checked_at: the moment, by the database's clock, UTC; None if nothing was looked up, because of the input.
    """

    problems: tuple[AnyProblem, ...]
    groups: tuple[CheckedGroup, ...] = ()
    command: Command | None = None
    checked_at: datetime | None = None

    @property
    def passes(self) -> bool:
        """Whether enrolling would succeed."""
        if self.command is None or self.command.policy is ErrorPolicy.ALL_OR_NONE:
            return not self.problems
        of_groups = {problem for group in self.groups for problem in group.problems}
        return of_groups.issuperset(self.problems) and not all(group.problems for group in self.groups)


def check_basket(command: Command, plan: Plan, facts: BasketFacts) -> BasketCheck:
    """What speaks against enrolling by this plan: what would keep it from being accepted, then what its first commit
    would find. Other systems that the plan calls are not asked."""
    unacceptable = tuple(against_accepting(TaskKind.ENROLL, command, facts.named))
    if facts.student is None or facts.term_id is None:
        groups = tuple(CheckedGroup(code, command.term_code) for code in command.group_codes)
        return BasketCheck(unacceptable, groups, command, facts.named.now)
    task = _first_commit(_as_accepted(command, facts.named), plan, facts, facts.student, facts.term_id)
    return BasketCheck(
        (*unacceptable, *task.problems),
        tuple(CheckedGroup(group.group_code, command.term_code, group.problems) for group in task.groups),
        command,
        facts.named.now,
    )


def _as_accepted(command: Command, named: NamedRows) -> Command:
    """The command as it is stored: what an override lets in outside the windows is judged again by its commit."""
    windows, kind = named.windows, TaskKind.ENROLL
    assert windows is not None
    if not named.window_override or windows.nearest(kind, named.cohorts, named.now).is_open(kind, named.now):
        return command
    return msgspec.structs.replace(command, outside_window=(windows.opens_at, windows.closes_at))


def _first_commit(command: Command, plan: Plan, facts: BasketFacts, student: Student, term_id: int) -> TaskState:
    """The task as its first commit would leave it."""
    [result] = decide_commit(*as_commit(command, plan, facts, student, term_id))
    return result.task


def as_commit(
    command: Command, plan: Plan, facts: BasketFacts, student: Student, term_id: int
) -> tuple[list[FencedSaga], LockedState]:
    """The commit that would begin with this basket: a saga of it, and what would be read under the locks."""
    now = facts.named.now
    state = LockedState(
        students={student.id: student},
        offers={(term_id, offer.group.code): offer for offer in facts.offers},
        held={(student.id, term_id): facts.held},
        confirmed={},  # matters to drops only
        began=now,
        now=now,
        term_rules={term_id: facts.term_rules},
        history={(student.id, term_id): facts.history},
        members=facts.members,
        released=facts.released,
        waiting={(student.id, term_id): frozenset(offer.group.code for offer in facts.places)},
        places={(student.id, term_id): facts.places},
        holds={(student.id, (term_id, code)): hold for code, hold in facts.holds.items()},
        overrides={(student.id, term_id): facts.overrides},
    )
    return [_saga(command, plan, student.id, term_id, now)], state


def _saga(command: Command, plan: Plan, student_id: int, term_id: int, now: datetime) -> FencedSaga:
    """A saga of this basket, as if a worker had just claimed it."""
    task = TaskState.build(
        id=_NO_SAGA,
        kind=TaskKind.ENROLL,
        command=command,
        saga_status=SagaStatus.PENDING,
        version=1,
        groups=tuple(GroupTask(code) for code in command.group_codes),
        correlation_id="",
        submitted_at=now,
    )
    details = SagaDetails(task, student_id, term_id, accepted=0, own_problems=(), actor="")
    saga = ClaimedSaga(_NO_SAGA, _NO_SAGA, 1, plan, {}, SagaStatus.PENDING, False, "", command, details)
    decision = decide(plan, {})
    intent = CommitIntent(forward=decision.positions if isinstance(decision, Commit) else ())
    return FencedSaga(CommitRequest(saga, intent), details, cancelled=False)
