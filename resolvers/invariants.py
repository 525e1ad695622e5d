"""invariants: whether what must always hold does."""

from collections.abc import Sequence

from enrollment.invariants import InvariantFinding
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow


async def invariants(context: Context) -> Sequence[InvariantFinding]:
    """What a check found that is at most a second old."""
    allow(context, Role.OPERATOR)
    return await context.services.invariants.inspect()
