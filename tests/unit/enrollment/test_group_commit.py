"""What a commit does for each of its sagas, and how it leaves their tasks, groups and steps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from enrollment.catalogue import Group, Meeting, Student, Weekday
from enrollment.group_commit import CommitResult, FencedSaga, LockedState, SagaDetails, decide_commit, groups_touched
from enrollment.plans import CAPACITY_ONLY, STANDARD, CallParticipant, Plans, Service, enroll_steps
from enrollment.problems import (
    AlreadyEnrolled,
    AnyProblem,
    CreditLimitExceeded,
    GroupFull,
    GroupNotFound,
    Hold,
    HoldActive,
    NotEnrolled,
    ParticipantDeclined,
    SameCourseTwice,
    StudentInactive,
    TimeConflict,
)
from enrollment.rules import OfferedGroup
from enrollment.task import Command, GroupStatus, GroupTask, TaskKind, TaskState, TaskStatus
from resolvers.language import Language
from resolvers.messages import message
from saga.decide import Commit, Undo, decide
from saga.journal import Record, Records, SagaStatus, StepStatus
from saga.plan import Plan, Step
from saga.retry import Retry
from saga.runner import ClaimedSaga, CommitRequest
from saga.settle import CommitIntent

TERM, TERM_ID = "2024-2", 7
BEGAN = datetime(2024, 7, 1, 8, 0, tzinfo=UTC)
NOW = BEGAN + timedelta(milliseconds=3)
HOLD = Hold(reason="library fine", since=BEGAN)
MONDAY = Weekday.MONDAY
DONE, SKIPPED, REFUSED = StepStatus.DONE, StepStatus.SKIPPED, StepStatus.REFUSED
REJECTED, NOT_TAKEN = GroupStatus.REJECTED, GroupStatus.NOT_TAKEN


def offer(
    code: str, *, course: str | None = None, free: int = 1, credits: int = 4, meets: str | None = None
) -> OfferedGroup:
    """A group with this number of free seats of ten, of a course of its own unless said otherwise."""
    meetings = (Meeting(MONDAY, f"{meets}:00", f"{meets}:59"),) if meets else ()
    return OfferedGroup(Group(1, code, TERM_ID, 1, 10, 10 - free, meetings), course or f"course of {code}", credits)


def student(number: int, *, active: bool = True, holds: tuple[Hold, ...] = (), max_credits: int = 30) -> Student:
    return Student(number, f"EST{number:03}", None, active, max_credits, holds)


def facts(
    *offers: OfferedGroup, held: Mapping[int, Sequence[OfferedGroup]] | None = None, who: Student | None = None
) -> LockedState:
    """What was read: these groups, what students hold, all of it confirmed; `who` is one that is special."""
    found = held or {}
    return LockedState(
        students={number: student(number) for number in range(1, 10)} | ({who.id: who} if who else {}),
        offers={(TERM_ID, offer.group.code): offer for offer in offers},
        held={(number, TERM_ID): seats for number, seats in found.items()},
        confirmed={(number, TERM_ID): frozenset(codes(seats)) for number, seats in found.items()},
        began=BEGAN,
        now=NOW,
    )


def candidate(
    *asked: str,
    kind: TaskKind = TaskKind.ENROLL,
    number: int = 1,
    cancelled: bool = False,
    plans: Plans = STANDARD,
    before_confirm: tuple[Step, ...] = (),
) -> FencedSaga:
    """Student `number`'s saga, the `number`th accepted, at its first commit."""
    command = Command(f"EST{number:03}", TERM, asked)
    plan = plans.of(*plans.current[kind], command)
    if before_confirm:
        plan = Plan("enroll elsewhere", 1, enroll_steps(command, Retry(), before_confirm=before_confirm))
    task = TaskState(
        id=UUID(int=number),
        kind=kind,
        status=TaskStatus.QUEUED,
        saga_status=SagaStatus.PENDING,
        version=1,
        student_code=command.student_code,
        term_code=TERM,
        groups=tuple(GroupTask(code) for code in asked),
        problems=(),
        steps=(),
        attempts=1,
        correlation_id=f"c-{number}",
        submitted_at=BEGAN,
    )
    subject = SagaDetails(task, number, TERM_ID, accepted=number, own_problems=(), actor="test")
    status = SagaStatus.PENDING
    saga = ClaimedSaga(task.id, UUID(int=99), 1, plan, {}, status, False, task.correlation_id, command, subject)
    return FencedSaga(CommitRequest(saga, advance(plan, {})), subject, cancelled)


