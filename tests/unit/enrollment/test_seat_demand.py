"""What swaps demand whose students wait for the seat: what is kept until it comes, and given up with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from msgspec import structs

from enrollment.charges import billed_codes, given_up_codes
from enrollment.commit_effects import groups_touched
from enrollment.commit_values import FencedSaga, LockedState
from enrollment.group_commit import decide_commit
from enrollment.plans import BILLED, OFFER_SEAT, STANDARD, Plans
from enrollment.problems import (
    AlreadyWaitlisted,
    GroupFull,
    HoldActive,
    NotEnrolled,
    ParticipantDeclined,
    SameCourseTwice,
)
from enrollment.rules import OfferedGroup
from enrollment.task import GroupStatus, TaskKind, TaskStatus
from enrollment.waitlist import SeatHold, WaitlistCounts
from saga.claimed_saga import CommitRequest
from saga.journal import Record, SagaStatus, StepStatus
from tests.unit.enrollment.test_group_commit import (
    DONE,
    HOLD,
    NOT_TAKEN,
    REJECTED,
    SKIPPED,
    TERM_ID,
    advance,
    after,
    candidate,
    codes,
    facts,
    groups,
    offer,
    only,
    steps,
    student,
)

OLD = offer("OLD", course="X", meets="09", credits=20, free=0)
FULL = offer("NEW", course="X", meets="09", credits=20, free=0)
FREE = replace(offer("NEW", course="X", meets="09", credits=20), waitlist=WaitlistCounts(waiting=1, held=1))
"""Its seat is held for student 1. Beside OLD it would be too much in every respect."""
CONFIRMED, DROPPED, NOT_DROPPED = GroupStatus.CONFIRMED, GroupStatus.DROPPED, GroupStatus.NOT_DROPPED
WAITLISTED = GroupStatus.WAITLISTED
WAITS = timedelta(seconds=5)


def patient(*, old: str = "OLD", new: str = "NEW", number: int = 1, plans: Plans = STANDARD) -> FencedSaga:
    """A student's saga to swap, or to wait and keep the old group until there is a seat in the new one."""
    saga = candidate(new, drops=(old,), number=number, plans=plans)
    command = structs.replace(saga.request.saga.command, waitlist=True)
    return replace(saga, request=replace(saga.request, saga=replace(saga.request.saga, command=command)))


def promotion(plan: tuple[str, int] = ("promote", 1)) -> FencedSaga:
    """Student 1's saga to take the seat held in NEW and give OLD up."""
    swap = candidate("NEW", drops=("OLD",))
    made = STANDARD.of(*plan, swap.request.saga.command)
    details = replace(swap.details, task=structs.replace(swap.details.task, kind=TaskKind.PROMOTE))
    saga = replace(swap.request.saga, plan=made, details=details)
    return FencedSaga(CommitRequest(saga, advance(made, {})), details, cancelled=False)


def coming(
    *offers: OfferedGroup, held: Mapping[int, list[OfferedGroup]] | None = None, waits: str = "NEW"
) -> LockedState:
    """What is read when a seat of NEW is held for student 1, who waits there and has OLD, unless said otherwise."""
    has = {1: [OLD]} if held is None else held
    found = facts(*(offers or (FREE, OLD)), held=has, who=student(1, max_credits=20))
    return replace(
        found,
        waiting={(1, TERM_ID): frozenset(waits.split())},
        holds={(1, (TERM_ID, "NEW")): SeatHold(UUID(int=1))},
    )


