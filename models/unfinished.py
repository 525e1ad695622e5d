"""How much is still to be done, counted only as far as it matters."""

from models.database import query

# By the index of live sagas, whatever the planner believes of how many there are: in its order. A stuck one waits for
# an operator, not for a worker.
_BACKLOG = """
SELECT (SELECT count(*) FROM (SELECT FROM sagas WHERE finished_at IS NULL AND status <> 'STUCK'
                              ORDER BY accepted LIMIT $1) live) AS unfinished,
       (SELECT coalesce(sum(completed + rejected + compensated + failed), 0)::bigint FROM saga_counts) AS ended"""


async def read(most: int) -> tuple[int, int]:
    """Tasks to be carried out, `most` if there are more, and how many have ever ended."""
    [row] = await query(_BACKLOG, most)
    return row["unfinished"], row["ended"]
