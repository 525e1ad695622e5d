"""Who may do what: every root field that not everybody may use says so with one of these, before anything else."""

from resolvers.context import Context, Role
from resolvers.refusals import Forbidden, NotSignedIn

STAFF = (Role.REGISTRAR, Role.OPERATOR)
"""Those who may see every student's affairs."""


def allow(context: Context, *roles: Role) -> None:
    """Raises Forbidden (or NotSignedIn) unless the caller has one of the roles; an ADMIN has them all."""
    if Role.ADMIN in context.caller.roles or not context.caller.roles.isdisjoint(roles):
        return
    if not context.caller.roles:
        raise NotSignedIn("Sign in first.")
    raise Forbidden(f"This is for {' and '.join(role.name for role in roles)} only.")


def operates(context: Context) -> bool:
    """Whether the caller is to know what only operators need."""
    return not context.caller.roles.isdisjoint((Role.OPERATOR, Role.ADMIN))


def may_see(context: Context, student_code: str) -> bool:
    """Whether the affairs of this student are the caller's business: their own, or anybody's for staff."""
    roles = context.caller.roles
    return Role.ADMIN in roles or not roles.isdisjoint(STAFF) or context.caller.student_code == student_code
