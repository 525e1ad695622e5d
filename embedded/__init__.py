"""PostgreSQL and a Redis-compatible server from pip wheels, for installations that configure no servers."""
