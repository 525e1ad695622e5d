"""Which free seats are for those who wait, and what a commit changes of waitlists."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from enrollment.allocate import SeatRequest, allocate
from enrollment.charges import billed_codes
from enrollment.commit_effects import groups_touched
from enrollment.commit_values import CommitResult, FencedSaga, LockedState
from enrollment.group_commit import decide_commit
from enrollment.overrides import Override, OverrideKind
from enrollment.plans import BILLED, END_OFFER, OFFER_SEAT, STANDARD, Plans
from enrollment.problems import (
    AlreadyWaitlisted,
    GroupFull,
    LinkedGroupMissing,
    NotWaitlisted,
    ParticipantDeclined,
    SeatsReserved,
    StudentInactive,
)
from enrollment.rule_settings import GroupRules, TermRules
from enrollment.rules import OfferedGroup
from enrollment.task import GroupStatus, TaskKind, TaskStatus
from enrollment.waitlist import NO_CHANGES, SeatHold, WaitlistChanges, WaitlistCounts
from saga.claimed_saga import CommitRequest
from saga.decide import CallStep, decide
from saga.journal import Record, SagaStatus, StepStatus
from saga.settle import CommitIntent
from tests.unit.enrollment.test_group_commit import (
    BEGAN,
    NOW,
    TERM_ID,
    advance,
    after,
    called_off,
    candidate,
    facts,
    offer,
    only,
    student,
)

KEY = (TERM_ID, "A")
LATER = NOW + timedelta(hours=1)
CONFIRMED, WAITLISTED, DROPPED = GroupStatus.CONFIRMED, GroupStatus.WAITLISTED, GroupStatus.DROPPED
PROMOTE, DROP = TaskKind.PROMOTE, TaskKind.DROP


def waited_for(code: str = "A", *, free: int = 0, waiting: int = 1, held: int = 0, offered: int = 0) -> OfferedGroup:
    """A group in which students wait; `free` includes the seats that are promised."""
    group = offer(code, free=free)
    return replace(group, waitlist=WaitlistCounts(waiting, held, offered))


def held_for(number: int, state: LockedState, hold: SeatHold | None = None) -> LockedState:
    """The same, with the student `number` waiting, and a seat held by their saga unless another `hold` is given."""
    return replace(
        state,
        waiting={(number, TERM_ID): frozenset({"A"})},
        holds={(number, KEY): hold or SeatHold(UUID(int=number))},
    )


def wants(*codes: str, number: int = 1, plans: Plans = STANDARD) -> FencedSaga:
    """A student who would wait for what is full."""
    saga = candidate(*codes, number=number, plans=plans)
    request = saga.request
    command = type(request.saga.command)(f"EST{number:03}", "2024-2", codes, waitlist=True)
    return replace(saga, request=replace(request, saga=replace(request.saga, command=command)))


def promotion(plan: tuple[str, int] = ("promote", 1), *, cancelled: bool = False) -> FencedSaga:
    """Student 1's saga to take the seat held in A."""
    plans = replace(STANDARD, current={**STANDARD.current, PROMOTE: plan})
    return candidate("A", kind=PROMOTE, plans=plans, cancelled=cancelled)


def statuses(outcome: CommitResult) -> list[GroupStatus]:
    return [group.status for group in outcome.task.groups]


def full(baskets: Sequence[SeatRequest[str]], free: dict[str, int], owed: dict[str, int]) -> list[tuple[str, ...]]:
    """The groups in which each basket gets no seat."""
    return [lacking.full for lacking in allocate(baskets, free, owed=owed)]


