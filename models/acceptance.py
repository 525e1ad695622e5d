"""Accepts commands: what is committed here will be executed, whatever happens next."""

from collections.abc import Container, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from enrollment.plans import Plans
from enrollment.problems import IdempotencyConflict, TooManyUnfinishedTasks
from enrollment.rule_settings import TermRules
from enrollment.submission import Accepted, NamedRows, Submission, SubmissionResult, against_accepting
from enrollment.task import GroupTask, TaskState
from enrollment.term_windows import TermWindows
from kit.errors import DatabaseUnavailable
from kit.uuid7 import uuid7
from models.database import DatabaseCall, Row
from models.rule_columns import decode_rules
from models.sql import SQL, columns
from models.task_states import StoredOutcome, TaskStates
from saga.faults import FaultPoint, Faults
from saga.journal import SagaStatus

_INSERT = SQL["accept.insert_tasks"]
_WHY_NOT = SQL["accept.explain_refused"]
_REPLAY = SQL["accept.replay"]
_RELEASE = SQL["accept.release_keys"]

_UNFINISHED_SECONDS = 2.0
"""When to ask again with too many unfinished tasks of which none is put down: what several of them take."""
_ROUNDS = 3
"""A key may be released between insert and look-up; more than a few times in a row it cannot."""
_LOCKED = "another transaction has locked the student, the term, or the task that the key stood for"


class Acceptance:
    """Accepts many submissions in one statement. Each method is part of a call: that of the batch.

    Args:
        plans: which plan a new task begins with.
        key_ttl: how long an idempotency key replays its task, from acceptance.
        max_unfinished: how many unfinished tasks a student may have in a term. Requests that are accepted by several
            processes at the same moment do not see each other.
        faults: the fault points of this process.
    """

    def __init__(self, plans: Plans, key_ttl: timedelta, max_unfinished: int, faults: Faults) -> None:
        self._plans = plans
        self._key_ttl = key_ttl
        self._max_unfinished = max_unfinished
        self._faults = faults

    async def accept(
        self, call: DatabaseCall, submissions: Sequence[Submission]
    ) -> list[SubmissionResult | DatabaseUnavailable]:
        """One result for each submission, in their order, however many there are."""
        answers = await self.accept_admitted(call, dict(enumerate(submissions)), range(len(submissions)))
        return [answers[n] for n in range(len(submissions))]

    async def accept_admitted(
        self, call: DatabaseCall, submissions: Mapping[int, Submission], admitted: Container[int]
    ) -> dict[int, SubmissionResult | DatabaseUnavailable]:
        """The results of submissions by their numbers. A submission with a wrong code does not affect the others.

        Those that are `admitted` may begin a task. Of the others those are answered that begin none, replays and
        refusals; the rest are absent. DatabaseUnavailable stands for one whose student, term or earlier task another
        transaction has locked: nothing waits for that. After an error nothing is known to be accepted.
        """
        open_ = {n: submission for n, submission in submissions.items() if n in admitted}
        answers = dict[int, SubmissionResult | DatabaseUnavailable]()
        for step in (self._insert, self._explain) * _ROUNDS:
            if open_:
                answers |= await step(call, open_)
                open_ = {n: submission for n, submission in open_.items() if n not in answers}
        answers |= dict.fromkeys(open_, DatabaseUnavailable(_LOCKED, affects_whole_batch=False))
        if others := {n: submission for n, submission in submissions.items() if n not in admitted}:
            answers |= await self._explain(call, others)
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
        inserted = await call.query(_INSERT, *columns(rows), self._key_ttl, self._max_unfinished)
        self._faults.inject(FaultPoint.AFTER_ACCEPT_COMMIT)
        return {ids[row["id"]]: Accepted(_fresh(row, batch[ids[row["id"]]]), replayed=False) for row in inserted}

    def _row(self, id_: UUID, submission: Submission) -> tuple[object, ...]:
        name, version = self._plans.current[submission.kind]
        command = submission.command
        outcome = StoredOutcome(tuple(GroupTask(code) for code in command.all_codes))
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
            submission.by_registrar,
            command.batch_id,
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
            self._max_unfinished,
        )
        over = [row["saga_id"] for row in rows if row["over"]]
        if over:
            await call.query(_RELEASE, over)
        tasks = await TaskStates(call).by_ids([row["saga_id"] for row in rows if row["saga_id"] and not row["over"]])
        answers = {n: self._answer(row, batch[n], tasks) for n, row in zip(batch, rows, strict=True)}
        return {n: answer for n, answer in answers.items() if answer is not None}

    def _answer(self, row: Row, submission: Submission, tasks: Mapping[UUID, TaskState]) -> SubmissionResult | None:
        task = tasks.get(row["saga_id"])
        if task is not None:
            return _replay(task, same=row["same"])
        refusal = next(against_accepting(submission.kind, submission.command, named_rows(row)), None)
        if refusal is not None or row["unfinished"] < self._max_unfinished:
            return refusal
        return TooManyUnfinishedTasks(
            student_code=submission.command.student_code,
            term_code=submission.command.term_code,
            maximum=self._max_unfinished,
            retry_after_seconds=round(max(row["due_in_seconds"] or 0.0, _UNFINISHED_SECONDS), 1),
            path=("input", "studentCode"),
        )


def _replay(task: TaskState, *, same: bool) -> SubmissionResult:
    return Accepted(task, replayed=True) if same else IdempotencyConflict(first_task_id=str(task.id))


def named_rows(row: Row) -> NamedRows:
    """A row that has the columns `named_rows` of models/sql/fragments.sql."""
    return NamedRows(
        student_exists=row["student_id"] is not None,
        similar_student=row["similar_student"],
        windows=None if row["term_id"] is None else _windows(row),
        similar_term=row["similar_term"],
        now=row["now"],
        cohorts=tuple(row["cohorts"] or ()),
        window_override=bool(row["window_override"]),
    )


def _windows(row: Row) -> TermWindows:
    rules = decode_rules(row["term_rules"], TermRules)
    return TermWindows(row["opens_at"], row["closes_at"], rules.windows)


def _fresh(row: Row, submission: Submission) -> TaskState:
    return TaskState.build(
        id=row["id"],
        kind=submission.kind,
        command=submission.command,
        saga_status=SagaStatus.PENDING,
        version=1,
        groups=tuple(GroupTask(code) for code in submission.command.all_codes),
        correlation_id=submission.correlation_id,
        submitted_at=row["accepted_at"],
    )
