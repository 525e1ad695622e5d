"""How much is still to be done, counted only as far as it matters."""

from models.database import query
from models.sql import SQL

_BACKLOG = SQL["sweep.count_unfinished"]


async def read(most: int) -> tuple[int, int]:
    """Tasks to be carried out, `most` if there are more, and how many have ever ended."""
    [row] = await query(_BACKLOG, most)
    return row["unfinished"], row["ended"]
