"""How far more processes on more cores would carry, on paper: from the processor time of an enrollment in each part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SIZES = (1, 2, 4, 8)
"""Numbers of APIs, with as many workers."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a number of APIs and as many workers carry.

    Attributes:
        per_second: enrollments a second, at most.
        limited_by: the part that is busy all the time then.
        cores: how many the four parts take together then; the clients' come on top.
    """

    processes: int
    per_second: float
    limited_by: str
    cores: float


def carried(seconds_per_1000: Mapping[str, float], processes: int) -> Carried:
    """For parts that share no core. An API or a worker is one thread, and so is Redis.

    PostgreSQL has a session for each connection, but commits that take a seat in the same group take turns. So it is
    counted as one core here, as if every basket had a group in common; where they have not, it carries more.
    """
    ceilings = {
        "the APIs": processes * 1000 / seconds_per_1000["api"],
        "the workers": processes * 1000 / seconds_per_1000["workers"],
        "PostgreSQL, if all baskets share a group": 1000 / seconds_per_1000["postgres"],
        "Redis": 1000 / seconds_per_1000["redis"],
    }
    limited_by = min(ceilings, key=lambda part: ceilings[part])
    per_second = ceilings[limited_by]
    return Carried(processes, per_second, limited_by, per_second * sum(seconds_per_1000.values()) / 1000)


def as_markdown(seconds_per_1000: Mapping[str, float]) -> str:
    """A table of the sizes; empty if a part was not measured."""
    if not all(seconds_per_1000.values()):
        return ""
    rows: Sequence[Carried] = [carried(seconds_per_1000, size) for size in SIZES]
    lines = ["| APIs and workers | at most, enrollments/s | limited by | cores |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {it.processes} + {it.processes} | {it.per_second:,.0f} | {it.limited_by} | {it.cores:.1f} |" for it in rows
    ]
    return "\n".join(["On paper, from the processor time in the burst, with a core for each process:", "", *lines])
