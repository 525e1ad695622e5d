"""What became of the tasks of a run, as the API shows them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

TASK_FIELDS = """
fragment TaskFields on Task {
  id status final kind studentCode submittedAt finishedAt
  problems { code } groups { groupCode status problems { code } }
}"""
"""What `trial_task` reads."""

_FULL = "GROUP_FULL"


class TrialTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task of a run.

    Attributes:
        groups: all that it asks for, and `full` those of them without a seat left for it, by code.
        reasons: codes of what spoke against it, sorted.
    """

    id: str
    student: str
    groups: tuple[str, ...]
    status: str
    final: bool
    reasons: tuple[str, ...]
    full: tuple[str, ...]
    submitted_at: datetime
    finished_at: datetime | None

    @property
    def seconds(self) -> float | None:
        """From acceptance to its end; None before that."""
        return None if self.finished_at is None else (self.finished_at - self.submitted_at).total_seconds()

    @property
    def succeeded(self) -> bool:
        return self.status == "SUCCEEDED"


def trial_task(node: Mapping[str, Any]) -> TrialTask:
    """A `Task` with the `TASK_FIELDS`."""
    groups = node["groups"]
    problems = [*node["problems"], *(problem for group in groups for problem in group["problems"])]
    return TrialTask(
        id=node["id"],
        student=node["studentCode"],
        groups=tuple(group["groupCode"] for group in groups),
        status=node["status"],
        final=node["final"],
        reasons=tuple(sorted({problem["code"] for problem in problems})),
        full=tuple(
            group["groupCode"] for group in groups if any(problem["code"] == _FULL for problem in group["problems"])
        ),
        submitted_at=datetime.fromisoformat(node["submittedAt"]),
        finished_at=None if node["finishedAt"] is None else datetime.fromisoformat(node["finishedAt"]),
    )


def endings(tasks: Iterable[TrialTask]) -> dict[str, int]:
    """Number of tasks by how they ended and why, such as `REJECTED: GROUP_FULL`, the most frequent first."""
    return dict(Counter(_ending(task) for task in tasks).most_common())


def final_over_time(tasks: Sequence[TrialTask]) -> list[tuple[float, float]]:
    """For each task that has ended: when it was accepted, in seconds since the first, and the seconds to its end."""
    began = min((task.submitted_at for task in tasks), default=None)
    return [
        ((task.submitted_at - began).total_seconds(), task.seconds)
        for task in tasks
        if began is not None and task.seconds is not None
    ]


def _ending(task: TrialTask) -> str:
    reasons = ", ".join(task.reasons)
    return f"{task.status}: {reasons}" if reasons else task.status
