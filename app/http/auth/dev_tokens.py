"""Tokens for development, and the key that `registro dev` signs them with where none is set."""

import os
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt

from app.settings import Settings
from resolvers.context import Role

DEMO_STUDENT = "EST001"
HOURS = 12.0
"""How long a token lasts unless somebody says."""

_NAME = "jwt-secret"


def dev_secret(state: Path) -> str:
    """The key in the folder, made if there is none yet. Nobody but us can read it."""
    path = state / _NAME
    if (found := read_secret(state)) is not None:
        return found
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = state / f"{_NAME}.{os.getpid()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # whole, and the first one stays: another `registro dev` may be doing the same
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()


def read_secret(state: Path) -> str | None:
    """The key in the folder, if there is one."""
    try:
        return (state / _NAME).read_text()
    except FileNotFoundError:
        return None


def signing_secret(settings: Settings) -> str | None:
    """What tokens for development are signed with: what is set, else the key of `registro dev`; None: neither."""
    if settings.token_secret is not None or settings.jwks_url is not None:
        return settings.token_secret
    return read_secret(settings.state_dir)


def make_token(settings: Settings, secret: str, role: Role, student: str | None = None, *, hours: float = HOURS) -> str:
    """A token that an API with these settings trusts. `student`: the code of the student who is to have it."""
    now = time.time()
    said: dict[str, Any] = {
        "sub": role.value.lower() if student is None else f"student-{student}",
        "roles": [role.value.lower()],
        "student": student,
        "iss": settings.jwt_issuer,
        "aud": settings.jwt_audience,
        "iat": int(now),
        "exp": int(now + hours * 3600),
    }
    return jwt.encode({name: value for name, value in said.items() if value is not None}, secret, algorithm="HS256")


def demo_tokens(settings: Settings, secret: str) -> Mapping[str, str]:
    """One for each role, by its name in lower case; the student is one of the demo term."""
    return {
        role.value.lower(): make_token(settings, secret, role, DEMO_STUDENT if role is Role.STUDENT else None)
        for role in Role
    }
