"""The polling helper: deadlines that grow with the slowness of the machine."""

import asyncio
import os

import pytest

from tests.support import poll
from tests.support.poll import Machine, in_time, within


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """One without a measurement yet, as fast as can be."""
    monkeypatch.setattr(poll, "MACHINE", Machine())
    monkeypatch.setattr(poll, "QUIET_SECONDS", 1e9)
    monkeypatch.setattr(os, "getloadavg", lambda: (0.0, 0.0, 0.0))
    return poll.MACHINE


def test_on_a_quiet_machine_a_deadline_is_what_it_says(machine: Machine) -> None:
    assert not machine.is_over(1.0, 1.0)
    assert machine.is_over(1.1, 1.0)


@pytest.mark.parametrize("slow", ["by itself", "by what else it does"])
def test_on_a_slow_machine_each_deadline_is_later(machine: Machine, monkeypatch: pytest.MonkeyPatch, slow: str) -> None:
    if slow == "by itself":
        monkeypatch.setattr(poll, "QUIET_SECONDS", 1e-9)
    else:
        monkeypatch.setattr(os, "getloadavg", lambda: (1e6 * (os.cpu_count() or 1), 0.0, 0.0))
    assert not machine.is_over(100.0, 1.0)
    monkeypatch.undo()
    assert not machine.is_over(100.0, 1.0), "what was measured once is kept"


async def test_a_block_that_takes_too_long_is_cancelled_and_told_so() -> None:
    with pytest.raises(TimeoutError):
        async with within(0):
            await asyncio.Event().wait()
    with pytest.raises(TimeoutError):
        await in_time(asyncio.Event().wait(), 0)


async def test_a_block_that_ends_in_time_is_not_cancelled_later() -> None:
    async with within(0):
        pass
    assert await in_time(asyncio.sleep(0.05, "answer"), 60) == "answer"  # sleeps: longer than the first limit
