"""A circuit breaker's states and what moves it from one to another: values and one pure function."""

from enum import StrEnum

import msgspec


class State(StrEnum):
    """CLOSED: calls go through. OPEN: none does. HALF_OPEN: one at a time, to see whether the service is back."""

    CLOSED = "CLOSED"
    OPEN = "OPEN"
    HALF_OPEN = "HALF_OPEN"


class Policy(msgspec.Struct, frozen=True):
    """When a circuit opens and closes.

    Attributes:
        failures: in a row, after which it opens. successes: of trials in a row, after which it closes.
        recovery: seconds that it stays open before a trial. timeout: seconds a call may take; longer is a failure.
    """

    failures: int = 3
    recovery: float = 30.0
    successes: int = 3
    timeout: float = 30.0


class Circuit(msgspec.Struct, frozen=True):
    """One circuit at one moment. Moments are milliseconds since 1970, by Redis's clock; 0: never.

    Attributes:
        epoch: rises with each change of state, in all processes together; it is about the moment of the change, so
            that it goes on rising after everything was forgotten.
        failures: in a row. successes: of trials in a row. opened_at: when it last opened; 0 while CLOSED.
    """

    state: State = State.CLOSED
    epoch: int = 0
    failures: int = 0
    successes: int = 0
    opened_at: int = 0
    last_failure_at: int = 0

    def wait(self, policy: Policy, now: int) -> float:
        """Seconds until a trial is due; 0 unless OPEN. Never more than the recovery, whatever clocks do."""
        if self.state is not State.OPEN:
            return 0.0
        return min(max(0.0, (self.opened_at - now) / 1000 + policy.recovery), policy.recovery)


class Kind(StrEnum):
    """What can happen to a circuit. TRIAL: somebody would like to try; RESET: an operator closes it."""

    FAILURE = "FAILURE"
    SUCCESS = "SUCCESS"
    TRIAL = "TRIAL"
    RESET = "RESET"


class Happening(msgspec.Struct, frozen=True):
    """Something that happened.

    Attributes:
        epoch: the circuit's when the call began: what began in another state says nothing about this one.
        next: the epoch that follows if this changes the state.
        cause: why, for people. actor: who. correlation_id: of the request that asked for it, if one did.
    """

    kind: Kind
    epoch: int
    next: int
    cause: str = ""
    actor: str = "system"
    correlation_id: str = ""


class Change(msgspec.Struct, frozen=True):
    """A circuit went from one state into another (the same one where an operator reset what was CLOSED).

    Attributes:
        epoch: of the state it went into; with the service it identifies the change. at: milliseconds since 1970.
    """

    service: str
    before: State
    after: State
    epoch: int
    at: int
    cause: str
    actor: str
    correlation_id: str


class Status(msgspec.Struct, frozen=True):
    """A service's circuit, with its policy, for those who look at it."""

    service: str
    policy: Policy
    circuit: Circuit


def after(circuit: Circuit, what: Happening, policy: Policy, now: int) -> Circuit:
    """The circuit after something happened. `breaker.lua` says the same."""
    next_epoch = max(what.next, circuit.epoch + 1)
    if what.kind is Kind.RESET:
        return Circuit(epoch=next_epoch, last_failure_at=circuit.last_failure_at)
    if what.epoch != circuit.epoch:
        return circuit
    match circuit.state, what.kind:
        case State.OPEN, Kind.TRIAL if not circuit.wait(policy, now):
            return _replace(circuit, state=State.HALF_OPEN, epoch=next_epoch, successes=0)
        case State.CLOSED, Kind.SUCCESS:
            return _replace(circuit, failures=0)
        case State.HALF_OPEN, Kind.SUCCESS:
            if circuit.successes + 1 >= policy.successes:
                return Circuit(epoch=next_epoch, last_failure_at=circuit.last_failure_at)
            return _replace(circuit, successes=circuit.successes + 1)
        case ((State.CLOSED | State.HALF_OPEN), Kind.FAILURE):
            failed = _replace(circuit, failures=circuit.failures + 1, last_failure_at=now)
            if circuit.state is State.HALF_OPEN or failed.failures >= policy.failures:
                return _replace(failed, state=State.OPEN, epoch=next_epoch, successes=0, opened_at=now)
            return failed
    return circuit


_replace = msgspec.structs.replace
