"""How long a finished task is known, and what goes with one that is deleted."""

from datetime import timedelta
from typing import Self

import msgspec

KNOWN_DAYS = 30
"""For at least so long after its end, and after its term was closed, a task can be asked for."""
KNOWN_FOR = timedelta(days=KNOWN_DAYS)


class PrunedCounts(msgspec.Struct, frozen=True):
    """How many rows of each kind were deleted. `enrollments`: all of them dropped."""

    sagas: int = 0
    enrollments: int = 0
    steps: int = 0
    audit_entries: int = 0
    workers: int = 0

    def __add__(self, other: Self) -> Self:
        pairs = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
        return type(self)(*(mine + others for mine, others in pairs))
