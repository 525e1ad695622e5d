"""Verifies a token's signature and claims, and reads the caller from the claims."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from enrollment.limits import MAX_CODE_CHARACTERS, MAX_SUBJECT_CHARACTERS
from enrollment.text import normalized, unwritable
from resolvers.caller import Caller, Role
from resolvers.errors import RequestError
from services.refused_callers import Reason

LEEWAY_SECONDS = 10.0
"""By how much the clocks of the issuer and of this machine may differ."""
_ROLES = {role.value.lower(): role for role in Role}
MALFORMED = ("The token is malformed.", "El token está mal formado.")
_BY_ERROR: dict[type[jwt.PyJWTError], tuple[Reason, str, str]] = {
    jwt.ExpiredSignatureError: (Reason.EXPIRED, "The token has expired.", "El token ha caducado."),
    jwt.ImmatureSignatureError: (Reason.EARLY, "The token is not valid yet.", "El token aún no es válido."),
    jwt.InvalidIssuedAtError: (
        Reason.MALFORMED,
        "The token is malformed: its `iat` is not a time.",
        "El token está mal formado: su `iat` no es un momento.",
    ),
    jwt.InvalidAudienceError: (
        Reason.AUDIENCE,
        "The token is not meant for this service (`aud`).",
        "El token no es para este servicio (`aud`).",
    ),
    jwt.InvalidIssuerError: (
        Reason.ISSUER,
        "The token comes from an issuer that this service does not trust (`iss`).",
        "El token viene de un emisor en el que este servicio no confía (`iss`).",
    ),
    jwt.InvalidAlgorithmError: (
        Reason.ALGORITHM,
        "The token is not signed by an algorithm that this service trusts.",
        "El token no está firmado con un algoritmo en el que este servicio confíe.",
    ),
    jwt.MissingRequiredClaimError: (
        Reason.CLAIMS,
        "The token lacks a claim that it needs: `sub`, `exp`, and `iss` or `aud` if set.",
        "Al token le falta un dato necesario: `sub`, `exp`, y `iss` o `aud` si están configurados.",
    ),
}


class InvalidToken(RequestError):
    """The token is not accepted. The texts say why and never contain the token.

    Attributes:
        reason: the same in one word, for counts and logs.
    """

    code = "UNAUTHENTICATED"

    def __init__(self, reason: Reason, english: str, spanish: str) -> None:
        super().__init__(english, spanish)
        self.reason = reason


class WrongSignature(InvalidToken):
    """The token is signed with another key."""

    def __init__(self) -> None:
        super().__init__(Reason.SIGNATURE, "The token is not signed by us.", "El token no está firmado por nosotros.")


class ExpiredToken(InvalidToken):
    """The token was good until a moment ago, or longer."""

    def __init__(self) -> None:
        super().__init__(*_BY_ERROR[jwt.ExpiredSignatureError])


class RevokedToken(InvalidToken):
    """The token was good until an administrator revoked it."""

    def __init__(self) -> None:
        super().__init__(Reason.REVOKED, "The token was revoked.", "El token fue revocado.")


@dataclass(frozen=True, slots=True)
class TokenRules:
    """What tokens are expected to be like.

    Attributes:
        issuer, audience: their `iss` and `aud`; any if None.
        max_life_seconds: the longest time from `iat`, or else from now, to `exp`.
    """

    issuer: str | None = None
    audience: str | None = None
    max_life_seconds: float = 86_400


def verified_claims(token: str, key: Any, algorithms: list[str], rules: TokenRules) -> dict[str, Any]:
    """The claims of a token. Raises WrongSignature unless it is signed with `key`, InvalidToken unless it is valid now.

    `algorithms` must come from the key, never from the token.
    """
    required = ["sub", "exp", *(["iss"] if rules.issuer else []), *(["aud"] if rules.audience else [])]
    try:
        claims = jwt.decode(
            token,
            key,
            algorithms=algorithms,
            issuer=rules.issuer,
            audience=rules.audience,
            leeway=LEEWAY_SECONDS,
            options={"require": required, "verify_aud": rules.audience is not None},
        )
    except jwt.InvalidSignatureError:
        raise WrongSignature from None
    except jwt.PyJWTError as error:
        raise InvalidToken(*_BY_ERROR.get(type(error), (Reason.MALFORMED, *MALFORMED))) from None
    except (ValueError, OverflowError, TypeError, RecursionError):
        raise InvalidToken(Reason.MALFORMED, *MALFORMED) from None
    check_life(claims, rules.max_life_seconds)
    return claims


def check_life(claims: Mapping[str, Any], max_life_seconds: float) -> None:
    """Raises InvalidToken if a token with these claims lives too long: a stolen one is good for as long."""
    issued = claims.get("iat")
    life = int(claims["exp"]) - int(time.time() + LEEWAY_SECONDS if issued is None else issued)
    if life > max_life_seconds:
        most = f"{max_life_seconds / 3600:g}"
        raise InvalidToken(
            Reason.LIFE,
            f"The token lives too long: from its `iat`, or else from now, to its `exp` there may be {most} h at most.",
            f"El token dura demasiado: desde su `iat`, o si no desde ahora, hasta su `exp` puede haber {most} h como "
            "máximo.",
        )


def caller_from_claims(claims: Mapping[str, Any]) -> Caller:
    """The caller whom the claims describe. Raises InvalidToken if subject, roles or student code are missing or bad."""
    subject = claims["sub"]
    if not isinstance(subject, str) or not subject.isprintable() or not 0 < len(subject) <= MAX_SUBJECT_CHARACTERS:
        raise InvalidToken(
            Reason.CLAIMS,
            f"The token's `sub` must be 1 to {MAX_SUBJECT_CHARACTERS} printable characters.",
            f"El `sub` del token debe tener de 1 a {MAX_SUBJECT_CHARACTERS} caracteres imprimibles.",
        )
    roles = _roles(claims.get("roles", claims.get("role")))
    if not roles:
        raise InvalidToken(
            Reason.CLAIMS,
            "The token's `roles` name none of student, registrar, operator, admin.",
            "Los `roles` del token no nombran ninguno de student, registrar, operator, admin.",
        )
    token_id, issued = claims.get("jti"), claims.get("iat")
    return Caller(
        subject,
        roles,
        _student(claims, roles),
        expires_at=int(claims["exp"]) + LEEWAY_SECONDS,
        token_id=token_id if isinstance(token_id, str) else None,
        issued_at=None if issued is None else int(issued),
    )


def _roles(named: object) -> frozenset[Role]:
    names = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    # A token may name roles of other services too; they are ignored. Not by upper(), by which `admın` is ADMIN.
    return frozenset(_ROLES[name.lower()] for name in names if isinstance(name, str) and name.lower() in _ROLES)


def _student(claims: Mapping[str, Any], roles: frozenset[Role]) -> str | None:
    if Role.STUDENT not in roles:
        return None
    code = claims.get("student")
    text = normalized(code) if isinstance(code, str) else ""
    if not 0 < len(text) <= MAX_CODE_CHARACTERS or unwritable(text):
        raise InvalidToken(
            Reason.CLAIMS,
            f"The token of a student must have a student's code in `student`, 1 to {MAX_CODE_CHARACTERS} printable "
            "characters.",
            "El token de un estudiante debe llevar el código de un estudiante en `student`, de 1 a "
            f"{MAX_CODE_CHARACTERS} caracteres imprimibles.",
        )
    return text