class TestSeatsThatAreOwed:
    """To those who wait, by the allocation of a commit."""

    @pytest.mark.parametrize(
        ("free", "given_back", "owed", "left"),
        [(0, 1, 1, 0), (0, 2, 1, 1), (2, 0, 5, 2), (2, 1, 5, 0), (0, 1, 0, 1)],
        ids=["owed", "one over", "passed over", "asked again", "no one waits"],
    )
    def test_what_is_given_back_is_for_those_who_wait_first(
        self, free: int, given_back: int, owed: int, left: int
    ) -> None:
        gives = [SeatRequest(gives=("A",))] * given_back
        refused = allocate([*gives, *[SeatRequest(takes=("A",))] * 9], {"A": free}, owed={"A": owed})
        assert sum(not full for full in refused[given_back:]) == left

    def test_swaps_that_fit_together_take_nothing_from_those_who_wait(self) -> None:
        there, back = SeatRequest(takes=("A",), swaps=("B",)), SeatRequest(takes=("B",), swaps=("A",))
        newcomer = SeatRequest(takes=("A",))
        assert full([newcomer, there, back], {"A": 0, "B": 0}, {"A": 3, "B": 3}) == [("A",), (), ()]

    def test_what_a_swap_gives_up_is_for_those_who_wait(self) -> None:
        swap, newcomer = SeatRequest(takes=("B",), swaps=("A",)), SeatRequest(takes=("A",))
        assert full([swap, newcomer], {"A": 0, "B": 1}, {"A": 1}) == [(), ("A",)]
        assert full([swap, newcomer], {"A": 0, "B": 1}, {}) == [(), ()]

    @given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
    def test_others_get_what_is_over_and_no_more(self, free: int, given_back: int, waiting: int) -> None:
        gives = [SeatRequest(gives=("A",))] * given_back
        refused = allocate([*gives, *[SeatRequest(takes=("A",))] * 20], {"A": free}, owed={"A": waiting})
        taken = sum(not full for full in refused[given_back:])
        assert taken == (max(0, free + given_back - waiting) if given_back else free)


class TestJoining:
    def test_a_full_group_is_waited_for_and_the_others_are_taken(self) -> None:
        done = only(wants("A", "B"), facts(offer("A", free=0), offer("B")))
        assert done.task.status is TaskStatus.SUCCEEDED
        assert statuses(done) == [WAITLISTED, CONFIRMED]
        assert [taken.group.code for taken in done.takes] == ["B"]
        assert done.waitlist.joins == (1,)

    def test_nothing_changes_where_there_is_no_waitlist(self) -> None:
        assert only(candidate("A"), facts(offer("A"))).waitlist is NO_CHANGES
        refused = only(candidate("A"), facts(offer("A", free=0)))
        assert (refused.task.problems, refused.waitlist) == ((GroupFull(group_code="A", capacity=10),), NO_CHANGES)

    def test_a_rule_keeps_from_waiting_as_from_enrolling(self) -> None:
        refused = only(wants("A"), facts(offer("A", free=0), who=student(1, active=False)))
        assert refused.task.problems == (StudentInactive(student_code="EST001"),)
        assert refused.waitlist.joins == ()

    def test_who_waits_already_is_refused(self) -> None:
        state = replace(facts(waited_for()), waiting={(1, TERM_ID): frozenset({"A"})})
        assert only(wants("A"), state).task.problems == (AlreadyWaitlisted(group_code="A"),)

    def test_who_waits_already_takes_no_other_seat_from_the_next_basket(self) -> None:
        state = replace(facts(waited_for(), offer("B", free=1)), waiting={(1, TERM_ID): frozenset({"A"})})
        refused, granted = decide_commit([wants("A", "B"), candidate("B", number=2)], state)
        assert refused.task.problems == (AlreadyWaitlisted(group_code="A"),)
        assert statuses(granted) == [CONFIRMED]

    def test_who_waits_takes_a_seat_that_is_free_for_everyone(self) -> None:
        state = replace(facts(waited_for(free=1)), waiting={(1, TERM_ID): frozenset({"A"})})
        done = only(candidate("A"), state)
        assert statuses(done) == [CONFIRMED]
        assert done.waitlist.promoted == (1,)

    def test_dropping_leaves_the_waitlist_and_gives_no_seat_back(self) -> None:
        left = only(candidate("A", kind=DROP), held_for(1, facts(waited_for(free=1, held=1))))
        assert statuses(left) == [DROPPED]
        assert (left.drops, left.gives) == ((), ())
        assert (left.waitlist.leaves, left.waitlist.frees) == ((1,), (1,))