def advance(plan: Plan, records: Records, *, cancelled: bool = False) -> CommitIntent:
    """What a runner asks for next, where that is local."""
    match decide(plan, records, cancelled=cancelled):
        case Commit(positions):
            return CommitIntent(forward=positions)
        case Undo(positions):
            return CommitIntent(backward=positions)
        case other:
            raise AssertionError(other)


def after(outcome: CommitResult, news: Record | None = None, *, cancelled: bool = False) -> FencedSaga:
    """The same saga at its next commit: of `news` from another system, or else of what comes next."""
    saga, subject = outcome.saga.request.saga, outcome.saga.details
    subject = replace(subject, task=outcome.task, own_problems=outcome.own_problems)
    records = outcome.settled.records
    moved = replace(saga, version=outcome.task.version, records=records, status=outcome.settled.status, details=subject)
    asked = CommitIntent(remote_records=(news,)) if news else advance(saga.plan, records, cancelled=cancelled)
    return FencedSaga(CommitRequest(moved, asked), subject, cancelled)


def only(candidate: FencedSaga, facts: LockedState) -> CommitResult:
    [outcome] = decide_commit([candidate], facts)
    return outcome


def codes(offers: Sequence[OfferedGroup]) -> list[str]:
    return [offer.group.code for offer in offers]


def groups(outcome: CommitResult) -> dict[str, GroupStatus]:
    """What became of the groups."""
    return {group.group_code: group.status for group in outcome.task.groups}


def steps(outcome: CommitResult) -> list[StepStatus]:
    return [step.status for step in outcome.task.steps]


class TestEnrolling:
    def test_a_basket_that_fits_is_confirmed_in_one_commit(self) -> None:
        done = only(candidate("A", "B"), facts(offer("A"), offer("B")))
        assert (done.task.status, done.task.saga_status) == (TaskStatus.SUCCEEDED, SagaStatus.COMPLETED)
        assert (done.task.version, done.task.finished_at, done.task.problems) == (2, NOW, ())
        assert groups(done) == {"A": GroupStatus.CONFIRMED, "B": GroupStatus.CONFIRMED}
        assert (codes(done.takes), done.gives, done.drops) == (["A", "B"], (), ())
        assert done.take_as_confirmed
        assert steps(done) == [DONE] * 4
        assert {(step.version, step.started_at, step.finished_at) for step in done.task.steps} == {(2, BEGAN, NOW)}

    def test_a_full_group_refuses_the_basket_and_is_alone_at_fault(self) -> None:
        refused = only(candidate("A", "B"), facts(offer("A"), offer("B", free=0)))
        problem = GroupFull(group_code="B", capacity=10)
        assert (refused.task.status, refused.task.saga_status) == (TaskStatus.REJECTED, SagaStatus.REJECTED)
        assert (refused.task.problems, refused.own_problems) == ((problem,), ())
        assert refused.task.groups == (GroupTask("A", NOT_TAKEN), GroupTask("B", REJECTED, (problem,)))
        assert (refused.takes, refused.gives, refused.drops, refused.confirms) == ((), (), (), False)
        assert steps(refused) == [DONE, SKIPPED, REFUSED, SKIPPED]

    def test_every_full_group_is_named(self) -> None:
        refused = only(candidate("A", "B", "C"), facts(offer("A", free=0), offer("B"), offer("C", free=0)))
        assert [problem.group_code for problem in refused.task.problems] == ["A", "C"]  # type: ignore[union-attr]
        assert groups(refused) == {"A": REJECTED, "B": NOT_TAKEN, "C": REJECTED}

    def test_what_speaks_against_the_student_is_the_tasks_and_no_groups(self) -> None:
        refused = only(candidate("A"), facts(offer("A"), who=student(1, active=False)))
        problem = StudentInactive(student_code="EST001")
        assert (refused.own_problems, refused.task.problems) == ((problem,), (problem,))
        assert refused.task.groups == (GroupTask("A", NOT_TAKEN),)
        assert steps(refused) == [REFUSED, SKIPPED, SKIPPED]
        assert refused.task.steps[0].problem == problem

    def test_a_refusal_by_the_rules_says_nothing_of_seats(self) -> None:
        refused = only(candidate("A", "NONE"), facts(offer("A", free=0)))
        assert refused.task.problems == (GroupNotFound(group_code="NONE", term_code=TERM),)
        assert groups(refused) == {"A": NOT_TAKEN, "NONE": REJECTED}

    def test_by_capacity_alone_nothing_else_is_asked(self) -> None:
        it = facts(offer("A", meets="09"), offer("B", meets="09"), who=student(1, active=False, holds=(HOLD,)))
        assert only(candidate("A", "B"), it).task.status is TaskStatus.REJECTED
        assert only(candidate("A", "B", plans=CAPACITY_ONLY), it).task.status is TaskStatus.SUCCEEDED

    def test_a_problem_of_two_groups_is_at_both_and_once_in_the_task(self) -> None:
        refused = only(candidate("A", "B", "C"), facts(offer("A", course="X"), offer("B", course="X"), offer("C")))
        problem = SameCourseTwice(course_code="X", group_codes=("A", "B"))
        assert refused.task.problems == (problem,)
        assert [group.problems for group in refused.task.groups] == [(problem,), (problem,), ()]


