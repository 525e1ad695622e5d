"""A block as one call of a guard, held to aiobreaker's own breaker."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

import pytest
from aiobreaker import CircuitBreaker, CircuitBreakerError, CircuitBreakerState

from kit.guard import UNGUARDED, Guard, GuardedBlock
from tests.support.poll import turns

P = ParamSpec("P")
T = TypeVar("T")


class Recorder:
    """A guard that awaits something before and after each call, and notes how the call ended."""

    def __init__(self, seconds: float = 60) -> None:
        self.ended: list[str] = []
        self._seconds = seconds

    async def call_async(self, func: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        await turns()
        try:
            async with asyncio.timeout(self._seconds):  # limit: the one that guards have
                result = await func(*args, **kwargs)
        except BaseException as error:
            self.ended.append(type(error).__name__)
            await turns()
            raise
        self.ended.append("returned")
        await turns()
        return result


class Refusing:
    """A guard that makes no call."""

    async def call_async(self, func: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs) -> T:
        await turns()
        raise PermissionError(func, args, kwargs)


@pytest.fixture
def breaker() -> CircuitBreaker:
    return CircuitBreaker(fail_max=2)


async def test_a_block_that_ends_is_a_call_that_returns() -> None:
    guard = Recorder()
    async with GuardedBlock(guard):
        assert guard.ended == []
        await turns()
    assert guard.ended == ["returned"]


async def test_an_error_of_the_block_is_the_calls_and_stays_what_it_was() -> None:
    guard, error = Recorder(), KeyError("lost")
    with pytest.raises(KeyError) as raised:
        async with GuardedBlock(guard):
            raise error
    assert raised.value is error
    assert error.__context__ is None
    assert guard.ended == ["KeyError"]


async def test_a_block_that_takes_too_long_is_a_call_that_does() -> None:
    guard = Recorder(seconds=0.01)
    with pytest.raises(TimeoutError):
        async with GuardedBlock(guard):
            await asyncio.Event().wait()
    assert guard.ended == ["TimeoutError"]


async def test_a_cancelled_block_is_a_cancelled_call() -> None:
    guard, begun = Recorder(), asyncio.Event()

    async def wait() -> None:
        async with GuardedBlock(guard):
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(wait())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert guard.ended == ["CancelledError"]


async def test_a_cancellation_while_the_guard_waits_reaches_the_guard() -> None:
    guard = Recorder()

    async def wait() -> None:
        async with GuardedBlock(guard):
            pytest.fail("the block has begun")

    task = asyncio.create_task(wait())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_refused_block_does_not_begin() -> None:
    with pytest.raises(PermissionError):
        async with GuardedBlock(Refusing()):
            pytest.fail("the block has begun")


async def test_blocks_count_for_aiobreakers_own_breaker_like_calls(breaker: CircuitBreaker) -> None:
    guard: Guard = breaker
    with pytest.raises(OSError, match="first"):
        async with GuardedBlock(guard):
            raise OSError("first")
    assert breaker.fail_counter == 1
    async with GuardedBlock(guard):
        pass
    assert breaker.fail_counter == 0
    for _ in range(2):
        with pytest.raises((OSError, CircuitBreakerError)):
            async with GuardedBlock(guard):
                raise OSError
    assert breaker.current_state is CircuitBreakerState.OPEN
    with pytest.raises(CircuitBreakerError):
        async with GuardedBlock(guard):
            pytest.fail("the block has begun")


async def test_many_blocks_of_one_guard_are_under_way_together() -> None:
    guard, go = Recorder(), asyncio.Event()

    async def wait(number: int) -> None:
        async with GuardedBlock(guard):
            await go.wait()
            if number % 2:
                raise ValueError(number)

    tasks = [asyncio.create_task(wait(number)) for number in range(10)]
    await turns()
    go.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [str(result) for result in results] == [str(n) if n % 2 else "None" for n in range(10)]
    assert sorted(guard.ended) == ["ValueError"] * 5 + ["returned"] * 5


async def test_without_a_guard_every_call_is_made() -> None:
    async def double(number: int) -> int:
        return 2 * number

    assert await UNGUARDED.call_async(double, 21) == 42
    with pytest.raises(KeyError):
        async with GuardedBlock(UNGUARDED):
            raise KeyError
