"""What to do next, from the plan and the journal alone."""

from dataclasses import replace

import pytest
from msgspec import structs

from saga.decide import CallStep, CallUndo, Cause, Commit, Decision, Finish, GiveUp, MarkStuck, Undo, cause, decide
from saga.journal import Record, Records, SagaStatus, StepStatus
from saga.plan import CallContext, Plan
from saga.retry import Retry
from tests.support.engine_memory import call, check, journal, seat

STARTED, DONE, REFUSED, FAILED = StepStatus.STARTED, StepStatus.DONE, StepStatus.REFUSED, StepStatus.FAILED
COMPENSATING, COMPENSATED, SKIPPED = StepStatus.COMPENSATING, StepStatus.COMPENSATED, StepStatus.SKIPPED


async def at_the_bank(_: CallContext) -> None:
    """Never called here: deciding is pure."""


CHARGE = call("charge", at_the_bank, at_the_bank, retry=Retry(tries=3, first_delay=1.0))
PLAN = Plan("enroll", 1, (check("validate"), seat("A"), seat("B"), CHARGE, check("confirm")))
VALIDATE, SEAT_A, SEAT_B, CHARGED, CONFIRM = 1, 2, 3, 4, 5


def charge(status: StepStatus, *, attempts: int = 1, undo_attempts: int = 0, problem: object = None) -> Record:
    return Record(CHARGED, "charge", status, attempts=attempts, undo_attempts=undo_attempts, version=3, problem=problem)


class TestForwards:
    def test_neighbouring_local_steps_are_committed_together(self) -> None:
        assert decide(PLAN, {}) == Commit((VALIDATE, SEAT_A, SEAT_B))

    def test_an_all_local_plan_is_a_single_commit(self) -> None:
        plan = Plan("enroll", 1, (check("validate"), seat("A"), check("confirm")))
        assert decide(plan, {}) == Commit((1, 2, 3))

    def test_a_remote_step_follows_the_local_steps_immediately(self) -> None:
        assert decide(PLAN, journal(PLAN, DONE, DONE, DONE)) == CallStep(CHARGED, delay=0)

    def test_the_local_steps_after_a_call_begin_behind_it(self) -> None:
        assert decide(PLAN, journal(PLAN, DONE, DONE, DONE, DONE)) == Commit((CONFIRM,))

    def test_a_run_of_local_steps_ends_before_a_call(self) -> None:
        plan = Plan("test", 1, (check("one"), CHARGE, check("two"), check("three"), replace(CHARGE, name="again")))
        assert decide(plan, journal(plan, DONE, DONE)) == Commit((3, 4))

    @pytest.mark.parametrize(("begun", "delay"), [(1, 1.0), (2, 2.0)])
    def test_a_call_without_an_answer_is_made_again_after_its_delay(self, begun: int, delay: float) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(STARTED, attempts=begun))
        assert decide(PLAN, records) == CallStep(CHARGED, delay)

    def test_a_last_attempt_without_an_answer_is_given_up(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(STARTED, attempts=3))
        assert decide(PLAN, records) == GiveUp(CHARGED)

    def test_everything_done_completes(self) -> None:
        assert decide(PLAN, journal(PLAN, DONE, DONE, DONE, DONE, DONE)) == Finish(SagaStatus.COMPLETED)

    def test_a_plan_without_steps_completes(self) -> None:
        assert decide(Plan("nothing", 1, ()), {}) == Finish(SagaStatus.COMPLETED)


REFUND = replace(CHARGE, name="refund", undo=None, owed=True)
DROP = Plan("drop", 2, (check("validate"), check("drop A"), REFUND))


def refund(status: StepStatus, *, attempts: int = 1) -> Record:
    return Record(3, "refund", status, attempts=attempts, version=3)


