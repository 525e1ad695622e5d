"""Accepts commands: what is committed here will be executed, whatever happens next."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import islice
from uuid import UUID

import msgspec

from enrollment.plans import Plans
from enrollment.problems import IdempotencyConflict, StudentNotFound, TermNotFound, TermNotOpen
from enrollment.submission import Accepted, Refusal, Submission, SubmissionResult
from enrollment.task import GroupTask, TaskState
from kit.errors import DatabaseUnavailable
from kit.uuid7 import uuid7
from models.database import DatabaseCall, Row
from models.sql import SQL
from models.task_states import StoredOutcome, TaskStates
from saga.faults import FaultPoint, Faults
from saga.journal import SagaStatus

_INSERT = SQL["accept.insert_tasks"]
_WHY_NOT = SQL["accept.explain_refused"]
_REPLAY = SQL["accept.replay"]
_RELEASE = SQL["accept.release_keys"]

_ROUNDS = 3
"""A key may be released between insert and look-up; more than a few times in a row it cannot."""


class Acceptance:
    """Accepts many submissions in one statement. Each method is part of a call: that of the batch.

    Args:
        plans: which plan a new task begins with.
        key_ttl: how long an idempotency key replays its task, from acceptance.
        faults: the fault points of this process.
    """

    def __init__(self, plans: Plans, key_ttl: timedelta, faults: Faults) -> None:
        self._plans = plans
        self._key_ttl = key_ttl
        self._faults = faults

    async def accept(self, call: DatabaseCall, submissions: Sequence[Submission]) -> list[SubmissionResult]:
        """One result for each submission, in their order, however many there are."""
        answers = await self.accept_within(call, dict(enumerate(submissions)), len(submissions))
        return [answers[n] for n in range(len(submissions))]

    async def accept_within(
        self, call: DatabaseCall, submissions: Mapping[int, Submission], room: int
    ) -> dict[int, SubmissionResult]:
        """The results of submissions by their numbers. A submission with a wrong code does not affect the others.

        The first `room` of them may begin a task. Of the others those are answered that begin none, replays and
        refusals; the rest are absent. After an error nothing is known to be accepted.
        """
        admitted = dict(islice(submissions.items(), room))
        open_, answers = admitted, dict[int, SubmissionResult]()
        for step in (self._insert, self._explain) * _ROUNDS:
            if open_:
                answers |= await step(call, open_)
                open_ = {n: submission for n, submission in open_.items() if n not in answers}
        if open_:
            raise DatabaseUnavailable("an idempotency key was released again and again while it was being looked up")
        if len(admitted) < len(submissions):
            answers |= await self._explain(call, {n: s for n, s in submissions.items() if n not in admitted})
        return answers

    async def replay(
        self, call: DatabaseCall, candidates: Mapping[int, tuple[Submission, UUID]]
    ) -> dict[int, SubmissionResult]:
        """Results for submissions whose key still stands for its task; the others are absent."""
        if not candidates:
            return {}
        asked = [submission for submission, _ in candidates.values()]
        rows = await call.query(
            _REPLAY,
            list(candidates),
            [task_id for _, task_id in candidates.values()],
            [s.caller for s in asked],
            [s.key for s in asked],
            [s.fingerprint for s in asked],
        )
        tasks = await TaskStates(call).by_ids([row["saga_id"] for row in rows])
        return {row["n"]: _replay(tasks[row["saga_id"]], same=row["same"]) for row in rows if row["saga_id"] in tasks}

    async def _insert(self, call: DatabaseCall, batch: Mapping[int, Submission]) -> dict[int, SubmissionResult]:
        ids = {uuid7(): n for n in batch}
        rows = [self._row(id_, batch[n]) for id_, n in ids.items()]
        self._faults.inject(FaultPoint.BEFORE_ACCEPT_COMMIT)
        inserted = await call.query(_INSERT, *(list(column) for column in zip(*rows, strict=True)), self._key_ttl)
        self._faults.inject(FaultPoint.AFTER_ACCEPT_COMMIT)
        return {ids[row["id"]]: Accepted(_fresh(row, batch[ids[row["id"]]]), replayed=False) for row in inserted}

    def _row(self, id_: UUID, submission: Submission) -> tuple[object, ...]:
        name, version = self._plans.current[submission.kind]
        command = submission.command
        outcome = StoredOutcome(tuple(GroupTask(code) for code in command.group_codes))
        return (
            id_,
            submission.kind,
            name,
            version,
            msgspec.json.encode(command).decode(),
            msgspec.json.encode(outcome).decode(),
            submission.caller,
            submission.key,
            submission.derived,
            submission.fingerprint,
            submission.correlation_id,
            command.student_code,
            command.term_code,
        )

    async def _explain(self, call: DatabaseCall, batch: Mapping[int, Submission]) -> dict[int, SubmissionResult]:
        """Why these were not inserted. Those whose key is free again are absent; they can be inserted now."""
        waiting = list(batch.values())
        rows = await call.query(
            _WHY_NOT,
            [s.caller for s in waiting],
            [s.key for s in waiting],
            [s.fingerprint for s in waiting],
            [s.command.student_code for s in waiting],
            [s.command.term_code for s in waiting],
        )
        over = [row["saga_id"] for row in rows if row["over"]]
        if over:
            await call.query(_RELEASE, over)
        tasks = await TaskStates(call).by_ids([row["saga_id"] for row in rows if row["saga_id"] and not row["over"]])
        answers = {n: _answer(row, batch[n], tasks) for n, row in zip(batch, rows, strict=True)}
        return {n: answer for n, answer in answers.items() if answer is not None}


def _answer(row: Row, submission: Submission, tasks: Mapping[UUID, TaskState]) -> SubmissionResult | None:
    task = tasks.get(row["saga_id"])
    return _replay(task, same=row["same"]) if task is not None else _refusal(row, submission)


def _replay(task: TaskState, *, same: bool) -> SubmissionResult:
    return Accepted(task, replayed=True) if same else IdempotencyConflict(first_task_id=str(task.id))


def _refusal(row: Row, submission: Submission) -> Refusal | None:
    if row["student_id"] is None:
        return StudentNotFound(student_code=submission.command.student_code, path=("input", "studentCode"))
    if row["term_id"] is None:
        return TermNotFound(term_code=submission.command.term_code, path=("input", "termCode"))
    if not row["opens_at"] <= row["now"] < row["closes_at"]:
        return TermNotOpen(
            term_code=submission.command.term_code,
            opens_at=row["opens_at"],
            closes_at=row["closes_at"],
            now=row["now"],
            path=("input", "termCode"),
        )
    return None


def _fresh(row: Row, submission: Submission) -> TaskState:
    return TaskState.build(
        id=row["id"],
        kind=submission.kind,
        command=submission.command,
        saga_status=SagaStatus.PENDING,
        version=1,
        groups=tuple(GroupTask(code) for code in submission.command.group_codes),
        correlation_id=submission.correlation_id,
        submitted_at=row["accepted_at"],
    )
