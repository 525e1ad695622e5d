"""One saga in one worker, over a store in memory and participants whose answers are written down."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest

from saga.errors import Broken, Declined, Postponed, TimedOut, Unavailable
from saga.faults import FaultInjected, Faults
from saga.journal import SagaStatus, StepStatus
from saga.plan import CallContext, Step
from saga.retry import Retry
from saga.runner import ClaimedSaga, CommitRequest, Runner
from tests.support.engine_memory import WITHOUT_DELAY, Bug, MemoryStore, Outage, call, carry, check, seat
from tests.support.poll import wait_for_async

STARTED, DONE, REFUSED, FAILED = StepStatus.STARTED, StepStatus.DONE, StepStatus.REFUSED, StepStatus.FAILED
COMPENSATING, COMPENSATED, SKIPPED = StepStatus.COMPENSATING, StepStatus.COMPENSATED, StepStatus.SKIPPED


class Scripted:
    """A call whose answers are written down; where there are none left, it works."""

    def __init__(self, *answers: str | Exception) -> None:
        self._answers = list(answers)
        self.contexts: list[CallContext] = []

    async def __call__(self, context: CallContext) -> str | None:
        self.contexts.append(context)
        answer = self._answers.pop(0) if self._answers else "worked"
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def times(self) -> int:
        return len(self.contexts)


@dataclass
class Line:
    """The way to the store; by number of the commit, an error that strikes before it or after it."""

    store: MemoryStore
    before: Mapping[int, Exception] = field(default_factory=dict)
    after: Mapping[int, Exception] = field(default_factory=dict)
    tries: int = 0

    async def commit(self, request: CommitRequest) -> ClaimedSaga | None:
        self.tries += 1
        number = self.tries
        if number in self.before:
            raise self.before[number]
        (answer,) = self.store.commit([request])
        if number in self.after:
            raise self.after[number]
        return answer


def worker(
    store: MemoryStore,
    *,
    before: Mapping[int, Exception] | None = None,
    after: Mapping[int, Exception] | None = None,
    faults: Faults | None = None,
) -> Runner:
    return Runner(
        Line(store, before or {}, after or {}).commit,
        carry,
        transient=lambda error: isinstance(error, Outage),
        blame=lambda _, error: f"blamed: {error}",
        retry=WITHOUT_DELAY,
        faults=faults or Faults(),
    )


async def cancelled_while_it_waits(runner: Runner, store: MemoryStore, saga_id: UUID) -> None:
    """Run the saga, cancel it once it waits before another try, and return when it has ended."""
    running = asyncio.create_task(runner.run(store.claim(saga_id)))

    async def waits() -> bool:
        return saga_id in runner.asleep

    await wait_for_async(waits, 5, "the saga to wait")
    store.cancel(saga_id)
    runner.wake([saga_id])
    await running


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore({"A": 5, "B": 5, "full": 0})


async def run(store: MemoryStore, *steps: Step) -> tuple[UUID, ClaimedSaga | None]:
    """Accept a saga of these steps and let one worker run it."""
    saga_id = store.accept(*steps)
    return saga_id, await worker(store).run(store.claim(saga_id))


def ended(store: MemoryStore, saga_id: UUID) -> tuple[SagaStatus, list[StepStatus]]:
    row = store.rows[saga_id]
    return row.status, [row.records[position].status for position in sorted(row.records)]


def story(store: MemoryStore) -> list[tuple[str, StepStatus]]:
    """What the commits wrote, in order: names of steps and their new statuses."""
    return [
        (record.name, record.status)
        for before, after in store.commits
        for position, record in sorted(after.records.items())
        if before.records.get(position) != record
    ]


class TestForwards:
    async def test_a_local_plan_is_one_commit(self, store: MemoryStore) -> None:
        saga_id, result = await run(store, check(), seat("A"), seat("B"))
        assert result is not None
        assert result.status is SagaStatus.COMPLETED
        assert store.held_by(saga_id) == {"A", "B"}
        assert len(store.commits) == 1

    async def test_a_refused_plan_takes_nothing(self, store: MemoryStore) -> None:
        saga_id, _ = await run(store, check(), seat("A"), seat("full"))
        assert ended(store, saga_id) == (SagaStatus.REJECTED, [DONE, SKIPPED, REFUSED])
        assert store.held_by(saga_id) == set()

    async def test_a_plan_with_a_call_goes_on_behind_it(self, store: MemoryStore) -> None:
        saga_id, _ = await run(store, seat("A"), call("charge", Scripted()), seat("B"))
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE, DONE, DONE])
        assert story(store) == [("seat A", DONE), ("charge", STARTED), ("charge", DONE), ("seat B", DONE)]

    async def test_a_call_names_on_whose_behalf_it_is_made(self, store: MemoryStore) -> None:
        charge = Scripted()
        saga_id, _ = await run(store, call("charge", charge))
        assert charge.contexts == [CallContext(saga_id, f"{saga_id}:charge:do", "corr-1", "the command", attempt=1)]

    async def test_what_a_call_answers_is_in_the_journal(self, store: MemoryStore) -> None:
        saga_id, _ = await run(store, call("charge", Scripted("receipt 17")))
        assert store.rows[saga_id].records[1].detail == "receipt 17"

    async def test_a_call_is_on_record_before_it_is_made(self, store: MemoryStore) -> None:
        seen = []

        async def charge(context: CallContext) -> None:
            seen.append(store.rows[context.saga_id].records[1].status)

        await run(store, call("charge", charge))
        assert seen == [STARTED]

    @pytest.mark.parametrize("status", [SagaStatus.COMPLETED, SagaStatus.REJECTED, SagaStatus.STUCK])
    async def test_a_saga_at_its_end_is_left_alone(self, store: MemoryStore, status: SagaStatus) -> None:
        saga = replace(store.claim(store.accept(seat("A"))), status=status)
        assert await worker(store).run(saga) == saga
        assert store.commits == []


class TestRetry:
    async def test_a_call_without_an_answer_is_made_again_with_the_same_key(self, store: MemoryStore) -> None:
        charge = Scripted(Unavailable("503"), TimedOut("late"), "receipt 17")
        saga_id, _ = await run(store, call("charge", charge))
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE])
        assert [context.attempt for context in charge.contexts] == [1, 2, 3]
        assert {context.idempotency_key for context in charge.contexts} == {f"{saga_id}:charge:do"}

    async def test_why_an_attempt_failed_is_in_the_journal_immediately(self, store: MemoryStore) -> None:
        await run(store, call("charge", Scripted(Unavailable("503"))))
        details = [after.records[1].detail for _, after in store.commits]
        assert details == [None, "503", "503", "worked"]

    async def test_a_call_that_does_not_return_times_out(self, store: MemoryStore) -> None:
        async def silent(_: CallContext) -> None:
            await asyncio.Event().wait()

        step = call("charge", silent)
        saga_id, _ = await run(store, replace(step, retry=replace(step.retry, timeout=0)))
        record = store.rows[saga_id].records[1]
        assert (record.status, record.attempts, record.detail) == (FAILED, 3, "no answer within 0 s")

    async def test_when_tries_run_out_the_call_is_undone_exactly_once(self, store: MemoryStore) -> None:
        refund = Scripted()
        charge = Scripted(TimedOut("late"), ConnectionError("reset"), TimedOut("late"))
        saga_id, _ = await run(store, seat("A"), call("charge", charge, refund))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, COMPENSATED])
        assert (charge.times, refund.times) == (3, 1)
        assert refund.contexts == [CallContext(saga_id, f"{saga_id}:charge:undo", "corr-1", "the command", attempt=1)]

    async def test_a_failure_is_blamed_in_the_domains_words(self, store: MemoryStore) -> None:
        saga_id, _ = await run(store, call("charge", Scripted(Broken("no such account")), Scripted()))
        record = store.rows[saga_id].records[1]
        assert (record.problem, record.detail) == ("blamed: no such account", "no such account")

    @pytest.mark.parametrize("error", [Broken("nonsense"), KeyError("amount")])
    async def test_a_fault_that_would_repeat_is_not_tried_again(self, store: MemoryStore, error: Exception) -> None:
        charge = Scripted(error)
        saga_id, _ = await run(store, call("charge", charge))
        assert ended(store, saga_id) == (SagaStatus.FAILED, [FAILED])
        assert charge.times == 1


class TestPostponed:
    async def test_it_is_asked_later_and_no_attempt_is_used_up(self, store: MemoryStore) -> None:
        charge = Scripted(*[Postponed("the circuit is open", 0)] * 5, Unavailable("503"), "receipt 17")
        saga_id, _ = await run(store, seat("A"), call("charge", charge))
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE, DONE])
        assert store.rows[saga_id].records[2].attempts == 2
        assert [context.attempt for context in charge.contexts] == [1] * 6 + [2]
        assert ("charge", StepStatus.PENDING) in story(store)
        assert "the circuit is open" in {after.records[2].detail for _, after in store.commits if 2 in after.records}

    async def test_its_undo_is_asked_later_too(self, store: MemoryStore) -> None:
        refund = Scripted(*[Postponed("the circuit is open", 0)] * 5, Unavailable("503"))
        saga_id, _ = await run(store, call("charge", Scripted(), refund), check(met=False))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, REFUSED])
        assert store.rows[saga_id].records[1].undo_attempts == 2

    @pytest.mark.parametrize(
        ("before", "undone"),
        [
            pytest.param([], 0, id="never asked: nothing to undo"),
            pytest.param([Unavailable("503")], 1, id="asked once before"),
        ],
    )
    async def test_cancelled_while_it_waits_it_does_not_wait_any_longer(
        self, store: MemoryStore, before: list[Exception], undone: int
    ) -> None:
        charge, refund = Scripted(*before, Postponed("the circuit is open", 3600)), Scripted()
        saga_id = store.accept(seat("A"), call("charge", charge, refund))
        runner = worker(store)
        await cancelled_while_it_waits(runner, store, saga_id)
        assert store.rows[saga_id].status is SagaStatus.COMPENSATED
        assert store.held_by(saga_id) == set()
        assert refund.times == undone


class TestDeclined:
    async def test_everything_is_undone_newest_first_with_a_record_each(self, store: MemoryStore) -> None:
        refund = Scripted()
        steps = (
            seat("A"),
            call("charge", Scripted(), refund),
            seat("B"),
            call("insure", Scripted(Declined("too risky")), Scripted()),
        )
        saga_id, _ = await run(store, *steps)
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, COMPENSATED, COMPENSATED, REFUSED])
        assert story(store)[-4:] == [
            ("seat B", COMPENSATED),
            ("charge", COMPENSATING),
            ("charge", COMPENSATED),
            ("seat A", COMPENSATED),
        ]
        assert store.held_by(saga_id) == set()
        assert refund.times == 1

    async def test_it_is_not_asked_again_and_not_undone(self, store: MemoryStore) -> None:
        charge, refund = Scripted(Declined("no money")), Scripted()
        saga_id, _ = await run(store, call("charge", charge, refund))
        assert ended(store, saga_id) == (SagaStatus.REJECTED, [REFUSED])
        assert (charge.times, refund.times) == (1, 0)

    @pytest.mark.parametrize(
        ("error", "problem"),
        [
            pytest.param(Declined("no money", problem="ask the bursar"), "ask the bursar", id="its own words"),
            pytest.param(Declined("no money"), "blamed: no money", id="without words of its own"),
        ],
    )
    async def test_the_journal_says_why(self, store: MemoryStore, error: Declined, problem: str) -> None:
        saga_id, _ = await run(store, call("charge", Scripted(error)))
        assert store.rows[saga_id].records[1].problem == problem


class TestUndo:
    @staticmethod
    def refused_behind(undo: Scripted) -> tuple[Step, ...]:
        return seat("A"), call("charge", Scripted(), undo), check(met=False)

    async def test_an_undo_that_fails_twice_is_tried_a_third_time(self, store: MemoryStore) -> None:
        refund = Scripted(Unavailable("503"), TimedOut("late"))
        saga_id, _ = await run(store, *self.refused_behind(refund))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, COMPENSATED, REFUSED])
        assert [context.attempt for context in refund.contexts] == [1, 2, 3]

    async def test_an_undo_that_never_works_is_stuck_and_what_is_older_is_kept(self, store: MemoryStore) -> None:
        refund = Scripted(*[Unavailable("503")] * 3)
        saga_id, result = await run(store, *self.refused_behind(refund))
        assert result is not None
        assert result.status is SagaStatus.STUCK
        assert ended(store, saga_id) == (SagaStatus.STUCK, [DONE, COMPENSATING, REFUSED])
        assert store.rows[saga_id].records[2].detail == "503"
        assert store.held_by(saga_id) == {"A"}

    async def test_its_last_try_is_under_way_and_not_stuck(self, store: MemoryStore) -> None:
        seen = []

        async def refund(context: CallContext) -> None:
            seen.append(store.rows[context.saga_id].status)

        steps = (replace(call("charge", Scripted(), refund), retry=replace(WITHOUT_DELAY, tries=1)), check(met=False))
        saga_id, _ = await run(store, *steps)
        assert seen == [SagaStatus.COMPENSATING]
        assert store.rows[saga_id].status is SagaStatus.COMPENSATED

    async def test_a_broken_undo_is_stuck_immediately(self, store: MemoryStore) -> None:
        refund = Scripted(ValueError("nonsense"))
        saga_id, _ = await run(store, *self.refused_behind(refund))
        assert ended(store, saga_id)[0] is SagaStatus.STUCK
        assert refund.times == 1

    async def test_a_stuck_saga_ends_once_an_operator_says_retry(self, store: MemoryStore) -> None:
        refund = Scripted(*[Unavailable("503")] * 4)
        saga_id, _ = await run(store, *self.refused_behind(refund))
        store.retry_stuck(saga_id)
        await worker(store).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, COMPENSATED, REFUSED])
        assert refund.times == 5
        assert store.held_by(saga_id) == set()


class TestCancelled:
    async def test_while_it_waits_to_try_again_it_is_woken(self, store: MemoryStore) -> None:
        charge, refund = Scripted(Unavailable("503")), Scripted()
        patient = Retry(tries=3, first_delay=3600, max_delay=3600)
        saga_id = store.accept(seat("A"), call("charge", charge, refund, retry=patient))
        runner = worker(store)
        await cancelled_while_it_waits(runner, store, saga_id)
        assert store.rows[saga_id].status is SagaStatus.COMPENSATED
        assert (charge.times, refund.times) == (1, 1)
        assert runner.asleep == frozenset()

    async def test_before_anything_was_done_nothing_is(self, store: MemoryStore) -> None:
        saga_id = store.accept(seat("A"))
        store.cancel(saga_id)
        await worker(store).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [])

    async def test_between_claim_and_commit_nothing_is_done_either(self, store: MemoryStore) -> None:
        saga_id = store.accept(seat("A"))
        saga = store.claim(saga_id)
        store.cancel(saga_id)
        await worker(store).run(saga)
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [])
        assert store.held_by(saga_id) == set()

    async def test_during_a_call_its_answer_is_recorded_and_everything_undone(self, store: MemoryStore) -> None:
        async def charge(context: CallContext) -> str:
            store.cancel(context.saga_id)
            return "receipt 17"

        refund = Scripted()
        saga_id, _ = await run(store, seat("A"), call("charge", charge, refund), seat("B"))
        assert story(store) == [
            ("seat A", DONE),
            ("charge", STARTED),
            ("charge", DONE),
            ("charge", COMPENSATING),
            ("charge", COMPENSATED),
            ("seat A", COMPENSATED),
        ]
        assert refund.times == 1
        assert store.rows[saga_id].status is SagaStatus.COMPENSATED

    async def test_between_two_attempts_no_further_one_is_made(self, store: MemoryStore) -> None:
        times = 0

        async def charge(context: CallContext) -> None:
            nonlocal times
            times += 1
            store.cancel(context.saga_id)
            raise Unavailable("503")

        refund = Scripted()
        saga_id, _ = await run(store, call("charge", charge, refund))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED])
        assert (times, refund.times) == (1, 1)

    async def test_just_before_a_call_the_call_is_not_made(self, store: MemoryStore) -> None:
        charge = Scripted()
        saga_id = store.accept(call("charge", charge, Scripted()))
        saga = store.claim(saga_id)
        store.cancel(saga_id)
        await worker(store).run(saga)
        assert store.rows[saga_id].status is SagaStatus.COMPENSATED
        assert charge.times == 0

    async def test_after_the_end_it_changes_nothing(self, store: MemoryStore) -> None:
        saga_id, _ = await run(store, seat("A"))
        store.cancel(saga_id)
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE])


class TestCommitTrouble:
    async def test_a_commit_that_did_not_happen_is_asked_for_again(self, store: MemoryStore) -> None:
        saga_id = store.accept(seat("A"))
        await worker(store, before={1: Outage(), 2: Outage()}).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE])
        assert store.seats_taken["A"] == 1

    @pytest.mark.parametrize("lost", [1, 2, 3])
    async def test_a_commit_whose_answer_was_lost_takes_no_effect_twice(self, store: MemoryStore, lost: int) -> None:
        charge = Scripted()
        saga_id = store.accept(seat("A"), call("charge", charge), seat("B"))
        result = await worker(store, after={lost: Outage()}).run(store.claim(saga_id))
        assert result is not None
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE, DONE, DONE])
        assert (store.seats_taken["A"], store.seats_taken["B"], charge.times) == (1, 1, 1)
        assert [(before.version, after.version) for before, after in store.commits] == [(1, 2), (2, 3), (3, 4), (4, 5)]

    async def test_of_a_last_commit_whose_answer_was_lost_only_the_store_knows(self, store: MemoryStore) -> None:
        saga_id = store.accept(seat("A"))
        result = await worker(store, after={1: Outage()}).run(store.claim(saga_id))
        assert result is None
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE])
        assert store.seats_taken["A"] == 1

    async def test_when_its_tries_run_out_the_next_worker_goes_on(self, store: MemoryStore) -> None:
        charge = Scripted()
        saga_id = store.accept(seat("A"), call("charge", charge), seat("B"))
        with pytest.raises(Outage):
            await worker(store, before={4: Outage(), 5: Outage(), 6: Outage()}).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.RUNNING, [DONE, DONE])
        await worker(store).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE, DONE, DONE])
        assert charge.times == 1

    async def test_local_steps_that_can_never_be_committed_have_failed(self, store: MemoryStore) -> None:
        saga_id = store.accept(check(), seat("A"))
        await worker(store, before={1: Bug("23514")}).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.FAILED, [FAILED])
        record = store.rows[saga_id].records[1]
        assert (record.problem, record.detail) == ("blamed: 23514", "23514")

    async def test_what_was_committed_before_such_steps_is_undone(self, store: MemoryStore) -> None:
        refund = Scripted()
        saga_id = store.accept(seat("A"), call("charge", Scripted(), refund), seat("B"))
        await worker(store, before={4: Bug()}).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, COMPENSATED, FAILED])
        assert refund.times == 1

    async def test_an_undo_that_can_never_be_committed_is_stuck(self, store: MemoryStore) -> None:
        saga_id = store.accept(seat("A"), call("charge", Scripted(Declined("no money"))))
        await worker(store, before={4: Bug("23514")}).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.STUCK, [COMPENSATING, REFUSED])
        assert store.rows[saga_id].records[1].detail == "23514"
        assert store.held_by(saga_id) == {"A"}


class TestSeveralWorkers:
    async def test_a_worker_that_lost_the_token_commits_nothing(self, store: MemoryStore) -> None:
        saga_id = store.accept(seat("A"))
        loser = store.claim(saga_id)
        store.claim(saga_id)
        assert await worker(store).run(loser) is None
        assert ended(store, saga_id) == (SagaStatus.PENDING, [])

    async def test_a_worker_that_loses_the_token_during_a_call_does_not_record_its_answer(
        self, store: MemoryStore
    ) -> None:
        async def charge(context: CallContext) -> None:
            if context.attempt == 1:
                store.claim(context.saga_id)

        saga_id, result = await run(store, call("charge", charge))
        assert result is None
        assert ended(store, saga_id) == (SagaStatus.RUNNING, [STARTED])
        await worker(store).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE])

    async def test_a_worker_that_loses_the_token_during_an_undo_does_not_record_it_either(
        self, store: MemoryStore
    ) -> None:
        async def refund(context: CallContext) -> None:
            if context.attempt == 1:
                store.claim(context.saga_id)

        saga_id, result = await run(store, call("charge", Scripted(), refund), check(met=False))
        assert result is None
        assert ended(store, saga_id) == (SagaStatus.COMPENSATING, [COMPENSATING, REFUSED])
        await worker(store).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, REFUSED])


class TestDeath:
    async def test_a_worker_stopped_during_a_call_leaves_it_to_the_next(self, store: MemoryStore) -> None:
        calling = asyncio.Event()
        keys = []

        async def charge(context: CallContext) -> None:
            keys.append(context.idempotency_key)
            if context.attempt == 1:
                calling.set()
                await asyncio.Event().wait()

        saga_id = store.accept(seat("A"), call("charge", charge))
        first = asyncio.create_task(worker(store).run(store.claim(saga_id)))
        await calling.wait()
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert ended(store, saga_id) == (SagaStatus.RUNNING, [DONE, STARTED])
        await worker(store).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE, DONE])
        assert keys == [f"{saga_id}:charge:do"] * 2

    async def test_a_call_during_which_every_worker_died_is_given_up_and_undone(self, store: MemoryStore) -> None:
        refund = Scripted()
        saga_id = store.accept(call("charge", Scripted(), refund))
        for _ in range(3):
            with pytest.raises(FaultInjected):
                await worker(store, faults=Faults.parse("before_call:raise")).run(store.claim(saga_id))
        await worker(store).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED])
        assert store.rows[saga_id].records[1].problem == "blamed: the last attempt was never answered"
        assert refund.times == 1

    @pytest.mark.parametrize(
        ("point", "journal", "calls", "undos"),
        [
            ("before_call", [DONE, STARTED], 0, 0),
            ("after_call", [DONE, STARTED], 1, 0),
            ("before_undo", [DONE, COMPENSATING, REFUSED], 1, 0),
            ("after_undo", [DONE, COMPENSATING, REFUSED], 1, 1),
            ("before_undo:raise:2", [DONE, COMPENSATED, REFUSED], 1, 1),
            ("after_undo:raise:2", [COMPENSATED, COMPENSATED, REFUSED], 1, 1),
        ],
    )
    async def test_a_worker_that_dies_at_a_fault_point_leaves_a_journal_from_which_the_next_one_ends(
        self, store: MemoryStore, point: str, journal: list[StepStatus], calls: int, undos: int
    ) -> None:
        charge, refund = Scripted(), Scripted()
        saga_id = store.accept(seat("A"), call("charge", charge, refund), check(met=False))
        faults = Faults.parse(point if ":" in point else f"{point}:raise")
        with pytest.raises(FaultInjected):
            await worker(store, faults=faults).run(store.claim(saga_id))
        assert (ended(store, saga_id)[1], charge.times, refund.times) == (journal, calls, undos)
        await worker(store).run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, COMPENSATED, REFUSED])
        assert store.held_by(saga_id) == set()
