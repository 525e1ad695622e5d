"""What moves a process's own circuit from one state to another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guards.breaker.policy import Circuit, CircuitState, EventKind, Policy, next_state

POLICY = Policy(failure_threshold=3, recovery_seconds=30, success_threshold=2)
FAILURES = {EventKind.FAILURE, EventKind.ANSWERED_FAILURE}
EVENTS = st.sampled_from(list(EventKind))
LATE = st.integers(0, 2)  # how many changes ago a call began
STEPS = st.lists(st.tuples(EVENTS, LATE, st.sampled_from([0.0, 0.001, 29.999, 30.0])), max_size=60)
Steps = list[tuple[EventKind, int, float]]


def walk(steps: Steps) -> list[Circuit]:
    """A circuit through what happens: (what, how many changes ago the call began, seconds since the last)."""
    circuits, epochs, now = [Circuit()], [0], 1000.0
    for kind, late, passed in steps:
        now += passed
        epoch = epochs[max(0, len(epochs) - 1 - late)]
        circuits.append(next_state(circuits[-1], kind, epoch, POLICY, now))
        if circuits[-1].epoch != epochs[-1]:
            epochs.append(circuits[-1].epoch)
    return circuits


@given(STEPS)
def test_epochs_rise_with_each_change_of_state_and_never_fall(steps: Steps) -> None:
    for before, now in pairwise(walk(steps)):
        assert now.epoch >= before.epoch
        assert now.state is before.state or now.epoch > before.epoch


@given(STEPS)
def test_only_the_ways_that_there_are(steps: Steps) -> None:
    for (kind, late, _), (before, now) in zip(steps, pairwise(walk(steps)), strict=True):
        moved = (before.state, now.state)
        if kind is EventKind.RESET:
            assert now.state is CircuitState.CLOSED
        elif before.state is not now.state:
            assert moved in {
                (CircuitState.CLOSED, CircuitState.OPEN),
                (CircuitState.OPEN, CircuitState.HALF_OPEN),
                (CircuitState.HALF_OPEN, CircuitState.OPEN),
                (CircuitState.HALF_OPEN, CircuitState.CLOSED),
            }
            assert late == 0 or before.epoch == 0, "what began in another state moves nothing"


@given(STEPS)
def test_it_opens_after_failures_in_a_row_and_no_sooner(steps: Steps) -> None:
    for circuit in walk(steps):
        closed = circuit.state is CircuitState.CLOSED
        assert not closed or circuit.failures < POLICY.failure_threshold
        assert circuit.state is not CircuitState.HALF_OPEN or circuit.successes < POLICY.success_threshold
        assert (circuit.opened_at is None) == (circuit.open_since is None) == closed


@given(STEPS)
def test_a_failed_trial_keeps_the_moment_since_when_it_is_not_closed(steps: Steps) -> None:
    for before, now in pairwise(walk(steps)):
        if before.open_since is not None and now.open_since is not None:
            assert now.open_since == before.open_since
            assert now.answered == before.answered


@given(STEPS)
def test_it_knows_when_the_service_has_answered_with_failures_since_the_last_success(steps: Steps) -> None:
    answered: list[float] = []
    now = 1000.0
    for (kind, late, passed), (before, then) in zip(steps, pairwise(walk(steps)), strict=True):
        now += passed
        current = late == 0 or before.epoch == 0
        if before.state is CircuitState.CLOSED and current and kind is EventKind.ANSWERED_FAILURE:
            answered.append(now)
        elif then.state is CircuitState.CLOSED and (
            then.epoch != before.epoch or (current and kind is EventKind.SUCCESS)
        ):
            answered = []
        assert list(then.answered) == answered[-POLICY.failure_threshold :]


@given(STEPS)
def test_it_stays_open_for_its_recovery_time(steps: Steps) -> None:
    now = 1000.0
    for (kind, _, passed), (before, then) in zip(steps, pairwise(walk(steps)), strict=True):
        now += passed
        if before.state is CircuitState.OPEN and then.state is CircuitState.HALF_OPEN:
            assert kind is EventKind.TRIAL
            assert before.opened_at is not None
            assert now - before.opened_at >= 30


@given(st.floats(-1e9, 1e9))
def test_no_process_waits_longer_than_the_recovery_whatever_clocks_do(ahead: float) -> None:
    now = 2e9
    circuit = Circuit(CircuitState.OPEN, opened_at=now + ahead)
    assert 0 <= circuit.seconds_until_trial(POLICY, now) <= POLICY.recovery_seconds
