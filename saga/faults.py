"""Named points at which a test can make a real process die; an enum, so that a test can try every one of them."""

import os
import signal
from dataclasses import dataclass
from enum import StrEnum


class FaultPoint(StrEnum):
    """The points, in the order in which an enrollment passes them.

    ACCEPT_COMMIT: a task or a cancellation is accepted. BEFORE_CLAIM: the wake-up has been taken off the queue.
    BEFORE_COMMIT, INSIDE_COMMIT, AFTER_COMMIT: any commit of a saga: local steps or their undo, the beginning
    of an attempt at a call, its answer. So `inside_commit:kill:3` dies inside the third of these. AFTER_CALL: the
    answer has arrived and is not committed. BEFORE_UNDO, AFTER_UNDO: around the commit of a local undo, and around the
    call of a remote one, whose answer is not committed yet. No saga under way passes BEFORE_PRUNE_COMMIT: finished ones
    are in the archive, on the disk, and not deleted yet.
    """

    BEFORE_ACCEPT_COMMIT = "before_accept_commit"
    AFTER_ACCEPT_COMMIT = "after_accept_commit"
    BEFORE_WAKE = "before_wake"
    AFTER_WAKE = "after_wake"
    BEFORE_CLAIM = "before_claim"
    AFTER_CLAIM = "after_claim"
    BEFORE_COMMIT = "before_commit"
    INSIDE_COMMIT = "inside_commit"
    AFTER_COMMIT = "after_commit"
    BEFORE_CALL = "before_call"
    AFTER_CALL = "after_call"
    BEFORE_UNDO = "before_undo"
    AFTER_UNDO = "after_undo"
    BEFORE_PUBLISH = "before_publish"
    AFTER_PUBLISH = "after_publish"
    BEFORE_PRUNE_COMMIT = "before_prune_commit"


_SIGNALS = {"kill": signal.SIGKILL, "freeze": signal.SIGSTOP}


class FaultInjected(Exception):
    """Raised by an armed point whose action is `raise`."""


@dataclass(slots=True)
class Faults:
    """The fault points of one process; at most one is armed.

    Attributes:
        point: the armed point; None: none is.
        action: `kill` (SIGKILL to this process), `freeze` (SIGSTOP) or `raise` (FaultInjected).
        nth: the fault is injected when the point is passed for the nth time, and only then.
        passes: how often the armed point was passed.
    """

    point: FaultPoint | None = None
    action: str = "kill"
    nth: int = 1
    passes: int = 0

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
            raise ValueError(f"the number of a fault's pass starts at 1, and is {times} here")
        return cls(FaultPoint(name), action, times)

    def inject(self, point: FaultPoint) -> None:
        """Pass `point`, and inject the fault if it is the armed one and this is its nth pass."""
        if point is not self.point:
            return
        self.passes += 1
        if self.passes != self.nth:
            return
        if self.action == "raise":
            raise FaultInjected(point)
        os.kill(os.getpid(), _SIGNALS[self.action])
