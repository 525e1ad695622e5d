"""Subscription batch: how far the rows of a batch have come, until none changes any more."""

from collections.abc import AsyncGenerator
from uuid import UUID

from enrollment.batch import Batch
from resolvers.context import Context
from resolvers.errors import NotFound
from resolvers.permissions import STAFF, allow


async def watch_batch(context: Context, batch_id: UUID | None) -> AsyncGenerator[Batch, None]:
    """The batch now, then each time its counts have changed, until they are final. Raises NotFound."""
    allow(context, *STAFF)
    nowhere = NotFound("There is no batch with this id.", "No existe ningún lote con este identificador.")
    if batch_id is None:
        raise nowhere
    try:
        async with context.services.batch_feed.watch(batch_id) as watch:
            async for batch in watch:
                yield batch
                if batch.final:
                    return
    except LookupError as error:
        raise nowhere from error
