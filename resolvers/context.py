"""What a resolver knows besides its input: the ports, who asks, in which language, under which correlation id."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from resolvers.loaders import Loaders
from resolvers.messages import Language
from resolvers.ports import Ports


class Role(StrEnum):
    """What a caller may do."""

    STUDENT = "STUDENT"
    REGISTRAR = "REGISTRAR"
    OPERATOR = "OPERATOR"
    ADMIN = "ADMIN"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks.

    Attributes:
        subject: the name under which idempotency keys are kept apart.
        student_code: of the student whom the caller is; None for everyone else.
    """

    subject: str
    roles: frozenset[Role]
    student_code: str | None = None


ANONYMOUS = Caller("anonymous", frozenset(Role))
"""The caller as long as nobody has to sign in."""


@dataclass(frozen=True, slots=True)
class Context:
    """The context of one operation.

    Attributes:
        idempotency_key: of the `Idempotency-Key` header; always None over a WebSocket, where one handshake
            precedes many operations.
    """

    ports: Ports
    correlation_id: str
    caller: Caller = ANONYMOUS
    language: Language = Language.EN
    idempotency_key: str | None = None
    loaders: Loaders = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "loaders", Loaders(self.ports))

    def for_operation(self) -> Self:
        """The same with new loaders: what a connection's earlier operations read is old news."""
        return replace(self)
