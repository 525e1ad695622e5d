"""The states of a process's own circuit and what moves it from one to another: values and one pure function."""

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
        timeout_seconds: how long a call may take; a longer one is ended.
    """

    failure_threshold: int = 3
    recovery_seconds: float = 30.0
    success_threshold: int = 3
    timeout_seconds: float = 30.0

    def seconds_until_trial(self, opened_at: float, now: float) -> float:
        """How long what opened then stays open. At most the recovery time, however far clocks are apart."""
        return min(max(0.0, opened_at + self.recovery_seconds - now), self.recovery_seconds)


class Circuit(msgspec.Struct, frozen=True):
    """The circuit of one process at one moment. Times are seconds of its monotonic clock; None is never.

    Attributes:
        epoch: rises with each change of state.
        failures: in a row.
        answered: when the service has answered that it failed, of the failures in a row; the last `failure_threshold`
            of them, and none of a trial, whose failure concerns this process alone.
        successes: successful trials in a row.
        opened_at: when it last became OPEN; None while CLOSED.
        open_since: when it was last CLOSED; None while it is.
    """

    state: CircuitState = CircuitState.CLOSED
    epoch: int = 0
    failures: int = 0
    answered: tuple[float, ...] = ()
    successes: int = 0
    opened_at: float | None = None
    open_since: float | None = None
    last_failure_at: float | None = None

    def seconds_until_trial(self, policy: Policy, now: float) -> float:
        """How long the circuit stays open; 0 unless OPEN."""
        if self.state is not CircuitState.OPEN or self.opened_at is None:
            return 0.0
        return policy.seconds_until_trial(self.opened_at, now)


class EventKind(StrEnum):
    """What can happen to a circuit.

    FAILURE: a call has failed. ANSWERED_FAILURE: so the service has answered itself. TRIAL: a call is to be the trial.
    RESET: an operator closes the circuit.
    """

    FAILURE = "FAILURE"
    ANSWERED_FAILURE = "ANSWERED_FAILURE"
    SUCCESS = "SUCCESS"
    TRIAL = "TRIAL"
    RESET = "RESET"


def next_state(circuit: Circuit, kind: EventKind, epoch: int, policy: Policy, now: float) -> Circuit:
    """The circuit after an event.

    Args:
        epoch: the circuit's when the call began. The outcome of a call that began in an earlier epoch is ignored.
        now: by the clock of the circuit's times.
    """
    if kind is EventKind.RESET:
        return _closed(circuit)
    if epoch != circuit.epoch:
        return circuit
    match circuit.state, kind:
        case CircuitState.OPEN, EventKind.TRIAL if not circuit.seconds_until_trial(policy, now):
            return _replace(circuit, state=CircuitState.HALF_OPEN, epoch=epoch + 1, successes=0)
        case CircuitState.CLOSED, EventKind.SUCCESS:
            return _replace(circuit, failures=0, answered=())
        case CircuitState.HALF_OPEN, EventKind.SUCCESS:
            if circuit.successes + 1 >= policy.success_threshold:
                return _closed(circuit)
            return _replace(circuit, successes=circuit.successes + 1)
        case CircuitState.CLOSED, (EventKind.FAILURE | EventKind.ANSWERED_FAILURE):
            answered = (*circuit.answered, now) if kind is EventKind.ANSWERED_FAILURE else circuit.answered
            failed = _replace(
                circuit,
                failures=circuit.failures + 1,
                answered=answered[-policy.failure_threshold :],
                last_failure_at=now,
            )
            return (
                failed if failed.failures < policy.failure_threshold else _replace(_opened(failed, now), open_since=now)
            )
        case CircuitState.HALF_OPEN, (EventKind.FAILURE | EventKind.ANSWERED_FAILURE):
            return _opened(_replace(circuit, failures=circuit.failures + 1, last_failure_at=now), now)
    return circuit


def _closed(circuit: Circuit) -> Circuit:
    return Circuit(epoch=circuit.epoch + 1, last_failure_at=circuit.last_failure_at)


def _opened(circuit: Circuit, now: float) -> Circuit:
    return _replace(circuit, state=CircuitState.OPEN, epoch=circuit.epoch + 1, successes=0, opened_at=now)


_replace = msgspec.structs.replace
