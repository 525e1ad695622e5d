"""The states of a circuit and what moves it from one to another: values and one pure function."""

from enum import StrEnum

import msgspec


class CircuitState(StrEnum):
    """CLOSED: calls are made. OPEN: none is. HALF_OPEN: one at a time, to find out whether the service works again."""

    CLOSED = "CLOSED"
    OPEN = "OPEN"
    HALF_OPEN = "HALF_OPEN"


class Policy(msgspec.Struct, frozen=True):
    """When a circuit opens and closes.

    Attributes:
        failure_threshold: failures in a row that open it.
        recovery_seconds: how long it stays open before a trial.
        success_threshold: trials in a row that close it.
        timeout_seconds: how long a call may take; a longer one is ended and is a failure.
    """

    failure_threshold: int = 3
    recovery_seconds: float = 30.0
    success_threshold: int = 3
    timeout_seconds: float = 30.0


class Circuit(msgspec.Struct, frozen=True):
    """One circuit at one moment. Times are milliseconds since 1970 by Redis's clock; 0 is never.

    Attributes:
        epoch: rises with each change of state, in all processes together. About the time of the change in
            milliseconds, so that it still rises after Redis has been emptied.
        failures: in a row.
        successes: successful trials in a row.
        opened_at: when it last opened; 0 while CLOSED.
    """

    state: CircuitState = CircuitState.CLOSED
    epoch: int = 0
    failures: int = 0
    successes: int = 0
    opened_at: int = 0
    last_failure_at: int = 0

    def seconds_until_trial(self, policy: Policy, now: int) -> float:
        """How long the circuit stays open; 0 unless OPEN. At most the recovery time, however far clocks are apart."""
        if self.state is not CircuitState.OPEN:
            return 0.0
        left = (self.opened_at - now) / 1000 + policy.recovery_seconds
        return min(max(0.0, left), policy.recovery_seconds)


class EventKind(StrEnum):
    """What can happen to a circuit. TRIAL: a call asks to be the trial. RESET: an operator closes the circuit."""

    FAILURE = "FAILURE"
    SUCCESS = "SUCCESS"
    TRIAL = "TRIAL"
    RESET = "RESET"


class CircuitEvent(msgspec.Struct, frozen=True):
    """Something that happened to a circuit.

    Attributes:
        epoch: the circuit's when the call began. The outcome of a call that began in an earlier epoch is ignored.
        next_epoch: the epoch that follows if this event changes the state.
        cause: why, for people to read.
        actor: an operator's id, or `system`.
        correlation_id: of the request that reset the circuit, otherwise empty.
    """

    kind: EventKind
    epoch: int
    next_epoch: int
    cause: str = ""
    actor: str = "system"
    correlation_id: str = ""


class CircuitChange(msgspec.Struct, frozen=True):
    """A circuit went from one state into another, or was reset while CLOSED.

    Attributes:
        epoch: of the state after the change. Service and epoch identify a change.
        at: milliseconds since 1970.
        cause, actor, correlation_id: of the event; see `CircuitEvent`.
    """

    service: str
    before: CircuitState
    after: CircuitState
    epoch: int
    at: int
    cause: str
    actor: str
    correlation_id: str


class CircuitStatus(msgspec.Struct, frozen=True):
    """A service's circuit and the policy that it follows, for operators."""

    service: str
    policy: Policy
    circuit: Circuit


def next_state(circuit: Circuit, event: CircuitEvent, policy: Policy, now: int) -> Circuit:
    """The circuit after an event. `breaker.lua` applies the same rules in Redis; a test compares the two.

    Args:
        now: milliseconds since 1970.
    """
    next_epoch = max(event.next_epoch, circuit.epoch + 1)
    if event.kind is EventKind.RESET:
        return Circuit(epoch=next_epoch, last_failure_at=circuit.last_failure_at)
    if event.epoch != circuit.epoch:
        return circuit
    match circuit.state, event.kind:
        case CircuitState.OPEN, EventKind.TRIAL if not circuit.seconds_until_trial(policy, now):
            return _replace(circuit, state=CircuitState.HALF_OPEN, epoch=next_epoch, successes=0)
        case CircuitState.CLOSED, EventKind.SUCCESS:
            return _replace(circuit, failures=0)
        case CircuitState.HALF_OPEN, EventKind.SUCCESS:
            if circuit.successes + 1 >= policy.success_threshold:
                return Circuit(epoch=next_epoch, last_failure_at=circuit.last_failure_at)
            return _replace(circuit, successes=circuit.successes + 1)
        case ((CircuitState.CLOSED | CircuitState.HALF_OPEN), EventKind.FAILURE):
            failed = _replace(circuit, failures=circuit.failures + 1, last_failure_at=now)
            if circuit.state is CircuitState.HALF_OPEN or failed.failures >= policy.failure_threshold:
                return _replace(failed, state=CircuitState.OPEN, epoch=next_epoch, successes=0, opened_at=now)
            return failed
    return circuit


_replace = msgspec.structs.replace
