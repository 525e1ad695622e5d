"""Timeouts in cancelled tasks, and parsing, work on every Python; early releases of 3.11 need kit/python_3_11.py."""

import ast
import asyncio
import gc
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.support.poll import turns


async def never() -> None:
    """Waits until it is cancelled."""
    await asyncio.get_running_loop().create_future()


async def end_of(clean_up: Callable[[], Awaitable[None]]) -> list[str]:
    """Cancel a task that cleans up by `clean_up`, which gives up in time: what the task and its end say."""
    said: list[str] = []

    async def work() -> None:
        try:
            await never()
        finally:
            try:
                await clean_up()
            except TimeoutError:
                said.append("gave up")
            said.append("cleaned up")

    task = asyncio.create_task(work())
    await turns()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    return said


@pytest.mark.parametrize("seconds", [0, 0.01])
async def test_a_clean_up_that_takes_too_long_is_told_so_in_a_cancelled_task(seconds: float) -> None:
    async def clean_up() -> None:
        async with asyncio.timeout(seconds):  # limit: tried
            await never()

    assert await end_of(clean_up) == ["gave up", "cleaned up"]


async def test_of_two_timeouts_around_a_clean_up_the_one_that_expires_is_told() -> None:
    async def clean_up() -> None:
        async with asyncio.timeout(60):  # limit: tried
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0):  # limit: tried
                    await never()

    assert await end_of(clean_up) == ["cleaned up"]


async def test_a_cancellation_during_a_timed_clean_up_remains_a_cancellation() -> None:
    async def clean_up() -> None:
        task = asyncio.current_task()
        assert task is not None
        async with asyncio.timeout(0):  # limit: tried
            task.cancel()
            await never()

    assert await end_of(clean_up) == []


class Loud:
    """Garbage for the collector. Its end is the traceback of an error."""

    def __init__(self, said: list[str]) -> None:
        self.said = said
        self.me = self

    def __del__(self) -> None:
        try:
            self.fail()
        except ZeroDivisionError:
            self.said.append(traceback.format_exc())

    def fail(self) -> float:
        return 1.0 + len(self.said) / 0


def parsed_at(depth: int, said: list[str]) -> ast.AST:
    """A long source, parsed this deep in the stack, with garbage lying about."""
    if depth:
        return parsed_at(depth - 1, said)
    Loud(said)
    return ast.parse(Path(ast.__file__).read_text(encoding="utf-8"))


def test_what_the_garbage_collector_parses_disturbs_no_parsing() -> None:
    said: list[str] = []
    for depth in range(5):
        parsed_at(depth, said)
    gc.collect()
    assert len(said) == 5
    assert gc.isenabled()
