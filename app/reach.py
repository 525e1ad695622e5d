"""Ports whose database may be away: they say so in their own words, and ask nobody while it is known to be."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import structlog

from guards.breaker.breaker import Breaker
from kit.errors import CircuitOpen
from models import database
from resolvers import ports

_log = structlog.get_logger("app.reach")

Port = TypeVar("Port")

_RETRY_AFTER = 2.0
"""Seconds after which a client may try again where the circuit breaker does not know better."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Makes ports say in their own words that the database is away."""

    breaker: Breaker

    def to(self, port: Port) -> Port:
        """The port; its methods ask nobody, Redis included, while the circuit is open."""
        return cast("Port", _Reachable(port, self.breaker))


class _Reachable:
    def __init__(self, port: object, breaker: Breaker) -> None:
        self._port = port
        self._breaker = breaker

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method = getattr(self._port, name)

        async def call(*args: Any, **kwargs: Any) -> Any:
            try:
                self._breaker.check()
                return await method(*args, **kwargs)
            except CircuitOpen as error:
                raise ports.Unavailable("database", error.retry_after_seconds) from error
            except Exception as error:
                if database.transient(error):
                    _log.warning("the database is away", call=name, error=repr(error))
                    raise ports.Unavailable("database", self._breaker.retry_after_seconds or _RETRY_AFTER) from error
                raise

        setattr(self, name, call)
        return call
