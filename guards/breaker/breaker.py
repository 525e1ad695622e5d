"""aiobreaker's circuit breaker, for many processes and for calls that may be refused without having failed."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from aiobreaker import CircuitBreaker, CircuitBreakerState
from aiobreaker.state import CircuitBreakerBaseState, CircuitClosedState, CircuitHalfOpenState, CircuitOpenState

from guards.breaker.policy import Circuit, State
from guards.breaker.shared_state import SharedStorage
from kit.clock import Clock
from kit.errors import CircuitOpen

P = ParamSpec("P")
T = TypeVar("T")

Counts = Callable[[BaseException], bool]
"""Whether an error means that the service failed. Any other changes nothing, whatever the state."""

_MOMENT = 1.0
"""Seconds after which to come again while somebody else's trial is under way: nobody knows how long it takes."""
_LONGEST_CAUSE = 300


class _Decided(CircuitBreakerBaseState):  # type: ignore[misc]  # aiobreaker ships no types
    """What aiobreaker's states share here. What a failure or a success leads to, the storage decides: it counts those
    of all processes. So the call that trips the breaker raises what it met, like any other."""

    def _handle_error(self, func: object, exception: Exception) -> None:
        """aiobreaker takes an excluded error for a success, which would close a half-open circuit."""
        if not self._breaker.is_system_error(exception):
            raise exception
        super()._handle_error(func, exception)

    def on_failure(self, exception: Exception) -> None:
        """Nothing: counted already."""

    def on_success(self) -> None:
        """Nothing: counted already."""


class _Closed(_Decided, CircuitClosedState):  # type: ignore[misc]  # as above
    pass


class _Open(_Decided, CircuitOpenState):  # type: ignore[misc]  # as above
    pass


class _HalfOpen(_Decided, CircuitHalfOpenState):  # type: ignore[misc]  # as above
    pass


_STATES = {
    CircuitBreakerState.CLOSED: _Closed,
    CircuitBreakerState.OPEN: _Open,
    CircuitBreakerState.HALF_OPEN: _HalfOpen,
}


class Breaker(CircuitBreaker):  # type: ignore[misc]  # as above
    """Guards the calls to one service.

    aiobreaker lets everybody through once the recovery time has passed; here it is one trial at a time, of all
    processes together.

    Args:
        storage: the circuit. clock: by which a trial is due.
        counts: which errors are failures of the service.
    """

    def __init__(self, storage: SharedStorage, clock: Clock, counts: Counts) -> None:
        policy = storage.policy
        self._clock = clock
        self._shared = storage
        self._trying = False
        super().__init__(
            fail_max=policy.failures,
            timeout_duration=timedelta(seconds=policy.recovery),
            exclude=[lambda error: not counts(error)],
            state_storage=storage,
            name=storage.name,
        )

    @property
    def circuit(self) -> Circuit:
        """As this process knows it."""
        return self._shared.circuit

    @property
    def closed(self) -> bool:
        """Whether calls go through."""
        return self.circuit.state is State.CLOSED

    @property
    def retry_after(self) -> float:
        """Seconds after which a call may be let through; 0 where one may be now."""
        wait = self.circuit.wait(self._shared.policy, self._clock.now_milliseconds())
        if wait == 0 and (self._trying or self.circuit.state is State.HALF_OPEN):
            return _MOMENT
        return round(wait, 3)

    @property
    def opens_at(self) -> datetime | None:
        """When the recovery time has passed, with its zone; aiobreaker compares a naive UTC with a naive local time."""
        left = self.time_until_open
        return datetime.now(UTC) + left if left else None

    @property
    def time_until_open(self) -> timedelta | None:
        """Until then; None where it has passed."""
        wait = self.circuit.wait(self._shared.policy, self._clock.now_milliseconds())
        return timedelta(seconds=wait) if wait else None

    def check(self) -> None:
        """Raises CircuitOpen where it is known, without asking anybody, that no call would be let through."""
        if not self.closed and (self._trying or self.circuit.wait(self._shared.policy, self._clock.now_milliseconds())):
            raise self._refusal()

    async def call(self, func: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `func` returns. Raises CircuitOpen without calling it, or whatever it raises."""
        async with self.guarding():
            return await func(*args, **kwargs)

    call_async = call

    @asynccontextmanager
    async def guarding(self) -> AsyncIterator[None]:
        """What is done inside is one call. Raises CircuitOpen on entering."""
        storage, token = self._shared, await self._admitted()
        epoch, state = storage.circuit.epoch, self.state
        try:
            async with asyncio.timeout(storage.policy.timeout):
                yield
        except Exception as error:  # noqa: BLE001 - which of them count is asked there, and each is raised again
            storage.call_epoch, storage.cause = epoch, cause_of(error)
            state._handle_error(None, error)  # noqa: SLF001 - what aiobreaker's own call does
        else:
            storage.call_epoch = epoch
            state._handle_success()  # noqa: SLF001 - likewise
        finally:
            if token:
                self._trying = False
                storage.give_back(token)

    async def _admitted(self) -> str:
        """The token of the trial that this call is; empty where it is none. Raises CircuitOpen."""
        if self.closed:
            return ""
        self.check()
        token = uuid4().hex
        self._trying = True
        try:
            granted = await self._shared.trial(token)
        except BaseException:
            self._trying = False
            raise
        if granted:
            return token
        self._trying = False
        self._refuse_unless_closed()  # somebody else's trial may have closed it meanwhile
        return ""

    def _refuse_unless_closed(self) -> None:
        if not self.closed:
            raise self._refusal()

    def _refusal(self) -> CircuitOpen:
        return CircuitOpen(self._shared.name, self.retry_after or _MOMENT)

    def _create_new_state(
        self,
        new_state: CircuitBreakerState,
        prev_state: object = None,  # noqa: ARG002 - aiobreaker's signature
        notify: bool = False,  # noqa: ARG002 - likewise
    ) -> Any:
        """Never notifying: a state that was seen elsewhere would reset the count of all processes."""
        return _STATES[new_state](self)


def cause_of(error: BaseException) -> str:
    """The error in one line that may be shown and kept: its type and what it says, without credentials."""
    said = " ".join(str(error).split())
    said = re.sub(r"//[^/@\s]+@", "//", said)
    said = re.sub(r"(?i)(password|secret|token|key)(\W{1,3})[^\s,;&'\"]+", r"\1\2…", said)
    return f"{type(error).__name__}: {said}"[:_LONGEST_CAUSE] if said else type(error).__name__
