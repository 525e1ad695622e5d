"""Where a process keeps its own circuit, in the form that aiobreaker reads, and what it knows of the shared state."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from aiobreaker import CircuitBreakerState
from aiobreaker.storage.base import CircuitBreakerStorage

from guards.breaker.policy import Circuit, CircuitState, EventKind, Policy, next_state
from guards.breaker.shared_state import CLOSED, Report
from kit.clock import Clock

_AIOBREAKER_STATES = {state: CircuitBreakerState[state.value] for state in CircuitState}


class OwnChange(NamedTuple):
    """The circuit of this process went from one state into another."""

    service: str
    before: CircuitState
    after: CircuitState
    cause: str


class CircuitStorage(CircuitBreakerStorage):  # type: ignore[misc]  # aiobreaker ships no types
    """The circuit of this process, and beside it the shared state and the reports that it follows from.

    Args:
        clock: Redis's.
        on_own_change: called with each change of state of this process's circuit.
        on_news: called when there is something that other processes should know soon.

    Attributes:
        shared: the shared state, as this process last read it; CLOSED while Redis is unavailable.
        reports: what it follows from, by process.
    """

    def __init__(
        self,
        service: str,
        policy: Policy,
        clock: Clock,
        on_own_change: Callable[[OwnChange], None],
        on_news: Callable[[], None],
    ) -> None:
        super().__init__(service)
        self.policy = policy
        self.circuit = Circuit()
        self.shared = CLOSED
        self.reports: Mapping[str, Report] = {}
        self._clock = clock
        self._on_own_change = on_own_change
        self._on_news = on_news
        self._cause = ""
        self._last_success_at: float | None = None

    @property
    def state(self) -> CircuitBreakerState:
        """Whether calls are made, as aiobreaker names it."""
        return _AIOBREAKER_STATES[self.effective_state]

    @state.setter
    def state(self, _: CircuitBreakerState) -> None:
        """Refuse: a state follows from events and reports."""
        raise AttributeError("a circuit's state follows from its events: record one")

    @property
    def counter(self) -> int:
        """Failures in a row, in this process."""
        return self.circuit.failures

    @property
    def opened_at(self) -> datetime | None:
        """When the circuit opened, by Redis's clock and with its zone; None while it is CLOSED."""
        opened = self.opened_at_seconds
        return None if opened is None else datetime.fromtimestamp(opened, UTC)

    @opened_at.setter
    def opened_at(self, _: datetime) -> None:
        """Refuse: an event dates the opening that it causes."""
        raise AttributeError("a circuit's opening is dated by its event: record one")

    def increment_counter(self) -> None:
        """Do nothing: aiobreaker passes neither error nor call, so the call records its failure itself."""

    def reset_counter(self) -> None:
        """Do nothing: aiobreaker does not pass the call, so the call records its success itself."""

    @property
    def effective_state(self) -> CircuitState:
        """OPEN if the own circuit or the shared one is, otherwise that of the own circuit."""
        return CircuitState.OPEN if self.shared.state is CircuitState.OPEN else self.circuit.state

    @property
    def closed(self) -> bool:
        """Whether calls are made without a trial."""
        return self.effective_state is CircuitState.CLOSED

    @property
    def opened_at_seconds(self) -> float | None:
        """When the own circuit opened, otherwise the shared one, in seconds since 1970; None if both are CLOSED."""
        own = self.circuit.opened_at
        return self.shared.opened_at if own is None else self._clock.at(own)

    @property
    def seconds_until_trial(self) -> float:
        """How long no trial may be made; 0 if one may be, or none is needed."""
        now = time.monotonic()
        own = self.circuit.seconds_until_trial(self.policy, now)
        if self.shared.opened_at is None:
            return own
        return max(own, self.policy.seconds_until_trial(self.shared.opened_at, self._clock.at(now)))

    def record_failure(self, epoch: int, cause: str, *, answered: bool) -> None:
        """A call that began in `epoch` has failed; `answered`: the service has said so itself, and it was no trial."""
        self._cause = cause
        self._record(EventKind.ANSWERED_FAILURE if answered else EventKind.FAILURE, epoch, cause)

    def record_success(self, epoch: int) -> None:
        """A call that began in `epoch` has succeeded. Costs nothing where that changes nothing."""
        if epoch != self.circuit.epoch:
            return
        self._last_success_at = time.monotonic()
        if self.circuit.failures or self.circuit.state is not CircuitState.CLOSED:
            self._record(EventKind.SUCCESS, epoch, "trials succeeded")
        if self.shared.state is CircuitState.OPEN:
            self._on_news()

    def begin_trial(self) -> None:
        """A call is made as a trial, which is due."""
        self._record(EventKind.TRIAL, self.circuit.epoch, "the recovery time has passed")

    def reset(self, cause: str) -> None:
        """Close the circuit of this process, whatever its state."""
        self._record(EventKind.RESET, self.circuit.epoch, cause)

    def is_reset(self, reset_at: float) -> bool:
        """Whether failures are counted here that were before an operator's reset, at this time of Redis's clock."""
        circuit = self.circuit
        began = circuit.last_failure_at if circuit.open_since is None else circuit.open_since
        return circuit.failures > 0 and began is not None and self._clock.at(began) <= reset_at

    def report(self) -> Report:
        """What this process has to say about its circuit."""
        circuit = self.circuit
        return Report(
            at=self._clock.now_seconds(),
            state=circuit.state,
            open_since=self._time(circuit.open_since),
            answered=tuple(map(self._clock.at, circuit.answered)),
            last_failure_at=self._time(circuit.last_failure_at),
            last_success_at=self._time(self._last_success_at),
            cause=self._cause,
        )

    def _time(self, monotonic: float | None) -> float | None:
        return None if monotonic is None else self._clock.at(monotonic)

    def _record(self, kind: EventKind, epoch: int, cause: str) -> None:
        before = self.circuit
        self.circuit = next_state(before, kind, epoch, self.policy, time.monotonic())
        if self.circuit.state is not before.state:
            self._cause = cause
            self._on_own_change(OwnChange(self.name, before.state, self.circuit.state, cause))
        if self.circuit.epoch != before.epoch or self.circuit.answered != before.answered:
            self._on_news()
