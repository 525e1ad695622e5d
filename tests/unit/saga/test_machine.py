"""Sagas in a world where everything may happen at any moment, and what holds all the same.

The runners are the real ones; each stops wherever it meets the world (a commit, a call), and hypothesis says what
happens there: answers, refusals, "later", silence with or without effect, lost acknowledgements, outages, death. Sagas
are put down while they wait, for too long at times, cancelled, claimed a second time, and calls arrive long after they
were given up.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from uuid import UUID

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from saga.claimed_saga import ClaimedSaga, CommitRequest, Waiting
from saga.decide import Cause, cause
from saga.errors import Broken, Later, Postponed, StepError, TimedOut, Unavailable
from saga.faults import Faults
from saga.journal import Record, SagaStatus, StepStatus
from saga.plan import CallContext, Step
from saga.retry import Retry
from saga.runner import After, Runner
from tests.support.engine_memory import (
    WITHOUT_DELAY,
    AskingTheTest,
    Bug,
    MemoryStore,
    Outage,
    Participant,
    Row,
    call,
    check,
    seat,
)
from tests.support.poll import turns

CAPACITIES = {"A": 1, "B": 2, "C": 3, "D": 4}
MOST_SAGAS = 5
MOST_WORKERS = 7
WAIT, LONGEST_WAIT = 600.0, timedelta(hours=1)
"""How long a saga waits that is told to, and for how long it may."""

NEXT = {
    None: {StepStatus.STARTED, StepStatus.DONE, StepStatus.REFUSED, StepStatus.FAILED, StepStatus.SKIPPED},
    StepStatus.STARTED: {
        StepStatus.PENDING,
        StepStatus.DONE,
        StepStatus.REFUSED,
        StepStatus.FAILED,
        StepStatus.COMPENSATING,
    },
    StepStatus.PENDING: {StepStatus.STARTED, StepStatus.SKIPPED},
    StepStatus.DONE: {StepStatus.COMPENSATING, StepStatus.COMPENSATED},
    StepStatus.FAILED: {StepStatus.COMPENSATING},
    StepStatus.COMPENSATING: {StepStatus.COMPENSATED},
    StepStatus.REFUSED: set(),
    StepStatus.SKIPPED: set(),
    StepStatus.COMPENSATED: set(),
}
"""What a record may become, beside staying what it is."""

END = {
    Cause.REFUSED: SagaStatus.REJECTED,
    Cause.FAILED: SagaStatus.FAILED,
    Cause.CANCELLED: SagaStatus.COMPENSATED,
    None: None,
}
"""How a saga ends that never committed anything to undo."""


class Reply(Enum):
    """How another system answers a call, or an undo."""

    WORKS = auto()
    DECLINES = auto()
    IS_UNAVAILABLE = auto()
    IS_NOT_ASKED = auto()
    SAYS_LATER = auto()
    SAYS_LATER_AND_DOES_IT = auto()
    BREAKS_AFTERWARDS = auto()
    TIMES_OUT_AFTERWARDS = auto()
    TIMES_OUT_AND_ARRIVES_LATE = auto()


replies = st.sampled_from([Reply.WORKS, *Reply])


class Fate(Enum):
    """What becomes of a commit."""

    HAPPENS = auto()
    HAPPENS_UNHEARD = auto()
    MEETS_AN_OUTAGE = auto()
    MEETS_A_BUG = auto()
    HAPPENS_AND_THEN_MEETS_A_BUG = auto()


fates = st.sampled_from([Fate.HAPPENS, Fate.HAPPENS, Fate.HAPPENS, *Fate])


@dataclass(frozen=True)
class Calling:
    """A call that is being made."""

    context: CallContext
    position: int
    undo: bool
    undoable: bool


@dataclass(eq=False)
class Worker:
    """A runner with one saga, and what it waits for: the world's answer to `ask`."""

    saga: ClaimedSaga
    task: asyncio.Task[After] | None = None
    ask: CommitRequest | Calling | None = None
    answer: asyncio.Future[ClaimedSaga | str | None] | None = None


