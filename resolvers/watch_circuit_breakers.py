"""Subscription circuitBreakers: the state of each circuit breaker, and each change of it."""

from collections.abc import AsyncGenerator

from guards.breaker.registry import CircuitStatus
from resolvers.caller import Role
from resolvers.context import Context
from resolvers.permissions import allow


async def watch_circuit_breakers(context: Context) -> AsyncGenerator[CircuitStatus, None]:
    """All as they are, then each that changes, in any process. Does not end."""
    allow(context, Role.OPERATOR)
    breakers = context.services.breakers
    with breakers.watching() as changed:
        for status in breakers.statuses():
            yield status
        while True:
            yield await changed.get()