class TestSwapping:
    """A place in the waitlist of A, given up for a seat in B."""

    def swap(self, *drops: str) -> FencedSaga:
        return candidate("B", drops=drops or ("A",))

    def state(self, *, free: int, held: int = 0) -> LockedState:
        state = facts(waited_for(free=held, held=held), offer("B", free=free))
        waiting = {(1, TERM_ID): frozenset({"A"})}
        return held_for(1, state) if held else replace(state, waiting=waiting)

    def test_the_place_is_given_up_for_a_seat(self) -> None:
        done = only(self.swap(), self.state(free=1))
        assert statuses(done) == [DROPPED, CONFIRMED]
        assert done.waitlist.leaves == (1,)

    @pytest.mark.parametrize("held", [0, 1])
    def test_the_place_is_kept_if_there_is_no_seat(self, held: int) -> None:
        refused = only(self.swap(), self.state(free=0, held=held))
        assert refused.task.problems == (GroupFull(group_code="B", capacity=10),)
        assert (refused.waitlist.leaves, refused.waitlist.frees) == ((), ())

    def test_who_may_keep_the_place_is_owed_a_seat_still(self) -> None:
        state = self.state(free=0)
        group = state.offers[KEY]
        state = replace(state, held={(2, TERM_ID): [group]}, confirmed={(2, TERM_ID): frozenset({"A"})})
        asked = [self.swap(), candidate("A", kind=DROP, number=2), candidate("A", number=3)]
        *_, newcomer = decide_commit(asked, state)
        assert newcomer.task.problems == (GroupFull(group_code="A", capacity=10),)


class TestOverriding:
    """A student who waits in spite of a rule."""

    CLASHES = offer("X", meets="09")

    def granted(self, state: LockedState, kind: OverrideKind, group: str | None = "A") -> LockedState:
        override = Override(UUID(int=5), 1, TERM_ID, kind, group, "why", "registrar", NOW)
        return replace(state, overrides={(1, TERM_ID): [override]})

    def test_the_override_is_used_up_by_the_seat_and_not_by_waiting_for_it(self) -> None:
        full_group = offer("A", free=0, meets="09")
        state = self.granted(facts(full_group, held={1: [self.CLASHES]}), OverrideKind.TIME_CONFLICT)
        joined = only(wants("A"), state)
        assert (statuses(joined), joined.uses_up) == ([WAITLISTED], ())

        waited = replace(offer("A", free=1, meets="09"), waitlist=WaitlistCounts(1, 1))
        state = self.granted(facts(waited, held={1: [self.CLASHES]}), OverrideKind.TIME_CONFLICT)
        promoted = only(promotion(), held_for(1, state))
        assert (statuses(promoted), promoted.uses_up) == ([CONFIRMED], (UUID(int=5),))

    def test_it_is_used_up_where_another_group_of_the_basket_needs_it(self) -> None:
        state = facts(offer("A", free=0), offer("B"), who=student(1, max_credits=7))
        done = only(wants("A", "B"), self.granted(state, OverrideKind.CREDIT_LIMIT_EXCEEDED, None))
        assert (statuses(done), done.uses_up) == ([WAITLISTED, CONFIRMED], (UUID(int=5),))

    def test_a_closed_window_is_opened_once_for_a_student_who_waits(self) -> None:
        saga = wants("A")
        command = structs.replace(saga.request.saga.command, outside_window=(NOW, NOW))
        saga = replace(saga, request=replace(saga.request, saga=replace(saga.request.saga, command=command)))
        done = only(saga, self.granted(facts(offer("A", free=0)), OverrideKind.TERM_NOT_OPEN))
        assert (statuses(done), done.uses_up) == ([WAITLISTED], (UUID(int=5),))


