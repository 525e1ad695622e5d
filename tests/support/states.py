"""Task states as they are published, for tests of what happens to them afterwards."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from enrollment.task import GroupStatus, GroupTask, TaskKind, TaskState, TaskStatus
from saga.journal import SagaStatus, StepRecord, StepStatus

ACCEPTED = datetime(2024, 7, 1, 8, 0, tzinfo=UTC)


def make_state(task_id: UUID, version: int, *, final: bool = False) -> TaskState:
    """A basket of two groups at `version`: on its way, or well ended."""
    done = ACCEPTED + timedelta(seconds=version)
    group_status = GroupStatus.CONFIRMED if final else GroupStatus.RESERVED
    return TaskState(
        id=task_id,
        kind=TaskKind.ENROLL,
        status=TaskStatus.SUCCEEDED if final else TaskStatus.RUNNING,
        saga_status=SagaStatus.COMPLETED if final else SagaStatus.RUNNING,
        version=version,
        student_code="EST001",
        term_code="2024-2",
        groups=tuple(GroupTask(code, group_status) for code in ("G-ELC102-E", "INF/101-Ñ")),
        problems=(),
        steps=tuple(StepRecord(n, f"step-{n}", StepStatus.DONE, 1, 0, n, ACCEPTED, done) for n in range(1, 4)),
        attempts=1,
        correlation_id="c-1",
        submitted_at=ACCEPTED,
        started_at=ACCEPTED,
        finished_at=done if final else None,
    )
