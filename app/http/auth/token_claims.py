"""Verifies a token's signature and claims, and reads the caller from the claims."""

from collections.abc import Mapping
from typing import Any

import jwt

from enrollment.text import normalized
from resolvers.caller import Caller, Role

LEEWAY_SECONDS = 10.0
"""By how much the clocks of the issuer and of this machine may differ."""
MAX_SUBJECT_CHARACTERS = 255
_MAX_EXPIRY = 10**11
"""Seconds since 1970. `exp` is an integer of any size; a larger one than this would not fit into a float exactly."""
_MESSAGES: dict[type[jwt.PyJWTError], str] = {
    jwt.ExpiredSignatureError: "The token has expired.",
    jwt.ImmatureSignatureError: "The token is not valid yet.",
    jwt.InvalidIssuedAtError: "The token is malformed: its `iat` is not a time.",
    jwt.InvalidAudienceError: "The token is not meant for this service (`aud`).",
    jwt.InvalidIssuerError: "The token comes from an issuer that this service does not trust (`iss`).",
    jwt.InvalidSignatureError: "The token is not signed by us.",
    jwt.InvalidAlgorithmError: "The token is not signed by an algorithm that this service trusts.",
    jwt.MissingRequiredClaimError: "The token lacks a claim that it needs: `sub`, `exp`, and `iss` or `aud` if set.",
}


class InvalidToken(Exception):
    """The token is not accepted. The message says why and never contains the token."""


def verified_claims(
    token: str, key: Any, algorithms: list[str], *, issuer: str | None, audience: str | None
) -> dict[str, Any]:
    """The claims of a token. Raises InvalidToken unless it is signed with `key` and valid now.

    `algorithms` must come from the key, never from the token.
    """
    required = ["sub", "exp", *(["iss"] if issuer else []), *(["aud"] if audience else [])]
    try:
        return jwt.decode(
            token,
            key,
            algorithms=algorithms,
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY_SECONDS,
            options={"require": required, "verify_aud": audience is not None},
        )
    except jwt.PyJWTError as error:
        raise InvalidToken(_MESSAGES.get(type(error), "The token is malformed.")) from None
    except (ValueError, OverflowError, TypeError, RecursionError):
        raise InvalidToken("The token is malformed.") from None


def caller_from_claims(claims: Mapping[str, Any]) -> Caller:
    """The caller whom the claims describe. Raises InvalidToken if subject, roles or student code are missing or bad."""
    subject = claims["sub"]
    if not isinstance(subject, str) or not subject.isprintable() or not 0 < len(subject) <= MAX_SUBJECT_CHARACTERS:
        raise InvalidToken(f"The token's `sub` must be 1 to {MAX_SUBJECT_CHARACTERS} printable characters.")
    roles = _roles(claims.get("roles", claims.get("role")))
    if not roles:
        raise InvalidToken("The token's `roles` name none of student, registrar, operator, admin.")
    return Caller(
        subject, roles, _student(claims, roles), expires_at=min(int(claims["exp"]), _MAX_EXPIRY) + LEEWAY_SECONDS
    )


def _roles(named: object) -> frozenset[Role]:
    names = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    known = {role.value for role in Role}
    # A token may name roles of other services too; they are ignored.
    return frozenset(Role(name.upper()) for name in names if isinstance(name, str) and name.upper() in known)


def _student(claims: Mapping[str, Any], roles: frozenset[Role]) -> str | None:
    if Role.STUDENT not in roles:
        return None
    code = claims.get("student")
    if not isinstance(code, str) or not (text := normalized(code)) or not text.isprintable():
        raise InvalidToken("The token of a student must have a student's code in `student`.")
    return text