@dataclass(frozen=True)
class StepSpec:
    """A step to be: `seat`, `check` or `call`, and what is particular about it."""

    kind: str
    group: str = "A"
    met: bool = True
    tries: int = 2
    undoable: bool = True


def local_steps(most: int) -> st.SearchStrategy[list[StepSpec]]:
    return st.lists(st.one_of(seats, seats, seats, checks), max_size=most)


seats = st.sampled_from([StepSpec("seat", group) for group in CAPACITIES])
checks = st.builds(StepSpec, st.just("check"), met=st.sampled_from([True, True, True, False]))
calls = st.builds(StepSpec, st.just("call"), tries=st.integers(1, 3), undoable=st.sampled_from([True] * 5 + [False]))
plans = st.builds(
    lambda first, pairs: each_group_once([*first, *(spec for one, rest in pairs for spec in (one, *rest))]),
    local_steps(3),
    st.lists(st.tuples(calls, local_steps(2)), max_size=3),
)
"""Local steps with a call between each group of them and the next."""


def each_group_once(specs: Sequence[StepSpec]) -> list[StepSpec]:
    groups = [spec.group if spec.kind == "seat" else None for spec in specs]
    return [spec for n, spec in enumerate(specs) if groups[n] is None or groups[n] not in groups[:n]]


