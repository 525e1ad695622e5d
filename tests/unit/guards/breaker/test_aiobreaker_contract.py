"""What our breaker relies on in aiobreaker 1.2.0."""

import asyncio
from collections.abc import AsyncIterator
from importlib.metadata import version

import pytest
from aiobreaker import CircuitBreaker, CircuitBreakerListener, CircuitBreakerState
from aiobreaker.state import CircuitBreakerBaseState
from redis.asyncio import Redis

from guards.breaker.breaker import Breaker
from guards.breaker.policy import Policy
from guards.breaker.registry import BreakerRegistry, GuardedService
from kit.background import Loops
from tests.support.failures import judged

POLICY = Policy(failure_threshold=3, recovery_seconds=0.05, success_threshold=2, timeout_seconds=5)


class Traced(CircuitBreakerBaseState):  # type: ignore[misc]  # aiobreaker ships no types
    """A state that notes what aiobreaker asks of it."""

    def __init__(self, breaker: CircuitBreaker) -> None:
        super().__init__(breaker, CircuitBreakerState.CLOSED)
        self.asked: list[object] = []

    def on_failure(self, exception: Exception) -> None:
        self.asked.append(("on_failure", exception))

    def on_success(self) -> None:
        self.asked.append("on_success")


class TracedBreaker(CircuitBreaker):  # type: ignore[misc]  # as above
    """A breaker whose `state` is a property that makes a new state each time, as ours does."""

    def __init__(self) -> None:
        super().__init__(exclude=[lambda error: isinstance(error, ValueError)])
        self.made: list[Traced] = []

    @property
    def state(self) -> Traced:
        self.made.append(Traced(self))
        return self.made[-1]


class Heard(CircuitBreakerListener):  # type: ignore[misc]  # as above
    """A listener that notes what it hears."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def before_call(self, *_: object) -> None:
        self.words.append("before_call")

    def failure(self, *_: object) -> None:
        self.words.append("failure")

    def success(self, *_: object) -> None:
        self.words.append("success")


@pytest.fixture
def traced() -> TracedBreaker:
    return TracedBreaker()


@pytest.fixture
async def breaker() -> AsyncIterator[Breaker]:
    """Without Redis."""
    nowhere = Redis(unix_socket_path="/nowhere/redis.sock")
    registry = BreakerRegistry(nowhere, "t", {"database": GuardedService(POLICY, judged)}, "here")
    async with registry.running(Loops()):
        yield registry.of("database")
    await nowhere.aclose()


async def works() -> str:
    return "done"


async def raises(error: BaseException) -> None:
    raise error


def test_it_is_the_release_that_these_tests_read() -> None:
    assert version("aiobreaker") == "1.2.0"


async def test_a_call_asks_for_the_state_once_and_the_state_makes_it(traced: TracedBreaker) -> None:
    assert await traced.call_async(works) == "done"
    assert len(traced.made) == 1
    assert traced.made[0].asked == ["on_success"]


async def test_making_a_breaker_asks_for_no_state() -> None:
    assert TracedBreaker().made == []


async def test_an_error_that_counts_goes_through_the_hook_and_is_raised_as_it_is(traced: TracedBreaker) -> None:
    error = OSError("gone")
    with pytest.raises(OSError, match="gone") as raised:
        await traced.call_async(raises, error)
    assert raised.value is error
    assert traced.made[0].asked == [("on_failure", error)]


async def test_an_excluded_error_is_a_success_to_aiobreaker_so_we_exclude_none(traced: TracedBreaker) -> None:
    error = ValueError("refused")
    with pytest.raises(ValueError, match="refused"):
        await traced.call_async(raises, error)
    assert traced.made[0].asked == ["on_success"]


async def test_a_cancellation_is_neither_failure_nor_success(traced: TracedBreaker) -> None:
    with pytest.raises(asyncio.CancelledError):
        await traced.call_async(raises, asyncio.CancelledError())
    assert traced.made[0].asked == []


async def test_listeners_hear_failures_and_successes_and_nothing_of_what_does_not_count(breaker: Breaker) -> None:
    heard = Heard()
    breaker.add_listener(heard)
    await breaker.call_async(works)
    with pytest.raises(OSError, match="gone"):
        await breaker.call_async(raises, OSError("gone"))
    with pytest.raises(ValueError, match="refused"):
        await breaker.call_async(raises, ValueError("refused"))
    assert heard.words == ["before_call", "success", "before_call", "failure", "before_call"]
    assert breaker.fail_counter == 1


async def test_a_decorated_function_is_guarded_once(breaker: Breaker) -> None:
    @breaker
    async def call() -> None:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await breaker.call_async(call)
    assert breaker.fail_counter == 1


async def test_what_aiobreaker_calls_the_state_follows_the_circuit(breaker: Breaker) -> None:
    assert breaker.current_state is breaker.state.state is CircuitBreakerState.CLOSED
    for _ in range(POLICY.failure_threshold):
        with pytest.raises(OSError, match="gone"):
            await breaker.call_async(raises, OSError("gone"))
    assert breaker.current_state is breaker.state.state is CircuitBreakerState.OPEN


@pytest.mark.parametrize("method", ["open", "half_open", "close"])
async def test_a_state_cannot_be_set_past_the_events(breaker: Breaker, method: str) -> None:
    with pytest.raises(AttributeError):
        getattr(breaker, method)()
    assert breaker.closed


async def test_a_call_that_would_block_the_loop_is_refused(breaker: Breaker) -> None:
    with pytest.raises(TypeError, match="call_async"):
        breaker.call(lambda: None)
