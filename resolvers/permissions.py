"""Who may do what: every root field calls one of these before anything else.

The data of a student whom the caller may not see is not forbidden but absent; the loaders see to that.
"""

from resolvers.caller import Role
from resolvers.context import Context
from resolvers.errors import Forbidden, NotSignedIn

STAFF = (Role.REGISTRAR, Role.OPERATOR)
"""Roles that may see the data of every student."""


def allow(context: Context, *roles: Role) -> None:
    """Raises Forbidden, or NotSignedIn, unless the caller has one of the roles; an ADMIN has them all."""
    if Role.ADMIN in context.caller.roles or not context.caller.roles.isdisjoint(roles):
        return
    signed_in(context)
    names = [role.name for role in roles]
    raise Forbidden(f"This is for {' and '.join(names)} only.", f"Esto es solo para {' y '.join(names)}.")


def signed_in(context: Context) -> None:
    """Raises NotSignedIn unless the caller has any role."""
    if not context.caller.roles:
        raise NotSignedIn("Sign in first.", "Inicie sesión primero.")


def act_for(context: Context, student_code: str) -> None:
    """Raises Forbidden, or NotSignedIn, unless the caller may enroll and drop for this student: a registrar for all,
    a student for themselves. Whether the student exists makes no difference."""
    allow(context, Role.STUDENT, Role.REGISTRAR)
    if context.caller.roles.isdisjoint((Role.REGISTRAR, Role.ADMIN)) and context.caller.student_code != student_code:
        raise Forbidden(
            "A student may do this for themselves only.",
            "Un estudiante solo puede hacer esto en su propio nombre.",
            student_code=student_code,
        )


def operates(context: Context) -> bool:
    """Whether the caller may see what is meant for operators."""
    return not context.caller.roles.isdisjoint((Role.OPERATOR, Role.ADMIN))


def may_see(context: Context, student_code: str) -> bool:
    """Whether the caller may see the data of this student."""
    return context.caller.sees(student_code)
