"""What a resolver is given besides its input: the services, the caller, a language, a correlation id, and loaders."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Self
from zoneinfo import ZoneInfo

from guards.rate_limits.rates import UNLIMITED, Allowance
from resolvers.caller import ANONYMOUS, Caller
from resolvers.language import Language
from resolvers.loaders import Loaders
from services.api_services import ApiServices

_UTC = ZoneInfo("UTC")


def _never_kept(_: float) -> None:
    """Does nothing: the answer is given once."""


@dataclass(frozen=True, slots=True)
class Context:
    """The context of one operation.

    Attributes:
        idempotency_key: the `Idempotency-Key` header; None over a WebSocket, where one handshake precedes many
            operations.
        client_left: over plain HTTP, returns when the client has left; None where the transport watches for that itself
            and cancels the operation then.
        address: from which the request came, as far as it is known.
        hides_suggestions: whether errors must not name what the schema has.
        operation_ids: over a WebSocket, the correlation ids of the operations to come; None over HTTP.
        allowance: how often the caller may ask.
        expires_in: told in how many seconds something of the answer changes by itself.
        time_zone: the institution's, in which texts show moments.
    """

    services: ApiServices
    correlation_id: str
    caller: Caller = ANONYMOUS
    language: Language = Language.EN
    idempotency_key: str | None = None
    client_left: Callable[[], Awaitable[None]] | None = None
    operation_ids: Iterator[str] | None = None
    address: str | None = None
    allowance: Allowance = UNLIMITED
    hides_suggestions: bool = False
    expires_in: Callable[[float], None] = _never_kept
    time_zone: ZoneInfo = _UTC
    _loaders: list[Loaders] = field(init=False, default_factory=list)

    @property
    def loaders(self) -> Loaders:
        """The loaders of the operation, made when they are first asked for: few mutations need any."""
        if not self._loaders:
            self._loaders.append(Loaders(self.services, self.caller))
        return self._loaders[0]

    def forget_loaded(self) -> None:
        """Let the loaders read everything again: what they have read may have been changed."""
        for loaders in self._loaders:
            loaders.forget()

    def for_operation(self, *, hides_suggestions: bool = False) -> Self:
        """The context of one of several operations: with loaders that have read nothing, and its own correlation id."""
        if self.operation_ids is None and not self._loaders and hides_suggestions == self.hides_suggestions:
            return self  # nothing would differ
        return replace(
            self,
            correlation_id=next(self.operation_ids) if self.operation_ids else self.correlation_id,
            hides_suggestions=hides_suggestions,
        )