class TestDropping:
    HELD = (offer("A", free=0), offer("B"))

    def test_all_or_part_of_what_is_held_is_dropped(self) -> None:
        for asked in (("A",), ("A", "B")):
            done = only(candidate(*asked, kind=TaskKind.DROP), facts(*self.HELD, held={1: self.HELD}))
            assert (done.task.status, done.task.saga_status) == (TaskStatus.SUCCEEDED, SagaStatus.COMPLETED)
            assert groups(done) == dict.fromkeys(asked, GroupStatus.DROPPED)
            assert (codes(done.drops), done.takes, done.gives, done.confirms) == (list(asked), (), (), False)
            assert steps(done) == [DONE] * (1 + len(asked))

    def test_one_group_that_is_not_held_keeps_the_others(self) -> None:
        refused = only(candidate("A", "C", kind=TaskKind.DROP), facts(*self.HELD, offer("C"), held={1: self.HELD}))
        problem = NotEnrolled(group_code="C")
        assert (refused.task.status, refused.task.problems) == (TaskStatus.REJECTED, (problem,))
        assert refused.task.groups == (GroupTask("A", NOT_TAKEN), GroupTask("C", REJECTED, (problem,)))
        assert refused.drops == ()
        assert steps(refused) == [REFUSED, SKIPPED, SKIPPED]

    def test_a_group_that_another_holds_is_not_ones_own(self) -> None:
        refused = only(candidate("A", kind=TaskKind.DROP, number=2), facts(*self.HELD, held={1: self.HELD}))
        assert refused.task.problems == (NotEnrolled(group_code="A"),)


class TestCancelling:
    def test_what_was_not_begun_is_cancelled_with_nothing_taken(self) -> None:
        cancelled = only(candidate("A", cancelled=True), facts(offer("A")))
        assert (cancelled.task.status, cancelled.task.saga_status) == (TaskStatus.CANCELLED, SagaStatus.COMPENSATED)
        assert (groups(cancelled), steps(cancelled)) == ({"A": NOT_TAKEN}, [])
        assert (cancelled.takes, cancelled.gives, cancelled.task.finished_at) == ((), (), NOW)

    def test_a_drop_that_was_cancelled_drops_nothing(self) -> None:
        seat = offer("A")
        cancelled = only(candidate("A", kind=TaskKind.DROP, cancelled=True), facts(seat, held={1: [seat]}))
        assert (cancelled.task.status, cancelled.drops) == (TaskStatus.CANCELLED, ())

    def test_a_cancelled_basket_costs_no_other_a_seat(self) -> None:
        cancelled, done = decide_commit(
            [candidate("A", cancelled=True), candidate("A", number=2)], facts(offer("A", free=1))
        )
        assert (cancelled.task.status, done.task.status) == (TaskStatus.CANCELLED, TaskStatus.SUCCEEDED)


