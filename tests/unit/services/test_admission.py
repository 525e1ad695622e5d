"""What one process lets in, whatever becomes of its readings."""

from contextlib import ExitStack

import pytest
from structlog.testing import capture_logs

from guards.admission_policy import OverloadReason
from kit.errors import DatabaseUnavailable
from services.admission import Admission


class Counting:
    """Answers a reading with what it was given, or raises it."""

    def __init__(self, answer: tuple[int, int, int] | Exception) -> None:
        self.answer = answer
        self.asked: list[int] = []

    async def __call__(self, most: int) -> tuple[int, int, int]:
        self.asked.append(most)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def begun(admission: Admission, asked: int, *, by_registrar: bool = False) -> int:
    """How many of the tasks that are asked for may begin."""
    return sum(await admission.admit([by_registrar] * asked))


async def test_registrars_have_half_of_the_room_together() -> None:
    admission = Admission(Counting((600, 450, 0)), 1000, 10)
    assert await begun(admission, 30, by_registrar=True) == 30
    assert await begun(admission, 30, by_registrar=True) == 20
    assert await begun(admission, 60) == 60
    assert await admission.admit([True, False, True]) == [False, True, False]


def test_registrars_have_half_of_what_is_held() -> None:
    admission = Admission(Counting((0, 0, 0)), 1000, 4)
    with ExitStack() as held:
        refused = {}
        for count in range(1, 6):
            held.enter_context(admission.holding(by_registrar=True))
            refused[count] = (
                admission.refuses_new(by_registrar=True),
                admission.refuses_all(by_registrar=True),
                admission.refuses_new(by_registrar=False),
            )
    assert refused == {
        1: (False, False, False),
        2: (False, False, False),
        3: (True, False, False),
        4: (True, False, False),
        5: (True, True, True),
    }
    assert admission.pending == 0
    assert not admission.refuses_new(by_registrar=True)


async def test_what_did_not_begin_leaves_its_room_to_others() -> None:
    admission = Admission(Counting((0, 0, 0)), 10, 10)
    assert await begun(admission, 10) == 10
    admission.not_begun([False] * 4 + [True] * 2)
    assert await begun(admission, 10) == 6


async def test_one_reading_serves_for_many_batches_and_counts_only_as_far_as_it_matters() -> None:
    counting = Counting((900, 0, 0))
    admission = Admission(counting, 1000, 10)
    assert [await begun(admission, 30) for _ in range(4)] == [30, 30, 30, 10]
    assert counting.asked == [1001]


async def test_what_cannot_be_counted_is_taken_to_be_as_it_was() -> None:
    counting = Counting((990, 0, 0))
    admission = Admission(counting, 1000, 10)
    assert await begun(admission, 4) == 4
    counting.answer = DatabaseUnavailable("ConnectionResetError")
    assert await begun(admission, 128) == 6
    assert await begun(admission, 128) == 0
    # The second reading was due because so much was asked for; it failed, and is not tried again immediately.
    assert len(counting.asked) == 2


async def test_before_the_first_count_everything_is_let_in() -> None:
    admission = Admission(Counting(TimeoutError()), 1000, 10)
    assert await begun(admission, 100) == 100


async def test_an_error_of_ours_is_shown() -> None:
    with pytest.raises(ValueError, match="ours"):
        await Admission(Counting(ValueError("ours")), 1000, 10).admit([False])


async def test_refusals_are_counted_and_logged_once() -> None:
    admission = Admission(Counting((1001, 0, 0)), 1000, 10)
    assert await begun(admission, 1) == 0
    with capture_logs() as logs:
        waits = [admission.refuse(OverloadReason.BACKLOG).retry_after_seconds for _ in range(50)]
        admission.refuse(OverloadReason.PENDING)
    assert admission.refused == {OverloadReason.BACKLOG: 50, OverloadReason.PENDING: 1}
    assert [(line["log_level"], line["limit"]) for line in logs] == [("warning", 1000), ("warning", 10)]
    assert len(set(waits)) > 1
