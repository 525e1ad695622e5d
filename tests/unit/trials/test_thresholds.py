"""What a run is judged by: each threshold can be missed."""

from collections.abc import Sequence

from trials.samples import Sample
from trials.thresholds import JUDGED_LOOPS, Limits, judge

FAST = [Sample("enroll", number / 200, 10, "user 1") for number in range(200)]


def missed(
    samples: Sequence[Sample], violations: int = 0, loops: int = JUDGED_LOOPS, limits: Limits | None = None
) -> set[str]:
    return {one.name for one in judge(samples, violations, limits or Limits(), loops) if one.passed is False}


def test_a_fast_run_without_errors_misses_nothing() -> None:
    assert missed(FAST) == set()


def test_each_threshold_can_be_missed() -> None:
    slow = [Sample("enroll", number / 200, 250, "user 1") for number in range(200)]
    assert missed(slow) == {"Mean time to answer"}
    tail = [Sample("enroll", one.at, 600 if number % 10 == 0 else 10, "user 1") for number, one in enumerate(FAST)]
    assert missed(tail) == {"95 % answered within"}
    rare = [Sample("enroll", number / 10, 10, "user 1") for number in range(200)]
    assert missed(rare) == {"Requests a second, after the ramp"}
    assert missed([*FAST, Sample("enroll", 0.5, 10, "user 1", "not accepted")]) == {"Wrong answers"}
    assert missed(FAST, violations=1) == {"Violations of what must hold"}


def test_a_limit_itself_is_too_slow() -> None:
    assert missed(FAST, limits=Limits(mean_ms=10, p95_ms=10)) == {"Mean time to answer", "95 % answered within"}


def test_a_short_run_is_not_judged_by_its_requests_a_second() -> None:
    rare = [Sample("enroll", number / 10, 10, "user 1") for number in range(20)]
    judged = {one.name: one.passed for one in judge(rare, 0, Limits(), JUDGED_LOOPS - 1)}
    assert judged["Requests a second, after the ramp"] is None
    assert missed(rare, loops=JUDGED_LOOPS - 1) == set()


def test_a_run_without_requests_fails() -> None:
    assert "Wrong answers" in missed([])
