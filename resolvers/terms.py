"""terms: every term."""

from collections.abc import Sequence
from math import inf

from enrollment.catalogue import Term
from resolvers.context import Context
from resolvers.permissions import signed_in


async def terms(context: Context) -> Sequence[Term]:
    """All terms, in the order in which the catalogue keeps them."""
    signed_in(context)
    found = await context.services.catalogue.terms()
    context.expires_in(
        min((term.unchanged_seconds for term in found if term.unchanged_seconds is not None), default=inf)
    )
    return found
