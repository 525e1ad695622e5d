"""What resetCircuitBreaker is sent, and what it answers."""

import strawberry

from resolvers.reset_circuit_breaker import reset_circuit_breaker
from schema.circuit_breakers import CircuitBreaker
from schema.results import result_type


@strawberry.input(description="A circuit breaker to be closed by hand.")
class ResetCircuitBreakerInput:
    service: str = strawberry.field(description="Whose breaker.")
    reason: str = strawberry.field(description="Why, for the audit log; 1 to 1000 characters, not blank.")


@strawberry.type(description="The circuit breaker lets calls through again.")
class CircuitBreakerReset:
    circuit_breaker: CircuitBreaker = strawberry.field(description="The breaker, as it is now.")


ResetCircuitBreakerResult = result_type(
    reset_circuit_breaker, CircuitBreakerReset, "The breaker, or why there is none."
)
