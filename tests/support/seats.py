"""Who gets seats where none are reserved."""

from collections.abc import Mapping, Sequence

from enrollment import allocate as seats
from enrollment.allocate import SeatRequest


def allocate(asked: Sequence[SeatRequest[str]], free: Mapping[str, int]) -> list[tuple[str, ...]]:
    """For each basket the groups that were full."""
    answers = seats.allocate(asked, free)
    assert not any(lacking.reserved for lacking in answers)
    return [lacking.full for lacking in answers]
