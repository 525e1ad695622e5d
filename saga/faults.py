"""Named places where a real process can be made to die, so that a test can enumerate them and none is forgotten."""

import os
import signal
from dataclasses import dataclass
from enum import StrEnum


class FaultPoint(StrEnum):
    """The places, in the order in which an enrollment passes them.

    What is accepted is a task or a cancellation. A bell that was taken is gone from the queue BEFORE_CLAIM. A stretch
    is any commit of a saga's progress: that of local steps or of their undo, that an attempt at a call begins, that
    it was answered. AFTER_CALL: the answer is there, its record is not; the record's own commit is one more stretch,
    so that `inside_stretch:kill:3` dies inside of the third. An undo is a commit where it is local (BEFORE_UNDO and
    AFTER_UNDO stand around it) and a call where it is not (AFTER_UNDO stands before its record).
    """

    BEFORE_ACCEPT_COMMIT = "before_accept_commit"
    AFTER_ACCEPT_COMMIT = "after_accept_commit"
    BEFORE_RING = "before_ring"
    AFTER_RING = "after_ring"
    BEFORE_CLAIM = "before_claim"
    INSIDE_CLAIM = "inside_claim"
    AFTER_CLAIM = "after_claim"
    BEFORE_STRETCH = "before_stretch"
    INSIDE_STRETCH = "inside_stretch"
    AFTER_STRETCH = "after_stretch"
    BEFORE_CALL = "before_call"
    AFTER_CALL = "after_call"
    BEFORE_UNDO = "before_undo"
    AFTER_UNDO = "after_undo"
    BEFORE_PUBLISH = "before_publish"
    AFTER_PUBLISH = "after_publish"


_SIGNALS = {"kill": signal.SIGKILL, "freeze": signal.SIGSTOP}


class FaultInjected(Exception):
    """What an armed point raises when its action is `raise`."""


@dataclass(slots=True)
class Faults:
    """The points of one process; at most one is armed.

    Attributes:
        point: where to strike; None for never.
        action: `kill` (SIGKILL to the own process), `freeze` (SIGSTOP) or `raise` (FaultInjected).
        nth: strikes when the point is reached for the nth time, and never again.
    """

    point: FaultPoint | None = None
    action: str = "kill"
    nth: int = 1
    reached: int = 0

    @classmethod
    def parse(cls, text: str | None) -> "Faults":
        """Read `point[:action[:nth]]`, for example `after_claim:kill:2`. Raises ValueError for anything else."""
        if not text:
            return cls()
        name, _, rest = text.partition(":")
        action, _, nth = (rest or "kill").partition(":")
        if action not in {*_SIGNALS, "raise"}:
            raise ValueError(f"unknown fault action {action!r}: use kill, freeze or raise")
        times = int(nth or 1)
        if times < 1:
            raise ValueError("a fault strikes the first time or later; it would never strike")
        return cls(FaultPoint(name), action, times)

    def reach(self, point: FaultPoint) -> None:
        """Pass `point`; strikes there if it is armed."""
        if point is not self.point:
            return
        self.reached += 1
        if self.reached != self.nth:
            return
        if self.action == "raise":
            raise FaultInjected(point)
        os.kill(os.getpid(), _SIGNALS[self.action])
