"""What protects a call: idempotency keys and circuit breakers."""
