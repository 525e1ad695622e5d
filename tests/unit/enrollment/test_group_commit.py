"""What a commit does for each of its sagas, and how it leaves their tasks, groups and steps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from msgspec import structs

from enrollment.catalogue import Group, Meeting, Student, Weekday
from enrollment.commit_effects import groups_touched
from enrollment.commit_values import CommitResult, FencedSaga, LockedState, SagaDetails
from enrollment.group_commit import decide_commit
from enrollment.history import CourseStatus, HistoryEntry
from enrollment.overrides import Override, OverrideKind
from enrollment.plans import (
    BILLED,
    CAPACITY_ONLY,
    STANDARD,
    CallParticipant,
    Plans,
    Service,
    enroll_steps,
)
from enrollment.problems import (
    AlreadyEnrolled,
    AnyProblem,
    CreditLimitExceeded,
    GroupCancelled,
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
from enrollment.rule_settings import CourseRules, GroupRules, Refunds, TermRules
from enrollment.rules import OfferedGroup
from enrollment.task import Command, ErrorPolicy, GroupStatus, GroupTask, TaskKind, TaskState, TaskStatus
from resolvers.language import Language
from resolvers.messages import message
from saga.claimed_saga import ClaimedSaga, CommitRequest
from saga.decide import Commit, Undo, decide
from saga.journal import Record, Records, SagaStatus, StepStatus
from saga.plan import Plan, Step
from saga.retry import Retry
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


def called_off(offer: OfferedGroup) -> OfferedGroup:
    """The same, cancelled."""
    group = msgspec.structs.replace(offer.group, cancelled_at=BEGAN, cancel_reason="no teacher")
    return replace(offer, group=group)


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
    drops: tuple[str, ...] = (),
    policy: ErrorPolicy = ErrorPolicy.ALL_OR_NONE,
    kind: TaskKind = TaskKind.ENROLL,
    number: int = 1,
    cancelled: bool = False,
    plans: Plans = STANDARD,
    before_confirm: tuple[Step, ...] = (),
) -> FencedSaga:
    """Student `number`'s saga, the `number`th accepted, at its first commit; a swap, if it is to drop something too."""
    command = Command(f"EST{number:03}", TERM, asked, drops, policy=policy)
    kind = TaskKind.SWAP if drops else kind
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
        groups=tuple(GroupTask(code) for code in command.all_codes),
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
        assert refused.task.problems == tuple(GroupFull(group_code=code, capacity=10) for code in "AC")
        assert groups(refused) == {"A": REJECTED, "B": NOT_TAKEN, "C": REJECTED}

    def test_what_speaks_against_the_student_is_the_tasks_and_no_groups(self) -> None:
        refused = only(candidate("A"), facts(offer("A"), who=student(1, active=False)))
        problem = StudentInactive(student_code="EST001")
        assert (refused.own_problems, refused.task.problems) == ((problem,), (problem,))
        assert refused.task.groups == (GroupTask("A", NOT_TAKEN),)
        assert steps(refused) == [REFUSED, SKIPPED, SKIPPED]
        assert refused.task.steps[0].problem == problem

    def test_full_groups_are_named_beside_everything_else_that_speaks_against_the_basket(self) -> None:
        it = facts(
            offer("A", free=0),
            offer("B", course="X"),
            offer("C", course="X", free=0),
            who=student(1, active=False),
        )
        refused = only(candidate("A", "B", "C", "NONE"), it)
        inactive = StudentInactive(student_code="EST001")
        twice = SameCourseTwice(course_code="X", group_codes=("B", "C"))
        unknown = GroupNotFound(group_code="NONE", term_code=TERM)
        full = {code: GroupFull(group_code=code, capacity=10) for code in "AC"}
        assert refused.task.problems == (inactive, full["A"], twice, full["C"], unknown)
        assert refused.own_problems == (inactive,)
        assert refused.task.groups == (
            GroupTask("A", REJECTED, (full["A"],)),
            GroupTask("B", REJECTED, (twice,)),
            GroupTask("C", REJECTED, (twice, full["C"])),
            GroupTask("NONE", REJECTED, (unknown,)),
        )
        assert steps(refused) == [REFUSED, REFUSED, SKIPPED, REFUSED, SKIPPED, SKIPPED]
        assert (refused.takes, refused.confirms) == ((), False)

    def test_a_cancelled_group_refuses_every_basket_and_is_not_called_full(self) -> None:
        gone = called_off(offer("A", free=0))
        refused = only(candidate("A", "B"), facts(gone, offer("B")))
        assert groups(refused) == {"A": REJECTED, "B": NOT_TAKEN}
        assert refused.task.problems == (GroupCancelled(group_code="A", cancelled_at=BEGAN, reason="no teacher"),)

    def test_a_full_group_in_which_the_student_has_a_seat_is_not_called_full(self) -> None:
        seat = offer("A", free=0)
        refused = only(candidate("A", "B"), facts(seat, offer("B", free=0), held={1: [seat]}))
        assert refused.task.problems == (AlreadyEnrolled(group_code="A"), GroupFull(group_code="B", capacity=10))

    def test_a_basket_that_the_rules_refuse_costs_no_other_a_seat(self) -> None:
        refused, done, late = decide_commit(
            [candidate("A", "NONE", number=1), candidate("A", number=2), candidate("A", "NONE", number=3)],
            facts(offer("A", free=1)),
        )
        assert groups(refused) == {"A": NOT_TAKEN, "NONE": REJECTED}
        assert done.task.status is TaskStatus.SUCCEEDED
        assert groups(late) == {"A": REJECTED, "NONE": REJECTED}

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

    def test_the_institution_drops_whatever_is_held_against_the_student(self) -> None:
        plans = replace(STANDARD, current={TaskKind.DROP: STANDARD.administrative_drop})
        keeps = msgspec.structs.replace(HOLD, blocks_drops=True)
        held = facts(offer("A"), held={1: [offer("A")]}, who=student(1, holds=(keeps,)))
        done = only(candidate("A", kind=TaskKind.DROP, plans=plans), held)
        assert (done.task.status, codes(done.drops)) == (TaskStatus.SUCCEEDED, ["A"])
        again = only(candidate("A", kind=TaskKind.DROP, plans=plans), facts(offer("A")))
        assert (again.task.status, again.task.problems) == (TaskStatus.REJECTED, (NotEnrolled(group_code="A"),))

    @pytest.mark.parametrize("plan", [BILLED.current[TaskKind.DROP], BILLED.administrative_drop])
    def test_who_only_waited_is_given_nothing_back(self, plan: tuple[str, int]) -> None:
        read = replace(facts(offer("A", free=0)), term_rules={TERM_ID: TermRules(refunds=Refunds())})
        begun = candidate("A", kind=TaskKind.DROP, plans=replace(BILLED, current={TaskKind.DROP: plan}))
        left = only(begun, replace(read, waiting={(1, TERM_ID): frozenset("A")}))
        assert (left.task.status, steps(left)) == (TaskStatus.SUCCEEDED, [DONE, DONE, SKIPPED])
        owing = only(begun, replace(read, held={(1, TERM_ID): [offer("A")]}, confirmed={(1, TERM_ID): frozenset("A")}))
        assert (owing.task.status, steps(owing)) == (TaskStatus.RUNNING, [DONE, DONE])

    def test_a_group_that_another_holds_is_not_ones_own(self) -> None:
        refused = only(candidate("A", kind=TaskKind.DROP, number=2), facts(*self.HELD, held={1: self.HELD}))
        assert refused.task.problems == (NotEnrolled(group_code="A"),)


