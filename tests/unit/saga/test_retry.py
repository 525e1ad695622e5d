"""Retry as a value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saga.retry import Retry

policies = st.builds(
    Retry,
    tries=st.integers(1, 100),
    first_delay=st.floats(0, 100),
    factor=st.floats(1, 10),
    max_delay=st.floats(0, 3600),
)


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 0), (2, 1), (3, 2), (4, 4), (7, 32), (8, 60), (9, 60)])
def test_by_default_delays_double_up_to_a_minute(attempt: int, seconds: float) -> None:
    assert Retry().delay_before(attempt) == seconds


def test_by_default_there_are_three_tries() -> None:
    assert [Retry().exhausted(attempts) for attempts in range(5)] == [False, False, False, True, True]


def test_one_try_is_none_again() -> None:
    assert Retry(tries=1).exhausted(1)


@settings(derandomize=True)
@given(policy=policies, attempt=st.integers(2, 100))
def test_delays_never_shrink_and_never_pass_the_longest(policy: Retry, attempt: int) -> None:
    assert policy.delay_before(attempt) <= policy.delay_before(attempt + 1) <= policy.max_delay


@settings(derandomize=True)
@given(policy=policies)
def test_the_first_attempt_waits_for_nothing(policy: Retry) -> None:
    assert policy.delay_before(1) == 0


@settings(derandomize=True)
@given(attempt=st.integers(1, 100))
def test_no_first_delay_is_no_delay_at_all(attempt: int) -> None:
    assert Retry(first_delay=0).delay_before(attempt) == 0
