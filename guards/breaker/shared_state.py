"""The state of a circuit that all processes share: a pure function of what each reports of its own."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from guards.breaker.policy import CircuitState, Policy

T = TypeVar("T")

_REPORT_GRACE_SECONDS = 10.0
"""How much longer than the recovery time a report counts; it is renewed every second."""


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a process says about its own circuit of a service.

    Times are seconds since 1970 by Redis's clock, as the process estimates it; None is never.

    Attributes:
        at: when it was written.
        open_since: when the circuit was last CLOSED; None while it is.
        answered: when the service has answered that it failed, of the failures in a row; see `Circuit`.
        cause: of the last failure or change of state, for people to read.
    """

    at: float
    state: CircuitState = CircuitState.CLOSED
    open_since: float | None = None
    answered: tuple[float, ...] = ()
    last_failure_at: float | None = None
    last_success_at: float | None = None
    cause: str = ""


class SharedCircuit(msgspec.Struct, frozen=True):
    """What follows from the reports.

    Attributes:
        state: CLOSED or OPEN.
        opened_at: when it opened, by Redis's clock; None while CLOSED.
        cause: why, for people to read.
    """

    state: CircuitState = CircuitState.CLOSED
    opened_at: float | None = None
    cause: str = "it is no longer open in two processes"


CLOSED = SharedCircuit()


class SharedRecord(msgspec.Struct, frozen=True):
    """The last change of the shared state that a process has recorded.

    Attributes:
        epoch: rises with each record. About its time in microseconds, so that no two processes choose the same, and
            that it still rises after Redis was emptied.
        reset_at: when an operator last closed the circuit; openings up to then do not count. 0 is never.
    """

    state: CircuitState = CircuitState.CLOSED
    epoch: int = 0
    reset_at: float = 0.0


class CircuitChange(msgspec.Struct, frozen=True):
    """The shared state changed, or an operator has reset it.

    Attributes:
        epoch: of its record. Service and epoch identify a change.
        at: milliseconds since 1970.
        actor: an operator's id, or `system`.
        correlation_id: of the request that reset the circuit, otherwise empty.
    """

    service: str
    before: CircuitState
    after: CircuitState
    epoch: int
    at: int
    cause: str
    actor: str
    correlation_id: str


def report_lifetime_seconds(policy: Policy) -> float:
    """How long after it was written a report counts."""
    return policy.recovery_seconds + _REPORT_GRACE_SECONDS


def current_reports(reports: Mapping[str, Report], policy: Policy, now: float) -> dict[str, Report]:
    """The reports, by process, that are not too old. One from the future was dated by a clock that is wrong."""
    lifetime = report_lifetime_seconds(policy)
    return {process: report for process, report in reports.items() if abs(now - report.at) <= lifetime}


def shared_state(reports: Mapping[str, Report], policy: Policy, reset_at: float = 0.0) -> SharedCircuit:
    """The shared state that follows from the current reports of all processes."""
    succeeded_at, witness = max(
        ((report.last_success_at or 0.0, process) for process, report in reports.items()), default=(0.0, "")
    )
    moments = [(moment, process) for process, report in reports.items() for moment in report.answered]
    answered = sorted(each for each in moments if each[0] > max(succeeded_at, reset_at))
    if len(answered) >= policy.failure_threshold:
        return _opened(answered, policy.failure_threshold - 1, "it has answered with failures to", reports)
    openings = sorted(
        (report.open_since, process)
        for process, report in reports.items()
        if report.open_since is not None and report.open_since > reset_at
    )
    if len(openings) > 1 and openings[1][0] >= succeeded_at:
        return _opened(openings, 1, "open in", reports)
    return SharedCircuit(cause=f"{witness} has reached it") if witness and (openings or moments) else CLOSED


def _opened(
    events: Sequence[tuple[float, str]], decisive: int, what: str, reports: Mapping[str, Report]
) -> SharedCircuit:
    since, process = events[decisive]
    processes = ", ".join(sorted({process for _, process in events}))
    return SharedCircuit(CircuitState.OPEN, since, f"{what} {processes}: {reports[process].cause}")


def decoded(data: bytes, form: type[T]) -> T | None:
    """A value that another process wrote, or None if it cannot be read: it may be of another release, or damaged."""
    try:
        return msgspec.json.decode(data, type=form)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
