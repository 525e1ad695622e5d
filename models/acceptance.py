"""Accepting commands: what is committed here is kept, whatever happens next."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from enrollment.plans import Plans
from enrollment.problems import IdempotencyConflict, StudentNotFound, TermNotFound, TermNotOpen
from enrollment.submission import Accepted, Refusal, Submission, SubmissionResult
from enrollment.task import GroupTask, TaskState, TaskStatus
from kit.uuid7 import uuid7
from models import task_states
from models.database import Row, one_call, query
from saga.faults import FaultPoint, Faults
from saga.journal import SagaStatus

_INSERT = """
WITH asked AS MATERIALIZED (
    -- Numbers of acceptance follow the order of arrival; rows are inserted in the order of their keys, so that two
    -- processes inserting the same keys wait for each other in one order.
    SELECT x.*, nextval('sagas_accepted_seq') AS accepted
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::bool[], $10::bytea[], $11::text[], $12::text[], $13::text[])
      AS x (id, kind, plan, plan_version, command, outcome, scope, key, derived, fingerprint, correlation_id,
            student_code, term_code))
INSERT INTO sagas (id, accepted, kind, status, version, plan, plan_version, command, outcome, student_id, term_id,
                   scope, idempotency_key, key_derived, key_expires_at, fingerprint, correlation_id, accepted_at)
SELECT x.id, x.accepted, x.kind, 'PENDING', 1, x.plan, x.plan_version, x.command::jsonb, x.outcome::jsonb, st.id, t.id,
       x.scope, x.key, x.derived, now() + $14::interval, x.fingerprint, x.correlation_id, now()
FROM asked x
JOIN students st ON st.code = x.student_code
JOIN terms t ON t.code = x.term_code AND t.opens_at <= now() AND now() < t.closes_at
ORDER BY x.scope, x.key, x.accepted
ON CONFLICT (scope, idempotency_key) WHERE key_released_at IS NULL DO NOTHING
RETURNING id, accepted_at"""

_OVERTAKEN = """s.key_derived AND EXISTS (
    -- Enroll, drop, enroll again must enroll: nobody asked for a derived key, so it stands for its task only until a
    -- task of another kind, of the same student and in one of the same groups, comes after it and does not fail.
    SELECT FROM sagas o
    WHERE o.student_id = s.student_id AND o.term_id = s.term_id AND o.kind <> s.kind
      AND o.status NOT IN ('REJECTED', 'COMPENSATED', 'FAILED')
      AND o.command->'group_codes' ?| ARRAY(SELECT jsonb_array_elements_text(s.command->'group_codes'))
      -- What ran is known; before that, tasks run in the order of their numbers.
      AND coalesce(o.finished_at > s.finished_at, o.accepted > s.accepted))"""

_WHY_NOT = f"""
SELECT x.n, st.id AS student_id, t.id AS term_id, t.opens_at, t.closes_at, now() AS now,
       s.id AS saga_id, s.fingerprint = x.fingerprint AS same,
       s.key_expires_at <= now() AND s.finished_at IS NOT NULL OR {_OVERTAKEN} AS over
FROM unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[])
  WITH ORDINALITY AS x (scope, key, fingerprint, student_code, term_code, n)
