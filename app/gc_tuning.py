"""How often Python's garbage collector runs, and for how long it has stopped the process."""

import gc
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import structlog

_log = structlog.get_logger("app.gc")

EDGES_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)
"""Upper edges of the buckets in which pauses are counted."""
_LONG_SECONDS = 0.01
"""A pause from which on a line is logged: requests and events have waited for it."""


_NEW_CONNECTIONS = 200
"""This many more are set aside together. Each has some 150 objects."""
_FEW_CONNECTIONS, _TIMES_WITH_FEW, _TIMES_WITH_MANY = 500, 20, 200
"""After how many times everything is examined, while no more than these are connected, and while more are."""


def collect_less_often() -> None:
    """Called once a process has loaded its code and begins to serve.

    Loaded code lives as long as the process, so the collector need not examine it again. Requests leave few cycles
    behind, so a collection every 5,000 new objects is enough (Python's default is 700): with the default it took a
    fifth of an enrollment's CPU time in the API.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 20)


class SteadyConnections:
    """Keeps the collector from examining the connections that are open.

    With thousands of them it would stop the process for up to a second. Each leaves nothing to the collector when it
    ends (a test holds that), so those that have come are set aside, as loaded code is. With them goes what requests
    under way leave behind just then, so after many times everything is examined once, sooner while few are connected.
    """

    def __init__(self) -> None:
        self._least = 0
        self._times = 0

    def look(self, open_connections: int) -> None:
        """Called several times a second."""
        self._least = min(self._least, open_connections)
        if open_connections < self._least + _NEW_CONNECTIONS:
            return
        self._least = open_connections
        self._times += 1
        if self._times >= (_TIMES_WITH_FEW if open_connections <= _FEW_CONNECTIONS else _TIMES_WITH_MANY):
            self._times = 0
            gc.unfreeze()
            gc.collect()
        gc.freeze()


@dataclass(slots=True)
class Pauses:
    """The collections of one generation.

    Attributes:
        buckets: how many took at most each of EDGES_SECONDS and longer than the edge before; the last: longer than all.
        seconds: how long all of them took.
    """

    buckets: list[int] = field(default_factory=lambda: [0] * (len(EDGES_SECONDS) + 1))
    seconds: float = 0.0


class Collections:
    """The garbage collections of this process since `watch` was called.

    Attributes:
        pauses: by generation.
    """

    def __init__(self) -> None:
        self.pauses = [Pauses() for _ in range(3)]
        self._began = 0.0
        self._long: deque[tuple[int, float]] = deque(maxlen=100)

    def watch(self) -> None:
        """Count collections from now on."""
        gc.callbacks.append(self._on_collection)

    def log_long_ones(self) -> None:
        """Log the pauses that were long. Not done by the collector, which may run in the middle of a log line."""
        while self._long:
            generation, seconds = self._long.popleft()
            _log.info("garbage collection took long", generation=generation, ms=round(seconds * 1000, 1))

    def record(self, generation: int, seconds: float) -> None:
        """Count a collection."""
        pauses = self.pauses[generation]
        pauses.seconds += seconds
        pauses.buckets[sum(seconds > edge for edge in EDGES_SECONDS)] += 1
        if seconds >= _LONG_SECONDS:
            self._long.append((generation, seconds))

    def _on_collection(self, phase: str, info: dict[str, Any]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
            return
        self.record(info["generation"], time.perf_counter() - self._began)
