"""The rate limits of one process: who may draw from which buckets."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from guards.rate_limits.addresses import network_of
from guards.rate_limits.bucket import Limit
from guards.rate_limits.buckets import Buckets


@dataclass(frozen=True, slots=True)
class RoleLimits:
    """What a caller of one role may draw."""

    queries: Limit
    mutations: Limit


@dataclass(frozen=True, slots=True)
class RateLimits:
    """What callers may draw.

    Attributes:
        roles: by role.
        anonymous: of each address, for requests without a valid token.
    """

    roles: Mapping[str, RoleLimits]
    anonymous: Limit


class CallerBucket(NamedTuple):
    """The bucket of one caller."""

    buckets: Buckets
    key: str

    def draw(self, count: float = 1) -> float:
        """Draw tokens. Returns 0 if they were drawn, else the seconds after which it is worth asking again."""
        return self.buckets.draw(self.key, count)

    def header(self, name: str) -> str:
        """What is left, as an item of the header `RateLimit`."""
        remaining, seconds = self.buckets.remaining(self.key)
        return f'"{name}";r={remaining};t={seconds}'


class Allowance(NamedTuple):
    """What one caller may draw.

    Attributes:
        queries: for queries and for the beginnings of subscriptions, by cost. mutations: one for each.
        policy: the header `RateLimit-Policy`.
    """

    queries: CallerBucket
    mutations: CallerBucket
    policy: bytes

    def headers(self) -> list[tuple[bytes, bytes]]:
        """The headers that say what may be drawn, and what is left (draft-ietf-httpapi-ratelimit-headers)."""
        left = self.queries.header("queries")
        if self.mutations is not self.queries:
            left = f"{left}, {self.mutations.header('mutations')}"
        return [(b"ratelimit-policy", self.policy), (b"ratelimit", left.encode())]


class _Tables(NamedTuple):
    queries: Buckets
    mutations: Buckets
    policy: bytes


class Rates:
    """All buckets of a process.

    Attributes:
        debts_pressing: set when a caller owes so much that it should be settled soon.
        tables: the buckets of each limit.
    """

    def __init__(self, limits: RateLimits) -> None:
        self.debts_pressing = asyncio.Event()
        on_debt = self.debts_pressing.set
        self._anonymous = Buckets("anonymous", limits.anonymous, on_debt)
        self._anonymous_policy = _policy({"queries": limits.anonymous})
        self._roles = {
            role: _Tables(
                Buckets(f"{role.lower()}-queries", each.queries, on_debt),
                Buckets(f"{role.lower()}-mutations", each.mutations, on_debt),
                _policy({"queries": each.queries, "mutations": each.mutations}),
            )
            for role, each in limits.roles.items()
        }
        self._chosen: dict[frozenset[str], _Tables] = {}
        self.tables = [self._anonymous, *(each for tables in self._roles.values() for each in tables[:2])]

    def of_caller(self, subject: str, roles: frozenset[str]) -> Allowance:
        """What a caller with a valid token may draw; one of several roles, as the one who may draw most."""
        tables = self._chosen.get(roles) or self._choose(roles)
        return Allowance(CallerBucket(tables.queries, subject), CallerBucket(tables.mutations, subject), tables.policy)

    def of_address(self, host: str | None) -> Allowance:
        """What may be drawn without a valid token. `host`: the address of the peer; None: it has none."""
        bucket = CallerBucket(self._anonymous, network_of(host))
        return Allowance(bucket, bucket, self._anonymous_policy)

    def _choose(self, roles: frozenset[str]) -> _Tables:
        tables = max((self._roles[role] for role in roles), key=lambda each: each.queries.limit.per_second)
        self._chosen[roles] = tables
        return tables


def _policy(limits: Mapping[str, Limit]) -> bytes:
    items = (
        f'"{name}";q={int(limit.burst)};w={ceil(limit.burst / limit.per_second)}' for name, limit in limits.items()
    )
    return ", ".join(items).encode()


_UNLIMITED = CallerBucket(Buckets("unlimited", Limit(1e12, 1e12)), "")
UNLIMITED = Allowance(_UNLIMITED, _UNLIMITED, b"")
"""For operations that no client has sent."""
