"""PostgreSQL and a Redis-compatible server from wheels, for installations without servers of their own."""