class TestOwed:
    def test_what_is_owed_is_called_for_once_the_steps_before_it_are_done(self) -> None:
        assert decide(DROP, {}) == Commit((1, 2))
        assert decide(DROP, journal(DROP, DONE, DONE)) == CallStep(3, delay=0)
        assert decide(DROP, journal(DROP, DONE, DONE, DONE)) == Finish(SagaStatus.COMPLETED)

    def test_before_that_the_saga_turns_round_like_any_other(self) -> None:
        assert decide(DROP, {}, cancelled=True) == Finish(SagaStatus.COMPENSATED)
        assert decide(DROP, journal(DROP, REFUSED, SKIPPED)) == Finish(SagaStatus.REJECTED)

    @pytest.mark.parametrize("attempts", [0, 1, 2])
    def test_after_that_no_cancellation_leaves_it_out(self, attempts: int) -> None:
        begun = [refund(STARTED, attempts=attempts)] if attempts else []
        decision = decide(DROP, journal(DROP, DONE, DONE, *begun), cancelled=True)
        assert isinstance(decision, CallStep)
        assert decide(DROP, journal(DROP, DONE, DONE, DONE), cancelled=True) == Finish(SagaStatus.COMPLETED)

    def test_when_its_attempts_are_used_up_a_person_has_to_look(self) -> None:
        assert decide(DROP, journal(DROP, DONE, DONE, refund(STARTED, attempts=3))) == MarkStuck(3)

    def test_what_need_not_be_paid_is_left_out(self) -> None:
        assert decide(DROP, journal(DROP, DONE, DONE, SKIPPED)) == Finish(SagaStatus.COMPLETED)


class TestBackwards:
    def test_refused_local_steps_leave_nothing_to_undo(self) -> None:
        assert decide(PLAN, journal(PLAN, DONE, REFUSED, SKIPPED)) == Finish(SagaStatus.REJECTED)

    def test_a_declined_call_took_no_effect_and_is_not_undone_itself(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(REFUSED, problem="no money"))
        assert decide(PLAN, records) == Undo((SEAT_B, SEAT_A))

    def test_a_failed_call_may_have_taken_effect_and_is_undone_first(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(FAILED, problem="down"))
        assert decide(PLAN, records) == CallUndo(CHARGED, delay=0)

    def test_what_was_done_before_follows_newest_first(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(COMPENSATED, problem="down"))
        assert decide(PLAN, records) == Undo((SEAT_B, SEAT_A))

    def test_each_call_is_undone_between_the_local_steps_around_it(self) -> None:
        plan = Plan("test", 1, (seat("A"), CHARGE, seat("B"), seat("C"), check("refuses")))
        records = journal(plan, DONE, DONE, DONE, DONE, FAILED)
        assert decide(plan, records) == Undo((4, 3))
        records |= journal(plan, DONE, DONE, COMPENSATED, COMPENSATED, FAILED)
        assert decide(plan, records) == CallUndo(2, delay=0)
        records |= journal(plan, DONE, COMPENSATED)
        assert decide(plan, records) == Undo((1,))

    def test_a_local_step_that_failed_left_nothing_behind(self) -> None:
        assert decide(PLAN, journal(PLAN, FAILED)) == Finish(SagaStatus.FAILED)

    def test_a_local_step_that_failed_later_undoes_what_was_before(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, DONE, FAILED)
        assert decide(PLAN, records) == CallUndo(CHARGED, delay=0)

    def test_a_call_that_cannot_be_undone_is_left_alone(self) -> None:
        plan = Plan("test", 1, (seat("A"), call("notify", at_the_bank), check("refuses")))
        assert decide(plan, journal(plan, DONE, DONE, FAILED)) == Undo((1,))

    def test_an_undo_without_an_answer_is_tried_again_after_its_delay(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(COMPENSATING, undo_attempts=2))
        assert decide(PLAN, records, cancelled=True) == CallUndo(CHARGED, delay=2.0)

    def test_an_undo_that_keeps_failing_is_stuck(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(COMPENSATING, undo_attempts=3))
        assert decide(PLAN, records, cancelled=True) == MarkStuck(CHARGED)

    def test_a_local_undo_that_keeps_failing_is_stuck(self) -> None:
        stuck = Record(SEAT_B, "seat B", COMPENSATING, undo_attempts=3)
        assert decide(PLAN, journal(PLAN, DONE, DONE, stuck), cancelled=True) == MarkStuck(SEAT_B)

    def test_an_operator_who_says_retry_begins_anew(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(COMPENSATING, undo_attempts=0))
        assert decide(PLAN, records, cancelled=True) == CallUndo(CHARGED, delay=0)

    @pytest.mark.parametrize("last", [charge(REFUSED, problem="no money"), charge(COMPENSATED, problem="down")])
    def test_everything_undone_is_compensated(self, last: Record) -> None:
        records = journal(PLAN, DONE, COMPENSATED, COMPENSATED, last)
        assert decide(PLAN, records) == Finish(SagaStatus.COMPENSATED)