class Registration(RuleBasedStateMachine):
    """A few groups, a few sagas, and workers that may be anywhere in them."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.store = MemoryStore(CAPACITIES)
        self.participant = Participant()
        self.calls = AskingTheTest()
        self.workers: list[Worker] = []
        self.in_transit: list[Calling] = []
        self.specs: dict[UUID, Sequence[StepSpec]] = {}
        self.checked = 0
        self.runner = Runner(
            self.commit,
            self.calls,
            transient=lambda error: isinstance(error, Outage),
            blame=lambda _, error: f"blamed: {error}",
            retry=WITHOUT_DELAY,
            longest_wait=LONGEST_WAIT,
            now=lambda: self.store.now,
            faults=Faults(),
        )

    # --- what a runner meets -------------------------------------------------------------------------------------

    async def commit(self, request: CommitRequest) -> ClaimedSaga | None:
        answer = await self.meet(request)
        assert not isinstance(answer, str)
        return answer

    async def meet(self, ask: CommitRequest | Calling) -> ClaimedSaga | str | None:
        """Wait for what the world makes of `ask`."""
        (worker,) = (worker for worker in self.workers if worker.task is asyncio.current_task())
        worker.ask, worker.answer = ask, self.loop.create_future()
        try:
            return await worker.answer
        finally:
            worker.ask = worker.answer = None

    def step(self, position: int, spec: StepSpec) -> Step:
        if spec.kind == "seat":
            return seat(spec.group)
        if spec.kind == "check":
            return check(f"check {position}", met=spec.met)

        async def do(context: CallContext) -> str | None:
            answer = await self.meet(Calling(context, position, undo=False, undoable=spec.undoable))
            assert not isinstance(answer, ClaimedSaga)
            return answer

        async def undo(context: CallContext) -> None:
            await self.meet(Calling(context, position, undo=True, undoable=spec.undoable))

        return call(f"call {position}", do, undo, retry=Retry(tries=spec.tries, first_delay=0))

    def until_they_wait(self) -> None:
        """Let the workers go on until each has ended or waits for the world."""

        async def go_on() -> None:
            for _ in range(1000):
                if all(w.task is None or w.task.done() or w.ask is not None for w in self.workers):
                    return
                await turns()
            raise AssertionError("a worker goes on and on without any call")

        self.loop.run_until_complete(go_on())
        self.workers = [worker for worker in self.workers if worker.task is not None and not self.ended(worker.task)]

    def ended(self, task: asyncio.Task[After]) -> bool:
        """Whether the task is over; only what a runner promises to let through may have ended it."""
        if task.done() and not task.cancelled():
            if (error := task.exception()) is not None:
                assert isinstance(error, Outage | Bug), error
            elif isinstance(wait := task.result(), Waiting):
                self.store.put_down(wait)
        return task.done()

    # --- what may happen -----------------------------------------------------------------------------------------

    @rule(specs=plans)
    def a_saga_is_accepted(self, specs: Sequence[StepSpec]) -> None:
        if len(self.store.rows) == MOST_SAGAS:
            return
        saga_id = self.store.accept(*(self.step(position, spec) for position, spec in enumerate(specs, 1)))
        self.specs[saga_id] = specs
        self.claim(saga_id)

    @precondition(lambda self: len(self.workers) < MOST_WORKERS and self.claimable())
    @rule(data=st.data())
    def a_wake_up_arrives(self, data: st.DataObject) -> None:
        self.claim(data.draw(st.sampled_from(self.claimable())))

    @precondition(lambda self: self.committing())
    @rule(data=st.data(), fate=fates)
    def a_batch_is_committed(self, data: st.DataObject, fate: Fate) -> None:
        batch = data.draw(st.lists(st.sampled_from(self.committing()), min_size=1, max_size=4, unique_by=id))
        self.decide_commits(batch, fate)

    @precondition(lambda self: self.committing())
    @rule()
    def everything_that_waits_is_committed(self) -> None:
        self.decide_commits(self.committing(), Fate.HAPPENS)

    @precondition(lambda self: self.calling())
    @rule(data=st.data())
    def every_call_is_answered(self, data: st.DataObject) -> None:
        for worker in self.calling():
            self.reply(worker, data.draw(replies))

    @rule(times=st.integers(1, 8))
    def the_circuit_opens(self, times: int) -> None:
        self.calls.refusals = [Postponed("the circuit is open", WAIT)] * times

    @precondition(lambda self: self.workers)
    @rule(data=st.data())
    def a_while_passes(self, data: st.DataObject) -> None:
        for _ in range(5):
            self.decide_commits(self.committing(), data.draw(fates))
            for worker in self.calling():
                self.reply(worker, data.draw(replies))

    @precondition(lambda self: self.workers)
    @rule(data=st.data(), afterwards=st.booleans())
    def a_worker_dies(self, data: st.DataObject, afterwards: bool) -> None:
        worker = data.draw(st.sampled_from(self.workers))
        if afterwards and isinstance(worker.ask, CommitRequest):
            self.store.commit([worker.ask])
        elif afterwards and isinstance(worker.ask, Calling):
            self.in_transit.append(worker.ask)
        assert worker.task is not None
        worker.task.cancel()
        self.until_they_wait()

    @precondition(lambda self: self.in_transit)
    @rule(data=st.data())
    def a_call_arrives_late(self, data: st.DataObject) -> None:
        self.arrive_unheard(self.in_transit.pop(data.draw(st.integers(0, len(self.in_transit) - 1))))

    @precondition(lambda self: self.store.rows)
    @rule(data=st.data())
    def a_cancellation_is_requested(self, data: st.DataObject) -> None:
        begun = [saga_id for saga_id in self.claimable() if self.store.rows[saga_id].version > 1]
        self.store.cancel(data.draw(st.sampled_from(begun or list(self.store.rows))))

    @precondition(lambda self: self.stuck())
    @rule(data=st.data())
    def an_operator_says_retry(self, data: st.DataObject) -> None:
        self.store.retry_stuck(data.draw(st.sampled_from(self.stuck())))

    # --- how it happens ------------------------------------------------------------------------------------------

    def claimable(self) -> list[UUID]:
        return [row.id for row in self.store.rows.values() if not (row.status.final or row.status is SagaStatus.STUCK)]

    def stuck(self) -> list[UUID]:
        return [row.id for row in self.store.rows.values() if row.status is SagaStatus.STUCK]

    def committing(self) -> list[Worker]:
        return [worker for worker in self.workers if isinstance(worker.ask, CommitRequest)]

    def calling(self) -> list[Worker]:
        return [worker for worker in self.workers if isinstance(worker.ask, Calling)]

    def claim(self, saga_id: UUID) -> Worker:
        worker = Worker(self.store.claim(saga_id))
        self.workers.append(worker)
        worker.task = self.loop.create_task(self.runner.run(worker.saga))
        self.until_they_wait()
        return worker

    def decide_commits(self, batch: Sequence[Worker], fate: Fate) -> None:
        requests = [worker.ask for worker in batch if isinstance(worker.ask, CommitRequest)]
        unheard = fate in {Fate.HAPPENS_UNHEARD, Fate.HAPPENS_AND_THEN_MEETS_A_BUG}
        answers = self.store.commit(requests) if unheard or fate is Fate.HAPPENS else [None] * len(batch)
        for worker, answer in zip(batch, answers, strict=True):
            assert worker.answer is not None
            if fate is Fate.HAPPENS:
                worker.answer.set_result(answer)
            elif fate in {Fate.HAPPENS_UNHEARD, Fate.MEETS_AN_OUTAGE}:
                worker.answer.set_exception(Outage())
            else:
                worker.answer.set_exception(Bug("23514"))
        self.until_they_wait()

    def reply(self, worker: Worker, reply: Reply) -> None:
        calling, answer = worker.ask, worker.answer
        assert isinstance(calling, Calling)
        assert answer is not None
        self.check_on_record(worker.saga, calling)
        try:
            answer.set_result(self.outcome(calling, reply))
        except StepError as error:
            answer.set_exception(error)
        self.until_they_wait()

    def outcome(self, calling: Calling, reply: Reply) -> str | None:
        """What the caller hears."""
        match reply:
            case Reply.WORKS | Reply.DECLINES:
                return self.arrive(calling, willing=reply is Reply.WORKS)
            case Reply.BREAKS_AFTERWARDS | Reply.TIMES_OUT_AFTERWARDS:
                self.arrive_unheard(calling)
            case Reply.TIMES_OUT_AND_ARRIVES_LATE:
                self.in_transit.append(calling)
            case Reply.IS_UNAVAILABLE:
                raise Unavailable("503")
            case Reply.IS_NOT_ASKED:
                raise Postponed("the circuit is open", WAIT)
            case Reply.SAYS_LATER_AND_DOES_IT:
                self.arrive_unheard(calling)
                raise Later("409", WAIT)
            case Reply.SAYS_LATER:
                raise Later("429", WAIT)
        raise Broken("nonsense") if reply is Reply.BREAKS_AFTERWARDS else TimedOut("late")

    def arrive(self, calling: Calling, *, willing: bool = True) -> str | None:
        """Let a call reach the other system."""
        if not calling.undo:
            return self.participant.do(calling.context, willing=willing)
        if not calling.undoable:
            raise Unavailable("it can never be undone")
        self.participant.undo(calling.context)
        return None

    def arrive_unheard(self, calling: Calling) -> None:
        with suppress(StepError):
            self.arrive(calling)

    # --- what always holds ---------------------------------------------------------------------------------------

    def check_on_record(self, saga: ClaimedSaga, calling: Calling) -> None:
        """A call is on record before it is made, and so is an undo."""
        row = self.store.rows[saga.id]
        record = row.records[calling.position]
        if not calling.undo:
            assert record.attempts >= calling.context.attempt >= 1
        elif row.token == saga.token:
            assert record.status is StepStatus.COMPENSATING
            assert record.undo_attempts == calling.context.attempt >= 1

    @invariant()
    def seats_are_counted_and_no_group_is_over_its_capacity(self) -> None:
        for group, capacity in CAPACITIES.items():
            holders = [holder for holder, held in self.store.held if held == group]
            assert self.store.seats_taken[group] == len(holders) <= capacity

    @invariant()
    def every_commit_goes_one_version_on_and_no_record_goes_back(self) -> None:
        for before, after in self.store.commits[self.checked :]:
            self.check_commit(before, after)
        self.checked = len(self.store.commits)

    def check_commit(self, before: Row, after: Row) -> None:
        assert after.version == before.version + 1
        assert not before.status.final
        assert before.status is not SagaStatus.STUCK
        assert set(before.records) <= set(after.records) == set(range(1, len(after.records) + 1))
        for position, record in after.records.items():
            if record != before.records.get(position):
                assert record.version == after.version
                self.check_record(before, after, position)
        if not after.status.final and after.status is not SagaStatus.STUCK:
            turned = cause(after.records, cancelled=after.cancelled) is not None
            assert after.status is (SagaStatus.COMPENSATING if turned else SagaStatus.RUNNING)

    def check_record(self, before: Row, after: Row, position: int) -> None:
        step, old, new = after.plan.steps[position - 1], before.records.get(position), after.records[position]
        was = old.status if old is not None else None
        assert new.status is was or new.status in NEXT[was]
        assert max(new.attempts, new.undo_attempts) <= step.retry.tries
        if step.local and was is None:
            assert not before.cancelled or new.status is StepStatus.FAILED
        if new.status in {StepStatus.COMPENSATING, StepStatus.COMPENSATED}:
            newer = [
                after.records[n] for n in after.records if n > position and after.plan.steps[n - 1].undo is not None
            ]
            assert not any(self.left_to_undo(record, after) for record in newer)

    @staticmethod
    def left_to_undo(record: Record, row: Row) -> bool:
        failed_here = record.status is StepStatus.FAILED and row.plan.steps[record.position - 1].local
        return bool(NEXT[record.status]) and record.status is not StepStatus.PENDING and not failed_here

    # --- how it ends ---------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        """Leave the world in peace, see every saga to its end, and look at what is left."""
        try:
            for saga_id in self.store.rows:
                self.see_to_its_end(saga_id)
            while self.workers:
                self.let_go_on(self.workers[0])
            while self.in_transit:
                self.arrive_unheard(self.in_transit.pop())
            self.seats_are_counted_and_no_group_is_over_its_capacity()
            self.every_commit_goes_one_version_on_and_no_record_goes_back()
            for row in self.store.rows.values():
                self.check_end(row)
        finally:
            for worker in self.workers:
                if worker.task is not None:
                    worker.task.cancel()
            self.until_they_wait()
            self.loop.close()

    def see_to_its_end(self, saga_id: UUID) -> None:
        row = self.store.rows[saga_id]
        if row.status is SagaStatus.STUCK:
            self.store.retry_stuck(saga_id)
        while not (row.status.final or row.status is SagaStatus.STUCK):
            worker = self.claim(saga_id)
            while worker in self.workers:
                self.let_go_on(worker)
        if row.status is SagaStatus.STUCK and self.undoable_where_stuck(row):
            self.see_to_its_end(saga_id)

    def let_go_on(self, worker: Worker) -> None:
        if isinstance(worker.ask, CommitRequest):
            self.decide_commits([worker], Fate.HAPPENS)
        else:
            self.reply(worker, Reply.WORKS)

    def undoable_where_stuck(self, row: Row) -> bool:
        (position,) = (n for n, record in row.records.items() if record.status is StepStatus.COMPENSATING)
        return self.specs[row.id][position - 1].undoable

    def check_end(self, row: Row) -> None:
        specs = self.specs[row.id]
        statuses = {record.status for record in row.records.values()}
        seats = {spec.group for spec in specs if spec.kind == "seat"}
        called = {f"{row.id}:call {position}" for position, spec in enumerate(specs, 1) if spec.kind == "call"}
        charged = self.participant.charged & called
        event(f"{row.status}, {cause(row.records, cancelled=row.cancelled)}")
        match row.status:
            case SagaStatus.COMPLETED:
                assert statuses <= {StepStatus.DONE}
                assert len(row.records) == len(specs)
                assert (self.store.held_by(row.id), charged) == (seats, called)
                assert not row.cancelled
            case SagaStatus.STUCK:
                assert not self.undoable_where_stuck(row)
            case SagaStatus.COMPENSATED | SagaStatus.REJECTED | SagaStatus.FAILED:
                assert (self.store.held_by(row.id), charged) == (set(), set())
                undone = StepStatus.COMPENSATED in statuses
                why = cause(row.records, cancelled=row.cancelled)
                assert row.status is (SagaStatus.COMPENSATED if undone else END[why])
            case _:
                raise AssertionError(f"{row.status} is no end")


Registration.TestCase.settings = settings(derandomize=True, max_examples=130, stateful_step_count=40)
TestRegistration = Registration.TestCase
