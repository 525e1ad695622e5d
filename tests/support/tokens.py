"""Signing in, in tests."""

from collections.abc import Mapping

from app.http.auth.dev_tokens import make_token
from app.settings import Settings
from commands.graphql_client import GraphQLClient
from resolvers.caller import Role

SECRET = "known to the tests alone, and long enough for them"  # noqa: S105 - and of no other use
KEYS = {"REGISTRO_JWT_SECRET": SECRET}
"""What an API that tests start trusts."""
LASTING = 24.0
"""Hours; longer than any run."""


def token(role: Role = Role.ADMIN, student: str | None = None, *, hours: float = LASTING) -> str:
    """A token that APIs of tests trust; its subject is `admin`, `registrar`, `operator` or `student-CODE`."""
    return make_token(Settings(), SECRET, role, student, hours=hours)


def authorization(role: Role = Role.ADMIN, student: str | None = None, *, hours: float = LASTING) -> dict[str, str]:
    """The header that says so."""
    return {"Authorization": f"Bearer {token(role, student, hours=hours)}"}


def signed_in(
    base_url: str, headers: Mapping[str, str] | None = None, *, role: Role = Role.ADMIN, student: str | None = None
) -> GraphQLClient:
    """A client who has signed in, by default as one who may do everything."""
    return GraphQLClient(base_url, {**authorization(role, student), **(headers or {})})
