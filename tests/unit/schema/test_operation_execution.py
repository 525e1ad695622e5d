"""Queries end when they take too long or their client leaves; a mutation that was begun goes on to its end."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from guards.operation_limits import OperationLimits
from resolvers.context import Context
from schema import operation_execution
from schema.build import SCHEMA
from tests.support.memory import MemoryServices, SlowTasks, WaitingCatalogue
from tests.support.poll import turns

TERMS = "{ terms { code } }"
CANCEL_TWO = """mutation {
  a: cancelTask(input: {id: "VGFzazowMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDE="}) { __typename }
  b: cancelTask(input: {id: "VGFzazowMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDI="}) { __typename }
}"""


@pytest.mark.parametrize("streamed", [False, True])
async def test_a_query_that_takes_too_long_is_ended_and_told_so(streamed: bool) -> None:
    catalogue = WaitingCatalogue()
    schema = SCHEMA.limited(OperationLimits(query_timeout_seconds=0.01))
    context = MemoryServices(catalogue=catalogue).context()
    if streamed:
        result: Any = await anext(await schema.stream(TERMS, context_value=context))
    else:
        result = await schema.execute(TERMS, context_value=context)
    (error,) = result.errors
    assert error.extensions == {"code": "TIMEOUT", "correlationId": "c-test"}
    assert "0.01 s" in error.message
    assert catalogue.given_up


async def test_a_query_whose_client_has_left_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operation_execution, "_WATCH_AFTER_SECONDS", 0)
    catalogue, left = WaitingCatalogue(), asyncio.Event()

    async def client_left() -> None:
        await left.wait()

    context = replace(MemoryServices(catalogue=catalogue).context(), client_left=client_left)
    running = asyncio.create_task(SCHEMA.execute(TERMS, context_value=context))
    await catalogue.asked.wait()
    left.set()
    await running
    assert catalogue.given_up


async def test_a_query_that_is_cancelled_is_given_up() -> None:
    catalogue = WaitingCatalogue()
    running = asyncio.create_task(SCHEMA.execute(TERMS, context_value=MemoryServices(catalogue=catalogue).context()))
    await catalogue.asked.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert catalogue.given_up


async def test_a_mutation_goes_on_when_its_stream_is_cancelled() -> None:
    tasks = SlowTasks()
    context = MemoryServices(tasks=tasks).context()
    running = asyncio.create_task(SCHEMA.execute(CANCEL_TWO, context_value=context))
    await tasks.asked.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    tasks.go_on.set()
    await turns(10)
    assert len(tasks.cancelled) == 2


async def test_a_mutation_has_no_time_limit() -> None:
    tasks = SlowTasks()
    schema = SCHEMA.limited(OperationLimits(query_timeout_seconds=0))
    running = asyncio.create_task(schema.execute(CANCEL_TWO, context_value=MemoryServices(tasks=tasks).context()))
    await tasks.asked.wait()
    await turns(10)
    tasks.go_on.set()
    assert (await running).errors is None


async def test_a_fast_query_leaves_no_watch_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operation_execution, "_WATCH_AFTER_SECONDS", 0)
    before = asyncio.all_tasks()

    async def client_left() -> None:
        await asyncio.Event().wait()

    context: Context = replace(MemoryServices().context(), client_left=client_left)
    await SCHEMA.execute("{ invariants { name } }", context_value=context)
    await turns()
    assert asyncio.all_tasks() == before