class TestPromoting:
    def test_it_takes_the_seat_that_is_held(self) -> None:
        done = only(promotion(), held_for(1, facts(waited_for(free=1, held=1))))
        assert statuses(done) == [CONFIRMED]
        assert (done.waitlist.promoted, done.waitlist.passed) == ((1,), ())

    def test_a_seat_that_is_held_for_another_is_not_taken(self) -> None:
        state = facts(waited_for(free=1, held=1))
        refused = only(candidate("A", number=2), held_for(1, state))
        assert refused.task.problems == (GroupFull(group_code="A", capacity=10),)
        assert only(promotion(), state).task.problems == (NotWaitlisted(group_code="A"),)

    def test_one_that_is_refused_passes_the_seat_on(self) -> None:
        state = held_for(1, facts(waited_for(free=1, held=1), who=student(1, active=False)))
        refused = only(promotion(), state)
        assert refused.task.problems == (StudentInactive(student_code="EST001"),)
        assert (refused.waitlist.passed, refused.takes) == ((1,), ())

    def test_one_that_is_cancelled_passes_the_seat_on(self) -> None:
        saga = promotion(cancelled=True)
        begun = FencedSaga(CommitRequest(saga.request.saga, CommitIntent()), saga.details, cancelled=True)
        assert groups_touched(begun.request) == [KEY]
        assert only(begun, held_for(1, facts(waited_for(free=1, held=1)))).waitlist.passed == (1,)

    def test_one_whose_seat_was_taken_by_enrolling_does_nothing(self) -> None:
        late = only(promotion(), facts(waited_for(waiting=0), held={1: [offer("A")]}))
        assert late.task.problems == (NotWaitlisted(group_code="A"),)
        assert late.waitlist == WaitlistChanges()

    def test_groups_that_are_taken_together_can_be_waited_for_together(self) -> None:
        """Each needs the other, and neither comes first unless the student has to be in both at the same moment."""
        lecture = replace(waited_for(free=1, held=1), group_rules=GroupRules(linked="L"))
        lab = replace(offer("L", course="course of A", free=0), group_rules=GroupRules(linked="A", component="LAB"))
        state = held_for(1, facts(lecture))
        assert [problem.code for problem in only(promotion(), state).task.problems] == ["LINKED_GROUP_MISSING"]
        state = replace(state, places={(1, TERM_ID): [lecture, lab]})
        assert statuses(only(promotion(), state)) == [CONFIRMED]
        assert [problem.code for problem in only(candidate("A"), state).task.problems] == ["LINKED_GROUP_MISSING"]

    def test_what_is_dropped_in_the_same_commit_is_for_those_who_wait(self) -> None:
        group = waited_for()
        drop = candidate("A", kind=DROP, number=2)
        newcomer = candidate("A", number=3)
        dropped, refused = decide_commit([drop, newcomer], facts(group, held={2: [group]}))
        assert dropped.waitlist.frees == (1,)
        assert refused.task.problems == (GroupFull(group_code="A", capacity=10),)


class TestCharging:
    BEGUN = held_for(1, facts(waited_for(free=1, held=1)))
    NO = ParticipantDeclined(service="billing", reason="no credit")

    def test_a_declined_promotion_has_its_place_restored_and_passes_the_seat_on(self) -> None:
        taken = only(promotion(("promote with billing", 1)), self.BEGUN)
        assert statuses(taken) == [GroupStatus.RESERVED]
        assert taken.waitlist.promoted == (1,)
        refusal = Record(3, "charge", StepStatus.REFUSED, attempts=1, problem=self.NO)
        state = facts(waited_for(waiting=0), held={1: [offer("A")]})
        undone = only(after(only(after(taken, refusal), state)), state)
        assert (undone.task.status, undone.task.problems) == (TaskStatus.REJECTED, (self.NO,))
        assert (undone.waitlist.restores, undone.waitlist.frees) == ((1,), ()), (
            "passed on, and not to who was passed over"
        )

    def test_a_declined_promotion_has_no_place_in_a_group_that_was_cancelled(self) -> None:
        taken = only(promotion(("promote with billing", 1)), self.BEGUN)
        refusal = Record(3, "charge", StepStatus.REFUSED, attempts=1, problem=self.NO)
        state = facts(called_off(waited_for(waiting=0)), held={1: [offer("A")]})
        undone = only(after(only(after(taken, refusal), state)), state)
        assert (undone.task.status, undone.waitlist.restores) == (TaskStatus.REJECTED, ())

    def test_a_charge_leaves_out_what_is_waited_for(self) -> None:
        saga = wants("A", "B", plans=BILLED)
        done = only(saga, facts(offer("A", free=0), offer("B")))
        assert billed_codes(saga.request.saga.command, done.task.groups, ()) == ("B",)
        assert done.settled.status is SagaStatus.RUNNING
        assert isinstance(decide(saga.request.saga.plan, done.settled.records), CallStep)

    def test_who_waits_for_all_groups_is_not_charged(self) -> None:
        state = facts(offer("A", free=0), offer("B", free=0))
        begun = only(wants("A", "B", plans=BILLED), state)
        assert begun.settled.records[4].status is StepStatus.SKIPPED
        done = only(after(begun), state)
        assert (done.task.status, statuses(done)) == (TaskStatus.SUCCEEDED, [WAITLISTED] * 2)


