"""aiobreaker's circuit breaker for many processes, and for calls that are refused without the service having failed."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NoReturn, ParamSpec, TypeVar
from uuid import uuid4

from aiobreaker import CircuitBreaker
from aiobreaker.state import CircuitBreakerBaseState

from guards.breaker.policy import Circuit, CircuitState
from guards.breaker.shared_state import SharedStorage
from kit.errors import CircuitOpen

P = ParamSpec("P")
T = TypeVar("T")

CountsAsOutage = Callable[[BaseException], bool]
"""Whether an error means that the service has failed. Any other error changes nothing, whatever the state."""

_RETRY_SECONDS = 1.0
"""When to ask again while another call's trial is running: how long that takes is not known."""
_LONGEST_CAUSE = 300
"""Characters."""


class GuardedCall(CircuitBreakerBaseState):  # type: ignore[misc]  # aiobreaker ships no types
    """The rules for one call, in any state of the circuit.

    aiobreaker asks its breaker for the state once a call and lets that state make the call. Here each call gets a state
    object of its own, which remembers in which epoch the call began and records how it ended, with the cause. What
    follows for the circuit the storage decides, for all processes; so the call that opens the circuit raises the error
    that it met, like any other.
    """

    def __init__(self, breaker: "Breaker", storage: SharedStorage) -> None:
        super().__init__(breaker, storage.state)
        self._storage = storage
        self._epoch = storage.circuit.epoch

    def call(self, *_: object, **__: object) -> NoReturn:
        """Refuse: a call that blocks the event loop cannot be a trial, which has to ask Redis."""
        raise TypeError("this circuit breaker guards asynchronous calls only: use call_async")

    async def call_async(self, func: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `func` and return what it returns; unless the circuit is closed, as a trial.

        Raises:
            CircuitOpen: `func` was not called.
            Exception: whatever `func` raises; TimeoutError if it took longer than the policy allows.
        """
        token = ""
        if not self._storage.closed:
            token = await self._breaker.begin_trial()
            self._epoch = self._storage.circuit.epoch
        try:
            result: T = await super().call_async(self._in_time, func, *args, **kwargs)
        finally:
            if token:
                self._breaker.end_trial(token)
        return result

    async def _in_time(self, func: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        async with asyncio.timeout(self._storage.policy.timeout_seconds):
            return await func(*args, **kwargs)

    def on_failure(self, exception: Exception) -> None:
        """Record that the service has failed."""
        self._storage.record_failure(self._epoch, cause_of(exception))

    def on_success(self) -> None:
        """Record that the service has answered."""
        self._storage.record_success(self._epoch)

    def _handle_error(self, func: object, exception: Exception) -> None:
        """Ignore an error that does not count: aiobreaker would take it for a success and close a half-open circuit."""
        if not self._breaker.is_system_error(exception):
            raise exception
        super()._handle_error(func, exception)


class Breaker(CircuitBreaker):  # type: ignore[misc]  # as above
    """Guards the calls to one service; the inherited `call_async` makes one.

    aiobreaker lets every call through once the recovery time has passed; here one trial at a time, in all processes
    together.

    Args:
        storage: the circuit.
        counts_as_outage: which errors are failures of the service.
    """

    def __init__(self, storage: SharedStorage, counts_as_outage: CountsAsOutage) -> None:
        self._storage = storage
        self._in_trial = False
        super().__init__(
            fail_max=storage.policy.failure_threshold,
            timeout_duration=timedelta(seconds=storage.policy.recovery_seconds),
            exclude=[lambda error: not counts_as_outage(error)],
            state_storage=storage,
            name=storage.name,
        )

    @property
    def state(self) -> GuardedCall:
        """A new object for each call. Its own `state` is aiobreaker's name of the circuit's state."""
        return GuardedCall(self, self._storage)

    @property
    def circuit(self) -> Circuit:
        """The circuit as this process knows it."""
        return self._storage.circuit

    @property
    def closed(self) -> bool:
        """Whether calls are made without a trial."""
        return self._storage.closed

    @property
    def retry_after_seconds(self) -> float:
        """When a call may be made again; 0 if one may be now."""
        wait = self._storage.seconds_until_trial
        if wait == 0 and (self._in_trial or self.circuit.state is CircuitState.HALF_OPEN):
            return _RETRY_SECONDS
        return round(wait, 3)

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
        """Raise CircuitOpen if it is certain, without asking Redis, that a call would be refused now."""
        if not self.closed and (self._in_trial or self._storage.seconds_until_trial):
            raise self._refusal()

    async def begin_trial(self) -> str:
        """The token of a trial that may be made now; empty if the circuit has closed, so that none is needed.

        Raises CircuitOpen. The trial lasts until its token is passed to `end_trial`.
        """
        self.check()
        token, granted = uuid4().hex, False
        self._in_trial = True
        try:
            granted = await self._storage.begin_trial(token)
        finally:
            self._in_trial = granted
        if granted:
            return token
        if not self.closed:
            raise self._refusal()
        return ""  # another process's trial has closed it

    def end_trial(self, token: str) -> None:
        """The trial has ended, however it did."""
        self._in_trial = False
        self._storage.end_trial(token)

    def _refusal(self) -> CircuitOpen:
        return CircuitOpen(self._storage.name, self.retry_after_seconds or _RETRY_SECONDS)


def cause_of(error: BaseException) -> str:
    """An error's type and message in one line, without credentials, to be shown and kept."""
    message = " ".join(str(error).split())
    message = re.sub(r"//[^/@\s]+@", "//", message)
    message = re.sub(r"(?i)(password|secret|token|key)(\W{1,3})[^\s,;&'\"]+", r"\1\2…", message)
    name = type(error).__name__
    return f"{name}: {message}"[:_LONGEST_CAUSE] if message else name
