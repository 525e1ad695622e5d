"""What is still to do: live sagas that nobody alive carries, and who comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from models.database import query


@dataclass(frozen=True, slots=True)
class Due:
    """A saga whose bell should be rung. `claims`: how often it was claimed so far."""

    id: UUID
    claims: int
    accepted: int


_DUE = """
SELECT s.id, s.claims, s.accepted FROM sagas s
WHERE s.finished_at IS NULL AND s.status <> 'STUCK' AND s.accepted > $1 AND s.accepted_at < now() - $2::interval
  AND NOT EXISTS (SELECT FROM workers w WHERE w.id = s.owner AND w.heartbeat_at > clock_timestamp() - $3::interval)
ORDER BY s.accepted LIMIT $4"""

_NEXT = """
SELECT s.id, s.claims, s.accepted FROM unnest($1::int[], $2::int[]) x (student_id, term_id)
CROSS JOIN LATERAL (
    SELECT id, claims, accepted FROM sagas
    WHERE student_id = x.student_id AND term_id = x.term_id AND finished_at IS NULL
      AND status <> 'STUCK' AND owner IS NULL
    ORDER BY accepted LIMIT 1) s"""


async def due(after: int, *, older_than: timedelta, lease: timedelta, limit: int) -> Sequence[Due]:
    """Live sagas with no live owner, accepted longer ago than `older_than`, numbered above `after`; in their order."""
    return [Due(**row) for row in await query(_DUE, after, older_than, lease, limit)]


async def next_in_line(turns: Sequence[tuple[int, int]]) -> Sequence[Due]:
    """For each (student id, term id) the saga that waits for its turn and comes next, if there is one."""
    rows = await query(_NEXT, [student for student, _ in turns], [term for _, term in turns])
    return [Due(**row) for row in rows]
