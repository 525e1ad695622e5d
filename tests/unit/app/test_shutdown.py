"""A process that is told to stop before it serves or works."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator

import pytest
import uvloop
from starlette.applications import Starlette

from app.api import Server, server_config
from app.gc_tuning import Collections
from app.http.connections.watch import ConnectionWatch
from app.settings import Settings
from app.shutdown import StopSignals
from tests.support.poll import turns, within


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _tell(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_wait_ends_when_the_process_is_told_to_stop(number: signal.Signals) -> None:
    async def main() -> None:
        signals = StopSignals()
        asyncio.get_running_loop().call_soon(_tell, number)
        async with within(20):
            assert not await signals.completed(_forever())
        assert signals.told()
        assert not await signals.completed(_forever())  # nor is anything begun

    uvloop.run(main())


def test_a_signal_in_the_moment_in_which_a_wait_ends_is_not_lost() -> None:
    async def work() -> None:
        _tell(signal.SIGTERM)

    async def main() -> None:
        signals = StopSignals()
        assert await signals.completed(work())
        await turns()
        assert signals.told()

    uvloop.run(main())


def test_a_signal_just_before_an_api_listens_to_signals_is_not_lost() -> None:
    async def main() -> None:
        signals = StopSignals()
        config = server_config(Starlette(), Settings(), ConnectionWatch())
        server = Server(config, asyncio.Event(), Collections(), signals.told)
        _tell(signal.SIGTERM)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            async with within(20):
                await server.serve([listener])

    uvloop.run(main())


def test_another_cancellation_is_raised() -> None:
    async def main() -> None:
        waiting = asyncio.create_task(StopSignals().completed(_forever()))
        await turns()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    uvloop.run(main())


async def _forever() -> None:
    await asyncio.get_running_loop().create_future()
