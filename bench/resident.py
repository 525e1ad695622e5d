"""Samples the memory of processes, and decides whether it stays flat."""

import asyncio
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

MEGABYTE = 2**20
TOLERANCE = 0.10
"""Flat memory deviates by at most this fraction from its value after settling."""

Measure = Callable[[], float]
"""Returns a size in bytes."""


@dataclass(frozen=True, slots=True)
class MemoryTrend:
    """A size over time, in bytes. `minimum`, `maximum`: from settling on; `final`: at the end."""

    after_settling: float
    minimum: float
    maximum: float
    final: float

    @property
    def is_flat(self) -> bool:
        """Whether it always stayed within the tolerance."""
        return self.minimum >= self.after_settling * (1 - TOLERANCE) and self.maximum <= self.after_settling * (
            1 + TOLERANCE
        )


def resident_memory(pid: int) -> Measure:
    """The resident memory of one process."""
    process = psutil.Process(pid)
    return lambda: float(process.memory_info().rss)


def median_private_memory(pid: int) -> Measure:
    """The median private memory of the processes that serve PostgreSQL's connections. `pid`: the postmaster."""
    return lambda: statistics.median(_private_memory(pid))


def largest_private_memory(pid: int) -> Measure:
    """The largest private memory among the processes that serve PostgreSQL's connections. `pid`: the postmaster."""
    return lambda: max(_private_memory(pid))


def shared_memory(pid: int) -> Measure:
    """The largest part of PostgreSQL's shared memory that one process has touched. `pid`: the postmaster."""
    return lambda: max(_status_bytes(one, "RssShmem") for one in (pid, *_backends(pid)))


def _private_memory(pid: int) -> list[float]:
    return [_status_bytes(one, "RssAnon") for one in _backends(pid)] or [0.0]


def _backends(pid: int) -> list[int]:
    serving = []
    for one in psutil.Process(pid).children():
        with suppress(psutil.NoSuchProcess):
            if "[local]" in " ".join(one.cmdline()):
                serving.append(one.pid)
    return serving


def _status_bytes(pid: int, line: str) -> float:
    """A size in `/proc/PID/status`, in bytes; 0 if the process has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    [kilobytes] = [row.split()[1] for row in status.splitlines() if row.startswith(f"{line}:")] or ["0"]
    return 1024.0 * int(kilobytes)


async def take_samples(
    measures: Mapping[str, Measure], every: float, samples: list[tuple[float, dict[str, float]]]
) -> None:
    """Add a sample every `every` seconds, with the seconds since the start, until cancelled."""
    began = time.monotonic()
    while True:
        now = time.monotonic() - began
        samples.append((now, {name: measure() for name, measure in measures.items()}))
        await asyncio.sleep(max(0.0, began + len(samples) * every - time.monotonic()))


def memory_trends(samples: Sequence[tuple[float, Mapping[str, float]]], settle: float) -> dict[str, MemoryTrend]:
    """The trend of each measure, from `settle` seconds on."""
    later = [sample for at, sample in samples if at >= settle]
    return {
        name: MemoryTrend(values[0], min(values), max(values), values[-1])
        for name in later[0]
        for values in [[sample[name] for sample in later]]
    }
