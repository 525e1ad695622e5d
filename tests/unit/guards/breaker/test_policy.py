"""What moves a circuit from one state to another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guards.breaker.policy import Circuit, CircuitEvent, CircuitState, EventKind, Policy, next_state

POLICY = Policy(failure_threshold=3, recovery_seconds=30, success_threshold=2)
CHANGING = st.sampled_from(list(EventKind))
LATE = st.integers(0, 2)  # how many changes ago a call began


def walk(steps: list[tuple[EventKind, int, int]]) -> list[Circuit]:
    """A circuit through what happens: (what, how many changes ago the call began, milliseconds since the last)."""
    circuits, epochs, now = [Circuit()], [0], 1_000_000
    for kind, late, passed in steps:
        now += passed
        epoch = epochs[max(0, len(epochs) - 1 - late)]
        circuits.append(next_state(circuits[-1], CircuitEvent(kind, epoch, now), POLICY, now))
        if circuits[-1].epoch != epochs[-1]:
            epochs.append(circuits[-1].epoch)
    return circuits


STEPS = st.lists(st.tuples(CHANGING, LATE, st.sampled_from([0, 1, 29_999, 30_000])), max_size=60)


@given(STEPS)
def test_epochs_rise_with_each_change_of_state_and_never_fall(steps: list[tuple[EventKind, int, int]]) -> None:
    circuits = walk(steps)
    for before, now in pairwise(circuits):
        assert now.epoch >= before.epoch
        assert now.state is before.state or now.epoch > before.epoch


@given(STEPS)
def test_only_the_ways_that_there_are(steps: list[tuple[EventKind, int, int]]) -> None:
    circuits = walk(steps)
    for (kind, late, _), before, now in zip(steps, circuits, circuits[1:], strict=False):
        moved = (before.state, now.state)
        if kind is EventKind.RESET:
            assert now.state is CircuitState.CLOSED
        elif moved[0] is not moved[1]:
            assert moved in {
                (CircuitState.CLOSED, CircuitState.OPEN),
                (CircuitState.OPEN, CircuitState.HALF_OPEN),
                (CircuitState.HALF_OPEN, CircuitState.OPEN),
                (CircuitState.HALF_OPEN, CircuitState.CLOSED),
            }
            assert late == 0 or before.epoch == 0, "what began in another state moves nothing"


@given(STEPS)
def test_it_opens_after_failures_in_a_row_and_no_sooner(steps: list[tuple[EventKind, int, int]]) -> None:
    for circuit in walk(steps):
        assert circuit.state is not CircuitState.CLOSED or circuit.failures < POLICY.failure_threshold
        assert circuit.state is not CircuitState.HALF_OPEN or circuit.successes < POLICY.success_threshold
        assert (circuit.opened_at > 0) == (circuit.state is not CircuitState.CLOSED)


@given(STEPS)
def test_it_stays_open_for_its_recovery_time(steps: list[tuple[EventKind, int, int]]) -> None:
    circuits, now = walk(steps), 1_000_000
    for (kind, _, passed), before, then in zip(steps, circuits, circuits[1:], strict=False):
        now += passed
        if before.state is CircuitState.OPEN and then.state is CircuitState.HALF_OPEN:
            assert kind is EventKind.TRIAL
            assert now - before.opened_at >= 30_000


@given(st.integers(-(10**9), 10**9))
def test_no_process_waits_longer_than_the_recovery_whatever_clocks_do(ahead: int) -> None:
    now = 2 * 10**9
    assert (
        0
        <= Circuit(CircuitState.OPEN, opened_at=now + ahead).seconds_until_trial(POLICY, now)
        <= POLICY.recovery_seconds
    )
