"""Loops beside their owner."""

import asyncio

import pytest
from structlog.testing import capture_logs

from kit.background import running_in_background
from tests.support.poll import turns, wait_for_async


async def forever(began: asyncio.Event) -> None:
    began.set()
    await asyncio.Event().wait()


async def test_a_loop_runs_while_the_block_does() -> None:
    began = asyncio.Event()
    async with running_in_background(forever(began), "a loop"):
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

    async with asyncio.timeout(30), running_in_background(survives(), "a loop"):
        await turns()
    assert ends == 2


async def test_a_loop_that_crashes_is_logged_and_its_owner_goes_on() -> None:
    async def dies() -> None:
        raise ZeroDivisionError

    async def anything() -> bool:
        return bool(logs)

    with capture_logs() as logs:
        async with running_in_background(dies(), "a loop"):
            await wait_for_async(anything, 30, "a word of it")
    assert [(line["event"], line["loop"]) for line in logs] == [("background loop crashed", "a loop")]


async def test_what_goes_wrong_in_the_block_comes_out_of_it() -> None:
    with pytest.raises(KeyError):
        async with running_in_background(forever(asyncio.Event()), "a loop"):
            raise KeyError
