"""What a commit makes of the journal."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from msgspec.structs import replace

from saga.decide import Undo, decide
from saga.journal import Record, Records, SagaStatus, StepStatus
from saga.plan import CallContext, Plan
from saga.settle import CommitIntent, CommitStamp, Settled, settle, still_forward
from tests.support.engine_memory import EPOCH, WITHOUT_DELAY, call, check, journal, seat

STARTED, DONE, REFUSED, FAILED = StepStatus.STARTED, StepStatus.DONE, StepStatus.REFUSED, StepStatus.FAILED
COMPENSATING, COMPENSATED, SKIPPED = StepStatus.COMPENSATING, StepStatus.COMPENSATED, StepStatus.SKIPPED

BEGAN, NOW = EPOCH, EPOCH + timedelta(milliseconds=5)
MOMENT = CommitStamp(version=7, began=BEGAN, now=NOW)


async def at_the_bank(_: CallContext) -> None:
    """Never called here: settling is pure."""


PLAN = Plan(
    "enroll",
    1,
    (check("validate"), seat("A"), seat("B"), call("charge", at_the_bank, at_the_bank), check("confirm")),
)
CHARGED = 4


def after(
    records: Records, advance: CommitIntent, *, problems: Mapping[int, str] | None = None, cancelled: bool = False
) -> Settled:
    return settle(PLAN, records, advance, MOMENT, problems=problems or {}, cancelled=cancelled)


def statuses(settled: Settled) -> list[StepStatus]:
    return [settled.records[position].status for position in sorted(settled.records)]


class TestForwards:
    def test_local_steps_are_done_with_one_record_each(self) -> None:
        settled = after({}, CommitIntent(forward=(1, 2, 3)))
        assert statuses(settled) == [DONE, DONE, DONE]
        assert [record.name for record in settled.changed] == ["validate", "seat A", "seat B"]

    def test_its_records_share_its_version_and_times_and_count_one_attempt(self) -> None:
        settled = after({}, CommitIntent(forward=(1, 2)))
        assert {(r.version, r.started_at, r.finished_at, r.attempts) for r in settled.changed} == {(7, BEGAN, NOW, 1)}

    def test_a_step_that_is_left_out_is_skipped_and_never_done_or_undone(self) -> None:
        settled = settle(PLAN, {}, CommitIntent(forward=(1, 2, 3)), MOMENT, problems={}, cancelled=False, left_out={3})
        assert (statuses(settled), settled.status) == ([DONE, DONE, SKIPPED], SagaStatus.RUNNING)
        assert (settled.records[3].attempts, settled.records[3].started_at) == (0, None)
        charged = {**settled.records, CHARGED: Record(CHARGED, "charge", DONE, attempts=1)}
        assert after(charged, CommitIntent(forward=(5,))).status is SagaStatus.COMPLETED
        refused = {**settled.records, CHARGED: Record(CHARGED, "charge", REFUSED, attempts=1)}
        assert decide(PLAN, refused) == Undo((2,))

    def test_the_saga_runs_on_while_steps_are_left(self) -> None:
        assert after({}, CommitIntent(forward=(1, 2, 3))).status is SagaStatus.RUNNING

    def test_the_saga_is_complete_with_its_last_step(self) -> None:
        settled = after(journal(PLAN, DONE, DONE, DONE, DONE), CommitIntent(forward=(5,)))
        assert settled.status is SagaStatus.COMPLETED

    def test_earlier_records_are_kept_and_not_written_again(self) -> None:
        before = journal(PLAN, DONE, DONE, DONE, DONE)
        settled = after(before, CommitIntent(forward=(5,)))
        assert [record.position for record in settled.changed] == [5]
        assert {n: settled.records[n] for n in before} == before

    def test_the_journal_before_is_left_as_it_was(self) -> None:
        before = journal(PLAN, DONE)
        after(before, CommitIntent(forward=(2, 3)))
        assert before == journal(PLAN, DONE)


class TestRefused:
    def test_a_broken_rule_skips_everything_behind_it(self) -> None:
        settled = after({}, CommitIntent(forward=(1, 2, 3)), problems={1: "inactive"})
        assert statuses(settled) == [REFUSED, SKIPPED, SKIPPED]
        assert settled.status is SagaStatus.REJECTED

    def test_a_full_group_keeps_the_check_before_it_and_no_seat(self) -> None:
        settled = after({}, CommitIntent(forward=(1, 2, 3)), problems={3: "full"})
        assert statuses(settled) == [DONE, SKIPPED, REFUSED]

    def test_every_step_at_fault_has_its_own_problem(self) -> None:
        settled = after({}, CommitIntent(forward=(1, 2, 3)), problems={2: "full", 3: "full too"})
        assert statuses(settled) == [DONE, REFUSED, REFUSED]
        assert [record.problem for record in settled.changed] == [None, "full", "full too"]

    def test_a_check_behind_the_refusal_was_not_reached(self) -> None:
        plan = Plan("test", 1, (seat("A"), check("confirm")))
        settled = settle(plan, {}, CommitIntent(forward=(1, 2)), MOMENT, problems={1: "full"}, cancelled=False)
        assert statuses(settled) == [REFUSED, SKIPPED]

    def test_what_was_skipped_was_never_tried(self) -> None:
        _, skipped, refused = after({}, CommitIntent(forward=(1, 2, 3)), problems={3: "full"}).changed
        assert (skipped.attempts, skipped.started_at, skipped.finished_at) == (0, None, None)
        assert (refused.attempts, refused.started_at, refused.finished_at) == (1, BEGAN, NOW)

    def test_a_refusal_after_something_was_committed_turns_the_saga_round(self) -> None:
        settled = after(journal(PLAN, DONE, DONE, DONE, DONE), CommitIntent(forward=(5,)), problems={5: "no"})
        assert settled.status is SagaStatus.COMPENSATING


class TestCancelled:
    def test_a_cancellation_that_came_first_forbids_the_local_steps(self) -> None:
        settled = after({}, CommitIntent(forward=(1, 2, 3)), cancelled=True)
        assert settled == Settled(SagaStatus.COMPENSATED, {}, ())

    def test_problems_of_forbidden_local_steps_are_not_recorded(self) -> None:
        settled = after({}, CommitIntent(forward=(1, 2, 3)), problems={2: "full"}, cancelled=True)
        assert settled == Settled(SagaStatus.COMPENSATED, {}, ())

    def test_with_something_committed_the_saga_turns_round(self) -> None:
        before = journal(PLAN, DONE, DONE, DONE, DONE)
        settled = after(before, CommitIntent(forward=(5,)), cancelled=True)
        assert settled == Settled(SagaStatus.COMPENSATING, before, ())

    def test_an_answer_that_arrives_afterwards_is_recorded_all_the_same(self) -> None:
        before = journal(PLAN, DONE, DONE, DONE, STARTED)
        settled = after(before, CommitIntent(remote_records=(replace(before[CHARGED], status=DONE),)), cancelled=True)
        assert statuses(settled) == [DONE, DONE, DONE, DONE]
        assert settled.status is SagaStatus.COMPENSATING

    @pytest.mark.parametrize(
        ("records", "cancelled", "allowed"),
        [
            pytest.param({}, False, True, id="going forwards"),
            pytest.param({}, True, False, id="cancelled"),
            pytest.param(journal(PLAN, DONE, REFUSED), False, False, id="turned round"),
        ],
    )
    def test_local_steps_are_committed_only_while_nothing_forbids_them(
        self, records: Records, cancelled: bool, allowed: bool
    ) -> None:
        assert still_forward(PLAN, records, CommitIntent(forward=(1,)), cancelled=cancelled) is allowed

    def test_no_steps_asked_for_are_none_to_execute(self) -> None:
        assert not still_forward(PLAN, {}, CommitIntent(), cancelled=False)


class TestBackwards:
    def test_undone_local_steps_say_when_they_were_done_and_undone(self) -> None:
        before = after({}, CommitIntent(forward=(1, 2, 3))).records
        later = CommitStamp(version=9, began=NOW, now=NOW + timedelta(seconds=1))
        settled = settle(PLAN, before, CommitIntent(backward=(3, 2)), later, problems={}, cancelled=True)
        assert [(r.position, r.status, r.version) for r in settled.changed] == [
            (3, COMPENSATED, 9),
            (2, COMPENSATED, 9),
        ]
        for record in settled.changed:
            assert (record.started_at, record.finished_at) == (BEGAN, NOW)
            assert (record.undo_started_at, record.undo_finished_at) == (later.began, later.now)
            assert (record.attempts, record.undo_attempts) == (1, 1)

    def test_with_the_last_undo_the_saga_is_compensated(self) -> None:
        settled = after(journal(PLAN, DONE, DONE), CommitIntent(backward=(2,)), cancelled=True)
        assert settled.status is SagaStatus.COMPENSATED

    def test_an_undone_failure_keeps_its_problem(self) -> None:
        failed = Record(CHARGED, "charge", COMPENSATING, problem="down")
        settled = after(
            journal(PLAN, DONE, DONE, DONE, failed), CommitIntent(remote_records=(replace(failed, status=COMPENSATED),))
        )
        assert settled.records[CHARGED].problem == "down"


class TestNews:
    def test_a_call_that_begins_has_a_start_and_no_end(self) -> None:
        settled = after(
            journal(PLAN, DONE, DONE, DONE),
            CommitIntent(remote_records=(Record(CHARGED, "charge", STARTED, attempts=1),)),
        )
        (begun,) = settled.changed
        assert (begun.version, begun.started_at, begun.finished_at) == (7, NOW, None)
        assert settled.status is SagaStatus.RUNNING

    def test_a_further_attempt_keeps_the_first_start(self) -> None:
        begun = Record(CHARGED, "charge", STARTED, attempts=1, version=5, started_at=BEGAN)
        settled = after(
            journal(PLAN, DONE, DONE, DONE, begun), CommitIntent(remote_records=(replace(begun, attempts=2),))
        )
        assert settled.records[CHARGED] == replace(begun, attempts=2, version=7)

    @pytest.mark.parametrize("status", [DONE, REFUSED, FAILED])
    def test_an_answer_ends_the_step(self, status: StepStatus) -> None:
        begun = Record(CHARGED, "charge", STARTED, attempts=1, version=5, started_at=BEGAN)
        settled = after(
            journal(PLAN, DONE, DONE, DONE, begun), CommitIntent(remote_records=(replace(begun, status=status),))
        )
        assert settled.records[CHARGED] == replace(begun, status=status, version=7, finished_at=NOW)

    def test_an_undo_that_begins_has_a_start_of_its_own(self) -> None:
        charged = Record(CHARGED, "charge", DONE, attempts=1, version=5, started_at=BEGAN, finished_at=BEGAN)
        begun = replace(charged, status=COMPENSATING, undo_attempts=1)
        settled = after(journal(PLAN, DONE, DONE, DONE, charged), CommitIntent(remote_records=(begun,)), cancelled=True)
        assert settled.records[CHARGED] == replace(begun, version=7, undo_started_at=NOW)
        assert settled.status is SagaStatus.COMPENSATING

    def test_an_undo_that_succeeds_ends(self) -> None:
        begun = Record(
            CHARGED, "charge", COMPENSATING, attempts=1, undo_attempts=1, started_at=BEGAN, undo_started_at=BEGAN
        )
        settled = after(
            {CHARGED: begun}, CommitIntent(remote_records=(replace(begun, status=COMPENSATED),)), cancelled=True
        )
        assert settled.records[CHARGED] == replace(begun, status=COMPENSATED, version=7, undo_finished_at=NOW)

    def test_an_undo_that_failed_for_the_last_time_makes_the_saga_stuck(self) -> None:
        failed = Record(CHARGED, "charge", COMPENSATING, undo_attempts=WITHOUT_DELAY.tries)
        settled = after(journal(PLAN, DONE, DONE, DONE, failed), CommitIntent(remote_records=(failed,)), cancelled=True)
        assert settled.status is SagaStatus.STUCK

    def test_an_undo_that_begins_for_the_last_time_is_not_stuck_yet(self) -> None:
        begun = Record(CHARGED, "charge", COMPENSATING, undo_attempts=WITHOUT_DELAY.tries)
        settled = after(
            journal(PLAN, DONE, DONE, DONE, begun), CommitIntent(remote_records=(begun,), begins=True), cancelled=True
        )
        assert settled.status is SagaStatus.COMPENSATING

    def test_a_technical_failure_with_nothing_committed_is_failed(self) -> None:
        settled = after({}, CommitIntent(remote_records=(Record(1, "validate", FAILED, problem="broken"),)))
        assert settled.status is SagaStatus.FAILED
        assert settled.records[1].finished_at == NOW


def test_asking_for_nothing_gives_the_status_that_the_journal_calls_for() -> None:
    settled = after(journal(PLAN, DONE, COMPENSATED), CommitIntent(), cancelled=True)
    assert (settled.status, settled.changed) == (SagaStatus.COMPENSATED, ())