class TestOffering:
    RULES: ClassVar = {TERM_ID: TermRules(offer_seconds=3600)}

    def test_the_seat_is_offered_for_as_long_as_the_term_says(self) -> None:
        state = replace(held_for(1, facts(waited_for(free=1, held=1))), term_rules=self.RULES)
        done = only(promotion(OFFER_SEAT), state)
        assert (done.task.status, statuses(done)) == (TaskStatus.SUCCEEDED, [WAITLISTED])
        assert (done.waitlist.offers, done.waitlist.offered_until) == ((1,), LATER)

    def test_it_is_offered_for_a_day_where_the_term_has_ceased_to_say_how_long(self) -> None:
        done = only(promotion(OFFER_SEAT), held_for(1, facts(waited_for(free=1, held=1))))
        assert done.waitlist.offered_until == NOW + timedelta(days=1)

    @pytest.mark.parametrize(("milliseconds", "taken"), [(0, False), (1, True)])
    def test_it_can_be_accepted_until_it_expires(self, milliseconds: int, taken: bool) -> None:
        until = candidate("A").details.task.submitted_at + timedelta(milliseconds=milliseconds)
        state = held_for(1, facts(waited_for(free=1, offered=1)), SeatHold(UUID(int=9), until))
        assert (only(candidate("A"), state).task.status is TaskStatus.SUCCEEDED) == taken

    def test_of_groups_that_are_waited_for_together_each_can_be_accepted_beside_the_others_place(self) -> None:
        """As when they are promoted. The place is enough for the seat that is offered, and for no other."""
        lecture = replace(waited_for(free=2, offered=1), group_rules=GroupRules(linked="L"))
        lab = replace(offer("L", course="course of A", free=0), group_rules=GroupRules(linked="A", component="LAB"))
        other = replace(offer("B"), group_rules=GroupRules(linked="L"))
        state = replace(facts(lecture, other, held={1: [offer("C")]}), places={(1, TERM_ID): [lecture, lab]})
        offered = held_for(1, state, SeatHold(UUID(int=9), LATER))
        assert statuses(only(candidate("A"), offered)) == [CONFIRMED]
        [problem] = only(candidate("A", "B"), offered).task.problems
        assert problem == LinkedGroupMissing(group_code="B", missing="L")
        expired = held_for(1, state, SeatHold(UUID(int=9), BEGAN))
        [problem] = only(candidate("A"), expired).task.problems
        assert problem == LinkedGroupMissing(group_code="A", missing="L")

    def test_who_takes_another_seat_when_it_has_expired_leaves_it_to_the_next(self) -> None:
        state = held_for(1, facts(waited_for(free=2, offered=1)), SeatHold(UUID(int=9), BEGAN))
        done = only(candidate("A"), state)
        assert (done.waitlist.promoted, done.waitlist.frees) == ((1,), (1,))

    def test_it_ends_when_it_has_expired_and_not_before(self) -> None:
        state = facts(waited_for(free=1, offered=1))
        early = only(promotion(END_OFFER), held_for(1, state, SeatHold(UUID(int=9), LATER)))
        assert early.task.problems == (NotWaitlisted(group_code="A"),)
        ended = only(promotion(END_OFFER), held_for(1, state, SeatHold(UUID(int=9), NOW)))
        assert statuses(ended) == [DROPPED]
        assert (ended.waitlist.leaves, ended.waitlist.frees) == ((1,), (1,))