class TestJoining:
    def test_a_swap_that_fits_is_done_as_any_swap(self) -> None:
        done = only(patient(), facts(OLD, offer("NEW", course="X"), held={1: [OLD]}))
        assert (done.task.status, groups(done)) == (TaskStatus.SUCCEEDED, {"NEW": CONFIRMED, "OLD": DROPPED})
        assert (done.waitlist.joins, steps(done)) == ((), [DONE] * 4)

    def test_a_full_group_is_waited_for_immediately_and_the_old_one_kept(self) -> None:
        state = facts(OLD, FULL, held={1: [OLD]}, who=student(1, max_credits=20))
        [joined] = decide_commit([patient()], state, swap_wait=WAITS)
        assert (joined.task.status, joined.task.problems) == (TaskStatus.SUCCEEDED, ())
        assert groups(joined) == {"NEW": WAITLISTED, "OLD": NOT_DROPPED}
        assert (joined.takes, joined.drops, joined.gives, joined.waitlist.joins) == ((), (), (), (1,))
        assert steps(joined) == [DONE, DONE, SKIPPED, DONE]

    def test_what_speaks_against_the_swap_keeps_from_waiting(self) -> None:
        refused = only(patient(), facts(OLD, FULL))
        assert refused.task.problems == (NotEnrolled(group_code="OLD"),)
        assert (groups(refused), refused.waitlist.joins) == ({"NEW": NOT_TAKEN, "OLD": REJECTED}, ())

    def test_who_waits_already_is_told_so_and_keeps_the_old_one(self) -> None:
        state = replace(facts(OLD, FULL, held={1: [OLD]}), waiting={(1, TERM_ID): frozenset({"NEW"})})
        refused = only(patient(), state)
        assert refused.task.problems == (AlreadyWaitlisted(group_code="NEW"),)
        assert (groups(refused), refused.drops) == ({"NEW": REJECTED, "OLD": NOT_TAKEN}, ())

    def test_swaps_that_fit_together_are_granted_in_the_same_commit(self) -> None:
        one, other = offer("A", free=0), offer("B", free=0)
        state = facts(one, other, held={1: [one], 2: [other]})
        done = decide_commit([patient(old="A", new="B"), candidate("A", drops=("B",), number=2)], state)
        assert [outcome.task.status for outcome in done] == [TaskStatus.SUCCEEDED] * 2
        assert groups(done[0]) == {"A": DROPPED, "B": CONFIRMED}

    def test_what_is_kept_is_free_for_no_one(self) -> None:
        joined, refused = decide_commit(
            [patient(), candidate("OLD", number=2)], facts(OLD, FULL, held={1: [OLD]}), swap_wait=WAITS
        )
        assert groups(joined) == {"NEW": WAITLISTED, "OLD": NOT_DROPPED}
        assert refused.task.problems == (GroupFull(group_code="OLD", capacity=10),)

    def test_a_place_that_was_to_be_given_up_is_kept(self) -> None:
        state = replace(facts(OLD, FULL), waiting={(1, TERM_ID): frozenset({"OLD"})})
        joined = only(patient(), state)
        assert (groups(joined), joined.waitlist.leaves) == ({"NEW": WAITLISTED, "OLD": NOT_DROPPED}, ())

    def test_with_billing_no_one_is_charged_for_waiting_and_nothing_is_given_up_later(self) -> None:
        state = facts(OLD, FULL, held={1: [OLD]})
        begun = only(patient(plans=BILLED), state)
        assert (groups(begun), begun.settled.status) == ({"NEW": WAITLISTED, "OLD": NOT_DROPPED}, SagaStatus.RUNNING)
        assert begun.settled.records[3].status is SKIPPED
        done = only(after(begun), replace(state, waiting={(1, TERM_ID): frozenset({"NEW"})}))
        assert (done.task.status, groups(done)) == (TaskStatus.SUCCEEDED, {"NEW": WAITLISTED, "OLD": NOT_DROPPED})
        assert (done.drops, steps(done)) == ((), [DONE, DONE, SKIPPED, SKIPPED, DONE])


