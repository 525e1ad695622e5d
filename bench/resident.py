"""How much memory processes occupy, second by second, and whether it stays where it was."""

import asyncio
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

MEGABYTE = 2**20
WITHIN = 0.10
"""How far from where it was after settling memory may move and still be called flat."""

Measure = Callable[[], float]
"""Bytes that something occupies now."""


@dataclass(frozen=True, slots=True)
class Course:
    """What something occupied over time, in bytes.

    Attributes:
        settled: after settling; most, least: from then on; last: in the end.
    """

    settled: float
    least: float
    most: float
    last: float

    @property
    def flat(self) -> bool:
        """Whether it never moved further than it may."""
        return self.least >= self.settled * (1 - WITHIN) and self.most <= self.settled * (1 + WITHIN)


def resident(pid: int) -> Measure:
    """The resident memory of one process."""
    process = psutil.Process(pid)
    return lambda: float(process.memory_info().rss)


def typical(pid: int) -> Measure:
    """What half of the processes that serve a PostgreSQL's connections have at most for themselves."""
    return lambda: statistics.median(_private(pid))


def largest(pid: int) -> Measure:
    """What the one of them has for itself that has most."""
    return lambda: max(_private(pid))


def cache(pid: int) -> Measure:
    """The shared memory of a PostgreSQL, as far as the process has touched it that has touched most."""
    return lambda: max(_status(one, "RssShmem") for one in (pid, *_serving(pid)))


def _private(pid: int) -> list[float]:
    return [_status(one, "RssAnon") for one in _serving(pid)] or [0.0]


def _serving(pid: int) -> list[int]:
    serving = []
    for one in psutil.Process(pid).children():
        with suppress(psutil.NoSuchProcess):
            if "[local]" in " ".join(one.cmdline()):
                serving.append(one.pid)
    return serving


def _status(pid: int, line: str) -> float:
    """Bytes, by the kernel's account of a process; 0 for one that has ended since it was found."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    [kilobytes] = [row.split()[1] for row in told.splitlines() if row.startswith(f"{line}:")] or ["0"]
    return 1024.0 * int(kilobytes)


async def watched(measures: Mapping[str, Measure], every: float, samples: list[tuple[float, dict[str, float]]]) -> None:
    """Add a sample every so many seconds, each with its age since the beginning, until cancelled."""
    began = time.monotonic()
    while True:
        now = time.monotonic() - began
        samples.append((now, {name: measure() for name, measure in measures.items()}))
        await asyncio.sleep(max(0.0, began + len(samples) * every - time.monotonic()))


def courses(samples: Sequence[tuple[float, Mapping[str, float]]], settle: float) -> dict[str, Course]:
    """The course of each thing that was watched, from `settle` seconds on."""
    later = [sample for at, sample in samples if at >= settle]
    return {
        name: Course(values[0], min(values), max(values), values[-1])
        for name in later[0]
        for values in [[sample[name] for sample in later]]
    }
