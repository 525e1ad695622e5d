"""What a token says, once its signature is known to be good."""

from collections.abc import Mapping
from typing import Any

import jwt

from enrollment.text import normalized
from resolvers.context import Caller, Role

LEEWAY = 10.0
"""Seconds by which clocks may differ."""
LONGEST_SUBJECT = 255
_FOR_EVER = 10**11
"""Seconds since 1970; whoever signs a token may well write more digits than a float has."""
_TROUBLE: dict[type[jwt.PyJWTError], str] = {
    jwt.ExpiredSignatureError: "The token has expired.",
    jwt.ImmatureSignatureError: "The token is not valid yet.",
    jwt.InvalidIssuedAtError: "The token is malformed: its `iat` is no moment in time.",
    jwt.InvalidAudienceError: "The token is not meant for this service (`aud`).",
    jwt.InvalidIssuerError: "The token comes from an issuer that this service does not trust (`iss`).",
    jwt.InvalidSignatureError: "The token is not signed by us.",
    jwt.InvalidAlgorithmError: "The token is not signed by an algorithm that this service trusts.",
    jwt.MissingRequiredClaimError: "The token lacks a claim that it needs: `sub`, `exp`, and `iss` or `aud` if set.",
}


class BadToken(Exception):
    """A token that nobody is let in with. Its text says why, and never what the token is."""


def claims(token: str, key: Any, algorithms: list[str], *, issuer: str | None, audience: str | None) -> dict[str, Any]:
    """What the token claims. Raises BadToken unless it is signed with the key and valid now.

    `algorithms` are those of the key, never those of the token.
    """
    required = ["sub", "exp", *(["iss"] if issuer else []), *(["aud"] if audience else [])]
    try:
        return jwt.decode(
            token,
            key,
            algorithms=algorithms,
            issuer=issuer,
            audience=audience,
            leeway=LEEWAY,
            options={"require": required, "verify_aud": audience is not None},
        )
    except jwt.PyJWTError as error:
        raise BadToken(_TROUBLE.get(type(error), "The token is malformed.")) from None
    except (ValueError, OverflowError, TypeError, RecursionError):
        raise BadToken("The token is malformed.") from None


def caller_of(said: Mapping[str, Any]) -> Caller:
    """The caller whom the claims describe. Raises BadToken if they describe nobody."""
    subject = said["sub"]
    if not isinstance(subject, str) or not subject.isprintable() or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise BadToken(f"The token's `sub` must be 1 to {LONGEST_SUBJECT} printable characters.")
    roles = _roles(said.get("roles", said.get("role")))
    if not roles:
        raise BadToken("The token's `roles` name none of student, registrar, operator, admin.")
    return Caller(subject, roles, _student(said, roles), until=min(int(said["exp"]), _FOR_EVER) + LEEWAY)


def _roles(named: object) -> frozenset[Role]:
    names = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    known = {role.value for role in Role}
    # Roles of other services are none of our business.
    return frozenset(Role(name.upper()) for name in names if isinstance(name, str) and name.upper() in known)


def _student(said: Mapping[str, Any], roles: frozenset[Role]) -> str | None:
    if Role.STUDENT not in roles:
        return None
    code = said.get("student")
    if not isinstance(code, str) or not (text := normalized(code)) or not text.isprintable():
        raise BadToken("The token of a student must have a student's code in `student`.")
    return text
