"""What one process lets in, whatever becomes of its readings."""

import pytest
from structlog.testing import capture_logs

from guards.admission_policy import OverloadReason
from kit.errors import DatabaseUnavailable
from services.admission import Admission


class Counting:
    """Answers a reading with what it was given, or raises it."""

    def __init__(self, answer: tuple[int, int] | Exception) -> None:
        self.answer = answer
        self.asked: list[int] = []

    async def __call__(self, most: int) -> tuple[int, int]:
        self.asked.append(most)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def test_one_reading_serves_for_many_batches_and_counts_only_as_far_as_it_matters() -> None:
    counting = Counting((900, 0))
    admission = Admission(counting, 1000, 10)
    assert [await admission.admit(30) for _ in range(4)] == [30, 30, 30, 10]
    assert counting.asked == [1001]


async def test_what_cannot_be_counted_is_taken_to_be_as_it_was() -> None:
    counting = Counting((990, 0))
    admission = Admission(counting, 1000, 10)
    assert await admission.admit(4) == 4
    counting.answer = DatabaseUnavailable("ConnectionResetError")
    assert await admission.admit(128) == 6
    assert await admission.admit(128) == 0
    # The second reading was due because so much was asked for; it failed, and is not tried again immediately.
    assert len(counting.asked) == 2


async def test_before_the_first_count_everything_is_let_in() -> None:
    admission = Admission(Counting(TimeoutError()), 1000, 10)
    assert await admission.admit(100) == 100


async def test_an_error_of_ours_is_shown() -> None:
    with pytest.raises(ValueError, match="ours"):
        await Admission(Counting(ValueError("ours")), 1000, 10).admit(1)


async def test_refusals_are_counted_and_logged_once() -> None:
    admission = Admission(Counting((1001, 0)), 1000, 10)
    assert await admission.admit(1) == 0
    with capture_logs() as logs:
        waits = [admission.refuse(OverloadReason.BACKLOG).retry_after_seconds for _ in range(50)]
        admission.refuse(OverloadReason.PENDING)
    assert admission.refused == {OverloadReason.BACKLOG: 50, OverloadReason.PENDING: 1}
    assert [(line["log_level"], line["limit"]) for line in logs] == [("warning", 1000), ("warning", 10)]
    assert len(set(waits)) > 1
