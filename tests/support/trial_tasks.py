"""Tasks of a run, as the API shows them."""

from datetime import UTC, datetime, timedelta

from trials.trial_tasks import TrialTask

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def task(
    student: str = "S1",
    *groups: str,
    status: str = "SUCCEEDED",
    reasons: tuple[str, ...] = (),
    full: tuple[str, ...] = (),
    after: float = 0,
    seconds: float = 0.5,
    name: str = "",
) -> TrialTask:
    """A task that was accepted `after` seconds past noon and took `seconds`; one that is RUNNING has not ended."""
    submitted = NOON + timedelta(seconds=after)
    ended = None if status == "RUNNING" else submitted + timedelta(seconds=seconds)
    return TrialTask(
        id=name or f"task of {student}",
        student=student,
        groups=groups or ("G",),
        status=status,
        final=ended is not None,
        reasons=reasons,
        full=full,
        submitted_at=submitted,
        finished_at=ended,
    )
