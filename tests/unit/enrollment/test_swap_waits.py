"""Which of the swaps that wait fit together, and for how long one waits."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from enrollment.swap_waits import fitting_swaps, seconds_to_wait
from enrollment.task import Command, TaskKind, TaskState
from saga.journal import SagaStatus

NOW = datetime(2024, 7, 1, 8, 0, tzinfo=UTC)


def waiting(*swaps: str) -> dict[UUID, Command]:
    """Each in two letters: the group that is given up, and the one that is taken for it."""
    return {UUID(int=n): Command(f"EST{n:03}", "2024-2", (swap[1],), (swap[0],)) for n, swap in enumerate(swaps)}


@pytest.mark.parametrize(
    ("swaps", "free", "fitting"),
    [
        (["AB"], {}, []),
        (["AB"], {"B": 1}, [0]),
        (["AB", "BA"], {"A": 0, "B": 0}, [0, 1]),
        (["AB", "BC", "DA"], {"A": 0, "B": 0, "C": 0}, []),
        (["AB", "CD", "BA", "DC", "BA"], {}, [0, 1, 2, 3]),
    ],
)
def test_those_fit_that_would_get_their_seats_together(
    swaps: list[str], free: dict[str, int], fitting: list[int]
) -> None:
    assert fitting_swaps(waiting(*swaps), free) == [UUID(int=n) for n in fitting]


def test_a_swap_waits_from_the_moment_that_a_worker_first_began_it() -> None:
    def task(started_at: datetime | None) -> TaskState:
        return TaskState.build(
            id=UUID(int=1),
            kind=TaskKind.SWAP,
            command=Command("EST001", "2024-2", ("B",), ("A",)),
            saga_status=SagaStatus.PENDING,
            version=1,
            groups=(),
            correlation_id="c-1",
            submitted_at=NOW - timedelta(hours=1),
            started_at=started_at,
        )

    longest = timedelta(seconds=5)
    assert seconds_to_wait(task(NOW - timedelta(seconds=2)), NOW, longest) == 3.0
    assert seconds_to_wait(task(NOW - timedelta(seconds=9)), NOW, longest) == -4.0
    assert seconds_to_wait(task(None), NOW, longest) == 5.0
    assert seconds_to_wait(task(NOW + timedelta(days=1)), NOW, longest) == 0.0, "the clock was set back"
