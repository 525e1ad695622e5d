"""Any history of two to four processes over one Redis: the shared state is what their circuits say, and is recorded."""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from itertools import pairwise
from typing import Any, ClassVar, TypeVar, cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from redis.asyncio import Redis

from guards.breaker.policy import Circuit, EventKind, Policy, next_state
from guards.breaker.registry import BreakerRegistry, GuardedService
from guards.breaker.shared_state import Report, shared_state
from kit.errors import CircuitOpen
from tests.support.failures import ServerError, judged
from tests.support.redis_server import RedisServer

T = TypeVar("T")
PROCESSES = st.integers(0, 3)
"""Which process; the number is taken modulo how many there are."""


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RedisServer]:
    async with RedisServer.running(tmp_path_factory.mktemp("redis")) as server:
        yield server


class Model:
    """What a process knows of its own circuit, by the pure rules. Times are numbers of steps."""

    def __init__(self) -> None:
        self.circuit = Circuit()
        self.last_success_at: float | None = None

    def report(self) -> Report:
        circuit = self.circuit
        return Report(0, circuit.state, circuit.open_since, circuit.answered, last_success_at=self.last_success_at)


class Histories(RuleBasedStateMachine):
    """Processes whose calls succeed and fail, and who exchange reports when they are told to.

    They share one clock: as they estimate Redis's, two moments within one round trip may change places.
    """

    server: ClassVar[RedisServer]

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._step = 0.0
        self._reset_at = 0.0
        self._left = 0

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(coroutine)

    @initialize(number=st.integers(2, 4), due=st.booleans(), threshold=st.integers(1, 2))
    def begin(self, number: int, due: bool, threshold: int) -> None:
        """`due`: whether a trial is due at any time, or at none."""
        self._policy = Policy(failure_threshold=threshold, recovery_seconds=0 if due else 600, success_threshold=2)
        self._due = due
        self._redis = cast("Any", Redis(unix_socket_path=str(self.server.socket)))  # redis-py: awaitable or not
        self._run(self._redis.flushall())
        self._processes = [self._begun(f"p{one}") for one in range(number)]
        self._models = [Model() for _ in self._processes]

    def _begun(self, name: str) -> BreakerRegistry:
        registry = BreakerRegistry(self._redis, "t", {"billing": GuardedService(self._policy, judged)}, name)
        clock = registry._clock
        vars(clock)["at"] = vars(clock)["set_to"] = lambda moment: moment
        self._run(registry.exchange())
        return registry

    def teardown(self) -> None:
        self._run(self._redis.aclose())
        self._runner.close()

    @rule(process=PROCESSES, kind=st.sampled_from([EventKind.SUCCESS, EventKind.FAILURE, EventKind.ANSWERED_FAILURE]))
    def call(self, process: int, kind: EventKind) -> None:
        self._step += 1
        process %= len(self._processes)
        registry, model = self._processes[process], self._models[process]
        closed = registry.of("billing").closed
        made = self._run(_made(registry, kind))
        assert made == (closed or self._due)
        if not made:
            return
        before = model.circuit
        trial = next_state(before, EventKind.TRIAL, before.epoch, self._policy, self._step)
        if kind is EventKind.ANSWERED_FAILURE and not closed:
            kind = EventKind.FAILURE
        model.circuit = next_state(trial, kind, trial.epoch, self._policy, self._step)
        if kind is EventKind.SUCCESS:
            model.last_success_at = self._step
        assert registry.status("billing").own_state is model.circuit.state

    @rule(process=PROCESSES)
    def exchange(self, process: int) -> None:
        self._run(self._processes[process % len(self._processes)].exchange())

    @rule(process=PROCESSES, what=st.sampled_from(["restart", "reset", "empty"]))
    def disturb(self, process: int, what: str) -> None:
        """A process ends and another begins in its place; an operator closes the circuit; Redis loses the reports."""
        process %= len(self._processes)
        match what:
            case "restart":
                self._left += 1
                self._run(self._processes[process]._store.leave())
                self._processes[process] = self._begun(f"q{self._left}")
                self._models[process] = Model()
            case "reset":
                self._reset(self._processes[process])
            case "empty":
                self._run(self._redis.delete("t:circuits:billing"))

    def _reset(self, registry: BreakerRegistry) -> None:
        self._step += 1
        self._run(registry.reset("billing", "try", actor="op", correlation_id="c"))
        self._reset_at = self._step
        for each, model in zip(self._processes, self._models, strict=True):
            self._run(each.exchange())
            model.circuit = next_state(model.circuit, EventKind.RESET, 0, self._policy, self._step)
            assert each.of("billing").closed

    @rule()
    def agree(self) -> None:
        """They report what is not closed, read it, report what may lift it, and read that."""
        for registry in self._processes * 4:
            self._run(registry.exchange())
        expected = shared_state(
            {str(n): model.report() for n, model in enumerate(self._models)}, self._policy, self._reset_at
        )
        seen = [registry.status("billing").shared_state for registry in self._processes]
        assert seen == [expected.state] * len(seen)

    @invariant()
    def each_change_is_recorded_once(self) -> None:
        if not hasattr(self, "_redis"):
            return
        changes = [json.loads(text) for text in self._run(self._redis.lrange("t:breakers:changes", 0, -1))]
        for before, after in pairwise(changes):
            assert before["epoch"] < after["epoch"]
        for change in changes:
            assert change["before"] != change["after"] or change["actor"] == "op"


async def _made(registry: BreakerRegistry, kind: EventKind) -> bool:
    errors = {EventKind.FAILURE: ConnectionResetError("gone"), EventKind.ANSWERED_FAILURE: ServerError("500")}

    async def act() -> None:
        if kind in errors:
            raise errors[kind]

    try:
        await registry.of("billing").call_async(act)
    except CircuitOpen:
        return False
    except (ConnectionResetError, ServerError):
        pass
    return True


def test_the_shared_state_is_what_all_report_in_any_history(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guards.breaker.registry._REDIS_TIMEOUT_SECONDS", 60)  # however busy the machine is
    Histories.server = server
    run_state_machine_as_test(
        Histories,
        settings=settings(max_examples=60, stateful_step_count=30, suppress_health_check=list(HealthCheck)),
    )
