"""Who may look at the schema and ask by GET: each thing is for all callers, for those who have signed in, or off."""

from dataclasses import dataclass
from enum import StrEnum


class Profile(StrEnum):
    """The defaults of an installation's access policy.

    OPEN: everything, for all callers. For development.
    CLOSED: nothing that helps a stranger to find out what there is. For production.
    """

    OPEN = "open"
    CLOSED = "closed"


class Access(StrEnum):
    """Who may use something."""

    OFF = "off"
    SIGNED_IN = "signed-in"
    ON = "on"

    def allows(self, *, signed_in: bool) -> bool:
        """Whether a caller may use it."""
        return self is Access.ON or (self is Access.SIGNED_IN and signed_in)


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """What callers may use.

    Attributes:
        introspection: `__schema` and `__type`.
        suggestions: names of the schema in errors about names that it does not have ("Did you mean ...?").
        get: queries by GET, but for trusted documents, which are for all callers.
        graphiql: whether the page GraphiQL is served. It is served to all, because a browser opens it without a token.
        trusted_documents_only: whether no other documents are executed than those that operators have registered.
    """

    introspection: Access
    suggestions: Access
    get: Access
    graphiql: bool
    trusted_documents_only: bool = False


OPEN = AccessPolicy(introspection=Access.ON, suggestions=Access.ON, get=Access.ON, graphiql=True)
CLOSED = AccessPolicy(
    introspection=Access.SIGNED_IN, suggestions=Access.SIGNED_IN, get=Access.SIGNED_IN, graphiql=False
)
POLICIES = {Profile.OPEN: OPEN, Profile.CLOSED: CLOSED}
