"""batch: one batch by its id, and pages of what became of its rows."""

from uuid import UUID

from enrollment.batch import Batch, RowResult
from enrollment.paging import Page
from resolvers.arguments import page_request
from resolvers.context import Context
from resolvers.permissions import STAFF, allow


async def batch(context: Context, batch_id: UUID | None) -> Batch | None:
    """None where there is no such batch. `batch_id` is None where the client's id is not the id of a batch."""
    allow(context, *STAFF)
    return None if batch_id is None else await context.loaders.batch.load(batch_id)


async def rows_of_batch(context: Context, batch_id: UUID, first: int, after: str | None) -> Page[RowResult]:
    """A page of what became of the rows, in their order."""
    return await context.loaders.rows_of_batch(batch_id, page_request(first, after))