class TestOverSeveralCommits:
    CALL = Step("charge", CallParticipant(Service.BILLING), undo=CallParticipant(Service.BILLING))
    FACTS = facts(offer("A"), offer("B"))

    def reserved(self) -> CommitResult:
        return only(candidate("A", "B", before_confirm=(self.CALL,)), self.FACTS)

    def test_seats_are_reserved_before_another_system_is_asked(self) -> None:
        reserved = self.reserved()
        assert (reserved.task.status, reserved.task.finished_at) == (TaskStatus.RUNNING, None)
        assert groups(reserved) == {"A": GroupStatus.RESERVED, "B": GroupStatus.RESERVED}
        assert (codes(reserved.takes), reserved.take_as_confirmed, reserved.confirms) == (["A", "B"], False, False)

    def test_and_confirmed_when_it_has_agreed(self) -> None:
        agreed = only(after(self.reserved(), Record(4, "charge", DONE, attempts=1)), self.FACTS)
        assert (agreed.task.version, groups(agreed)["A"]) == (3, GroupStatus.RESERVED)
        done = only(after(agreed), self.FACTS)
        assert (done.task.status, done.takes, done.confirms) == (TaskStatus.SUCCEEDED, (), True)
        assert groups(done) == {"A": GroupStatus.CONFIRMED, "B": GroupStatus.CONFIRMED}
        assert [step.version for step in done.task.steps] == [2, 2, 2, 3, 4]

    def test_or_given_back_when_it_has_not(self) -> None:
        problem = ParticipantDeclined(service="billing", reason="no funds")
        news = Record(4, "charge", REFUSED, attempts=1, problem=problem)
        turned = only(after(self.reserved(), news), self.FACTS)
        assert (turned.task.status, turned.own_problems) == (TaskStatus.COMPENSATING, (problem,))
        undone = only(after(turned), self.FACTS)
        assert (undone.task.status, undone.task.problems) == (TaskStatus.REJECTED, (problem,))
        assert undone.task.saga_status is SagaStatus.COMPENSATED
        assert groups(undone) == {"A": GroupStatus.RELEASED, "B": GroupStatus.RELEASED}
        assert (sorted(codes(undone.gives)), undone.takes, undone.drops) == (["A", "B"], (), ())

    def test_a_cancellation_gives_back_what_was_reserved(self) -> None:
        undone = only(after(self.reserved(), cancelled=True), self.FACTS)
        assert (undone.task.status, undone.task.saga_status) == (TaskStatus.CANCELLED, SagaStatus.COMPENSATED)
        assert groups(undone) == {"A": GroupStatus.RELEASED, "B": GroupStatus.RELEASED}
        assert sorted(codes(undone.gives)) == ["A", "B"]

    def test_the_groups_to_lock_are_those_whose_seats_move(self) -> None:
        first = candidate("A", "B", before_confirm=(self.CALL,))
        assert sorted(groups_touched(first)) == [(TERM_ID, "A"), (TERM_ID, "B")]
        reserved = self.reserved()
        assert sorted(groups_touched(after(reserved, cancelled=True))) == [(TERM_ID, "A"), (TERM_ID, "B")]
        agreed = only(after(reserved, Record(4, "charge", DONE, attempts=1)), self.FACTS)
        assert groups_touched(after(agreed)) == []
        assert groups_touched(candidate("A", kind=TaskKind.DROP)) == [(TERM_ID, "A")]