class TestCancelled:
    def test_before_anything_was_done_it_ends_immediately(self) -> None:
        assert decide(PLAN, {}, cancelled=True) == Finish(SagaStatus.COMPENSATED)

    def test_between_local_steps_and_calls_it_turns_round(self) -> None:
        assert decide(PLAN, journal(PLAN, DONE, DONE, DONE), cancelled=True) == Undo((SEAT_B, SEAT_A))

    def test_a_call_that_was_begun_is_undone(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(STARTED))
        assert decide(PLAN, records, cancelled=True) == CallUndo(CHARGED, delay=0)

    def test_a_call_that_was_begun_for_the_last_time_is_undone_too(self) -> None:
        records = journal(PLAN, DONE, DONE, DONE, charge(STARTED, attempts=3))
        assert decide(PLAN, records, cancelled=True) == CallUndo(CHARGED, delay=0)


REFUSAL = Record(2, "seat A", REFUSED, problem="full")
FAILURE = Record(4, "charge", FAILED, problem="down")


@pytest.mark.parametrize(
    ("records", "cancelled", "expected"),
    [
        pytest.param({}, False, None, id="nothing yet"),
        pytest.param({1: Record(1, "seat A", DONE)}, False, None, id="going well"),
        pytest.param({4: Record(4, "charge", STARTED, detail="timed out")}, False, None, id="an attempt failed"),
        pytest.param({}, True, Cause.CANCELLED, id="cancelled"),
        pytest.param({2: REFUSAL}, False, Cause.REFUSED, id="refused"),
        pytest.param({2: REFUSAL}, True, Cause.REFUSED, id="refused, then cancelled"),
        pytest.param({4: FAILURE}, False, Cause.FAILED, id="failed"),
        pytest.param({4: FAILURE}, True, Cause.FAILED, id="failed, then cancelled"),
        pytest.param({4: structs.replace(FAILURE, status=COMPENSATING)}, True, Cause.FAILED, id="failed, being undone"),
        pytest.param({4: structs.replace(FAILURE, status=COMPENSATED)}, True, Cause.FAILED, id="failed and undone"),
        pytest.param({4: Record(4, "charge", COMPENSATED)}, True, Cause.CANCELLED, id="cancelled and undone"),
    ],
)
def test_why_a_saga_turns_round_is_read_from_its_journal(
    records: Records, cancelled: bool, expected: Cause | None
) -> None:
    assert cause(records, cancelled=cancelled) is expected


@pytest.mark.parametrize(
    ("records", "decision"),
    [
        (journal(PLAN, DONE, DONE, DONE), CallStep(CHARGED, 0)),
        (journal(PLAN, DONE, DONE, DONE, charge(FAILED, problem="down")), CallUndo(CHARGED, 0)),
        (journal(PLAN, DONE, DONE, DONE, charge(REFUSED, problem="no money")), Undo((SEAT_B, SEAT_A))),
    ],
)
def test_the_order_in_which_records_were_read_does_not_matter(records: Records, decision: Decision) -> None:
    backwards = dict(reversed(records.items()))
    assert decide(PLAN, backwards) == decide(PLAN, records) == decision
