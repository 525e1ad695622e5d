"""terms: every term."""

from collections.abc import Sequence

from enrollment.catalogue import Term
from resolvers.context import Context


async def terms(context: Context) -> Sequence[Term]:
    """All terms, in the order in which the catalogue keeps them."""
    return await context.ports.catalogue.terms()
