"""What a resolver is given besides its input: the services, the caller, a language, a correlation id, and loaders."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Self

from resolvers.caller import ANONYMOUS, Caller
from resolvers.language import Language
from resolvers.loaders import Loaders
from services.api_services import ApiServices


@dataclass(frozen=True, slots=True)
class Context:
    """The context of one operation.

    Attributes:
        idempotency_key: the `Idempotency-Key` header; None over a WebSocket, where one handshake precedes many
            operations.
        operation_ids: over a WebSocket, the correlation ids of the operations to come; None over HTTP.
    """

    services: ApiServices
    correlation_id: str
    caller: Caller = ANONYMOUS
    language: Language = Language.EN
    idempotency_key: str | None = None
    operation_ids: Iterator[str] | None = None
    loaders: Loaders = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "loaders", Loaders(self.services, self.caller))

    def for_operation(self) -> Self:
        """The context of one of several operations: with loaders that have read nothing, and its own correlation id."""
        return replace(self, correlation_id=next(self.operation_ids) if self.operation_ids else self.correlation_id)
