"""What a resolver knows besides its input: the ports, who asks, in which language, under which correlation id."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from resolvers.language import Language
from resolvers.loaders import Loaders
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
        roles: none for somebody who has not signed in.
        student_code: of the student whom the caller is; None for everyone else.
        until: when the caller has to sign in anew, in seconds since 1970.
    """

    subject: str
    roles: frozenset[Role]
    student_code: str | None = None
    until: float = math.inf

    @property
    def sees_everybody(self) -> bool:
        """Whether every student's affairs are the caller's business."""
        return not self.roles.isdisjoint((Role.REGISTRAR, Role.OPERATOR, Role.ADMIN))

    def sees(self, student_code: str) -> bool:
        """Whether the affairs of this student are the caller's business: their own, or anybody's for staff."""
        return self.sees_everybody or self.student_code == student_code


ANONYMOUS = Caller("anonymous", frozenset())
"""The caller who has not signed in."""


@dataclass(frozen=True, slots=True)
class Context:
    """The context of one operation.

    Attributes:
        idempotency_key: of the `Idempotency-Key` header; always None over a WebSocket, where one handshake
            precedes many operations.
        operation_ids: over a WebSocket, the correlation id of each next operation; None where there is one only.
    """

    ports: Ports
    correlation_id: str
    caller: Caller = ANONYMOUS
    language: Language = Language.EN
    idempotency_key: str | None = None
    operation_ids: Iterator[str] | None = None
    loaders: Loaders = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "loaders", Loaders(self.ports, self.caller))

    def for_operation(self) -> Self:
        """The same with new loaders, and on a connection of many with the operation's own correlation id: what earlier
        operations read is old news."""
        return replace(self, correlation_id=next(self.operation_ids) if self.operation_ids else self.correlation_id)
