"""Writes into the audit log what was refused before there was a task."""

from collections.abc import Sequence

from enrollment.audit import RefusedRequest
from models.database import query
from models.storable import kept, kept_json

_WRITE = """
INSERT INTO audit_log (at, actor, action, student_id, term_id, group_code, outcome, problem, reason, correlation_id,
                       saga_id)
SELECT statement_timestamp() - make_interval(secs => x.age), x.actor, x.action, coalesce(st.id, s.student_id),
       coalesce(t.id, s.term_id), x.group_code, 'REFUSED', x.problem::jsonb, x.reason, x.correlation_id, s.id
FROM unnest($1::float8[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::uuid[])
  WITH ORDINALITY AS x (age, actor, action, student_code, term_code, group_code, problem, reason, correlation_id,
                        saga_id, n)
LEFT JOIN students st ON st.code = x.student_code
LEFT JOIN terms t ON t.code = x.term_code
LEFT JOIN sagas s ON s.id = x.saga_id
ORDER BY x.n"""

_LONGEST_CODE = 100
_LONGEST_REASON = 1000


_NO_AGE = 1.0
"""Seconds. The log is ordered by moments, and ours are only as exact as the way to the database is fast: what is
written without delay takes the moment of its writing, so that one batch cannot overtake the one before."""


async def write(refused: Sequence[tuple[RefusedRequest, float]]) -> None:
    """Write refusals in their order, one line for each group asked for; with each its age in seconds."""
    rows = [row for refusal, age in refused for row in _rows(refusal, age)]
    await query(_WRITE, *(list(column) for column in zip(*rows, strict=True)))


def _rows(refusal: RefusedRequest, age: float) -> list[tuple[object, ...]]:
    # What is too long for a code is no group's.
    codes: list[str | None] = [
        code for code in dict.fromkeys(refusal.group_codes) if 0 < len(code) <= _LONGEST_CODE and "\0" not in code
    ]
    return [
        (
            age if age > _NO_AGE else 0.0,
            refusal.actor,
            refusal.action,
            kept(refusal.student_code, _LONGEST_CODE),
            kept(refusal.term_code, _LONGEST_CODE),
            kept(code, _LONGEST_CODE),
            kept_json(refusal.problem),
            kept(refusal.reason, _LONGEST_REASON),
            refusal.correlation_id,
            refusal.task_id,
        )
        for code in codes or [None]
    ]
