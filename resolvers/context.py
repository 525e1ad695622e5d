"""What a resolver is given besides its input: the services, the caller, a language, a correlation id, and loaders."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from resolvers.language import Language
from resolvers.loaders import Loaders
from services.api_services import ApiServices


class Role(StrEnum):
    """What a caller may do; see `resolvers.permissions`."""

    STUDENT = "STUDENT"
    REGISTRAR = "REGISTRAR"
    OPERATOR = "OPERATOR"
    ADMIN = "ADMIN"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request.

    Attributes:
        subject: the name under which the caller's idempotency keys are kept.
        roles: none for a caller who has not signed in.
        student_code: of the student who the caller is; None for a caller who is no student.
        expires_at: when the caller has to sign in again, in seconds since 1970.
    """

    subject: str
    roles: frozenset[Role]
    student_code: str | None = None
    expires_at: float = math.inf

    @property
    def sees_all_students(self) -> bool:
        """Whether the caller may see the data of every student."""
        return not self.roles.isdisjoint((Role.REGISTRAR, Role.OPERATOR, Role.ADMIN))

    def sees(self, student_code: str) -> bool:
        """Whether the caller may see the data of this student: their own, or any student's for staff."""
        return self.sees_all_students or self.student_code == student_code


ANONYMOUS = Caller("anonymous", frozenset())
"""The caller who has not signed in."""


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
