"""Idempotency keys: how one is derived, the cache that remembers them, and how often it did."""
