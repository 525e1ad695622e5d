"""What the saga executor's lines of log say about a saga."""

import structlog

from enrollment.commit_values import SagaDetails
from enrollment.task import TaskState
from saga.claimed_saga import ClaimedSaga
from saga.journal import Record

_log = structlog.get_logger("workers.saga_executor")


def log_context(saga: ClaimedSaga) -> dict[str, str]:
    """The fields that say what a log line is about; a batch is committed in a task in which none is bound."""
    details: SagaDetails = saga.details
    return task_log_context(details.task)


def task_log_context(task: TaskState) -> dict[str, str]:
    return {"saga_id": str(task.id), "correlation_id": task.correlation_id, "operation": task.kind.lower()}


def log_commit(saga: ClaimedSaga, seconds: float) -> None:
    """Log the commit of one saga with the steps that it wrote, so that each step can be traced to its request.

    `seconds`: the duration of the group commit.
    """
    steps = [_describe_step(saga, record) for record in saga.records.values() if record.version == saga.version]
    _log.info(
        "committed",
        **log_context(saga),
        duration_seconds=round(seconds, 6),
        version=saga.version,
        saga_status=saga.status,
        steps=steps,
    )


def _describe_step(saga: ClaimedSaga, record: Record) -> str:
    """Describe a step without its group: logs do not say which groups a student asked for."""
    subject = saga.plan.steps[record.position - 1].subject
    name = record.name if subject is None else record.name.removesuffix(f" {subject}")
    return f"{record.position} {name}: {record.status}"
