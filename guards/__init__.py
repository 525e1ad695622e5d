"""What protects a call: circuit breakers, idempotency keys, and how much work is let in."""