LEFT JOIN students st ON st.code = x.student_code
LEFT JOIN terms t ON t.code = x.term_code
LEFT JOIN sagas s ON s.scope = x.scope AND s.idempotency_key = x.key AND s.key_released_at IS NULL
ORDER BY x.n"""

_REPLAY = f"""
SELECT x.n, s.id AS saga_id, s.fingerprint = x.fingerprint AS same
FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::bytea[]) AS x (n, id, scope, key, fingerprint)
JOIN sagas s ON s.id = x.id AND s.scope = x.scope AND s.idempotency_key = x.key
WHERE s.key_released_at IS NULL AND (s.key_expires_at > now() OR s.finished_at IS NULL) AND NOT ({_OVERTAKEN})"""

_RELEASE = """
UPDATE sagas SET key_released_at = now()
WHERE id IN (SELECT id FROM sagas WHERE id = ANY($1::uuid[]) AND key_released_at IS NULL
             ORDER BY id FOR NO KEY UPDATE)"""

_ROUNDS = 3
"""A key may be released between insert and look-up; more than a few times in a row it cannot."""


class Acceptance:
    """Accepts many submissions in one statement.

    Args:
        plans: which plan a new task begins with.
        key_ttl: how long an idempotency key replays its task, from acceptance.
        faults: the fault points of this process.
    """

    def __init__(self, plans: Plans, key_ttl: timedelta, faults: Faults) -> None:
        self._plans = plans
        self._key_ttl = key_ttl
        self._faults = faults

    async def accept(self, submissions: Sequence[Submission]) -> Sequence[SubmissionResult]:
        """An answer each, in their order. One stranger's bad code fails nobody else.

        Raises:
            Exception: what `models.database.transient` says; nothing is known to be accepted then.
        """
        answers: dict[int, SubmissionResult] = {}
        open_ = dict(enumerate(submissions))
        async with one_call():
            for step in (self._insert, self._explain) * _ROUNDS:
                if open_:
                    answers |= await step(open_)
                    open_ = {n: submission for n, submission in open_.items() if n not in answers}
        if open_:
            raise TimeoutError("an idempotency key was released again and again while it was being looked up")
        return [answers[n] for n in range(len(submissions))]

    async def known(self, submissions: Sequence[Submission]) -> Sequence[SubmissionResult | None]:
        """Answers for those that would begin no task, in their order: replays and refusals. Nothing is accepted."""
        if not submissions:
            return []
        answers = await self._explain(dict(enumerate(submissions)))
        return [answers.get(n) for n in range(len(submissions))]

    async def replay(self, candidates: Mapping[int, tuple[Submission, UUID]]) -> dict[int, SubmissionResult]:
        """Answers for those whose key still stands for the task they were last seen with; the others are absent."""
        if not candidates:
            return {}
        asked = [submission for submission, _ in candidates.values()]
        rows = await query(
            _REPLAY,
            list(candidates),
            [task_id for _, task_id in candidates.values()],
            [s.caller for s in asked],
            [s.key for s in asked],
            [s.fingerprint for s in asked],
        )
        kept = await task_states.tasks([row["saga_id"] for row in rows])
        return {row["n"]: _replay(kept[row["saga_id"]], same=row["same"]) for row in rows if row["saga_id"] in kept}

    async def _insert(self, batch: Mapping[int, Submission]) -> dict[int, SubmissionResult]:
        ids = {uuid7(): n for n in batch}
        rows = [self._row(id_, batch[n]) for id_, n in ids.items()]
        self._faults.reach(FaultPoint.BEFORE_ACCEPT_COMMIT)
        inserted = await query(_INSERT, *(list(column) for column in zip(*rows, strict=True)), self._key_ttl)
        self._faults.reach(FaultPoint.AFTER_ACCEPT_COMMIT)
        return {ids[row["id"]]: Accepted(_fresh(row, batch[ids[row["id"]]]), replayed=False) for row in inserted}

    def _row(self, id_: UUID, submission: Submission) -> tuple[object, ...]:
        name, version = self._plans.current[submission.kind]
        command = submission.command
        outcome = task_states.StoredOutcome(tuple(GroupTask(code) for code in command.group_codes))
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

    async def _explain(self, batch: Mapping[int, Submission]) -> dict[int, SubmissionResult]:
        """Why these were not inserted; those whose key is free by now are absent, to be tried again."""
        waiting = list(batch.values())
        rows = await query(
            _WHY_NOT,
            [s.caller for s in waiting],
            [s.key for s in waiting],
            [s.fingerprint for s in waiting],
            [s.command.student_code for s in waiting],
            [s.command.term_code for s in waiting],
        )
        over = [row["saga_id"] for row in rows if row["over"]]
        if over:
            await query(_RELEASE, over)
        kept = await task_states.tasks([row["saga_id"] for row in rows if row["saga_id"] and not row["over"]])
        answers = {n: _answer(row, batch[n], kept) for n, row in zip(batch, rows, strict=True)}
        return {n: answer for n, answer in answers.items() if answer is not None}


def _answer(row: Row, submission: Submission, kept: Mapping[UUID, TaskState]) -> SubmissionResult | None:
    task = kept.get(row["saga_id"])
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
    command = submission.command
    return TaskState(
        id=row["id"],
        kind=submission.kind,
        status=TaskStatus.QUEUED,
        saga_status=SagaStatus.PENDING,
        version=1,
        student_code=command.student_code,
        term_code=command.term_code,
        groups=tuple(GroupTask(code) for code in command.group_codes),
        problems=(),
        steps=(),
        attempts=0,
        correlation_id=submission.correlation_id,
        submitted_at=row["accepted_at"],
    )
