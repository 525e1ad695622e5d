"""Subscription circuitBreakers: how the services that we depend on fare, and each change of it."""

from collections.abc import AsyncGenerator

from guards.breaker.policy import CircuitStatus
from resolvers.context import Context, Role
from resolvers.permissions import allow


async def watch_circuit_breakers(context: Context) -> AsyncGenerator[CircuitStatus, None]:
    """All as they are, then each that becomes something else, in whichever process. Does not end."""
    allow(context, Role.OPERATOR)
    breakers = context.ports.breakers
    with breakers.watching() as changed:
        for status in breakers.statuses():
            yield status
        while True:
            yield await changed.get()