class TestBestEffort:
    BEST = ErrorPolicy.BEST_EFFORT

    def test_what_fits_is_enrolled_and_the_rest_is_rejected_with_its_problems(self) -> None:
        done = only(candidate("A", "B", "NONE", policy=self.BEST), facts(offer("A"), offer("B", free=0)))
        full, unknown = GroupFull(group_code="B", capacity=10), GroupNotFound(group_code="NONE", term_code=TERM)
        assert (done.task.status, done.task.saga_status) == (TaskStatus.SUCCEEDED, SagaStatus.COMPLETED)
        assert done.task.groups == (
            GroupTask("A", GroupStatus.CONFIRMED),
            GroupTask("B", REJECTED, (full,)),
            GroupTask("NONE", REJECTED, (unknown,)),
        )
        assert (done.task.problems, done.own_problems) == ((full, unknown), ())
        assert (codes(done.takes), done.take_as_confirmed, done.confirms) == (["A"], True, True)
        assert steps(done) == [DONE, DONE, SKIPPED, SKIPPED, DONE]

    def test_the_order_of_the_codes_decides_and_a_full_group_is_in_no_others_way(self) -> None:
        early, late, third = offer("A", meets="09"), offer("B", meets="09"), offer("C", course="course of A")
        done = only(candidate("A", "B", "C", policy=self.BEST), facts(early, late, third))
        assert groups(done) == {"A": GroupStatus.CONFIRMED, "B": REJECTED, "C": REJECTED}
        clash = TimeConflict(group_code="B", with_group_code="A", weekday=MONDAY)
        assert done.task.problems == (clash, SameCourseTwice(course_code="course of A", group_codes=("C", "A")))
        full = offer("A", meets="09", free=0)
        done = only(candidate("A", "B", "C", policy=self.BEST), facts(full, late, third))
        assert groups(done) == {"A": REJECTED, "B": GroupStatus.CONFIRMED, "C": GroupStatus.CONFIRMED}

    def test_nothing_that_fits_is_a_refusal(self) -> None:
        it = facts(offer("A"), offer("B", free=0), who=student(1, active=False))
        refused = only(candidate("A", "B", policy=self.BEST), it)
        inactive, no_seat = StudentInactive(student_code="EST001"), GroupFull(group_code="B", capacity=10)
        assert (refused.task.status, refused.task.problems) == (TaskStatus.REJECTED, (inactive, no_seat))
        assert refused.task.groups == (
            GroupTask("A", REJECTED, (inactive,)),
            GroupTask("B", REJECTED, (inactive, no_seat)),
        )
        assert (refused.takes, refused.confirms) == ((), False)
        full = only(candidate("B", policy=self.BEST), facts(offer("B", free=0)))
        assert (full.task.status, steps(full)) == (TaskStatus.REJECTED, [DONE, REFUSED, SKIPPED])

    def test_the_order_of_acceptance_decides_who_gets_the_last_seats(self) -> None:
        first, second, third = decide_commit(
            [
                candidate("A", number=1),
                candidate("A", "B", number=2, policy=self.BEST),
                candidate("B", "C", number=3, policy=self.BEST),
            ],
            facts(offer("A"), offer("B"), offer("C")),
        )
        assert groups(first) == {"A": GroupStatus.CONFIRMED}
        assert groups(second) == {"A": REJECTED, "B": GroupStatus.CONFIRMED}
        assert groups(third) == {"B": REJECTED, "C": GroupStatus.CONFIRMED}

    def test_a_charge_is_for_what_fitted_and_declined_it_gives_back_no_more(self) -> None:
        begun = candidate("A", "B", plans=BILLED, policy=self.BEST)
        read = facts(offer("A"), offer("B", free=0))
        taken = only(begun, read)
        assert groups(taken) == {"A": GroupStatus.RESERVED, "B": REJECTED}
        assert (codes(taken.takes), taken.take_as_confirmed) == (["A"], False)
        charged = only(after(taken, Record(4, "charge", StepStatus.DONE, attempts=1)), read)
        done = only(after(charged), read)
        assert (done.task.status, groups(done)) == (
            TaskStatus.SUCCEEDED,
            {"A": GroupStatus.CONFIRMED, "B": REJECTED},
        )
        no = ParticipantDeclined(service="billing", reason="no credit")
        undone = only(after(only(after(taken, Record(4, "charge", StepStatus.REFUSED, problem=no)), read)), read)
        assert (undone.task.status, codes(undone.gives)) == (TaskStatus.REJECTED, ["A"])
        assert groups(undone) == {"A": GroupStatus.RELEASED, "B": REJECTED}


