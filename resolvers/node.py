"""node: anything that has an id, by its id."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from enrollment.audit import AuditEntry
from enrollment.batch import Batch
from enrollment.catalogue import CatalogueGroup, Course, Enrollment, Student, Term
from enrollment.overrides import Override
from enrollment.searches import IdempotencyKeyEntry
from enrollment.task import GroupTask, TaskState
from resolvers.archived import or_archived
from resolvers.arguments import storable_code
from resolvers.context import Context
from resolvers.loaders import Loaders
from resolvers.permissions import operates, signed_in

Key = TypeVar("Key")
Value = TypeVar("Value")


class NodeKind(StrEnum):
    """What has an id. The values are the names of the types in the schema and stand in the ids: they never change."""

    STUDENT = "Student"
    TERM = "Term"
    COURSE = "Course"
    GROUP = "Group"
    ENROLLMENT = "Enrollment"
    TASK = "Task"
    SAGA = "Saga"
    GROUP_TASK = "GroupTask"
    AUDIT_ENTRY = "AuditEntry"
    IDEMPOTENCY_ENTRY = "IdempotencyEntry"
    BATCH = "Batch"
    OVERRIDE = "Override"


Found = (
    Student
    | Term
    | Course
    | CatalogueGroup
    | Enrollment
    | TaskState
    | tuple[TaskState, GroupTask]
    | AuditEntry
    | IdempotencyKeyEntry
    | Batch
    | Override
)


_BY_NUMBER: Mapping[NodeKind, Callable[[Loaders], DataLoader[int, Any]]] = {
    NodeKind.STUDENT: lambda loaders: loaders.student,
    NodeKind.TERM: lambda loaders: loaders.term,
    NodeKind.COURSE: lambda loaders: loaders.course,
    NodeKind.GROUP: lambda loaders: loaders.group,
}
"""The loaders of what has a number for a key."""


async def node(context: Context, kind: NodeKind, key: str) -> Found | None:
    """What has this key: a database id, a UUID, or `<task>:<group code>`. None where the caller may see nothing.

    Raises Archived.
    """
    signed_in(context)
    loaders = context.loaders
    if kind in _BY_NUMBER:
        return await _load(_BY_NUMBER[kind](loaders), number(key))
    match kind:
        case NodeKind.ENROLLMENT:
            return await _load(loaders.enrollment, uuid(key))
        case NodeKind.TASK | NodeKind.SAGA:
            return await or_archived(context, uuid(key), await _load(loaders.task, uuid(key)))
        case NodeKind.GROUP_TASK:
            return await _group_task(context, key)
        case NodeKind.AUDIT_ENTRY:
            return await _audit_entry(context, key)
        case NodeKind.IDEMPOTENCY_ENTRY:
            return await _entry(context, key)
        case NodeKind.BATCH:
            return await _load(loaders.batch, uuid(key))
        case NodeKind.OVERRIDE:
            return await _load(loaders.override, uuid(key))
        case _:
            return None


async def _group_task(context: Context, key: str) -> tuple[TaskState, GroupTask] | None:
    task_key, _, code = key.partition(":")
    state = await _load(context.loaders.task, uuid(task_key))
    if state is None:
        return None
    return next(((state, group) for group in state.groups if group.group_code == storable_code(code)), None)


async def _audit_entry(context: Context, key: str) -> AuditEntry | None:
    """For staff only, like the log."""
    return await _load(context.loaders.audit_entry, number(key, bits=64)) if context.caller.sees_all_students else None


async def _entry(context: Context, key: str) -> IdempotencyKeyEntry | None:
    """For operators only, like the list of entries."""
    return await _load(context.loaders.key_entry, uuid(key)) if operates(context) else None


async def _load(loader: DataLoader[Key, Value | None], key: Key | None) -> Value | None:
    return None if key is None else await loader.load(key)


def number(text: str, bits: int = 32) -> int | None:
    """A database id: a positive number that fits into a signed integer of `bits`; None for anything else."""
    limit = 2 ** (bits - 1)
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(limit)):
        return None
    value = int(text)
    return value if 0 < value < limit else None


def uuid(text: str) -> UUID | None:
    """A UUID in its usual spelling; None for anything else."""
    try:
        value = UUID(text)
    except ValueError:
        return None
    return value if str(value) == text else None
