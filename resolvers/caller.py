"""Who asks: what the middleware finds out about the caller, and resolvers and services go by."""

import math
from dataclasses import dataclass
from enum import StrEnum

from enrollment.revocation import IssuedToken


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
        token_id, issued_at: the token's own id, and when it was issued in seconds since 1970; None if it does not say.
        expires_at: when the caller has to sign in again, in seconds since 1970.
    """

    subject: str
    roles: frozenset[Role]
    student_code: str | None = None
    expires_at: float = math.inf
    token_id: str | None = None
    issued_at: float | None = None

    @property
    def token(self) -> IssuedToken:
        """What revocations go by."""
        return IssuedToken(self.subject, self.token_id, self.issued_at)

    @property
    def is_signed_in(self) -> bool:
        """Whether the caller has shown a token; each token has a role."""
        return bool(self.roles)

    @property
    def sees_all_students(self) -> bool:
        """Whether the caller may see the data of every student."""
        return not self.roles.isdisjoint((Role.REGISTRAR, Role.OPERATOR, Role.ADMIN))

    def sees(self, student_code: str) -> bool:
        """Whether the caller may see the data of this student: their own, or any student's for staff."""
        return self.sees_all_students or self.student_code == student_code


ANONYMOUS = Caller("anonymous", frozenset())
"""The caller who has not signed in."""
