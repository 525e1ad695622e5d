"""One saga in one worker, over a store in memory and participants whose answers are written down."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest

from saga.claimed_saga import STORE, ClaimedSaga, CommitRequest, Waiting
from saga.errors import Broken, Declined, Later, Postponed, TimedOut, Unavailable
from saga.faults import FaultInjected, Faults
from saga.journal import SagaStatus, StepStatus
from saga.plan import CallContext, Step
from saga.retry import Retry
from saga.runner import Runner
from tests.support.engine_memory import WITHOUT_DELAY, AskingTheTest, Bug, MemoryStore, Outage, call, check, seat

STARTED, DONE, REFUSED, FAILED = StepStatus.STARTED, StepStatus.DONE, StepStatus.REFUSED, StepStatus.FAILED
COMPENSATING, COMPENSATED, SKIPPED = StepStatus.COMPENSATING, StepStatus.COMPENSATED, StepStatus.SKIPPED
LONGEST_WAIT = timedelta(hours=2)
CIRCUIT_OPEN = Postponed("the circuit is open", 600)


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
    calls: AskingTheTest | None = None,
) -> Runner:
    return Runner(
        Line(store, before or {}, after or {}).commit,
        calls or AskingTheTest(),
        transient=lambda error: isinstance(error, Outage),
        blame=lambda _, error: f"blamed: {error}",
        retry=WITHOUT_DELAY,
        longest_wait=LONGEST_WAIT,
        now=lambda: store.now,
        faults=faults or Faults(),
    )


async def claimed_until_it_ends(
    runner: Runner, store: MemoryStore, saga_id: UUID
) -> tuple[ClaimedSaga | None, list[float]]:
    """Run the saga, again each time that it is due, until it has ended; the seconds for which it was put down."""
    waits = []
    while isinstance(after := await runner.run(store.claim(saga_id)), Waiting):
        assert after.waits_for == "the bank"
        waits.append(after.seconds)
        store.put_down(after)
    return after, waits


async def cancelled_while_it_waits(runner: Runner, store: MemoryStore, saga_id: UUID) -> None:
    """Run the saga, cancel it once it waits before another try, and return when it has ended."""
    waits = await runner.run(store.claim(saga_id))
    assert isinstance(waits, Waiting)
    store.cancel(saga_id)
    await claimed_until_it_ends(runner, store, saga_id)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore({"A": 5, "B": 5, "full": 0})


async def run(store: MemoryStore, *steps: Step) -> tuple[UUID, ClaimedSaga | None]:
    """Accept a saga of these steps and let one worker run it."""
    saga_id = store.accept(*steps)
    result, _ = await claimed_until_it_ends(worker(store), store, saga_id)
    return saga_id, result


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


def owed(name: str, ask: Scripted) -> Step:
    return replace(call(name, ask), owed=True)


class TestOwed:
    async def test_what_is_owed_follows_in_commits_of_its_own(self, store: MemoryStore) -> None:
        saga_id, _ = await run(store, check(), owed("refund", Scripted("receipt")))
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE, DONE])
        assert story(store) == [("check", DONE), ("refund", STARTED), ("refund", DONE)]

    @pytest.mark.parametrize(
        "answers", [(Unavailable("503"),) * 3, (Declined("no"),), (Broken("no answer of ours"),)], ids=str
    )
    async def test_what_cannot_be_paid_makes_the_saga_stuck_with_what_was_done_before(
        self, store: MemoryStore, answers: tuple[Exception, ...]
    ) -> None:
        saga_id, _ = await run(store, check(), owed("refund", Scripted(*answers)))
        assert ended(store, saga_id) == (SagaStatus.STUCK, [DONE, STARTED])
        assert store.rows[saga_id].records[2].problem is None, "nothing turned round"

    async def test_it_waits_for_as_long_as_it_takes(self, store: MemoryStore) -> None:
        asking = AskingTheTest([Postponed("the circuit is open", 3600)] * 5)
        saga_id = store.accept(check(), owed("refund", Scripted()))
        _, waits = await claimed_until_it_ends(worker(store, calls=asking), store, saga_id)
        assert sum(waits) > LONGEST_WAIT.total_seconds()
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE, DONE])

    async def test_a_cancellation_while_it_waits_changes_nothing(self, store: MemoryStore) -> None:
        saga_id = store.accept(check(), owed("refund", Scripted(Later("closed", 60))))
        await cancelled_while_it_waits(worker(store), store, saga_id)
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE, DONE])


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

    async def test_what_is_known_not_to_be_answered_is_not_begun(self, store: MemoryStore) -> None:
        """No version is spent on it, so that thousands may wait for hours."""
        charge = Scripted()
        saga_id = store.accept(seat("A"), call("charge", charge))
        runner = worker(store, calls=AskingTheTest([Postponed("the circuit is open", 30)] * 3))
        _, waits = await claimed_until_it_ends(runner, store, saga_id)
        assert waits == [30, 30, 30]
        assert story(store) == [("seat A", DONE), ("charge", STARTED), ("charge", DONE)]

    async def test_an_undo_that_is_known_not_to_be_answered_is_not_begun(self, store: MemoryStore) -> None:
        calls, refund = AskingTheTest(), Scripted()

        async def charge(_: CallContext) -> None:
            calls.refusals = [Postponed("the circuit is open", 30)] * 3
            raise Broken("nonsense")

        saga_id = store.accept(call("charge", charge, refund))
        _, waits = await claimed_until_it_ends(worker(store, calls=calls), store, saga_id)
        assert waits == [30, 30, 30]
        assert story(store) == [("charge", status) for status in (STARTED, FAILED, COMPENSATING, COMPENSATED)]

    @pytest.mark.parametrize("tries", [1, 3])
    async def test_later_uses_up_no_attempt_and_what_was_asked_is_undone(self, store: MemoryStore, tries: int) -> None:
        """The request before the one that was answered "later" may have been heard."""
        charge, refund = Scripted(*[Later("409", 1)] * 5, Broken("nonsense")), Scripted()
        step = call("charge", charge, refund, retry=replace(WITHOUT_DELAY, tries=tries))
        saga_id = store.accept(seat("A"), step)
        _, waits = await claimed_until_it_ends(worker(store), store, saga_id)
        assert waits == [1] * 5
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, COMPENSATED])
        assert (store.rows[saga_id].records[2].attempts, charge.times, refund.times) == (1, 6, 1)

    async def test_a_call_that_was_asked_once_stays_to_be_undone_while_the_circuit_is_open(
        self, store: MemoryStore
    ) -> None:
        charge, refund = Scripted(Later("409", 1), Postponed("the circuit is open", 1)), Scripted()
        saga_id = store.accept(seat("A"), call("charge", charge, refund))
        runner = worker(store)
        waits = await runner.run(store.claim(saga_id))
        assert isinstance(waits, Waiting)
        await cancelled_while_it_waits(runner, store, saga_id)
        assert (store.rows[saga_id].status, refund.times) == (SagaStatus.COMPENSATED, 1)

    async def test_without_a_time_it_waits_longer_and_longer(self, store: MemoryStore) -> None:
        charge = Scripted(*[Later("409", None)] * 40)
        patient = Retry(first_delay=2, max_delay=60)
        saga_id = store.accept(seat("A"), call("charge", charge, retry=patient))
        _, waits = await claimed_until_it_ends(worker(store), store, saga_id)
        assert store.rows[saga_id].status is SagaStatus.COMPLETED
        assert waits == sorted(waits)
        assert (waits[0], waits[-1]) == (2, 60)

    @pytest.mark.parametrize(
        ("refusals", "answers", "undone"),
        [
            pytest.param([CIRCUIT_OPEN] * 20, [], 0, id="never asked: nothing to undo"),
            pytest.param([], [CIRCUIT_OPEN] * 20, 0, id="refused when it was to be asked: nothing to undo"),
            pytest.param([], [Later("409", 600)] * 20, 1, id="asked"),
            pytest.param([], [Unavailable("503"), *[CIRCUIT_OPEN] * 20], 1, id="asked once before"),
        ],
    )
    async def test_after_the_longest_wait_everything_is_undone(
        self, store: MemoryStore, refusals: list[Postponed], answers: list[Exception], undone: int
    ) -> None:
        """Until then its seat is held, which others want."""
        charge, refund = Scripted(*answers), Scripted()
        saga_id = store.accept(seat("A"), call("charge", charge, refund))
        calls = AskingTheTest(list(refusals))
        _, waits = await claimed_until_it_ends(worker(store, calls=calls), store, saga_id)
        assert store.rows[saga_id].status is SagaStatus.COMPENSATED
        assert store.held_by(saga_id) == set()
        assert refund.times == undone
        assert sum(waits) <= LONGEST_WAIT.total_seconds()
        assert "given up after a wait of" in str(store.rows[saga_id].records[2].detail)

    async def test_an_undo_waits_for_as_long_as_it_takes(self, store: MemoryStore) -> None:
        refund = Scripted(*[Later("503", 3600)] * 5)
        saga_id, _ = await run(store, seat("A"), call("charge", Scripted(), refund), check(met=False))
        assert ended(store, saga_id) == (SagaStatus.COMPENSATED, [COMPENSATED, COMPENSATED, REFUSED])
        charged_at = store.rows[saga_id].records[2].finished_at
        assert charged_at is not None
        assert store.now - charged_at > LONGEST_WAIT

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

    @pytest.mark.parametrize("postponed", [1, 2, 3, 4])
    async def test_a_commit_that_is_postponed_puts_the_saga_down_and_fails_nothing(
        self, store: MemoryStore, postponed: int
    ) -> None:
        charge = Scripted()
        saga_id = store.accept(seat("A"), call("charge", charge), seat("B"))
        runner = worker(store, before={postponed: Postponed("a row is locked", 1.5)})
        waits = await runner.run(store.claim(saga_id))
        assert isinstance(waits, Waiting)
        assert (waits.seconds, waits.waits_for, waits.reason) == (1.5, STORE, "a row is locked")
        store.put_down(waits)
        await runner.run(store.claim(saga_id))
        assert ended(store, saga_id) == (SagaStatus.COMPLETED, [DONE, DONE, DONE])

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
