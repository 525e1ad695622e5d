"""circuitBreakers: how the services that we depend on fare."""

from collections.abc import Sequence

from guards.breaker.policy import CircuitStatus
from resolvers.context import Context, Role
from resolvers.permissions import allow


async def circuit_breakers(context: Context) -> Sequence[CircuitStatus]:
    """All of them, as this process knows them; no other service is needed for the answer."""
    allow(context, Role.OPERATOR)
    return context.ports.breakers.statuses()