class TestPromoting:
    def test_the_old_seat_is_given_up_in_the_commit_that_takes_the_new_one(self) -> None:
        assert groups_touched(promotion().request) == [(TERM_ID, "NEW"), (TERM_ID, "OLD")]
        done = only(promotion(), coming())
        assert (done.task.status, groups(done)) == (TaskStatus.SUCCEEDED, {"NEW": CONFIRMED, "OLD": DROPPED})
        assert (codes(done.takes), codes(done.drops), done.waitlist.promoted) == (["NEW"], ["OLD"], (1,))
        assert (done.waitlist.frees, steps(done)) == ((1,), [DONE] * 4)

    def test_what_is_not_held_any_more_is_left_out(self) -> None:
        done = only(promotion(), coming(held={}))
        assert (done.task.status, groups(done)) == (TaskStatus.SUCCEEDED, {"NEW": CONFIRMED, "OLD": NOT_DROPPED})
        assert (done.drops, done.waitlist.frees, steps(done)) == ((), (), [DONE, DONE, SKIPPED, DONE])

    def test_what_is_held_instead_of_it_speaks_against_the_seat(self) -> None:
        third = offer("THIRD", course="X", credits=0)
        refused = only(promotion(), coming(held={1: [third]}))
        assert refused.task.problems == (SameCourseTwice(course_code="X", group_codes=("NEW", "THIRD")),)
        assert (refused.waitlist.passed, refused.takes, refused.drops) == ((1,), (), ())

    def test_one_that_is_refused_keeps_the_old_seat_and_passes_the_new_one_on(self) -> None:
        state = coming()
        keeps = structs.replace(HOLD, blocks_enrollment=False, blocks_drops=True)
        who = structs.replace(state.students[1], holds=(keeps,))
        refused = only(promotion(), replace(state, students={1: who}))
        assert [type(problem) for problem in refused.task.problems] == [HoldActive]
        assert groups(refused) == {"NEW": NOT_TAKEN, "OLD": NOT_TAKEN}
        assert (refused.waitlist.passed, refused.drops, refused.waitlist.frees) == ((1,), (), ())

    def test_a_place_is_given_up_as_a_seat_is(self) -> None:
        done = only(promotion(), coming(held={}, waits="NEW OLD"))
        assert groups(done) == {"NEW": CONFIRMED, "OLD": DROPPED}
        assert (done.drops, len(done.waitlist.leaves)) == ((), 1)

    def test_what_it_gives_up_is_for_those_who_wait_first(self) -> None:
        old = replace(OLD, waitlist=WaitlistCounts(waiting=1))
        done, refused = decide_commit([promotion(), candidate("OLD", number=2)], coming(FREE, old, held={1: [old]}))
        assert groups(done) == {"NEW": CONFIRMED, "OLD": DROPPED}
        assert refused.task.problems == (GroupFull(group_code="OLD", capacity=10),)

    def test_an_offer_gives_nothing_up_and_is_accepted_by_a_swap(self) -> None:
        offered = only(promotion(OFFER_SEAT), coming())
        assert groups(offered) == {"NEW": WAITLISTED, "OLD": NOT_DROPPED}
        assert (len(offered.waitlist.offers), offered.drops) == (1, ())
        accepted = only(candidate("NEW", drops=("OLD",)), coming())
        assert groups(accepted) == {"NEW": CONFIRMED, "OLD": DROPPED}
        clash = only(candidate("NEW"), coming())
        assert clash.task.status is TaskStatus.REJECTED


class TestCharging:
    PLAN = "promote with billing", 1

    @pytest.mark.parametrize("had", [True, False])
    def test_a_promotion_is_charged_for_as_a_swap_is(self, *, had: bool) -> None:
        begun = only(promotion(self.PLAN), coming(held={1: [OLD]} if had else {}))
        command = begun.saga.request.saga.command
        assert groups(begun) == {"NEW": GroupStatus.RESERVED, "OLD": GroupStatus.PENDING if had else NOT_DROPPED}
        assert billed_codes(command, begun.task.groups, ()) == ("NEW",)
        assert given_up_codes(command, begun.task.groups) == (("OLD",) if had else ())

        state = facts(FREE, OLD, held={1: [OLD]} if had else {})
        charged = only(after(begun, Record(3, "charge", StepStatus.DONE, attempts=1)), state)
        done = only(after(charged), state)
        assert groups(done) == {"NEW": CONFIRMED, "OLD": DROPPED if had else NOT_DROPPED}
        assert codes(done.drops) == (["OLD"] if had else [])

    def test_one_that_is_declined_keeps_everything(self) -> None:
        begun = only(promotion(self.PLAN), coming())
        no = ParticipantDeclined(service="billing", reason="no credit")
        state = facts(FREE, OLD, held={1: [OLD]})
        declined = only(after(begun, Record(3, "charge", StepStatus.REFUSED, attempts=1, problem=no)), state)
        undone = only(after(declined), state)
        assert groups(undone) == {"NEW": GroupStatus.RELEASED, "OLD": NOT_TAKEN}
        assert (undone.drops, undone.waitlist.restores) == ((), (1,))
