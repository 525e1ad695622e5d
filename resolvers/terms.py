"""terms: every term."""

from collections.abc import Sequence

from enrollment.catalogue import Term
from resolvers.context import Context
from resolvers.permissions import signed_in


async def terms(context: Context) -> Sequence[Term]:
    """All terms, in the order in which the catalogue keeps them."""
    signed_in(context)
    return await context.services.catalogue.terms()
