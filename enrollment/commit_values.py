"""What a commit is decided from, and what is decided: sagas, what was read under the locks, what to write for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from enrollment.catalogue import Student
from enrollment.history import HistoryEntry
from enrollment.offers import GroupKey, OfferedGroup
from enrollment.overrides import Override
from enrollment.problems import AnyProblem
from enrollment.reserved_seats import Members
from enrollment.rule_settings import NO_TERM_RULES, TermRules
from enrollment.task import TaskState
from enrollment.waitlist import NO_CHANGES, SeatHold, WaitlistChanges
from saga.claimed_saga import CommitRequest
from saga.settle import Settled


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
        term_rules: by term id, of the terms that have rules.
        history: by (student id, term id), where a rule asks for it: what they have taken before that term.
        members: by (term id, code), of the groups that reserve seats: who holds their seats, or has one offered.
        waiting: codes of the groups in which students wait for a seat, by (student id, term id).
        places: those groups, by the same.
        holds: seats that are held for students of waitlists, by (student id, group).
        released: groups in which seats that were kept from students who wait are released since they were last asked.
        overrides: those that are neither used up nor revoked, by (student id, term id).
    """

    students: Mapping[int, Student]
    offers: Mapping[GroupKey, OfferedGroup]
    held: Mapping[tuple[int, int], Sequence[OfferedGroup]]
    confirmed: Mapping[tuple[int, int], frozenset[str]]
    began: datetime
    now: datetime
    term_rules: Mapping[int, TermRules] = field(default_factory=dict)
    history: Mapping[tuple[int, int], Sequence[HistoryEntry]] = field(default_factory=dict)
    members: Mapping[GroupKey, Members] = field(default_factory=dict)
    waiting: Mapping[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    places: Mapping[tuple[int, int], Sequence[OfferedGroup]] = field(default_factory=dict)
    holds: Mapping[tuple[int, GroupKey], SeatHold] = field(default_factory=dict)
    released: frozenset[GroupKey] = frozenset()
    overrides: Mapping[tuple[int, int], Sequence[Override]] = field(default_factory=dict)

    def rules_of(self, term_id: int) -> TermRules:
        """What the term says about rules."""
        return self.term_rules.get(term_id, NO_TERM_RULES)

    def overrides_of(self, saga: FencedSaga) -> Sequence[Override]:
        """Those that the saga can use."""
        granted = self.overrides.get((saga.details.student_id, saga.details.term_id), ())
        return [override for override in granted if override.usable(saga.details.task.submitted_at)] if granted else ()

    def waited_for(self, saga: FencedSaga) -> frozenset[str]:
        """The codes of the groups in which the saga's student waits for a seat."""
        return self.waiting.get((saga.details.student_id, saga.details.term_id), frozenset())

    def has(self, saga: FencedSaga, code: str) -> bool:
        """Whether the saga's student has a confirmed seat in the group, or waits for one."""
        key = saga.details.student_id, saga.details.term_id
        return code in self.confirmed.get(key, ()) or code in self.waiting.get(key, ())

    def hold_for(self, saga: FencedSaga, key: GroupKey) -> SeatHold | None:
        """The seat in the group that is held for the saga's student."""
        return self.holds.get((saga.details.student_id, key))


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
        waitlist: what changes of waitlists.
        beyond: codes of the groups in which its seat is beyond the capacity.
        uses_up: the one-time overrides that it uses; returns_overrides: whether it gives back those it has used before.
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
    waitlist: WaitlistChanges = NO_CHANGES
    beyond: frozenset[str] = frozenset()
    uses_up: tuple[UUID, ...] = ()
    returns_overrides: bool = False
