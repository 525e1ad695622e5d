"""aiobreaker's circuit breaker, with a trial at a time, a probe, and calls whose errors say nothing of the service."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import NoReturn, ParamSpec, TypeVar

from aiobreaker import CircuitBreaker
from aiobreaker.state import CircuitBreakerBaseState

from guards.breaker.storage import CircuitStorage
from kit.errors import CircuitOpen
from kit.guard import Failure, JudgeError

P = ParamSpec("P")
T = TypeVar("T")

Probe = Callable[[], Awaitable[object]]
"""Asks the service for a sign of life, and raises an error if there is none. It ends by itself within seconds."""

_RETRY_SECONDS = 1.0
"""When to ask again while a trial or a probe is under way: how long that takes is not known."""
_PROBE_PAUSE_SECONDS = 1.0
"""Between a probe that failed and the next one, if the policy does not make it wait for longer."""
_SLOW_SECONDS = 5.0
"""After which a call that is still under way causes a probe: it may wait for much longer for what never comes."""
_LONGEST_CAUSE = 300
"""Characters."""


class _NoFailure(BaseException):
    """Carries an error that says nothing about the service past aiobreaker, as a cancellation passes it.

    aiobreaker would take an error that is excluded for a success, and close a half-open circuit.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class GuardedCall(CircuitBreakerBaseState):  # type: ignore[misc]  # aiobreaker ships no types
    """The rules for one call, in any state of the circuit.

    aiobreaker asks its breaker for the state once a call and lets that state make the call. Here each call gets a state
    object of its own, which remembers in which epoch the call began and records how it ended, with the cause. What
    follows for the circuit the storage decides; so the call that opens the circuit raises the error that it met, like
    any other.
    """

    def __init__(self, breaker: "Breaker", storage: CircuitStorage) -> None:
        super().__init__(breaker, storage.state)
        self._storage = storage
        self._epoch = storage.circuit.epoch
        self._is_trial = not storage.closed

    def call(self, *_: object, **__: object) -> NoReturn:
        """Refuse: nothing may block the event loop."""
        raise TypeError("this circuit breaker guards asynchronous calls only: use call_async")

    async def call_async(self, func: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `func` and return what it returns; unless the circuit is closed, as a trial.

        Raises:
            CircuitOpen: `func` was not called.
            Exception: whatever `func` raises; TimeoutError if it took longer than the policy allows.
        """
        if self._is_trial:
            self._breaker.begin_trial(func)
            self._epoch = self._storage.circuit.epoch
        try:
            result: T = await super().call_async(self._judged, func, *args, **kwargs)
        except _NoFailure as said_nothing:
            error = said_nothing.error
        else:
            return result
        finally:
            if self._is_trial:
                self._breaker.end_trial()
        raise error

    async def _judged(self, func: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        seconds = self._storage.policy.timeout_seconds
        slow = self._breaker.probe_after(min(seconds, _SLOW_SECONDS))
        try:
            async with asyncio.timeout(seconds):
                return await func(*args, **kwargs)
        except Exception as error:
            failure = self._breaker.judge(error)
            if failure is Failure.SUSPECTED and func == self._breaker.probe:
                raise  # it has confirmed what was suspected
            if failure is Failure.SUSPECTED:
                self._breaker.probe_soon()
            if failure in {Failure.NONE, Failure.SUSPECTED}:
                raise _NoFailure(error) from None
            raise
        finally:
            if slow is not None:
                slow.cancel()

    def on_failure(self, exception: Exception) -> None:
        """Record that the service has failed."""
        answered = self._breaker.judge(exception) is Failure.SERVICE and not self._is_trial
        self._storage.record_failure(self._epoch, cause_of(exception), answered=answered)

    def on_success(self) -> None:
        """Record that the service has answered."""
        self._storage.record_success(self._epoch)


class Breaker(CircuitBreaker):  # type: ignore[misc]  # as above
    """Guards the calls to one service; the inherited `call_async` makes one.

    aiobreaker lets every call through once the recovery time has passed; here one trial at a time.

    Args:
        storage: the circuit.
        judge: what an error says about the service.
        probe: the only trial, if there is one; see `probe_while_needed`.
    """

    def __init__(self, storage: CircuitStorage, judge: JudgeError, probe: Probe | None = None) -> None:
        self._storage = storage
        self._in_trial = False
        self.probe = probe
        self._probe_needed = asyncio.Event()
        self.judge = judge
        super().__init__(
            fail_max=storage.policy.failure_threshold,
            timeout_duration=timedelta(seconds=storage.policy.recovery_seconds),
            state_storage=storage,
            name=storage.name,
        )

    @property
    def state(self) -> GuardedCall:
        """A new object for each call. Its own `state` is aiobreaker's name of the circuit's state."""
        return GuardedCall(self, self._storage)

    @property
    def closed(self) -> bool:
        """Whether calls are made without a trial."""
        return self._storage.closed

    @property
    def retry_after_seconds(self) -> float:
        """When a call may be made again, in whole milliseconds; 0 if one may be now."""
        wait = self._storage.seconds_until_trial
        return ceil(wait * 1000) / 1000 if wait or not self._waits_for_a_trial() else _RETRY_SECONDS

    @property
    def time_until_open(self) -> timedelta | None:
        """How long until a trial is due; None if one is, or the circuit is not open."""
        wait = self._storage.seconds_until_trial
        return timedelta(seconds=wait) if wait else None

    @property
    def opens_at(self) -> datetime | None:
        """When a trial is due, with its zone (aiobreaker compares a naive UTC time with a naive local one)."""
        left = self.time_until_open
        return datetime.now(UTC) + left if left else None

    def check(self) -> None:
        """Raise CircuitOpen if a call would be refused now."""
        if self._waits_for_a_trial() or self._storage.seconds_until_trial:
            raise self._refusal()

    def begin_trial(self, func: object) -> None:
        """`func` is called as a trial, which lasts until `end_trial`. Raises CircuitOpen if it may not be."""
        if func != self.probe:
            self.check()
        elif self._in_trial or self._storage.seconds_until_trial:
            raise self._refusal()
        self._storage.begin_trial()
        self._in_trial = True

    def end_trial(self) -> None:
        """The trial has ended, however it did."""
        self._in_trial = False

    def probe_soon(self) -> None:
        """Let a probe find out whether the service has failed, or works again."""
        self._probe_needed.set()

    def probe_after(self, seconds: float) -> asyncio.TimerHandle | None:
        """Call `probe_soon` then, unless the result is cancelled before. None if the service has no probe."""
        return None if self.probe is None else asyncio.get_running_loop().call_later(seconds, self.probe_soon)

    async def probe_while_needed(self) -> None:
        """Probe the service while the circuit is not closed and after `probe_soon`, until cancelled."""
        while self.probe is not None:
            await self._probe_needed.wait()
            await asyncio.sleep(self._storage.seconds_until_trial)
            try:
                await self.call_async(self.probe)
            except Exception:  # noqa: BLE001 - the circuit has counted it, and logs when that changes its state
                await asyncio.sleep(_PROBE_PAUSE_SECONDS)
            else:
                if self.closed:
                    self._probe_needed.clear()

    def _waits_for_a_trial(self) -> bool:
        """Whether a call is refused because a trial is under way, or is the probe's to make."""
        return not self.closed and (self._in_trial or self.probe is not None)

    def _refusal(self) -> CircuitOpen:
        return CircuitOpen(self._storage.name, self.retry_after_seconds or _RETRY_SECONDS)


def cause_of(error: BaseException) -> str:
    """An error's type and message in one line, without credentials, to be shown and kept."""
    message = " ".join(str(error).split())
    message = re.sub(r"//[^/@\s]+@", "//", message)
    message = re.sub(r"(?i)(password|secret|token|key)(\W{1,3})[^\s,;&'\"]+", r"\1\2…", message)
    name = type(error).__name__
    return f"{name}: {message}"[:_LONGEST_CAUSE] if message else name
