"""How samples are summed up."""

import pytest

from trials.samples import Sample, by_label, per_second, per_second_after_ramp


def sample(
    at: float, milliseconds: float = 100, user: str = "user 1", label: str = "enroll", failure: str = ""
) -> Sample:
    return Sample(label, at, milliseconds, user, failure)


def test_labels_are_summed_up_with_their_failures() -> None:
    enroll, status = by_label([
        sample(0, 10), sample(1, 30, failure="full"), sample(2, 20, failure="full"), sample(3, 5, label="status"),
    ])  # fmt: skip
    assert (enroll.label, enroll.latency.count, enroll.latency.max, enroll.errors, enroll.failures) == (
        "enroll", 3, 30, 2, ["full"],
    )  # fmt: skip
    assert (status.label, status.errors, status.failures) == ("status", 0, [])


def test_requests_are_counted_from_the_first_to_the_last_answer() -> None:
    assert per_second([sample(0), sample(1, 1000)]) == pytest.approx(1)
    assert per_second([]) == 0


def test_what_was_answered_before_the_last_user_began_is_left_out() -> None:
    early = [sample(number / 10, 10) for number in range(40)]
    late = [sample(4 + number / 10, 100, user=user) for number in range(10) for user in ("user 1", "user 2")]
    assert per_second_after_ramp([*early, *late]) == pytest.approx(20)
    assert per_second_after_ramp([]) == 0