class TestSeatsReservedForOthers:
    """What is held for a student in a group that keeps seats for a cohort."""

    KEPT = GroupRules(reserved="1 new until 2024-08-01T00:00Z")
    RELEASED = datetime(2024, 8, 1, tzinfo=UTC)
    NO = SeatsReserved(group_code="A", cohorts=("new",), released_at=RELEASED)

    def state(self, *held: int, free: int, offered: int = 0, new: int = 0) -> LockedState:
        """Of the free seats these students have one held; `new`: how many members of the cohort have a seat."""
        group = replace(waited_for(free=free, waiting=9, held=len(held), offered=offered), group_rules=self.KEPT)
        return replace(
            facts(group),
            members={KEY: {frozenset({"new"}): new}},
            waiting={(number, TERM_ID): frozenset({"A"}) for number in held},
            holds={(number, KEY): SeatHold(UUID(int=number)) for number in held},
        )

    def numbered(self, number: int, plan: tuple[str, int] = ("promote", 1)) -> FencedSaga:
        return candidate("A", kind=PROMOTE, plans=replace(STANDARD, current={PROMOTE: plan}), number=number)

    @pytest.mark.parametrize("plan", [("promote", 1), OFFER_SEAT], ids=["enrolled", "offered"])
    def test_of_promotions_in_one_commit_the_first_gets_the_seat_that_is_for_all(self, plan: tuple[str, int]) -> None:
        first, second = decide_commit([self.numbered(1, plan), self.numbered(2, plan)], self.state(1, 2, free=2))
        assert first.task.status is TaskStatus.SUCCEEDED
        assert second.task.problems == (self.NO,)
        assert (second.waitlist.passed, second.waitlist.released_at) == ((1,), self.RELEASED)

    def test_one_that_is_refused_for_another_reason_leaves_the_seat_to_the_next(self) -> None:
        state = self.state(1, 2, free=2)
        state = replace(state, students={**state.students, 1: student(1, active=False)})
        refused, granted = decide_commit([self.numbered(1), self.numbered(2)], state)
        assert refused.task.problems == (StudentInactive(student_code="EST001"),)
        assert (refused.waitlist.passed, refused.waitlist.released_at) == ((1,), None)
        assert granted.task.status is TaskStatus.SUCCEEDED

    def test_a_seat_that_is_offered_is_as_good_as_taken(self) -> None:
        assert only(self.numbered(1), self.state(1, free=2, offered=1)).task.problems == (self.NO,)
        assert only(self.numbered(1), self.state(1, free=3, offered=1)).task.status is TaskStatus.SUCCEEDED

    def test_one_that_is_offered_to_a_member_is_theirs(self) -> None:
        offered_to_member = self.state(1, free=2, offered=1, new=1)
        assert only(self.numbered(1), offered_to_member).task.status is TaskStatus.SUCCEEDED

    def test_a_member_promoted_before_leaves_what_was_kept_to_others(self) -> None:
        state = self.state(1, 2, free=2)
        state = replace(state, students={**state.students, 1: structs.replace(student(1), cohorts=("new",))})
        promoted = decide_commit([self.numbered(1), self.numbered(2)], state)
        assert [it.task.status for it in promoted] == [TaskStatus.SUCCEEDED] * 2

    def test_enrolling_takes_no_held_seat_that_is_kept_for_others(self) -> None:
        assert only(candidate("A"), self.state(1, free=1)).task.problems == (self.NO,)
        assert only(candidate("A"), self.state(1, free=2)).task.status is TaskStatus.SUCCEEDED

    def test_what_was_offered_before_can_be_accepted_all_the_same(self) -> None:
        hold = {(1, KEY): SeatHold(UUID(int=9), LATER)}
        state = replace(self.state(1, free=1), holds=hold)
        assert only(candidate("A"), state).task.status is TaskStatus.SUCCEEDED

    def test_what_is_released_is_first_for_those_from_whom_it_was_kept(self) -> None:
        state = self.state(free=3)
        newcomer = candidate("A", number=5)
        assert only(newcomer, state).task.status is TaskStatus.SUCCEEDED
        after_release = replace(state, released=frozenset({KEY}))
        assert only(newcomer, after_release).task.problems == (GroupFull(group_code="A", capacity=10),)


def test_the_plans_of_promotions_begin_with_their_first_commit() -> None:
    assert [advance(promotion(plan).request.saga.plan, {}).forward for plan in (OFFER_SEAT, END_OFFER)] == [(1, 2)] * 2
