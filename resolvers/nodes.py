"""nodes: several things by their ids."""

from asyncio import gather
from collections.abc import Sequence

from resolvers.context import Context
from resolvers.node import Found, NodeKind, node
from resolvers.permissions import signed_in


async def nodes(context: Context, references: Sequence[tuple[NodeKind, str] | None]) -> Sequence[Found | None]:
    """What each reference leads to, in their order; None for a reference that is None or leads to nothing."""
    signed_in(context)

    async def one(reference: tuple[NodeKind, str] | None) -> Found | None:
        return None if reference is None else await node(context, *reference)

    return await gather(*map(one, references))