class TestABatch:
    def test_the_last_seat_goes_to_who_was_accepted_first_whatever_the_order_here(self) -> None:
        outcomes = decide_commit([candidate("A", number=n) for n in (3, 1, 2)], facts(offer("A")))
        assert [outcome.saga.details.accepted for outcome in outcomes] == [1, 2, 3]
        assert [outcome.task.status for outcome in outcomes] == [
            TaskStatus.SUCCEEDED,
            TaskStatus.REJECTED,
            TaskStatus.REJECTED,
        ]

    def test_enrolling_dropping_refusing_and_cancelling_beside_each_other(self) -> None:
        full, free, none = offer("A", free=0), offer("B", free=2), offer("C", free=0)
        outcomes = decide_commit(
            [
                candidate("A", number=1),  # gets the seat that the third one gives back
                candidate("B", "C", number=2),  # refused: C is full; leaves its seat in B to the fourth
                candidate("A", kind=TaskKind.DROP, number=3),
                candidate("B", number=4),
                candidate("B", number=5, cancelled=True),
                candidate("B", number=6),
                candidate("B", number=7),  # the two seats are gone
                candidate("B", kind=TaskKind.DROP, number=8),
            ],
            facts(full, free, none, held={3: [full]}),
        )
        assert [outcome.task.status for outcome in outcomes] == [
            TaskStatus.SUCCEEDED,
            TaskStatus.REJECTED,
            TaskStatus.SUCCEEDED,
            TaskStatus.SUCCEEDED,
            TaskStatus.CANCELLED,
            TaskStatus.SUCCEEDED,
            TaskStatus.REJECTED,
            TaskStatus.REJECTED,
        ]
        assert outcomes[1].task.problems == (GroupFull(group_code="C", capacity=10),)
        assert outcomes[6].task.problems == (GroupFull(group_code="B", capacity=10),)
        assert outcomes[7].task.problems == (NotEnrolled(group_code="B"),)

    def test_a_drop_that_is_refused_frees_no_seat(self) -> None:
        full = offer("A", free=0)
        enrolled, dropped = decide_commit(
            [candidate("A", number=1), candidate("A", "NONE", kind=TaskKind.DROP, number=2)],
            facts(full, held={2: [full]}),
        )
        assert dropped.task.problems == (GroupNotFound(group_code="NONE", term_code=TERM),)
        assert enrolled.task.problems == (GroupFull(group_code="A", capacity=10),)


A, B = offer("A", meets="09"), offer("B", meets="09")


@pytest.mark.parametrize(
    ("asked", "kind", "read", "problem"),
    [
        ("A", TaskKind.ENROLL, facts(A, who=student(1, active=False)), StudentInactive(student_code="EST001")),
        ("A", TaskKind.ENROLL, facts(A, who=student(1, holds=(HOLD,))), HoldActive(hold=HOLD)),
        ("N", TaskKind.ENROLL, facts(A), GroupNotFound(group_code="N", term_code=TERM)),
        ("A", TaskKind.ENROLL, facts(A, held={1: [A]}), AlreadyEnrolled(group_code="A")),
        (
            "A",
            TaskKind.ENROLL,
            facts(offer("A", course="X"), held={1: [offer("B", course="X")]}),
            SameCourseTwice(course_code="X", group_codes=("A", "B")),
        ),
        (
            "AB",
            TaskKind.ENROLL,
            facts(A, B),
            TimeConflict(group_code="A", with_group_code="B", weekday=MONDAY),
        ),
        (
            "A",
            TaskKind.ENROLL,
            facts(A, who=student(1, max_credits=3)),
            CreditLimitExceeded(maximum=3, held=0, asked=4),
        ),
        ("A", TaskKind.ENROLL, facts(offer("A", free=0)), GroupFull(group_code="A", capacity=10)),
        ("A", TaskKind.DROP, facts(A), NotEnrolled(group_code="A")),
        ("N", TaskKind.DROP, facts(A), GroupNotFound(group_code="N", term_code=TERM)),
    ],
    ids=lambda value: value.code.lower() if hasattr(value, "code") else "",
)
def test_each_broken_rule_is_a_typed_problem(
    asked: str, kind: TaskKind, read: LockedState, problem: AnyProblem
) -> None:
    refused = only(candidate(*asked, kind=kind), read)
    assert (refused.task.status, refused.task.problems) == (TaskStatus.REJECTED, (problem,))
    assert any(step.problem == problem for step in refused.task.steps)
    assert message(problem, Language.EN)
