"""Loops beside their owner."""

import asyncio

import pytest
from structlog.testing import capture_logs

from kit.background import Loops
from tests.support.poll import turns, until, within


async def forever(began: asyncio.Event) -> None:
    began.set()
    await asyncio.Event().wait()


async def test_a_loop_runs_while_the_block_does() -> None:
    began = asyncio.Event()
    async with Loops().running(lambda: forever(began), "a loop"):
        await began.wait()
        [running] = [task for task in asyncio.all_tasks() if task.get_name() == "a loop"]
    assert running.cancelled()


async def test_a_loop_that_survives_its_cancellation_is_cancelled_again() -> None:
    """As one does that closes a connection on its way out, and takes that for an outage of the server."""
    ends = 0

    async def survives() -> None:
        nonlocal ends
        while True:
            try:
                try:
                    await asyncio.Event().wait()
                finally:
                    ends += 1
                    if ends == 1:
                        raise ConnectionError
            except OSError:
                continue

    async with within(30), Loops().running(survives, "a loop"):
        await turns()
    assert ends == 2


class TestRestarting:
    async def test_a_loop_that_crashes_is_started_again_logged_and_counted(self) -> None:
        runs, again = 0, asyncio.Event()

        async def dies_twice() -> None:
            nonlocal runs
            runs += 1
            if runs <= 2:
                raise ZeroDivisionError
            again.set()
            await asyncio.Event().wait()

        loops = Loops(pause_seconds=0)
        with capture_logs() as logs:
            async with loops.running(dies_twice, "a loop"), loops.running(lambda: forever(asyncio.Event()), "another"):
                await again.wait()
        assert [(line["event"], line["loop"], line["log_level"]) for line in logs] == [
            ("background loop crashed and is started again", "a loop", "error")
        ] * 2
        assert loops.restarts == {"a loop": 2, "another": 0}
        assert loops.failing == ["a loop"]

    async def test_one_that_returns_is_left_alone(self) -> None:
        loops = Loops()
        await loops.keep(turns, "a loop")
        assert (loops.restarts, loops.failing) == ({"a loop": 0}, [])

    async def test_one_that_waits_to_be_started_again_ends_with_its_block(self) -> None:
        async def dies() -> None:
            raise ZeroDivisionError

        loops = Loops(pause_seconds=3600)
        async with loops.running(dies, "a loop"):
            await until(lambda: bool(loops.restarts["a loop"]), 30, "its end")
        assert [task for task in asyncio.all_tasks() if task.get_name() == "a loop"] == []

    async def test_one_that_fails_while_it_ends_is_not_started_again(self) -> None:
        async def fails_at_its_end() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                raise ConnectionError

        loops = Loops(pause_seconds=0)
        async with loops.running(fails_at_its_end, "a loop"):
            await turns()
        assert loops.restarts == {"a loop": 0}


async def test_what_goes_wrong_in_the_block_comes_out_of_it() -> None:
    with pytest.raises(KeyError):
        async with Loops().running(lambda: forever(asyncio.Event()), "a loop"):
            raise KeyError
