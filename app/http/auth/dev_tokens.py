"""Tokens for development, and the secret that `registro dev` signs them with if none is configured."""

import os
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt

from app.settings import Settings
from resolvers.caller import Role

DEMO_STUDENT = "EST001"
DEFAULT_HOURS = 12.0
"""The default lifetime of a token."""

_FILE_NAME = "jwt-secret"


def load_or_create_secret(state: Path) -> str:
    """The secret in the state folder, which is made if it does not exist. Only this account can read it."""
    path = state / _FILE_NAME
    if (found := read_secret(state)) is not None:
        return found
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = state / f"{_FILE_NAME}.{os.getpid()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # a complete file; if another `registro dev` was faster, its file stays
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()


def read_secret(state: Path) -> str | None:
    """The secret in the state folder; None if there is none."""
    try:
        return (state / _FILE_NAME).read_text()
    except FileNotFoundError:
        return None


def signing_secret(settings: Settings) -> str | None:
    """The secret to sign tokens with: the configured one, else that of `registro dev`; None if there is neither."""
    if settings.token_secret is not None or settings.jwks_url is not None:
        return settings.token_secret
    return read_secret(settings.state_dir)


def make_token(
    settings: Settings, secret: str, role: Role, student: str | None = None, *, hours: float = DEFAULT_HOURS
) -> str:
    """A token that an API with these settings accepts. `student`: the student's code, for the role STUDENT."""
    now = time.time()
    claims: dict[str, Any] = {
        "sub": role.value.lower() if student is None else f"student-{student}",
        "roles": [role.value.lower()],
        "student": student,
        "iss": settings.jwt_issuer,
        "aud": settings.jwt_audience,
        "iat": int(now),
        "exp": int(now + hours * 3600),
    }
    return jwt.encode({name: value for name, value in claims.items() if value is not None}, secret, algorithm="HS256")


def demo_tokens(settings: Settings, secret: str) -> Mapping[str, str]:
    """A token for each role, by the role's name in lower case; the student is one of the demo term."""
    return {
        role.value.lower(): make_token(settings, secret, role, DEMO_STUDENT if role is Role.STUDENT else None)
        for role in Role
    }