class TestSwapping:
    OLD, NEW = offer("OLD", course="X", free=0), offer("NEW", course="X", meets="09")

    def test_the_old_seat_is_given_up_in_the_commit_that_takes_the_new_one(self) -> None:
        done = only(candidate("NEW", drops=("OLD",)), facts(self.OLD, self.NEW, held={1: [self.OLD]}))
        assert (done.task.kind, done.task.status, done.task.version) == (TaskKind.SWAP, TaskStatus.SUCCEEDED, 2)
        assert groups(done) == {"NEW": GroupStatus.CONFIRMED, "OLD": GroupStatus.DROPPED}
        assert (codes(done.takes), codes(done.drops), done.gives) == (["NEW"], ["OLD"], ())
        assert done.take_as_confirmed
        assert steps(done) == [DONE] * 4

    def test_a_full_group_keeps_the_old_seat(self) -> None:
        full = offer("NEW", course="X", free=0)
        refused = only(candidate("NEW", drops=("OLD",)), facts(self.OLD, full, held={1: [self.OLD]}))
        problem = GroupFull(group_code="NEW", capacity=10)
        assert (refused.task.status, refused.task.problems) == (TaskStatus.REJECTED, (problem,))
        assert refused.task.groups == (GroupTask("NEW", REJECTED, (problem,)), GroupTask("OLD", NOT_TAKEN))
        assert (refused.takes, refused.drops, refused.gives, refused.confirms) == ((), (), (), False)

    def test_what_is_given_up_counts_for_nothing_and_what_is_kept_does(self) -> None:
        old, kept = offer("OLD", meets="09", credits=6), offer("KEPT", meets="11", credits=6)
        who, held = student(1, max_credits=16), {1: [old, kept]}
        new, late = offer("NEW", meets="09", credits=10), offer("LATE", meets="11", credits=10)
        assert only(candidate("NEW", drops=("OLD",)), facts(old, new, held=held, who=who)).task.problems == ()
        refused = only(candidate("LATE", drops=("OLD",)), facts(old, late, held=held, who=who))
        assert refused.task.problems == (TimeConflict(group_code="LATE", with_group_code="KEPT", weekday=MONDAY),)
        refused = only(candidate("NEW", drops=("OLD",)), facts(old, new, held=held, who=student(1, max_credits=15)))
        assert refused.task.problems == (CreditLimitExceeded(maximum=15, held=6, asked=10),)

    def test_what_speaks_against_either_part_is_reported_together_and_once(self) -> None:
        strict = Hold(reason="fine", since=BEGAN, blocks_drops=True)
        it = facts(self.NEW, who=student(1, holds=(strict,)))
        refused = only(candidate("NEW", "NONE", drops=("GONE",)), it)
        unknown = {code: GroupNotFound(group_code=code, term_code=TERM) for code in ("GONE", "NONE")}
        assert refused.task.problems == (HoldActive(hold=strict), unknown["GONE"], unknown["NONE"])
        assert groups(refused) == {"GONE": REJECTED, "NEW": NOT_TAKEN, "NONE": REJECTED}

    def test_what_is_not_held_cannot_be_given_up(self) -> None:
        refused = only(candidate("NEW", drops=("OLD",)), facts(self.OLD, self.NEW))
        assert refused.task.problems == (NotEnrolled(group_code="OLD"),)
        assert groups(refused) == {"NEW": NOT_TAKEN, "OLD": REJECTED}

    def test_two_students_change_places_in_full_groups_and_no_other_gets_their_seats(self) -> None:
        one, other = offer("A", free=0), offer("B", free=0)
        outcomes = decide_commit(
            [candidate("A", number=1), candidate("B", drops=("A",), number=2), candidate("A", drops=("B",), number=3)],
            facts(one, other, held={2: [one], 3: [other]}),
        )
        assert [outcome.task.status for outcome in outcomes] == [
            TaskStatus.REJECTED,
            TaskStatus.SUCCEEDED,
            TaskStatus.SUCCEEDED,
        ]

    @pytest.mark.parametrize(("waited", "waits"), [(4.999, True), (5.0, False)])
    def test_a_swap_into_a_full_group_is_left_out_until_its_wait_is_over(self, waited: float, *, waits: bool) -> None:
        full = offer("NEW", free=0)
        swap = candidate("NEW", drops=("OLD",))
        task = structs.replace(swap.details.task, started_at=NOW - timedelta(seconds=waited))
        left = decide_commit(
            [replace(swap, details=replace(swap.details, task=task)), candidate("NEW", number=2)],
            facts(self.OLD, full, held={1: [self.OLD]}),
            swap_wait=timedelta(seconds=5),
        )
        assert [outcome.task.kind for outcome in left] == [*[TaskKind.SWAP][waits:], TaskKind.ENROLL]
        assert {outcome.task.status for outcome in left} == {TaskStatus.REJECTED}

    def test_a_swap_that_a_rule_refuses_does_not_wait(self) -> None:
        full = offer("NEW", free=0)
        [refused] = decide_commit(
            [candidate("NEW", drops=("OLD",))], facts(self.OLD, full), swap_wait=timedelta(seconds=5)
        )
        assert refused.task.problems == (GroupFull(group_code="NEW", capacity=10), NotEnrolled(group_code="OLD"))

    def test_a_swap_that_is_refused_frees_no_seat(self) -> None:
        old, full = offer("OLD", free=0), offer("NEW", free=0)
        waiting, refused = decide_commit(
            [candidate("OLD", number=1), candidate("NEW", drops=("OLD",), number=2)],
            facts(old, full, held={2: [old]}),
        )
        assert waiting.task.problems == (GroupFull(group_code="OLD", capacity=10),)
        assert refused.task.problems == (GroupFull(group_code="NEW", capacity=10),)

    def test_a_charged_swap_keeps_both_seats_until_the_answer(self) -> None:
        begun = candidate("NEW", drops=("OLD",), plans=BILLED)
        assert groups_touched(begun.request) == [(TERM_ID, "NEW"), (TERM_ID, "OLD")]
        read = facts(self.OLD, self.NEW, held={1: [self.OLD]})
        taken = only(begun, read)
        assert (codes(taken.takes), taken.drops, taken.take_as_confirmed) == (["NEW"], (), False)
        assert groups(taken) == {"NEW": GroupStatus.RESERVED, "OLD": GroupStatus.PENDING}

        charged = only(after(taken, Record(3, "charge", StepStatus.DONE, attempts=1)), read)
        done = only(after(charged), read)
        assert (done.task.status, codes(done.drops), done.confirms) == (TaskStatus.SUCCEEDED, ["OLD"], True)
        assert groups(done) == {"NEW": GroupStatus.CONFIRMED, "OLD": GroupStatus.DROPPED}

        no = ParticipantDeclined(service="billing", reason="no credit")
        declined = only(after(taken, Record(3, "charge", StepStatus.REFUSED, attempts=1, problem=no)), read)
        undone = only(after(declined), read)
        assert (undone.task.status, undone.drops, codes(undone.gives)) == (TaskStatus.REJECTED, (), ["NEW"])
        assert groups(undone) == {"NEW": GroupStatus.RELEASED, "OLD": NOT_TAKEN}


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

    def test_seats_in_a_group_that_was_cancelled_in_between_are_refused_and_given_back(self) -> None:
        first = only(candidate("A", "B", before_confirm=(self.CALL,)), facts(offer("A"), offer("B")))
        charged = only(after(first, Record(4, "charge", DONE, attempts=1)), facts())
        gone, other = called_off(offer("A")), offer("B")
        reserved = replace(facts(gone, other, held={1: [gone, other]}), confirmed={})
        refused = only(after(charged), reserved)
        assert not refused.confirms
        assert refused.task.problems == (GroupCancelled(group_code="A", cancelled_at=BEGAN, reason="no teacher"),)
        assert steps(refused)[-1] is REFUSED
        assert refused.task.status is TaskStatus.COMPENSATING

        confirmed = facts(gone, other, held={1: [gone]})
        assert only(after(charged), confirmed).task.status is TaskStatus.SUCCEEDED, "an older seat is another matter"

    def test_a_cancellation_gives_back_what_was_reserved(self) -> None:
        undone = only(after(self.reserved(), cancelled=True), self.FACTS)
        assert (undone.task.status, undone.task.saga_status) == (TaskStatus.CANCELLED, SagaStatus.COMPENSATED)
        assert groups(undone) == {"A": GroupStatus.RELEASED, "B": GroupStatus.RELEASED}
        assert sorted(codes(undone.gives)) == ["A", "B"]

    def test_the_groups_to_lock_are_those_whose_seats_move(self) -> None:
        first = candidate("A", "B", before_confirm=(self.CALL,))
        assert sorted(groups_touched(first.request)) == [(TERM_ID, "A"), (TERM_ID, "B")]
        reserved = self.reserved()
        assert sorted(groups_touched(after(reserved, cancelled=True).request)) == [(TERM_ID, "A"), (TERM_ID, "B")]
        agreed = only(after(reserved, Record(4, "charge", DONE, attempts=1)), self.FACTS)
        assert groups_touched(after(agreed).request) == []
        assert groups_touched(candidate("A", kind=TaskKind.DROP).request) == [(TERM_ID, "A")]


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


