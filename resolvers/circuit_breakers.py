"""circuitBreakers: the state of the circuit breaker of each service that we depend on."""

from collections.abc import Sequence

from guards.breaker.registry import CircuitStatus
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow


async def circuit_breakers(context: Context) -> Sequence[CircuitStatus]:
    """All of them, as this process knows them; no service is called for the answer."""
    allow(context, Role.OPERATOR)
    return context.services.breakers.statuses()
