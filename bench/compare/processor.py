"""Processor time of process trees, and of everything else on the machine in the same time."""

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Used:
    """What was used in some time.

    Attributes:
        wall: that time, in seconds.
        seconds: processor time by the names of the trees.
        foreign_percent: of all other processes, in percent of the machine.
    """

    wall: float
    seconds: Mapping[str, float]
    foreign_percent: float

    def per_1000(self, count: int) -> dict[str, float]:
        """Processor seconds for 1,000 of `count`, by tree and in total; without the driver's."""
        ours = {name: seconds / max(count, 1) * 1000 for name, seconds in self.seconds.items() if name != "driver"}
        return {**ours, "total": sum(ours.values())}


class ProcessorTime:
    """Counts from its construction. `trees`: the process ids of roots, by name; this process is `driver`.

    Processes are summed up, because the kernel's busy time is sampled and misses short bursts.
    """

    def __init__(self, trees: Mapping[str, Iterable[int]]) -> None:
        self._trees = {**{name: tuple(pids) for name, pids in trees.items()}, "driver": (os.getpid(),)}
        self._began = time.perf_counter()
        self._before = self._now()

    def used(self) -> Used:
        """Since the construction."""
        wall, now = time.perf_counter() - self._began, self._now()
        seconds = {name: now[name] - self._before[name] for name in now}
        every = seconds.pop("")
        foreign = every - sum(seconds.values())
        return Used(wall, seconds, 100 * foreign / wall / (os.cpu_count() or 1))

    def _now(self) -> dict[str, float]:
        """Processor seconds until now; with the name "" those of all processes."""
        own: dict[int, float] = {}
        children: dict[int, list[int]] = {}
        for process in psutil.process_iter(["ppid", "cpu_times"]):
            times = process.info["cpu_times"]
            if times is not None:
                own[process.pid] = times.user + times.system + times.children_user + times.children_system
                children.setdefault(process.info["ppid"], []).append(process.pid)

        def tree(pid: int) -> float:
            return own.get(pid, 0.0) + sum(tree(child) for child in children.get(pid, []))

        return {name: sum(map(tree, pids)) for name, pids in self._trees.items()} | {"": sum(own.values())}