class TestOverrides:
    """What registrars let a student do in spite of a rule; see test_overrides.py for which one counts."""

    @staticmethod
    def granted(kind: OverrideKind, group: str | None = None, *, once: bool = True) -> Override:
        return Override(UUID(int=5), 1, TERM_ID, kind, group, "why", "registrar", BEGAN, once=once)

    def overridden(self, state: LockedState, *overrides: Override) -> LockedState:
        return replace(state, overrides={(1, TERM_ID): overrides})

    def test_a_clash_that_is_overridden_passes_and_uses_the_override_up(self) -> None:
        state = facts(offer("A", meets="09"), offer("B"), held={1: [offer("X", meets="09")]})
        outcome = only(candidate("A", "B"), self.overridden(state, self.granted(OverrideKind.TIME_CONFLICT)))
        assert outcome.task.status is TaskStatus.SUCCEEDED
        assert outcome.uses_up == (UUID(int=5),)
        assert {group.group_code: group.overrides for group in outcome.task.groups} == {"A": (UUID(int=5),), "B": ()}

    def test_a_refused_basket_uses_none_up(self) -> None:
        state = facts(offer("A", meets="09"), offer("B", free=0), held={1: [offer("X", meets="09")]})
        outcome = only(candidate("A", "B"), self.overridden(state, self.granted(OverrideKind.TIME_CONFLICT)))
        assert (outcome.task.status, outcome.uses_up) == (TaskStatus.REJECTED, ())
        assert [problem.code for problem in outcome.task.problems] == ["GROUP_FULL"]
        assert all(group.overrides == () for group in outcome.task.groups)

    def test_a_lasting_one_is_named_and_not_used_up(self) -> None:
        state = facts(offer("A", meets="09"), held={1: [offer("X", meets="09")]})
        lasting = self.granted(OverrideKind.TIME_CONFLICT, once=False)
        outcome = only(candidate("A"), self.overridden(state, lasting))
        assert (outcome.uses_up, outcome.task.groups[0].overrides) == ((), (UUID(int=5),))

    def test_a_full_group_gives_a_seat_beyond_its_capacity_and_no_further_one_to_others(self) -> None:
        state = self.overridden(facts(offer("A", free=0)), self.granted(OverrideKind.GROUP_FULL, "A"))
        first, second = decide_commit([candidate("A", number=1), candidate("A", number=2)], state)
        assert (first.task.status, first.beyond, first.uses_up) == (
            TaskStatus.SUCCEEDED,
            frozenset({"A"}),
            (UUID(int=5),),
        )
        assert second.task.problems == (GroupFull(group_code="A", capacity=10),)

    def test_where_a_seat_is_free_the_override_stays_unused(self) -> None:
        state = self.overridden(facts(offer("A", free=1)), self.granted(OverrideKind.GROUP_FULL))
        outcome = only(candidate("A"), state)
        assert (outcome.task.status, outcome.beyond, outcome.uses_up) == (TaskStatus.SUCCEEDED, frozenset(), ())

    def test_a_seat_beyond_the_capacity_that_is_given_back_is_none_for_others(self) -> None:
        """The group has eleven seats taken of ten: ten stay."""
        state = facts(offer("A", free=-1), held={1: [offer("A", free=-1)]})
        drop, enroll = decide_commit([candidate("A", kind=TaskKind.DROP, number=1), candidate("A", number=2)], state)
        assert (drop.task.status, enroll.task.status) == (TaskStatus.SUCCEEDED, TaskStatus.REJECTED)

    def test_a_saga_that_is_undone_gives_back_what_it_used(self) -> None:
        state = facts(offer("A", meets="09"), held={1: [offer("X", meets="09")]})
        overridden = self.overridden(state, self.granted(OverrideKind.TIME_CONFLICT))
        held = only(candidate("A", before_confirm=(TestOverSeveralCommits.CALL,)), overridden)
        assert (held.task.status, held.uses_up, held.returns_overrides) == (TaskStatus.RUNNING, (UUID(int=5),), False)
        undone = only(after(held, cancelled=True), state)
        assert (undone.task.status, undone.returns_overrides) == (TaskStatus.CANCELLED, True)
        assert undone.task.groups[0].overrides == ()

    def test_what_was_accepted_outside_the_windows_needs_its_override_still(self) -> None:
        late = candidate("A")
        command = msgspec.structs.replace(late.request.saga.command, outside_window=(BEGAN, BEGAN))
        saga = replace(late.request.saga, command=command)
        late = replace(late, request=replace(late.request, saga=saga))
        state = facts(offer("A"))
        assert [problem.code for problem in only(late, state).task.problems] == ["TERM_NOT_OPEN"]
        granted = self.overridden(state, self.granted(OverrideKind.TERM_NOT_OPEN))
        assert only(late, granted).task.status is TaskStatus.SUCCEEDED

    @pytest.mark.parametrize(
        ("free", "kind", "problem"),
        [
            (1, OverrideKind.SEATS_RESERVED, None),
            (0, OverrideKind.SEATS_RESERVED, "GROUP_FULL"),
            (1, OverrideKind.GROUP_FULL, "SEATS_RESERVED"),
            (0, OverrideKind.GROUP_FULL, None),
        ],
    )
    def test_a_free_seat_that_is_kept_for_others_and_a_full_group_are_two_things(
        self, free: int, kind: OverrideKind, problem: str | None
    ) -> None:
        kept = replace(offer("A", free=free), group_rules=GroupRules(reserved="5 new"))
        state = self.overridden(replace(facts(kept), members={(TERM_ID, "A"): {}}), self.granted(kind))
        outcome = only(candidate("A"), state)
        assert [found.code for found in outcome.task.problems] == ([problem] if problem else [])
        assert outcome.uses_up == (() if problem else (UUID(int=5),))
        assert outcome.task.groups[0].overrides == outcome.uses_up
        assert outcome.beyond == (frozenset({"A"}) if kind is OverrideKind.GROUP_FULL and not problem else frozenset())

    @pytest.mark.parametrize(
        ("kind", "course", "group"),
        [
            (OverrideKind.PREREQUISITE_MISSING, CourseRules(prerequisites="MAT101"), GroupRules()),
            (OverrideKind.COREQUISITE_MISSING, CourseRules(corequisites="MAT101"), GroupRules()),
            (OverrideKind.LINKED_GROUP_MISSING, CourseRules(), GroupRules(linked="LAB")),
            (OverrideKind.REPEAT_LIMIT_REACHED, CourseRules(max_attempts=1), GroupRules()),
            (OverrideKind.ALREADY_PASSED, CourseRules(), GroupRules()),
        ],
    )
    def test_a_rule_about_what_goes_before_or_together_is_set_aside_by_its_override(
        self, kind: OverrideKind, course: CourseRules, group: GroupRules
    ) -> None:
        asked = replace(offer("A"), course_rules=course, group_rules=group)
        taken = HistoryEntry("course of A", "2023-1", CourseStatus.PASSED)
        again = kind is not OverrideKind.ALREADY_PASSED
        state = replace(
            facts(asked), term_rules={TERM_ID: TermRules(passed_again=again)}, history={(1, TERM_ID): [taken]}
        )
        assert [found.code for found in only(candidate("A"), state).task.problems] == [kind]
        outcome = only(candidate("A"), self.overridden(state, self.granted(kind, "A")))
        assert (outcome.task.status, outcome.uses_up) == (TaskStatus.SUCCEEDED, (UUID(int=5),))

    def test_of_a_basket_that_takes_what_it_can_get_one_group_uses_a_one_time_override(self) -> None:
        state = facts(offer("A", free=0), offer("B"), offer("C", free=0), held={1: [offer("X", meets="09")]})
        asked = candidate("A", "B", "C", "NONE", policy=ErrorPolicy.BEST_EFFORT)
        outcome = only(asked, self.overridden(state, self.granted(OverrideKind.GROUP_FULL)))
        assert groups(outcome) == {
            "A": GroupStatus.CONFIRMED,
            "B": GroupStatus.CONFIRMED,
            "C": REJECTED,
            "NONE": REJECTED,
        }
        beyond = frozenset({"A"})
        assert (codes(outcome.takes), outcome.beyond, outcome.uses_up) == (["A", "B"], beyond, (UUID(int=5),))
        assert [group.overrides for group in outcome.task.groups] == [(UUID(int=5),), (), (), ()]

    def test_of_such_a_basket_that_gets_nothing_no_override_is_used(self) -> None:
        state = facts(offer("A", free=0, meets="09"), held={1: [offer("X", meets="09")]})
        asked = candidate("A", policy=ErrorPolicy.BEST_EFFORT)
        outcome = only(asked, self.overridden(state, self.granted(OverrideKind.GROUP_FULL)))
        assert [problem.code for problem in outcome.task.problems] == ["TIME_CONFLICT"]
        assert (outcome.task.status, outcome.uses_up, outcome.beyond) == (TaskStatus.REJECTED, (), frozenset())
