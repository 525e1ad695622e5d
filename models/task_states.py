"""Reads tasks as they stand: one row and its journal make a `TaskState`."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
import structlog

from enrollment.paging import Page, PageRequest
from enrollment.problems import AnyProblem
from enrollment.task import KNOWING_WORKER, SWAP_PARTNER, Command, GroupTask, TaskKind, TaskState, TaskWait, WaitReason
from models.cursors import by_parent, decode_cursor, number_part, paged
from models.database import Queries, Row
from models.sql import SQL
from saga.claimed_saga import STORE
from saga.journal import Records, SagaStatus, StepRecord


class StoredOutcome(msgspec.Struct, frozen=True):
    """What the column `outcome` holds: the group tasks, and the problems of the task that belong to no group."""

    groups: tuple[GroupTask, ...]
    problems: tuple[AnyProblem, ...] = ()


_log = structlog.get_logger("models")
_commands = msgspec.json.Decoder(Command)
_outcomes = msgspec.json.Decoder(StoredOutcome)

_steps = msgspec.json.Decoder(list[StepRecord[AnyProblem]])

_BY_IDS = SQL["task_states.by_ids"]
_NEWER = SQL["task_states.newer"]
_WAITS = SQL["task_states.waits"]
_OF_STUDENTS = SQL["task_states.of_students"]


def command_of(row: Row) -> Command:
    """The command in a row of `sagas`. Raises msgspec.DecodeError where it cannot be read."""
    return _commands.decode(row["command"])


def outcome_of(row: Row) -> StoredOutcome:
    """The outcome in a row of `sagas`. Raises msgspec.DecodeError where it cannot be read."""
    return _outcomes.decode(row["outcome"])


def records_of(row: Row) -> Records:
    """The journal in a row of `sagas`, as the engine reads it. Raises msgspec.DecodeError where it cannot be read."""
    return {record.position: record for record in _steps.decode(row["steps"] or "[]")}


def state_of(row: Row) -> TaskState:
    """The task that a row of `sagas` makes. Raises msgspec.DecodeError or ValueError where it cannot be read."""
    command, outcome = command_of(row), outcome_of(row)
    return state_from(row, command, outcome.groups, outcome.problems, records_of(row))


def state_from(
    row: Row,
    command: Command,
    groups: tuple[GroupTask, ...] = (),
    own_problems: Sequence[AnyProblem] = (),
    records: Records | None = None,
) -> TaskState:
    """The task of a row whose command, outcome and journal were read, or of one in which they cannot be read."""
    return TaskState.build(
        id=row["id"],
        kind=TaskKind(row["kind"]),
        command=command,
        saga_status=SagaStatus(row["status"]),
        version=row["version"],
        groups=groups,
        correlation_id=row["correlation_id"],
        submitted_at=row["accepted_at"],
        own_problems=own_problems,
        records=records,
        cancelled=records is not None and row["cancel_requested_at"] is not None,
        attempts=row["claims"],
        started_at=row["started_at"],
        finished_at=row["finished_at"],
        stuck_reason=row["stuck_reason"],
    )


class TaskStates:
    """Reads tasks.

    Args:
        queries: the database, or the call that the reading is part of.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def by_ids(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskState]:
        """Tasks by id; unknown ones are absent."""
        rows = await self._queries.query(_BY_IDS, list(ids))
        return {state.id: state for state in readable_tasks(rows)}

    async def newer(self, known: Mapping[UUID, int]) -> Sequence[TaskState]:
        """Of these tasks, those whose version is above the known one."""
        changed = await self._queries.query(_NEWER, list(known), list(known.values()))
        return list((await self.by_ids([row["id"] for row in changed])).values()) if changed else []

    async def waits(self, ids: Sequence[UUID]) -> Mapping[UUID, TaskWait]:
        """What the tasks that wait now wait for, by their ids."""
        return {row["id"]: _wait_of(row) for row in await self._queries.query(_WAITS, list(ids))}

    async def of_students(self, ids: Sequence[int], page: PageRequest) -> Mapping[int, Page[TaskState]]:
        """The tasks of each student, newest first. Raises BadCursor."""
        [before] = decode_cursor(page.after, number_part) or [None]
        rows = by_parent(ids, await self._queries.query(_OF_STUDENTS, list(ids), before, page.first + 1), "student_id")
        return {key: paged(rows[key], page, state_of, lambda row: [str(row["accepted"])]) for key in ids}


_NOT_A_SERVICE = {STORE: WaitReason.RECORD, KNOWING_WORKER: WaitReason.WORKER, SWAP_PARTNER: WaitReason.SEAT}
"""Of what a saga may wait for, what is no participant."""


def _wait_of(row: Row) -> TaskWait:
    if row["due_at"] is None:
        return TaskWait(WaitReason.EARLIER_TASK, earlier_task_id=row["earlier_task"])
    reason = _NOT_A_SERVICE.get(row["waits_for"], WaitReason.PARTICIPANT)
    return TaskWait(
        reason,
        service=row["waits_for"] if reason is WaitReason.PARTICIPANT else None,
        since=row["waiting_since"],
        until=row["due_at"],
        detail=row["wait_reason"],
    )


def readable_tasks(rows: Sequence[Row]) -> list[TaskState]:
    """The tasks that can be read; one that cannot is logged and left out, so that it does not hide the others."""
    states = []
    for row in rows:
        try:
            states.append(state_of(row))
        except (msgspec.MsgspecError, ValueError) as error:
            _log.error("task cannot be read", saga_id=str(row["id"]), reason=str(error))
    return states
