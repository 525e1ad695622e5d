"""What protects a call: idempotency keys today, circuit breakers and rate limits to come."""
