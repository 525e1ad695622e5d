"""nodes: several things by their ids."""

from asyncio import gather
from collections.abc import Sequence

from resolvers.context import Context
from resolvers.errors import Archived
from resolvers.node import Found, NodeKind, node
from resolvers.permissions import signed_in


async def nodes(
    context: Context, references: Sequence[tuple[NodeKind, str] | None]
) -> Sequence[Found | Archived | None]:
    """What each reference leads to, in their order; None for a reference that is None or leads to nothing, and Archived
    for one to a task that is as old as those that are archived."""
    signed_in(context)
    wanted = [reference for reference in dict.fromkeys(references) if reference is not None]
    found = await gather(*(_found(context, *reference) for reference in wanted))
    by_reference = dict(zip(wanted, found, strict=True))
    return [None if reference is None else by_reference[reference] for reference in references]


async def _found(context: Context, kind: NodeKind, key: str) -> Found | Archived | None:
    try:
        return await node(context, kind, key)
    except Archived as archived:
        return archived
