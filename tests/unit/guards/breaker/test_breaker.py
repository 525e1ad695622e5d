"""A breaker on its own, without Redis: it counts what it should and makes the calls that it may."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from enrollment.problems import GroupFull
from guards.breaker.breaker import Breaker, cause_of
from guards.breaker.policy import CircuitState, Policy
from guards.breaker.registry import BreakerRegistry, GuardedService
from kit.background import Loops
from kit.errors import CircuitOpen
from kit.guard import Failure
from saga.errors import Declined
from tests.support.failures import ServerError, judged
from tests.support.poll import until, wait_for_async

POLICY = Policy(failure_threshold=3, recovery_seconds=0.05, success_threshold=2, timeout_seconds=5)
SECONDS = 5.0


@pytest.fixture
async def breakers() -> AsyncIterator[BreakerRegistry]:
    """Over a Redis that does not run."""
    nowhere = Redis(unix_socket_path="/nowhere/redis.sock")
    breakers = BreakerRegistry(
        nowhere,
        "t",
        {
            "database": GuardedService(POLICY, judged),
            "slow": GuardedService(Policy(timeout_seconds=0.01), lambda _: Failure.PROCESS),
        },
        "here",
    )
    async with breakers.running(Loops()):
        yield breakers
    await nowhere.aclose()


@pytest.fixture
def breaker(breakers: BreakerRegistry) -> Breaker:
    return breakers.of("database")


async def works() -> str:
    return "done"


async def fails() -> None:
    raise ConnectionResetError("gone")


async def refuses() -> None:
    raise Declined("no", GroupFull(group_code="G-1", capacity=1))


async def opened(breaker: Breaker) -> None:
    for _ in range(POLICY.failure_threshold):
        with pytest.raises(ConnectionResetError):
            await breaker.call_async(fails)


async def due(breaker: Breaker) -> None:
    await until(lambda: breaker.retry_after_seconds == 0, SECONDS, "a trial is due")


async def test_the_call_that_opens_it_raises_what_it_met_and_the_next_is_not_made(breaker: Breaker) -> None:
    await opened(breaker)
    assert breaker._storage.circuit.state is CircuitState.OPEN
    with pytest.raises(CircuitOpen) as refused:
        await breaker.call_async(works)
    assert refused.value.service == "database"
    assert 0 < refused.value.retry_after_seconds <= POLICY.recovery_seconds
    with pytest.raises(CircuitOpen):
        breaker.check()


async def test_a_success_between_failures_starts_the_count_again(breaker: Breaker) -> None:
    for _ in range(4):
        for _ in range(POLICY.failure_threshold - 1):
            with pytest.raises(ConnectionResetError):
                await breaker.call_async(fails)
        assert await breaker.call_async(works) == "done"
    assert breaker.closed


async def test_a_thousand_refusals_change_nothing_in_any_state(breaker: Breaker) -> None:
    with pytest.raises(ConnectionResetError):
        await breaker.call_async(fails)
    before = breaker._storage.circuit
    for _ in range(1000):
        with pytest.raises(Declined):
            await breaker.call_async(refuses)
    assert breaker._storage.circuit == before
    await breaker.call_async(works)
    await opened(breaker)
    await due(breaker)
    await breaker.call_async(works)
    half = breaker._storage.circuit
    assert (half.state, half.successes) == (CircuitState.HALF_OPEN, 1)
    with pytest.raises(Declined):
        await breaker.call_async(refuses)
    assert breaker._storage.circuit == half
    await breaker.call_async(works)
    assert breaker.closed, "the refused trial gave its turn back"


async def test_half_open_is_one_trial_at_a_time(breaker: Breaker) -> None:
    await opened(breaker)
    await due(breaker)
    begun, let_go = 0, asyncio.Event()

    async def trial() -> None:
        nonlocal begun
        begun += 1
        await let_go.wait()

    calls = [asyncio.create_task(breaker.call_async(trial)) for _ in range(50)]
    refused, _ = await asyncio.wait(calls[1:], timeout=SECONDS)
    assert len(refused) == 49
    assert all(isinstance(call.exception(), CircuitOpen) for call in refused)
    let_go.set()
    await calls[0]
    assert begun == 1


async def test_a_failed_trial_opens_it_again(breaker: Breaker) -> None:
    await opened(breaker)
    await due(breaker)
    with pytest.raises(ConnectionResetError):
        await breaker.call_async(fails)
    assert breaker._storage.circuit.state is CircuitState.OPEN


async def test_a_cancelled_trial_gives_its_turn_back(breaker: Breaker) -> None:
    await opened(breaker)
    await due(breaker)
    started = asyncio.Event()

    async def for_ever() -> None:
        started.set()
        await asyncio.Event().wait()

    call = asyncio.create_task(breaker.call_async(for_ever))
    await started.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert breaker._storage.circuit.state is CircuitState.HALF_OPEN
    assert await breaker.call_async(works) == "done"


async def test_what_began_before_it_opened_says_nothing_about_now(breaker: Breaker) -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    async def late(error: Exception | None) -> None:
        begun.set()
        await go.wait()
        if error:
            raise error

    calls = [asyncio.create_task(breaker.call_async(late, error)) for error in (None, *[OSError("late")] * 50)]
    await begun.wait()
    await opened(breaker)
    await due(breaker)
    await breaker.call_async(works)
    half = breaker._storage.circuit
    go.set()
    await asyncio.gather(*calls, return_exceptions=True)
    assert breaker._storage.circuit == half


async def test_a_call_that_takes_too_long_has_failed(breakers: BreakerRegistry) -> None:
    with pytest.raises(TimeoutError):
        await breakers.of("slow").call_async(asyncio.Event().wait)
    assert breakers.status("slow").failures == 1


async def test_it_works_in_zones_with_and_without_summer_time(
    breaker: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for zone in ("America/La_Paz", "America/New_York", "Asia/Tokyo"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        await opened(breaker)
        assert breaker.opens_at is not None
        assert breaker.opens_at.utcoffset() == timedelta()
        assert 0 < breaker.retry_after_seconds <= POLICY.recovery_seconds
        await due(breaker)
        await breaker.call_async(works)
        await breaker.call_async(works)
        assert breaker.closed
    monkeypatch.undo()
    time.tzset()


async def test_changes_are_counted_and_watched_and_a_reset_is_kept_for_the_audit_log(
    breakers: BreakerRegistry,
) -> None:
    breaker = breakers.of("database")
    with breakers.watching() as seen:
        await opened(breaker)
        status = await breakers.reset("database", "looked at it", actor="op-1", correlation_id="c-1")
    assert status is not None
    assert status.state is CircuitState.CLOSED
    assert await breakers.reset("nothing", "x", actor="op-1", correlation_id="c-1") is None
    assert breakers.changes == {
        ("database", CircuitState.CLOSED, CircuitState.OPEN): 1,
        ("database", CircuitState.OPEN, CircuitState.CLOSED): 1,
    }
    [reset] = await breakers.unaudited_changes()
    assert (reset.before, reset.after, reset.cause, reset.actor) == ("OPEN", "CLOSED", "looked at it", "op-1")
    states = [seen.get_nowait().state for _ in range(seen.qsize())]
    assert states == [CircuitState.OPEN, CircuitState.CLOSED]
    await breakers.mark_audited([reset])
    assert await breakers.unaudited_changes() == []


def test_a_cause_has_no_credentials_in_it() -> None:
    said = cause_of(OSError("cannot reach postgresql://me:hunter2@db/x, password=hunter3\nreally"))
    assert "hunter" not in said
    assert said.startswith("OSError: cannot reach postgresql://db/x")


class Probed:
    """A service with a probe, which answers or does not."""

    def __init__(self) -> None:
        self.answers = True
        self.probes = 0

    async def probe(self) -> None:
        self.probes += 1
        if not self.answers:
            raise ConnectionRefusedError("gone")


@pytest.fixture
def probed() -> Probed:
    return Probed()


@pytest.fixture
async def guarded(probed: Probed) -> AsyncIterator[Breaker]:
    """The breaker of a service with a probe."""
    nowhere = Redis(unix_socket_path="/nowhere/redis.sock")
    breakers = BreakerRegistry(nowhere, "t", {"database": GuardedService(POLICY, judged, probed.probe)}, "here")
    async with breakers.running(Loops()):
        yield breakers.of("database")
    await nowhere.aclose()


async def too_slow() -> None:
    raise TimeoutError


async def test_slow_calls_open_nothing_while_the_probe_is_answered(guarded: Breaker, probed: Probed) -> None:
    for asked in range(1, 2 * POLICY.failure_threshold):
        with pytest.raises(TimeoutError):
            await guarded.call_async(too_slow)

        async def answered(asked: int = asked) -> bool:
            return probed.probes >= asked and not guarded._probe_needed.is_set()

        await wait_for_async(answered, SECONDS, "the probe is answered")
    assert guarded.closed
    assert guarded.fail_counter == 0


async def test_one_slow_call_opens_the_circuit_of_a_service_that_answers_no_probe(
    guarded: Breaker, probed: Probed
) -> None:
    probed.answers = False
    with pytest.raises(TimeoutError):
        await guarded.call_async(too_slow)
    await until(lambda: not guarded.closed, SECONDS, "the probes have failed")
    assert probed.probes >= POLICY.failure_threshold


async def test_while_it_is_not_closed_only_the_probe_is_called(guarded: Breaker, probed: Probed) -> None:
    probed.answers = False
    await opened(guarded)
    probes = probed.probes

    async def tried_again() -> bool:
        with pytest.raises(CircuitOpen) as refused:
            await guarded.call_async(works)
        assert 0 < refused.value.retry_after_seconds <= 1
        return probed.probes > probes + 1

    await wait_for_async(tried_again, SECONDS, "the probe has failed twice")
    probed.answers = True
    await until(lambda: guarded.closed, SECONDS, "the probes have succeeded")
    assert await guarded.call_async(works) == "done"


async def test_an_error_that_says_nothing_is_raised_as_it_is(breaker: Breaker) -> None:
    error = ValueError("ours")

    async def fail_as_we_do() -> None:
        raise error

    with pytest.raises(ValueError, match="ours") as raised:
        await breaker.call_async(fail_as_we_do)
    assert raised.value is error
    assert error.__context__ is None
    assert error.__cause__ is None


async def test_what_the_service_answers_itself_is_reported_unless_it_answers_a_trial(breaker: Breaker) -> None:
    async def answer() -> None:
        raise ServerError("500")

    for said in (1, 2, 3):
        with pytest.raises(ServerError):
            await breaker.call_async(answer)
        assert len(breaker._storage.report().answered) == said
    await due(breaker)
    with pytest.raises(ServerError):
        await breaker.call_async(answer)
    assert len(breaker._storage.report().answered) == 3
