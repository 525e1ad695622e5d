"""Counts what Python does: how much work something is, whatever the machine."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], object]) -> int:
    """The lines of Python that `work` executes."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:  # noqa: ARG001 - as Python calls it
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
