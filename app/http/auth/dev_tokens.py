"""Tokens for development, and the secret that `registro dev` signs them with if none is configured."""

import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt

from app.http.auth.token_claims import caller_from_claims, check_life
from app.settings import Settings
from app.state_files import load_or_create, read
from enrollment.text import normalized
from resolvers.caller import Role

DEMO_STUDENT = "EST001"
DEFAULT_HOURS = 12.0
"""The default life of a token, unless the API accepts shorter ones only."""

_FILE_NAME = "jwt-secret"


def load_or_create_secret(state: Path) -> str:
    """The secret in the state folder, which is made if it does not exist. Only this account can read it."""
    return load_or_create(state / _FILE_NAME, lambda: secrets.token_urlsafe(48))


def read_secret(state: Path) -> str | None:
    """The secret in the state folder; None if there is none."""
    return read(state / _FILE_NAME)


def signing_secret(settings: Settings) -> str | None:
    """The secret to sign tokens with: the configured one, else that of `registro dev`; None if there is neither."""
    if settings.token_secret is not None or settings.jwks_url is not None:
        return settings.token_secret
    return read_secret(settings.state_dir)


def make_token(
    settings: Settings, secret: str, role: Role, student: str | None = None, *, hours: float | None = None
) -> str:
    """A token that an API with these settings accepts. `student`: the student's code, for the role STUDENT.

    Raises InvalidToken for a code that no student can have, and for more hours than a token may live.
    """
    if hours is None:
        hours = min(DEFAULT_HOURS, settings.jwt_max_life_seconds / 3600)
    now = time.time()
    student = None if student is None else normalized(student)
    claims: dict[str, Any] = {
        "sub": role.value.lower() if student is None else f"student-{student}",
        "roles": [role.value.lower()],
        "student": student,
        "iss": settings.jwt_issuer,
        "aud": settings.jwt_audience,
        "jti": uuid4().hex,
        "iat": int(now),
        "exp": int(now + hours * 3600),
    }
    check_life(claims, settings.jwt_max_life_seconds)
    caller_from_claims(claims)
    return jwt.encode({name: value for name, value in claims.items() if value is not None}, secret, algorithm="HS256")


def demo_tokens(settings: Settings, secret: str) -> Mapping[str, str]:
    """A token for each role, by the role's name in lower case; the student is one of the demo term."""
    return {
        role.value.lower(): make_token(settings, secret, role, DEMO_STUDENT if role is Role.STUDENT else None)
        for role in Role
    }
